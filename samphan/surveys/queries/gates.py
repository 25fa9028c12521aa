"""Evidence that surveys give at the gates of the network's life cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.networks.queries.gates import Evidence, Found, FoundLine, listed
from samphan.surveys.models import Response, Survey

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

WORDS = ("ไว้วางใจ", "ไว้ใจ", "เป็นส่วนหนึ่ง", "ความผูกพัน", "trust", "belong")
"""What the title of such a survey says: there is no kind of survey for it yet."""


def trust_surveys(actor: Actor) -> Found:
    """Surveys of trust or belonging, known by their titles, that were answered at least once."""

    def line(each: Survey) -> FoundLine:
        slug = actor.slug
        return FoundLine(
            each.title, reverse("surveys:survey", args=[slug, each.pk]), str(each.get_state_display())
        )

    told = Q()
    for word in WORDS:
        told |= Q(title_th__icontains=word) | Q(title_en__icontains=word)
    answered = Exists(Response.objects.filter(survey=OuterRef("pk")))
    return listed(Survey.objects.for_actor(actor).filter(told, answered).order_by("-created_at", "-id"), line)


EVIDENCE = (
    Evidence(
        "LC5",
        "trust_survey",
        _("A survey of trust or belonging that was answered (known by its title)"),
        trust_surveys,
        "surveys:surveys",
        "surveys.see",
    ),
)
