"""What students learn in a project, and what research comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from samphan.projects.models import ProjectCourse, ProjectResearch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from samphan.kit.actor import Actor
    from samphan.projects.models import Project


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum that keeps apart what was counted and what was estimated; ``known`` of ``of`` rows say a number.

    None where no row says one: that is not 0.
    """

    counted: Decimal | None
    estimated: Decimal | None
    known: int
    of: int

    @property
    def total(self) -> Decimal | None:
        """Both together, for comparing with what was stated."""
        if self.counted is None and self.estimated is None:
            return None
        return (self.counted or Decimal(0)) + (self.estimated or Decimal(0))


def sum_of[R](
    rows: Sequence[R], value: Callable[[R], Decimal | int | None], is_counted: Callable[[R], bool]
) -> Sum:
    """The sum of what rows say."""
    parts: dict[bool, Decimal] = {}
    known = 0
    for row in rows:
        said = value(row)
        if said is not None:
            known += 1
            parts[is_counted(row)] = parts.get(is_counted(row), Decimal(0)) + said
    return Sum(parts.get(True), parts.get(False), known, len(rows))


@dataclass(frozen=True, slots=True)
class Learning:
    """Courses and research of a project; students in courses of a degree and in others, hours of all of them together."""

    courses: Sequence[ProjectCourse]
    research: Sequence[ProjectResearch]
    students: Sum
    trainees: Sum
    hours: Sum


def learning(actor: Actor, project: Project) -> Learning:
    """For a project that the caller has loaded through ``for_actor``. Two statements."""
    courses = list(
        ProjectCourse.objects.for_actor(actor)
        .filter(project=project)
        .select_related("organisation")
        .order_by("order", "id")
    )
    research = list(ProjectResearch.objects.for_actor(actor).filter(project=project).order_by("order", "id"))

    def enrolled(rows: list[ProjectCourse]) -> Sum:
        return sum_of(rows, lambda row: row.enrolled, lambda row: row.is_enrolled_counted)

    return Learning(
        courses,
        research,
        enrolled([each for each in courses if each.is_degree]),
        enrolled([each for each in courses if not each.is_degree]),
        sum_of(
            courses,
            lambda row: (
                row.hours * row.enrolled if row.hours is not None and row.enrolled is not None else None
            ),
            lambda row: row.is_hours_counted and row.is_enrolled_counted,
        ),
    )
