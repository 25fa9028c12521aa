"""What the pages of bodies share: loading, addresses, a form with its way back, one act by POST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samphan.governance.forms.bodies import AsOfForm
from samphan.governance.models import Body, Instrument, Seat, Term
from samphan.governance.policy.bodies import manage
from samphan.kit.components import Column, Table
from samphan.kit.numbers import number_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.utils.functional import _StrOrPromise

    from samphan.governance.queries.board import Board
    from samphan.kit.http import NetworkRequest

    type Way = Sequence[tuple[_StrOrPromise, str]]


def address(request: NetworkRequest, name: str, *args: object) -> str:
    """An address of this app in the network of the request."""
    return reverse(f"governance:{name}", args=[request.network.slug, *args])


def load_body(request: NetworkRequest, pk: int, *, to_manage: bool = False) -> Body:
    """The body of an address, or 404; ``to_manage`` refuses who may not keep it."""
    body = get_object_or_404(Body.objects.for_actor(request.actor).select_related("parent"), pk=pk)
    if to_manage:
        request.actor.must(manage, on=body)
    return body


def load_term(request: NetworkRequest, pk: int, *, to_manage: bool = False) -> Term:
    """The term of an address, with its body, office, instruments and whom it stands in for."""
    found = Term.objects.for_actor(request.actor).select_related(
        "body", "position", "seat__position", "person", "instrument", "end_instrument", "stands_for"
    )
    term = get_object_or_404(found, pk=pk)
    if to_manage:
        request.actor.must(manage, on=term)
    return term


def load_seat(request: NetworkRequest, pk: int, *, to_manage: bool = False) -> Seat:
    """The seat of an address with its position and body."""
    found = Seat.objects.for_actor(request.actor).select_related("body", "position", "office_of", "on_behalf")
    seat = get_object_or_404(found, pk=pk)
    if to_manage:
        request.actor.must(manage, on=seat)
    return seat


def instruments_of(request: NetworkRequest, body: Body) -> list[Instrument]:
    """The orders and resolutions among which a form chooses, the latest first."""
    return list(Instrument.objects.for_actor(request.actor).filter(body=body).order_by("-dated", "-id"))


def asked_day(request: NetworkRequest, stops: Sequence[dt.date] = ()) -> dt.date:
    """The day of which a body is shown: ``?on=`` as people write a date, or ``?stop=`` of the slider; else today.

    What cannot be read shows today: an address is never an error.
    """
    stop = number_in(request.GET.get("stop"), digits=4)
    if stops and stop is not None:
        return stops[min(stop, len(stops) - 1)]
    form = AsOfForm(request.GET)
    day: dt.date | None = form.cleaned_data["on"] if form.is_valid() else None
    return day or timezone.localdate()


def board_table(board: Board) -> Table:
    """The lines of a board as a table."""
    return Table(
        key="members",
        caption=_("Members"),
        columns=(
            Column(pgettext("office", "Position")),
            Column(_("Name")),
            Column(pgettext("office", "Term")),
        ),
        rows=list(board.rows()),
        is_plain=True,
    )


def way_of(request: NetworkRequest, body: Body | None = None) -> list[tuple[_StrOrPromise, str]]:
    """The way to a body."""
    way: list[tuple[_StrOrPromise, str]] = [(_("Bodies"), address(request, "bodies"))]
    return [*way, (body.name, address(request, "body", body.pk))] if body else way
