"""What the records of a network propose as evidence for the institution items, for one member."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samphan.engagement.models import ClaimAnswer, ClaimReply, ResultLevel, ResultState
from samphan.engagement.models import ProjectResult as Result
from samphan.evaluation.queries.evidence import Proposal
from samphan.projects.models import Project, ProjectAlignment, ProjectCourse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import QuerySet

    from samphan.evaluation.queries.rubric import Rubric
    from samphan.kit.actor import Actor
    from samphan.networks.models import Member

type Finder = Callable[["Own"], Iterator[Proposal]]


class Own:
    """The approved projects in which an institution takes part, as far as the actor may see them."""

    def __init__(self, actor: Actor, member: Member) -> None:
        slug = actor.slug
        self.url = reverse("projects:projects", args=[slug])
        self.projects: QuerySet[Project] = (
            Project.objects.for_actor(actor)
            .counted()
            .filter(partners__organisation_id=member.organisation_id)
            .distinct()
        )

    @property
    def keys(self) -> QuerySet[Project, int]:
        """Their ids, to ask other tables with."""
        return self.projects.values_list("pk", flat=True)


def proposals_for(actor: Actor, member: Member, rubric: Rubric) -> dict[str, list[Proposal]]:
    """Proposals by item. The caller may see the member's self-assessment; one statement each kind."""
    own = Own(actor, member)
    found = {
        item.code: [each for code in item.evidence for each in FINDERS[code](own)] for item in rubric.items
    }
    return {code: proposals for code, proposals in found.items() if proposals}


def _joint_questions(own: Own) -> Iterator[Proposal]:
    stories = list(own.projects.values_list("question_story", flat=True))
    if any(stories):
        with_story = sum(bool(each.strip()) for each in stories)
        said = _("%(count)s of %(of)s projects say how their question was developed together")
        yield Proposal(said % {"count": with_story, "of": len(stories)}, url=own.url)


def _courses(own: Own) -> Iterator[Proposal]:
    count = ProjectCourse.objects.filter(project__in=own.keys).exclude(objectives="").count()
    if count:
        said = ngettext(
            "%(count)s course of projects has learning objectives",
            "%(count)s courses of projects have learning objectives",
            count,
        )
        yield Proposal(said % {"count": count}, url=own.url)


def _alignments(own: Own) -> Iterator[Proposal]:
    count = ProjectAlignment.objects.filter(project__in=own.keys).values("project").distinct().count()
    if count:
        said = ngettext(
            "%(count)s project is aligned with a framework or a plan",
            "%(count)s projects are aligned with frameworks or plans",
            count,
        )
        yield Proposal(said % {"count": count}, url=own.url)


def _partner_answers(own: Own) -> Iterator[Proposal]:
    count = ClaimAnswer.objects.filter(project__in=own.keys).values("partner").distinct().count()
    if count:
        said = ngettext(
            "%(count)s partner said whether records about it are true",
            "%(count)s partners said whether records about them are true",
            count,
        )
        yield Proposal(said % {"count": count}, url=own.url)


def _replies(own: Own) -> Iterator[Proposal]:
    count = ClaimReply.objects.filter(project__in=own.keys).count()
    if count:
        said = ngettext(
            "%(count)s correction of partners was answered",
            "%(count)s corrections of partners were answered",
            count,
        )
        yield Proposal(said % {"count": count}, url=own.url)


def _changes(own: Own) -> Iterator[Proposal]:
    found = Result.objects.filter(
        project__in=own.keys, level=ResultLevel.COMMUNITY, state=ResultState.REACHED
    ).count()
    if found:
        said = ngettext(
            "%(count)s impact on a community was reached",
            "%(count)s impacts on communities were reached",
            found,
        )
        yield Proposal(said % {"count": found}, url=own.url)


FINDERS: Final[dict[str, Finder]] = {
    "joint_questions": _joint_questions,
    "courses": _courses,
    "alignments": _alignments,
    "partner_answers": _partner_answers,
    "replies": _replies,
    "changes": _changes,
}
"""What the institution items may name as evidence."""
