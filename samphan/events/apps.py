"""Workshops and other events: who hosts, what is discussed, who comes, what results, what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

EVENT: Final = "events.event"
#: The tabs of an event's page, and what stands under each.
TABS: Final[tuple[tuple[_StrOrPromise, str, tuple[tuple[_StrOrPromise, str], ...]], ...]] = (
    (
        _("Preparing"),
        "events.preparing",
        (
            (_("Hosts and teams"), "events:hosts"),
            (_("Tasks"), "events:tasks"),
            (_("Programme"), "events:programme"),
            (_("Rooms"), "events:rooms"),
            (_("Budget"), "events:budget"),
            (_("Groups"), "events:allocation"),
            (_("Series"), "events:series"),
            (_("Agreements"), "events:agreements"),
            (_("Goals and frameworks"), "events:goals"),
        ),
    ),
    (
        _("Participants"),
        "events.participants",
        ((_("Participants"), "events:people"), (_("Registration"), "events:registration")),
    ),
    (_("Day of the event"), "events.day", ()),
    (
        _("Outcomes"),
        "events.outcomes",
        (
            (_("Results"), "events:results"),
            (_("Uses of results"), "events:uses"),
            (_("Photographs"), "events:photos"),
        ),
    ),
)


class EventsConfig(AppConfig):
    name = "samphan.events"
    label = "events"

    def ready(self) -> None:
        """Tabs of the event's page, the door to the events, and how an event is found."""
        from samphan.comms.queries import segments
        from samphan.directory.queries.imports import register
        from samphan.events import policy
        from samphan.events.actions import messages
        from samphan.events.actions.imports import INSTITUTIONS, PARTICIPANTS
        from samphan.events.policy.messages import see_messages
        from samphan.events.queries import activity, agreements, alignments, continuations, dossier
        from samphan.events.queries.acts import ACTS
        from samphan.events.queries.findable import KIND, search_rows
        from samphan.events.queries.gates import EVIDENCE
        from samphan.events.queries.preparing_segments import programme_segments
        from samphan.events.queries.segments import event_segments
        from samphan.kit import panels
        from samphan.networks.queries import gates
        from samphan.tenancy import acts, search

        panels.register(panels.Panel("networks.work", _("Events"), "events:events", policy.enter, order=10))
        _tabs()
        search.register(
            search.Kind(
                KIND,
                _("Events"),
                lambda slug, pk: reverse("events:event", args=[slug, pk]),
                needs="events.see",
                rows=search_rows,
            )
        )
        acts.register(ACTS)
        gates.register(*EVIDENCE)
        continuations.register()
        activity.register()
        agreements.register()
        alignments.register()
        dossier.register()
        segments.register(
            *event_segments(messages.tickets, messages.nominations, messages.answers), *programme_segments()
        )
        panels.register(
            panels.Panel("events.participants", _("Messages"), "events:messages", see_messages, order=80)
        )
        register(INSTITUTIONS)
        register(PARTICIPANTS)


def _tabs() -> None:
    """The tabs of an event; upper apps add theirs to the same pages."""
    from samphan.comms.queries import calendar
    from samphan.events import policy
    from samphan.events.queries.calendar import entries
    from samphan.events.queries.team_tasks import due_lines
    from samphan.kit import due
    from samphan.kit.panels import Panel, register

    register(Panel(EVENT, _("Overview"), "events:event", policy.see, order=10))
    for order, (label, inside, panels) in enumerate(TABS, start=2):
        register(Panel(EVENT, label, order=order * 10, inside=inside))
        for place, (name, url_name) in enumerate(panels, start=1):
            register(Panel(inside, name, url_name, policy.see, order=place * 10))
    due.register("events.tasks", due_lines)
    calendar.fill([calendar.MINE, calendar.NETWORK], "events", entries)
    _photographs()
    _registration()
    _day()
    _survey()


def _photographs() -> None:
    """Photographs whose consent is withdrawn are let go of with those of projects; the hash of the file stays."""
    from django.db.models import Q

    from samphan.engagement.actions import consent
    from samphan.events.actions.photos import let_go_of_photos
    from samphan.events.models import Photo, PhotoConsent
    from samphan.tenancy import keeping

    consent.also(let_go_of_photos)
    for field in ("file", "thumbnail"):
        keeping.releases(Photo, field, Q(consent=PhotoConsent.WITHDRAWN))


def _registration() -> None:
    """Registration: tabs of those who may see them, where its links lead, and what the worker does for it."""
    from samphan.events.policy import registration as policy
    from samphan.events.policy import see_people
    from samphan.events.queries.registration_acts import ACTS
    from samphan.kit.jobs import every
    from samphan.kit.panels import Panel, register
    from samphan.surveys.policy import let_ask
    from samphan.tenancy import acts, links

    inside = "events.participants"
    register(Panel(inside, _("Nominations"), "events:nominations", policy.see_own_nominations, order=30))
    register(Panel(inside, _("Pending"), "events:waiting", see_people, order=40))
    for purpose in ("register", "nominate", "ticket"):
        links.register(f"events.{purpose}", f"events_public:{purpose}")
    let_ask(policy.REGISTER)
    acts.register(ACTS)
    every("*/5 * * * *", "events.pass_on_seats")
    every("41 2 * * *", "events.purge_needs")


def _day() -> None:
    """The day of the event: its tabs, the contacts that stay, and the names of its acts."""
    from samphan.events.policy import attendance as policy
    from samphan.events.policy import see, see_people
    from samphan.events.queries.attendance_acts import ACTS
    from samphan.kit.panels import Panel, register
    from samphan.tenancy import acts

    inside = "events.day"
    register(Panel(inside, _("Check-in"), "events:checkin", policy.check_in, order=10))
    register(Panel(inside, _("Attendance"), "events:attendance", see, order=20))
    register(Panel(inside, _("Badges and lists"), "events:badges", policy.print_names, order=30))
    register(Panel(inside, _("Certificates"), "events:certificates", see_people, order=40))
    register(Panel(inside, _("Papers"), "events:papers", see, order=50))
    register(Panel(inside, _("Contact list"), "events:contacts", policy.see_addresses, order=60))
    register(
        Panel(
            "networks.directory", _("Contacts of events"), "contacts:contacts", policy.see_contacts, order=90
        )
    )
    acts.register(ACTS)


def _survey() -> None:
    """What participants say about the event, for those who may see surveys."""
    from samphan.events.policy.survey import see_satisfaction
    from samphan.kit.panels import Panel, register

    register(Panel("events.outcomes", _("Satisfaction"), "events:satisfaction", see_satisfaction, order=60))
