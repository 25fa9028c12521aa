"""Pages of the benefits of membership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import attempt, bind
from samphan.kit.errors import Problem
from samphan.kit.formats import thai_date
from samphan.kit.workbook import spreadsheet
from samphan.networks import policy
from samphan.networks.actions import benefit as actions
from samphan.networks.forms.benefit import BenefitForm, BenefitUseForm
from samphan.networks.models import Benefit, BenefitUse
from samphan.networks.queries import benefit as queries
from samphan.networks.queries.membership import current_members
from samphan.networks.views.membership_place import ask, at, show

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=("benefit",), default="-on")


def benefits(request: NetworkRequest) -> HttpResponse:
    """The catalogue, and who made use of what."""
    state = _state(request)
    catalogue = list(queries.benefits(request.actor))
    page = state.paginate(queries.uses(request.actor, state))
    table = Table(
        key="uses",
        caption=_("Use of benefits"),
        columns=(
            Column(_("Day"), "on"),
            Column(_("Member"), "member"),
            Column(_("Benefit"), "benefit"),
            Column(_("Occasion")),
            Column(_("How many"), kind="number"),
            Column(_("Acts"), is_label_hidden=True),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search uses"),
        filters=(
            Filter(
                "benefit",
                _("Benefit"),
                [("", _("all")), *((str(each.pk), each.name) for each in catalogue)],
                state.filters["benefit"],
            ),
        ),
        export_url=at(request, "benefits_export"),
    )
    context = {"table": table, "benefits": catalogue, "today": timezone.localdate()}
    return show(request, "networks/benefits.html", context, tab="benefits")


def export(request: NetworkRequest) -> HttpResponse:
    """Uses as the list shows them, as a workbook."""
    return spreadsheet(
        _("Use of benefits"),
        [_("Day"), _("Member"), _("Benefit"), _("Occasion"), _("How many")],
        (
            [thai_date(each.on), each.member.organisation.name, each.benefit.name, each.occasion, each.count]
            for each in queries.uses(request.actor, _state(request))
        ),
    )


def write(request: NetworkRequest, pk: int | None = None) -> HttpResponse:
    """The form of a benefit."""
    request.actor.must(policy.manage_members, on=request.network)
    benefit = None if pk is None else get_object_or_404(Benefit.objects.for_actor(request.actor), pk=pk)
    initial = (
        {name: getattr(benefit, name) for name in (*actions.BENEFIT_FIELDS, "version")} if benefit else {}
    )
    back = at(request, "benefits")
    return ask(
        request,
        bind(BenefitForm, request, initial=initial),
        title=_("Change a benefit") if benefit else _("Add a benefit"),
        subtitle=benefit.name if benefit else "",
        back=back,
        crumbs=[(_("Benefits"), back)],
        act=lambda form: actions.write_benefit(by=request.actor, benefit=benefit, **form.cleaned_data),
    )


@require_POST
def remove(request: NetworkRequest, pk: int) -> HttpResponse:
    """Take out a benefit that nobody used."""
    benefit = get_object_or_404(Benefit.objects.for_actor(request.actor), pk=pk)
    try:
        with attempt():
            actions.remove_benefit(by=request.actor, benefit=benefit)
    except Problem as problem:
        messages.error(request, str(problem.message))
    else:
        messages.success(request, _("The benefit was removed."))
    return HttpResponseRedirect(at(request, "benefits"))


def record_use(request: NetworkRequest) -> HttpResponse:
    """The form of a use."""
    request.actor.must(policy.manage_members, on=request.network)
    today = timezone.localdate()
    back = at(request, "benefits")
    form = bind(
        BenefitUseForm,
        request,
        benefits=Benefit.objects.for_actor(request.actor).order_by("position", "id"),
        members=current_members(request.actor, today)
        .select_related("organisation")
        .order_by("sort_key", "id"),
        initial={"on": today, "count": 1},
    )
    return ask(
        request,
        form,
        title=_("Record a use"),
        back=back,
        crumbs=[(_("Benefits"), back)],
        act=lambda form: actions.record_benefit_use(by=request.actor, **form.cleaned_data),
    )


@require_POST
def remove_use(request: NetworkRequest, pk: int) -> HttpResponse:
    """Take out a use that was recorded by mistake."""
    found = BenefitUse.objects.for_actor(request.actor).select_related("benefit")
    actions.remove_benefit_use(by=request.actor, use=get_object_or_404(found, pk=pk))
    messages.success(request, _("The use was removed."))
    return HttpResponseRedirect(at(request, "benefits"))
