"""What a list became, its file, the rows that have problems; undoing, reopening and discarding it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.directory.actions import imports as actions
from samphan.directory.actions.imports_undo import REASONS, undo_list
from samphan.directory.actions.imports_work import UNDO, ask_work
from samphan.directory.models import ImportState
from samphan.directory.queries.imports import MARKS, RowState, kinds
from samphan.directory.queries.imports_lines import all_lines, first_rows, is_large, marked, some_lines
from samphan.directory.transitions import list_acts
from samphan.directory.views.imports_loading import about, address, load, task_of, work_of
from samphan.kit.errors import Problem
from samphan.kit.workbook import spreadsheet
from samphan.tenancy import files

if TYPE_CHECKING:
    from samphan.directory.models import ListImport
    from samphan.kit.http import NetworkRequest


def _counts(brought: ListImport) -> list[dict[str, Any]]:
    """What a list became, in words, in the order of the kind's own words."""
    words, counts = kinds()[brought.kind].words, brought.outcome.get("counts", {})
    return [{"label": label, "count": counts[word]} for word, label in words.items() if counts.get(word)]


def result(request: NetworkRequest, brought: ListImport) -> HttpResponse:
    kind, work = kinds()[brought.kind], work_of(brought)
    if work is not None and work.is_open:
        return render(
            request,
            "directory/imports/work.html",
            {**about(request, brought), "task": task_of(request, work)},
        )
    removed = brought.outcome.get("removed", {})
    context = {
        **about(request, brought),
        "problem": work.problem if work is not None else "",
        "restored": brought.outcome.get("restored", 0),
        "counts": _counts(brought),
        "removed": [
            {"label": label, "count": removed[code]} for code, label in kind.words.items() if code in removed
        ],
        "stays": [
            {"kind": kind.words.get(code, code), "name": name or pk, "why": REASONS[why]}
            for code, pk, why, name in brought.outcome.get("stays", [])
        ],
        "result_url": kind.result_url(request.network.slug, brought),
        "is_done": brought.state == ImportState.DONE,
    }
    return render(request, "directory/imports/result.html", context)


def progress(request: NetworkRequest, pk: int) -> HttpResponse:
    """How far the worker is with a list; asked again and again by the page while it is at work."""
    work = work_of(load(request, pk))
    if work is None:
        raise Http404
    response = render(request, "directory/imports/_progress.html", {"task": task_of(request, work)})
    if not work.is_open:
        response.headers["HX-Refresh"] = "true"
    return response


def file(request: NetworkRequest, pk: int) -> HttpResponse:
    """The file as it came."""
    brought = load(request, pk)
    if brought.file is None:
        raise Http404
    disposition = content_disposition_header(as_attachment=True, filename=brought.file.name)
    return HttpResponse(
        files.read(brought.file),
        content_type=brought.file.media_type,
        headers={"Content-Disposition": disposition or "attachment", "X-Content-Type-Options": "nosniff"},
    )


def problem_rows(request: NetworkRequest, pk: int) -> HttpResponse:
    """The rows that cannot be taken in as they are, as a workbook: their number, what is wrong, and their cells."""
    brought = load(request, pk)
    lines = all_lines(brought)
    if is_large(brought) and brought.summary:
        lines = some_lines(brought, marked(brought, MARKS[RowState.PROBLEM] + MARKS[RowState.ASKED]))
    kind = kinds()[brought.kind]
    checked = kind.check(request.actor, brought, lines)
    head = first_rows(brought, brought.header_row)[-1] if brought.header_row else []
    source = dict((some_lines(brought, [row.number for row in checked.rows if not row.is_taken])).rows)
    width = max([len(head), *map(len, source.values())], default=0)
    names = [*head, *[""] * (width - len(head))]
    rows = [
        [
            row.number,
            " · ".join(str(each.message) for each in row.troubles)
            or " · ".join(f"{each.label} {each.subject}".strip() for each in row.questions if each.is_open)
            or str(row.state_label),
            *source.get(row.number, ()),
            *[""] * (width - len(source.get(row.number, ()))),
        ]
        for row in checked.rows
        if row.state in {RowState.PROBLEM, RowState.ASKED}
    ]
    return spreadsheet(
        _("Rows with problems"), [_("Row"), _("What stands in the way"), *map(str, names)], rows
    )


@require_POST
def reopen(request: NetworkRequest, pk: int) -> HttpResponse:
    """Check an undone list again."""
    brought = load(request, pk)
    try:
        with transaction.atomic():
            actions.reopen_list(by=request.actor, brought=brought)
    except Problem as problem:
        messages.error(request, str(problem.message))
    return HttpResponseRedirect(address(request, brought))


def undo(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks before a list is undone, and then says what went and what stays."""
    return _confirmed(request, load(request, pk), "undo")


def discard(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks before a list is forgotten."""
    return _confirmed(request, load(request, pk), "discard")


def _confirmed(request: NetworkRequest, brought: ListImport, act: str) -> HttpResponse:
    if act not in list_acts(brought.state):
        return HttpResponseRedirect(address(request, brought))
    if request.method == "POST":
        try:
            with transaction.atomic():
                if act == "undo" and is_large(brought):
                    ask_work(by=request.actor, brought=brought, act=UNDO)
                    return HttpResponseRedirect(address(request, brought))
                if act == "undo":
                    undo_list(by=request.actor, brought=brought)
                else:
                    actions.discard_list(by=request.actor, brought=brought)
        except Problem as problem:
            messages.error(request, str(problem.message))
        else:
            done = {"undo": _("The list was undone."), "discard": _("The list was discarded.")}
            messages.success(request, done[act])
        if act == "discard":
            return HttpResponseRedirect(reverse("directory:lists", args=[request.network.slug]))
        return HttpResponseRedirect(address(request, brought))
    context = {**about(request, brought), "counts": _counts(brought)}
    return render(request, f"directory/imports/{act}.html", context)
