"""The days after the end of a project on which it is asked what is left, with what each side said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from samphan.projects.queries.follow_ups import of_project

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor
    from samphan.projects.models import FollowUp, Project


@dataclass(frozen=True, slots=True)
class Moment:
    """One day: the keeper's row (None where only partners are asked), and those of partners."""

    on: dt.date
    months: int | None
    is_due: bool
    keeper: FollowUp | None = None
    partners: list[FollowUp] = field(default_factory=list)


def moments_of(actor: Actor, project: Project, *, today: dt.date) -> list[Moment]:
    """The days in order; ``months`` counts from the stated end of the project, else as it was planned. One statement."""
    by_day: dict[dt.date, list[FollowUp]] = {}
    for each in of_project(actor, project):
        by_day.setdefault(each.due_on, []).append(each)
    moments = []
    for day, rows in by_day.items():
        keeper = next((each for each in rows if each.partner_id is None), None)
        months = keeper.months_after_end if keeper else None
        if project.ends:
            months = _months(project.ends.last_on, day)
        partners = [each for each in rows if each.partner_id is not None]
        moments.append(Moment(day, months, day <= today, keeper, partners))
    return moments


def _months(end: dt.date, day: dt.date) -> int | None:
    """How many months after the end a day lies; None where it lies before."""
    months = (day.year - end.year) * 12 + day.month - end.month
    return months if months > 0 else None
