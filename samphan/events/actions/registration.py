"""The life of a registration: applied for, approved, offered, accepted, withdrawn, handed to somebody else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.events.actions.parts import label_of
from samphan.events.actions.people import somebody_new
from samphan.events.actions.registration_mail import tell
from samphan.events.actions.registration_needs import Told, purge_day, write_needs
from samphan.events.actions.registration_seats import (
    Desk,
    note_step,
    open_desk,
    open_free_desk,
    pass_on,
    take_step,
)
from samphan.events.models import (
    ParticipantCategory,
    Registration,
    RegistrationState,
    RegistrationWay,
)
from samphan.events.policy import registration as policy
from samphan.events.transitions.registration import ACCEPT, DECLINE, RECONSIDER, RETURN, WITHDRAW
from samphan.kit.actor import system
from samphan.kit.errors import Problem
from samphan.kit.rows import add
from samphan.kit.thai.fold import fold
from samphan.kit.thai.names import split_name
from samphan.surveys.actions.answering import answer
from samphan.surveys.queries.asking import is_open
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from samphan.directory.models import Organisation
    from samphan.events.models import Event, Nomination, RegistrationSettings
    from samphan.kit.actor import Actor
    from samphan.kit.asking import Given

CONTACT_FIELDS = ("email", "phone")
# Asked while everybody else waits for the seats of the event; putting it together by the ORM takes longer.
_ALIKE: Final = """
select id from events_registration
where event_id = %s and (form_key = %s or (email <> '' and upper(email) = upper(%s)))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Somebody as a form names him or her; ``key`` is made with the form, so that the form counts once."""

    name: str
    email: str = ""
    phone: str = ""
    position: str = ""
    organisation: Organisation | None = None
    organisation_name: str = ""
    category: ParticipantCategory | None = None
    language: str = "th"
    key: UUID | None = None
    needs: Told | None = None
    answers: Mapping[int, Given] = field(default_factory=dict)
    """Answers to the further questions of the form, by the ids of the questions."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of registrations that were approved together.

    ``left`` ones still wait for approval, because there is neither a seat nor a waiting list.
    """

    confirmed: int = 0
    queued: int = 0
    left: int = 0


@transaction.atomic
def register_by_form(
    *, by: Actor, event: Event, applicant: Applicant, now: dt.datetime
) -> Registration | None:
    """Somebody registers by the form of an event: gets a seat, a place on the waiting list, or waits for approval.

    None when this name and e-mail address are registered already: the ticket is sent there once more, and whoever
    filled in the form is told what everybody is told. The same form sent twice gives the same registration. Whether
    the directory knows the person is never asked: a form makes a record of its own.

    Raises:
        Problem: registration is closed, or there is neither a seat nor a waiting list.
    """
    by.must(policy.register, on=event)
    only = applicant.email or str(applicant.key or "")
    desk = open_free_desk(event, only) or open_desk(event.pk, event)
    known = _known(event, applicant)
    if known is not None and known.form_key is not None and known.form_key == applicant.key:
        return known
    check_open(desk.settings, event, now, by_form=True)
    if applicant.category is not None and not applicant.category.is_in_form:
        raise Problem(_("Choose a category from the list."), field="category")
    category_id = applicant.category.pk if applicant.category else None
    if not desk.settings.has_waiting_list and not desk.has_seat(category_id):
        raise Problem(_("All seats are taken, and there is no waiting list."))
    if known is not None:
        tell(by, known, now=now)
        record(by, "repeat_registration", known, label=label_of(known))
        return None
    return enter(by, desk, applicant, RegistrationWay.FORM, now=now)


def check_open(
    settings: RegistrationSettings, event: Event, now: dt.datetime, *, by_form: bool = False
) -> None:
    """Raise ``Problem`` when nobody can register (``by_form``) or nominate today."""
    today, last = timezone.localdate(now), event.ends or event.starts
    is_past = last is not None and last.last_on < today
    if (by_form and not settings.has_form) or settings.is_over(today) or is_past:
        raise Problem(_("Registration is closed."))
    if not settings.is_open(today):
        raise Problem(_("Registration is not open yet."))


def enter(
    by: Actor,
    desk: Desk,
    applicant: Applicant,
    way: RegistrationWay,
    *,
    nomination: Nomination | None = None,
    instead_of: Registration | None = None,
    now: dt.datetime,
) -> Registration:
    """A new registration of a new person, settled and told. The caller has asked the policy and opened the desk.

    ``instead_of`` has been withdrawn at this moment; what was its state before is given as its ``state``.
    """
    event = desk.event
    if applicant.category is not None and applicant.category.event_id != event.pk:
        raise Problem(_("This category belongs to another event."), field="category")
    # The product writes the record, as the bearer of a link may not.
    person = somebody_new(system("registration", by.network), applicant.name)
    registration = Registration(
        network_id=event.network_id,
        event=event,
        person=person,
        organisation=applicant.organisation,
        organisation_name="" if applicant.organisation else applicant.organisation_name,
        category=applicant.category,
        position=applicant.position,
        nomination=nomination,
        email=applicant.email,
        phone=applicant.phone,
        language=applicant.language,
        form_key=applicant.key,
        state=RegistrationState.SUBMITTED,
        way=way,
        sort_key=person.sort_key,
    )
    if instead_of is None:
        desk.count(registration, 1)
        desk.settle(registration, now=now)
    else:
        registration.replaces = instead_of
        for name in ("state", "queued_at", "offer_ends_at", "approved_at", "group"):
            setattr(registration, name, getattr(instead_of, name))
        desk.count(registration, 1)
    survey = desk.settings.survey
    if survey is not None and way == RegistrationWay.FORM and is_open(survey, now=now):
        registration.response = answer(
            by=by, survey=survey, values=applicant.answers, now=now, purge_on=purge_day(event, now)
        )
    add(registration)
    if applicant.needs is not None and applicant.needs.needs:
        write_needs(by, registration, applicant.needs, now=now)
    record(
        by,
        "apply_registration",
        registration,
        label=label_of(registration),
        changes={"state": [None, registration.state]},
    )
    tell(by, registration, now=now, is_new=True)
    return registration


def _of_form(event: Event, key: UUID | None) -> Registration | None:
    """The registration that a form has made already."""
    if key is None:
        return None
    return Registration.objects.filter(event=event, form_key=key).select_related("person").first()


def _known(event: Event, applicant: Applicant) -> Registration | None:
    """The registration that this very form has made, else the one of this name and e-mail address.

    One statement where there is neither, as for nearly everybody, and two where there is something to compare.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, [event.pk, applicant.key, applicant.email])
        keys = [pk for (pk,) in cursor.fetchall()]
    if not keys:
        return None
    found = Registration.objects.select_related("person").filter(pk__in=keys)
    wanted = bare_name(applicant.name)
    same = None
    for each in sorted(found, key=lambda each: each.pk):
        each.event = event
        if each.form_key is not None and each.form_key == applicant.key:
            return each
        if same is None and wanted == fold(f"{each.person.given_name_th} {each.person.family_name_th}"):
            same = each
    return same


