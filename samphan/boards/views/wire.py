"""What phones send and fetch: JSON under the link of the room. The token in the address is the authority.

No cookie is read, so there is nothing that another site could make a browser send: these views take JSON alone and
are exempt from the check of forms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from samphan.boards import policy
from samphan.boards.actions.ballots import answer_poll, cast_ballot
from samphan.boards.actions.cards import Gone, add_card, edit_card, report_abuse, withdraw_card
from samphan.boards.actions.texts import uuid_of
from samphan.boards.models import Board, Prompt
from samphan.boards.queries.snapshot import missed, snapshot
from samphan.boards.views.answers import answers_json, error, ok, slow_down
from samphan.boards.views.reading import Reader
from samphan.kit.http import by_link
from samphan.kit.numbers import number_in

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable

    from django.http import HttpResponse

    from samphan.kit.http import LinkRequest, NetworkRequest

JSON = "application/json"


def since(request: NetworkRequest) -> int:
    """The revision that the client says it has; -1 for nonsense, which gets the whole board."""
    seen = number_in(request.GET.get("since"))
    return -1 if seen is None else seen


def changes_json(request: NetworkRequest, board: Board, *, staff: bool) -> HttpResponse:
    """What came since, or the whole board when that is too much."""
    found = missed(board, since(request), staff=staff)
    if found.changes is None:
        return ok({"reset": True, "snapshot": snapshot(board, staff=staff, now=timezone.now())})
    return ok({"revision": found.revision, "changes": found.changes})


def board_of(request: NetworkRequest, pk: int | None = None) -> Board:
    """The board of the address, or the one that the link leads to."""
    wanted = Q(pk=pk) if pk is not None else Q()
    rows = Board.objects.for_actor(request.actor).select_related("spotlight_card")
    return get_object_or_404(rows, wanted)


@by_link(policy.JOIN)
@answers_json
def state(request: LinkRequest) -> HttpResponse:
    """The whole board as everybody sees it."""
    return ok(snapshot(board_of(request), staff=False, now=timezone.now()))


@by_link(policy.JOIN)
@answers_json
def changes(request: LinkRequest) -> HttpResponse:
    """What came since a revision."""
    return changes_json(request, board_of(request), staff=False)


def _posts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of the room that takes a JSON post, at the speed of people."""

    @csrf_exempt
    @by_link(policy.JOIN)
    @answers_json
    def posted(request: LinkRequest, **address: str) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if request.content_type != JSON:
            return error(_("What was sent cannot be read."), 400)
        if late := slow_down(request, request.link.subject_id):
            return late
        return view(request, **address)

    posted.__doc__ = view.__doc__
    return posted


@_posts
def cards(request: LinkRequest) -> HttpResponse:
    """A card: 201, or 200 when it was known already."""
    given = Reader(request)
    prompts = Prompt.objects.for_actor(request.actor).select_related("board")
    prompt = prompts.filter(pk=given.number("prompt")).first()
    if prompt is None:
        raise Gone(_("This question is not on the board any more."))
    written = add_card(
        by=request.actor,
        prompt=prompt,
        key=given.key(),
        text=given.text("text"),
        secret=given.text("secret"),
        name=given.text("name"),
        now=timezone.now(),
    )
    return ok({"key": str(written.key)}, 201 if written.is_new else 200)


@_posts
def card(request: LinkRequest, key: str) -> HttpResponse:
    """Another text for a card."""
    given = Reader(request)
    edit_card(
        by=request.actor,
        board=board_of(request),
        key=_key(key),
        text=given.text("text"),
        secret=given.text("secret"),
        name=given.text("name") if given.has("name") else None,
        now=timezone.now(),
    )
    return ok({"key": key})


@_posts
def withdraw(request: LinkRequest, key: str) -> HttpResponse:
    """Take a card back."""
    given = Reader(request)
    withdraw_card(
        by=request.actor,
        board=board_of(request),
        key=_key(key),
        secret=given.text("secret"),
        now=timezone.now(),
    )
    return ok({"key": key})


@_posts
def report(request: LinkRequest, key: str) -> HttpResponse:
    """Report a card that should not be shown."""
    given = Reader(request)
    report_abuse(
        by=request.actor,
        board=board_of(request),
        key=_key(key),
        reason=given.text("reason"),
        now=timezone.now(),
    )
    return ok({"key": key})


@_posts
def ballot(request: LinkRequest) -> HttpResponse:
    """The whole ballot of a phone."""
    given = Reader(request)
    cast_ballot(
        by=request.actor,
        board=board_of(request),
        prompt_id=given.number("prompt"),
        secret=given.text("secret"),
        dots=given.counts("dots"),
        now=timezone.now(),
    )
    return ok({"prompt": given.number("prompt")})


@_posts
def answer(request: LinkRequest) -> HttpResponse:
    """The answer of a phone to a poll."""
    given = Reader(request)
    option = given.number_or_none("option")
    answer_poll(
        by=request.actor,
        board=board_of(request),
        prompt_id=given.number("prompt"),
        secret=given.text("secret"),
        options=given.numbers("options") if option is None else [option],
        number=given.number_or_none("number"),
        texts=given.texts("words"),
        now=timezone.now(),
    )
    return ok({"prompt": given.number("prompt")})


def _key(text: str) -> uuid.UUID:
    found = uuid_of(text)
    if found is None:
        raise Gone(_("This card is not on the board any more."))
    return found
