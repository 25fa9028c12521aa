"""Asking the participants of an event how it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.events.models import AskedRegistration, EventSurvey
from samphan.events.policy.survey import ask_participants as may_ask
from samphan.events.queries.survey import not_asked_yet, satisfaction_of
from samphan.kit.errors import Problem
from samphan.surveys.actions.people import Person, ask_people, make_open_link
from samphan.surveys.actions.questions import create_from_template
from samphan.surveys.actions.survey import close_survey, open_survey
from samphan.surveys.models import Purpose
from samphan.surveys.queries.templates import shipped
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt

    from samphan.events.models import Event
    from samphan.kit.actor import Actor

TEMPLATE: Final = "satisfaction"
LONGEST_TITLE: Final = 300


@transaction.atomic
def begin_satisfaction(*, by: Actor, event: Event, is_sample: bool = False) -> EventSurvey:
    """Make the satisfaction survey of an event from the template, named after the event; it is not open yet."""
    by.must(may_ask, on=event)
    if satisfaction_of(event) is not None:
        raise Problem(_("This event has its satisfaction survey already."))
    template = shipped(TEMPLATE)
    survey = create_from_template(
        by=by,
        template=template,
        title_th=f"{template.title.text_th} {event.title_th}"[:LONGEST_TITLE],
        title_en=f"{template.title.text_en}: {event.title_en}"[:LONGEST_TITLE] if event.title_en else "",
        is_sample=is_sample,
    )
    about = EventSurvey.objects.create(
        network_id=event.network_id, event=event, survey=survey, purpose=Purpose.SATISFACTION
    )
    record(by, "begin_satisfaction", event)
    return about


@transaction.atomic
def open_satisfaction(*, by: Actor, about: EventSurvey, now: dt.datetime) -> EventSurvey:
    """Let it take answers, and make the link for everybody that a screen can show."""
    by.must(may_ask, on=about.event)
    about.survey = open_survey(by=by, survey=about.survey)
    make_open_link(by=by, survey=about.survey, now=now)
    return about


@transaction.atomic
def close_satisfaction(*, by: Actor, about: EventSurvey) -> EventSurvey:
    """Take no further answers."""
    by.must(may_ask, on=about.event)
    about.survey = close_survey(by=by, survey=about.survey)
    return about


@transaction.atomic
def ask_participants(*, by: Actor, about: EventSurvey) -> int:
    """A personal link for each participant who can say how it was and has none yet; how many were made."""
    # Two who press at once make one link a person.
    about = (
        EventSurvey.objects.select_for_update(of=("self",)).select_related("event", "survey").get(pk=about.pk)
    )
    by.must(may_ask, on=about.event)
    registrations = list(not_asked_yet(about))
    people = [
        Person(
            label_th=each.person.name_th,
            label_en=each.person.name_en,
            group_th=each.category.name_th if each.category else "",
            group_en=each.category.name_en if each.category else "",
        )
        for each in registrations
    ]
    recipients = ask_people(by=by, survey=about.survey, people=people)
    AskedRegistration.objects.bulk_create(
        AskedRegistration(network_id=about.network_id, about=about, registration=each, recipient=recipient)
        for each, recipient in zip(registrations, recipients, strict=True)
    )
    return len(recipients)