def bare_name(name: str) -> str:
    """A typed name without titles, folded: what two spellings of one name have in common."""
    typed = split_name(name)
    return fold(f"{typed.given_name} {typed.family_name}")


def load_for_step(registration: Registration) -> tuple[Desk, Registration]:
    """The desk of a registration's event, and the registration as it is now, locked in this order."""
    desk = open_desk(registration.event_id)
    rows = Registration.objects.select_for_update(of=("self",)).select_related("person", "nomination")
    locked = rows.get(pk=registration.pk)
    locked.event = desk.event
    return desk, locked


@transaction.atomic
def approve(*, by: Actor, event: Event, registrations: Iterable[Registration], now: dt.datetime) -> Decided:
    """Approve registrations that wait for it: each gets a seat or a place on the waiting list, in their order."""
    by.must(policy.set_up, on=event)
    desk = open_desk(event.pk)
    confirmed = queued = left = 0
    for registration in _locked(desk, registrations, RegistrationState.SUBMITTED):
        registration.approved_at = now
        try:
            desk.settle(registration, now=now)
        except Problem:
            left += 1
            continue
        is_confirmed = registration.state == RegistrationState.CONFIRMED
        confirmed, queued = confirmed + is_confirmed, queued + (not is_confirmed)
        registration.save()
        note_step(by, registration, "approve", RegistrationState.SUBMITTED)
        tell(by, registration, now=now)
    return Decided(confirmed, queued, left)


@transaction.atomic
def decline(
    *, by: Actor, event: Event, registrations: Iterable[Registration], reason: str, now: dt.datetime
) -> int:
    """Decline registrations that wait, with the reason that they are told; how many."""
    by.must(policy.set_up, on=event)
    if not reason:
        raise Problem(_("Write the reason; it is told to the person."), field="reason")
    desk = open_desk(event.pk)
    declined = 0
    for state in (RegistrationState.SUBMITTED, RegistrationState.WAITING):
        for registration in _locked(desk, registrations, state):
            registration.answered_reason = reason
            take_step(by, desk, registration, DECLINE, now=now, reason=reason)
            declined += 1
    pass_on(by, desk, now=now)
    return declined


