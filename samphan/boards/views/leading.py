"""What those who lead send and fetch: the board as they see it, each act, and suggestions for clusters.

The same views stand under two addresses: in the network for who holds the permission (with the token of forms in the
header ``X-CSRFToken``), and under the personal link of a facilitator without account.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponseNotAllowed
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from samphan.boards import policy, transitions
from samphan.boards.actions import entering, room, sorting
from samphan.boards.actions.deed import Stale
from samphan.boards.queries.likeness import suggestions as suggested
from samphan.boards.queries.snapshot import missed, snapshot
from samphan.boards.views.answers import answers_json, error, ok
from samphan.boards.views.reading import Reader
from samphan.boards.views.wire import JSON, board_of, changes_json
from samphan.kit.errors import Problem
from samphan.kit.http import by_link, says_json
from samphan.kit.numbers import number_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from django.http import HttpResponse

    from samphan.boards.models import Board
    from samphan.kit.actor import Actor
    from samphan.kit.http import NetworkRequest

    type Act = Callable[[Actor, Board, Reader, dt.datetime], Any]


def _prompt_act(act: str) -> Act:
    return lambda by, board, given, now: room.turn_prompt(
        by=by, board=board, prompt=given.number("prompt"), act=act, now=now
    )


def _voting_act(act: str) -> Act:
    return lambda by, board, given, now: room.turn_voting(
        by=by, board=board, prompt=given.number("prompt"), act=act, now=now
    )


def _spotlight(by: Actor, board: Board, given: Reader, now: dt.datetime) -> Any:
    """``{kind, id}`` of a card (its key) or cluster, or null."""
    kind = given.text("kind")
    return room.set_spotlight(
        by=by,
        board=board,
        card=given.key("id") if kind == "card" else None,
        cluster=given.number("id") if kind == "cluster" else None,
        now=now,
    )


ACTS: Final[dict[str, Act]] = {
    "open": lambda by, board, _given, now: room.open_board(by=by, board=board, now=now),
    "close": lambda by, board, _given, now: room.close_board(by=by, board=board, now=now),
    "renew_pin": lambda by, board, _given, now: room.renew_pin(by=by, board=board, now=now),
    **{
        act: _prompt_act(act)
        for act in (
            transitions.SHOW,
            transitions.REVEAL,
            transitions.HIDE,
            transitions.CLOSE_PROMPT,
            transitions.REOPEN,
        )
    },
    transitions.OPEN_VOTING: _voting_act(transitions.OPEN_VOTING),
    transitions.CLOSE_VOTING: _voting_act(transitions.CLOSE_VOTING),
    "set_timer": lambda by, board, given, now: room.set_timer(
        by=by, board=board, seconds=given.number("seconds"), now=now
    ),
    "stop_timer": lambda by, board, _given, now: room.stop_timer(by=by, board=board, now=now),
    "spotlight": _spotlight,
    "add_card": lambda by, board, given, now: entering.enter_card(
        by=by,
        board=board,
        prompt=given.number("prompt"),
        text=given.text("text"),
        way=given.text("way"),
        name=given.text("name"),
        key=given.key_or_none("key"),
        now=now,
    ),
    "edit_card": lambda by, board, given, now: entering.correct_card(
        by=by, board=board, card=given.key("card"), text=given.text("text"), now=now
    ),
    "hide": lambda by, board, given, now: entering.hide_card(
        by=by, board=board, card=given.key("card"), now=now
    ),
    "show": lambda by, board, given, now: entering.show_card(
        by=by, board=board, card=given.key("card"), now=now
    ),
    "handle_report": lambda by, board, given, now: entering.handle_reports(
        by=by, board=board, card=given.key("card"), now=now
    ),
    "tally": lambda by, board, given, now: entering.tally_paper(
        by=by,
        board=board,
        prompt=given.number("prompt"),
        target=given.text("target"),
        count=given.number("count"),
        now=now,
    ),
    "cluster": lambda by, board, given, now: sorting.cluster_cards(
        by=by,
        board=board,
        cards=given.keys(),
        title=given.text("title"),
        seen_in=given.number_or_none("from"),
        now=now,
    ),
    "add_to": lambda by, board, given, now: sorting.add_to_cluster(
        by=by,
        board=board,
        cluster=given.number("cluster"),
        cards=given.keys(),
        seen_in=given.number_or_none("from"),
        now=now,
    ),
    "take_out": lambda by, board, given, now: sorting.take_out(
        by=by, board=board, cards=given.keys(), seen_in=given.number_or_none("from"), now=now
    ),
    "merge": lambda by, board, given, now: sorting.merge_clusters(
        by=by, board=board, into=given.number("into"), clusters=given.numbers("clusters"), now=now
    ),
    "split": lambda by, board, given, now: sorting.split_cluster(
        by=by,
        board=board,
        cluster=given.number("cluster"),
        cards=given.keys(),
        title=given.text("title"),
        now=now,
    ),
    "rename": lambda by, board, given, now: sorting.rename_cluster(
        by=by, board=board, cluster=given.number("cluster"), title=given.text("title"), now=now
    ),
    "dissolve": lambda by, board, given, now: sorting.dissolve_cluster(
        by=by, board=board, cluster=given.number("cluster"), now=now
    ),
    "move": lambda by, board, given, now: sorting.move(
        by=by,
        board=board,
        card=given.key_or_none("card"),
        cluster=given.number_or_none("cluster"),
        before=given.before(),
        now=now,
    ),
    "undo": lambda by, board, _given, now: sorting.undo(by=by, board=board, now=now),
}


def _board(request: NetworkRequest, pk: int | None) -> Board:
    board = board_of(request, pk)
    request.actor.must(policy.facilitate, on=board)
    return board


@answers_json
def state(request: NetworkRequest, pk: int | None = None) -> HttpResponse:
    """The whole board as those see it who lead."""
    return ok(snapshot(_board(request, pk), staff=True, now=timezone.now()))


@answers_json
def changes(request: NetworkRequest, pk: int | None = None) -> HttpResponse:
    """What came since a revision."""
    return changes_json(request, _board(request, pk), staff=True)


@answers_json
def suggestions(request: NetworkRequest, pk: int | None = None) -> HttpResponse:
    """Cards of one prompt (``?prompt=``) that could belong together, and why."""
    board = _board(request, pk)
    prompt_id = number_in(request.GET.get("prompt")) or 0
    return ok({"suggestions": [each.as_json() for each in suggested(board, prompt_id)]})


@answers_json
def act(request: NetworkRequest, pk: int | None = None) -> HttpResponse:
    """One act (``{"act": …}``); answers with the revision and what came since the one that the client says it has.

    409 carries the present state: somebody else changed what one acts on.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if request.content_type != JSON:
        return error(_("What was sent cannot be read."), 400)
    given = Reader(request)
    board = _board(request, pk)
    name = given.text("act")
    if name not in ACTS:
        raise Problem(_("What was sent cannot be read."), field="act")
    seen = given.number_or_none("revision")  # before the act: what cannot be read must not have happened
    try:
        ACTS[name](request.actor, board, given, timezone.now())
    except Stale as stale:
        board = _board(request, pk)
        now = snapshot(board, staff=True, now=timezone.now())
        return ok({"error": str(stale.message), "revision": board.revision, "snapshot": now}, 409)
    board = _board(request, pk)
    found = missed(board, board.revision - 1 if seen is None else seen, staff=True)
    if found.changes is None:
        return ok(
            {
                "revision": board.revision,
                "reset": True,
                "snapshot": snapshot(board, staff=True, now=timezone.now()),
            }
        )
    return ok({"revision": board.revision, "changes": found.changes})


def _under_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same view for a facilitator without account; a function of its own, because the mark stands on it."""

    @by_link(policy.LEAD)
    def by_token(request: NetworkRequest) -> HttpResponse:
        return view(request)

    return says_json(by_token)


state_by_link = _under_link(state)
changes_by_link = _under_link(changes)
suggestions_by_link = _under_link(suggestions)
# The token in the address is the authority, no cookie is read.
act_by_link = csrf_exempt(_under_link(act))
