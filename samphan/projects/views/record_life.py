"""The life of a project: one step on or back, dropped with its reason, who leads it, what a year brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.kit.editing import bind
from samphan.kit.formats import year as said_year
from samphan.kit.pages import ReasonForm, form_page, run_act
from samphan.projects import policy, transitions
from samphan.projects.actions import project as actions
from samphan.projects.actions.review import claim_record
from samphan.projects.actions.years import report_year, seen_as
from samphan.projects.forms.record import LeadForm, ReportYearForm
from samphan.projects.queries.record import loaded
from samphan.projects.views.common import address, load
from samphan.projects.views.record_parts import way

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest

_PLAIN = frozenset({transitions.ADVANCE, transitions.STEP_BACK, transitions.FINISH, transitions.REOPEN})


@require_POST
def advance(request: NetworkRequest, pk: int, act: str) -> HttpResponse:
    """Acts that need no words."""
    shown = load(loaded(request.actor), pk)
    if act not in _PLAIN:
        raise Http404
    return run_act(
        request,
        lambda: actions.advance_project(
            by=request.actor, project=shown, act=act, seen=request.POST.get("state", "")
        ),
        address(request, "project", pk),
    )


def drop(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks why a project is dropped."""
    shown = load(loaded(request.actor), pk)
    request.actor.must(policy.write_record, on=shown)
    here = address(request, "project", pk)
    return form_page(
        request,
        bind(ReasonForm, request),
        title=_("Drop the project"),
        subtitle=shown.title,
        label=_("Drop"),
        kind="danger",
        act=lambda form: actions.advance_project(
            by=request.actor, project=shown, act=transitions.DROP, reason=form.cleaned_data["reason"]
        ),
        then=lambda _project: here,
        back=here,
        way=way(request, shown),
    )


def lead(request: NetworkRequest, pk: int) -> HttpResponse:
    """Settles which of the organisations that say so leads the project."""
    shown = load(loaded(request.actor), pk)
    request.actor.must(policy.manage, on=shown)
    rows = shown.partners.select_related("organisation").order_by("-is_lead", "-claims_lead", "order", "id")
    claimants = [each for each in rows if each.is_lead or each.claims_lead]
    here = address(request, "project", pk)
    return form_page(
        request,
        bind(LeadForm, request, partners=claimants),
        title=_("Settle who leads the project"),
        subtitle=shown.title,
        said=_("Both stay partners. The reason is kept, so that each can understand it."),
        label=_("Settle"),
        act=lambda form: actions.settle_lead(by=request.actor, project=shown, **form.cleaned_data),
        then=lambda _project: here,
        back=here,
        way=way(request, shown),
    )


def report(request: NetworkRequest, pk: int, year: int) -> HttpResponse:
    """What a fiscal year of the project brought, or that there is nothing to report."""
    shown = load(loaded(request.actor), pk)
    request.actor.must(policy.write_record, on=shown)
    known = shown.years.filter(year=year).first()
    initial: dict[str, object] = {"version": seen_as(known)}
    if known:
        initial |= {"words": known.words, "is_nothing": known.is_nothing}
    here = address(request, "project", pk)
    return form_page(
        request,
        bind(ReportYearForm, request, initial=initial),
        title=_("Fiscal year %(year)s") % {"year": said_year(year)},
        subtitle=shown.title,
        act=lambda form: report_year(
            by=request.actor, project=shown, year=year, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _year: here,
        back=here,
        way=way(request, shown),
    )


@require_POST
def claim(request: NetworkRequest, pk: int) -> HttpResponse:
    """The leader takes over a record that somebody else entered."""
    shown = load(loaded(request.actor), pk)
    return run_act(
        request,
        lambda: claim_record(by=request.actor, project=shown, now=timezone.now()),
        address(request, "project", pk),
        _("The record is yours now."),
    )
