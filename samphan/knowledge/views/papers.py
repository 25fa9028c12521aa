"""Papers that the worker makes: asking for that of a dossier, how far any of them is, its files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.kit.components import TaskState
from samphan.kit.editing import bind
from samphan.kit.pages import form_page
from samphan.knowledge import policy
from samphan.knowledge.actions import papers as actions
from samphan.knowledge.forms.papers import PaperForm
from samphan.knowledge.models import CasePaper, Dossier, DossierIssue, MakingState, PaperLanguage
from samphan.tenancy import files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest
    from samphan.knowledge.models import MadePaper
    from samphan.tenancy.models import StoredFile

IN_THAI = {"language": PaperLanguage.TH}
"""What is handed in is Thai unless somebody chooses otherwise, in whatever language the pages are read."""
_STATES = {MakingState.WAITING: "waiting", MakingState.READY: "done", MakingState.FAILED: "failed"}


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper as pages draw it: how far it is, with the Word file, and the address of its PDF ("" before it is made)."""

    paper: MadePaper
    task: TaskState
    pdf: str


def ask(request: NetworkRequest, pk: int) -> HttpResponse:
    """Ask for the paper of a dossier as the records stand now."""
    shown = get_object_or_404(Dossier.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.write, on=shown)
    back = reverse("knowledge:dossier", args=[request.network.slug, pk])
    return form_page(
        request,
        bind(PaperForm, request, initial=IN_THAI),
        title=_("Make the paper"),
        subtitle=shown.title,
        act=lambda form: actions.ask_dossier_paper(
            by=request.actor, dossier=shown, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _issue: f"{back}#papers",
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
    """How far the paper of a dossier is."""
    return told(request, _load(request, pk))


def download(request: NetworkRequest, pk: int, kind: str) -> HttpResponse:
    """The Word file or the PDF."""
    return file_of(_load(request, pk), kind)


def told(request: NetworkRequest, paper: MadePaper) -> HttpResponse:
    """How far a paper is; asked again and again by the page while it is made."""
    response = render(request, "knowledge/_progress.html", {"task": task_of(request, paper)})
    if paper.state != MakingState.WAITING:
        response.headers["HX-Refresh"] = "true"
    return response


def file_of(paper: MadePaper, kind: str) -> HttpResponse:
    """The file of a paper that the caller loaded with its files; 404 while it is being made."""
    return files.served({"docx": paper.docx, "pdf": paper.pdf}.get(kind))


def shown_papers(request: NetworkRequest, papers: Iterable[MadePaper]) -> list[ShownPaper]:
    """Papers (loaded with their files) as pages draw them."""
    return [
        ShownPaper(
            each, task_of(request, each), _address(request, each, "pdf") if _may_take(each.pdf) else ""
        )
        for each in papers
    ]


def task_of(request: NetworkRequest, paper: MadePaper) -> TaskState:
    """How far a paper (loaded with its files) is, as the page draws it; of a withdrawn one, that it is to be made anew."""
    is_withdrawn = bool(paper.docx and paper.docx.is_withdrawn_paper)
    is_running = paper.state == MakingState.WAITING and bool(paper.done)
    state = "withdrawn" if is_withdrawn else "running" if is_running else _STATES[MakingState(paper.state)]
    return TaskState(
        title=_title(paper),
        state=state,  # type: ignore[arg-type]  # the values are those of TaskState
        url=_address(request, paper),
        note=files.PAPER_WITHDRAWN if is_withdrawn else "",
        done=paper.done,
        of=actions.STEPS,
        result_url=_address(request, paper, "docx") if _may_take(paper.docx) else "",
        result_label=_("Download for Word"),
    )


def _may_take(stored: StoredFile | None) -> bool:
    return stored is not None and stored.let_go_at is None


def _title(paper: MadePaper) -> str:
    """A dossier has numbered versions; of a case study each reader has one paper in a language."""
    if isinstance(paper, DossierIssue):
        return _("Version %(number)s") % {"number": paper.number}
    return _("Case study")


def _address(request: NetworkRequest, paper: MadePaper, kind: str = "") -> str:
    """The address that tells how far a paper is; with ``kind`` that of a file."""
    noun = "case_paper" if isinstance(paper, CasePaper) else "dossier"
    slug = request.network.slug
    if kind:
        return reverse(f"knowledge:{noun}_file", args=[slug, paper.pk, kind])
    return reverse(f"knowledge:{noun}_progress", args=[slug, paper.pk])
