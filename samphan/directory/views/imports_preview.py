"""The page on which a list is checked: its rows with their problems, the questions, and what is decided about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.directory.actions import imports as actions
from samphan.directory.actions.imports_work import ACCEPT, ADD_NEW, CHECK, TAKE_IN, UNDO, ask_work
from samphan.directory.forms.imports import read_answers
from samphan.directory.models import ImportState, WorkState
from samphan.directory.queries import organisation_options
from samphan.directory.queries.imports import MARKS, ROW_STATES, RowState, kinds, proposals, unknown_names
from samphan.directory.queries.imports_institutions import new_names, offer_near
from samphan.directory.queries.imports_lines import all_lines, is_large, marked, some_lines
from samphan.directory.views.imports_loading import about, address, load, task_of, work_of
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samphan.directory.models import ListImport
    from samphan.directory.queries.imports import Checked, ListKind
    from samphan.kit.http import NetworkRequest

ROWS_PER_PAGE: Final = 50
QUESTIONS_SHOWN: Final = 30
FIRST_ROWS: Final = 1_000
"""Of a long list so many rows are checked at once, before the worker has checked all of them."""

WORKS: Final = frozenset({ACCEPT, ADD_NEW, TAKE_IN, UNDO})
"""Work during which nobody answers."""


def check(request: NetworkRequest, brought: ListImport) -> HttpResponse:
    """Keep the answers of the page; then, if that was asked for, answer the rest at once or take the list in."""
    act = request.POST.get("act", "save")
    try:
        brought = actions.answer_questions(
            by=request.actor, brought=brought, answers=read_answers(request.POST)
        )
        if is_large(brought):
            ask_work(by=request.actor, brought=brought, act=act if act in WORKS else CHECK)
            if act in WORKS:
                return HttpResponseRedirect(address(request, brought))
        elif act in {"accept", "new"}:
            checked = kinds()[brought.kind].check(request.actor, brought, all_lines(brought))
            answers = proposals(checked) if act == "accept" else new_names(checked)
            actions.answer_questions(by=request.actor, brought=brought, answers=answers)
        elif act == "take_in":
            with transaction.atomic():
                actions.take_in_list(by=request.actor, brought=brought, now=timezone.now())
            messages.success(request, _("The list was taken in."))
            return HttpResponseRedirect(address(request, brought))
    except Problem as problem:
        brought = load(request, brought.pk)
        if brought.state == ImportState.PREVIEW:
            return preview(request, brought, problem=problem)
        messages.error(request, str(problem.message))  # somebody else was quicker
        return HttpResponseRedirect(address(request, brought))
    messages.success(request, _("Your answers are kept."))
    return HttpResponseRedirect(request.get_full_path())


def preview(request: NetworkRequest, brought: ListImport, problem: Problem | None = None) -> HttpResponse:
    kind = kinds()[brought.kind]
    if request.draft is not None:
        # Answers that were typed when the session ended: shown again, and kept only when they are sent.
        brought.answers = {**brought.answers, **read_answers(request.draft)}
    state = ListState.read(request, sorts=(), filters=("show",))
    work = work_of(brought)
    if work is not None and work.is_open and work.act in WORKS:
        return render(
            request,
            "directory/imports/work.html",
            {**about(request, brought), "task": task_of(request, work)},
        )
    seen = look(request, brought, state)
    checked, page = seen.checked, seen.page
    questions = sorted(checked.shared, key=lambda each: not each.is_open)[:QUESTIONS_SHOWN]
    offer_near([*questions, *(question for row in page.object_list for question in row.questions)])
    if work is not None and work.state == WorkState.FAILED and problem is None:
        problem = Problem(work.problem)
    context = {
        **about(request, brought),
        "table": _table(kind, seen, state),
        "tiles": _tiles(seen),
        "questions": questions,
        "more_questions": seen.questions - len(questions),
        "proposals": seen.proposals,
        "unknown": seen.unknown,
        "ready": seen.counts[RowState.OK] + seen.counts[RowState.PRESENT],
        "open_rows": seen.counts[RowState.ASKED] + seen.counts[RowState.PROBLEM],
        "problem": problem.message if problem else "",
        "is_part": seen.is_part,
        "task": task_of(request, work) if work is not None and work.is_open else None,
    }
    return render(
        request, "directory/imports/preview.html", context, status=422 if request.method == "POST" else 200
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page shows of a list: its rows, checked now, and what is known of all rows.

    ``is_part``: the whole was not checked yet, so the counts are those of the first rows.
    """

    checked: Checked
    page: Any
    counts: Mapping[RowState, int]
    questions: int
    proposals: int
    unknown: int
    is_part: bool = False


