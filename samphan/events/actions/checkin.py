"""Checking people in, one by one or as the queue of a device that had no network; walk-ins; undoing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.directory.actions import relate_person
from samphan.directory.queries.matching import find_people
from samphan.events.actions.people import somebody_new
from samphan.events.models import (
    AgendaItem,
    CheckIn,
    CheckInAct,
    CheckInWay,
    Event,
    Registration,
    RegistrationState,
    RegistrationWay,
)
from samphan.events.policy import attendance as policy
from samphan.events.queries.checkin import days_of, may_come, registrations_of
from samphan.kit.errors import Problem
from samphan.tenancy import links
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from samphan.directory.models import Organisation, Person
    from samphan.events.models import ParticipantCategory
    from samphan.kit.actor import Actor

Status = Literal[
    "welcome", "already", "undone", "not_in", "wrong_day", "wrong_event", "withdrawn", "not_confirmed", "unknown"
]  # fmt: skip
#: More than one device gathers in a day without a network.
MOST_SCANS: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What a device says happened: somebody, by ``token`` or ``registration`` id, came to a day or session.

    ``client_id`` is made on the device; ``at`` is aware, by the clock of the device.
    """

    client_id: UUID
    day: dt.date
    at: dt.datetime
    token: str = ""
    registration: int | None = None
    session: int | None = None
    act: str = CheckInAct.IN
    way: str = CheckInWay.SCAN


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one scan. ``since`` is when the person was checked in, ``event`` the one that a code belongs to."""

    client_id: UUID
    status: Status
    registration: Registration | None = None
    since: dt.datetime | None = None
    event: Event | None = None
    is_repeated: bool = False


@transaction.atomic
def record_check_ins(
    *,
    by: Actor,
    event: Event,
    scans: Sequence[Scan],
    now: dt.datetime,
    sent_at: dt.datetime | None = None,
    station: str = "",
) -> list[Answer]:
    """Write the check-ins of a device and answer each; sent twice, they count once.

    ``sent_at`` is what the device's clock showed when it sent them: the difference to ``now`` is kept with each row.
    The people are locked in the order of their ids, so that two doors neither count somebody twice nor wait for each other.

    Raises:
        Problem: more scans than one device can hold, or a session of another event.
    """
    by.must(policy.check_in, on=event)
    if len(scans) > MOST_SCANS:
        raise Problem(_("Too much at once. Send the queue in parts."))
    desk = _Desk.open(by, event, scans, now=now, sent_at=sent_at, station=station)
    answers = [desk.answer(scan) for scan in scans]
    try:
        CheckIn.objects.bulk_create(desk.new)
    except IntegrityError as error:
        # Two devices that made the same number for different people: nothing of the batch is written.
        raise Problem(
            _(
                "A check-in with this number is there for somebody else. Open the station again; nothing is lost."
            )
        ) from error
    for row in desk.new:
        _note(by, row)
    return answers


def _note(by: Actor, row: CheckIn) -> None:
    person = row.registration.person
    changes: dict[str, Any] = {"day": [None, row.day.isoformat()], "way": [None, row.way]}
    if row.session_id:
        changes["session"] = [None, row.session_id]
    act = "check_in" if row.act == CheckInAct.IN else "undo_check_in"
    record(by, act, row.registration, label=(person.name_th, person.name_en), changes=changes)


@dataclass
class _Desk:
    """What is known while the scans of one request are answered."""

    by: Actor
    event: Event
    now: dt.datetime
    skew_seconds: int
    station: str
    by_nonce: Mapping[str, int]
    people: Mapping[int, Registration]
    known: dict[UUID, CheckIn]
    present: dict[tuple[int, dt.date, int | None], CheckIn]
    days: tuple[dt.date, ...]
    new: list[CheckIn]

    @classmethod
    def open(
        cls,
        by: Actor,
        event: Event,
        scans: Sequence[Scan],
        *,
        now: dt.datetime,
        sent_at: dt.datetime | None,
        station: str,
    ) -> _Desk:
        """Lock the people and read what happened to them before.

        Two statements; one more with codes, with sessions, with people of other events.
        """
        nonces = [nonce for each in scans if each.token and (nonce := links.read(each.token))]
        by_nonce = registrations_of(nonces)
        wanted = {*by_nonce.values(), *(each.registration for each in scans if each.registration)}
        people = {
            each.pk: each
            for each in Registration.objects.for_actor(by)
            .filter(pk__in=wanted)
            .select_related("person", "organisation", "category")
            .select_for_update(of=("self",), no_key=True)
            .order_by("pk")
        }
        elsewhere = {each.event_id for each in people.values()} - {event.pk}
        events = Event.objects.in_bulk(elsewhere) if elsewhere else {}
        for person in people.values():
            person.event = events.get(person.event_id, event)
        before = CheckIn.objects.filter(registration__in=people).order_by("id") if people else ()
        known: dict[UUID, CheckIn] = {}
        present: dict[tuple[int, dt.date, int | None], CheckIn] = {}
        for row in before:
            known[row.client_id] = row
            _apply(present, row)
        days = days_of(event)
        sessions = {each.session for each in scans if each.session}
        if sessions or not set(days).issuperset(each.day for each in scans):
            agenda = list(AgendaItem.objects.filter(event=event))
            if not sessions <= {each.pk for each in agenda}:
                raise Problem(_("This session is not on the programme of the event."))
            days = days_of(event, agenda)
        skew = int((now - sent_at).total_seconds()) if sent_at else 0
        return cls(by, event, now, skew, station[:80], by_nonce, people, known, present, days, [])

    def answer(self, scan: Scan) -> Answer:
        """What came of one scan; a row to be written is added to ``new``."""
        nonce = links.read(scan.token) if scan.token else None
        pk = self.by_nonce.get(nonce) if nonce else scan.registration
        person = self.people.get(pk) if pk else None
        if person is None:
            return Answer(scan.client_id, "unknown")
        if before := self.known.get(scan.client_id):
            # A page that was kept open may send a check-in again that was undone meanwhile: what stands is said.
            stands = (before.registration_id, before.day, before.session_id) in self.present
            status: Status = "welcome" if stands else "undone"
            holder = self.people.get(before.registration_id, person)
            return Answer(scan.client_id, status, holder, before.happened_at, is_repeated=True)
        there = self.present.get((person.pk, scan.day, scan.session))
        if refusal := self._refusal(scan, person, there):
            return refusal
        if scan.act == CheckInAct.UNDO:
            self._add(scan, person)
            return Answer(scan.client_id, "undone", person)
        return Answer(scan.client_id, "welcome", person, self._add(scan, person).happened_at)

    def _refusal(self, scan: Scan, person: Registration, there: CheckIn | None) -> Answer | None:
        """Why nothing is written, if so; ``there`` is the check-in that stands."""
        status: Status | None = None
        if person.event_id != self.event.pk:
            return Answer(scan.client_id, "wrong_event", person, event=person.event)
        if scan.act == CheckInAct.UNDO:
            status = None if there else "not_in"
        elif there is not None:
            return Answer(scan.client_id, "already", person, there.happened_at)
        elif not may_come(person):
            status = "withdrawn" if person.state == RegistrationState.WITHDRAWN else "not_confirmed"
        elif not self._is_day(scan):
            status = "wrong_day"
        return Answer(scan.client_id, status, person) if status else None

    def _is_day(self, scan: Scan) -> bool:
        """Whether the day is one of the event, and the one on which the device scanned (a sheet is entered later)."""
        if self.days and scan.day not in self.days:
            return False
        row = CheckIn(at=scan.at, skew_seconds=self.skew_seconds)
        happened = timezone.localdate(row.happened_at)
        return scan.day in {happened, timezone.localdate(self.now)} or (
            scan.way == CheckInWay.PAPER and scan.day < timezone.localdate(self.now)
        )

    def _add(self, scan: Scan, person: Registration) -> CheckIn:
        row = CheckIn(
            network_id=self.event.network_id,
            event=self.event,
            registration=person,
            day=scan.day,
            session_id=scan.session,
            act=scan.act,
            client_id=scan.client_id,
            at=scan.at,
            received_at=self.now,
            skew_seconds=self.skew_seconds,
            station=self.station,
            way=scan.way,
            recorded_by=self.by.label[:200],
        )
        self.new.append(row)
        self.known[row.client_id] = row
        _apply(self.present, row)
        return row


def _apply(present: dict[tuple[int, dt.date, int | None], CheckIn], row: CheckIn) -> None:
    key = (row.registration_id, row.day, row.session_id)
    if row.act == CheckInAct.UNDO:
        present.pop(key, None)
    else:
        present.setdefault(key, row)


@transaction.atomic
def register_walk_in(
    *,
    by: Actor,
    event: Event,
    name: str,
    scan: Scan,
    now: dt.datetime,
    person: Person | None = None,
    is_somebody_else: bool = False,
    organisation: Organisation | None = None,
    category: ParticipantCategory | None = None,
    station: str = "",
) -> Answer:
    """Put somebody who came unannounced on the list, confirmed and marked as a walk-in, and check them in.

    The same ``scan.client_id`` sent again registers nobody a second time.

    Raises:
        Problem: people of this name are known and it was not said whether it is one of them (at ``person``), or the person
            is on the list already (at ``name``), or today is no day of the event.
    """
    by.must(policy.check_in, on=event)
    before = (
        CheckIn.objects.filter(client_id=scan.client_id).values_list("registration_id", flat=True).first()
    )
    if before is None:
        if category is not None and category.event_id != event.pk:
            raise Problem(_("This category belongs to another event."), field="category")
        keeper = _may_add_to_directory(by)
        if person is None and not is_somebody_else and find_people(keeper, name):
            raise Problem(
                _("People of this name are known already. Say whether it is one of them."), field="person"
            )
        somebody = person or somebody_new(keeper, name)
        relate_person(by=keeper, person=somebody)
        if Registration.objects.filter(event=event, person=somebody).exists():
            raise Problem(
                _("%(name)s is on the list already: look for the name above.") % {"name": somebody.name},
                field="name",
            )
        registration = Registration.objects.create(
            network_id=event.network_id,
            event=event,
            person=somebody,
            organisation=organisation,
            category=category,
            state=RegistrationState.CONFIRMED,
            way=RegistrationWay.WALK_IN,
            sort_key=somebody.sort_key,
        )
        record(
            by,
            "register_walk_in",
            registration,
            label=(somebody.name_th, somebody.name_en),
            changes={"way": [None, RegistrationWay.WALK_IN.value]},
        )
        before = registration.pk
    found = replace(scan, registration=before, token="", way=CheckInWay.WALK_IN)
    (answer,) = record_check_ins(by=by, event=event, scans=[found], now=now, station=station)
    if answer.status == "wrong_day":
        raise Problem(_("This is not a day of the event: choose the day first."))
    return answer


def _may_add_to_directory(by: Actor) -> Actor:
    """The same actor, who for this one act may add a person: a helper at the door keeps no directory otherwise."""
    held = by.permissions.get(by.network_id, frozenset()) | {"directory.edit"}
    return replace(by, permissions={**by.permissions, by.network_id: held})
