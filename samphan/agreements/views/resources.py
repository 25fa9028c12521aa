"""Resources: the list, one of them with what was received and used, needs, and the sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.agreements import policy
from samphan.agreements.actions import resource as actions
from samphan.agreements.forms.resource import EntryForm, NeedForm, ResourceForm
from samphan.agreements.models import (
    Agreement,
    EntryKind,
    Resource,
    ResourceEntry,
    ResourceKind,
    ResourceNeed,
)
from samphan.agreements.queries import resources as queries
from samphan.agreements.queries.concentration import SOON_MONTHS, concentrations
from samphan.agreements.views.common import address
from samphan.directory.queries.picking import Directory
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind
from samphan.kit.formats import thai_date
from samphan.kit.numbers import number_in
from samphan.kit.pages import ReasonForm, form_page, run_act
from samphan.kit.thai.dates import be_year
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.kit.http import NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="title")


def resources(request: NetworkRequest) -> HttpResponse:
    """The list with the balance of each."""
    request.actor.must(policy.enter, on=request.network)
    state = _state(request)
    page = state.paginate(queries.resources(request.actor, state))
    every = ("", _("all"))
    table = Table(
        key="resources",
        caption=_("Resources"),
        columns=(
            Column(_("Resource"), "title"),
            Column(_("Given by"), "giver"),
            Column(_("Pledged"), kind="number"),
            Column(_("Received"), kind="number"),
            Column(_("Used"), kind="number"),
            Column(pgettext("resource", "Left"), kind="number"),
            Column(_("Value in baht"), "value", kind="number"),
            Column(_("Until"), "until"),
        ),
        rows=[
            (each, queries.balance_of(each), queries.value_of(each, each.amount)) for each in page.object_list
        ],
        page=page,
        state=state,
        search_label=_("Search resources and givers"),
        filters=(
            Filter("kind", _("Kind"), [every, *ResourceKind.choices], state.filters["kind"]),
            Filter(
                "giver", _("Given by"), [every, *queries.giver_choices(request.actor)], state.filters["giver"]
            ),
            Filter(
                "left",
                pgettext("resource", "Balance"),
                [
                    every,
                    ("to_come", _("still to come")),
                    ("unused", _("received and not used up")),
                    ("over", _("more used than received")),
                ],
                state.filters["left"],
            ),
        ),
        export_url=address(request, "resources_export"),
    )
    may_manage = request.actor.may(policy.manage_resources, on=request.network)
    context = {
        "table": table,
        "may_manage": may_manage,
        "may_sum": request.actor.may(policy.see_all, on=request.network),
    }
    return render(request, "agreements/resources.html", context)


def resources_export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.enter, on=request.network)
    rows = ((each, queries.balance_of(each)) for each in queries.resources(request.actor, _state(request)))
    return spreadsheet(
        _("Resources"),
        [
            _("Kind"),
            _("What is given"),
            _("Given by"),
            _("For what"),
            _("Unit"),
            _("Pledged"),
            _("Received"),
            _("Used"),
            pgettext("resource", "Left"),
            _("Value in baht"),
            _("Basis of the value"),
            _("From"),
            _("Until"),
        ],
        (
            [
                str(each.get_kind_display()),
                str(each.title),
                str(each.giver.name),
                each.purpose,
                each.unit,
                balance.pledged,
                balance.received,
                balance.used,
                balance.left,
                each.value_baht,
                each.value_basis,
                thai_date(each.starts, "short"),
                thai_date(each.ends, "short"),
            ]
            for each, balance in rows
        ),
    )


def _way(request: NetworkRequest, resource: Resource | None = None) -> list[tuple[_StrOrPromise, str]]:
    way: list[tuple[_StrOrPromise, str]] = [(_("Resources"), address(request, "resources"))]
    return [*way, (resource.title, address(request, "resource", resource.pk))] if resource else way


def _load(request: NetworkRequest, pk: int) -> Resource:
    rows = queries.with_sums(Resource.objects.for_actor(request.actor))
    return get_object_or_404(rows.select_related("giver", "agreement"), pk=pk)


def resource(request: NetworkRequest, pk: int) -> HttpResponse:
    """One resource: what was pledged, received, used and is left."""
    shown = _load(request, pk)
    balance = queries.balance_of(shown)
    found = ResourceEntry.objects.for_actor(request.actor).filter(resource=shown).order_by("on", "id")
    entries = [(each, queries.tidy(each.amount)) for each in found]
    context = {
        "resource": shown,
        "agreement": shown.agreement
        if shown.agreement and request.actor.may(policy.see, on=shown.agreement)
        else None,
        "balance": balance,
        "value": queries.value_of(shown, shown.amount),
        "received_value": queries.value_of(shown, balance.received),
        "may_manage": request.actor.may(policy.manage_resources, on=shown),
        "table": Table(
            key="entries",
            caption=_("Received and used"),
            columns=(
                Column(_("Date")),
                Column(_("Kind")),
                Column(_("Amount"), kind="number"),
                Column(_("For what")),
                Column(_("By whom")),
                Column(_("Acts"), is_label_hidden=True),
            ),
            rows=entries,
            is_plain=True,
        ),
    }
    return render(request, "agreements/resource.html", context)


def _agreements(request: NetworkRequest) -> list[Agreement]:
    found = Agreement.objects.for_actor(request.actor)
    return list(found.order_by("-register_year", "-register_number"))


def create(request: NetworkRequest) -> HttpResponse:
    """A new pledge."""
    request.actor.must(policy.manage_resources, on=request.network)
    return _form(request, None, {"kind": ResourceKind.MONEY, "agreement": request.GET.get("agreement", "")})


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a pledge."""
    shown = _load(request, pk)
    request.actor.must(policy.manage_resources, on=shown)
    return _form(
        request, shown, {name: getattr(shown, name) for name in (*actions.RESOURCE_FIELDS, "version")}
    )


