"""Which case studies wait for somebody, for the overview of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext

from samphan.kit.due import DueLine
from samphan.knowledge.models import CaseState, CaseStudy
from samphan.projects.queries.record_due import ANSWERED_IN

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from samphan.kit.actor import Actor

MOST_LINES = 50


def due_lines(actor: Actor, until: dt.date, today: dt.date) -> Iterator[DueLine]:
    """Those that were submitted, for who keeps the library; those that were returned, for who writes them. One statement."""
    if actor.user_id is None:
        return
    waits = Q(state=CaseState.DRAFT, keeper_id=actor.user_id) & ~Q(returned_why="")
    if actor.holds("library.manage"):
        waits |= Q(state=CaseState.SUBMITTED)
    rows = CaseStudy.objects.for_actor(actor).filter(waits).select_related("keeper")
    for each in rows.order_by("changed_at", "id")[:MOST_LINES]:
        on = timezone.localtime(each.changed_at).date() + ANSWERED_IN
        if on > until:
            continue
        is_new = each.state == CaseState.SUBMITTED
        yield DueLine(
            pgettext("due", "case study to publish")
            if is_new
            else pgettext("due", "case study returned with comments"),
            str(each.title),
            each.keeper.name if each.keeper else "",
            reverse("knowledge:case", args=[actor.slug, each.pk]),
            on,
            on < today,
        )
