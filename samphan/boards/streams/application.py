"""The ASGI application under ``/live/``: admits listeners, keeps the rooms, hears the database.

``/live/p/<network>/<token>`` for phones, ``/live/staff/<token>`` for those who lead and for projectors. ``?since=`` or
the ``Last-Event-ID`` of a browser that comes back says what was seen.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

import psycopg
from django.db import DatabaseError, connections

from samphan.boards.actions.changes import CHANNEL
from samphan.boards.queries import tokens
from samphan.boards.streams.reads import Denied, Reader, admit_lead, admit_phone
from samphan.boards.streams.rooms import Listener, Room
from samphan.kit.numbers import number_in
from samphan.tenancy import links

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    from samphan.boards.queries.tokens import Ticket
    from samphan.boards.streams.reads import Admission

    type Message = MutableMapping[str, Any]
    type Receive = Callable[[], Awaitable[Message]]
    type Send = Callable[[Message], Awaitable[None]]

PREFIX: Final = "/live/"
MOST: Final = 20_000
PING_SLOTS: Final = 15
"""Seconds between two pings of a stream; each second one part of the streams has its turn."""
STUCK: Final = 20.0
"""Seconds after which a stream is let go whose client reads nothing."""
FIRST_PAUSE: Final = 0.25
LONGEST_PAUSE: Final = 10.0
SILENCE: Final = 30.0
"""Seconds without news after which the listening connection is tried."""
RECHECK: Final = 15
"""Seconds after which it is asked again whether those who lead still may."""
BLIND: Final = 2
"""Seconds between two looks at each room while changes are not heard of."""
_PING: Final = b": ping\n\n"
_HEADERS: Final = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
log = logging.getLogger(__name__)


class Live:
    """All streams of this process. Nothing is started before somebody listens."""

    def __init__(self) -> None:
        self.rooms: dict[int, Room] = {}
        self.hears = False
        self._reader = Reader()
        self._opening: dict[int, asyncio.Lock] = {}
        self._known: dict[tuple[str, str], Admission] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._streams = 0
        self._slots = itertools.count()
        self._is_ending = False

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one stream until its client goes, its link ends or its board is closed."""
        if scope["method"] != "GET":
            await _refuse(send, 405)
            return
        if self._is_ending or self._streams >= MOST:
            await _refuse(send, 503)
            return
        try:
            admission = await self._admit(scope["path"])
            room = await self._room(admission)
        except Denied as denied:
            await _refuse(send, denied.status)
            return
        except (DatabaseError, psycopg.Error):
            await _refuse(send, 503)
            return
        listener = Listener(admission, _since(scope), next(self._slots) % PING_SLOTS)
        room.join(listener)
        self._streams += 1
        watching = asyncio.create_task(_watch(receive, listener))
        serving = listener.task = asyncio.create_task(_serve(room, listener, send))
        try:
            await asyncio.wait((serving,))
        finally:
            watching.cancel()
            serving.cancel()
            self._streams -= 1
            room.leave(listener)
            if not room.listeners and self.rooms.get(room.board_id) is room:
                del self.rooms[room.board_id]
        if listener.is_stuck:
            await _cut(send)
        if not serving.cancelled() and (error := serving.exception()) is not None:
            log.warning("a stream ended by %s", type(error).__name__)

    async def end(self) -> None:
        """End all streams, so that the process can stop; browsers come back by themselves."""
        self._is_ending = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for room in list(self.rooms.values()):
            for listener in list(room.listeners):
                listener.end("restart")
        self._reader.close()

    # --- who may listen --------------------------------------------------------------------------------------------

    async def _admit(self, path: str) -> Admission:
        match path.removeprefix(PREFIX).split("/"):
            case ["p", slug, token]:
                nonce = links.read(token)
                if nonce is None:
                    raise Denied(404)
                known = self._known.get((slug, nonce))
                room = self.rooms.get(known.board_id) if known else None
                # The room hears at once when its link ends; while nothing is heard, the database is asked each time.
                if known and room and self.hears and known.link_id in room.links:
                    return known
                admission = await self._reader.run(admit_phone, slug, nonce)
                self._known[slug, nonce] = admission
                return admission
            case ["staff", token]:
                ticket = tokens.read(token)
                if ticket is None:
                    raise Denied(404)
                return await self._reader.run(admit_lead, ticket)
        raise Denied(404)

    async def _room(self, admission: Admission) -> Room:
        self._start()
        async with self._opening.setdefault(admission.board_id, asyncio.Lock()):
            room = self.rooms.get(admission.board_id)
            if room is None:
                room = Room(self._reader, admission.board_id, admission.network_id)
                # It hears from now on: what changes while it loads is loaded after it.
                self.rooms[admission.board_id] = room
                try:
                    await room.load()
                except BaseException:
                    del self.rooms[admission.board_id]
                    raise
        if admission.counts and admission.link_id not in room.links:
            room.hear()
        return room

    # --- what the database says ------------------------------------------------------------------------------------

    def _start(self) -> None:
        if not self._tasks:
            self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._tick())]

    async def _listen(self) -> None:
        """Hear of changes; after a lost connection every room looks what it missed."""
        pause = FIRST_PAUSE
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    **_connection_parameters(), autocommit=True
                ) as connection:
                    await connection.execute(f"listen {CHANNEL}")
                    self.hears, pause = True, FIRST_PAUSE
                    for room in list(self.rooms.values()):
                        room.hear()
                    await self._hear(connection)
            except (psycopg.Error, OSError):
                log.warning("live boards lost the database; trying again in %.2f s", pause)
            finally:
                self.hears = False
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)

    async def _hear(self, connection: psycopg.AsyncConnection[Any]) -> None:
        while True:
            async for told in connection.notifies(timeout=SILENCE):
                room = self.rooms.get(int(told.payload))
                if room is not None:
                    room.hear()
            await connection.execute("select 1")

    async def _tick(self) -> None:
        """Every second: pings for one part of the streams, numbers of those who joined, and who is stuck."""
        for second in itertools.count():
            await asyncio.sleep(1)
            now = time.monotonic()
            for room in list(self.rooms.values()):
                room.tick(now)
                if not self.hears and second % BLIND == 0:
                    room.hear()
                for listener in room.listeners:
                    if listener.stuck_since and now - listener.stuck_since > STUCK:
                        listener.let_go()
                    if listener.slot == second % PING_SLOTS:
                        listener.pings = True
                        listener.wake()
            if second % RECHECK == RECHECK - 1:
                await self._recheck()

    async def _recheck(self) -> None:
        """Those who lead, whether they still do: a role may have been taken away meanwhile."""
        leading: defaultdict[Ticket, list[Listener]] = defaultdict(list)
        for room in list(self.rooms.values()):
            for listener in room.listeners:
                if (ticket := listener.admission.ticket) is not None:
                    leading[ticket].append(listener)
        for ticket, listeners in leading.items():
            try:
                await self._reader.run(admit_lead, ticket)
            except Denied:
                for listener in listeners:
                    listener.end("revoked")
            except (DatabaseError, psycopg.Error):
                return


