"""From cards to outputs, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.boards import policy
from samphan.boards.actions import outputs as actions
from samphan.boards.forms.outputs import OutputForm
from samphan.boards.models import Board, Card, Cluster
from samphan.boards.queries.fates import event_fates
from samphan.boards.queries.outputs import outputs_page
from samphan.events.models import Event
from samphan.events.queries.tabs import cockpit
from samphan.kit.editing import bind, respond
from samphan.kit.http import by_link
from samphan.tenancy import links

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import LinkRequest, NetworkRequest

MOST_TICKED = 500


def outputs(request: NetworkRequest, pk: int) -> HttpResponse:
    """The clusters and cards of a board, to be ticked, and the output that they become."""
    boards = Board.objects.for_actor(request.actor).select_related("event", "group")
    board = get_object_or_404(boards, pk=pk)
    clusters, cards = _ticked(request, "cluster"), _ticked(request, "card")
    may_make = request.actor.may(policy.make_output, on=board)
    if request.method == "POST":
        request.actor.must(policy.make_output, on=board)
    return respond(
        request,
        bind(OutputForm, request, initial={"kind": "suggestion"}),
        act=lambda form: _make(request, board, clusters, cards, form),
        then=lambda _output: reverse("boards:outputs", args=[request.network.slug, board.pk]),
        template="boards/outputs.html",
        context={
            **cockpit(request, request.actor, board.event, within="boards:boards"),
            "board": board,
            "page": outputs_page(request.actor, board),
            "ticked_clusters": clusters,
            "ticked_cards": cards,
            "may_make": may_make,
        },
        success=_("The output was made. Its cards can be traced from it."),
    )


def _ticked(request: NetworkRequest, name: str) -> list[int]:
    return [
        int(each) for each in request.POST.getlist(name)[:MOST_TICKED] if each.isdecimal() and len(each) < 19
    ]


def _make(request: NetworkRequest, board: Board, clusters: list[int], cards: list[int], form: Any) -> object:
    return actions.make_output(
        by=request.actor,
        board=board,
        clusters=list(Cluster.objects.for_actor(request.actor).filter(board=board, pk__in=clusters)),
        cards=list(
            Card.objects.for_actor(request.actor).filter(board=board, pk__in=cards).select_related("prompt")
        ),
        **form.cleaned_data,
    )


def became(request: NetworkRequest, pk: int) -> HttpResponse:
    """What became of the cards of an event, for those who may see it; here the page is opened for everybody."""
    event = get_object_or_404(Event.objects.for_actor(request.actor), pk=pk)
    link = links.open_links(actions.BECAME, event, now=timezone.now()).first()
    return render(
        request,
        "boards/became.html",
        {
            **cockpit(request, request.actor, event),
            "fates": event_fates(request.actor, event),
            "address": links.address(link, request.network.slug) if link else "",
            "may_publish": request.actor.may(policy.publish_fates, on=event),
        },
    )


@require_POST
def publish(request: NetworkRequest, pk: int) -> HttpResponse:
    """Open the page for everybody with the address, or close it."""
    event = get_object_or_404(Event.objects.for_actor(request.actor), pk=pk)
    if request.POST.get("open") == "1":
        actions.publish_fates(by=request.actor, event=event, now=timezone.now())
    else:
        actions.hide_fates(by=request.actor, event=event, now=timezone.now())
    return HttpResponseRedirect(reverse("boards:became", args=[request.network.slug, pk]))


@by_link(actions.BECAME)
def became_public(request: LinkRequest) -> HttpResponse:
    """The same for everybody who has the address. Names are not told; a phone marks its own cards by itself."""
    event = get_object_or_404(Event.objects.for_actor(request.actor))
    return render(
        request, "boards/became_public.html", {"event": event, "fates": event_fates(request.actor, event)}
    )
