"""The check-in station: its days and sessions, its people, and what a scanned code leads to."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from samphan.directory.models import Organisation
from samphan.events.models import AgendaItem, CheckIn, CheckInAct, Registration, RegistrationState
from samphan.events.queries.finding import found_by
from samphan.tenancy import search
from samphan.tenancy.models import Link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samphan.events.models import Event
    from samphan.kit.actor import Actor

#: The purpose of the personal link that a ticket is.
TICKET: Final = "events.ticket"
TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{24}")
MOST_DAYS: Final = 31
MOST_FOUND: Final = 12


@dataclass(frozen=True, slots=True)
class Station:
    """What can be chosen: the days of the event in order, and its sessions (agenda items) of each day."""

    days: tuple[dt.date, ...]
    sessions: tuple[AgendaItem, ...]

    def sessions_of(self, day: dt.date) -> tuple[AgendaItem, ...]:
        """The sessions of a day; those without a day may be held on any."""
        return tuple(each for each in self.sessions if each.day in {None, day})


def days_of(event: Event, agenda: Iterable[AgendaItem] = ()) -> tuple[dt.date, ...]:
    """The days of an event: from its first to its last where both are known to the day, and those of its agenda."""
    found = {each.day for each in agenda if each.day}
    if event.starts and event.starts.precision == "day":
        first = event.starts.from_on
        last = event.ends.last_on if event.ends and event.ends.precision == "day" else first
        count = min((last - first).days, MOST_DAYS - 1) + 1
        found |= {first + dt.timedelta(days=each) for each in range(count)}
    return tuple(sorted(found))


def station(event: Event) -> Station:
    """What the station of an event offers; one statement."""
    agenda = tuple(AgendaItem.objects.filter(event=event).order_by("day", "starts_at", "order", "id"))
    return Station(days_of(event, agenda), agenda)


def token_in(typed: str) -> str:
    """The token in what was scanned or typed: a whole address or the token alone; empty when there is none."""
    last = next((part for part in reversed(typed.strip().split("/")) if part), "")
    token = last.partition("?")[0]
    return token if TOKEN.fullmatch(token) else ""


def registrations_of(nonces: Iterable[str]) -> dict[str, int]:
    """Ids of registrations by the nonce of the ticket that leads to them; revoked and ended tickets lead nowhere."""
    wanted = sorted(set(nonces))
    if not wanted:
        return {}
    rows = Link.objects.filter(
        nonce__in=wanted,
        purpose=TICKET,
        subject_kind=Registration._meta.label_lower,  # noqa: SLF001 - Django's own name for the model's options
        revoked_at__isnull=True,
    )
    return dict(rows.values_list("nonce", "subject_id"))


def hashed(nonce: str) -> str:
    """How a device that works without the network knows a ticket: not by the token, which would let it in."""
    return hashlib.sha256(nonce.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody as a device keeps them for the time without a network."""

    id: int
    name: str
    institution: str
    category: str
    state: str
    ticket: str


def people_for_device(actor: Actor, event: Event) -> list[Listed]:
    """Everybody on the list of an event, in Thai order; two statements."""
    rows = (
        Registration.objects.for_actor(actor)
        .filter(event=event)
        .select_related("person", "organisation", "category")
        .order_by("sort_key", "id")
    )
    tickets = dict(
        Link.objects.filter(
            network_id=event.network_id,
            purpose=TICKET,
            subject_kind=Registration._meta.label_lower,  # noqa: SLF001 - Django's own name for the model's options
            subject_id__in=Registration.objects.filter(event=event).values("pk"),
            revoked_at__isnull=True,
        )
        .order_by("id")
        .values_list("subject_id", "nonce")
    )
    return [
        Listed(
            each.pk,
            str(each.person.name),
            str(each.organisation.name) if each.organisation else "",
            str(each.category.name) if each.category else "",
            each.state,
            hashed(tickets[each.pk]) if each.pk in tickets else "",
        )
        for each in rows
    ]


def found_people(actor: Actor, event: Event, words: str) -> list[Registration]:
    """Up to a dozen people of the event by any part of name or institution, in Thai order."""
    terms = search.terms(words)
    if not terms:
        return []
    found = (
        Registration.objects.for_actor(actor)
        .filter(event=event)
        .select_related("person", "organisation", "category")
    )
    for term in terms:
        found = found.filter(
            found_by("directory.person", "person_id", term)
            | found_by("directory.organisation", "organisation_id", term)
        )
    return list(found.order_by("sort_key", "id")[:MOST_FOUND])


def present_since(registrations: Iterable[int], day: dt.date, session: int | None) -> dict[int, CheckIn]:
    """Who of these is checked in for a day (or session), by the first check-in that nobody undid since; one statement."""
    rows = CheckIn.objects.filter(
        Q(session_id=session) if session else Q(session__isnull=True),
        registration__in=list(registrations),
        day=day,
    ).order_by("id")
    present: dict[int, CheckIn] = {}
    for row in rows:
        if row.act == CheckInAct.UNDO:
            present.pop(row.registration_id, None)
        else:
            present.setdefault(row.registration_id, row)
    return present


def may_come(registration: Registration) -> bool:
    """Whether somebody on the list holds a seat."""
    return registration.state == RegistrationState.CONFIRMED


def organisations_for_walk_in(actor: Actor, words: str) -> list[Organisation]:
    """Organisations whose name somebody typed at the door, the exact one first."""
    hits = search.find(words, kinds=["directory.organisation"], limit=5).hits
    rows = Organisation.objects.for_actor(actor).in_bulk([each.object_id for each in hits])
    return [rows[each.object_id] for each in hits if each.object_id in rows]