def _form(request: NetworkRequest, shown: Resource | None, initial: dict[str, object]) -> HttpResponse:
    back = address(request, "resource", shown.pk) if shown else address(request, "resources")
    return form_page(
        request,
        bind(
            ResourceForm,
            request,
            initial=initial,
            directory=Directory(request.actor, organisations=[shown.giver_id] if shown else []),
            agreements=_agreements(request),
        ),
        title=_("Change") if shown else _("New pledge"),
        subtitle=shown.title if shown else "",
        act=lambda form: actions.write_resource(by=request.actor, resource=shown, **form.cleaned_data),
        then=lambda made: address(request, "resource", made.pk),
        back=back,
        way=_way(request, shown),
    )


def add_entry(request: NetworkRequest, pk: int) -> HttpResponse:
    """Something was received or used."""
    shown = _load(request, pk)
    request.actor.must(policy.manage_resources, on=shown)
    kind = request.GET.get("kind", EntryKind.RECEIVED)
    here = address(request, "resource", pk)
    return form_page(
        request,
        bind(EntryForm, request, initial={"kind": kind if kind in EntryKind.values else EntryKind.RECEIVED}),
        title=_("Received or used"),
        subtitle=f"{shown.title} ({shown.unit})",
        act=lambda form: actions.add_entry(by=request.actor, resource=shown, **form.cleaned_data),
        then=lambda _entry: here,
        back=here,
        way=_way(request, shown),
    )


def remove_entry(request: NetworkRequest, pk: int) -> HttpResponse:
    """Takes out an entry that was made by mistake."""
    found = get_object_or_404(
        ResourceEntry.objects.for_actor(request.actor).select_related("resource"), pk=pk
    )
    request.actor.must(policy.manage_resources, on=found)
    here = address(request, "resource", found.resource_id)
    return form_page(
        request,
        bind(ReasonForm, request),
        title=_("Take out what was entered by mistake"),
        subtitle=found.resource.title,
        act=lambda form: actions.remove_entry(by=request.actor, entry=found, **form.cleaned_data),
        then=lambda _nothing: here,
        back=here,
        way=_way(request, found.resource),
        kind="danger",
    )


