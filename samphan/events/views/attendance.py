"""Who came: live counts, the board of who is missing, and the list as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.events import policy
from samphan.events.forms.checkin import day_in
from samphan.events.models import ParticipantCategory, RegistrationWay
from samphan.events.policy import attendance as attendance_policy
from samphan.events.queries import attendance as queries
from samphan.events.queries.checkin import station
from samphan.events.views.cockpit import load, tab
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.formats import thai_date
from samphan.kit.numbers import number_in
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpResponse

    from samphan.events.models import Event
    from samphan.events.queries.checkin import Station
    from samphan.kit.http import NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS)


def _asked(state: ListState, at: Station) -> tuple[dt.date | None, int | None]:
    """The day and session of the filters, where they are of this event."""
    day = day_in(state.filters["day"])
    session = number_in(state.filters["session"])
    known = {each.pk for each in at.sessions}
    return (day if day in at.days else None), (session if session in known else None)


def attendance(request: NetworkRequest, pk: int) -> HttpResponse:
    """Numbers for everybody who sees the event; names for those who may see them."""
    event = load(request, pk)
    numbers = queries.attendance_numbers(event)
    may_see = request.actor.may(policy.see_people, on=event)
    context: dict[str, Any] = {
        "numbers": numbers,
        "may_see_people": may_see,
        "may_check_in": request.actor.may(attendance_policy.check_in, on=event),
    }
    if may_see:
        context["table"], context["arrivals"] = _table(request, event)
    return tab(request, event, "events/attendance.html", context)


def counts(request: NetworkRequest, pk: int) -> HttpResponse:
    """The numbers alone, asked again and again by the page."""
    event = load(request, pk)
    context = {
        "event": event,
        "numbers": queries.attendance_numbers(event),
        "is_short": "short" in request.GET,
    }
    return render(request, "events/_attendance_counts.html", context)


def _table(request: NetworkRequest, event: Event) -> tuple[Table, list[dict[str, Any]]]:
    state, at = _state(request), station(event)
    day, session = _asked(state, at)
    page = state.paginate(queries.attendees(request.actor, event, state, day=day, session=session))
    rows = list(page.object_list)
    came = queries.arrivals(event, [each.pk for each in rows])
    shown = [
        {
            "registration": each,
            "is_walk_in": each.way == RegistrationWay.WALK_IN,
            "came": [
                {"day": on, "at": timezone.localtime(when)}
                for on, when in sorted(came.get(each.pk, {}).items())
            ],
        }
        for each in rows
    ]
    categories = (
        ParticipantCategory.objects.for_actor(request.actor).filter(event=event).order_by("order", "id")
    )
    table = Table(
        key="attendance",
        caption=_("Attendance by name"),
        columns=(
            Column(_("Name"), "name"),
            Column(_("Organisation")),
            Column(_("Category")),
            Column(_("Came")),
        ),
        rows=shown,
        page=page,
        state=state,
        search_label=_("Search people"),
        filters=(
            Filter(
                "presence",
                _("Presence"),
                [
                    ("", _("all")),
                    (queries.PRESENT, _("came")),
                    (queries.MISSING, _("not there yet")),
                    (queries.WALK_IN, _("walk-ins")),
                ],
                state.filters["presence"],
            ),
            Filter(
                "day",
                _("Day"),
                [("", _("any day")), *((each.isoformat(), thai_date(each, "short")) for each in at.days)],
                state.filters["day"],
            ),
            Filter(
                "session",
                _("Session"),
                [("", _("any session")), *((str(each.pk), str(each.title)) for each in at.sessions)],
                state.filters["session"],
            ),
            Filter(
                "category",
                _("Category"),
                [("", _("all")), *((str(each.pk), str(each.name)) for each in categories)],
                state.filters["category"],
            ),
        ),
        export_url=reverse("events:attendance_export", args=[request.network.slug, event.pk]),
    )
    return table, shown


def export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The people that the list shows, with the time of their first check-in on each day."""
    event = load(request, pk)
    request.actor.must(policy.see_people, on=event)
    state, at = _state(request), station(event)
    day, session = _asked(state, at)
    rows = list(queries.attendees(request.actor, event, state, day=day, session=session))
    came = queries.arrivals(event, [each.pk for each in rows])
    days = sorted({*at.days, *(on for found in came.values() for on in found)})
    return spreadsheet(
        _("Attendance"),
        [
            _("Name"),
            _("Organisation"),
            _("Category"),
            _("Way of registration"),
            *(thai_date(each, "short") for each in days),
        ],
        (
            [
                str(each.person.name),
                str(each.organisation.name) if each.organisation else "",
                str(each.category.name) if each.category else "",
                each.get_way_display(),
                *(_time(came.get(each.pk, {}).get(on)) for on in days),
            ]
            for each in rows
        ),
    )


def _time(at: dt.datetime | None) -> str:
    return f"{timezone.localtime(at):%H.%M}" if at else ""
