"""Writing what students learn in a project, and what research comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.errors import Problem
from samphan.projects.actions.rows import hold, put
from samphan.projects.models import ProjectCourse, ProjectResearch

if TYPE_CHECKING:
    from decimal import Decimal

    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor
    from samphan.projects.models import Project


class CourseWords(TypedDict, total=False):
    """What is said about a course or a training; ``hours`` are those of one student."""

    organisation: Organisation | None
    title: str
    code: str
    section: str
    is_degree: bool
    is_real_work: bool
    enrolled: int | None
    is_enrolled_counted: bool
    hours: Decimal | None
    is_hours_counted: bool
    pedagogy: str
    objectives: str


@transaction.atomic
def write_course(
    *,
    by: Actor,
    project: Project,
    course: ProjectCourse | None = None,
    version: int | None = None,
    **words: Unpack[CourseWords],
) -> ProjectCourse:
    """Add a course or a training that the project is part of, or change what is said about one.

    Raises:
        Problem: it has no title.
        Conflict: somebody changed it since ``version``.
    """
    project = hold(by, project)
    _check_title(words.get("title", course.title if course else ""))
    return put(by, project, ProjectCourse, course, words, version=version)


class ResearchWords(TypedDict, total=False):
    """What is said about research in a project; ``year`` is of the Christian era."""

    title: str
    kind: str
    discipline: str
    is_joint_question: bool
    is_with_community_authors: bool
    ethics_number: str
    products: str
    url: str
    year: int | None


@transaction.atomic
def write_research(
    *,
    by: Actor,
    project: Project,
    research: ProjectResearch | None = None,
    version: int | None = None,
    **words: Unpack[ResearchWords],
) -> ProjectResearch:
    """Add research with its products, or change what is said about it.

    Raises:
        Problem: it has no title.
        Conflict: somebody changed it since ``version``.
    """
    project = hold(by, project)
    _check_title(words.get("title", research.title if research else ""))
    return put(by, project, ProjectResearch, research, words, version=version)


def _check_title(title: str) -> None:
    if not title.strip():
        raise Problem(_("Write what it is called."), field="title")
