"""Series of events: which one, the numbers of the year before beside this year's, and the next event after this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.events import policy
from samphan.events.actions import cloning
from samphan.events.actions import series as actions
from samphan.events.forms.series import CloneForm, SeriesForm
from samphan.events.models import Event
from samphan.events.queries import series as queries
from samphan.events.views.cockpit import address, load, tab
from samphan.kit.editing import bind, respond
from samphan.kit.numbers import number_in
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def _other(request: NetworkRequest, event: Event, events: list[Event]) -> Event | None:
    """The event beside which the numbers stand: the one asked for, else the one before, else the next older one."""
    others = [each for each in events if each.pk != event.pk]
    wanted = number_in(request.GET.get("with", ""))
    asked = next((each for each in others if each.pk == wanted), None)
    before = next((each for each in others if each.pk == event.previous_id), None)
    return asked or before or (others[0] if others else None)


def series(request: NetworkRequest, pk: int) -> HttpResponse:
    """The events of the series, and the numbers of two of them side by side."""
    event = load(request, pk)
    events = list(queries.series_events(request.actor, event))
    other = _other(request, event, events)
    context = {
        "series": event.series,
        "events": events,
        "other": other,
        "parts": queries.compared(request.actor, event, other) if other else [],
        "may_create": request.actor.may(policy.create, on=request.network),
    }
    return tab(request, event, "events/series.html", context)


def series_export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The numbers side by side, as a workbook."""
    event = load(request, pk)
    other = _other(request, event, list(queries.series_events(request.actor, event)))
    parts = queries.compared(request.actor, event, other) if other else []
    return spreadsheet(
        _("Comparison"),
        ["", _("What is compared"), str(event.title), str(other.title) if other else "", _("Difference")],
        ([part.title, row.label, row.now, row.before, row.difference] for part in parts for row in part.rows),
    )


def write_series(request: NetworkRequest, pk: int) -> HttpResponse:
    """Which series the event belongs to, and what came before it."""
    event = load(request, pk)
    request.actor.must(policy.manage, on=event)
    events = Event.objects.for_actor(request.actor).exclude(pk=event.pk).order_by("-starts", "-id")
    form = bind(
        SeriesForm,
        request,
        initial={"series": event.series_id, "previous": event.previous_id},
        series=list(queries.all_series(request.actor)),
        events=list(events),
    )
    return respond(
        request,
        form,
        act=lambda form: actions.join_series(by=request.actor, event=event, **form.cleaned_data),
        then=lambda _series: address(request, "events:series", event),
        template="events/series_form.html",
        context={"event": event, "title": _("Series of the event")},
    )


@require_POST
def leave_series(request: NetworkRequest, pk: int) -> HttpResponse:
    """Take the event out of its series; it can be put back at once."""
    event = load(request, pk)
    actions.leave_series(by=request.actor, event=event)
    return HttpResponseRedirect(address(request, "events:series", event))


def clone(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks for title, days and what comes along, then makes the next event."""
    source = load(request, pk)
    request.actor.must(policy.manage, on=source)
    return respond(
        request,
        bind(CloneForm, request, initial={"title_th": source.title_th, "title_en": source.title_en}),
        act=lambda form: cloning.clone_event(by=request.actor, source=source, **form.cleaned_data),
        then=lambda made: reverse("events:event", args=[request.network.slug, made.pk]),
        template="events/clone_form.html",
        context={"event": source, "title": _("Make the next event")},
        success=_("The event was made. Look at its tasks, programme and budget: they came along as ticked."),
    )
