"""The positions of a body with their seats, and one seat with everybody who held it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.directory.models import OrganisationKind
from samphan.directory.queries.picking import Directory
from samphan.governance.actions import seats as actions
from samphan.governance.actions.terms import Period, make_acting
from samphan.governance.forms.bodies import PositionRowForm, SeatForm
from samphan.governance.forms.terms import ActingForm
from samphan.governance.models import Position
from samphan.governance.policy.bodies import manage
from samphan.governance.queries.terms import seat_history
from samphan.governance.views.bodies_shared import (
    address,
    instruments_of,
    load_body,
    load_seat,
    way_of,
)
from samphan.kit.editing import attempt, bind
from samphan.kit.errors import Conflict, Problem
from samphan.kit.numbers import number_in
from samphan.kit.pages import form_page, rows_of, values_of

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest

BLANK_ROWS = 3


def positions(request: NetworkRequest, pk: int) -> HttpResponse:
    """The positions of a body in their order, each with its number of seats, written as a list."""
    shown = load_body(request, pk, to_manage=True)
    known = (
        Position.objects.for_actor(request.actor)
        .filter(body=shown)
        .annotate(open_seats=Count("seats", filter=Q(seats__until__isnull=True)))
        .order_by("order", "id")
        .values_list("pk", "title_th", "title_en", "open_seats")
    )
    initial = [dict(zip(("id", "title_th", "title_en", "seats"), each, strict=True)) for each in known]
    rows = rows_of(PositionRowForm, blank=1 if initial else BLANK_ROWS)
    data = request.POST if request.method == "POST" else request.draft
    formset = rows(data, prefix="rows", initial=initial)
    version, problem, is_stale, status = shown.version, "", False, 200
    if request.method == "POST":
        status = 422
        seen = number_in(request.POST.get("version", ""))
        version = seen or shown.version
        if formset.is_valid():
            written = [
                actions.PositionRow(row["id"], row["title_th"], row["title_en"], row["seats"] or 0)
                for row in values_of(formset)
            ]
            try:
                with attempt():
                    actions.arrange_positions(by=request.actor, body=shown, rows=written, version=seen)
            except Problem as found:
                problem = str(found.message)
            except Conflict as conflict:
                version, is_stale, status = conflict.version, True, 409
            else:
                messages.success(request, _("Saved."))
                return HttpResponseRedirect(address(request, "body", pk))
    context = {
        "body": shown,
        "formset": formset,
        "version": version,
        "problem": problem,
        "is_stale": is_stale,
        "way": way_of(request, shown),
        "back": address(request, "body", pk),
    }
    return render(request, "governance/bodies/positions.html", context, status=status)


def seat(request: NetworkRequest, pk: int) -> HttpResponse:
    """One seat: what it is, and everybody who held it or stood in."""
    shown = load_seat(request, pk)
    today = timezone.localdate()
    terms = seat_history(request.actor, shown)
    kinds = dict(OrganisationKind.choices)
    context = {
        "seat": shown,
        "terms": terms,
        "is_vacant": not any(today in each.possible and each.is_substantive() for each in terms),
        "on_behalf_kind": kinds.get(shown.on_behalf_kind, ""),
        "may_manage": request.actor.may(manage, on=shown),
        "way": way_of(request, shown.body),
        "today": today,
    }
    return render(request, "governance/bodies/seat.html", context)


def change_seat(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a seat."""
    shown = load_seat(request, pk, to_manage=True)
    names = ("office_th", "office_en", "office_of", "on_behalf", "on_behalf_kind", "since", "until")
    directory = Directory(request.actor, organisations=[shown.office_of_id, shown.on_behalf_id])
    return form_page(
        request,
        bind(SeatForm, request, initial={name: getattr(shown, name) for name in names}, directory=directory),
        title=_("Change the seat"),
        subtitle=f"{shown.position.title} {shown.number}",
        act=lambda form: actions.change_seat(by=request.actor, seat=shown, **form.words()),
        then=lambda _changed: address(request, "seat", pk),
        back=address(request, "seat", pk),
        way=way_of(request, shown.body),
    )


@require_POST
def remove_seat(request: NetworkRequest, pk: int) -> HttpResponse:
    """Take out a seat that nobody ever held."""
    shown = load_seat(request, pk, to_manage=True)
    try:
        with attempt():
            actions.remove_seat(by=request.actor, seat=shown)
    except Problem as problem:
        messages.error(request, str(problem.message))
        return HttpResponseRedirect(address(request, "seat", pk))
    messages.success(request, _("The seat was taken out."))
    return HttpResponseRedirect(address(request, "body", shown.body_id))


def acting(request: NetworkRequest, pk: int) -> HttpResponse:
    """Who acts in the office of a seat for a while."""
    shown = load_seat(request, pk, to_manage=True)
    form = bind(
        ActingForm,
        request,
        directory=Directory(request.actor, people=[number_in(request.POST.get("person", ""))]),
        instruments=instruments_of(request, shown.body),
    )
    return form_page(
        request,
        form,
        title=_("Somebody acts in this office"),
        subtitle=f"{shown.position.title}, {shown.body.name}",
        said=_(
            "While the office is vacant this is acting; beside a holder it is a substitute, until the holder's end."
        ),
        act=lambda form: make_acting(
            by=request.actor,
            seat=shown,
            person=form.cleaned_data["person"],
            period=Period(form.cleaned_data["since"], form.cleaned_data["until"]),
            instrument=form.cleaned_data["instrument"],
        ),
        then=lambda _made: address(request, "seat", pk),
        back=address(request, "seat", pk),
        way=way_of(request, shown.body),
    )
