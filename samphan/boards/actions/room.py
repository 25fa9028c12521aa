"""What those who lead do with the room: open and close, show and reveal prompts, vote, timer, spotlight."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samphan.boards import policy, transitions
from samphan.boards.actions.changes import lock, publish
from samphan.boards.actions.deed import Stale, prompt_of, ready
from samphan.boards.models import BoardChange, BoardState, Card, Cluster, Voting
from samphan.boards.queries.snapshot import changed
from samphan.kit.errors import Problem
from samphan.tenancy import links
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import uuid

    from samphan.boards.models import Board, Prompt
    from samphan.kit.actor import Actor
    from samphan.tenancy.models import Link

LONGEST_TIMER: Final = 4 * 3600
ATTEMPTS: Final = 20


@transaction.atomic
def open_board(*, by: Actor, board: Board, now: dt.datetime) -> Board:
    """Let people in: the board gets a PIN, and a link if it has none that works.

    Raises:
        Stale: it is open already.
    """
    by.must(policy.facilitate, on=board)
    board = lock(board)
    _follow(board, transitions.OPEN)
    board.closed_at = None
    _give_pin(board)
    if not links.open_links(policy.JOIN, board, now=now).exists():
        links.make(policy.JOIN, board)
    publish(board, changed(board, with_board=True))
    record(by, "open_board", board)
    return board


@transaction.atomic
def close_board(*, by: Actor, board: Board, now: dt.datetime) -> Board:
    """End it: phones read and write no more, the PIN leads nowhere. Changes that were kept for them are forgotten.

    Raises:
        Stale: it is not open.
    """
    by.must(policy.facilitate, on=board)
    board = lock(board)
    _follow(board, transitions.CLOSE)
    board.pin, board.closed_at = "", now
    board.timer_ends_at = board.timer_left = None
    board.save(update_fields=["state", "pin", "closed_at", "timer_ends_at", "timer_left"])
    publish(board, changed(board, with_board=True))
    BoardChange.objects.filter(board=board, revision__lt=board.revision).delete()
    record(by, "close_board", board)
    return board


@transaction.atomic
def renew_pin(*, by: Actor, board: Board, now: dt.datetime) -> Link:
    """A link that leaked dies at once, for everybody who came by it: a new link and a new PIN.

    Raises:
        Stale: the board is not open.
    """
    by.must(policy.facilitate, on=board)
    board = lock(board)
    if board.state != BoardState.OPEN:
        raise Stale(_("This board is not open."))
    for link in links.open_links(policy.JOIN, board, now=now):
        links.revoke(link, now=now)
    _give_pin(board)
    made = links.make(policy.JOIN, board)
    publish(board, changed(board, with_board=True))
    record(by, "renew_pin", board)
    return made


@transaction.atomic
def turn_prompt(*, by: Actor, board: Board, prompt: int, act: str, now: dt.datetime) -> Prompt:  # noqa: ARG001 - as every act of the board
    """Show, reveal, hide, close or reopen a prompt (an act of ``transitions``); showing makes it the current one.

    Raises:
        Stale: the act cannot follow the present state.
    """
    board = ready(by, board)
    row = prompt_of(board, prompt)
    state = transitions.next_state(row, act)
    if state is None and not (act == transitions.SHOW and row.state != "hidden"):
        raise Stale(_("This cannot be done with the question now: somebody else was quicker."))
    before = row.state
    row.state = state or row.state
    row.is_revealed = row.is_revealed or act == transitions.REVEAL
    row.save(update_fields=["state", "is_revealed"])
    if act == transitions.SHOW:
        board.current = row
    elif act == transitions.HIDE and board.current_id == row.pk:
        board.current = None
    board.save(update_fields=["current"])
    publish(board, changed(board, prompts=[row.pk], whole_prompts=[row.pk], with_board=True))
    record(by, act, board, changes={"prompt": row.pk, "state": [before, row.state]})
    return row


@transaction.atomic
def turn_voting(*, by: Actor, board: Board, prompt: int, act: str, now: dt.datetime) -> Prompt:  # noqa: ARG001 - as every act of the board
    """Open or close the voting on cards and clusters; only closing shows what was voted.

    Raises:
        Stale: the act cannot follow the present state.
        Problem: nobody sees the cards yet.
    """
    board = ready(by, board)
    row = prompt_of(board, prompt)
    if not row.is_written:
        raise Problem(_("This question is answered by choosing."), field="prompt")
    if not row.shows_cards:
        raise Problem(_("Reveal the cards first: nobody can vote for what is not seen."), field="prompt")
    state = transitions.VOTING.get((row.voting, act))
    if state is None:
        raise Stale(_("This cannot be done with the question now: somebody else was quicker."))
    before, row.voting = row.voting, state
    row.save(update_fields=["voting"])
    if state == Voting.OPEN:
        board.current = row
        board.save(update_fields=["current"])
    publish(board, changed(board, prompts=[row.pk], whole_prompts=[row.pk], with_board=True))
    record(by, act, board, changes={"prompt": row.pk, "voting": [before, row.voting]})
    return row


@transaction.atomic
def set_timer(*, by: Actor, board: Board, seconds: int, now: dt.datetime) -> Board:
    """Let the timer run for so many seconds; 0 takes it away.

    Raises:
        Problem: longer than four hours.
    """
    board = ready(by, board)
    if not 0 <= seconds <= LONGEST_TIMER:
        raise Problem(_("A timer runs for at most four hours."), field="seconds")
    board.timer_ends_at = now + dt.timedelta(seconds=seconds) if seconds else None
    board.timer_left = None
    return _tell_board(by, board, "set_timer", {"seconds": seconds}, "timer_ends_at", "timer_left")


@transaction.atomic
def stop_timer(*, by: Actor, board: Board, now: dt.datetime) -> Board:
    """Let the timer stand at what is left."""
    board = ready(by, board)
    if board.timer_ends_at is not None:
        left = (board.timer_ends_at - now).total_seconds()
        board.timer_left = max(0, int(left * 1000))
        board.timer_ends_at = None
    return _tell_board(by, board, "stop_timer", {}, "timer_ends_at", "timer_left")


@transaction.atomic
def set_spotlight(
    *,
    by: Actor,
    board: Board,
    card: uuid.UUID | None = None,
    cluster: int | None = None,
    now: dt.datetime,  # noqa: ARG001 - as every act of the board
) -> Board:
    """Show one card or cluster large, or (with neither) nothing.

    Raises:
        Stale: it is not there any more.
    """
    board = ready(by, board)
    board.spotlight_card = board.spotlight_cluster = None
    if card is not None:
        board.spotlight_card = Card.objects.filter(
            board=board, key=card, is_withdrawn=False, is_hidden=False
        ).first()
    if cluster is not None:
        board.spotlight_cluster = Cluster.objects.filter(board=board, pk=cluster, state="active").first()
    if (card or cluster) and not (board.spotlight_card or board.spotlight_cluster):
        raise Stale(_("This is not on the board any more."))
    return _tell_board(by, board, "set_spotlight", {}, "spotlight_card", "spotlight_cluster")


def _tell_board(by: Actor, board: Board, act: str, changes: dict[str, int], *fields: str) -> Board:
    board.save(update_fields=fields)
    publish(board, changed(board, with_board=True))
    record(by, act, board, changes=changes)
    return board


def _follow(board: Board, act: str) -> None:
    state = transitions.BOARD.get((board.state, act))
    if state is None:
        raise Stale(_("Somebody else opened or closed the board already."))
    board.state = state


def _give_pin(board: Board) -> None:
    """Six digits that no other open board of the installation has."""
    for _attempt in range(ATTEMPTS):
        board.pin = f"{secrets.randbelow(1_000_000):06d}"
        try:
            with transaction.atomic():
                board.save(update_fields=["state", "pin", "closed_at"])
        except IntegrityError:
            continue
        return
    raise Problem(_("No free PIN was found. Please try again."))
