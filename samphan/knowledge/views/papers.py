"""The paper of a dossier: asking for it, how far it is, its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.kit.components import TaskState
from samphan.kit.editing import bind
from samphan.kit.formats import language
from samphan.kit.pages import form_page
from samphan.knowledge import policy
from samphan.knowledge.actions import dossier_issue as actions
from samphan.knowledge.forms.dossier import PaperForm
from samphan.knowledge.models import Dossier, DossierIssue, MakingState
from samphan.tenancy import files

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def ask(request: NetworkRequest, pk: int) -> HttpResponse:
    """Ask for the paper as the records stand now."""
    shown = get_object_or_404(Dossier.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.write, on=shown)
    back = reverse("knowledge:dossier", args=[request.network.slug, pk])
    return form_page(
        request,
        bind(PaperForm, request, initial={"language": language()}),
        title=_("Make the paper"),
        subtitle=shown.title,
        act=lambda form: actions.ask_paper(
            by=request.actor, dossier=shown, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _issue: back,
        back=back,
        way=[
            (_("Dossiers"), reverse("knowledge:dossiers", args=[request.network.slug])),
            (shown.title, back),
        ],
        label=_("Make the paper"),
        success=_("The paper is being made. You can leave this page; it will be here."),
    )


def _load(request: NetworkRequest, pk: int) -> DossierIssue:
    found = DossierIssue.objects.for_actor(request.actor).select_related("docx", "pdf")
    return get_object_or_404(found, pk=pk)


def progress(request: NetworkRequest, pk: int) -> HttpResponse:
    """How far a paper is; asked again and again by the page while it is made."""
    issue = _load(request, pk)
    response = render(request, "knowledge/_progress.html", {"task": task_of(request, issue)})
    if issue.state != MakingState.WAITING:
        response.headers["HX-Refresh"] = "true"
    return response


def download(request: NetworkRequest, pk: int, kind: str) -> HttpResponse:
    """The Word file or the PDF."""
    issue = _load(request, pk)
    return files.served({"docx": issue.docx, "pdf": issue.pdf}.get(kind))


def task_of(request: NetworkRequest, issue: DossierIssue) -> TaskState:
    """How far a paper is, as the page draws it."""
    slug = request.network.slug
    states = {MakingState.WAITING: "waiting", MakingState.READY: "done", MakingState.FAILED: "failed"}
    is_running = issue.state == MakingState.WAITING and bool(issue.done)
    return TaskState(
        title=_("Version %(number)s") % {"number": issue.number},
        state="running" if is_running else states[MakingState(issue.state)],  # type: ignore[arg-type]  # the values are those of TaskState
        url=reverse("knowledge:dossier_progress", args=[slug, issue.pk]),
        note=issue.problem,
        done=issue.done,
        of=actions.STEPS,
        result_url=reverse("knowledge:dossier_file", args=[slug, issue.pk, "docx"]) if issue.docx_id else "",
        result_label=_("Download for Word"),
    )
