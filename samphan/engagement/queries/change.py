"""The situation before and after, measures with their difference, and results: of one project, and of many for other apps."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from samphan.engagement.models import Measure, ProjectResult, ResultLevel, Situation
from samphan.kit.formats import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samphan.kit.actor import Actor
    from samphan.projects.models import Project

type Tendency = Literal["better", "worse", "same", "unjudged", "unknown"]


@dataclass(frozen=True, slots=True)
class Change:
    """A measure with what became of it. ``difference`` is after less before, None where one of them was not measured."""

    measure: Measure
    difference: Decimal | None
    to_target: Decimal | None

    @property
    def tendency(self) -> Tendency:
        """Whether that is better; nothing is judged where nobody said which way is."""
        if self.difference is None:
            return "unknown"
        if self.difference == 0:
            return "same"
        if self.measure.higher_is_better is None:
            return "unjudged"
        return "better" if (self.difference > 0) is self.measure.higher_is_better else "worse"

    @property
    def is_reached(self) -> bool | None:
        """Whether the target was reached; None where that cannot be said."""
        if self.to_target is None or self.measure.higher_is_better is None:
            return None
        return self.to_target >= 0 if self.measure.higher_is_better else self.to_target <= 0

    @property
    def percent(self) -> Decimal | None:
        """The difference in per cent of what it was before; None where that was zero or not measured."""
        before = self.measure.before
        if self.difference is None or not before:
            return None
        return (100 * self.difference / abs(before)).quantize(Decimal("0.1"))


def change_of(measure: Measure) -> Change:
    """What became of a measure: what was not measured makes no difference known."""
    before, target, after = measure.before, measure.target, measure.after
    return Change(
        measure,
        None if before is None or after is None else after - before,
        None if target is None or after is None else after - target,
    )


def figure(value: Decimal | None) -> str:
    """A figure as people write it: grouped, without zeros at its end; "–" for not measured."""
    return number(None if value is None else _plain(value))


def signed(value: Decimal | None) -> str:
    """A difference with its sign, "±0" for none; "–" where it is not known."""
    if value is None:
        return number(None)
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return f"{sign}{number(_plain(abs(value)))}"


@dataclass(frozen=True, slots=True)
class Level:
    """The results at one level."""

    code: str
    label: str
    rows: list[ProjectResult]


def situation_of(actor: Actor, project: Project) -> Situation | None:
    """What was written about one project. One statement."""
    return Situation.objects.for_actor(actor).filter(project=project).first()


def changes_of(actor: Actor, project: Project) -> list[Change]:
    """The measures of one project. One statement."""
    rows = Measure.objects.for_actor(actor).filter(project=project).order_by("order", "id")
    return [change_of(each) for each in rows]


def levels_of(actor: Actor, project: Project) -> list[Level]:
    """The results of one project by level, empty levels too. One statement."""
    rows = ProjectResult.objects.for_actor(actor).filter(project=project).order_by("order", "id")
    by_level: dict[str, list[ProjectResult]] = defaultdict(list)
    for each in rows:
        by_level[each.level].append(each)
    return [Level(level.value, str(level.label), by_level[level.value]) for level in ResultLevel]


def situations(projects: Iterable[int]) -> dict[int, Situation]:
    """What was written about projects, by id. The caller loaded them through ``for_actor``. One statement."""
    return {each.project_id: each for each in Situation.objects.filter(project_id__in=list(projects))}


def measures(projects: Iterable[int]) -> dict[int, list[Change]]:
    """The measures of projects, by id. One statement."""
    found: dict[int, list[Change]] = defaultdict(list)
    for each in Measure.objects.filter(project_id__in=list(projects)).order_by("project_id", "order", "id"):
        found[each.project_id].append(change_of(each))
    return dict(found)


def results(projects: Iterable[int]) -> dict[int, list[ProjectResult]]:
    """The results of projects, by id. One statement."""
    found: dict[int, list[ProjectResult]] = defaultdict(list)
    rows = ProjectResult.objects.filter(project_id__in=list(projects))
    for each in rows.order_by("project_id", "level", "order", "id"):
        found[each.project_id].append(each)
    return dict(found)


def _plain(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
