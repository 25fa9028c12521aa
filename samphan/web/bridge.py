"""From ASGI to WSGI: Django's pages rendered in threads, with one hand-over in each direction.

Every hand-over between the event loop and a thread wakes somebody who then waits for the interpreter. A library that
passes each message through a queue between the two made a page of 3 ms cost 1.5 ms more; so a request goes to its thread
with its body, and an answer comes back whole. What is long, an upload or a file, still flows piece by piece.
"""

from __future__ import annotations

import asyncio
import contextvars
import io
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping

    type Message = MutableMapping[str, Any]
    type Receive = Callable[[], Awaitable[Message]]
    type Send = Callable[[Message], Awaitable[None]]
    type StartResponse = Callable[..., Callable[[bytes], object]]
    type Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

PIECE: Final = 65_536
"""Bytes of a body that are read before its page begins, and of an answer that are sent at once."""


class Pages:
    """A WSGI application as an ASGI one; at most ``threads`` pages are rendered at once, others wait their turn."""

    def __init__(self, application: Application, *, threads: int) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request. What the application raises is the server's to log and to answer."""
        loop = asyncio.get_running_loop()
        try:
            begun, is_whole = await _beginning(receive)
        except ConnectionResetError:
            return
        rest = None if is_whole else _Rest(loop, receive)
        body = io.BytesIO(begun) if rest is None else io.BufferedReader(_Upload(begun, rest), PIECE)
        answer = _Answer(loop, send)
        # A context of its own, so that nothing that one page leaves behind is found by the next one of its thread.
        run = contextvars.copy_context().run
        last = await loop.run_in_executor(
            self._threads, run, answer.render, self._application, environ(scope, body)
        )
        if answer.start is not None:
            await send(answer.start)
        await send({"type": "http.response.body", "body": last})


async def _beginning(receive: Receive) -> tuple[bytes, bool]:
    """The first bytes of a body, and whether they are all of it."""
    found = b""
    while True:
        message = await _message(receive)
        found += message.get("body", b"")
        if not message.get("more_body", False):
            return found, True
        if len(found) >= PIECE:
            return found, False


class _Rest:
    """What of a long body is still to come, asked for by the thread that reads it."""

    def __init__(self, loop: asyncio.AbstractEventLoop, receive: Receive) -> None:
        self._loop, self._receive = loop, receive
        self.is_over = False

    def next(self) -> bytes:
        """The next bytes, none at the end.

        Raises:
            ConnectionResetError: the client went away in the middle.
        """
        while not self.is_over:
            message = asyncio.run_coroutine_threadsafe(_message(self._receive), self._loop).result()
            self.is_over = not message.get("more_body", False)
            if body := message.get("body", b""):
                return bytes(body)
        return b""


async def _message(receive: Receive) -> Message:
    message = await receive()
    if message["type"] == "http.disconnect":
        raise ConnectionResetError("the client went away while it sent")
    return message


class _Upload(io.RawIOBase):
    """A long body as a file."""

    def __init__(self, begun: bytes, rest: _Rest) -> None:
        self._left, self._rest = memoryview(begun), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._left:
            self._left = memoryview(self._rest.next())
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


class _Answer:
    """What a page answers: kept until it is whole, or sent piece by piece when it is long."""

    def __init__(self, loop: asyncio.AbstractEventLoop, send: Send) -> None:
        self._loop, self._send = loop, send
        self.start: Message | None = None
        self._is_begun = False

    def render(self, application: Application, environment: dict[str, Any]) -> bytes:
        """In a thread: run the page, send what is long, and give back what is left to send."""
        pieces = application(environment, self._start_response)
        try:
            kept, size = list[bytes](), 0
            for piece in pieces:
                # Only a second piece shows that the answer is not whole: most have one, however long.
                if size >= PIECE:
                    self._say(b"".join(kept))
                    kept, size = [], 0
                kept.append(piece)
                size += len(piece)
            return b"".join(kept)
        finally:
            if (close := getattr(pieces, "close", None)) is not None:
                close()

    def _start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> Callable[[bytes], object]:
        if self._is_begun and exc_info is not None:
            raise exc_info[1]
        self.start = {
            "type": "http.response.start",
            "status": int(status[:3]),
            "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers],
        }
        return self._say

    def _say(self, piece: bytes) -> None:
        """Send a piece, and wait until the client has taken most of what came before."""
        asyncio.run_coroutine_threadsafe(self._send_piece(piece), self._loop).result()

    async def _send_piece(self, piece: bytes) -> None:
        start, self.start = self.start, None
        if start is not None:
            self._is_begun = True
            await self._send(start)
        await self._send({"type": "http.response.body", "body": piece, "more_body": True})


def environ(scope: Message, body: object) -> dict[str, Any]:
    """What WSGI tells of a request (PEP 3333): texts hold bytes, one a character."""
    host, port = scope.get("server") or ("localhost", 80)
    told: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if scope.get("client"):
        told["REMOTE_ADDR"], remote_port = scope["client"]
        told["REMOTE_PORT"] = str(remote_port)
    for key, value in _headers(scope["headers"]):
        told[key] = f"{told[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{value}" if key in told else value
    return told


def _headers(headers: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[str, str]]:
    """Names as WSGI writes them. One with ``_`` would be read as the one with ``-`` that a proxy sets: it is left out."""
    for name, value in headers:
        if b"_" in name:
            continue
        key = name.decode("latin-1").upper().replace("-", "_")
        yield key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}", value.decode("latin-1")
