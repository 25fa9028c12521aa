"""An action may come from a line of an improvement plan, or from a strategy that answers a challenge."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.evaluation.models import ChallengeStep, Improvement
from samphan.evaluation.queries.challenge_pack import questions
from samphan.kit import lineage
from samphan.kit.lineage import Thing
from samphan.kit.thai.dates import BE_OFFSET
from samphan.projects.queries.findable import ACTION

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from samphan.kit.actor import Actor

ASSESSMENT, ROUND = "evaluation.selfassessment", "evaluation.challengeround"


def register() -> None:
    """Tell the registry what this app knows; called in ``apps.py``."""
    lineage.register(ACTION, "before", _from_plans)
    lineage.register(ACTION, "before", _from_challenges)


def _from_plans(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """One statement; the self-assessment is named to those alone who may read it."""
    found: dict[int, list[Thing]] = defaultdict(list)
    lines = Improvement.objects.for_actor(actor).filter(action__in=ids)
    for each in lines.select_related("assessment__member__organisation"):
        of = each.assessment
        organisation = of.member.organisation
        found[each.action_id or 0].append(
            Thing(
                ASSESSMENT,
                of.pk,
                _("improvement plan of a self-assessment"),
                f"{organisation.name_th} {of.year + BE_OFFSET}",
                f"{organisation.name_en or organisation.name_th} {of.year}",
                reverse("evaluation:assessment", args=[actor.slug, of.pk]),
            )
        )
    return found


def _from_challenges(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """One statement."""
    found: dict[int, list[Thing]] = defaultdict(list)
    steps = ChallengeStep.objects.for_actor(actor).filter(action__in=ids).select_related("round")
    for each in steps:
        asked = questions().challenge(each.challenge)
        names = (asked.name_th, asked.name_en) if asked else (each.challenge, each.challenge)
        found[each.action_id].append(
            Thing(
                ROUND,
                each.round_id,
                _("round about challenges"),
                f"{each.round.title_th}: {names[0]}",
                f"{each.round.title_en or each.round.title_th}: {names[1]}",
                reverse("evaluation:challenge_round", args=[actor.slug, each.round_id]),
            )
        )
    return found
