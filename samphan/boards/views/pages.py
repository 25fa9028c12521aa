"""The live pages: where a PIN is typed, the phone, the facilitator, the wall. Each carries the board as it is now."""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from samphan.boards import policy
from samphan.boards.actions.cards import add_card
from samphan.boards.forms.live import PinForm, PlainCardForm
from samphan.boards.models import Card, Prompt, PromptState
from samphan.boards.queries import tokens
from samphan.boards.queries.pins import TooManyGuesses, find_by_pin
from samphan.boards.queries.snapshot import snapshot, standing
from samphan.boards.transitions import ANSWERED_IN
from samphan.boards.views import words
from samphan.boards.views.answers import answers_json, ok, too_fast
from samphan.boards.views.wire import board_of, changes_json
from samphan.kit.editing import bind
from samphan.kit.errors import Problem
from samphan.kit.http import by_link, public, says_json
from samphan.tenancy import links

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.boards.models import Board
    from samphan.kit.http import LinkRequest, NetworkRequest, Request

MOST_PLAIN_CARDS: Final = 200
"""Cards that the page without a script lists."""


@csrf_exempt  # it leads to an address and changes nothing; the token of forms would leave a cookie on the phone
@public
def join(request: Request) -> HttpResponse:
    """Six digits lead to the board that is open with them; the address is that on the projector."""
    form = bind(PinForm, request)
    status = 200
    wait = 0
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                found = find_by_pin(form.cleaned_data["pin"], address=request.META.get("REMOTE_ADDR", ""))
            except TooManyGuesses as guesses:
                form.add_error("pin", str(guesses.message))
                status, wait = 429, guesses.seconds
            except Problem as problem:
                form.add_error("pin", str(problem.message))
            else:
                return HttpResponseRedirect(reverse("boards_public:board", args=[found.slug, found.token]))
    response = render(request, "boards/join.html", {"form": form}, status=status)
    if wait:
        response["Retry-After"] = str(wait)
    return response


@csrf_exempt  # the token in the address is the authority; no cookie is set by which a phone could be known again
@by_link(policy.JOIN)
def phone(request: LinkRequest) -> HttpResponse:
    """A participant's page. Without a script it shows the current question, with a form that posts one card."""
    board = board_of(request)
    prompt = _plain_prompt(request, board)
    form = None
    status = 200
    if prompt is not None and prompt.is_written and board.is_open and prompt.state in ANSWERED_IN:
        form = bind(PlainCardForm, request, naming=board.naming, initial={"key": uuid.uuid4()})
        if request.method == "POST":
            status = _post_plain(request, prompt, form)
            if status == 302:
                return HttpResponseRedirect(f"{request.path}?sent=1")
    token = request.path.rstrip("/").rpartition("/")[2]
    return _live(
        request,
        board,
        "boards/phone.html",
        {
            "base": request.path,
            "live": f"/live/p/{request.network.slug}/{token}",
            "words": words.phone(),
            "snapshot": snapshot(board, staff=False, now=timezone.now()),
            "reasons": words.reasons(),
            "prompt": prompt,
            "form": form,
            "is_sent": "sent" in request.GET,
            "cards": _plain_cards(prompt),
        },
        status=status,
    )


def _post_plain(request: LinkRequest, prompt: Prompt, form: PlainCardForm) -> int:
    """The status with which the form is answered: 302 when the card is taken, else what is wrong stands in the form."""
    if too_fast(request, prompt.board_id):
        form.add_error(None, _("Too much at once. Please wait a moment and send it again."))
        return 429
    if not form.is_valid():
        return 422
    try:
        add_card(
            by=request.actor,
            prompt=prompt,
            key=form.cleaned_data["key"],
            text=form.cleaned_data["text"],
            name=form.cleaned_data.get("name", ""),
            # Nobody keeps this one: what is sent without a script cannot be changed later.
            secret=secrets.token_urlsafe(16),
            now=timezone.now(),
        )
    except Problem as problem:
        form.add_error("text", str(problem.message))
        return 422
    return 302


