"""How self-assessments with their improvement plans, and projects that were rated, stand in the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Prefetch

from samphan.accounts.models import User
from samphan.evaluation.models import Improvement, RatingRound, SelfAssessment
from samphan.networks.queries.representative import represented
from samphan.projects.models import Project, Visibility
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.tenancy.models import SearchRow

ASSESSMENT: Final = "evaluation.selfassessment"
RATING: Final = "evaluation.rating"
"""A project of which a round of ratings was begun; its id is that of the project."""
ALL: Final = "evaluations.manage"
SOME: Final = "evaluations.see"
BATCH: Final = 1_000


def called(assessment: SelfAssessment) -> tuple[str, str]:
    """A self-assessment (loaded with its organisation) by name, in Thai and English."""
    organisation = assessment.member.organisation
    return (
        f"การประเมินตนเอง {organisation.name_th} {assessment.year + 543}",
        f"Self-assessment {organisation.name_en or organisation.name_th} {assessment.year}",
    )


def put_assessment(assessment: SelfAssessment) -> None:
    """Let it be found as it stands, with the lines of its plan. Four statements."""
    search.put([_assessment_row(each) for each in _assessments().filter(pk=assessment.pk)])


def put_rating(project: Project) -> None:
    """Let the ratings of a project be found; a project that is read by a few alone stands in no search."""
    search.put(list(_ratings(Project.objects.filter(pk=project.pk))))


def assessment_rows(actor: Actor) -> Iterator[SearchRow]:
    """All search rows of self-assessments, made anew."""
    rows = _assessments().filter(network_id=actor.network_id).order_by("id")
    return (_assessment_row(each) for each in rows.iterator(BATCH))


def assessments_of_organisations(ids: Sequence[int]) -> list[SearchRow]:
    """The rows of the self-assessments of these organisations, whose names stand in them."""
    return [_assessment_row(each) for each in _assessments().filter(member__organisation_id__in=ids)]


def rating_rows(actor: Actor) -> Iterator[SearchRow]:
    """All search rows of rated projects, made anew."""
    return _ratings(Project.objects.filter(network_id=actor.network_id))


def ratings_of_projects(ids: Sequence[int]) -> list[SearchRow]:
    """The rows of those of these projects that were rated."""
    return list(_ratings(Project.objects.filter(pk__in=ids)))


def own_assessments(actor: Actor) -> list[int]:
    """The self-assessments of institutions for which a user speaks, where not all of them are seen anyway.

    One statement for the user and two for each such network.
    """
    networks = [each for each in actor.networks if actor.holds(SOME, each) and not actor.holds(ALL, each)]
    user = User.objects.filter(pk=actor.user_id).first() if networks and actor.user_id else None
    found: list[int] = []
    for network in networks if user else []:
        speaks_for = represented(user.pk, network, user.email) if user else frozenset[int]()
        own = SelfAssessment.objects.filter(network_id=network, member__organisation_id__in=speaks_for)
        found += own.values_list("pk", flat=True) if speaks_for else []
    return found


def _assessments() -> QuerySet[SelfAssessment]:
    lines = Prefetch("improvements", Improvement.objects.filter(withdrawn_why="").order_by("due_on", "id"))
    return SelfAssessment.objects.select_related("member__organisation").prefetch_related(lines)


def _assessment_row(found: Any) -> SearchRow:
    """By the institution, its short names, the year, and the lines of its plan that were not taken back."""
    plan = " · ".join(each.title for each in found.improvements.all())
    return search.row(
        ASSESSMENT, found.pk, network_id=found.network_id, label=called(found), detail=(plan, "")
    )


def _ratings(projects: QuerySet[Project]) -> Iterator[SearchRow]:
    rounds = RatingRound.objects.order_by().values("project_id")
    rows = projects.filter(pk__in=rounds).exclude(visibility=Visibility.PRIVATE).order_by("id")
    for each in rows.iterator(BATCH):
        label = (each.title_th, each.title_en)
        yield search.row(RATING, each.pk, network_id=each.network_id, label=label)
