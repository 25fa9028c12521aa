"""The tree of bodies, one as of a day, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.governance.actions import bodies as actions
from samphan.governance.forms.bodies import BodyForm, CloseForm, ConfirmCloseForm, ReasonForm
from samphan.governance.models import Body, BodyKind, Term
from samphan.governance.policy.bodies import manage, see
from samphan.governance.queries import bodies as queries
from samphan.governance.queries.board import Board, board, change_days
from samphan.governance.queries.orders import name_list_document
from samphan.governance.queries.terms import ending, vacancies
from samphan.governance.views.bodies_shared import (
    address,
    asked_day,
    board_table,
    load_body,
    way_of,
)
from samphan.kit import panels
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.documents import render_docx, render_pdf
from samphan.kit.editing import bind
from samphan.kit.formats import thai_date
from samphan.kit.pages import form_page
from samphan.kit.pages import run_act as act
from samphan.kit.workbook import spreadsheet
from samphan.tenancy import files

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from samphan.governance.queries.bodies import BodyRow
    from samphan.kit.http import NetworkRequest

_MAKERS: Final[dict[str, tuple[Any, str]]] = {
    "pdf": (render_pdf, files.PDF),
    "docx": (render_docx, files.DOCX),
}


MONTHS: Final = (3, 6, 12, 24)
"""How far the overview looks ahead; the second where nothing is asked."""


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="place")


def bodies(request: NetworkRequest) -> HttpResponse:
    """The bodies of the network in their tree."""
    request.actor.must(see, on=request.network)
    state = _state(request)
    page = state.paginate(queries.body_rows(request.actor, state, timezone.localdate()), per_page=50)
    everybody = _("all")
    table = Table(
        key="bodies",
        caption=_("Bodies"),
        columns=(
            Column(_("Body"), "name"),
            Column(_("Kind")),
            Column(_("Stated seats"), kind="number"),
            Column(_("Counted seats"), kind="number"),
            Column(_("People"), "people", kind="number"),
            Column(_("Vacant"), kind="number"),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search bodies"),
        filters=(
            Filter("kind", _("Kind"), [("", everybody), *BodyKind.choices], state.filters["kind"]),
            Filter(
                "state",
                _("State"),
                [("", everybody), ("open", _("in existence")), ("closed", pgettext("body", "closed"))],
                state.filters["state"],
            ),
        ),
        export_url=address(request, "bodies_export"),
    )
    context = {
        "table": table,
        "in_tree": state.sort_key == "place",
        "may_manage": request.actor.may(manage, on=request.network),
    }
    return render(request, "governance/bodies/list.html", context)


def bodies_export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(see, on=request.network)
    rows = queries.body_rows(request.actor, _state(request), timezone.localdate())
    heads = [
        _("Name in Thai"), _("Name in English"), _("Kind"), _("Belongs to"), _("Since"), _("Until"), _("Stated seats"),
        _("Stated as of"), _("Source"), _("Counted seats"), _("Filled"), _("Vacant"), _("Listed without a seat"),
        _("People"),
    ]  # fmt: skip
    names = {row.body.pk: str(row.body.name) for row in rows}
    return spreadsheet(_("Bodies"), heads, (_exported(row, names) for row in rows))


def _exported(row: BodyRow, names: dict[int, str]) -> list[Any]:
    body = row.body
    return [
        body.name_th, body.name_en, row.kind, names.get(body.parent_id or 0, ""),
        thai_date(body.since) if body.since else "", thai_date(body.until) if body.until else "", body.stated_seats,
        thai_date(body.stated_on) if body.stated_on else "", body.stated_source, row.seats, row.filled, row.vacant,
        row.listed, row.people,
    ]  # fmt: skip


def _board(request: NetworkRequest, body: Body) -> Board:
    """The board of the asked day: the slider's stops are those around the day that it showed."""
    stops: tuple[dt.date, ...] = ()
    if request.GET.get("stop"):
        around = asked_day(request)
        stops = Board.stops_of(change_days(body), around)
    return board(request.actor, body, asked_day(request, stops))