def _plain_prompt(request: LinkRequest, board: Board) -> Prompt | None:
    rows = Prompt.objects.for_actor(request.actor).exclude(state=PromptState.HIDDEN)
    return rows.filter(pk=board.current_id or 0).select_related("board").first()


def _plain_cards(prompt: Prompt | None) -> list[Card]:
    if prompt is None or not prompt.shows_cards:
        return []
    return list(Card.objects.filter(standing(), prompt=prompt).order_by("order", "key")[:MOST_PLAIN_CARDS])


def lead(request: NetworkRequest, pk: int | None = None) -> HttpResponse:
    """The facilitator's page."""
    board = board_of(request, pk)
    request.actor.must(policy.facilitate, on=board)
    base = request.path.removesuffix("live/")
    back = ""
    if pk is not None:
        back = reverse("boards:board", args=[request.network.slug, board.pk])
    return _live(
        request,
        board,
        "boards/lead.html",
        {
            "base": base,
            "live": f"/live/staff/{tokens.issue(request.actor, board, staff=True)}",
            "projector": f"{base}projector/",
            "back": back,
            "words": words.lead(),
            "shortcuts": words.shortcuts(),
            "snapshot": snapshot(board, staff=True, now=timezone.now()),
            **_way_in(request, board),
        },
    )


def projector(request: NetworkRequest, pk: int | None = None) -> HttpResponse:
    """The wall. It is sent what everybody is sent, and nothing that only those see who lead."""
    board = board_of(request, pk)
    request.actor.must(policy.facilitate, on=board)
    return _live(
        request,
        board,
        "boards/projector.html",
        {
            "base": request.path,
            "live": f"/live/staff/{tokens.issue(request.actor, board, staff=False)}",
            "words": words.projector(),
            "snapshot": snapshot(board, staff=False, now=timezone.now()),
            **_way_in(request, board),
        },
    )


@answers_json
def wall_state(request: NetworkRequest, pk: int | None = None) -> HttpResponse:
    """The whole board as everybody sees it, for the wall."""
    board = board_of(request, pk)
    request.actor.must(policy.facilitate, on=board)
    return ok(snapshot(board, staff=False, now=timezone.now()))


@answers_json
def wall_changes(request: NetworkRequest, pk: int | None = None) -> HttpResponse:
    """What came since a revision, for the wall."""
    board = board_of(request, pk)
    request.actor.must(policy.facilitate, on=board)
    return changes_json(request, board, staff=False)


def _for_leaders(view: Callable[[NetworkRequest], HttpResponse]) -> Callable[[LinkRequest], HttpResponse]:
    """The same view under the link of a facilitator without account: a function of its own, for the mark is on it."""

    @by_link(policy.LEAD)
    def by_bearer(request: LinkRequest) -> HttpResponse:
        return view(request)

    by_bearer.__doc__ = view.__doc__
    return by_bearer


lead_by_link = _for_leaders(lead)
projector_by_link = _for_leaders(projector)
wall_state_by_link = says_json(_for_leaders(wall_state))
wall_changes_by_link = says_json(_for_leaders(wall_changes))


def way_in(board: Board, slug: str) -> str:
    """The whole address that the QR code carries, "" while the board lets nobody in."""
    if not board.is_open:
        return ""
    link = links.open_links(policy.JOIN, board, now=timezone.now()).first()
    return links.address(link, slug) if link else ""


def join_page() -> str:
    """The address to type, as short as people say it."""
    return f"{urlsplit(settings.BASE_URL).netloc}{reverse('join')}"


def _way_in(request: NetworkRequest, board: Board) -> dict[str, str]:
    return {"join": way_in(board, request.network.slug), "join_page": join_page()}


def _live(
    request: NetworkRequest, board: Board, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page that shows this moment: no cache keeps it."""
    response = render(request, template, {"board": board, **context}, status=status)
    response["Cache-Control"] = "no-store"
    return response
