"""One room a board: its latest changes as bytes that every listener shares, and who listens.

A change is loaded once a room, made into bytes once an audience, and written to each listener as they are. What a
listener has not seen is found by its revision alone, so nothing is queued for the slow: who falls behind what the room
keeps gets the whole board, who does not read at all is let go.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from samphan.boards.queries import presence
from samphan.boards.streams.reads import Admission, News, read_news, read_whole

if TYPE_CHECKING:
    from samphan.boards.streams.reads import Reader

COALESCE: Final = 0.25
"""Seconds between two fan-outs of a room."""
JOINED_EVERY: Final = 1.0
KEPT: Final = 300
OLDEST_WHOLE: Final = 50
"""A whole board is sent again to others until so many changes came after it."""
REFRESH: Final = 15.0
"""Seconds after which a room looks again whether its links still work, also when nothing changed."""


@dataclass(frozen=True, slots=True)
class Told:
    """One change, as an event for each audience."""

    revision: int
    all: bytes
    staff: bytes


class Listener:
    """One stream. ``revision`` is what it was sent, -1 before its first board; ``ended`` says why it must stop."""

    __slots__ = (
        "admission",
        "ended",
        "is_stuck",
        "joined",
        "pings",
        "revision",
        "slot",
        "stuck_since",
        "task",
        "waiter",
    )

    def __init__(self, admission: Admission, revision: int, slot: int) -> None:
        self.admission = admission
        self.revision = revision
        self.slot = slot
        self.joined = 0
        self.pings = False
        self.ended = ""
        self.is_stuck = False
        self.stuck_since = 0.0
        self.task: asyncio.Task[None] | None = None
        self.waiter: asyncio.Future[None] | None = None

    def wake(self) -> None:
        """Let it look what there is."""
        if self.waiter is not None and not self.waiter.done():
            self.waiter.set_result(None)

    def end(self, reason: str) -> None:
        """Let it stop after what it has not seen yet."""
        self.ended = self.ended or reason
        self.wake()

    def let_go(self) -> None:
        """Stop writing to a client that reads nothing."""
        self.is_stuck = True
        if self.task is not None:
            self.task.cancel()

    async def wait(self) -> None:
        """Sleep until woken."""
        self.waiter = asyncio.get_running_loop().create_future()
        try:
            await self.waiter
        finally:
            self.waiter = None


class Room:
    """The listeners of a board and what they are to be told."""

    def __init__(self, reader: Reader, board_id: int, network_id: int) -> None:
        self.reader, self.board_id, self.network_id = reader, board_id, network_id
        self.listeners: set[Listener] = set()
        self.revision = -1
        self.is_closed = False
        self.links: frozenset[int] = frozenset()
        self._told: deque[Told] = deque(maxlen=KEPT)
        self._pieces: dict[tuple[int, bool, bool], bytes] = {}
        self._whole: dict[bool, tuple[int, bytes]] = {}
        self._whole_lock = asyncio.Lock()
        self._taken_back = -1
        self._joined_version = 0
        self._joined_event = b""
        self._joined_said = 0.0
        self._refreshed = 0.0
        self._flushed = 0.0
        self._flush: asyncio.Task[None] | None = None
        self._is_stale = False

    async def load(self) -> None:
        """Read the latest changes for the first time."""
        self._take(await self.reader.run(read_news, self.board_id, self.network_id, -1))

    # --- who listens -----------------------------------------------------------------------------------------------

    def join(self, listener: Listener) -> None:
        self.listeners.add(listener)
        self._count()

    def leave(self, listener: Listener) -> None:
        self.listeners.discard(listener)
        self._count()

    @property
    def joined(self) -> int:
        """Phones that listen."""
        return presence.joined(self.board_id)

    def tick(self, now: float) -> None:
        """Every second: say how many joined, look now and then whether links still work."""
        version = self.joined
        if now - self._joined_said >= JOINED_EVERY and self._joined_event != _joined(version):
            self._joined_said = now
            self._joined_event = _joined(version)
            self._joined_version += 1
            self._pieces.clear()
            # Phones hear it with the next change or ping: only a wall and those who lead wait for the number.
            for listener in self.listeners:
                if not listener.admission.counts:
                    listener.wake()
        if now - self._refreshed >= REFRESH:
            self.hear()

    # --- what changed ----------------------------------------------------------------------------------------------

    def hear(self) -> None:
        """Something changed, or may have: load it soon, at most once in 250 ms."""
        self._is_stale = True
        if self._flush is None:
            self._flush = asyncio.create_task(self._flush_until_fresh())

    async def _flush_until_fresh(self) -> None:
        try:
            while self._is_stale:
                await asyncio.sleep(max(0.0, self._flushed + COALESCE - time.monotonic()))
                self._is_stale = False
                self._flushed = self._refreshed = time.monotonic()
                try:
                    news = await self.reader.run(read_news, self.board_id, self.network_id, self.revision)
                except Exception:  # noqa: BLE001 - whatever keeps the database away: it is asked again
                    self._is_stale = True
                    await asyncio.sleep(1)
                    continue
                self._take(news)
        finally:
            self._flush = None

    def _take(self, news: News) -> None:
        is_new = news.revision != self.revision or not news.is_whole
        # A card that was hidden or taken back stays in no memory from which somebody who comes later would be sent it.
        if news.takes_back or not news.is_whole or 0 <= news.revision < self.revision:
            self._told.clear()
            self._whole.clear()
            self._taken_back = news.revision
        for revision, everybody, staff in news.changes:
            self._told.append(Told(revision, _event(revision, everybody), _event(revision, staff)))
        self.revision, self.is_closed, self.links = news.revision, news.is_closed, news.links
        self._pieces.clear()
        for listener in self.listeners:
            if listener.admission.link_id is not None and listener.admission.link_id not in news.links:
                listener.end("revoked")
            elif news.is_closed and listener.admission.counts:
                listener.end("closed")
            elif is_new:
                listener.wake()

    # --- what a listener has not seen ------------------------------------------------------------------------------

    def reaches(self, revision: int) -> bool:
        """Whether the room keeps everything that came after a revision."""
        if revision >= self.revision >= 0:
            return revision <= self.revision + KEPT
        return bool(self._told) and revision >= self._told[0].revision - 1

    def piece(self, listener: Listener) -> bytes:
        """What the listener has not seen, made once for all who saw the same; it is marked as seen."""
        hears_joined = listener.joined != self._joined_version
        key = (listener.revision, listener.admission.is_staff, hears_joined)
        found = self._pieces.get(key)
        if found is None:
            told = [each for each in self._told if each.revision > listener.revision]
            found = b"".join(each.staff if listener.admission.is_staff else each.all for each in told)
            if hears_joined:
                found += self._joined_event
            self._pieces[key] = found
        listener.revision = max(listener.revision, self.revision)
        listener.joined = self._joined_version
        return found

    async def whole(self, *, staff: bool) -> tuple[int, bytes]:
        """The revision and the whole board, loaded once for many who come at the same time."""
        async with self._whole_lock:
            kept = self._whole.get(staff)
            is_old = kept is None or kept[0] < self._taken_back or self.revision - kept[0] > OLDEST_WHOLE
            if kept is None or is_old or not self.reaches(kept[0]):
                kept = await self.reader.run(read_whole, self.board_id, self.network_id, staff=staff)
                self._whole[staff] = kept
            return kept

    def _count(self) -> None:
        presence.note(self.board_id, sum(1 for each in self.listeners if each.admission.counts))


def _event(revision: int, body: str) -> bytes:
    rest = body[1:] if body.strip() != "{}" else "}"
    comma = "," if rest != "}" else ""
    return f'id: {revision}\ndata: {{"revision":{revision}{comma}{rest}\n\n'.encode()


def _joined(count: int) -> bytes:
    return f'data: {{"counts":{{"joined":{count}}}}}\n\n'.encode()
