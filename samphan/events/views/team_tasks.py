"""Tasks of the teams: list, form, done in one tap, template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.events import policy
from samphan.events.actions import team_tasks as actions
from samphan.events.forms.team_tasks import DropTaskForm, TaskForm, TemplateForm
from samphan.events.models import TaskState, Team, TeamTask
from samphan.events.queries import task_templates
from samphan.events.queries import team_tasks as queries
from samphan.events.transitions import team_task as transitions
from samphan.events.views.cockpit import address, load, tab
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind, respond
from samphan.kit.errors import Problem
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.events.models import Event
    from samphan.kit.http import NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="due")


def _teams(request: NetworkRequest, event: Event) -> list[Team]:
    return list(Team.objects.for_actor(request.actor).filter(event=event).order_by("order", "id"))


def tasks(request: NetworkRequest, pk: int) -> HttpResponse:
    """The tasks with what holds them up; done in one tap."""
    event, today = load(request, pk), timezone.localdate()
    state = _state(request)
    page = state.paginate(queries.tasks(request.actor, event, state, today=today))
    table = Table(
        key="tasks",
        caption=_("Tasks"),
        columns=(
            Column(_("Task"), "title"),
            Column(_("Due"), "due"),
            Column(_("Team"), "team"),
            Column(_("Owner")),
            Column(_("State"), "state"),
            Column(_("Acts"), is_label_hidden=True),
        ),
        rows=queries.rows_of(page.object_list, today=today),
        page=page,
        state=state,
        search_label=_("Search tasks"),
        filters=_filters(_teams(request, event), state),
        export_url=reverse("events:tasks_export", args=[request.network.slug, event.pk]),
    )
    context = {
        "table": table,
        "counts": queries.task_counts(request.actor, event, today=today),
        "has_template": bool(task_templates.template(event.kind)),
    }
    return tab(request, event, "events/tasks.html", context)


def _filters(teams: list[Team], state: ListState) -> tuple[Filter, ...]:
    return (
        Filter("state", _("State"), [("", _("all")), *TaskState.choices], state.filters["state"]),
        Filter(
            "team",
            _("Team"),
            [
                ("", _("all")),
                *((str(team.pk), str(team.duty)) for team in teams),
                (queries.NONE, _("without a team")),
            ],
            state.filters["team"],
        ),
        Filter(
            "when",
            _("Day"),
            [("", _("all")), ("overdue", _("overdue")), ("no_day", _("without a day"))],
            state.filters["when"],
        ),
    )


def tasks_export(request: NetworkRequest, pk: int) -> HttpResponse:
    """What the list shows, as a workbook."""
    event, today = load(request, pk), timezone.localdate()
    found = queries.rows_of(queries.tasks(request.actor, event, _state(request), today=today), today=today)
    heads = [
        _("Title in Thai"), _("Title in English"), _("Team"), _("Owner"), _("Due"), _("State"), _("Waits for"),
        _("Detail"), _("Why it was dropped"),
    ]  # fmt: skip
    return spreadsheet(
        _("Tasks"),
        heads,
        (
            [
                row.task.title_th,
                row.task.title_en,
                row.task.team.duty if row.task.team else "",
                row.task.owner_said,
                row.task.due_on,
                row.task.get_state_display(),
                ", ".join(str(each.title) for each in row.blocked_by),
                row.task.detail,
                row.task.dropped_reason,
            ]
            for row in found
        ),
    )


def write_task(request: NetworkRequest, pk: int, part: int | None = None) -> HttpResponse:
    """The form of a task, new or known."""
    event = load(request, pk)
    request.actor.must(policy.manage, on=event)
    all_tasks = TeamTask.objects.for_actor(request.actor).filter(event=event)
    task = get_object_or_404(all_tasks, pk=part) if part is not None else None
    names = ("version", *actions.TASK_FIELDS)
    initial = {name: getattr(task, name) for name in names} if task else {}
    if task is not None:
        initial["needs"] = list(task.needs.values_list("needed_id", flat=True))
    form = bind(
        TaskForm,
        request,
        initial=initial,
        teams=_teams(request, event),
        tasks=list(all_tasks.exclude(pk=part or 0).order_by("due_on", "order", "id")),
    )
    new = task is None

    def act(form: TaskForm) -> TeamTask:
        values = {name: value for name, value in form.cleaned_data.items() if not (new and name == "version")}
        return actions.write_task(by=request.actor, event=event, task=task, **values)

    return respond(
        request,
        form,
        act=act,
        then=lambda written: f"{address(request, 'events:tasks', event)}#team_task-{written.pk}",
        template="events/task_form.html",
        context={"event": event, "title": _("Add a task") if new else _("Change a task"), "task": task},
    )


def _task(request: NetworkRequest, pk: int, part: int) -> TeamTask:
    found = TeamTask.objects.for_actor(request.actor).select_related("event")
    return get_object_or_404(found, event_id=pk, pk=part)


@require_POST
def advance_task(request: NetworkRequest, pk: int, part: int, act: str) -> HttpResponse:
    """Finish or reopen a task: one tap, no words. ``next`` leads back to where it was tapped."""
    task = _task(request, pk, part)
    if act not in {transitions.FINISH, transitions.REOPEN}:
        raise Http404
    try:
        actions.advance_task(by=request.actor, task=task, act=act, today=timezone.localdate())
    except Problem as problem:
        messages.error(request, str(problem.message))
    to = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(to, allowed_hosts=None) and to.startswith("/")
    back = to if is_ours else address(request, "events:tasks", task.event)
    return HttpResponseRedirect(f"{back}#team_task-{part}")


def drop_task(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Asks why a task is dropped."""
    task = _task(request, pk, part)
    request.actor.must(policy.change, on=task)
    return respond(
        request,
        bind(DropTaskForm, request),
        act=lambda form: actions.advance_task(
            by=request.actor,
            task=task,
            act=transitions.DROP,
            today=timezone.localdate(),
            reason=form.cleaned_data["reason"],
        ),
        then=lambda dropped: f"{address(request, 'events:tasks', dropped.event)}#team_task-{dropped.pk}",
        template="events/task_drop.html",
        context={"event": task.event, "task": task, "title": _("Drop this task")},
    )


def take_template(request: NetworkRequest, pk: int) -> HttpResponse:
    """The template of the event's kind, with the days that it would give; ticked tasks are taken over."""
    event = load(request, pk)
    request.actor.must(policy.manage, on=event)
    offered = task_templates.offered(event)
    form = bind(TemplateForm, request, offered=offered)
    ticked = set(request.POST.getlist("codes")) if request.method == "POST" else None
    return respond(
        request,
        form,
        act=lambda form: actions.take_template(
            by=request.actor, event=event, codes=form.cleaned_data["codes"]
        ),
        then=lambda _made: address(request, "events:tasks", event),
        template="events/task_template.html",
        context={
            "event": event,
            "title": _("Take tasks from the template"),
            "offered": [
                (each, not each.is_taken if ticked is None else each.entry.code in ticked) for each in offered
            ],
            "left": sum(not each.is_taken for each in offered),
            "first_day": task_templates.first_day(event),
        },
    )
