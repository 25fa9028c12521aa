"""Official papers: prepared, looked at, issued, taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.events.actions import papers as actions
from samphan.events.forms.papers import PaperForm
from samphan.events.models import EventHost, Paper, PaperKind, PaperVersion, RenderState
from samphan.events.policy import attendance as policy
from samphan.events.queries import papers as queries
from samphan.events.queries.numbers import participation_numbers
from samphan.events.queries.organisations import directory_for
from samphan.events.queries.papers_words import proposed
from samphan.events.views.cockpit import address, load, tab
from samphan.kit.components import TaskState
from samphan.kit.documents import render_html
from samphan.kit.editing import bind, respond
from samphan.kit.numbers import number_in
from samphan.tenancy import files

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.events.models import Event
    from samphan.kit.http import NetworkRequest


def papers(request: NetworkRequest, pk: int) -> HttpResponse:
    """The papers of an event with their issued versions, and what can be made."""
    event = load(request, pk)
    rows = list(
        Paper.objects.for_actor(request.actor).filter(event=event).prefetch_related("versions").order_by("id")
    )
    context = {
        "papers": [
            {"paper": each, "versions": sorted(each.versions.all(), key=lambda found: -found.version)}
            for each in rows
        ],
        "kinds": PaperKind.choices,
        "may_write": request.actor.may(policy.write_papers, on=event),
        "may_print_names": request.actor.may(policy.print_names, on=event),
    }
    return tab(request, event, "events/papers.html", context)


def _load(request: NetworkRequest, pk: int, part: int) -> tuple[Event, Paper]:
    event = load(request, pk)
    found = Paper.objects.for_actor(request.actor).select_related("organisation", "emblem")
    paper = get_object_or_404(found, event=event, pk=part)
    paper.event = event
    return event, paper


def new(request: NetworkRequest, pk: int, kind: str) -> HttpResponse:
    """A new paper, with the words that the record of the event proposes."""
    event = load(request, pk)
    request.actor.must(policy.write_papers, on=event)
    if kind not in PaperKind.values:
        raise Http404(kind)
    host = (
        EventHost.objects.filter(event=event, role="main_host")
        .select_related("organisation")
        .order_by("order")
        .first()
    )
    numbers = participation_numbers(event)
    initial = proposed(
        event,
        kind,
        issuer=host.organisation.name_th if host else request.network.name_th,
        people=numbers.stated or numbers.counted,
        institutions=numbers.stated_institutions or numbers.counted_institutions,
    )
    initial |= {"organisation": host.organisation_id if host else None, "has_thai_numerals": True}
    return _form(request, event, kind, None, initial)


def change(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The form of a paper."""
    event, paper = _load(request, pk, part)
    request.actor.must(policy.write_papers, on=event)
    names = [name.removesuffix("_id") for name in actions.PAPER_FIELDS]
    initial = {name: getattr(paper, name) for name in names if name != "organisation"}
    initial |= {"organisation": paper.organisation_id, "version": paper.version}
    return _form(request, event, paper.kind, paper, initial)


def _form(
    request: NetworkRequest, event: Event, kind: str, paper: Paper | None, initial: dict[str, Any]
) -> HttpResponse:
    form = bind(
        PaperForm,
        request,
        initial=initial,
        directory=directory_for(request.actor, [initial["organisation"]]),
        is_memo=kind == PaperKind.MEMO,
    )
    return respond(
        request,
        form,
        act=lambda form: actions.write_paper(
            by=request.actor, event=event, kind=kind, paper=paper, **form.words()
        ),
        then=lambda written: reverse(
            "events:preview_paper", args=[request.network.slug, event.pk, written.pk]
        ),
        template="events/paper_form.html",
        context={"event": event, "paper": paper, "title": PaperKind(kind).label},
    )


def preview(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """How the paper reads now."""
    event, paper = _load(request, pk, part)
    document = queries.document_of(
        queries.content_of(paper),
        number=paper.number,
        issued_on=paper.dated_on,
        created=paper.created_at,
        emblem=None,
    )
    context = {
        "event": event,
        "paper": paper,
        "sheet": mark_safe(render_html(document)),  # noqa: S308 - every text in it was escaped
        "may_write": request.actor.may(policy.write_papers, on=event),
    }
    return render(request, "events/paper_preview.html", context)


@require_POST
def issue(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Freeze the paper as its next version."""
    event, paper = _load(request, pk, part)
    made = actions.issue_paper(
        by=request.actor,
        paper=paper,
        version=number_in(request.POST.get("version"), digits=8),
        today=timezone.localdate(),
    )
    args = [request.network.slug, event.pk, paper.pk, made.version]
    return HttpResponseRedirect(reverse("events:paper_version", args=args))


def _version(request: NetworkRequest, pk: int, part: int, version: int) -> tuple[Event, Paper, PaperVersion]:
    event, paper = _load(request, pk, part)
    found = PaperVersion.objects.for_actor(request.actor).select_related("docx", "pdf")
    return event, paper, get_object_or_404(found, paper=paper, version=version)


def _task(request: NetworkRequest, event: Event, version: PaperVersion) -> TaskState:
    states = {RenderState.WAITING: "waiting", RenderState.READY: "done", RenderState.FAILED: "failed"}
    args = [request.network.slug, event.pk, version.paper_id, version.version]
    return TaskState(
        title=_("Word file and PDF"),
        state=states[RenderState(version.render_state)],  # type: ignore[arg-type]  # the values are those of TaskState
        url=reverse("events:paper_progress", args=args),
    )


def version(request: NetworkRequest, pk: int, part: int, version: int) -> HttpResponse:
    """An issued version: its number and its files."""
    event, paper, shown = _version(request, pk, part, version)
    context = {
        "event": event,
        "paper": paper,
        "version": shown,
        "task": _task(request, event, shown),
        "is_ready": shown.render_state == RenderState.READY,
        "back": address(request, "events:papers", event),
    }
    return render(request, "events/paper_version.html", context)


def progress(request: NetworkRequest, pk: int, part: int, version: int) -> HttpResponse:
    """How far the files of a version are."""
    event, _paper, shown = _version(request, pk, part, version)
    response = render(request, "events/_progress.html", {"task": _task(request, event, shown)})
    if shown.render_state != RenderState.WAITING:
        response.headers["HX-Refresh"] = "true"
    return response


def download(request: NetworkRequest, pk: int, part: int, version: int, kind: str) -> HttpResponse:
    """The Word file or the PDF of a version."""
    _event, _paper, shown = _version(request, pk, part, version)
    return files.served({"docx": shown.docx, "pdf": shown.pdf}.get(kind))