async def _serve(room: Room, listener: Listener, send: Send) -> None:
    """Write to one client whatever it has not seen, until it ends."""
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    body = {"type": "http.response.body", "body": b"retry: 2000\n\n", "more_body": True}
    await send(body)
    if room.is_closed and listener.admission.counts:
        listener.end("closed")
    while listener.ended not in _AT_ONCE:
        if not room.reaches(listener.revision):
            await _send_whole(room, listener, send)
        piece = room.piece(listener)
        if listener.pings:
            listener.pings = False
            piece = piece or _PING
        if piece:
            listener.stuck_since = time.monotonic()
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            listener.stuck_since = 0.0
            continue
        if listener.ended:
            break
        await listener.wait()
    last = f'event: closed\ndata: {{"reason":"{listener.ended}"}}\n\n'.encode()
    await send(
        {
            "type": "http.response.body",
            "body": last if listener.ended in {"closed", "revoked"} else b"",
            "more_body": False,
        }
    )


_AT_ONCE: Final = frozenset({"gone", "revoked"})
"""Reasons after which nothing more is said. A board that was closed tells its last change first."""


async def _send_whole(room: Room, listener: Listener, send: Send) -> None:
    """The whole board in two lines of data: what is this client's own (the clock), and what all share."""
    revision, rest = await room.whole(staff=listener.admission.is_staff)
    clock = int(time.time() * 1000)
    own = f'event: reset\nid: {revision}\ndata: {{"now":{clock},\ndata: '.encode()
    listener.stuck_since = time.monotonic()
    await send({"type": "http.response.body", "body": own, "more_body": True})
    await send({"type": "http.response.body", "body": rest, "more_body": True})
    await send({"type": "http.response.body", "body": b"\n\n", "more_body": True})
    listener.stuck_since = 0.0
    listener.revision = revision


async def _watch(receive: Receive, listener: Listener) -> None:
    """Notice that the client went."""
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.end("gone")


async def _cut(send: Send) -> None:
    """Cut the connection of a client that reads nothing.

    The server closes politely: it would keep the socket and all that was not read until the client has read it, which
    is never. ASGI has no word for the other way, so the transport is taken from the server's own object.
    """
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if isinstance(transport, asyncio.WriteTransport):
        transport.abort()
        await asyncio.sleep(0)  # the server notices that nobody is there


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0"), (b"cache-control", b"no-store")]
    if status == 503:
        headers.append((b"retry-after", b"2"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _since(scope: Message) -> int:
    """The revision that the client has seen, -1 for none; a browser that comes back says it in a header."""
    seen = [value.decode("latin-1") for name, value in scope["headers"] if name == b"last-event-id"]
    seen += parse_qs(scope["query_string"].decode("latin-1")).get("since", [])
    return max((number for each in seen if (number := number_in(each)) is not None), default=-1)


def _connection_parameters() -> dict[str, Any]:
    """How Django connects, without what is Django's own."""
    parameters: dict[str, Any] = connections["default"].get_connection_params()
    for name in ("context", "cursor_factory", "prepare_threshold"):
        parameters.pop(name, None)
    return parameters