def body(request: NetworkRequest, pk: int) -> HttpResponse:
    """One body: who sits in it on a day, what changed, what is vacant, and what is said of it."""
    shown = load_body(request, pk)
    found = _board(request, shown)
    context = {"body": shown, "board": found, "table": board_table(found), "today": timezone.localdate()}
    if request.htmx:
        return render(request, "governance/bodies/_board.html", context)
    actor = request.actor
    context |= {
        "parts": Body.objects.for_actor(actor).filter(parent=shown).order_by("order", "id"),
        "instruments": queries.instruments(actor, shown),
        "quorum": queries.quorum_in_words(shown),
        "kind": BodyKind(shown.kind).label,
        "history": queries.history(actor, shown),
        "tabs": panels.tabs("governance.body", by=actor, on=shown, current="governance:body"),
        "may_manage": actor.may(manage, on=shown),
    }
    return render(request, "governance/bodies/body.html", context)


def print_board(request: NetworkRequest, pk: int) -> HttpResponse:
    """The board of a day for paper."""
    shown = load_body(request, pk)
    found = _board(request, shown)
    context = {
        "body": shown,
        "board": found,
        "table": board_table(found),
        "kind": BodyKind(shown.kind).label,
    }
    return render(request, "governance/bodies/print.html", context)


def board_export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The board of a day as a workbook."""
    shown = load_body(request, pk)
    found = _board(request, shown)
    heads = [
        pgettext("office", "Position"), _("Seat"), _("Name in Thai"), _("Name in English"), pgettext("office", "Capacity"), _("On behalf of"), _("Since"),
        _("Stated as of"), _("Until"), _("Vacant since"),
    ]  # fmt: skip
    return spreadsheet(f"{shown.name} {found.on.isoformat()}", heads, _board_rows(found))


def _board_rows(found: Board) -> Iterator[list[Any]]:
    for row in found.rows():
        group, line = row.group, row.line
        seat = line.seat.number if line else ""
        if row.holding is None:
            vacant = line.vacant_since if line else None
            yield [
                str(group.position.title),
                seat,
                "",
                "",
                pgettext("office", "vacant"),
                "",
                "",
                "",
                "",
                thai_date(vacant) if vacant else "",
            ]
            continue
        term = row.holding.term
        yield [
            str(group.position.title), seat, term.name_th, term.name_en, str(row.holding.capacity),
            str(term.on_behalf_name), *(thai_date(day) if day else "" for day in (term.since, term.stated, term.until)),
            "",
        ]  # fmt: skip


def names(request: NetworkRequest, pk: int, kind: str) -> HttpResponse:
    """The list of names with room for signatures, as Word document or PDF."""
    shown = load_body(request, pk)
    if kind not in _MAKERS:
        raise Http404(kind)
    make, media_type = _MAKERS[kind]
    document = name_list_document(
        shown, _board(request, shown), issuer=request.network.name_th, created=timezone.now()
    )
    name = f"{document.title}.{kind}"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
    return HttpResponse(
        make(document), content_type=media_type, headers={k: v for k, v in headers.items() if v}
    )


def _months(request: NetworkRequest) -> int:
    asked = request.GET.get("months", "")
    return int(asked) if asked in {str(each) for each in MONTHS} else MONTHS[1]


def overview(request: NetworkRequest) -> HttpResponse:
    """What wants attention in all bodies: terms that end soon, vacant seats, people in several bodies."""
    request.actor.must(see, on=request.network)
    months, today = _months(request), timezone.localdate()
    context = {
        "months": months,
        "choices": MONTHS,
        "ending": ending(request.actor, today, queries.months_on(today, months)),
        "vacancies": vacancies(request.actor, today),
        "several": queries.in_several_bodies(request.actor, today),
    }
    return render(request, "governance/bodies/overview.html", context)


def overview_export(request: NetworkRequest) -> HttpResponse:
    """Terms that end soon and vacant seats, as a workbook."""
    request.actor.must(see, on=request.network)
    today = timezone.localdate()
    until = queries.months_on(today, _months(request))
    heads = [
        _("Subject"), _("Body"), pgettext("office", "Position"), _("Seat"), _("Name"), _("Until"), _("Vacant since"),
    ]  # fmt: skip
    rows: list[list[Any]] = [
        [
            _("end of a term"), str(term.body.name), str(term.position.title), term.seat.number if term.seat else "",
            str(term.name), thai_date(term.until), "",
        ]
        for term in ending(request.actor, today, until)
    ]  # fmt: skip
    rows += [
        [
            _("vacant seat"), str(each.seat.body.name), str(each.seat.position.title), each.seat.number,
            str(each.acting.name) if each.acting else "", "", thai_date(each.since) if each.since else "",
        ]
        for each in vacancies(request.actor, today)
    ]  # fmt: skip
    return spreadsheet(_("Terms and vacancies"), heads, rows)


def _parents(request: NetworkRequest, besides: Body | None = None) -> list[tuple[Body, str]]:
    everybody = list(Body.objects.for_actor(request.actor).order_by("order", "id"))
    return [
        (each, f"{'– ' * depth}{each.name}")
        for each, depth in queries.in_tree(everybody)
        if besides is None or each.pk != besides.pk
    ]


def _words(form: BodyForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


def new(request: NetworkRequest) -> HttpResponse:
    """The form of a new body."""
    request.actor.must(manage, on=request.network)
    under = request.GET.get("under", "")
    initial = {"kind": BodyKind.COMMITTEE, "parent": under if under.isdecimal() else None}
    return form_page(
        request,
        bind(BodyForm, request, initial=initial, parents=_parents(request)),
        title=_("New body"),
        act=lambda form: actions.create_body(by=request.actor, **_words(form)),
        then=lambda made: address(request, "positions", made.pk),
        back=address(request, "bodies"),
        way=way_of(request),
        label=_("Save and arrange the seats"),
        success=_("The body was added."),
    )


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of what is said of a body."""
    shown = load_body(request, pk, to_manage=True)
    initial = {name: getattr(shown, name) for name in (*actions.BODY_FIELDS, "version")}
    initial["parent"] = shown.parent_id
    return form_page(
        request,
        bind(BodyForm, request, initial=initial, parents=_parents(request, shown)),
        title=_("Change the body"),
        subtitle=shown.name,
        act=lambda form: actions.change_body(
            by=request.actor, body=shown, version=form.cleaned_data["version"], **_words(form)
        ),
        then=lambda _changed: address(request, "body", pk),
        back=address(request, "body", pk),
        way=way_of(request, shown),
    )