def remove(request: NetworkRequest, pk: int) -> HttpResponse:
    """Takes out a pledge that was entered by mistake."""
    shown = _load(request, pk)
    request.actor.must(policy.manage_resources, on=shown)
    return form_page(
        request,
        bind(ReasonForm, request),
        title=_("Take out what was entered by mistake"),
        subtitle=shown.title,
        act=lambda form: actions.remove_resource(by=request.actor, resource=shown, **form.cleaned_data),
        then=lambda _nothing: address(request, "resources"),
        back=address(request, "resource", pk),
        way=_way(request, shown),
        kind="danger",
    )


def sums(request: NetworkRequest) -> HttpResponse:
    """Values by kind, giver and year; on how few givers they rest; how much of the needs is covered."""
    request.actor.must(policy.see_all, on=request.network)
    today = timezone.localdate()
    years = queries.need_years(request.actor)
    year = number_in(request.GET.get("year"), digits=5) or 0
    chosen = year if year in years else years[0] if years else be_year(today)
    totals = queries.totals(request.actor)
    columns = (
        Column(_("Pledged"), kind="number"),
        Column(_("Received"), kind="number"),
        Column(_("Used"), kind="number"),
    )
    context = {
        "way": _way(request),
        "today": today,
        "totals": totals,
        "tables": [
            Table(key, title, (Column(name), *columns), rows, is_plain=True)
            for key, title, name, rows in (
                ("by_kind", _("By kind"), _("Kind"), totals.by_kind),
                ("by_giver", _("By giver"), _("Given by"), totals.by_giver),
                ("by_year", _("By year"), _("Year"), totals.by_year),
            )
        ],
        "found": concentrations(request.actor, today=today),
        "soon": SOON_MONTHS,
        "coverage": queries.coverage(request.actor, chosen),
        "year": chosen,
        "years": years,
        "may_manage": request.actor.may(policy.manage_resources, on=request.network),
    }
    return render(request, "agreements/sums.html", context)


def sums_export(request: NetworkRequest) -> HttpResponse:
    """The sums as a workbook."""
    request.actor.must(policy.see_all, on=request.network)
    totals = queries.totals(request.actor)
    groups = (
        (_("By kind"), totals.by_kind),
        (_("By giver"), totals.by_giver),
        (_("By year"), totals.by_year),
    )
    return spreadsheet(
        _("Sums of resources"),
        [_("Group"), _("Name"), _("Pledged"), _("Received"), _("Used"), _("Not valued")],
        (
            [group, str(each.label), each.pledged, each.received, each.used, each.unvalued]
            for group, rows in groups
            for each in rows
        ),
    )


def state_need(request: NetworkRequest, pk: int | None = None) -> HttpResponse:
    """What the network needs of one kind in a year."""
    request.actor.must(policy.manage_resources, on=request.network)
    need = get_object_or_404(ResourceNeed.objects.for_actor(request.actor), pk=pk) if pk else None
    initial = (
        {name: getattr(need, name) for name in (*actions.NEED_FIELDS, "version")}
        if need
        else {"year": be_year(timezone.localdate())}
    )
    back = address(request, "sums")
    return form_page(
        request,
        bind(NeedForm, request, initial=initial),
        title=_("Change") if need else _("State a need"),
        subtitle=need.title if need else "",
        act=lambda form: actions.state_need(by=request.actor, need=need, **form.cleaned_data),
        then=lambda made: f"{back}?year={made.year}",
        back=back,
        way=_way(request),
    )


@require_POST
def remove_need(request: NetworkRequest, pk: int) -> HttpResponse:
    """Takes a need out of the list."""
    need = get_object_or_404(ResourceNeed.objects.for_actor(request.actor), pk=pk)
    return run_act(
        request,
        lambda: actions.remove_need(by=request.actor, need=need),
        address(request, "sums"),
    )
