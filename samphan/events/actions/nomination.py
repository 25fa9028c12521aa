"""Institutions are asked to name people, and name them within their quota."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.directory.actions import describe_person
from samphan.directory.models import Affiliation
from samphan.events.actions.parts import label_of
from samphan.events.actions.registration import bare_name, check_open, enter, load_for_step, substitute
from samphan.events.actions.registration_seats import open_desk, pass_on
from samphan.events.models import (
    Nomination,
    NominationState,
    Registration,
    RegistrationState,
    RegistrationWay,
)
from samphan.events.policy import registration as policy
from samphan.events.transitions.registration import SEATED
from samphan.kit.actor import system
from samphan.kit.errors import Problem
from samphan.kit.thai.fold import fold
from samphan.kit.thai.names import split_name
from samphan.networks.models import Representative
from samphan.tenancy import links
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from samphan.directory.models import Organisation
    from samphan.events.actions.registration import Applicant
    from samphan.events.models import Event, ParticipantCategory
    from samphan.kit.actor import Actor
    from samphan.tenancy.models import Link

NOMINATION_FIELDS: Final = ("quota", "contact_name", "contact_email", "note")
GONE: Final = (RegistrationState.WITHDRAWN, RegistrationState.DECLINED)
NOMINEE_FIELDS: Final = ("category_id", "position", "email")


@transaction.atomic
def invite_institutions(
    *,
    by: Actor,
    event: Event,
    organisations: Sequence[Organisation],
    quota: int | None = None,
    now: dt.datetime,
) -> list[Nomination]:
    """Ask institutions to name people, each by a personal link; those that were asked already stay. The new ones.

    The contact is who represents the institution in the network today.
    """
    by.must(policy.set_up, on=event)
    asked = set(Nomination.objects.filter(event=event).values_list("organisation_id", flat=True))
    wanted = {each.pk: each for each in organisations if each.pk not in asked}
    contacts = _representatives(event, list(wanted), timezone.localdate(now))
    made = Nomination.objects.bulk_create(
        Nomination(
            network_id=event.network_id,
            event=event,
            organisation=organisation,
            quota=quota,
            contact_name=contacts.get(pk, ("", ""))[0],
            contact_email=contacts.get(pk, ("", ""))[1],
            sort_key=organisation.sort_key,
        )
        for pk, organisation in wanted.items()
    )
    for nomination in made:
        _make_link(nomination)
    if made:
        names = [organisation.name_th for organisation in wanted.values()]
        record(by, "invite_institutions", event, changes={"institutions": [None, names]})
    return made


def _representatives(event: Event, organisations: list[int], today: dt.date) -> dict[int, tuple[str, str]]:
    """Name and address of who represents each institution today; the latest, where there are several."""
    from django.db.models import Q

    found = Representative.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gt=today),
        network_id=event.network_id,
        since_on__lte=today,
        member__organisation_id__in=organisations,
    )
    rows = found.order_by("since_on", "id").values_list("member__organisation_id", "name", "email")
    return {pk: (name, email) for pk, name, email in rows}


def _make_link(nomination: Nomination) -> Link:
    return links.make(policy.NOMINATE, nomination, label=label_of(nomination))


def nomination_link(nomination: Nomination, *, now: dt.datetime) -> Link:
    """The link by which an institution nominates; the caller has asked its own policy."""
    return links.open_links(policy.NOMINATE, nomination, now=now).first() or _make_link(nomination)


@transaction.atomic
def renew_nomination_link(*, by: Actor, nomination: Nomination, now: dt.datetime) -> Link:
    """A new link in place of one that came into the wrong hands; the old one ends."""
    by.must(policy.manages, on=nomination)
    nomination = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination.pk)
    for old in links.open_links(policy.NOMINATE, nomination, now=now):
        links.revoke(old, now=now)
    link = _make_link(nomination)
    record(by, "renew_nomination_link", nomination, label=label_of(nomination))
    return link


@transaction.atomic
def change_nomination(
    *,
    by: Actor,
    nomination: Nomination,
    quota: int | None,
    contact_name: str,
    contact_email: str,
    note: str,
    now: dt.datetime,
) -> Nomination:
    """Correct the quota and the contact of an institution; who waits within a larger quota gets a seat offered."""
    by.must(policy.manages, on=nomination)
    desk = open_desk(nomination.event_id)
    nomination = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination.pk)
    before = values(nomination, NOMINATION_FIELDS)
    nomination.quota, nomination.contact_name = quota, contact_name
    nomination.contact_email, nomination.note = contact_email, note
    if changes := difference(before, values(nomination, NOMINATION_FIELDS)):
        nomination.save(update_fields=NOMINATION_FIELDS)
        record(by, "change_nomination", nomination, label=label_of(nomination), changes=changes)
        pass_on(by, desk, now=now)
    return nomination


@transaction.atomic
def answer_nomination(
    *, by: Actor, nomination: Nomination, takes_part: bool, note: str = "", now: dt.datetime
) -> Nomination:
    """The institution says that it does not take part, or that it does after all.

    Raises:
        Problem: it has named people, who must be withdrawn first.
    """
    by.must(policy.nominate, on=nomination)
    nomination = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination.pk)
    standing = nomination.registrations.exclude(state__in=GONE)
    if not takes_part and standing.exists():
        raise Problem(_("Withdraw the people who were named first."))
    before = nomination.state
    nomination.state = NominationState.ANSWERED if takes_part else NominationState.DECLINED
    nomination.note = note or nomination.note
    nomination.answered_at = now
    nomination.save(update_fields=["state", "note", "answered_at"])
    record(
        by,
        "answer_nomination",
        nomination,
        label=label_of(nomination),
        changes={"state": [before, nomination.state]},
    )
    return nomination


@transaction.atomic
def nominate_person(
    *, by: Actor, nomination: Nomination, applicant: Applicant, now: dt.datetime
) -> Registration:
    """An institution names somebody: within the quota as a registration like any other, beyond it for the waiting list.

    Raises:
        Problem: this name stands on the institution's list already, or nobody can be named today.
    """
    by.must(policy.nominate, on=nomination)
    desk = open_desk(nomination.event_id)
    if applicant.key:
        known = Registration.objects.filter(nomination=nomination, form_key=applicant.key)
        if found := known.select_related("person", "event").first():
            return found
    if not policy.manages(by, nomination):
        check_open(desk.settings, desk.event, now)
    _check_new_name(nomination, applicant.name)
    nomination = Nomination.objects.select_related("organisation").get(pk=nomination.pk)
    registration = enter(by, desk, applicant, RegistrationWay.NOMINATED, nomination=nomination, now=now)
    if nomination.state != NominationState.ANSWERED:
        answer_nomination(by=by, nomination=nomination, takes_part=True, now=now)
    return registration


def _check_new_name(nomination: Nomination, name: str, *, besides: int | None = None) -> None:
    """Raise ``Problem`` when somebody of this name stands on the list."""
    wanted = bare_name(name)
    standing = Registration.objects.filter(nomination=nomination).exclude(state__in=GONE)
    for each in standing.exclude(pk=besides or 0).select_related("person"):
        if wanted == fold(f"{each.person.given_name_th} {each.person.family_name_th}"):
            raise Problem(_("%(name)s is on the list already.") % {"name": each.person.name}, field="name")


@transaction.atomic
def substitute_nominee(
    *, by: Actor, registration: Registration, applicant: Applicant, now: dt.datetime
) -> Registration:
    """The institution sends somebody else in the place of a person whom it named."""
    by.must(policy.answer, on=registration)
    is_again = applicant.key and Registration.objects.filter(form_key=applicant.key).exists()
    if registration.nomination is not None and not is_again:
        _check_new_name(registration.nomination, applicant.name)
    return substitute(by=by, registration=registration, applicant=applicant, now=now)


@transaction.atomic
def change_nominee(
    *,
    by: Actor,
    registration: Registration,
    name: str,
    category: ParticipantCategory | None,
    position: str,
    email: str,
    now: dt.datetime,
) -> Registration:
    """Correct how a nominated person is written, and in which category he or she comes.

    Raises:
        Problem: the name is that of a person whom others know too, or the new category has no room.
    """
    by.must(policy.answer, on=registration)
    desk, registration = load_for_step(registration)
    if registration.state in GONE:
        raise Problem(_("This is not possible any more: somebody has changed the state meanwhile."))
    if category is not None and category.event_id != desk.event.pk:
        raise Problem(_("This category belongs to another event."), field="category")
    before = values(registration, NOMINEE_FIELDS)
    if registration.category_id != (category.pk if category else None):
        desk.count(registration, -1)
        registration.category = category
        has_seat = registration.state not in SEATED or desk.has_seat(registration.category_id)
        desk.count(registration, 1)
        is_waiting = registration.state == RegistrationState.WAITING
        if not is_waiting and not (has_seat and desk.is_within_quota(registration)):
            raise Problem(_("There is no seat left in this category."), field="category")
    registration.position, registration.email = position, email
    _rename(by, registration, name)
    registration.save()
    changes = difference(before, values(registration, NOMINEE_FIELDS))
    if changes:
        record(by, "change_nominee", registration, label=label_of(registration), changes=changes)
        pass_on(by, desk, now=now)
    return registration


def _rename(by: Actor, registration: Registration, name: str) -> None:
    """Write the person's name as typed, where nothing but this registration hangs on the record."""
    person = registration.person
    typed = split_name(name)
    if name in {str(person.name_th), str(person.name_en)}:
        return
    if registration.nomination is not None:
        _check_new_name(registration.nomination, name, besides=registration.pk)
    is_known = (
        person.kept_by_id != registration.network_id
        or registration.way != RegistrationWay.NOMINATED
        or Registration.objects.filter(person=person).exclude(pk=registration.pk).exists()
        or Affiliation.objects.filter(person=person).exists()
    )
    if is_known:
        raise Problem(
            _("This person is known to the network. Substitute somebody else, or ask the secretariat."),
            field="name",
        )
    is_english = typed.given_name.isascii()
    person = describe_person(
        by=system("registration", by.network),
        person=person,
        version=None,
        academic_title=typed.academic_title,
        is_doctor=typed.is_doctor,
        other_titles=typed.other_titles,
        given_name_th=typed.given_name,
        family_name_th=typed.family_name,
        given_name_en=typed.given_name if is_english else "",
        family_name_en=typed.family_name if is_english else "",
    )
    registration.person, registration.sort_key = person, person.sort_key
