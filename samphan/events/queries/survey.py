"""The satisfaction survey of an event: whom to ask, who was asked, how many of each category answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from samphan.events.models import AskedRegistration, EventSurvey, Registration
from samphan.events.queries.presence import came
from samphan.kit.bilingual import Bilingual
from samphan.surveys.models import Purpose
from samphan.surveys.queries.lists import personal_links as links_of
from samphan.surveys.queries.numbers import percent

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from django.db.models import QuerySet

    from samphan.events.models import Event


@dataclass(frozen=True, slots=True)
class PersonalLink:
    """A participant with the address of his or her personal link; empty where the link was revoked."""

    registration: Registration
    address: str
    has_answered: bool


@dataclass(frozen=True)
class CategoryRate:
    """How many of a category were asked by personal links and have used them; ``rate`` in percent."""

    name_th: str
    name_en: str
    asked: int
    answered: int

    name = Bilingual()

    @property
    def rate(self) -> Decimal | None:
        return percent(self.answered, self.asked)


def satisfaction_of(event: Event) -> EventSurvey | None:
    """The satisfaction survey of an event, where it has one."""
    return (
        EventSurvey.objects.filter(event=event, purpose=Purpose.SATISFACTION).select_related("survey").first()
    )


def people_to_ask(event: Event) -> QuerySet[Registration]:
    """Who can say how it was: those who were checked in; as long as nobody was, those who hold a seat."""
    taking_part = Registration.objects.filter(event=event).taking_part()
    present = taking_part.filter(came(event))
    return present if present.exists() else taking_part


def not_asked_yet(about: EventSurvey) -> QuerySet[Registration]:
    """Those of them who have no personal link yet, in Thai order."""
    asked = AskedRegistration.objects.filter(about=about).values("registration")
    return (
        people_to_ask(about.event)
        .exclude(pk__in=asked)
        .select_related("person", "category")
        .order_by("sort_key", "id")
    )


def asked_participants(about: EventSurvey, *, words: str = "") -> QuerySet[AskedRegistration]:
    """The participants who were asked, in Thai order; found by a part of their name."""
    found = AskedRegistration.objects.filter(about=about).select_related(
        "recipient", "registration__person", "registration__category"
    )
    for word in words.split():
        found = found.filter(Q(recipient__label_th__icontains=word) | Q(recipient__label_en__icontains=word))
    return found.order_by("registration__sort_key", "registration_id")


def personal_links(event: Event, *, slug: str, now: dt.datetime) -> list[PersonalLink]:
    """Everybody who was asked about an event, with the personal link; for letters and for lists. Three statements."""
    about = satisfaction_of(event)
    return [] if about is None else links_for(list(asked_participants(about)), slug=slug, now=now)


def links_for(asked: list[AskedRegistration], *, slug: str, now: dt.datetime) -> list[PersonalLink]:
    """The links of those participants, in their order; one statement."""
    listed = links_of([each.recipient for each in asked], slug=slug, now=now)
    return [
        PersonalLink(each.registration, link.address, link.recipient.has_answered)
        for each, link in zip(asked, listed, strict=True)
    ]


def rates(about: EventSurvey) -> list[CategoryRate]:
    """The response rate of each category, by the personal links that were used; one statement."""
    rows = (
        AskedRegistration.objects.filter(about=about)
        .values_list("recipient__group_th", "recipient__group_en")
        .annotate(asked=Count("id"), answered=Count("id", filter=Q(recipient__has_answered=True)))
        .order_by("recipient__group_th")
    )
    return [CategoryRate(*row) for row in rows]
