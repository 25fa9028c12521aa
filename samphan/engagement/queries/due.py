"""What is due: corrections and disputes of partners to which the project has not replied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.engagement.models import OBJECTIONS, ClaimAnswer, ClaimReply, ClaimVerdict
from samphan.kit.due import DueLine

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor


def unsettled_answers(actor: Actor) -> QuerySet[ClaimAnswer]:
    """Corrections and disputes that hold (nothing newer was said to the claim) and have no reply."""
    newer = ClaimAnswer.objects.filter(
        project=OuterRef("project"), partner=OuterRef("partner"), key=OuterRef("key"), pk__gt=OuterRef("pk")
    )
    found = ClaimAnswer.objects.for_actor(actor).filter(
        ~Exists(newer),
        ~Exists(ClaimReply.objects.filter(answer=OuterRef("pk"))),
        verdict__in=OBJECTIONS,
    )
    return found.select_related("project__keeper", "partner__organisation").order_by("at", "id")


def due_lines(actor: Actor, until: dt.date, today: dt.date) -> Iterable[DueLine]:
    """A line for each, from the day on which it was said: for the keeper, and for who manages all. One statement."""
    if not (actor.holds("projects.manage") or actor.holds("projects.write")):
        return []
    found = unsettled_answers(actor)
    if not actor.holds("projects.manage"):
        found = found.filter(project__keeper_id=actor.user_id)
    slug = actor.slug
    return [
        DueLine(
            _("disputed by a partner")
            if each.verdict == ClaimVerdict.DISPUTED
            else _("corrected by a partner"),
            f"{each.project.title} – {each.partner.called}",
            each.project.keeper.name if each.project.keeper else "",
            reverse("engagement:confirmations", args=[slug, each.project_id]),
            (on := timezone.localdate(each.at)),
            on < today,
        )
        for each in found
        if timezone.localdate(each.at) <= until
    ]
