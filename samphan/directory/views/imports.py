"""Pages of brought lists: all of them, bringing one, its columns, its check, what it became, its undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.directory import policy
from samphan.directory.actions import imports as actions
from samphan.directory.actions.imports_undo import REASONS, undo_list
from samphan.directory.forms.imports import BringForm, ColumnsForm, read_answers
from samphan.directory.models import ImportKind, ImportState, ListImport
from samphan.directory.queries import organisation_options
from samphan.directory.queries.imports import ROW_STATES, RowState, kinds, proposals, unknown_names
from samphan.directory.queries.imports_institutions import new_names, offer_near
from samphan.directory.transitions import list_acts
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind, respond
from samphan.kit.errors import Problem

if TYPE_CHECKING:
    from samphan.directory.queries.imports import Checked, ListKind
    from samphan.kit.http import NetworkRequest

ROWS_PER_PAGE: Final = 50
QUESTIONS_SHOWN: Final = 30


def lists(request: NetworkRequest) -> HttpResponse:
    """Every list that was brought, the latest first, and the way to bring another."""
    request.actor.must(policy.see_lists, on=request.network)
    own = [kind for kind in kinds().values() if request.actor.may(policy.bring_list, on=kind.code)]
    state = ListState.read(request, sorts=("brought",), filters=("state", "kind"), default="-brought")
    rows = (
        ListImport.objects.for_actor(request.actor)
        .select_related("brought_by")
        .defer("rows", "answers", "created")
    )
    rows = rows.order_by("brought_at" if not state.is_descending else "-brought_at", "pk")
    if state.query:
        rows = rows.filter(source_name__icontains=state.query)
    for name in ("state", "kind"):
        if state.filters[name]:
            rows = rows.filter(**{name: state.filters[name]})
    page = state.paginate(rows)
    table = Table(
        key="lists",
        caption=_("Brought lists"),
        columns=(
            Column(_("List")),
            Column(_("Holds")),
            Column(_("State")),
            Column(_("Brought"), sort="brought"),
            Column(_("By")),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search by the name of the file"),
        filters=(
            Filter("state", _("State"), [("", _("all")), *ImportState.choices], state.filters["state"]),
            Filter("kind", _("Holds"), [("", _("all")), *ImportKind.choices], state.filters["kind"]),
        ),
    )
    return render(request, "directory/imports/lists.html", {"table": table, "kinds": own})


def bring(request: NetworkRequest, kind: str, subject: int | None = None) -> HttpResponse:
    """The form in which a list is pasted or chosen; ``subject`` is the event that it is about."""
    found = kinds().get(kind)
    if found is None:
        raise Http404
    request.actor.must(policy.bring_list, on=kind)
    subjects = found.subjects(request.actor) if found.subjects else ()
    form = bind(BringForm, request, kind=found, subjects=subjects, initial={"subject": subject})

    def act(form: BringForm) -> ListImport:
        brought = actions.bring_list(
            by=request.actor,
            kind=found,
            sheet=form.sheet,
            source_name=form.source_name,
            subject_id=form.cleaned_data.get("subject"),
        )
        for note in form.sheet.notes:
            messages.warning(request, note)
        return brought

    return respond(
        request,
        form,
        act=act,
        then=lambda brought: reverse("directory:list_columns", args=[request.network.slug, brought.pk]),
        template="directory/imports/bring.html",
        context={"kind": found},
        success=_("The list was read. Nothing is in the directory yet."),
    )


def columns(request: NetworkRequest, pk: int) -> HttpResponse:
    """What each column holds: a guess, to be corrected."""
    brought = _brought(request, pk)
    if "match" not in list_acts(brought.state):
        return HttpResponseRedirect(_address(request, brought))
    kind = kinds()[brought.kind]
    form = bind(ColumnsForm, request, brought=brought, kind=kind)
    return respond(
        request,
        form,
        act=lambda form: actions.match_columns(
            by=request.actor,
            brought=brought,
            header_row=form.cleaned_data["header_row"],
            columns=form.mapping(),
        ),
        then=lambda brought: _address(request, brought),
        template="directory/imports/columns.html",
        context={"brought": brought, "kind": kind, "subject": _subject(request, brought)},
        success=_("The columns are matched. Please check the rows."),
    )


def brought_list(request: NetworkRequest, pk: int) -> HttpResponse:
    """One list, by its state: to its columns, its check, or what it became."""
    brought = _brought(request, pk)
    if brought.state == ImportState.MAPPING:
        return HttpResponseRedirect(
            reverse("directory:list_columns", args=[request.network.slug, brought.pk])
        )
    if brought.state == ImportState.PREVIEW:
        return _check(request, brought) if request.method == "POST" else _preview(request, brought)
    return _result(request, brought)


def options(request: NetworkRequest, pk: int) -> HttpResponse:
    """What the picker of ``?question=`` offers: its own answers, and for ``?q=`` every organisation found by it."""
    brought = _brought(request, pk)
    checked = kinds()[brought.kind].check(request.actor, brought)
    asked = [*checked.shared, *(question for row in checked.rows for question in row.questions)]
    code = request.GET.get("question", "")
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


@require_POST
def reopen(request: NetworkRequest, pk: int) -> HttpResponse:
    """Check an undone list again."""
    brought = _brought(request, pk)
    try:
        with transaction.atomic():
            actions.reopen_list(by=request.actor, brought=brought)
    except Problem as problem:
        messages.error(request, str(problem.message))
    return HttpResponseRedirect(_address(request, brought))


def undo(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks before a list is undone, and then says what went and what stays."""
    return _confirmed(request, _brought(request, pk), "undo")


