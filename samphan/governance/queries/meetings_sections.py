"""What meetings have to say on the pages of a person and of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse

from samphan.governance.models import OVER, Attendee
from samphan.kit.formats import thai_date
from samphan.kit.sections import Line, Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor

MOST: Final = 5


def of_person(actor: Actor, ids: Sequence[int]) -> Lines:
    """The latest meetings to which somebody was called, and how he or she was there. Two statements."""
    return _lines(actor, Attendee.objects.for_actor(actor).filter(person__in=ids))


def of_organisation(actor: Actor, ids: Sequence[int]) -> Lines:
    """The latest general meetings of which an organisation was a member, and how it was there. Two statements."""
    return _lines(actor, Attendee.objects.for_actor(actor).filter(member__organisation__in=ids))


def _lines(actor: Actor, found: QuerySet[Attendee]) -> Lines:
    slug = actor.slug
    rows = found.select_related("meeting__body").order_by("-meeting__starts_at", "-id")
    lines = [
        Line(
            each.meeting.title,
            reverse("governance:meeting", args=[slug, each.meeting_id]),
            thai_date(each.meeting.on, "short"),
            each.get_presence_display() if each.presence else each.meeting.get_state_display(),
            is_past=each.meeting.state in OVER,
        )
        for each in rows[:MOST]
    ]
    return Lines(lines, found.count() if len(lines) == MOST else len(lines))
