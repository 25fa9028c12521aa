"""What both sides add to the record's own page: warnings about disputes, and which parts are there."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samphan.engagement.models import (
    OBJECTIONS,
    Benefit,
    ClaimAnswer,
    ClaimVerdict,
    Participation,
    PartnerWords,
    Voice,
)
from samphan.engagement.queries.due import unsettled_answers
from samphan.engagement.queries.sides import confirmation_of
from samphan.kit.bilingual import Text
from samphan.projects.models import Project, ReviewState
from samphan.projects.queries.completeness import Part, Use
from samphan.projects.queries.flags import Flag
from samphan.projects.queries.public import Mark
from samphan.tenancy.scope import system_scope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor

CONFIRMED: Final = "engagement.confirmed"
TOOK_PART: Final = "engagement.took_part"
GAINS: Final = "engagement.gains"
WORDS: Final = "engagement.words"
DISPUTED: Final = "engagement.disputed"
"""No part: that a partner once corrected or disputed something, settled or not."""
PARTS: Final = (
    Part(
        CONFIRMED,
        _("Confirmed by a partner"),
        _("What nobody else confirmed is marked so wherever it is shown, and is rated low."),
        frozenset({Use.CASE, Use.DOSSIER}),
        "engagement:confirmations",
        180,
    ),
    Part(
        TOOK_PART,
        _("Participation as partners see it"),
        _("Working together is told by both sides, stage by stage."),
        frozenset({Use.CASE, Use.COVERAGE, Use.DOSSIER}),
        "engagement:participation",
        185,
    ),
    Part(
        GAINS,
        _("Benefits and costs as partners see them"),
        _("A partnership is one in which both sides gain; what it cost the community belongs to it."),
        frozenset({Use.CASE, Use.COVERAGE, Use.DOSSIER}),
        "engagement:benefits",
        190,
    ),
    Part(
        WORDS,
        _("Words of the community"),
        _("A case is believed when those whom it is about speak in it."),
        frozenset({Use.CASE}),
        "engagement:words",
        195,
    ),
)


def conditions() -> Mapping[str, Exists]:
    """When a project has which part, and of which ``dispute_flags`` may have something to say."""
    rows: dict[str, QuerySet[Any]] = {
        CONFIRMED: ClaimAnswer.objects.filter(verdict=ClaimVerdict.CONFIRMED),
        TOOK_PART: Participation.objects.filter(voice=Voice.PARTNER),
        GAINS: Benefit.objects.filter(voice=Voice.PARTNER, withdrawn_at__isnull=True),
        WORDS: PartnerWords.objects.filter(withdrawn_at__isnull=True),
        DISPUTED: ClaimAnswer.objects.filter(verdict__in=OBJECTIONS),
    }
    return {code: Exists(found.filter(project=OuterRef("pk"))) for code, found in rows.items()}


def dispute_flags(actor: Actor, ids: Sequence[int]) -> Mapping[int, Sequence[Flag]]:
    """A warning for each project with corrections or disputes without a reply; louder once it was approved. One statement."""
    said: dict[int, list[str]] = defaultdict(list)
    approved = set()
    # Nearly every record has none: whole records of project, partner and organisation are not asked for.
    for pk, review, words, name, th, en in (
        unsettled_answers(actor)
        .filter(project_id__in=ids)
        .values_list(
            "project_id",
            "project__review",
            "words",
            "partner__name",
            "partner__organisation__name_th",
            "partner__organisation__name_en",
        )
    ):
        said[pk].append(f"{Text.of(th, en) if th else name}: “{words}”")
        if review == ReviewState.APPROVED:
            approved.add(pk)
    slug = actor.slug
    return {
        pk: [_flag(answers, reverse("engagement:confirmations", args=[slug, pk]), is_approved=pk in approved)]
        for pk, answers in said.items()
    }


def _flag(answers: Sequence[str], url: str, *, is_approved: bool) -> Flag:
    count = {"count": len(answers)}
    if is_approved:
        text = ngettext(
            "A partner disputes %(count)s statement of this approved record.",
            "Partners dispute %(count)s statements of this approved record.",
            len(answers),
        )
    else:
        text = ngettext(
            "A partner disputes %(count)s statement.",
            "Partners dispute %(count)s statements.",
            len(answers),
        )
    return Flag(text % count, " · ".join(answers[:3]), url, "bad" if is_approved else "warm")


def standing(projects: Sequence[Project]) -> Mapping[int, str]:
    """The marks of projects that the reader may see, for workbooks."""
    return {pk: found.label for pk, found in confirmation_of(projects).items()}


def public_mark(project: Project) -> Mark | None:
    """What partners say of a published project, as everybody reads it: how far it is confirmed, no words and no names.

    The database shows a public page nothing of what partners said; only the mark leaves the scope that may read it.
    """
    with system_scope("how far partners confirm a published project", project.network_id):
        return public_marks([project]).get(project.pk)


def public_marks(projects: Sequence[Project]) -> dict[int, Mark]:
    """The same for many, by their ids, within a scope that may read it; of one without partners to ask there is none."""
    found = confirmation_of(projects)
    return {pk: Mark(each.label, each.tone) for pk, each in found.items() if each.state != "none"}
