"""Dues: what a run would write and why not, invoices, and the papers that are made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Sum
from django.utils.translation import gettext_lazy as _

from samphan.networks.models import (
    DuesExemption,
    Invoice,
    InvoiceState,
    Member,
    MembershipPeriod,
    Receipt,
    Representative,
    RepresentativeKind,
)
from samphan.networks.queries.representative import speaking

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

SORTS = ("member", "number", "due", "amount")
FILTERS = ("year", "state")


@dataclass(frozen=True, slots=True)
class Line:
    """A member in a run: what it would be asked to pay in baht, or in ``why`` why it is not asked."""

    member: Member
    amount: Decimal = Decimal(0)
    category_th: str = ""
    category_en: str = ""
    contact_name: str = ""
    contact_email: str = ""
    why: _StrOrPromise = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a run would write, and who gets none."""

    to_write: list[Line] = field(default_factory=list)
    left_out: list[Line] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        """The sum of what would be asked, in baht."""
        return sum((each.amount for each in self.to_write), Decimal(0))


def preview(actor: Actor, year: int, on: dt.date) -> Preview:
    """The members of a day with what each would be asked to pay for a year, in Thai order. Five statements."""
    lasting = MembershipPeriod.objects.lasting_on(on).select_related("category").order_by("-since", "-id")
    members = (
        Member.objects.for_actor(actor)
        .filter(Exists(MembershipPeriod.objects.filter(member=OuterRef("pk")).lasting_on(on)))
        .select_related("organisation")
        .prefetch_related(Prefetch("periods", lasting, to_attr="then"))
        .order_by("sort_key", "id")
    )
    exempt = dict(
        DuesExemption.objects.filter(network_id=actor.network_id, year=year).values_list("member", "reason")
    )
    written = set(
        Invoice.objects.filter(network_id=actor.network_id, year=year)
        .exclude(state=InvoiceState.CANCELLED)
        .values_list("member", flat=True)
    )
    contacts = _contacts(actor, on)
    found = Preview()
    for member in members:
        category = next((each.category for each in member.then if each.category), None)  # type: ignore[attr-defined]  # fetched above
        if member.pk in written:
            found.left_out.append(Line(member, why=_("the invoice is written already")))
        elif member.pk in exempt:
            found.left_out.append(Line(member, why=exempt[member.pk]))
        elif category is None:
            found.left_out.append(Line(member, why=_("its category is not stated")))
        elif category.dues is None:
            found.left_out.append(Line(member, why=_("its category has no dues")))
        else:
            name, email = contacts.get(member.pk, ("", ""))
            found.to_write.append(
                Line(member, category.dues, category.name_th, category.name_en, name, email)
            )
    return found


def _contacts(actor: Actor, on: dt.date) -> dict[int, tuple[str, str]]:
    """Name and address of who is written to about dues, by member: for dues before lead before alternate."""
    rank = {RepresentativeKind.DUES: 2, RepresentativeKind.LEAD: 1}
    speaks = Representative.objects.filter(speaking(on), network_id=actor.network_id)
    ordered = sorted(speaks.order_by("id"), key=lambda each: rank.get(RepresentativeKind(each.kind), 0))
    return {each.member_id: (each.name, each.email) for each in ordered}


def years(actor: Actor) -> list[int]:
    """The years for which invoices were written, the latest first."""
    found = Invoice.objects.for_actor(actor).values_list("year", flat=True).distinct()
    return sorted(found, reverse=True)


def invoices(actor: Actor, state: ListState, today: dt.date) -> QuerySet[Invoice]:
    """Invoices as the reader asks: words in payer or number; year; open, overdue, paid or cancelled; order."""
    found = Invoice.objects.for_actor(actor).prefetch_related(
        Prefetch("receipts", Receipt.objects.filter(is_cancelled=False), to_attr="valid")
    )
    if state.query:
        words = state.query
        found = found.filter(
            Q(payer_th__icontains=words) | Q(payer_en__icontains=words) | Q(number__icontains=words)
        )
    if (year := state.filters.get("year", "")).isdecimal() and len(year) < 5:
        found = found.filter(year=int(year))
    match state.filters.get("state"):
        case "overdue":
            found = found.filter(state=InvoiceState.OPEN, due_on__lt=today)
        case InvoiceState.OPEN | InvoiceState.PAID | InvoiceState.CANCELLED as wanted:
            found = found.filter(state=wanted)
    sign = "-" if state.is_descending else ""
    by = {"number": "number", "due": "due_on", "amount": "amount"}.get(state.sort_key, "sort_key")
    return found.order_by(f"{sign}{by}", "-year", "id")


@dataclass(frozen=True, slots=True)
class Sums:
    """Dues of a year in baht (whole baht without decimals): asked, paid, still open, and of that overdue; with the numbers of invoices."""

    asked: Decimal | int
    paid: Decimal | int
    open: Decimal | int
    overdue: Decimal | int
    invoices: Decimal | int
    unpaid: Decimal | int


def sums(actor: Actor, year: int | None, today: dt.date) -> Sums:
    """One statement; cancelled invoices count nowhere."""
    live = Invoice.objects.for_actor(actor).exclude(state=InvoiceState.CANCELLED)
    if year is not None:
        live = live.filter(year=year)
    is_open = Q(state=InvoiceState.OPEN)
    found = live.aggregate(
        asked=Sum("amount"),
        paid=Sum("amount", filter=Q(state=InvoiceState.PAID)),
        open=Sum("amount", filter=is_open),
        overdue=Sum("amount", filter=is_open & Q(due_on__lt=today)),
        invoices=Count("id"),
        unpaid=Count("id", filter=is_open),
    )
    return Sums(**{name: _whole(value or 0) for name, value in found.items()})


def _whole(amount: Decimal | int) -> Decimal | int:
    return int(amount) if amount == int(amount) else amount


def invoices_of_member(actor: Actor, member: Member) -> list[Invoice]:
    """Invoices of a member, the latest first, for those who keep dues."""
    return list(Invoice.objects.for_actor(actor).filter(member=member).order_by("-year", "-id"))


def exemptions_of_member(actor: Actor, member: Member) -> list[DuesExemption]:
    """Years in which a member pays nothing, the latest first, for those who keep dues."""
    return list(DuesExemption.objects.for_actor(actor).filter(member=member).order_by("-year"))
