"""Resources as a list, one of them with its entries, and their sums by kind, giver and year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.db.models import DecimalField, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from samphan.agreements.models import (
    MONEY_DIGITS,
    EntryKind,
    Resource,
    ResourceEntry,
    ResourceKind,
    ResourceNeed,
)
from samphan.agreements.queries.agreements import of_organisations
from samphan.agreements.queries.findable import RESOURCES, hits
from samphan.directory.models import Organisation
from samphan.kit.thai.dates import be_year
from samphan.kit.thai.fold import fold
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor
    from samphan.kit.bilingual import Text
    from samphan.kit.components import ListState

SORTS: Final = ("title", "giver", "value", "until")
FILTERS: Final = ("kind", "giver", "left")
ZERO: Final = Decimal(0)
SATANG: Final = Decimal("0.01")
ENOUGH: Final = Decimal("0.8")
"""Below this share of a need we say so: our own mark, without a published cut-off."""
_ORDERS: Final = {"title": "sort_key", "giver": "giver__sort_key", "value": "value_baht", "until": "ends"}
_AMOUNT: Final = DecimalField(max_digits=MONEY_DIGITS + 4, decimal_places=2)


def resources(actor: Actor, state: ListState) -> QuerySet[Resource]:
    """What the list shows, each with ``received`` and ``used``: found by words, kind, giver, and what is left of it."""
    found: QuerySet[Any] = with_sums(Resource.objects.for_actor(actor)).select_related("giver")
    if state.query:
        named = search.find(
            state.query, kinds=["directory.organisation"], limit=search.EVERY, every=True
        ).hits
        found = found.filter(
            Q(pk__in=hits(RESOURCES, state.query))
            | of_organisations([hit.object_id for hit in named], at="giver")
        )
    if (kind := state.filters.get("kind", "")) in ResourceKind.values:
        found = found.filter(kind=kind)
    if (giver := state.filters.get("giver", "")).isdecimal():
        found = found.filter(of_organisations([int(giver[:18])], at="giver"))
    left = state.filters.get("left", "")
    if left == "to_come":
        found = found.filter(received__lt=F("amount"))
    elif left == "unused":
        found = found.filter(used__lt=F("received"))
    elif left == "over":
        found = found.filter(used__gt=F("received"))
    order = F(_ORDERS.get(state.sort_key, "sort_key"))
    way = order.desc(nulls_last=True) if state.is_descending else order.asc(nulls_last=True)
    return found.order_by(way, "id")


def with_sums(found: QuerySet[Resource]) -> QuerySet[Resource]:
    """The same rows with what was ``received`` and ``used`` of each."""
    return found.annotate(received=_total(EntryKind.RECEIVED), used=_total(EntryKind.USED))


def _total(kind: str) -> Coalesce:
    entries = ResourceEntry.objects.filter(resource=OuterRef("pk"), kind=kind).order_by()
    total = entries.values("resource").annotate(total=Sum("amount")).values("total")
    return Coalesce(Subquery(total, output_field=_AMOUNT), ZERO, output_field=_AMOUNT)


def giver_choices(actor: Actor) -> list[tuple[str, str]]:
    """The organisations that give something, in Thai order. One statement."""
    own = Resource.objects.for_actor(actor).values(standing=Coalesce("giver__merged_into_id", "giver_id"))
    found = Organisation.objects.for_actor(actor).filter(pk__in=own).order_by("sort_key", "id")
    return [(str(each.pk), str(each.name)) for each in found.only("name_th", "name_en")]


@dataclass(frozen=True, slots=True)
class Balance:
    """What became of one pledge, in its own unit."""

    pledged: Decimal
    received: Decimal
    used: Decimal

    @property
    def to_come(self) -> Decimal:
        """Pledged and not received yet; nothing where more came than was pledged."""
        return max(ZERO, self.pledged - self.received)

    @property
    def left(self) -> Decimal:
        """Received and not used yet; below nothing where more was used than received."""
        return self.received - self.used

    @property
    def is_overused(self) -> bool:
        return self.used > self.received

    @property
    def is_exceeded(self) -> bool:
        """More was received than was pledged."""
        return self.received > self.pledged


def balance_of(resource: Resource) -> Balance:
    """The balance of a row that ``with_sums`` gave."""
    return Balance(tidy(resource.amount), tidy(resource.received), tidy(resource.used))  # type: ignore[attr-defined]  # annotated


def tidy(amount: Decimal) -> Decimal:
    """The same amount as people write it: without decimals where there are none."""
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount


def value_of(resource: Resource, amount: Decimal) -> Decimal | None:
    """What an amount of a resource is worth in baht: its share of the stated value; None where it was not valued."""
    if resource.value_baht is None:
        return None
    return tidy((resource.value_baht * amount / resource.amount).quantize(SATANG))


@dataclass(slots=True)
class Total:
    """Values in baht of some resources; ``unvalued`` counts those that were not valued and are in no sum."""

    label: Text | _StrOrPromise | int
    pledged: Decimal = ZERO
    received: Decimal = ZERO
    used: Decimal = ZERO
    count: int = 0
    unvalued: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """Values by kind, giver and year; entries count in the year of their first possible day."""

    by_kind: Sequence[Total]
    by_giver: Sequence[Total]
    by_year: Sequence[Total]
    all: Total


def totals(actor: Actor) -> Totals:
    """The sums over everything that the actor may see. Two statements."""
    rows = list(
        Resource.objects.for_actor(actor).select_related("giver__merged_into").order_by("sort_key", "id")
    )
    entries: dict[int, list[ResourceEntry]] = defaultdict(list)
    for entry in ResourceEntry.objects.for_actor(actor).order_by("id"):
        entries[entry.resource_id].append(entry)
    every = Total("")
    kinds = {code: Total(label) for code, label in ResourceKind.choices}
    givers: dict[int, Total] = {}
    years: dict[int, Total] = {}
    for row in rows:
        standing = row.giver.merged_into or row.giver
        giver = givers.setdefault(standing.pk, Total(standing.name))
        for total in (every, kinds[row.kind], giver):
            total.count += 1
            total.unvalued += row.value_baht is None
            total.pledged += row.value_baht or ZERO
        if row.value_baht is not None and row.starts is not None:
            _year(years, be_year(row.starts.from_on)).pledged += row.value_baht
        for entry in entries[row.pk]:
            value = value_of(row, entry.amount) or ZERO
            name = "received" if entry.kind == EntryKind.RECEIVED else "used"
            for total in (every, kinds[row.kind], giver, _year(years, be_year(entry.on.from_on))):
                setattr(total, name, getattr(total, name) + value)
    for total in (every, *kinds.values(), *givers.values(), *years.values()):
        total.pledged, total.received, total.used = map(tidy, (total.pledged, total.received, total.used))
    return Totals(
        by_kind=[each for each in kinds.values() if each.count],
        by_giver=sorted(givers.values(), key=lambda each: -each.received),
        by_year=[years[year] for year in sorted(years, reverse=True)],
        all=every,
    )


def _year(years: dict[int, Total], year: int) -> Total:
    return years.setdefault(year, Total(year))


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a stated need of one kind and unit was received in a Buddhist year."""

    kind: _StrOrPromise
    unit: str
    needed: Decimal
    received: Decimal
    needs: Sequence[ResourceNeed] = field(default_factory=tuple)

    @property
    def ratio(self) -> Decimal:
        """Received over needed; more than 1 where more came than was needed."""
        return (self.received / self.needed).quantize(SATANG)

    @property
    def is_low(self) -> bool:
        return self.received < ENOUGH * self.needed


def need_years(actor: Actor) -> list[int]:
    """The years for which needs are stated, the latest first."""
    found = ResourceNeed.objects.for_actor(actor).order_by("-year").values_list("year", flat=True)
    return list(found.distinct())


def coverage(actor: Actor, year: int) -> list[Coverage]:
    """Received over needed, by kind and unit: amounts in different units are never added up. Two statements."""
    needs: dict[tuple[str, str], list[ResourceNeed]] = defaultdict(list)
    for need in ResourceNeed.objects.for_actor(actor).filter(year=year).order_by("kind", "id"):
        needs[need.kind, fold(need.unit)].append(need)
    received: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    entries = ResourceEntry.objects.for_actor(actor).filter(kind=EntryKind.RECEIVED)
    for entry in entries.select_related("resource"):
        if be_year(entry.on.from_on) == year:
            received[entry.resource.kind, fold(entry.resource.unit)] += entry.amount
    kinds = dict(ResourceKind.choices)
    return [
        Coverage(
            kinds[kind],
            found[0].unit,
            tidy(sum((each.amount for each in found), ZERO)),
            tidy(received[kind, unit]),
            tuple(found),
        )
        for (kind, unit), found in needs.items()
    ]