def _locked(
    desk: Desk, registrations: Iterable[Registration], state: RegistrationState
) -> Iterable[Registration]:
    """Those of the event that are in a state now, first come first."""
    rows = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("person", "nomination")
        .filter(event=desk.event, state=state, pk__in=[each.pk for each in registrations])
        .order_by("registered_at", "id")
    )
    for registration in rows:
        registration.event = desk.event
        yield registration


@transaction.atomic
def withdraw(*, by: Actor, registration: Registration, reason: str = "", now: dt.datetime) -> Registration:
    """Give a registration up; its seat is offered to who waits longest."""
    by.must(policy.answer, on=registration)
    desk, registration = load_for_step(registration)
    registration.answered_reason = reason
    take_step(by, desk, registration, WITHDRAW, now=now, reason=reason)
    pass_on(by, desk, now=now)
    return registration


@transaction.atomic
def accept(*, by: Actor, registration: Registration, now: dt.datetime) -> Registration:
    """Take the seat that is kept.

    Raises:
        Problem: the time is over, or nothing is offered any more.
    """
    by.must(policy.answer, on=registration)
    desk, registration = load_for_step(registration)
    if registration.state == RegistrationState.CONFIRMED:
        return registration
    if registration.offer_ends_at is not None and registration.offer_ends_at <= now:
        raise Problem(_("The time to accept this seat is over. You can ask for a seat again."))
    take_step(by, desk, registration, ACCEPT, now=now)
    return registration


@transaction.atomic
def return_to(*, by: Actor, registration: Registration, now: dt.datetime) -> Registration:
    """Ask for a seat again after a withdrawal; as long as registration is open, like everybody else."""
    by.must(policy.answer, on=registration)
    desk, registration = load_for_step(registration)
    if not policy.decide(by, registration):
        check_open(desk.settings, desk.event, now)
    before = desk.step(registration, RETURN, now=now)
    desk.settle(registration, now=now)
    registration.answered_reason = ""
    registration.save()
    note_step(by, registration, RETURN, before)
    tell(by, registration, now=now)
    return registration


@transaction.atomic
def reconsider(*, by: Actor, registration: Registration, now: dt.datetime) -> Registration:
    """Let a declined registration wait for approval again."""
    by.must(policy.decide, on=registration)
    desk, registration = load_for_step(registration)
    registration.answered_reason = ""
    take_step(by, desk, registration, RECONSIDER, now=now)
    return registration


@transaction.atomic
def substitute(
    *, by: Actor, registration: Registration, applicant: Applicant, now: dt.datetime
) -> Registration:
    """Somebody comes in the place of another, with the seat or the place in the queue; the other is withdrawn."""
    by.must(policy.answer, on=registration)
    desk, old = load_for_step(registration)
    if known := _of_form(desk.event, applicant.key):
        return known
    if not policy.decide(by, old):
        check_open(desk.settings, desk.event, now)
    held = {name: getattr(old, name) for name in ("state", "queued_at", "offer_ends_at")}
    old.answered_reason = ""
    take_step(by, desk, old, WITHDRAW, now=now)
    place = Registration(pk=old.pk, group_id=old.group_id, approved_at=old.approved_at, **held)
    return enter(
        by,
        desk,
        applicant,
        RegistrationWay.NOMINATED if old.nomination else RegistrationWay(old.way),
        nomination=old.nomination,
        instead_of=place,
        now=now,
    )


@transaction.atomic
def change_contact(*, by: Actor, registration: Registration, email: str, phone: str) -> Registration:
    """Correct where a person can be reached."""
    by.must(policy.answer, on=registration)
    registration = (
        Registration.objects.select_for_update(of=("self",)).select_related("person").get(pk=registration.pk)
    )
    before = values(registration, CONTACT_FIELDS)
    registration.email, registration.phone = email, phone
    changes = difference(before, values(registration, CONTACT_FIELDS))
    if changes:
        registration.save(update_fields=CONTACT_FIELDS)
        record(by, "change_contact", registration, label=label_of(registration), changes=changes)
    return registration


@transaction.atomic
def pass_on_seats(*, by: Actor, event: Event, now: dt.datetime) -> int:
    """Take back offers that have ended and offer free seats; how many. The worker does it every few minutes."""
    by.must(policy.set_up, on=event)
    return pass_on(by, open_desk(event.pk), now=now)
