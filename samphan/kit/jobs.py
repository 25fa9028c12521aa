"""Work for later: ``defer("reports.render_issue", issue=…, network=…)``, done once the transaction has committed.

The queue is PostgreSQL (procrastinate) behind Django's task API. One generic procrastinate task runs any
Django task by its dotted name, so the apps know ``django.tasks`` only. A job is a row of the same database, written
in the transaction that asks for it: a process that is killed leaves both or neither.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from django.db import transaction
from django.tasks import Task, TaskResult, TaskResultStatus
from django.tasks.backends.base import BaseTaskBackend
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Status
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procrastinate import App

P = ParamSpec("P")
R = TypeVar("R")

QUEUE: Final = "default"
GENERIC: Final = "samphan.run"
RESCUE: Final = "samphan.rescue"
_JOBS: Final = JobManager(DjangoConnector())
"""The queue through Django's connection: the one that procrastinate uses inside a worker is not in our transaction."""
ATTEMPTS: Final = 9
"""The pauses grow fourfold, from four seconds: the last attempt is made after some 24 hours."""


def find(name: str) -> Task[..., Any]:
    """The task ``<app>.<function>`` of ``samphan/<app>/tasks.py``; LookupError when there is none."""
    app, _, function = name.partition(".")
    task = getattr(importlib.import_module(f"samphan.{app}.tasks"), function, None)
    if not isinstance(task, Task):
        raise LookupError(f"no task named {name}")  # noqa: TRY004 - a name that leads nowhere, whatever stands there
    return task


def defer(name: str, **arguments: str | int | bool | None) -> None:
    """Let the worker run a task by name once the current transaction commits; arguments must be plain values."""
    task = find(name)
    if isinstance(task.get_backend(), ProcrastinateBackend):
        task.enqueue(**arguments)  # in the transaction: no worker sees it before, no kill comes between
    else:
        transaction.on_commit(lambda: task.enqueue(**arguments))


def run(name: str, arguments: Mapping[str, Any]) -> None:
    """Run a task in this process: what the worker does with a job."""
    module, _, function = name.rpartition(".")
    getattr(importlib.import_module(module), function).call(**arguments)


def register(app: App) -> None:
    """Give the worker its tasks; called by procrastinate when the apps are ready."""
    app.task(name=GENERIC, queue=QUEUE, retry=RetryStrategy(max_attempts=ATTEMPTS, exponential_wait=4))(run)
    app.periodic(cron="* * * * *")(
        app.task(name=RESCUE, queue=QUEUE, queueing_lock=RESCUE, pass_context=True)(rescue)
    )


async def rescue(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - when it was due, from procrastinate
    """Take up again what a worker left lying that was killed; what kills its worker every time is given up."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        if job.attempts < ATTEMPTS:
            await manager.retry_job(job)
        else:
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)


def every(cron: str, name: str) -> None:
    """Let the worker run a task without arguments regularly; called in ``apps.py``."""
    from procrastinate.contrib.django import app

    def begin(timestamp: int) -> None:  # noqa: ARG001 - when it was due, from procrastinate
        run(find(name).module_path, {})

    app.periodic(cron=cron)(app.task(name=f"samphan.every.{name}", queue=QUEUE, queueing_lock=name)(begin))


class ProcrastinateBackend(BaseTaskBackend):
    """Django's task API over procrastinate's table; results stay with whatever record the task writes."""

    supports_defer = True
    supports_get_result = False

    def enqueue(self, task: Task[P, R], args: Any, kwargs: Any) -> TaskResult[P, R]:
        """Store the job in the current database connection."""
        self.validate_task(task)
        if args:
            raise TypeError("tasks take keyword arguments only")
        job = configure_task(
            name=GENERIC, job_manager=_JOBS, queue=task.queue_name, schedule_at=task.run_after
        ).defer(name=task.module_path, arguments=kwargs)
        return TaskResult(
            task=task,
            id=str(job),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=[],
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
