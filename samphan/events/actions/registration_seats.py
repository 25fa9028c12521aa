"""Seats are given out here, one event at a time: they are counted and taken by whoever has its desk alone.

Whoever takes or frees a seat opens the desk first. What the desk counts cannot change until the transaction ends. Where
no seats are limited there is nothing to count, and many register at the same time (``open_free_desk``).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.events.actions.parts import label_of
from samphan.events.actions.registration_mail import tell
from samphan.events.models import (
    Registration,
    RegistrationSettings,
    RegistrationState,
)
from samphan.events.transitions.registration import (
    ASK,
    CONFIRM,
    EXPIRE,
    NOMINATED,
    OFFER,
    QUEUE,
    REGISTRATION,
    SEATED,
)
from samphan.kit.actor import system
from samphan.kit.errors import Problem
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from samphan.events.models import Event
    from samphan.kit.actor import Actor

# Everybody who registers waits for these, and putting them together by the ORM takes longer than answering them.
_LOCK: Final = "select * from events_registrationsettings where event_id = %s for update"
_AND_WHETHER_LIMITED: Final = """
select *, seats is not null or exists (
  select from events_participantcategory c where c.event_id = s.event_id and c.seats is not null
) as is_limited from events_registrationsettings s where event_id = %s
"""
# Advisory locks are given in the order in which they were asked for: whoever wants the desk alone waits for those who
# share it now and for nobody who comes later. A row that ever new people lock together would never become free.
_DESK: Final = 7_406_001
_ALONE: Final = "select pg_advisory_xact_lock(%s, %s)"
# One e-mail address registers once at a time, so that the second form finds what the first one has made. Whoever holds
# an address has the desk already: the other way round two could wait for each other.
_BESIDE: Final = """
with beside as materialized (select pg_advisory_xact_lock_shared(%s, %s))
select pg_advisory_xact_lock(hashtextextended(upper(%s), %s)) from beside
"""
_LIMITS: Final = "select id, seats, quota from events_participantcategory where event_id = %s"
_TAKEN: Final = """
select state, category_id, nomination_id, count(*) from events_registration
where event_id = %s and state = any(%s) group by state, category_id, nomination_id
"""
#: Columns that a step in the life of a registration writes.
STEP_FIELDS: Final = (
    "state", "queued_at", "offer_ends_at", "approved_at", "answered_reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limit:
    """The seats of a category, and how many of them one institution may fill; None: no limit."""

    seats: int | None
    quota: int | None


@dataclass(slots=True)
class Desk:
    """What is taken of an event's seats. Made by ``open_desk``, good until the transaction ends."""

    settings: RegistrationSettings
    limits: dict[int, Limit]
    seated: int = 0
    by_category: Counter[int | None] = field(default_factory=Counter)
    nominated: Counter[tuple[int, int | None]] = field(default_factory=Counter)
    """By nomination and category."""

    @property
    def event(self) -> Event:
        return self.settings.event

    def count(self, registration: Registration, by: int) -> None:
        """Add a registration in its present state to what is taken, or take it out (``by`` = -1)."""
        if registration.state in SEATED:
            self.seated += by
            self.by_category[registration.category_id] += by
        if registration.nomination_id is not None and registration.state in NOMINATED:
            self.nominated[registration.nomination_id, registration.category_id] += by

    def has_seat(self, category_id: int | None) -> bool:
        """Whether the event and the category have a free seat."""
        limit = self.limits.get(category_id or 0)
        return _below(self.seated, self.settings.seats) and (
            limit is None or _below(self.by_category[category_id], limit.seats)
        )

    def is_within_quota(self, registration: Registration) -> bool:
        """Whether the institution that nominated may send this person beside the others, in all and in this category."""
        nomination = registration.nomination
        if nomination is None:
            return True
        quota = self.settings.institution_quota if nomination.quota is None else nomination.quota
        own = registration.state in NOMINATED
        sent = sum(heads for (pk, _category), heads in self.nominated.items() if pk == nomination.pk)
        limit = self.limits.get(registration.category_id or 0)
        beside = self.nominated[nomination.pk, registration.category_id] - own
        return _below(sent - own, quota) and (limit is None or _below(beside, limit.quota))

    def step(self, registration: Registration, act: str, *, now: dt.datetime) -> RegistrationState:
        """Let a registration take one step of its life, and count it anew; the caller saves. The state before.

        Raises:
            Problem: this cannot follow the present state; somebody was quicker.
        """
        before = RegistrationState(registration.state)
        after = REGISTRATION.get((before, act))
        if after is None:
            raise Problem(_("This is not possible any more: somebody has changed the state meanwhile."))
        self.count(registration, -1)
        registration.state = after
        registration.queued_at = now if after is RegistrationState.WAITING else None
        if act == OFFER:
            registration.offer_ends_at = self._offer_ends(now)
        elif act != EXPIRE:
            registration.offer_ends_at = None
        self.count(registration, 1)
        return before

    def settle(self, registration: Registration, *, now: dt.datetime) -> None:
        """Give a submitted registration a seat, a place on the waiting list, or leave it for approval.

        Raises:
            Problem: there is neither a seat nor a waiting list.
        """
        needs_approval = self.settings.needs_approval and registration.approved_at is None
        if not self.is_within_quota(registration):
            if not self.settings.has_waiting_list:
                raise Problem(_("The quota is used up, and there is no waiting list."))
            self.step(registration, QUEUE, now=now)
        elif needs_approval:
            return
        elif self.has_seat(registration.category_id):
            self.step(registration, CONFIRM, now=now)
        elif self.settings.has_waiting_list:
            self.step(registration, QUEUE, now=now)
        else:
            raise Problem(_("All seats are taken, and there is no waiting list."))

    def _offer_ends(self, now: dt.datetime) -> dt.datetime:
        """After the hours of the settings, but not after the event has begun."""
        ends = now + dt.timedelta(hours=self.settings.offer_hours)
        starts = self.event.starts
        if starts is None:
            return ends
        begins = timezone.make_aware(dt.datetime.combine(starts.last_on, dt.time()))
        return min(ends, begins) if begins > now else ends

    def is_over(self, now: dt.datetime) -> bool:
        """Whether the event lies in the past, so that no seat is offered any more."""
        last = self.event.ends or self.event.starts
        return last is not None and last.last_on < timezone.localdate(now)


