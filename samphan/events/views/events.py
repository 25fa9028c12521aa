"""The list of events, and the event itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.events import policy
from samphan.events.actions import event as actions
from samphan.events.forms.event import EventForm, RemoveEventForm
from samphan.events.queries import lists
from samphan.events.queries.page import event_page
from samphan.events.views.cockpit import address, load, tab
from samphan.kit.bilingual import is_thai
from samphan.kit.components import Column, Filter, Finding, ListState, Table
from samphan.kit.editing import bind, respond
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.events.models import Event
    from samphan.events.queries.page import EventPage
    from samphan.kit.http import NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=lists.SORTS, filters=("when",), default="-date")


def events(request: NetworkRequest) -> HttpResponse:
    """All events of the network, the latest first."""
    request.actor.must(policy.enter, on=request.network)
    state = _state(request)
    page = state.paginate(lists.events(request.actor, state, today=timezone.localdate()))
    table = Table(
        key="events",
        caption=_("Events"),
        columns=(
            Column(_("Event"), "title"),
            Column(_("Dates"), "date"),
            Column(_("Venue")),
            Column(_("Participants, as stated"), kind="number"),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search events"),
        filters=(
            Filter(
                "when",
                _("Time of the event"),
                [("", _("all")), ("coming", _("coming")), ("past", _("past"))],
                state.filters["when"],
            ),
        ),
        export_url=reverse("events:export", args=[request.network.slug]),
    )
    context = {"table": table, "may_create": request.actor.may(policy.create, on=request.network)}
    return render(request, "events/events.html", context)


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.enter, on=request.network)
    language = "th" if is_thai() else "en"
    return spreadsheet(
        _("Events"),
        [
            _("Title in Thai"),
            _("Title in English"),
            _("From"),
            _("To"),
            _("Venue"),
            _("Institutions, as stated"),
            _("Participants, as stated"),
        ],
        (
            [
                event.title_th,
                event.title_en,
                event.starts.format(language) if event.starts else "",
                event.ends.format(language) if event.ends else "",
                event.venue,
                event.stated_institutions,
                event.stated_participants,
            ]
            for event in lists.events(request.actor, _state(request), today=timezone.localdate())
        ),
    )


def create(request: NetworkRequest) -> HttpResponse:
    """The form of a new event."""
    request.actor.must(policy.create, on=request.network)

    def act(form: EventForm) -> Event:
        fields = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return actions.create_event(by=request.actor, **fields)

    return respond(
        request,
        bind(EventForm, request),
        act=act,
        then=lambda event: address(request, "events:event", event),
        template="events/event_form.html",
        success=_("The event was made. Its parts follow tab by tab."),
    )


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of what is said about an event."""
    event = load(request, pk)
    request.actor.must(policy.manage, on=event)
    initial = {name: getattr(event, name) for name in ("slug", "version", *actions.EVENT_FIELDS)}
    return respond(
        request,
        bind(EventForm, request, initial=initial),
        act=lambda form: actions.describe_event(by=request.actor, event=event, **form.cleaned_data),
        then=lambda changed: address(request, "events:event", changed),
        template="events/event_form.html",
        context={"event": event},
    )


def remove(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks for the reason before an event entered by mistake is taken out."""
    event = load(request, pk)
    request.actor.must(policy.manage, on=event)
    return respond(
        request,
        bind(RemoveEventForm, request),
        act=lambda form: actions.remove_event(
            by=request.actor, event=event, reason=form.cleaned_data["reason"]
        ),
        then=lambda _nothing: reverse("events:events", args=[request.network.slug]),
        template="events/event_remove.html",
        context={"event": event, "page": event_page(event)},
        success=_("The event was removed."),
    )


def event(request: NetworkRequest, pk: int) -> HttpResponse:
    """The overview of an event: what is there, and what is missing."""
    shown = load(request, pk)
    page = event_page(shown)
    context = {"page": page, "findings": _findings(request, shown, page)}
    return tab(request, shown, "events/event.html", context)


def _findings(request: NetworkRequest, shown: Event, page: EventPage) -> list[Finding]:
    """What is missing, each with the page where it is filled in, for those who may."""
    may_manage = request.actor.may(policy.manage, on=shown)
    return [
        Finding(
            "missing",
            check.label,
            url=address(request, check.url_name, shown) if may_manage else "",
            url_label=_("Fill in"),
        )
        for check in page.missing
    ]
