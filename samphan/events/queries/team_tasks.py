"""Tasks of the teams: the list, what is due, what holds a task up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.events.models import TaskNeed, TaskState, TeamTask
from samphan.kit.due import DueLine
from samphan.kit.numbers import number_in
from samphan.tenancy import search

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

SORTS: Final = ("due", "title", "team", "state")
FILTERS: Final = ("state", "team", "when")
NONE: Final = "none"


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with the open tasks for which it has to wait; overdue once its day has passed while it is open."""

    task: TeamTask
    blocked_by: tuple[TeamTask, ...]
    is_overdue: bool


def tasks(actor: Actor, event: Event, state: ListState, *, today: dt.date) -> QuerySet[TeamTask]:
    """What the list shows, with team, owner and needs; found by words in title, detail or owner's name.

    Tasks without a day stand behind the others, whichever way the list is sorted.
    """
    found = TeamTask.objects.for_actor(actor).filter(event=event)
    for term in search.terms(state.query):
        condition = Q()
        for column in ("title_th", "title_en", "detail_th", "detail_en", "owner_name"):
            condition |= Q(**{f"{column}__icontains": term})
        found = found.filter(condition)
    if (wanted := state.filters.get("state", "")) in TaskState.values:
        found = found.filter(state=wanted)
    team = state.filters.get("team", "")
    if team == NONE:
        found = found.filter(team__isnull=True)
    elif (pk := number_in(team)) is not None:
        found = found.filter(team_id=pk)
    if state.filters.get("when") == "overdue":
        found = found.filter(state=TaskState.OPEN, due_on__lt=today)
    elif state.filters.get("when") == "no_day":
        found = found.filter(due_on__isnull=True)
    column = {"due": "due_on", "title": "sort_key", "team": "team__order", "state": "state"}.get(
        state.sort_key, "due_on"
    )
    by = F(column).desc(nulls_last=True) if state.is_descending else F(column).asc(nulls_last=True)
    return _with_everything(found).order_by(by, "order", "id")


def rows_of(found: Iterable[TeamTask], *, today: dt.date) -> list[TaskRow]:
    """The same tasks as the page draws them; asks nothing more."""
    return [
        TaskRow(
            task,
            tuple(need.needed for need in task.needs.all() if need.needed.state == TaskState.OPEN),
            is_overdue(task, today=today),
        )
        for task in found
    ]


def is_overdue(task: TeamTask, *, today: dt.date) -> bool:
    """Whether the day of an open task has passed; a task of today is not late."""
    return task.state == TaskState.OPEN and task.due_on is not None and task.due_on < today


def due_lines(actor: Actor, until: dt.date, today: dt.date) -> list[DueLine]:
    """Open tasks of all events that are overdue on ``today`` or due until ``until`` (that day included). One statement."""
    slug = actor.slug
    found = TeamTask.objects.for_actor(actor).filter(state=TaskState.OPEN, due_on__lte=max(today, until))
    return [
        DueLine(
            _("task"),
            task.title,
            task.owner_name or (str(task.team.duty) if task.team else ""),
            f"{reverse('events:tasks', args=[slug, task.event_id])}#team_task-{task.pk}",
            task.due_on,
            task.due_on < today,
        )
        for task in found.select_related("team", "owner").order_by("due_on", "order", "id")
        if task.due_on is not None
    ]


def _with_everything(found: QuerySet[TeamTask]) -> QuerySet[TeamTask]:
    needs = TaskNeed.objects.select_related("needed").order_by("needed__due_on", "needed__order", "id")
    return found.select_related("team", "owner").prefetch_related(Prefetch("needs", needs))


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """How the tasks of an event stand."""

    open: int
    done: int
    dropped: int
    overdue: int

    @property
    def total(self) -> int:
        """All but the dropped ones."""
        return self.open + self.done


def task_counts(actor: Actor, event: Event, *, today: dt.date) -> TaskCounts:
    """Counted by state; one statement."""
    found = list(
        TeamTask.objects.for_actor(actor).filter(event=event).order_by().values_list("state", "due_on")
    )
    states = [state for state, _due in found]
    late = sum(state == TaskState.OPEN and due is not None and due < today for state, due in found)
    return TaskCounts(
        states.count(TaskState.OPEN), states.count(TaskState.DONE), states.count(TaskState.DROPPED), late
    )


def needs_of(event: Event) -> dict[int, list[int]]:
    """The needs of all tasks of an event: task id → ids of the tasks for which it waits."""
    needs: dict[int, list[int]] = {}
    for task, needed in (
        TaskNeed.objects.filter(task__event=event).order_by("id").values_list("task_id", "needed_id")
    ):
        needs.setdefault(task, []).append(needed)
    return needs


def circle(needs: Mapping[int, Iterable[int]], start: int) -> list[int]:
    """The way from a task over its needs back to itself, as ids, the start at both ends; empty where there is none."""
    before: dict[int, int] = {}
    waiting = [start]
    while waiting:
        at = waiting.pop()
        for each in needs.get(at, ()):
            if each == start:
                way = [start, at]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return way[::-1]
            if each not in before:
                before[each] = at
                waiting.append(each)
    return []
