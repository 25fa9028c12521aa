"""Official papers of a meeting: looked at, issued, taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samphan.governance.actions import meeting_papers as actions
from samphan.governance.forms.deciding import PaperForm
from samphan.governance.models import OVER, MeetingPaper, PaperKind, RenderState
from samphan.governance.queries import meeting_papers as queries
from samphan.governance.views.meetings_shared import address, form_page, load, tab
from samphan.kit.components import TaskState
from samphan.kit.documents import render_html
from samphan.kit.editing import bind
from samphan.tenancy import files

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.governance.models import Meeting
    from samphan.kit.http import NetworkRequest


def papers(request: NetworkRequest, pk: int) -> HttpResponse:
    """The papers that can be made, and their issued versions."""
    meeting = load(request, pk)
    issued = list(MeetingPaper.objects.for_actor(request.actor).filter(meeting=meeting).order_by("-version"))
    kinds = [
        {
            "code": code,
            "label": label,
            "versions": [each for each in issued if each.kind == code],
            "may_issue": code != PaperKind.MINUTES or meeting.state in OVER,
        }
        for code, label in PaperKind.choices
    ]
    return tab(request, meeting, "papers.html", {"kinds": kinds})


def issue(request: NetworkRequest, pk: int, kind: str) -> HttpResponse:
    """Asks what stands on the paper beside the records, shows how it reads now, and issues it."""
    meeting = load(request, pk, to_manage=True)
    if kind not in PaperKind.values:
        raise Http404(kind)
    words = queries.proposed(meeting, kind)
    initial = {"on": timezone.localdate(), **words}
    last = (
        MeetingPaper.objects.for_actor(request.actor).filter(meeting=meeting, kind=kind).order_by("-version")
    )
    if (before := last.first()) is not None:
        initial |= {name: before.content[name] for name in ("address", "contact", *words)}
    document = queries.document_of(
        queries.content_of(meeting, kind, request.network, words),
        number=before.number if before else "",
        issued_on=timezone.localdate(),
        created=timezone.now(),
    )
    return form_page(
        request,
        bind(PaperForm, request, initial=initial, is_letter=kind == PaperKind.INVITATION),
        title=PaperKind(kind).label,
        said=_(
            "Issuing freezes what the records say now as a version with its number; the files are made then."
        ),
        label=pgettext("paper", "Issue"),
        act=lambda form: actions.issue_paper(
            by=request.actor, meeting=meeting, kind=kind, **form.cleaned_data
        ),
        then=lambda made: address(request, "meeting_paper", pk, kind, made.version),
        back=address(request, "meeting_papers", pk),
        meeting=meeting,
        extra={"sheet": mark_safe(render_html(document))},  # noqa: S308 - every text in it was escaped
    )


def _version(request: NetworkRequest, pk: int, kind: str, version: int) -> tuple[Meeting, MeetingPaper]:
    meeting = load(request, pk)
    rows = MeetingPaper.objects.for_actor(request.actor).select_related("docx", "pdf")
    return meeting, get_object_or_404(rows, meeting=meeting, kind=kind, version=version)


def _task(request: NetworkRequest, meeting: Meeting, paper: MeetingPaper) -> TaskState:
    states = {RenderState.WAITING: "waiting", RenderState.READY: "done", RenderState.FAILED: "failed"}
    return TaskState(
        title=_("Word file and PDF"),
        state=states[RenderState(paper.render_state)],  # type: ignore[arg-type]  # the values are those of TaskState
        url=address(request, "meeting_paper_progress", meeting.pk, paper.kind, paper.version),
    )


def paper(request: NetworkRequest, pk: int, kind: str, version: int) -> HttpResponse:
    """An issued version: its number and its files."""
    meeting, shown = _version(request, pk, kind, version)
    context = {
        "paper": shown,
        "task": _task(request, meeting, shown),
        "is_ready": shown.render_state == RenderState.READY,
    }
    return tab(request, meeting, "paper.html", context, within="governance:meeting_papers")


def progress(request: NetworkRequest, pk: int, kind: str, version: int) -> HttpResponse:
    """How far the files of a version are."""
    meeting, shown = _version(request, pk, kind, version)
    context = {"task": _task(request, meeting, shown)}
    response = render(request, "governance/meetings/_progress.html", context)
    if shown.render_state != RenderState.WAITING:
        response.headers["HX-Refresh"] = "true"
    return response


def download(request: NetworkRequest, pk: int, kind: str, version: int, form: str) -> HttpResponse:
    """The Word file or the PDF of a version."""
    _meeting, shown = _version(request, pk, kind, version)
    return files.served({"docx": shown.docx, "pdf": shown.pdf}.get(form))
