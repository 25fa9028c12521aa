"""Bodies as everybody may read them: those that the network publishes, whatever rights the reader has elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.governance.models import Body, BodyKind
from samphan.governance.queries.board import Board, board, change_days
from samphan.governance.queries.bodies import in_tree
from samphan.governance.views.bodies_shared import asked_day, board_table
from samphan.kit.http import public

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.http import NetworkRequest


@public
def bodies(request: NetworkRequest) -> HttpResponse:
    """The published bodies in their tree."""
    today = timezone.localdate()
    found = Body.objects.published(request.network.id).alive(today).order_by("order", "id")
    return render(request, "governance/bodies/public_list.html", {"rows": in_tree(list(found))})


@public
def body(request: NetworkRequest, pk: int) -> HttpResponse:
    """One published body on a day: names, positions, terms. Nothing else of anybody."""
    shown = Body.objects.published(request.network.id).filter(pk=pk).first()
    if shown is None:
        raise Http404(_("There is no public list at this address."))
    stops: tuple[dt.date, ...] = ()
    if request.GET.get("stop"):
        stops = Board.stops_of(change_days(shown), asked_day(request))
    found = board(request.actor, shown, asked_day(request, stops))
    context = {
        "body": shown,
        "board": found,
        "table": board_table(found),
        "kind": BodyKind(shown.kind).label,
        "is_public_page": True,
        "today": timezone.localdate(),
    }
    if request.htmx:
        return render(request, "governance/bodies/_board.html", context)
    return render(request, "governance/bodies/public_body.html", context)
