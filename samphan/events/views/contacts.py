"""Contact lists: of one event, and of all events of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.events import policy as record_policy
from samphan.events.actions import contacts as actions
from samphan.events.forms.contacts import ConsentForm
from samphan.events.models import Event, Registration
from samphan.events.policy import attendance as policy
from samphan.events.queries import contacts as queries
from samphan.events.views.cockpit import address, load, tab
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind, respond
from samphan.kit.formats import thai_date
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest

MOST_OFFERED = 200


def contacts(request: NetworkRequest, pk: int) -> HttpResponse:
    """Who of an event agreed to stay in contact."""
    event = load(request, pk)
    request.actor.must(policy.see_addresses, on=event)
    state = ListState.read(request, sorts=("name",))
    page = state.paginate(queries.of_event(request.actor, event, state))
    table = Table(
        key="contacts",
        caption=_("Contact list"),
        columns=(
            Column(_("Name"), "name"),
            Column(_("Organisation")),
            Column(_("Contact")),
            Column(_("Agreed on")),
            Column(_("What to do"), is_label_hidden=True),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search people"),
        export_url=reverse("events:contacts_export", args=[request.network.slug, event.pk]),
    )
    may_note = request.actor.may(record_policy.manage_people, on=event)
    others = list(queries.without_consent(request.actor, event)[:MOST_OFFERED]) if may_note else []
    return tab(
        request, event, "events/contacts.html", {"table": table, "others": others, "may_note": may_note}
    )


def export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The contact list of an event as a workbook."""
    event = load(request, pk)
    request.actor.must(policy.see_addresses, on=event)
    state = ListState.read(request, sorts=("name",))
    return _workbook(queries.of_event(request.actor, event, state))


def note(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Note that somebody agreed on paper, or that a consent was taken back."""
    event = load(request, pk)
    request.actor.must(record_policy.manage_people, on=event)
    registration = get_object_or_404(
        Registration.objects.for_actor(request.actor).select_related("person", "event"), event=event, pk=part
    )
    withdraws = "withdraw" in (request.POST if request.method == "POST" else request.GET)
    form = bind(ConsentForm, request, withdraws=withdraws)

    def act(form: ConsentForm) -> None:
        now = timezone.now()
        if withdraws:
            actions.withdraw_contact_consent(by=request.actor, registration=registration, at=now)
        else:
            wording = form.cleaned_data["wording"]
            actions.give_contact_consent(by=request.actor, registration=registration, wording=wording, at=now)

    return respond(
        request,
        form,
        act=act,
        then=lambda _nothing: address(request, "events:contacts", event),
        template="events/contact_consent.html",
        context={
            "event": event,
            "registration": registration,
            "withdraws": withdraws,
            "title": _("Consent taken back") if withdraws else _("Agreed on paper"),
        },
    )


def network_contacts(request: NetworkRequest) -> HttpResponse:
    """Everybody who agreed at any event of the network, with the event at which that was."""
    request.actor.must(policy.see_contacts, on=request.network)
    state = _network_state(request)
    page = state.paginate(queries.of_network(request.actor, state))
    events = Event.objects.for_actor(request.actor).order_by("-starts", "id")
    table = Table(
        key="contacts",
        caption=_("Contacts of events"),
        columns=(
            Column(_("Name"), "name"),
            Column(_("Organisation")),
            Column(_("Contact")),
            Column(_("From which event"), "event"),
            Column(_("Agreed on")),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search people"),
        filters=(
            Filter(
                "event",
                _("Event"),
                [("", _("all")), *((str(each.pk), str(each.title)) for each in events)],
                state.filters["event"],
            ),
        ),
        export_url=reverse("contacts:export", args=[request.network.slug]),
    )
    return render(request, "events/contacts_network.html", {"table": table})


def network_export(request: NetworkRequest) -> HttpResponse:
    """The contacts of all events as a workbook."""
    request.actor.must(policy.see_contacts, on=request.network)
    return _workbook(queries.of_network(request.actor, _network_state(request)))


def _network_state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS)


def _workbook(rows: Iterable[Registration]) -> HttpResponse:
    return spreadsheet(
        _("Contact list"),
        [
            _("Name"),
            _("Organisation"),
            _("Position"),
            _("E-mail address"),
            _("Telephone"),
            _("Event"),
            _("Agreed on"),
        ],
        (
            [
                str(each.person.name),
                str(each.organisation.name) if each.organisation else "",
                each.position,
                each.email,
                each.phone,
                str(each.event.title),
                thai_date(timezone.localdate(each.consent_given_at)),  # type: ignore[attr-defined]  # annotated by the query
            ]
            for each in rows
        ),
    )
