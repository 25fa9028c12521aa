"""The roadmap as pages show it: columns by horizon, and the list of roadmaps."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db import connection

from samphan.directory.models import Organisation
from samphan.kit.bilingual import Text
from samphan.projects.models import (
    Horizon,
    ItemState,
    Roadmap,
    RoadmapDependency,
    RoadmapItem,
    RoadmapMeasure,
    RoadmapPartner,
    Theme,
)
from samphan.projects.queries.progress import Part, Progress, part_of, rolled_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor

FILTERS: Final = ("owner", "theme", "state")
_ROOT: Final = 0


@dataclass(slots=True)
class Card:
    """An item on a roadmap page: its progress, who owns it, who helps, what it needs, its parts in the same horizon.

    ``measures`` are filled for the public page alone; inside they stand on the page of the item.
    """

    item: RoadmapItem
    progress: Progress
    owner: Text
    depth: int = 0
    partners: list[Text] = field(default_factory=list)
    needs: list[RoadmapItem] = field(default_factory=list)
    measures: list[RoadmapMeasure] = field(default_factory=list)
    parts: list[Card] = field(default_factory=list)
    part_of: RoadmapItem | None = None


@dataclass(frozen=True, slots=True)
class ColumnOfItems:
    """One horizon with its cards."""

    horizon: Horizon
    cards: list[Card]


@dataclass(frozen=True, slots=True)
class RoadmapPage:
    """A roadmap: its columns, all cards in reading order, and its progress as a whole."""

    roadmap: Roadmap
    columns: list[ColumnOfItems]
    cards: list[Card]
    progress: Progress
    is_narrowed: bool = False

    @property
    def count(self) -> int:
        return len(self.cards)


@dataclass(frozen=True, slots=True)
class RoadmapRow:
    """A roadmap in the list."""

    roadmap: Roadmap
    progress: Progress
    items: int


def roadmaps(actor: Actor, *, archived: bool = False) -> list[RoadmapRow]:
    """The roadmaps of the network in Thai order, each with its progress. Two statements."""
    found = list(
        Roadmap.objects.for_actor(actor).filter(archived_at__isnull=not archived).order_by("sort_key", "id")
    )
    items: dict[int, list[RoadmapItem]] = defaultdict(list)
    rows = RoadmapItem.objects.for_actor(actor).filter(roadmap__in=[each.pk for each in found])
    for item in rows.only("roadmap_id", "parent_id", "progress", "weight", "state"):
        items[item.roadmap_id].append(item)
    return [RoadmapRow(each, _whole(items[each.pk]), len(items[each.pk])) for each in found]


def _whole(items: Sequence[RoadmapItem]) -> Progress:
    """The progress of all items as if they were the parts of one: weighted over those that are parts of none."""
    known = {item.pk for item in items}
    parts = [Part(_ROOT, None, None, Decimal(1), ItemState.PLANNED)]
    for item in items:
        above = item.parent_id if item.parent_id in known else _ROOT
        parts.append(Part(item.pk, above, item.progress, item.weight, item.state))
    return rolled_up(parts)[_ROOT]


def roadmap_page(actor: Actor, roadmap: Roadmap, wanted: Mapping[str, str]) -> RoadmapPage:
    """A roadmap that the caller has loaded through ``for_actor``; five statements, whatever stands in it.

    ``wanted`` narrows to an owner (id), a theme (id) and a state; then items stand without their tree.
    """
    items = list(
        RoadmapItem.objects.for_actor(actor)
        .filter(roadmap=roadmap)
        .select_related("owner", "theme")
        .order_by("order", "id")
    )
    partners: dict[int, list[Text]] = defaultdict(list)
    rows = (
        RoadmapPartner.objects.for_actor(actor).filter(item__roadmap=roadmap).select_related("organisation")
    )
    for each in rows.order_by("order", "id"):
        partners[each.item_id].append(each.organisation.name)
    owners = {item.pk: _owner(item) for item in items}
    horizons = Horizon.objects.for_actor(actor).filter(roadmap=roadmap).order_by("order", "id")
    ties = RoadmapDependency.objects.for_actor(actor).filter(item__roadmap=roadmap)
    return _page(roadmap, list(horizons), items, owners, partners, _needs(ties), wanted)


def public_page(roadmap: Roadmap) -> RoadmapPage:
    """What everybody sees of a published roadmap: items marked public, names of organisations, no names of people.

    The database shows a public page nothing else; progress is counted over what is shown.
    """
    names = {}
    with connection.cursor() as cursor:
        cursor.execute("select * from projects_public_names(%s)", [roadmap.pk])
        names = {pk: Text.of(th, en) for pk, th, en in cursor.fetchall()}
    items = list(RoadmapItem.objects.filter(roadmap=roadmap, is_public=True).order_by("order", "id"))
    partners: dict[int, list[Text]] = defaultdict(list)
    shown = RoadmapPartner.objects.filter(item__roadmap=roadmap, item__is_public=True)
    for item, organisation in shown.order_by("order", "id").values_list("item_id", "organisation_id"):
        partners[item].append(names[organisation])
    owners = {item.pk: names.get(item.owner_id or 0, Text.of("", "")) for item in items}
    ties = RoadmapDependency.objects.filter(item__roadmap=roadmap)
    horizons = list(roadmap.horizons.order_by("order", "id"))
    found = _page(roadmap, horizons, items, owners, partners, _needs(ties), {})
    cards = {card.item.pk: card for card in found.cards}
    for measure in RoadmapMeasure.objects.filter(item__roadmap=roadmap, item__is_public=True).order_by(
        "order", "id"
    ):
        cards[measure.item_id].measures.append(measure)
    return found


def _needs(ties: QuerySet[RoadmapDependency]) -> dict[int, list[int]]:
    """What each item needs, by id."""
    needs: dict[int, list[int]] = defaultdict(list)
    for item, needed in ties.order_by("id").values_list("item_id", "needs_id"):
        needs[item].append(needed)
    return needs


def _owner(item: RoadmapItem) -> Text:
    if item.owner is None:
        return Text.of(item.owner_label, "")
    return item.owner.name


def _page(
    roadmap: Roadmap,
    horizons: Sequence[Horizon],
    items: Sequence[RoadmapItem],
    owners: Mapping[int, Text],
    partners: Mapping[int, list[Text]],
    needs: Mapping[int, list[int]],
    wanted: Mapping[str, str],
) -> RoadmapPage:
    progress = rolled_up(part_of(item) for item in items)
    by_id = {item.pk: item for item in items}
    places = {horizon.pk: horizon for horizon in horizons}
    for item in items:
        item.horizon = places[item.horizon_id]
    is_narrowed = any(wanted.get(name) for name in FILTERS)
    shown = [item for item in items if _is_wanted(item, wanted)]
    cards = {
        item.pk: Card(item, progress[item.pk], owners[item.pk], partners=partners.get(item.pk, []))
        for item in shown
    }
    for card in cards.values():
        card.part_of = by_id.get(card.item.parent_id or 0)
        card.needs = [by_id[pk] for pk in needs.get(card.item.pk, ()) if pk in by_id]
        above = cards.get(card.item.parent_id or 0)
        if above is not None and not is_narrowed and above.item.horizon_id == card.item.horizon_id:
            above.parts.append(card)
    columns = []
    ordered: list[Card] = []
    for horizon in horizons:
        heads = [
            card
            for card in cards.values()
            if card.item.horizon_id == horizon.pk and not _is_nested(card, cards, is_narrowed)
        ]
        columns.append(ColumnOfItems(horizon, heads))
        ordered += _in_order(heads)
    return RoadmapPage(roadmap, columns, ordered, _whole(items), is_narrowed=is_narrowed)


def _is_nested(card: Card, cards: Mapping[int, Card], is_narrowed: bool) -> bool:
    above = cards.get(card.item.parent_id or 0)
    return above is not None and not is_narrowed and above.item.horizon_id == card.item.horizon_id


def _in_order(heads: Sequence[Card]) -> list[Card]:
    """Cards with their parts below them, each with its depth; without recursion."""
    ordered = []
    waiting = [(card, 0) for card in reversed(heads)]
    while waiting:
        card, depth = waiting.pop()
        card.depth = depth
        ordered.append(card)
        waiting += [(part, depth + 1) for part in reversed(card.parts)]
    return ordered


def _is_wanted(item: RoadmapItem, wanted: Mapping[str, str]) -> bool:
    owner = wanted.get("owner", "")
    if owner and (item.owner is None or owner not in {str(item.owner_id), str(item.owner.current_id)}):
        return False
    return wanted.get("theme", "") in {"", str(item.theme_id)} and wanted.get("state", "") in {"", item.state}


def owners(actor: Actor, roadmap: Roadmap | None = None) -> list[tuple[str, str]]:
    """The organisations that own items, as choices of a filter in Thai order. One statement."""
    items = RoadmapItem.objects.for_actor(actor).filter(owner__isnull=False)
    if roadmap is not None:
        items = items.filter(roadmap=roadmap)
    found = Organisation.objects.for_actor(actor).standing_for(items.values("owner_id"))
    found = found.order_by("sort_key", "id")
    return [(str(each.pk), str(each.name)) for each in found.only("name_th", "name_en")]


def themes(actor: Actor) -> list[tuple[str, str]]:
    """The themes of the network, as choices of a filter in Thai order. One statement."""
    found: QuerySet[Theme] = Theme.objects.for_actor(actor).order_by("sort_key", "id")
    return [(str(each.pk), str(each.name)) for each in found]
