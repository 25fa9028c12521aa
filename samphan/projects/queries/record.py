"""The overview of one project: how far it is, what is said about the record, what is missing, what to look at."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samphan.kit.editing import version_at
from samphan.projects.models import (
    LIFE,
    ChangeDomain,
    Mission,
    PartnerSide,
    Population,
    Project,
    ProjectPartner,
    ProjectReview,
    ProjectState,
    ProjectYear,
    ReviewAct,
)
from samphan.projects.queries.completeness import Completeness, completeness, filled
from samphan.projects.queries.flags import Flag, flags
from samphan.projects.queries.pairs import COUNTED, count_alike
from samphan.projects.queries.tree import Answers, Judgement, judge
from samphan.projects.queries.years import fiscal_year, years_of
from samphan.projects.transitions import ADVANCE, PROJECT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from django.db.models import QuerySet, TextChoices

    from samphan.kit.actor import Actor

LEADER: Final = "projects.leader"
BEGUN: Final = 50
"""Filled parts in a hundred, from which on a record may be thought of as written."""
SIDES: Final = (PartnerSide.UNIVERSITY, PartnerSide.SOCIETY, PartnerSide.OTHER)


@dataclass(frozen=True, slots=True)
class Step:
    """One state of a life: passed, present or still to come."""

    state: ProjectState
    is_passed: bool
    is_present: bool


@dataclass(frozen=True, slots=True)
class YearLine:
    """One fiscal year of a project (of the Christian era), and what was said about it, by whom and when, if anything."""

    year: int
    is_said: bool = False
    is_nothing: bool = False
    words: str = ""
    by_name: str = ""
    at: dt.datetime | None = None

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> YearLine:
        """From what ``loaded`` reads with the project."""
        at = dt.datetime.fromisoformat(told["at"])
        return cls(told["year"], True, told["is_nothing"], told["words"], told["by_name"], at)


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """Everything that the overview shows. ``alike`` counts the projects that may be the same work, ``COUNTED`` at most."""

    project: Project
    partners: list[ProjectPartner]
    years: list[YearLine]
    completeness: Completeness
    judgement: Judgement
    flags: list[Flag] = field(default_factory=list)
    alike: int = 0

    @property
    def steps(self) -> list[Step]:
        """The life of the project, for a line of steps; of one that was dropped, up to where it stood."""
        state = self.project.dropped_from or self.project.state
        at = LIFE.index(ProjectState(state)) if state in LIFE else -1
        is_dropped = self.project.state == ProjectState.DROPPED
        return [
            Step(each, number < at or (number == at and is_dropped), number == at and not is_dropped)
            for number, each in enumerate(LIFE)
        ]

    @property
    def read_as(self) -> int:
        """What whoever decides about the record has read here."""
        return read_as(self.project)

    @property
    def has_claimable_leader(self) -> bool:
        """Whether there is a person who may take the record over: a leader, or somebody for whom it was entered."""
        is_led = any(each.is_filled and each.part.code == LEADER for each in self.completeness.parts)
        return is_led or self.project.entered_for_id is not None

    @property
    def is_begun(self) -> bool:
        """Whether as much is written that sending it to be reviewed may be the next step, in place of writing on."""
        return self.completeness.percent >= BEGUN

    @property
    def next(self) -> ProjectState | None:
        """The state to which one step on leads."""
        after = PROJECT.get((self.project.state, ADVANCE))
        return ProjectState(after) if after else None

    @property
    def missions(self) -> list[str]:
        return worded(self.project.missions, Mission)

    @property
    def domains(self) -> list[str]:
        return worded(self.project.domains, ChangeDomain)

    @property
    def populations(self) -> list[str]:
        return worded(self.project.populations, Population)

    @property
    def by_side(self) -> list[tuple[PartnerSide, list[ProjectPartner]]]:
        """The partners of each side that has some."""
        found = [(side, [each for each in self.partners if each.side == side]) for side in SIDES]
        return [(side, rows) for side, rows in found if rows]

    @property
    def claimants(self) -> list[ProjectPartner]:
        """Who leads and who says that it leads, where these are two or more."""
        found = [each for each in self.partners if each.is_lead or each.claims_lead]
        return found if len(found) > 1 else []

    @property
    def years_said(self) -> tuple[int | None, int | None]:
        """The fiscal and the academic year of the project."""
        return years_of(self.project)


def worded(codes: Sequence[str], choices: type[TextChoices]) -> list[str]:
    """Coded words in the reader's language, in the order of the vocabulary."""
    return [str(label) for code, label in choices.choices if code in codes]