def _below(taken: int, limit: int | None) -> bool:
    return limit is None or taken < limit


def find_desk(event_id: int, event: Event | None = None) -> Desk | None:
    """As ``open_desk``; None where nobody has set up a registration."""
    take_desk(event_id)
    if event is None:
        locked = RegistrationSettings.objects.select_for_update(of=("self",)).select_related("event")
        settings = locked.filter(event_id=event_id).first()
    else:
        settings = next(iter(RegistrationSettings.objects.raw(_LOCK, [event_id])), None)
    if settings is None:
        return None
    if event is not None:
        settings.event = event
    desk = Desk(settings, {})
    with connection.cursor() as cursor:
        cursor.execute(_LIMITS, [event_id])
        desk.limits = {pk: Limit(seats, quota) for pk, seats, quota in cursor.fetchall()}
        cursor.execute(_TAKEN, [event_id, list(NOMINATED)])
        for state, category_id, nomination_id, heads in cursor.fetchall():
            taken = Registration(state=state, category_id=category_id, nomination_id=nomination_id)
            desk.count(taken, heads)
    return desk


def open_desk(event_id: int, event: Event | None = None) -> Desk:
    """Take the desk of an event alone and count what is taken; four statements. ``event`` is given where it was just read.

    Raises:
        Problem: nobody has set up a registration for this event.
    """
    desk = find_desk(event_id, event)
    if desk is None:
        raise Problem(_("Registration for this event has not been set up."))
    return desk


def open_free_desk(event: Event, only: str) -> Desk | None:
    """A desk beside others, for an event whose seats have no limit; None where there is one. Three statements.

    Nobody waits here but for somebody with the same ``only`` (an e-mail address), and for whoever has the desk alone.
    What is taken is not counted: the desk is good for one new registration without a nomination.

    Raises:
        Problem: a limit was set at this moment.
    """
    if _settings_without_limit(event.pk) is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, [_DESK, _key(event.pk), only, event.pk])
    # From here on nobody sets a limit; it may have been a moment ago.
    settings = _settings_without_limit(event.pk)
    if settings is None:
        raise Problem(
            _("Somebody saved or removed the same thing at this moment. Look at it, then save again.")
        )
    settings.event = event
    return Desk(settings, {})


def take_desk(event_id: int) -> None:
    """Wait until nobody else is at the desk of an event; nobody comes until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_ALONE, [_DESK, _key(event_id)])


def _key(event_id: int) -> int:
    """PostgreSQL takes 32 bits beside the kind of a lock; two events that share one wait for each other, no more."""
    return event_id % 2_000_000_000


def _settings_without_limit(event_id: int) -> RegistrationSettings | None:
    """None where there is a limit, or no registration."""
    found: Any = next(iter(RegistrationSettings.objects.raw(_AND_WHETHER_LIMITED, [event_id])), None)
    return None if found is None or found.is_limited else found


def pass_on(by: Actor, desk: Desk, *, now: dt.datetime) -> int:
    """Take back offers that have ended, and offer free seats to those who wait, the longest first; how many offers.

    Called at the end of every action that may have freed a seat, and by the worker; the product itself acts.
    """
    by = system("a seat became free", by.network)
    rows = Registration.objects.select_for_update(of=("self",)).select_related("person", "nomination")
    lapsed = rows.filter(event=desk.event, state=RegistrationState.OFFERED, offer_ends_at__lte=now)
    for registration in lapsed.order_by("id"):
        take_step(by, desk, registration, EXPIRE, now=now)
    if desk.is_over(now):
        return 0
    offers = 0
    waiting = rows.filter(event=desk.event, state=RegistrationState.WAITING).order_by("queued_at", "id")
    for registration in waiting:
        if not _below(desk.seated, desk.settings.seats) and not desk.settings.needs_approval:
            break
        if not desk.is_within_quota(registration):
            continue
        if desk.settings.needs_approval and registration.approved_at is None:
            take_step(by, desk, registration, ASK, now=now)
        elif desk.has_seat(registration.category_id):
            take_step(by, desk, registration, OFFER, now=now)
            offers += 1
    return offers


def take_step(
    by: Actor, desk: Desk, registration: Registration, act: str, *, now: dt.datetime, reason: str = ""
) -> None:
    """One step of a saved registration, in the audit trail, and said to the person. The caller asked the policy."""
    before = desk.step(registration, act, now=now)
    registration.save(update_fields=STEP_FIELDS)
    note_step(by, registration, act, before, reason=reason)
    tell(by, registration, now=now)


def note_step(by: Actor, registration: Registration, act: str, before: str, *, reason: str = "") -> None:
    """The audit row of a step."""
    record(
        by,
        f"{act}_registration",
        registration,
        label=label_of(registration),
        changes={"state": [before, registration.state]},
        reason=reason,
    )
