"""To whom messages about an event go, and what their placeholders say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from samphan.comms.models import Anchor
from samphan.comms.queries.segments import (
    ORGANISATION,
    About,
    Placeholder,
    RecipientData,
    Segment,
    in_both,
)
from samphan.events.models import (
    AskedRegistration,
    Event,
    Nomination,
    NominationState,
    ParticipatingInstitution,
    Registration,
    RegistrationSettings,
    RegistrationState,
    RegistrationWay,
    StrategicGroup,
    Team,
    TeamPerson,
)
from samphan.events.queries.presence import came
from samphan.kit.bilingual import pair
from samphan.kit.formats import date_range
from samphan.networks.queries import representatives_on
from samphan.surveys.models import Purpose, State

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from samphan.comms.queries.texts import Values
    from samphan.kit.actor import Actor

KIND: Final = "events.event"
NEEDS: Final = "participants.see"
EVERY_TEAM: Final = 0  # no id of a team
EVENT: Final = Placeholder("event", _("title of the event"))
DATES: Final = Placeholder("dates", _("dates of the event"))
VENUE: Final = Placeholder("venue", _("venue of the event"))
GROUP: Final = Placeholder("group", _("strategic group of the recipient"), _("your group"))
TEAM: Final = Placeholder("team", _("team of the recipient"), _("your team"))

type Links = Callable[[Actor, int, Sequence[int]], Mapping[int, str]]


def names(by: Actor, ids: Sequence[int]) -> dict[int, str]:
    """Titles of the events that the actor may see."""
    return {event.pk: event.title for event in Event.objects.for_actor(by).filter(pk__in=ids)}


def facts(by: Actor, event_id: int) -> Values:
    """What is the same for everybody: title, dates, venue."""
    event = Event.objects.for_actor(by).get(pk=event_id)
    said = []
    for language in ("th", "en"):
        with translation.override(language):
            said.append(date_range(event.starts, event.ends))
    return {"event": pair(event, "title"), "dates": (said[0], said[1]), "venue": pair(event, "venue")}


def dates(by: Actor, event_id: int) -> dict[str, dt.date]:
    """The days from which a schedule counts, as far as they are known to the day; due is the end of registration."""
    event = Event.objects.for_actor(by).get(pk=event_id)
    found: dict[str, dt.date] = {}
    if event.starts and event.starts.precision == "day":
        found[Anchor.STARTS] = event.starts.from_on
    last = event.ends or event.starts
    if last and last.precision == "day":
        found[Anchor.ENDS] = last.last_on
    settings = RegistrationSettings.objects.for_actor(by).filter(event=event).first()
    if settings and settings.closes_on:
        found[Anchor.DUE] = settings.closes_on
    return found


def _registered(by: Actor, condition: Q) -> Iterable[RecipientData]:
    """The language is what somebody chose in the form; with others it is the default and says nothing."""
    found = (
        Registration.objects.for_actor(by)
        .filter(condition)
        .select_related("person", "organisation", "group")
        .order_by("sort_key", "id")
    )
    for each in found:
        yield RecipientData(
            ref_id=each.pk,
            address=each.email,
            name_th=each.person.name_th,
            name_en=each.person.name_en,
            language=each.language if each.way == RegistrationWay.FORM or each.language == "en" else "",
            values={
                "organisation": _organisation(each),
                "group": pair(each.group, "title") if each.group else ("", ""),
            },
        )


def _organisation(registration: Registration) -> tuple[str, str]:
    if registration.organisation:
        return pair(registration.organisation, "name")
    return registration.organisation_name, registration.organisation_name


def _in_state(*states: str) -> Callable[[Actor, int, int | None], Iterable[RecipientData]]:
    return lambda by, event_id, _part: _registered(by, Q(event_id=event_id, state__in=states))


def _in_group(by: Actor, event_id: int, group_id: int | None) -> Iterable[RecipientData]:
    return _registered(by, Q(event_id=event_id, group_id=group_id, state=RegistrationState.CONFIRMED))


def _checked_in(by: Actor, event_id: int, _part: int | None) -> Iterable[RecipientData]:
    event = Event.objects.for_actor(by).get(pk=event_id)
    return _registered(by, Q(came(event), event_id=event_id))


def _groups(by: Actor, event_id: int) -> list[tuple[int, str]]:
    found = StrategicGroup.objects.for_actor(by).filter(event_id=event_id).order_by("order", "id")
    return [(each.pk, f"{each.code} – {each.title}") for each in found]


def _teams(by: Actor, event_id: int) -> list[tuple[int, str]]:
    found = Team.objects.for_actor(by).filter(event_id=event_id).order_by("order", "id")
    return [(EVERY_TEAM, str(_("all teams"))), *((each.pk, str(each.duty)) for each in found)]


def _team_people(by: Actor, event_id: int, team_id: int | None) -> Iterable[RecipientData]:
    """People of one team or of all; written to at the address with which they registered, here or elsewhere."""
    found = TeamPerson.objects.for_actor(by).filter(event_id=event_id)
    if team_id:
        found = found.filter(team_id=team_id)
    people = list(found.select_related("person", "organisation", "team").order_by("order", "id"))
    known = (
        Registration.objects.for_actor(by)
        .filter(person_id__in=[each.person_id for each in people if each.person_id])
        .exclude(email="")
        .order_by("registered_at", "id")
        .values_list("person_id", "event_id", "email")
    )
    # Of several addresses the last one stands: of this event before others, of them the latest.
    by_rank = sorted(known, key=lambda row: row[1] == event_id)
    addresses = {person: email for person, _event, email in by_rank}
    for each in people:
        yield RecipientData(
            ref_id=each.pk,
            address=addresses.get(each.person_id or 0, ""),
            name_th=each.person.name_th if each.person else each.name,
            name_en=each.person.name_en if each.person else "",
            values={
                "organisation": pair(each.organisation, "name") if each.organisation else ("", ""),
                "team": pair(each.team, "duty"),
            },
        )


def _asked(*states: str) -> Callable[[Actor, int, int | None], Iterable[RecipientData]]:
    """The contacts of institutions that were asked to nominate, in some states of the answer."""

    def found(by: Actor, event_id: int, _part: int | None) -> Iterable[RecipientData]:
        rows = Nomination.objects.for_actor(by).filter(event_id=event_id, state__in=states)
        contact = in_both(_("to whom it may concern"))
        for each in rows.select_related("organisation").order_by("sort_key", "id"):
            name = each.contact_name
            yield RecipientData(
                ref_id=each.pk,
                address=each.contact_email,
                name_th=name or contact[0],
                name_en=name or contact[1],
                values={"organisation": pair(each.organisation, "name")},
            )

    return found


def _unanswered(by: Actor, event_id: int, _part: int | None) -> Iterable[RecipientData]:
    """Participants with a personal link to the satisfaction survey that they have not used, while it takes answers."""
    waiting = AskedRegistration.objects.for_actor(by).filter(
        about__event_id=event_id,
        about__purpose=Purpose.SATISFACTION,
        about__survey__state=State.OPEN,
        recipient__has_answered=False,
    )
    return _registered(by, Q(event_id=event_id, pk__in=waiting.values("registration")))


def _representatives(by: Actor, event_id: int, _part: int | None) -> Iterable[RecipientData]:
    """Who speaks today for the members that take part."""
    named = ParticipatingInstitution.objects.for_actor(by).filter(event_id=event_id)
    for each in representatives_on(by, timezone.localdate()).filter(
        member__organisation_id__in=named.values("organisation_id")
    ):
        yield RecipientData(
            ref_id=each.pk,
            address=each.email,
            name_th=each.name,
            name_en=each.name,
            values={"organisation": pair(each.member.organisation, "name")},
        )


def event_segments(tickets: Links, nominations: Links, answers: Links) -> tuple[About | Segment, ...]:
    """What ``apps.py`` registers; the functions make the personal links of registrations, nominations and surveys."""
    states = RegistrationState
    people = (ORGANISATION, GROUP)

    def segment(code: str, label: object, recipients: object, **rest: object) -> Segment:
        return Segment(f"events.{code}", label, KIND, recipients, needs=NEEDS, **rest)  # type: ignore[arg-type]  # passed on as they came

    registered = {"placeholders": people, "links": tickets}
    asked = {"placeholders": (ORGANISATION,), "links": nominations}
    return (
        About(KIND, _("Event"), names, "events:event", (EVENT, DATES, VENUE), facts, dates),
        segment("confirmed", _("Confirmed participants"), _in_state(states.CONFIRMED), **registered),
        segment("submitted", _("Waiting for approval"), _in_state(states.SUBMITTED), **registered),
        segment("waiting", _("On the waiting list"), _in_state(states.WAITING), **registered),
        segment("checked_in", _("Who checked in"), _checked_in, **registered),
        segment(
            "unanswered_survey",
            _("Asked how it was, and not answered yet"),
            _unanswered,
            placeholders=people,
            links=answers,
        ),
        segment("group", _("Strategic group"), _in_group, parts=_groups, **registered),
        segment("team", _("People of a team"), _team_people, parts=_teams, placeholders=(ORGANISATION, TEAM)),
        segment("asked", _("Institutions asked to nominate"), _asked(*NominationState.values), **asked),
        segment(
            "unanswered",
            _("Institutions that have not answered yet"),
            _asked(NominationState.INVITED),
            **asked,
        ),
        segment(
            "representatives",
            _("Representatives of the institutions that take part"),
            _representatives,
            placeholders=(ORGANISATION,),
        ),
    )
