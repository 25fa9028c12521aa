"""Tasks of the teams: written, done, dropped, reopened, and taken over from a template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.events import policy
from samphan.events.actions.parts import label_of, write_part
from samphan.events.models import Event, TaskNeed, TaskState, TeamTask
from samphan.events.queries.preparing import known_people
from samphan.events.queries.task_templates import offered
from samphan.events.queries.team_tasks import circle, needs_of
from samphan.events.transitions import team_task as transitions
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from samphan.events.models import Team
    from samphan.kit.actor import Actor

TASK_FIELDS: Final = ("title_th", "title_en", "detail_th", "detail_en", "team", "owner_name", "due_on")


@transaction.atomic
def write_task(
    *,
    by: Actor,
    event: Event,
    task: TeamTask | None = None,
    title_th: str,
    title_en: str = "",
    detail_th: str = "",
    detail_en: str = "",
    team: Team | None = None,
    owner_name: str = "",
    due_on: dt.date | None = None,
    needs: Sequence[TeamTask] = (),
    template_code: str = "",
    version: int | None = None,
) -> TeamTask:
    """A new task, or the one given as it is to be. Its owner is tied to a person whom the directory knows by that name.

    Raises:
        Problem: the team or a needed task is of another event, or the needs would lead in a circle; at its field.
        Conflict: somebody saved the task after ``version``.
    """
    by.must(policy.manage, on=event)
    _lock(event)
    if task is None:
        task = TeamTask(
            network_id=event.network_id, event=event, template_code=template_code, changed_by=by.label
        )
    else:
        task = TeamTask.objects.select_for_update(of=("self",)).select_related("event").get(pk=task.pk)
        if task.event_id != event.pk:
            raise Problem(_("This belongs to another event."))
        check_version(task, version, TASK_FIELDS, changed_by=task.changed_by)
    if not title_th:
        raise Problem(_("A task needs a title in Thai."), field="title_th")
    if team is not None and team.event_id != event.pk:
        raise Problem(_("This team belongs to another event."), field="team")
    fields: dict[str, Any] = {
        "title_th": title_th,
        "title_en": title_en,
        "detail_th": detail_th,
        "detail_en": detail_en,
        "team": team,
        "owner_name": owner_name,
        "owner": known_people(by, [owner_name]).get(" ".join(owner_name.split())) if owner_name else None,
        "due_on": due_on,
    }
    task.sort_key = sort_key(title_th)
    write_part(by, task, fields)
    _tie(by, task, needs)
    return task


@transaction.atomic
def advance_task(*, by: Actor, task: TeamTask, act: str, today: dt.date, reason: str = "") -> TeamTask:
    """Finish, drop or reopen a task (see ``transitions.team_task``); dropping needs its reason.

    A task that waits for another one may be finished all the same: what happened is recorded, not corrected.
    """
    task = TeamTask.objects.select_for_update(of=("self",)).select_related("event").get(pk=task.pk)
    by.must(policy.change, on=task)
    before = task.state
    after = transitions.TEAM_TASK.get((before, act))
    if after is None:
        raise Problem(_("This is not possible any more: somebody has changed the state meanwhile."))
    if act == transitions.DROP and not reason:
        raise Problem(_("Write why it was dropped, so that others can learn from it."), field="reason")
    task.state = after
    task.done_on = today if after == TaskState.DONE else None
    task.dropped_reason = reason if act == transitions.DROP else ""
    task.touch(by)
    task.save()
    record(by, f"{act}_team_task", task, changes={"state": [before, after]}, reason=reason)
    return task


@transaction.atomic
def take_template(*, by: Actor, event: Event, codes: Collection[str]) -> list[TeamTask]:
    """Take tasks of the template of the event's kind over, with their days computed from its first day.

    Those that were taken before are left alone. A need holds among the tasks of the template that are there.
    """
    by.must(policy.manage, on=event)
    _lock(event)
    made: list[TeamTask] = []
    known = {
        task.template_code: task for task in TeamTask.objects.filter(event=event).exclude(template_code="")
    }
    for each in offered(event):
        if each.is_taken or each.entry.code not in codes:
            continue
        task = write_task(
            by=by,
            event=event,
            title_th=each.entry.title_th,
            title_en=each.entry.title_en,
            team=each.team,
            due_on=each.due_on,
            needs=[known[code] for code in each.entry.after if code in known],
            template_code=each.entry.code,
        )
        known[each.entry.code] = task
        made.append(task)
    if made:
        changes = {"tasks": [None, [task.template_code for task in made]]}
        record(by, "take_template", event, changes=changes)
    return made


def _tie(by: Actor, task: TeamTask, needs: Sequence[TeamTask]) -> None:
    """Make these the tasks for which a task waits."""
    if any(each.event_id != task.event_id for each in needs):
        raise Problem(_("This belongs to another event."), field="needs")
    present = needs_of(task.event)
    before = present.get(task.pk, [])
    wanted = list(dict.fromkeys(each.pk for each in needs))
    if set(before) == set(wanted):
        return
    if way := circle({**present, task.pk: wanted}, task.pk):
        titles = {each.pk: each.title for each in TeamTask.objects.filter(pk__in=way)}
        said = " → ".join(f"“{titles[pk]}”" for pk in way)
        raise Problem(_("These tasks would wait for each other: %(way)s.") % {"way": said}, field="needs")
    TaskNeed.objects.filter(task=task).exclude(needed_id__in=wanted).delete()
    TaskNeed.objects.bulk_create(
        TaskNeed(network_id=task.network_id, task=task, needed_id=pk)
        for pk in wanted
        if pk not in set(before)
    )
    changes = {"needs": [before, wanted]}
    record(by, "tie_team_task", task, label=label_of(task), changes=changes)


def _lock(event: Event) -> None:
    """One writer of an event's tasks at a time: two needs that are fine alone may make a circle together."""
    Event.objects.select_for_update().only("pk").get(pk=event.pk)