def read_as(project: Project) -> int:
    """A number that differs as soon as a record, or one of its rows, was saved again: what a reviewer has read is told by it.

    Rows leave the version of their project as it is, so that nobody who writes one waits for the others; when it was
    changed last they do move.
    """
    return version_at(project.changed_at)


def loaded(actor: Actor) -> QuerySet[Project]:
    """Projects that the actor may see, with what their head and overview name.

    ``returned_with`` are the comments with which a record was last returned, None where it never was; ``years_told`` what
    was said about its years.
    """
    last = ProjectReview.objects.filter(project=OuterRef("pk"), act=ReviewAct.RETURN).order_by("-at", "-id")
    years = ProjectYear.objects.filter(project=OuterRef("pk")).order_by("-year")
    told = JSONObject(**{name: name for name in ("year", "is_nothing", "words", "by_name", "at")})
    found = Project.objects.for_actor(actor).annotate(
        returned_with=Subquery(last.values("comment")[:1]), years_told=ArraySubquery(years.values(told=told))
    )
    return found.select_related("network", "possible_project", "theme", "series", "keeper", "entered_for")


def project_page(actor: Actor, project: Any, *, today: dt.date) -> ProjectPage:
    """The overview of a project of ``loaded``; one statement, those of the duplicates and of the registries."""
    partners = ProjectPartner.objects.for_actor(actor).filter(project=project).select_related("organisation")
    years = {each.year: each for each in map(YearLine.of, project.years_told)}
    met = filled(actor, [project.pk])
    found = ProjectPage(
        project,
        list(partners.order_by("-is_lead", "order", "id")),
        [
            years.get(year, YearLine(year))
            for year in sorted(_asked(project, today) | years.keys(), reverse=True)
        ],
        completeness(actor, [project.pk], met)[project.pk],
        judge(Answers.of(project)),
        alike=count_alike(actor, project),
    )
    return _flagged(actor, found, met)


def _asked(project: Project, today: dt.date) -> set[int]:
    """The fiscal years that a project ran through until today."""
    if project.starts is None:
        return set()
    last = min(project.ends.last_on, today) if project.ends else today
    return set(range(fiscal_year(project.starts.from_on), fiscal_year(last) + 1))


def _flagged(actor: Actor, page: ProjectPage, met: Mapping[str, Collection[int]]) -> ProjectPage:
    """With the warnings of this app and of those above."""
    slug = actor.slug
    pk = page.project.pk
    if page.claimants:
        names = ", ".join(each.called for each in page.claimants)
        url = reverse("projects:project_lead", args=[slug, pk]) if actor.holds("projects.manage") else ""
        page.flags.append(
            Flag(
                _("More than one organisation says that it leads this project."),
                _("%(names)s. The secretariat settles it, and keeps the reason.") % {"names": names},
                url,
                "bad",
            )
        )
    if count := page.alike:
        text = (
            _(
                "%(count)s or more other projects work in the same district on the same thing at the same time."
            )
            if count >= COUNTED
            else ngettext(
                "Another project works in the same district on the same thing at the same time.",
                "%(count)s other projects work in the same district on the same thing at the same time.",
                count,
            )
        )
        page.flags.append(
            Flag(
                text % {"count": count},
                _("Look at it: you may work together, or say that it is not the same work."),
                reverse("projects:project_alike", args=[slug, pk]),
            )
        )
    page.flags.extend(flags(actor, [pk], met).get(pk, []))
    return page
