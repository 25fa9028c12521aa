"""The ticket of one registration: what it says, and the calendar entry that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from samphan.comms.queries.calendar import written
from samphan.events.models import AgendaItem, PersonalNeed, RegistrationSettings, RegistrationState
from samphan.events.queries.calendar import event_entry, session_entries
from samphan.events.transitions.registration import ACCEPT, RETURN, WITHDRAW, registration_acts
from samphan.tenancy import links
from samphan.tenancy.audit import kind_of
from samphan.tenancy.models import Link

if TYPE_CHECKING:
    import datetime as dt

    from django.utils.functional import _StrOrPromise

    from samphan.events.models import Event, Registration
    from samphan.kit.actor import NetworkRef

#: Acts that the bearer of a ticket may do, in the order of the page.
OWN_ACTS: Final = (ACCEPT, WITHDRAW, RETURN)
_pages: dict[str, _StrOrPromise] = {}


def lead_on(purpose: str, label: _StrOrPromise) -> None:
    """Tickets lead to the page behind an event's link of a purpose, while one is open; upper apps say so in ``apps.py``."""
    _pages[purpose] = label


def pages(event: Event, network: NetworkRef, *, now: dt.datetime) -> list[tuple[_StrOrPromise, str]]:
    """The pages about an event that are open for everybody: label and address; one statement, none without such pages."""
    if not _pages:
        return []
    found = Link.objects.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=now),
        network_id=event.network_id,
        purpose__in=_pages,
        subject_kind=kind_of(event),
        subject_id=event.pk,
        revoked_at__isnull=True,
    )
    latest = {link.purpose: link for link in found.order_by("id")}
    return [
        (label, links.path(latest[purpose], network.slug))
        for purpose, label in _pages.items()
        if purpose in latest
    ]


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the page of a ticket shows; ``sessions`` are those whose time is known."""

    registration: Registration
    settings: RegistrationSettings | None
    needs: tuple[PersonalNeed, ...]
    sessions: tuple[AgendaItem, ...]
    acts: tuple[str, ...]
    place_in_queue: int | None
    is_offer_over: bool

    @property
    def is_confirmed(self) -> bool:
        return self.registration.state == RegistrationState.CONFIRMED


def ticket(registration: Registration, *, now: dt.datetime) -> Ticket:
    """The ticket of a registration that its bearer loaded; at most four statements."""
    event = registration.event
    found = RegistrationSettings.objects.filter(event=event).first()
    place = None
    if registration.state == RegistrationState.WAITING and registration.queued_at is not None:
        queue = event.registrations.filter(state=RegistrationState.WAITING)
        before = queue.filter(queued_at__lt=registration.queued_at).count()
        same = queue.filter(queued_at=registration.queued_at, pk__lt=registration.pk).count()
        place = before + same + 1
    is_over = (
        registration.state == RegistrationState.OFFERED
        and registration.offer_ends_at is not None
        and registration.offer_ends_at <= now
    )
    possible = registration_acts(registration.state)
    return Ticket(
        registration,
        found,
        tuple(PersonalNeed.objects.filter(registration=registration).order_by("-kind")),
        tuple(sessions(event)),
        tuple(act for act in OWN_ACTS if act in possible and not (is_over and act == ACCEPT)),
        place,
        is_over,
    )


def sessions(event: Event) -> list[AgendaItem]:
    """The parts of the programme with a day and a beginning, in time."""
    timed = AgendaItem.objects.filter(event=event, day__isnull=False, starts_at__isnull=False)
    return list(timed.order_by("day", "starts_at", "order", "id"))


def calendar(registration: Registration, address: str, *, now: dt.datetime) -> bytes:
    """The event as an iCalendar file in the reader's language: whole days, and each session whose time is known.

    A date that is known to the month or year only makes no entry.
    """
    event = registration.event
    whole = event_entry(event, address)
    found = [*([whole] if whole else []), *session_entries(event, sessions(event), address)]
    return written(found, name=str(event.title), host=f"{event.network_id}.samphan", now=now)
