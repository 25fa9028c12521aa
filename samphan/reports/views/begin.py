"""Beginning a report: about which event, and of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.events.models import Event
from samphan.events.queries import lists
from samphan.events.queries.tabs import cockpit
from samphan.kit.components import Column, ListState, Table
from samphan.kit.editing import bind, respond
from samphan.reports import actions, policy
from samphan.reports.forms import OpenForm
from samphan.reports.queries.pages import reporting_organisations, reports_of
from samphan.reports.queries.profiles import profiles_on
from samphan.reports.views.loading import address

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest
    from samphan.reports.models import Report


def choose_event(request: NetworkRequest) -> HttpResponse:
    """The events about which a report can be begun."""
    request.actor.must(policy.prepare_some, on=request.network)
    state = ListState.read(request, sorts=lists.SORTS, default="-date")
    page = state.paginate(lists.events(request.actor, state, today=timezone.localdate()))
    table = Table(
        key="events",
        caption=_("Events"),
        columns=(Column(_("Event"), "title"), Column(_("Dates"), "date")),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search events"),
    )
    return render(request, "reports/choose_event.html", {"table": table})


def _event(request: NetworkRequest, pk: int) -> Event:
    event: Event = get_object_or_404(Event.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.see_of_event, on=event)
    return event


def of_event(request: NetworkRequest, pk: int) -> HttpResponse:
    """The tab of an event: the reports about it."""
    event = _event(request, pk)
    return render(
        request,
        "reports/of_event.html",
        {
            **cockpit(request, request.actor, event),
            "reports": reports_of(request.actor, event),
            "may_begin": request.actor.may(policy.prepare_some, on=request.network),
        },
    )


def begin(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a new report about an event."""
    event = _event(request, pk)
    request.actor.must(policy.prepare_some, on=request.network)
    today = timezone.localdate()
    forms = profiles_on(today)
    known = event.starts or event.ends
    form = bind(
        OpenForm,
        request,
        organisations=reporting_organisations(request.actor, event),
        profiles=forms,
        initial={
            "round_year": forms[0].year.round_of(known.from_on if known else today) if forms else None,
            "language": "th",
            "numerals": "arabic",
        },
    )

    def act(form: OpenForm) -> Report:
        data = form.cleaned_data
        return actions.open_report(
            by=request.actor,
            event=event,
            organisation=data["organisation"],
            profile_code=data["profile"],
            round_year=data["round_year"],
            language=data["language"],
            numerals=data["numerals"],
        )

    return respond(
        request,
        form,
        act=act,
        then=lambda report: address(request, report),
        template="reports/begin.html",
        context={"event": event, "back": reverse("reports:of_event", args=[request.network.slug, event.pk])},
        success=_("The report was begun. It says what the records say; the checker names what is missing."),
    )