@require_POST
def move(request: NetworkRequest, pk: int, way: str) -> HttpResponse:
    """One place up or down in the list."""
    shown = load_body(request, pk, to_manage=True)
    if way not in {"up", "down"}:
        raise Http404(way)
    return act(
        request,
        lambda: actions.move_body(by=request.actor, body=shown, up=way == "up"),
        address(request, "bodies"),
    )


def close(request: NetworkRequest, pk: int) -> HttpResponse:
    """The last day of a body: the terms that end with it are shown first, then it is closed."""
    shown = load_body(request, pk, to_manage=True)
    ends: list[Term] = []
    form = bind(CloseForm, request)
    is_confirmed = "confirm" in request.POST
    if request.method == "POST" and form.is_valid():
        ends = actions.ending_with(request.actor, shown, form.cleaned_data["until"])
        if not is_confirmed:
            seen = " ".join(str(term.pk) for term in ends)
            form = ConfirmCloseForm(initial={**form.cleaned_data, "seen": seen})
            context = {"body": shown, "form": form, "terms": ends, "is_preview": True}
            return render(request, "governance/bodies/close.html", context)
    return form_page(
        request,
        bind(ConfirmCloseForm, request) if is_confirmed else form,
        title=_("Close the body"),
        subtitle=shown.name,
        said=_("Its terms end with it. They are shown before anything is saved."),
        act=lambda form: actions.close_body(by=request.actor, body=shown, **form.cleaned_data),
        then=lambda _closed: address(request, "body", pk),
        back=address(request, "body", pk),
        way=way_of(request, shown),
        label=_("Show what ends with it"),
        success=_("The body was closed."),
    )


@require_POST
def reopen(request: NetworkRequest, pk: int) -> HttpResponse:
    """Take the closing back."""
    shown = load_body(request, pk, to_manage=True)
    return act(
        request,
        lambda: actions.reopen_body(by=request.actor, body=shown),
        address(request, "body", pk),
        _("The body is open again, and its terms go on as before."),
    )


def remove(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks for the reason before a body entered by mistake is taken out."""
    shown = load_body(request, pk, to_manage=True)
    return form_page(
        request,
        bind(ReasonForm, request),
        title=_("Take the body out"),
        subtitle=shown.name,
        said=_(
            "Use this for a body that was entered by mistake. One that ended is closed: then its history is kept."
        ),
        act=lambda form: actions.remove_body(
            by=request.actor, body=shown, reason=form.cleaned_data["reason"]
        ),
        then=lambda _nothing: address(request, "bodies"),
        back=address(request, "body", pk),
        way=way_of(request, shown),
        label=_("Take the body out"),
        kind="danger",
        success=_("The body was taken out."),
    )
