"""Who may read and give ratings of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.engagement.models import Voice
from samphan.projects.policy.record import see_record, write_record
from samphan.tenancy.policy import bears, holds

if TYPE_CHECKING:
    from samphan.evaluation.models import Rating, RatingRound
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.projects.models import Project

RUBRIC: Final = "evaluation.rubric"


def enter(actor: Actor, network: NetworkRef) -> Verdict:
    """The lists of ratings, self-assessments and challenges."""
    return holds(actor, "evaluations.see", network.pk)


def see(actor: Actor, project: Project) -> Verdict:
    """The ratings of one project: who may see evaluations, and the project."""
    return holds(actor, "evaluations.see", project.network_id) & see_record(actor, project)


def keep(actor: Actor, project: Project) -> Verdict:
    """Begin and close rounds, ask partners, rate for the university: who writes the record or keeps evaluations."""
    return write_record(actor, project) | (
        holds(actor, "evaluations.manage", project.network_id) & see_record(actor, project)
    )


def keep_round(actor: Actor, on: RatingRound) -> Verdict:
    """The same, of the project of a round."""
    return keep(actor, on.project)


def answer(actor: Actor, rating: Rating) -> Verdict:
    """Choose answers on the page of a partner, and send them: its bearer alone."""
    return bears(actor, RUBRIC, rating)


def give(actor: Actor, rating: Rating) -> Verdict:
    """Say something in a rating: its bearer, or who keeps the ratings of the project and passes on what a partner said."""
    kept = keep(actor, rating.project)
    return answer(actor, rating) | kept if rating.voice == Voice.PARTNER else kept