def look(request: NetworkRequest, brought: ListImport, state: ListState) -> Seen:
    """Check what the page shows: all of a short list, of a long one the rows of the page."""
    kind, show = kinds()[brought.kind], state.filters["show"]
    if is_large(brought) and brought.summary:
        letters = "".join(letter for each, letter in MARKS.items() if _is_shown(each, show))
        page = state.paginate(marked(brought, letters), per_page=ROWS_PER_PAGE)
        asked_in = brought.summary["asked_in"][:QUESTIONS_SHOWN]
        lines = some_lines(brought, {*page.object_list, *asked_in})
        checked = kind.check(request.actor, brought, lines)
        numbers = set(page.object_list)
        page.object_list = [row for row in checked.rows if row.number in numbers]
        summary = brought.summary
        counts = {each: summary["counts"].get(each.value, 0) for each in RowState}
        return Seen(checked, page, counts, summary["questions"], summary["proposals"], summary["unknown"])
    is_part = is_large(brought)
    first = brought.header_row + FIRST_ROWS if is_part else None
    checked = kind.check(request.actor, brought, all_lines(brought, first=first))
    rows = [row for row in checked.rows if _is_shown(row.state, show)]
    return Seen(
        checked,
        state.paginate(rows, per_page=ROWS_PER_PAGE),
        checked.counts(),
        len(checked.shared),
        len(proposals(checked)),
        len(unknown_names(checked)),
        is_part,
    )


def _is_shown(state: RowState, show: str) -> bool:
    if show == "open":
        return state in {RowState.ASKED, RowState.PROBLEM}
    return show in {"", state}


def _table(kind: ListKind, seen: Seen, state: ListState) -> Table:
    counts, page = seen.counts, seen.page
    shown = [("", _("all rows")), ("open", _("only rows that wait for you"))]
    shown += [(each.value, f"{label} ({counts[each]})") for each, label in ROW_STATES.items() if counts[each]]
    return Table(
        key="rows",
        caption=_("Rows of the list"),
        columns=(
            Column(_("Row"), kind="number"),
            Column(_("What becomes of it")),
            *(Column(label) for label in kind.columns),
            Column(_("Your decision")),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        filters=(Filter("show", _("Show"), shown, state.filters["show"]),),
    )


def _tiles(seen: Seen) -> list[dict[str, Any]]:
    return [
        {"label": ROW_STATES[state], "count": count, "show": state.value}
        for state, count in seen.counts.items()
        if count or state is RowState.OK
    ]


def options(request: NetworkRequest, pk: int) -> HttpResponse:
    """What the picker of ``?question=`` offers: its own answers, and for ``?q=`` every organisation found by it."""
    brought = load(request, pk)
    code = request.GET.get("question", "")
    number = code.rpartition("-")[2]
    numbers = [int(number)] if number.isdecimal() and len(number) < 8 else brought.summary.get("asked_in", [])
    lines = some_lines(brought, numbers) if is_large(brought) else all_lines(brought)
    checked = kinds()[brought.kind].check(request.actor, brought, lines)
    asked = [*checked.shared, *(question for row in checked.rows for question in row.questions)]
    question = next((each for each in asked if each.code == code and each.picks), None)
    if question is None:
        return render(request, "kit/options.html", {"options": ()})
    words = request.GET.get("q", "")[:200].strip()
    offer_near([question])
    own: list[tuple[Any, Any, str]] = [(option.value, option.label, "") for option in question.options]
    if words:
        acts = [each for each in own if not each[0].isdigit()]
        own = [*organisation_options(request.actor, words), *acts]
    return render(request, "kit/options.html", {"options": own})
