"""Pages of members: on any day, one of them with its history, admitting and correcting."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.kit import panels
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind
from samphan.kit.formats import language, thai_date
from samphan.kit.partial import PartialDate
from samphan.kit.thai.dates import ParsedDate, parse_date
from samphan.kit.workbook import spreadsheet
from samphan.networks import actions, policy, queries
from samphan.networks.forms import AdmitForm, MemberForm, ReasonForm
from samphan.networks.models import MemberCategory
from samphan.networks.queries import dues, membership
from samphan.networks.queries.benefit import uses_of_member
from samphan.networks.views.membership_place import ask, at, load_member, show

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest
    from samphan.networks.models import Member


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day of a list: ``on`` is None for "whenever", ``problem`` says that what was typed is no date."""

    on: dt.date | None = None
    typed: str = ""
    problem: bool = False

    @classmethod
    def read(cls, request: NetworkRequest, name: str = "on") -> AsOf:
        """Every way of writing a date; of a month or a year its last day."""
        typed = request.GET.get(name, "").strip()[:80]
        if not typed:
            return cls()
        read = parse_date(typed, today=timezone.localdate())
        if not isinstance(read, ParsedDate):
            return cls(typed=typed, problem=True)
        return cls(PartialDate.of(read.date, read.precision).last_on, typed)


def _steps(chosen: AsOf) -> list[tuple[str, str]]:
    """Days that are often asked for, and the one that was typed."""
    today = timezone.localdate()
    found = {"": _("whenever"), today.isoformat(): _("today")}
    for back in range(1, 6):
        last = dt.date(today.year - back, 12, 31)
        found[last.isoformat()] = thai_date(last)
    if chosen.on:
        found.setdefault(chosen.on.isoformat(), thai_date(chosen.on))
    return list(found.items())


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=membership.SORTS, filters=membership.FILTERS, default="name")


def members(request: NetworkRequest) -> HttpResponse:
    """The member list, as of any day."""
    state, as_of = _state(request), AsOf.read(request)
    page = state.paginate(queries.members(request.actor, state, as_of.on))
    categories = MemberCategory.objects.for_actor(request.actor).order_by("position", "id")
    table = Table(
        key="members",
        caption=_("Members"),
        columns=(
            Column(_("Organisation"), "name"),
            Column(_("Number"), "number"),
            Column(_("Category")),
            Column(_("Membership"), "since"),
            Column(_("Note")),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search members"),
        filters=(
            Filter(
                "state",
                _("Membership"),
                [
                    ("", _("all")),
                    ("current", _("current")),
                    ("suspended", _("suspended")),
                    ("former", _("former")),
                ],
                state.filters["state"],
            ),
            Filter(
                "category",
                _("Category"),
                [("", _("all")), *((str(each.pk), each.name) for each in categories)],
                state.filters["category"],
            ),
            Filter("on", _("As of"), _steps(as_of), as_of.on.isoformat() if as_of.on else ""),
        ),
        export_url=at(request, "members_export"),
    )
    context = {"table": table, "as_of": as_of, "place": at(request, "members")}
    return show(request, "networks/members.html", context, tab="members")


def members_export(request: NetworkRequest) -> HttpResponse:
    """What the member list shows, as a workbook."""
    shown = language()
    as_of = AsOf.read(request)

    def row(member: Member) -> list[object]:
        period = next(iter(member.then), None)  # type: ignore[attr-defined]  # queries.members puts it there
        since, until = (period.since, period.until) if period else (member.since, member.until)
        return [
            member.number,
            member.organisation.name_th,
            member.organisation.name_en,
            period.category.name if period and period.category else "",
            since.format(shown) if since else "",
            until.format(shown) if until else "",
            member.note,
        ]

    return spreadsheet(
        _("Members"),
        [
            _("Member number"),
            _("Name in Thai"),
            _("Name in English"),
            _("Category"),
            _("Member since"),
            _("Member until"),
            _("Note"),
        ],
        (row(member) for member in queries.members(request.actor, _state(request), as_of.on).iterator(2_000)),
    )


def admit(request: NetworkRequest) -> HttpResponse:
    """The form of a new member."""
    request.actor.must(policy.manage_members, on=request.network)
    return ask(
        request,
        bind(AdmitForm, request, actor=request.actor),
        title=_("Add a member"),
        back=at(request, "members"),
        act=lambda form: actions.admit_member(
            by=request.actor,
            **{name: value for name, value in form.cleaned_data.items() if name != "version"},
        ),
        then=lambda member: at(request, "member", member.pk),
        template="networks/member_admit.html",
        success=_("The member was added."),
    )


def member(request: NetworkRequest, pk: int) -> HttpResponse:
    """One member: its membership, who speaks for it, and what the storeys above know."""
    shown = load_member(request, pk, is_managed=False)
    today = timezone.localdate()
    periods = membership.periods(request.actor, shown)
    return render(
        request,
        "networks/member.html",
        {
            "member": shown,
            "periods": periods,
            "lasting": [each for each in periods if each.lasts_on(today)],
            "suspensions": membership.suspensions(request.actor, shown),
            "representatives": queries.representatives(request.actor, shown),
            "uses": uses_of_member(request.actor, shown),
            "invoices": dues.invoices_of_member(request.actor, shown),
            "exemptions": dues.exemptions_of_member(request.actor, shown),
            "panels": panels.tabs("networks.member", by=request.actor, on=shown),
            "may_manage": request.actor.may(policy.manage_members, on=shown),
            "may_manage_dues": request.actor.may(policy.manage_dues, on=shown),
            "today": today,
        },
    )


def change_member(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a member's number and note."""
    shown = load_member(request, pk)
    initial = {name: getattr(shown, name) for name in ("number", "note", "version")}
    return ask(
        request,
        bind(MemberForm, request, initial=initial),
        title=_("Change a member"),
        subtitle=shown.organisation.name,
        back=at(request, "member", pk),
        crumbs=[(shown.organisation.name, at(request, "member", pk))],
        act=lambda form: actions.change_member(by=request.actor, member=shown, **form.cleaned_data),
    )


def remove_member(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks for the reason before a membership entered by mistake is taken out."""
    shown = load_member(request, pk)
    return ask(
        request,
        bind(ReasonForm, request),
        title=_("Take out of the list"),
        subtitle=shown.organisation.name,
        words=_(
            "Use this for a membership that was entered by mistake. If the membership ended, end it with its date instead: then the history is kept."
        ),
        label=_("Take out of the list"),
        kind="danger",
        back=at(request, "member", pk),
        crumbs=[(shown.organisation.name, at(request, "member", pk))],
        act=lambda form: actions.remove_member(
            by=request.actor, member=shown, reason=form.cleaned_data["reason"]
        ),
        then=lambda _nothing: reverse("networks:members", args=[request.network.slug]),
        success=_("The member was taken out of the list."),
    )
