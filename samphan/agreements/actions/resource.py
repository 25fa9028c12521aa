"""Resources are pledged, received and used; needs are stated."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypedDict, Unpack

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from samphan.agreements import policy
from samphan.agreements.actions.records import TOO_MUCH, check_amount, network_of, write_fields
from samphan.agreements.models import EntryKind, Resource, ResourceEntry, ResourceKind, ResourceNeed
from samphan.agreements.queries import findable
from samphan.kit.bilingual import pair
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.money import unit_of_money
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from samphan.agreements.models import Agreement
    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

RESOURCE_FIELDS: Final = (
    "kind", "title_th", "title_en", "giver", "purpose", "agreement", "amount", "unit", "value_baht", "value_basis", "starts",
    "ends", "is_open", "note",
)  # fmt: skip
NEED_FIELDS: Final = ("kind", "title_th", "title_en", "year", "amount", "unit")
YEARS: Final = range(2400, 2700)


class ResourceWords(TypedDict, total=False):
    """What is said about a resource."""

    kind: str
    title_th: str
    title_en: str
    giver: Organisation
    purpose: str
    agreement: Agreement | None
    amount: Decimal
    unit: str
    value_baht: Decimal | None
    value_basis: str
    starts: PartialDate | None
    ends: PartialDate | None
    is_open: bool
    note: str


@transaction.atomic
def write_resource(
    *,
    by: Actor,
    resource: Resource | None = None,
    version: int | None = None,
    is_sample: bool = False,
    **words: Unpack[ResourceWords],
) -> Resource:
    """A new pledge, or the changed one given. Money is in baht and its own value; anything else may be valued in kind.

    Raises:
        Problem: no amount or unit, money of a unit other than baht, a value without its basis, an end before the
            beginning, a unit changed after something was received.
    """
    if resource is None:
        written = Resource(network_id=network_of(by), is_sample=is_sample)
    else:
        written = Resource.objects.select_for_update(of=("self",)).get(pk=resource.pk)
    by.must(policy.manage_resources, on=written)
    check_version(written, version, RESOURCE_FIELDS, changed_by=written.changed_by)
    fields = _checked(written, dict(words))
    if write_fields(by, written, fields, new="pledge_resource", changed="change_resource"):
        findable.put(written)
    return written


@transaction.atomic
def add_entry(
    *,
    by: Actor,
    resource: Resource,
    kind: str,
    on: PartialDate,
    amount: Decimal,
    purpose: str = "",
    user: str = "",
    note: str = "",
) -> ResourceEntry:
    """Some of a resource was received, or used. More may be used than was received where a note says why."""
    resource = Resource.objects.select_for_update(of=("self",)).get(pk=resource.pk)
    by.must(policy.manage_resources, on=resource)
    if kind not in EntryKind.values:
        raise Problem(_("Say whether it was received or used."), field="kind")
    check_amount(amount, "amount")
    if kind == EntryKind.USED:
        if not purpose.strip():
            raise Problem(_("Say for what it was used."), field="purpose")
        left = _sum(resource, EntryKind.RECEIVED) - _sum(resource, EntryKind.USED)
        if amount > left and not note.strip():
            raise Problem(
                _(
                    "More would be used than was received: %(left)s is left. Say why in the note, then save again."
                )
                % {"left": f"{left:,.2f} {resource.unit}"},
                field="note",
            )
    entry = ResourceEntry.objects.create(
        network_id=resource.network_id,
        resource=resource,
        kind=kind,
        on=on,
        amount=amount,
        purpose=purpose,
        user=user,
        note=note,
    )
    record(by, f"note_{kind}", resource, changes={"amount": [None, str(amount)], "note": [None, note]})
    return entry


@transaction.atomic
def remove_entry(*, by: Actor, entry: ResourceEntry, reason: str) -> None:
    """Take out an entry that was made by mistake."""
    resource = Resource.objects.select_for_update(of=("self",)).get(pk=entry.resource_id)
    by.must(policy.manage_resources, on=resource)
    changes = {entry.kind: [str(entry.amount), None]}
    entry.delete()
    record(by, "remove_entry", resource, changes=changes, reason=reason)


@transaction.atomic
def remove_resource(*, by: Actor, resource: Resource, reason: str) -> None:
    """Take out a pledge that was entered by mistake; one of which something was received or used stays."""
    by.must(policy.manage_resources, on=resource)
    if ResourceEntry.objects.filter(resource=resource).exists():
        raise Problem(_("Something of it was received or used, so it stays in the list."))
    record(by, "remove_resource", resource, reason=reason)
    findable.forget(findable.RESOURCES, resource.pk)
    resource.delete()


@transaction.atomic
def state_need(
    *,
    by: Actor,
    kind: str,
    title_th: str,
    year: int,
    amount: Decimal,
    unit: str = "",
    title_en: str = "",
    need: ResourceNeed | None = None,
    version: int | None = None,
    is_sample: bool = False,
) -> ResourceNeed:
    """State what the network needs of one kind in a Buddhist year, or correct it."""
    if need is None:
        written = ResourceNeed(network_id=network_of(by), is_sample=is_sample)
    else:
        written = ResourceNeed.objects.select_for_update().get(pk=need.pk)
    by.must(policy.manage_resources, on=written)
    check_version(written, version, NEED_FIELDS, changed_by=written.changed_by)
    if not title_th.strip():
        raise Problem(_("A title in Thai is needed."), field="title_th")
    if year not in YEARS:
        raise Problem(_("Write the year of the Buddhist era, for example 2569."), field="year")
    check_amount(amount, "amount")
    fields = {
        "kind": _kind(kind),
        "title_th": title_th,
        "title_en": title_en,
        "year": year,
        "amount": amount,
        "unit": _unit(kind, unit),
    }
    write_fields(by, written, fields, new="state_need", changed="change_need")
    return written


@transaction.atomic
def remove_need(*, by: Actor, need: ResourceNeed) -> None:
    """Take a stated need out of the list."""
    by.must(policy.manage_resources, on=need)
    record(by, "remove_need", need, label=pair(need, "title"))
    need.delete()


def _checked(resource: Resource, fields: dict[str, Any]) -> dict[str, Any]:
    if unknown := fields.keys() - set(RESOURCE_FIELDS):
        raise TypeError(f"not what is said about a resource: {sorted(unknown)}")
    now: dict[str, Any] = {name: fields.get(name, getattr(resource, name, None)) for name in RESOURCE_FIELDS}
    if not (now["title_th"] or "").strip():
        raise Problem(_("A title in Thai is needed."), field="title_th")
    check_amount(now["amount"], "amount")
    fields["kind"] = _kind(now["kind"])
    fields["unit"] = _unit(now["kind"], now["unit"] or "")
    if resource.pk and fields["unit"] != resource.unit and resource.entries.exists():
        raise Problem(_("Something was received or used in this unit already, so it stays."), field="unit")
    if now["starts"] and now["ends"] and now["ends"].until_on <= now["starts"].from_on:
        raise Problem(_("The end must not lie before the beginning."), field="ends")
    if now["kind"] == ResourceKind.MONEY:
        return fields | {"value_baht": now["amount"], "value_basis": ""}
    value = now["value_baht"]
    if value is not None:
        if not value.is_finite() or value < 0:
            raise Problem(_("An amount cannot be negative."), field="value_baht")
        if value >= TOO_MUCH:
            raise Problem(_("This amount is too large."), field="value_baht")
        if not (now["value_basis"] or "").strip():
            raise Problem(
                _("Say on what the value rests, such as a price list or a rate for a day of work."),
                field="value_basis",
            )
    return fields


def _kind(kind: str) -> str:
    if kind not in ResourceKind.values:
        raise Problem(_("Say which kind of resource it is."), field="kind")
    return kind


def _unit(kind: str, unit: str) -> str:
    if kind == ResourceKind.MONEY:
        return unit_of_money(unit)
    said = " ".join(unit.split())
    if not said:
        raise Problem(
            _("Say in which unit the amount is counted, such as person-days or sets."), field="unit"
        )
    return said


def _sum(resource: Resource, kind: str) -> Decimal:
    total: Decimal | None = ResourceEntry.objects.filter(resource=resource, kind=kind).aggregate(
        total=Sum("amount")
    )["total"]
    return total or Decimal(0)
