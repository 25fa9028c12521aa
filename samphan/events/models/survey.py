"""Surveys about an event, and which of its participants were asked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from samphan.events.models.event import Event, EventRowQuerySet
from samphan.events.models.people import Registration
from samphan.kit.privacy import Privacy
from samphan.surveys.models import Purpose, Recipient, Survey
from samphan.tenancy.models import Owned


class EventSurveyQuerySet(EventRowQuerySet["EventSurvey"]):
    """Surveys of events."""


class AskedRegistrationQuerySet(EventRowQuerySet["AskedRegistration"]):
    """Participants who were asked."""

    see = "participants.see"


class EventSurvey(Owned):
    """A survey is about an event; of its satisfaction survey there is one."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="surveys")
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose.choices, default=Purpose.SATISFACTION)

    objects = EventSurveyQuerySet.as_manager()
    privacy = Privacy(neither="event survey purpose")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "survey"], name="events_survey_of_one_event"),
            models.UniqueConstraint(
                fields=["network", "event"],
                condition=models.Q(purpose=Purpose.SATISFACTION),
                name="events_survey_one_satisfaction",
            ),
            models.CheckConstraint(
                condition=models.Q(purpose__in=Purpose.values), name="events_survey_purpose"
            ),
        ]


class AskedRegistration(Owned):
    """A participant was asked by a personal link. It leads to the recipient, and from there to no anonymous answer."""

    about = models.ForeignKey(EventSurvey, on_delete=models.CASCADE, related_name="asked")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    recipient = models.OneToOneField(Recipient, on_delete=models.CASCADE, related_name="+")

    objects = AskedRegistrationQuerySet.as_manager()
    privacy = Privacy(personal="registration recipient", neither="about")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "about", "registration"], name="events_asked_once"),
        ]
