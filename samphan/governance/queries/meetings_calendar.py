"""Meetings as entries of followed calendars: those of the network, and those of one body."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.comms.queries.calendar import Calendar, Entry
from samphan.governance.models import Body, Meeting, MeetingState

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

BODY: Final = "governance.body"
HIDDEN: Final = (MeetingState.DRAFT,)
"""What nobody was told of yet stands in no calendar."""


def _bodies(actor: Actor) -> list[tuple[int, str]]:
    """The bodies whose meetings can be followed: those at work today, as the reader may see meetings at all."""
    if not actor.holds("meetings.see"):
        return []
    found = Body.objects.for_actor(actor).alive(timezone.localdate())
    return [(each.pk, str(each.name)) for each in found.order_by("order", "pk")]


CALENDAR: Final = Calendar(BODY, _("Meetings of a body"), _bodies)


def entries(actor: Actor, since: dt.date, until: dt.date, body_id: int | None) -> list[Entry]:
    """Meetings between two days that the actor may see, of one body or of all. One statement."""
    slug = actor.slug
    zone = timezone.get_current_timezone()
    found = (
        Meeting.objects.for_actor(actor)
        .select_related("body")
        .filter(
            starts_at__gte=dt.datetime.combine(since, dt.time(), zone),
            starts_at__lt=dt.datetime.combine(until, dt.time(), zone),
        )
        .exclude(state__in=HIDDEN)
    )
    if body_id is not None:
        found = found.filter(body_id=body_id)
    return [
        Entry(
            f"meeting-{each.pk}",
            each.title,
            timezone.localtime(each.starts_at),
            timezone.localtime(each.ends_at) if each.ends_at else None,
            each.place,
            url=f"{settings.BASE_URL}{reverse('governance:meeting', args=[slug, each.pk])}",
            is_cancelled=each.state in {MeetingState.CANCELLED, MeetingState.POSTPONED},
        )
        for each in found.order_by("starts_at", "pk")
    ]
