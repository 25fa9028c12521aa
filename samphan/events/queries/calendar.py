"""Events as entries of a calendar: whole days where the day is known, and sessions where their time is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from samphan.comms.queries.calendar import Entry
from samphan.events.models import Event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samphan.events.models import AgendaItem
    from samphan.kit.actor import Actor


def event_entry(event: Event, url: str) -> Entry | None:
    """The days of an event; None while they are known to the month or year only."""
    if event.starts is None or event.starts.precision != "day":
        return None
    last = event.ends if event.ends and event.ends.precision == "day" else event.starts
    return Entry(f"event-{event.pk}", event.title, event.starts.from_on, last.until_on, event.venue, url=url)


def session_entries(event: Event, sessions: Iterable[AgendaItem], url: str) -> list[Entry]:
    """The parts of the programme whose day and beginning are known."""
    zone = ZoneInfo(settings.TIME_ZONE)
    return [
        Entry(
            f"session-{each.pk}",
            f"{each.title} · {event.title}",
            dt.datetime.combine(each.day, each.starts_at, zone),
            dt.datetime.combine(each.day, each.ends_at, zone) if each.ends_at else None,
            event.venue,
            url=url,
        )
        for each in sessions
        if each.day is not None and each.starts_at is not None
    ]


def entries(actor: Actor, since: dt.date, until: dt.date, _part: int | None) -> list[Entry]:
    """The events of the network between two days that the actor may see. One statement."""
    slug = actor.slug
    found = Event.objects.for_actor(actor).filter(
        Q(ends__endswith__gt=since) | Q(ends__isnull=True, starts__endswith__gt=since),
        starts__startswith__lte=until,
    )
    made = [
        event_entry(each, f"{settings.BASE_URL}{reverse('events:event', args=[slug, each.pk])}")
        for each in found.order_by("starts", "pk")
    ]
    return [each for each in made if each is not None]
