"""What is due, for the overview of the network."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.kit.due import DueLine
from samphan.projects.models import ActionItem, ActionState, FollowUp, ItemState, RoadmapItem

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


def due_lines(actor: Actor, until: dt.date, today: dt.date) -> list[DueLine]:
    """Open actions and unfinished roadmap items whose last day is ``until`` or earlier. Two statements."""
    slug = actor.slug
    actions = ActionItem.objects.for_actor(actor).filter(state=ActionState.OPEN, due_on__lte=until)
    items = RoadmapItem.objects.for_actor(actor).filter(
        ~Q(state__in=[ItemState.DONE, ItemState.DROPPED]),
        roadmap__archived_at__isnull=True,
        ends__endswith__lte=until + dt.timedelta(days=1),
    )
    found = [
        DueLine(
            _("action"),
            each.title,
            str(each.person.name) if each.person else each.owner_label,
            reverse("projects:action", args=[slug, each.pk]),
            each.due_on,
            each.due_on < today,
        )
        for each in actions.select_related("organisation", "person").order_by("due_on", "id")
        if each.due_on is not None
    ]
    found += [
        DueLine(
            _("roadmap item"),
            each.title,
            str(each.owner.name) if each.owner else each.owner_label,
            reverse("projects:item", args=[slug, each.pk]),
            each.ends.last_on,
            each.ends.last_on < today,
        )
        for each in items.select_related("owner").order_by("ends", "id")
        if each.ends is not None
    ]
    return found


def follow_ups_due(actor: Actor, today: dt.date) -> int:
    """How many owners are to be asked what became of something and have not answered. One statement."""
    return FollowUp.objects.for_actor(actor).filter(answer="", due_on__lte=today).count()
