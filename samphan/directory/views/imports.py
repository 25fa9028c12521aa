"""Pages of brought lists: all of them, bringing one, its columns; then its check or what it became, by its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samphan.directory import policy
from samphan.directory.actions import imports as actions
from samphan.directory.actions.imports_work import CHECK, READ, ask_work
from samphan.directory.forms.imports import BringForm, ColumnsForm
from samphan.directory.models import ImportKind, ImportState, ListImport
from samphan.directory.queries.imports import kinds
from samphan.directory.queries.imports_lines import SMALL, first_rows, is_large
from samphan.directory.queries.imports_sources import media_type, read_source
from samphan.directory.transitions import list_acts
from samphan.directory.views.imports_loading import about, address, load, work_of
from samphan.directory.views.imports_preview import check, preview
from samphan.directory.views.imports_result import result
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind, respond
from samphan.tenancy import files

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest

SAMPLE_ROWS: Final = 200


def lists(request: NetworkRequest) -> HttpResponse:
    """Every list that was brought, the latest first, and the way to bring another."""
    request.actor.must(policy.see_lists, on=request.network)
    own = [kind for kind in kinds().values() if request.actor.may(policy.bring_list, on=kind.code)]
    state = ListState.read(request, sorts=("brought",), filters=("state", "kind"), default="-brought")
    rows = (
        ListImport.objects.for_actor(request.actor)
        .select_related("brought_by")
        .defer("answers", "created", "outcome", "summary")
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
            content=form.content,
            media_type=media_type(form.content),
        )
        if not brought.is_read:
            ask_work(by=request.actor, brought=brought, act=READ)
        for note in form.sheet.notes:
            messages.warning(request, note)
        return brought

    return respond(
        request,
        form,
        act=act,
        then=lambda brought: reverse("directory:list_columns", args=[request.network.slug, brought.pk]),
        template="directory/imports/bring.html",
        context={
            "kind": found,
            "subject": dict(subjects).get(subject or 0, ""),
            "subject_url": found.result_url(request.network.slug, ListImport(subject_id=subject))
            if subject
            else "",
        },
        success=_("The list was read. Nothing is in the directory yet."),
    )


def columns(request: NetworkRequest, pk: int) -> HttpResponse:
    """What each column holds: a guess, to be corrected."""
    brought = load(request, pk)
    if "match" not in list_acts(brought.state):
        return HttpResponseRedirect(address(request, brought))
    kind = kinds()[brought.kind]
    rows = first_rows(brought, SAMPLE_ROWS)
    form = bind(ColumnsForm, request, brought=brought, kind=kind, rows=rows)

    def act(form: ColumnsForm) -> str:
        if form.is_other_sheet:
            _choose(request, brought, form.cleaned_data["sheet"])
            return request.path
        matched = actions.match_columns(
            by=request.actor,
            brought=brought,
            header_row=form.cleaned_data["header_row"],
            columns=form.mapping(),
        )
        if is_large(matched) and matched.is_read:
            ask_work(by=request.actor, brought=matched, act=CHECK)
        return address(request, matched)

    return respond(
        request,
        form,
        act=act,
        then=lambda there: there,
        template="directory/imports/columns.html",
        context={**about(request, brought), "work": work_of(brought)},
        success="" if form.is_other_sheet else _("The columns are matched. Please check the rows."),
    )


def _choose(request: NetworkRequest, brought: ListImport, name: str) -> None:
    """Read the first rows of another sheet of the file, and let the worker read the others."""
    if brought.file is None:
        return
    sheet = read_source(files.read(brought.file), brought.source_name, sheet=name, first=SMALL)
    chosen = actions.choose_sheet(by=request.actor, brought=brought, sheet=sheet)
    if not chosen.is_read:
        ask_work(by=request.actor, brought=chosen, act=READ)


def brought_list(request: NetworkRequest, pk: int) -> HttpResponse:
    """One list, by its state: to its columns, its check, or what it became."""
    brought = load(request, pk)
    if brought.state == ImportState.MAPPING:
        return HttpResponseRedirect(
            reverse("directory:list_columns", args=[request.network.slug, brought.pk])
        )
    if brought.state == ImportState.PREVIEW:
        return check(request, brought) if request.method == "POST" else preview(request, brought)
    return result(request, brought)
