"""Terms: the list of all, appointing by a list, and what becomes of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.directory.queries.picking import Directory
from samphan.governance.actions import term_changes as changes
from samphan.governance.actions import terms as actions
from samphan.governance.forms.bodies import ReasonForm
from samphan.governance.forms.terms import (
    AppointForm,
    AppointRowForm,
    CorrectForm,
    EndForm,
    ExtendForm,
    ReplaceForm,
)
from samphan.governance.models import Body, Capacity, Ending, InSeats, Position, Seat, Term, lasting
from samphan.governance.policy.bodies import manage, see
from samphan.governance.queries import terms as queries
from samphan.governance.queries.bodies import history, other_terms
from samphan.governance.views.bodies_shared import (
    address,
    instruments_of,
    load_body,
    load_term,
    way_of,
)
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import attempt, bind
from samphan.kit.errors import Problem
from samphan.kit.formats import thai_date
from samphan.kit.numbers import number_in
from samphan.kit.pages import form_page, rows_of, values_of
from samphan.kit.pages import run_act as act
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.http import NetworkRequest

BLANK_ROWS = 3


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.TERM_SORTS, filters=queries.TERM_FILTERS, default="name")


def terms(request: NetworkRequest) -> HttpResponse:
    """All terms of the network, in all bodies."""
    request.actor.must(see, on=request.network)
    state = _state(request)
    today = timezone.localdate()
    page = state.paginate(queries.term_list(request.actor, state, today))
    bodies = Body.objects.for_actor(request.actor).order_by("order", "id")
    everybody = _("all")
    table = Table(
        key="terms",
        caption=_("Terms of office"),
        columns=(
            Column(_("Name"), "name"),
            Column(pgettext("office", "Position")),
            Column(_("Since"), "since"),
            Column(_("Until"), "until"),
            Column(_("Order or resolution")),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search by name or position"),
        filters=(
            Filter(
                "body",
                _("Body"),
                [("", everybody), *((str(each.pk), str(each.name)) for each in bodies)],
                state.filters["body"],
            ),
            Filter(
                "state",
                _("State"),
                [
                    ("", everybody),
                    ("current", pgettext("office", "in office")),
                    ("over", pgettext("office", "over")),
                ],
                state.filters["state"],
            ),
        ),
        export_url=address(request, "terms_export"),
    )
    return render(request, "governance/bodies/terms.html", {"table": table, "today": today})


def terms_export(request: NetworkRequest) -> HttpResponse:
    """What the list of terms shows, as a workbook."""
    request.actor.must(see, on=request.network)
    heads = [
        _("Name in Thai"), _("Name in English"), _("Body"), pgettext("office", "Position"), _("Seat"), pgettext("office", "Capacity"),
        _("On behalf of"), _("Since"), _("Stated as of"), _("Until"), _("How it ended"), _("Reason"),
        _("Order or resolution"), _("Source"),
    ]  # fmt: skip
    rows = queries.term_list(request.actor, _state(request), timezone.localdate())
    return spreadsheet(_("Terms of office"), heads, (_exported(term) for term in rows))


def _exported(term: Term) -> list[Any]:
    dates = [thai_date(day) if day else "" for day in (term.since, term.stated, term.until)]
    return [
        term.name_th, term.name_en, str(term.body.name), str(term.position.title),
        term.seat.number if term.seat else "", str(Capacity(term.capacity).label), str(term.on_behalf_name), *dates,
        str(Ending(term.ended).label) if term.ended else "", term.end_reason,
        term.instrument.number if term.instrument else "", term.source,
    ]  # fmt: skip


def term(request: NetworkRequest, pk: int) -> HttpResponse:
    """One term with everything that is known of it."""
    shown = load_term(request, pk)
    today = timezone.localdate()
    context = {
        "term": shown,
        "capacity": Capacity(shown.capacity).label,
        "ended": Ending(shown.ended).label if shown.ended else "",
        "in_seats": InSeats(shown.in_seats).label,
        "is_current": today in shown.possible,
        "may_manage": request.actor.may(manage, on=shown),
        "way": way_of(request, shown.body),
        "history": history(request.actor, shown),
        "substitutes": Term.objects.for_actor(request.actor)
        .filter(stands_for=shown)
        .order_by("possible", "id"),
    }
    return render(request, "governance/bodies/term.html", context)


def appoint(request: NetworkRequest, pk: int) -> HttpResponse:
    """Appoint one person or many, by one order."""
    body = load_body(request, pk, to_manage=True)
    form = bind(
        AppointForm,
        request,
        instruments=instruments_of(request, body),
        term_months=body.term_months,
        initial={"instrument": number_in(request.GET.get("order", ""))},
    )
    seats, positions = _places(request, body)
    posted = [number_in(value) for name, value in request.POST.items() if name.endswith("-person")]
    organisations = [number_in(value) for name, value in request.POST.items() if name.endswith("-on_behalf")]
    rows = rows_of(AppointRowForm, blank=BLANK_ROWS)
    asked = number_in(request.GET.get("seat", ""))
    formset = rows(
        request.POST if request.method == "POST" else request.draft,
        prefix="rows",
        form_kwargs={
            "directory": Directory(request.actor, people=posted, organisations=organisations),
            "seats": seats,
            "positions": positions,
        },
    )
    if asked and not formset.is_bound:
        formset.forms[0].initial["seat"] = asked
    problem, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and formset.is_valid():
            try:
                with attempt():
                    made = actions.appoint(
                        by=request.actor, body=body, **_appointment(form, values_of(formset))
                    )
            except Problem as found:
                field = found.field if found.field in form.fields else None
                if field:
                    form.add_error(field, str(found.message))
                else:
                    problem = str(found.message)
            else:
                messages.success(request, _("Saved."))
                _tell_others(request, made)
                return HttpResponseRedirect(address(request, "body", pk))
    context = {
        "body": body,
        "form": form,
        "formset": formset,
        "problem": problem,
        "way": way_of(request, body),
        "back": address(request, "body", pk),
        "has_positions": bool(positions),
    }
    return render(request, "governance/bodies/appoint.html", context, status=status)


def _places(request: NetworkRequest, body: Body) -> tuple[list[tuple[Seat, str]], list[tuple[Position, str]]]:
    """The seats of a body with who holds them today, and its positions. Three statements."""
    today = timezone.localdate()
    seats = (
        Seat.objects.for_actor(request.actor)
        .filter(lasting(today), body=body)
        .select_related("position", "on_behalf")
        .order_by("position__order", "position_id", "number")
    )
    holders = Term.objects.for_actor(request.actor).filter(body=body).substantive().on(today)
    held = {each.seat_id: str(each.name) for each in holders}
    vacant = pgettext("office", "vacant")
    positions = Position.objects.for_actor(request.actor).filter(body=body).order_by("order", "id")
    return (
        [(each, f"{each.position.title} {each.number} ({held.get(each.pk, vacant)})") for each in seats],
        [(each, str(each.title)) for each in positions],
    )


def _appointment(form: AppointForm, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    words = form.cleaned_data
    is_stated = words["is_stated"]
    period = actions.Period(
        since=None if is_stated else words["since"],
        stated=words["since"] if is_stated else None,
        until=words["until"],
    )
    people = [
        actions.Appointee(
            person=row["person"],
            seat=row["seat"],
            position=row["position"],
            in_seats=row["in_seats"] or InSeats.NOT_STATED,
            on_behalf=row["on_behalf"],
        )
        for row in rows
        if row.get("person")
    ]
    return {
        "people": people,
        "period": period,
        "instrument": words["instrument"],
        "source": words["source"],
    }


def _tell_others(request: NetworkRequest, made: Sequence[Term]) -> None:
    """Who sits in the body a second time: allowed, and said."""
    for other in other_terms(request.actor, made):
        messages.warning(
            request,
            _("%(name)s sits in this body already, as %(position)s. Both terms are kept.")
            % {"name": other.name, "position": other.position.title},
        )


def end(request: NetworkRequest, pk: int) -> HttpResponse:
    """When and how a term ended."""
    shown = load_term(request, pk, to_manage=True)
    return form_page(
        request,
        bind(
            EndForm,
            request,
            initial={"version": shown.version, "ended": Ending.RESIGNED},
            instruments=instruments_of(request, shown.body),
        ),
        title=_("End the term"),
        subtitle=f"{shown.name}, {shown.position.title}",
        act=lambda form: changes.end_term(by=request.actor, term=shown, **form.cleaned_data),
        then=lambda _ended: address(request, "term", pk),
        back=address(request, "term", pk),
        way=way_of(request, shown.body),
        label=_("End the term"),
        success=_("The term was ended. This can be taken back below."),
    )


@require_POST
def resume(request: NetworkRequest, pk: int) -> HttpResponse:
    """Take the ending of a term back."""
    shown = load_term(request, pk, to_manage=True)
    return act(
        request,
        lambda: changes.resume_term(by=request.actor, term=shown),
        address(request, "term", pk),
        _("The term goes on as it was planned."),
    )


def extend(request: NetworkRequest, pk: int) -> HttpResponse:
    """A later last day."""
    shown = load_term(request, pk, to_manage=True)
    return form_page(
        request,
        bind(
            ExtendForm,
            request,
            initial={"version": shown.version},
            instruments=instruments_of(request, shown.body),
        ),
        title=_("Extend the term"),
        subtitle=f"{shown.name}, {shown.position.title}",
        act=lambda form: changes.extend_term(by=request.actor, term=shown, **form.cleaned_data),
        then=lambda _extended: address(request, "term", pk),
        back=address(request, "term", pk),
        way=way_of(request, shown.body),
        label=_("Extend the term"),
    )


def replace(request: NetworkRequest, pk: int) -> HttpResponse:
    """Somebody else takes the office from a day on."""
    shown = load_term(request, pk, to_manage=True)
    posted = number_in(request.POST.get("person", ""))
    directory = Directory(
        request.actor, people=[posted], organisations=[number_in(request.POST.get("on_behalf", ""))]
    )
    form = bind(
        ReplaceForm,
        request,
        directory=directory,
        instruments=instruments_of(request, shown.body),
        term_months=shown.body.term_months,
    )
    return form_page(
        request,
        form,
        title=_("Replace the holder"),
        subtitle=f"{shown.name}, {shown.position.title}",
        said=_("The present term ends on the day before the new one begins."),
        act=lambda form: _replace(request, shown, form),
        then=lambda _made: address(request, "body", shown.body_id),
        back=address(request, "term", pk),
        way=way_of(request, shown.body),
        label=_("Replace the holder"),
    )


def _replace(request: NetworkRequest, shown: Term, form: ReplaceForm) -> Term:
    words = {name: value for name, value in form.cleaned_data.items() if name != "is_open"}
    made = actions.replace_holder(by=request.actor, term=shown, **words)
    _tell_others(request, [made])
    return made


def correct(request: NetworkRequest, pk: int) -> HttpResponse:
    """Put right what was entered wrongly."""
    shown = load_term(request, pk, to_manage=True)
    names = (
        "name_th", "name_en", "since", "stated", "until", "ended", "end_reason", "is_ex_officio", "source", "in_seats",
        "place", "on_behalf", "instrument", "version",
    )  # fmt: skip
    form = bind(
        CorrectForm,
        request,
        initial={name: getattr(shown, name) for name in names},
        term=shown,
        directory=Directory(
            request.actor, organisations=[shown.on_behalf_id, number_in(request.POST.get("on_behalf", ""))]
        ),
        instruments=instruments_of(request, shown.body),
    )
    return form_page(
        request,
        form,
        title=_("Correct the term"),
        subtitle=f"{shown.name}, {shown.position.title}",
        said=_(
            "For what was entered wrongly. What happens to a term is entered as an end, an extension or a change."
        ),
        act=lambda form: changes.correct_term(by=request.actor, term=shown, **form.words()),
        then=lambda _corrected: address(request, "term", pk),
        back=address(request, "term", pk),
        way=way_of(request, shown.body),
    )


def remove(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks for the reason before a term entered by mistake is taken out."""
    shown = load_term(request, pk, to_manage=True)
    return form_page(
        request,
        bind(ReasonForm, request),
        title=_("Take the term out"),
        subtitle=f"{shown.name}, {shown.position.title}",
        said=_(
            "Use this for a term that was entered by mistake. One that is over is ended: then the history is kept."
        ),
        act=lambda form: changes.remove_term(by=request.actor, term=shown, **form.cleaned_data),
        then=lambda _nothing: address(request, "body", shown.body_id),
        back=address(request, "term", pk),
        way=way_of(request, shown.body),
        label=_("Take the term out"),
        kind="danger",
        success=_("The term was taken out."),
    )