def discard(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks before a list is forgotten."""
    return _confirmed(request, _brought(request, pk), "discard")


def _brought(request: NetworkRequest, pk: int) -> ListImport:
    return get_object_or_404(ListImport.objects.for_actor(request.actor).select_related("brought_by"), pk=pk)


def _address(request: NetworkRequest, brought: ListImport) -> str:
    return reverse("directory:list", args=[request.network.slug, brought.pk])


def _subject(request: NetworkRequest, brought: ListImport) -> str:
    """What a list is about: the title of its event."""
    subjects = kinds()[brought.kind].subjects
    return dict(subjects(request.actor)).get(brought.subject_id or 0, "") if subjects else ""


def _confirmed(request: NetworkRequest, brought: ListImport, act: str) -> HttpResponse:
    if act not in list_acts(brought.state):
        return HttpResponseRedirect(_address(request, brought))
    if request.method == "POST":
        try:
            with transaction.atomic():
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
        return HttpResponseRedirect(_address(request, brought))
    context = {"brought": brought, "kind": kinds()[brought.kind], "counts": _counts(brought)}
    return render(request, f"directory/imports/{act}.html", context)


def _check(request: NetworkRequest, brought: ListImport) -> HttpResponse:
    """Keep the answers of the page; then, if that was asked for, answer the rest at once or take the list in."""
    act = request.POST.get("act", "save")
    try:
        brought = actions.answer_questions(
            by=request.actor, brought=brought, answers=read_answers(request.POST)
        )
        if act in {"accept", "new"}:
            checked = kinds()[brought.kind].check(request.actor, brought)
            answers = proposals(checked) if act == "accept" else new_names(checked)
            actions.answer_questions(by=request.actor, brought=brought, answers=answers)
        elif act == "take_in":
            with transaction.atomic():
                actions.take_in_list(by=request.actor, brought=brought, now=timezone.now())
            messages.success(request, _("The list was taken in."))
            return HttpResponseRedirect(_address(request, brought))
    except Problem as problem:
        brought = _brought(request, brought.pk)
        if brought.state == ImportState.PREVIEW:
            return _preview(request, brought, problem=problem)
        messages.error(request, str(problem.message))  # somebody else was quicker
        return HttpResponseRedirect(_address(request, brought))
    messages.success(request, _("Your answers are kept."))
    return HttpResponseRedirect(request.get_full_path())


def _preview(request: NetworkRequest, brought: ListImport, problem: Problem | None = None) -> HttpResponse:
    kind = kinds()[brought.kind]
    if request.draft is not None:
        # Answers that were typed when the session ended: shown again, and kept only when they are sent.
        brought.answers = {**brought.answers, **read_answers(request.draft)}
    checked = kind.check(request.actor, brought)
    state = ListState.read(request, sorts=(), filters=("show",))
    show = state.filters["show"]
    rows = [row for row in checked.rows if _is_shown(row.state, show)]
    page = state.paginate(rows, per_page=ROWS_PER_PAGE)
    questions = sorted(checked.shared, key=lambda each: not each.is_open)[:QUESTIONS_SHOWN]
    offer_near([*questions, *(question for row in page.object_list for question in row.questions)])
    context = {
        "brought": brought,
        "kind": kind,
        "subject": _subject(request, brought),
        "table": _table(kind, checked, state, page),
        "tiles": _tiles(checked),
        "questions": questions,
        "more_questions": len(checked.shared) - len(questions),
        "proposals": len(proposals(checked)),
        "unknown": len(unknown_names(checked)),
        "ready": sum(1 for row in checked.rows if row.is_taken),
        "open_rows": sum(1 for row in checked.rows if row.state in {RowState.ASKED, RowState.PROBLEM}),
        "problem": problem.message if problem else "",
    }
    return render(request, "directory/imports/preview.html", context, status=422 if problem else 200)


def _is_shown(state: RowState, show: str) -> bool:
    if show == "open":
        return state in {RowState.ASKED, RowState.PROBLEM}
    return show in {"", state}


def _table(kind: ListKind, checked: Checked, state: ListState, page: Any) -> Table:
    counts = checked.counts()
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


def _tiles(checked: Checked) -> list[dict[str, Any]]:
    return [
        {"label": ROW_STATES[state], "count": count, "show": state.value}
        for state, count in checked.counts().items()
        if count or state is RowState.OK
    ]


def _counts(brought: ListImport) -> list[dict[str, Any]]:
    """What a list became, in words, in the order of the kind's own words."""
    words, counts = kinds()[brought.kind].words, brought.outcome.get("counts", {})
    return [{"label": label, "count": counts[word]} for word, label in words.items() if counts.get(word)]


def _result(request: NetworkRequest, brought: ListImport) -> HttpResponse:
    kind = kinds()[brought.kind]
    removed = brought.outcome.get("removed", {})
    context = {
        "brought": brought,
        "kind": kind,
        "subject": _subject(request, brought),
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
