"""The parts of a record that this app asks for, and which projects have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.projects.models import (
    PartnerSide,
    PersonRole,
    ProjectAlignment,
    ProjectCourse,
    ProjectPartner,
    ProjectPerson,
    ProjectPlace,
    ProjectResearch,
    ProjectResource,
    ProjectServed,
)
from samphan.projects.queries import completeness
from samphan.projects.queries.completeness import EVERY_USE, Part, Use

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model


_STORY: Final = frozenset({Use.CASE, Use.DOSSIER})

PARTS: Final = (
    Part(
        "projects.summary",
        pgettext_lazy("part of a record", "summary"),
        _("The first thing that others read, in the list and on the public page."),
        frozenset({Use.CASE, Use.REPORT}),
        "projects:project_change",
        10,
    ),
    Part(
        "projects.need",
        _("need"),
        _("Why the project exists, in the words of those whom it concerns."),
        _STORY,
        "projects:project_change",
        11,
    ),
    Part(
        "projects.question",
        _("question developed together, and its story"),
        _("It shows that the community took part in thinking and deciding, not only in doing."),
        frozenset({Use.CASE, Use.DOSSIER, Use.COVERAGE}),
        "projects:project_change",
        12,
    ),
    Part(
        "projects.category",
        _("what kind of project it is"),
        _("Totals tell engagement, academic service and volunteering apart."),
        EVERY_USE,
        "projects:project_tree",
        13,
    ),
    Part(
        "projects.period",
        pgettext_lazy("part of a record", "period"),
        _("Reports are made for a year, and the change is followed up after the end."),
        EVERY_USE,
        "projects:project_time",
        14,
    ),
    Part(
        "projects.missions",
        _("missions that it joins"),
        _("It shows that teaching, research and service are one piece of work."),
        frozenset({Use.COVERAGE, Use.REPORT}),
        "projects:project_about",
        15,
    ),
    Part(
        "projects.domains",
        _("domains of change"),
        _("The dossier for promotion tells in what the life of society changed."),
        frozenset({Use.DOSSIER, Use.COVERAGE, Use.REPORT}),
        "projects:project_about",
        16,
    ),
    Part(
        "projects.university",
        _("partners on the university side"),
        _("Units see what is their own, and work that two of them do is counted once."),
        EVERY_USE,
        "projects:project_partners",
        20,
    ),
    Part(
        "projects.society",
        _("partners on the society side"),
        _("Without a partner there is nobody who can say whether it is true."),
        EVERY_USE,
        "projects:project_partners",
        21,
    ),
    Part(
        "projects.leader",
        _("leader and team"),
        _("The dossier states who did what share of the work."),
        _STORY,
        "projects:project_partners",
        22,
    ),
    Part(
        "projects.learning",
        _("courses, trainings or research"),
        _("What students learn and what scholarship comes of it is the gain of the university."),
        frozenset({Use.DOSSIER, Use.COVERAGE, Use.REPORT}),
        "projects:project_learning",
        30,
    ),
    Part(
        "projects.places",
        _("places"),
        _("Maps and the page of a province show only projects with a place."),
        frozenset({Use.CASE, Use.REPORT, Use.DOSSIER}),
        "projects:project_reach",
        31,
    ),
    Part(
        "projects.served",
        _("people served"),
        _("Reports state whom it reached, counted or estimated."),
        frozenset({Use.CASE, Use.REPORT}),
        "projects:project_reach",
        32,
    ),
    Part(
        "projects.resources",
        _("resources of each party"),
        _("What each side gives shows whether costs are shared fairly."),
        frozenset({Use.REPORT, Use.DOSSIER}),
        "projects:project_resources",
        33,
    ),
    Part(
        "projects.goals",
        _("goals and frameworks"),
        _("The coverage of the university's own framework fills itself from this."),
        frozenset({Use.COVERAGE, Use.REPORT}),
        "projects:project_goals",
        34,
    ),
)


def _has(rows: type[Model], wanted: Q | None = None) -> Exists:
    return Exists(rows._default_manager.filter(wanted or Q(), project=OuterRef("pk")))  # noqa: SLF001 - Django's name


def conditions() -> Mapping[str, Q | Exists]:
    """When a project has which part. A question without its story does not show that it was developed together."""
    return {
        "projects.summary": ~Q(summary_th="") | ~Q(summary_en=""),
        "projects.need": ~Q(need_th="") | ~Q(need_en=""),
        "projects.question": (~Q(question_th="") | ~Q(question_en="")) & ~Q(question_story=""),
        "projects.category": ~Q(category=""),
        "projects.period": Q(starts__isnull=False),
        "projects.missions": ~Q(missions=[]),
        "projects.domains": ~Q(domains=[]),
        "projects.university": _has(ProjectPartner, Q(side=PartnerSide.UNIVERSITY)),
        "projects.society": _has(ProjectPartner, Q(side=PartnerSide.SOCIETY)),
        "projects.leader": _has(ProjectPerson, Q(role=PersonRole.LEADER)),
        "projects.learning": Q(_has(ProjectCourse)) | Q(_has(ProjectResearch)),
        "projects.places": _has(ProjectPlace),
        "projects.served": _has(ProjectServed),
        "projects.resources": _has(ProjectResource),
        "projects.goals": _has(ProjectAlignment),
    }


def register() -> None:
    """Called in ``apps.py``."""
    completeness.register("projects", PARTS, conditions)
