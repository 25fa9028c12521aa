"""What streams ask the database. Every function runs in a thread, in a scope, and gives its connection back."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, Final, cast

from django.db import connection
from django.utils import timezone

from samphan.accounts.models import User
from samphan.boards import policy
from samphan.boards.models import Board
from samphan.boards.queries.snapshot import FAR_BEHIND, snapshot
from samphan.tenancy import links
from samphan.tenancy.scope import LinkEnded, NoSuchNetwork, link_scope, system_scope, user_scope

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from samphan.boards.queries import tokens

THREADS: Final = 2
REASON: Final = "live board"
_NEWS: Final = """
select revision, body_all::text, body_staff::text, (body_all #> '{remove,cards}') is not null
from boards_boardchange where board_id = %s and revision > %s order by revision limit %s
"""


class Denied(Exception):  # noqa: N818 - reads as what happened
    """Nobody may listen there: 404 where there is nothing, 410 where there was."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Admission:
    """Somebody may listen to a board: as what, and because of which link or user.

    ``counts`` for a phone in the room; a projector and those who lead are not counted.
    """

    board_id: int
    network_id: int
    is_staff: bool
    counts: bool
    link_id: int | None = None
    ticket: tokens.Ticket | None = None


@dataclass(frozen=True, slots=True)
class News:
    """What a board became since a revision: each change as text for all and for those who lead, the oldest first.

    ``is_whole`` is false when changes between are missing; ``takes_back`` is true when cards were taken from everybody. ``links`` are the ids of the links that still work.
    """

    revision: int
    is_closed: bool
    changes: Sequence[tuple[int, str, str]]
    is_whole: bool
    links: frozenset[int]
    takes_back: bool = False


class Reader:
    """Runs the reads in threads of their own, so that pages and streams do not wait for each other."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, "live")

    def run[**P, R](self, read: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Coroutine[Any, Any, R]:
        """The result of a read."""
        future = self._threads.submit(partial(_giving_back(read), *args, **kwargs))
        return _wait(asyncio.wrap_future(future))

    def close(self) -> None:
        """Let the threads end."""
        self._threads.shutdown(wait=False, cancel_futures=True)


async def _wait[R](future: asyncio.Future[R]) -> R:
    return await future


def _giving_back[**P, R](read: Callable[P, R]) -> Callable[P, R]:
    @wraps(read)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return read(*args, **kwargs)
        finally:
            connection.close()

    return run


def admit_phone(slug: str, nonce: str) -> Admission:
    """The bearer of a room's link, whose signature was found good.

    Raises:
        Denied: there is no such link, or it has ended.
    """
    try:
        with link_scope(slug, nonce, frozenset({policy.JOIN})) as actor:
            link = actor.link
            if link is None or link.subject_kind != "boards.board":
                raise Denied(404)
            return Admission(link.subject_id, actor.network_id, is_staff=False, counts=True, link_id=link.id)
    except NoSuchNetwork:
        raise Denied(404) from None
    except LinkEnded:
        raise Denied(410) from None


def admit_lead(ticket: tokens.Ticket) -> Admission:
    """Somebody who leads, or a projector, by a ticket whose signature was found good.

    Raises:
        Denied: the board is gone, or this person leads it no more.
    """
    try:
        if ticket.user_id is None:
            return _admit_link(ticket)
        with system_scope(REASON):
            user = User.objects.filter(pk=ticket.user_id, is_active=True).first()
        if user is None:
            raise Denied(410)
        with user_scope(user, ticket.slug) as actor:
            board = Board.objects.for_actor(actor).filter(pk=ticket.board_id).first()
            if board is None or not policy.facilitate(actor, board):
                raise Denied(410)
            return _admitted(board, ticket)
    except NoSuchNetwork:
        raise Denied(410) from None


def read_news(board_id: int, network_id: int, since: int) -> News:
    """What came after a revision; the last changes that are kept when ``since`` is negative."""
    with system_scope(REASON, network_id):
        board = Board.objects.only("revision", "state", "network_id").filter(pk=board_id).first()
        if board is None:
            return News(0, is_closed=True, changes=(), is_whole=False, links=frozenset())
        open_links = frozenset(
            pk
            for purpose in (policy.JOIN, policy.LEAD)
            for pk in links.open_links(purpose, board, now=timezone.now()).values_list("pk", flat=True)
        )
        after = since if since >= 0 else max(-1, board.revision - FAR_BEHIND)
        with connection.cursor() as cursor:
            cursor.execute(_NEWS, [board_id, after, FAR_BEHIND + 1])
            told = cursor.fetchall()
            rows = cast("list[tuple[int, str, str]]", [each[:3] for each in told])
    whole = _unbroken(rows)
    revision = max(board.revision, whole[-1][0] if whole else 0)
    reaches = (not whole and revision == after) or (
        bool(whole) and whole[-1][0] == revision and (since < 0 or whole[0][0] == after + 1)
    )
    return News(
        revision,
        not board.is_open,
        whole if reaches else (),
        reaches,
        open_links,
        takes_back=any(each[3] for each in told),
    )


def read_whole(board_id: int, network_id: int, *, staff: bool) -> tuple[int, bytes]:
    """The revision and the whole board as JSON without its first brace and without ``now``."""
    with system_scope(REASON, network_id):
        board = Board.objects.select_related("spotlight_card").get(pk=board_id)
        content = snapshot(board, staff=staff, now=timezone.now())
    content.pop("now")
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return board.revision, text[1:].encode()


def _admit_link(ticket: tokens.Ticket) -> Admission:
    with system_scope(REASON, ticket.slug):
        board = Board.objects.filter(pk=ticket.board_id).first()
        if board is None:
            raise Denied(410)
        if (
            not links.open_links(policy.LEAD, board, now=timezone.now())
            .filter(pk=ticket.link_id or 0)
            .exists()
        ):
            raise Denied(410)
        return _admitted(board, ticket)


def _admitted(board: Board, ticket: tokens.Ticket) -> Admission:
    return Admission(
        board.pk,
        board.network_id,
        is_staff=ticket.is_staff,
        counts=False,
        link_id=ticket.link_id,
        ticket=ticket,
    )


def _unbroken(rows: Sequence[tuple[int, str, str]]) -> Sequence[tuple[int, str, str]]:
    """The last rows without a gap between them."""
    start = 0
    for at in range(1, len(rows)):
        if rows[at][0] != rows[at - 1][0] + 1:
            start = at
    return rows[start:]
