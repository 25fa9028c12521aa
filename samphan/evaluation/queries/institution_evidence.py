"""What the records of a network propose as evidence for the institution items, for one member."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from samphan.directory.models import Organisation
from samphan.engagement.models import ClaimAnswer, ClaimReply, ResultLevel, ResultState
from samphan.engagement.models import ProjectResult as Result
from samphan.evaluation.queries.evidence import Proposal
from samphan.projects.models import Project, ProjectAlignment, ProjectCourse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from samphan.evaluation.queries.rubric import Rubric
    from samphan.kit.actor import Actor
    from samphan.networks.models import Member

type Finder = Callable[["Own"], Iterator[Proposal]]


class Own:
    """The approved projects in which an institution takes part, as far as the actor may see them."""

    def __init__(self, actor: Actor, member: Member) -> None:
        self.url = reverse("projects:projects", args=[actor.slug])
        records = Organisation.objects.one_with(member.organisation_id).values("pk")
        self.projects: QuerySet[Project] = (
            Project.objects.for_actor(actor).counted().filter(partners__organisation__in=records).distinct()
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


def _counted(of: Callable[[Own], QuerySet[Any]], said: _StrPromise) -> Finder:
    """A proposal that says how many rows the projects have, where they have any."""

    def find(own: Own) -> Iterator[Proposal]:
        if count := of(own).count():
            yield Proposal(said % {"count": count}, url=own.url)

    return find


FINDERS: Final[dict[str, Finder]] = {
    "joint_questions": _joint_questions,
    "courses": _counted(
        lambda own: ProjectCourse.objects.filter(project__in=own.keys).exclude(objectives=""),
        ngettext_lazy(
            "%(count)s course of projects has learning objectives",
            "%(count)s courses of projects have learning objectives",
            "count",
        ),
    ),
    "alignments": _counted(
        lambda own: ProjectAlignment.objects.filter(project__in=own.keys).values("project").distinct(),
        ngettext_lazy(
            "%(count)s project is aligned with a framework or a plan",
            "%(count)s projects are aligned with frameworks or plans",
            "count",
        ),
    ),
    "partner_answers": _counted(
        lambda own: ClaimAnswer.objects.filter(project__in=own.keys).values("partner").distinct(),
        ngettext_lazy(
            "%(count)s partner said whether records about it are true",
            "%(count)s partners said whether records about them are true",
            "count",
        ),
    ),
    "replies": _counted(
        lambda own: ClaimReply.objects.filter(project__in=own.keys),
        ngettext_lazy(
            "%(count)s correction of partners was answered",
            "%(count)s corrections of partners were answered",
            "count",
        ),
    ),
    "changes": _counted(
        lambda own: Result.objects.filter(
            project__in=own.keys, level=ResultLevel.COMMUNITY, state=ResultState.REACHED
        ),
        ngettext_lazy(
            "%(count)s impact on a community was reached",
            "%(count)s impacts on communities were reached",
            "count",
        ),
    ),
}
"""What the institution items may name as evidence."""
