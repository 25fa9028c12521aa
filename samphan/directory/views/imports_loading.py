"""What the pages of one brought list share: the list, what it is about, the work that is done on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.directory.actions.imports_work import ACCEPT, ADD_NEW, CHECK, READ, TAKE_IN, UNDO
from samphan.directory.models import ListImport, ListWork, WorkState
from samphan.directory.queries.imports import kinds
from samphan.kit.components import TaskState

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest

_TITLES: Final = {
    READ: _("Reading the rest of the list"),
    CHECK: _("Checking all rows"),
    ACCEPT: _("Accepting the proposals"),
    ADD_NEW: _("Answering what is unknown"),
    TAKE_IN: _("Taking the list in"),
    UNDO: _("Undoing the list"),
}


def load(request: NetworkRequest, pk: int) -> ListImport:
    """The list of an address, or 404 where the actor may not see it."""
    lists = ListImport.objects.for_actor(request.actor).select_related("brought_by", "file")
    return get_object_or_404(lists, pk=pk)


def address(request: NetworkRequest, brought: ListImport) -> str:
    """Where the list stands."""
    return reverse("directory:list", args=[request.network.slug, brought.pk])


def about(request: NetworkRequest, brought: ListImport) -> dict[str, Any]:
    """The list, its kind, and the event that it is about with the way back there."""
    kind = kinds()[brought.kind]
    subjects = dict(kind.subjects(request.actor)) if kind.subjects else {}
    subject = subjects.get(brought.subject_id or 0, "")
    return {
        "brought": brought,
        "kind": kind,
        "subject": subject,
        "subject_url": kind.result_url(request.network.slug, brought) if subject else "",
    }


def work_of(brought: ListImport) -> ListWork | None:
    """What the worker does or did last with the list. One statement."""
    return ListWork.objects.filter(network_id=brought.network_id, brought=brought).first()


def task_of(request: NetworkRequest, work: ListWork) -> TaskState:
    """The same as the component that shows progress."""
    states = {
        WorkState.WAITING: "waiting",
        WorkState.RUNNING: "running",
        WorkState.DONE: "done",
        WorkState.FAILED: "failed",
    }
    return TaskState(
        title=_TITLES[work.act],
        state=states[WorkState(work.state)],  # type: ignore[arg-type]  # the values are those of TaskState
        url=reverse("directory:list_progress", args=[request.network.slug, work.brought_id]),
        note=work.problem,
        done=min(work.done, work.of),
        of=work.of,
    )
