"""Everything that the records hold about the projects of one dossier, read in a number of statements that is fixed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.utils import timezone

from samphan.engagement.models import (
    Benefit,
    CommunityKnowledge,
    Consent,
    Evidence,
    KnowledgeUse,
    Measure,
    Participation,
    ProjectResult,
    Situation,
    UseCertificate,
    in_force,
)
from samphan.knowledge.models import Contribution, DossierAnnex, DossierPart, DossierProject
from samphan.knowledge.queries.rules import rules_of
from samphan.projects.models import (
    FollowUp,
    Project,
    ProjectCourse,
    ProjectPartner,
    ProjectPerson,
    ProjectResearch,
    ProjectServed,
    ProjectYear,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.knowledge.models import Dossier

SHOWN = (Consent.NOT_NEEDED, Consent.GIVEN)
"""Pictures with these consents may stand in a paper."""


@dataclass
class ProjectFacts:
    """One project with all that is known of it. Lists are in their order; what was withdrawn is not among them."""

    row: DossierProject
    project: Project
    situation: Situation | None = None
    partners: list[ProjectPartner] = field(default_factory=list)
    people: list[ProjectPerson] = field(default_factory=list)
    courses: list[ProjectCourse] = field(default_factory=list)
    research: list[ProjectResearch] = field(default_factory=list)
    served: list[ProjectServed] = field(default_factory=list)
    years: list[ProjectYear] = field(default_factory=list)
    participation: list[Participation] = field(default_factory=list)
    benefits: list[Benefit] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    results: list[ProjectResult] = field(default_factory=list)
    knowledge: list[CommunityKnowledge] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    certificates: list[UseCertificate] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    contributions: list[Contribution] = field(default_factory=list)

    @property
    def own_part(self) -> str:
        """What the holder did in it, in the holder's words, in the language that is active where they are written in it."""
        return str(self.row.own_part)

    def said(self, part: str) -> str:
        """A text of the situation, "" where nobody wrote it."""
        return str(getattr(self.situation, part)) if self.situation else ""

    def supporting(self, *parts: str) -> list[Evidence]:
        """The evidence that supports one of these parts of the record."""
        return [each for each in self.evidence if each.supports in parts]


@dataclass(frozen=True)
class Facts:
    """A dossier with its projects in order, its own words by part, its annexes by kind in the order of the rules."""

    dossier: Dossier
    projects: Sequence[ProjectFacts]
    words: dict[str, DossierPart]
    annexes: Sequence[DossierAnnex]


def facts_of(actor: Actor, dossier: Dossier) -> Facts:
    """Read everything about a dossier that the caller has loaded through ``for_actor``; twenty statements.

    Of projects whose record the actor may not read any more nothing is there.

    Raises:
        NoSuchRules: its rules are no longer in the catalogue.
    """
    kinds = [each.code for each in rules_of(dossier.pack).annexes]
    chosen = list(
        DossierProject.objects.for_actor(actor)
        .filter(dossier=dossier, project__in=Project.objects.for_actor(actor))
        .select_related("project__theme", "project__series")
        .order_by("order", "id")
    )
    found = {each.project_id: ProjectFacts(each, each.project) for each in chosen}
    fill(actor, found)
    contributions = Contribution.objects.for_actor(actor).filter(dossier=dossier, project__in=list(found))
    for each in contributions.order_by("order", "id"):
        found[each.project_id].contributions.append(each)
    parts = DossierPart.objects.for_actor(actor).filter(dossier=dossier)
    annexes = DossierAnnex.objects.for_actor(actor).filter(dossier=dossier)
    told = annexes.select_related("evidence__file", "certificate__partner__organisation", "file")
    return Facts(
        dossier,
        list(found.values()),
        {each.part: each for each in parts},
        sorted(
            told.order_by("kind", "order", "id"),
            key=lambda each: kinds.index(each.kind) if each.kind in kinds else len(kinds),
        ),
    )


def fill(actor: Actor, found: Mapping[int, ProjectFacts]) -> None:
    """Read the records of these projects into ``found`` (by the id of the project); sixteen statements for any number."""
    ids = list(found)
    for name, rows in _rows(actor, ids).items():
        for row in rows:
            getattr(found[row.project_id], name).append(row)
    uses = KnowledgeUse.objects.for_actor(actor).filter(
        in_force(timezone.localdate(), "knowledge__"), project__in=ids
    )
    for use in uses.select_related("knowledge__holder").order_by("knowledge__sort_key", "id"):
        found[use.project_id].knowledge.append(use.knowledge)
    for situation in Situation.objects.for_actor(actor).filter(project__in=ids):
        found[situation.project_id].situation = situation


def _rows(actor: Actor, ids: Sequence[int]) -> dict[str, QuerySet[Any]]:
    def of(model: Any) -> Any:
        return model.objects.for_actor(actor).filter(project__in=ids)

    latest = of(Participation).order_by("project_id", "partner_id", "stage", "voice", "-id")
    return {
        "partners": of(ProjectPartner)
        .select_related("organisation")
        .order_by("side", "-is_lead", "order", "id"),
        "people": of(ProjectPerson).select_related("person", "organisation").order_by("order", "id"),
        "courses": of(ProjectCourse).order_by("order", "id"),
        "research": of(ProjectResearch).order_by("order", "id"),
        "served": of(ProjectServed).order_by("order", "id"),
        "years": of(ProjectYear).order_by("year"),
        "participation": latest.distinct("project_id", "partner_id", "stage", "voice"),
        "benefits": of(Benefit).filter(withdrawn_at__isnull=True).order_by("partner_id", "kind", "id"),
        "measures": of(Measure).order_by("order", "id"),
        "results": of(ProjectResult).order_by("level", "order", "id"),
        "evidence": of(Evidence)
        .filter(withdrawn_at__isnull=True)
        .select_related("file")
        .order_by(F("taken_on").asc(nulls_last=True), "id"),
        "certificates": of(UseCertificate).select_related("partner__organisation").order_by("id"),
        "follow_ups": of(FollowUp).order_by("due_on", "id"),
    }
