"""What is due, for the overview of the network."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from samphan.projects.models import ActionItem, ActionState, FollowUp, ItemState, RoadmapItem

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due: what it is, its last day, and whether that day is over."""

    found: ActionItem | RoadmapItem
    due_on: dt.date
    is_overdue: bool

    @property
    def kind(self) -> str:
        """The page on which it is mended: ``projects:action`` or ``projects:item``."""
        return "projects:action" if isinstance(self.found, ActionItem) else "projects:item"


def due(actor: Actor, until: dt.date, *, today: dt.date) -> list[Due]:
    """Open actions and unfinished items whose last day is ``until`` or earlier, the most overdue first. Two statements.

    For the week to come ask with ``until`` seven days after ``today``.
    """
    actions = ActionItem.objects.for_actor(actor).filter(state=ActionState.OPEN, due_on__lte=until)
    items = RoadmapItem.objects.for_actor(actor).filter(
        ~Q(state__in=[ItemState.DONE, ItemState.DROPPED]),
        roadmap__archived_at__isnull=True,
        ends__endswith__lte=until + dt.timedelta(days=1),
    )
    found = [
        Due(each, each.due_on, each.due_on < today)
        for each in actions.select_related("organisation", "person")
        if each.due_on is not None
    ]
    found += [
        Due(each, each.ends.last_on, each.ends.last_on < today)
        for each in items.select_related("owner")
        if each.ends is not None
    ]
    return sorted(found, key=lambda each: (each.due_on, each.kind, each.found.pk))


def follow_ups_due(actor: Actor, today: dt.date) -> int:
    """How many owners are to be asked what became of something and have not answered. One statement."""
    return FollowUp.objects.for_actor(actor).filter(answer="", due_on__lte=today).count()
