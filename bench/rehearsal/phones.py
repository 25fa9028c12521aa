"""Phones of people in a room: each listens to the board, keeps the secrets of its own cards, and posts."""

from __future__ import annotations

import asyncio
import http.client
import json
import secrets
import threading
import time
import urllib.parse
import uuid
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, Self

from rehearsal.web import Reader, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

    from rehearsal.facts import Idea

PATIENCE: Final = 30.0
OFTEN: Final = 0.1


class Ears:
    """What phones hear, each over a connection of its own, in a thread beside the one that acts."""

    def __init__(self, base: str, path: str, count: int) -> None:
        parts = urllib.parse.urlsplit(base)
        self.host, self.port = str(parts.hostname), parts.port or 80
        self.path, self.count = path, count
        self.heard = [bytearray() for _each in range(count)]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self.wait(lambda heard: b"event: reset" in heard)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop)
        self._thread.join(timeout=10)

    def wait(self, heard: Callable[[bytes], bool], seconds: float = PATIENCE) -> int:
        """Until every phone has heard it, or the time is over; how many have."""
        deadline = time.monotonic() + seconds
        while (count := sum(heard(bytes(each)) for each in self.heard)) < self.count:
            if time.monotonic() > deadline:
                break
            time.sleep(OFTEN)
        return count

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        everybody = asyncio.gather(*(self._listen(each) for each in self.heard), return_exceptions=True)
        try:
            self._loop.run_until_complete(everybody)
        except asyncio.CancelledError:
            pass
        finally:
            self._loop.close()

    def _stop(self) -> None:
        for task in asyncio.all_tasks(self._loop):
            task.cancel()

    async def _listen(self, heard: bytearray) -> None:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        head = (
            f"GET {self.path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nAccept: text/event-stream\r\n\r\n"
        )
        writer.write(head.encode())
        try:
            while data := await reader.read(65_536):
                heard += data
        finally:
            writer.close()


@dataclass
class Phone:
    """One phone. It never tells who holds it: each card has a secret of its own, voting has another.

    Attributes:
        base: the address in the QR code, ``/p/<network>/boards/<token>/``.
        has_script: without one, cards go through the form of the page.
        loses_network: the answer to each card is lost once, and the card is sent again with the same key.
        cards: the keys of its cards and the secret of each.
    """

    server: str
    base: str
    has_script: bool = True
    loses_network: bool = False
    cards: dict[str, str] = field(default_factory=dict)
    voting: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def __post_init__(self) -> None:
        self.reader = Reader(self.server)

    def write(self, prompt: int, ideas: Sequence[Idea]) -> None:
        """Post the ideas, each until it is acknowledged."""
        for idea in ideas:
            if self.has_script:
                self._post(prompt, idea)
            else:
                self._fill_in(idea)
        self.reader.close()

    def vote(self, prompt: int, dots: Mapping[str, int]) -> int:
        """Send the whole ballot; the status of the answer."""
        return self._send("ballot", {"prompt": prompt, "secret": self.voting, "dots": dict(dots)})[0]

    def state(self) -> dict[str, Any]:
        """The board as everybody sees it."""
        found: dict[str, Any] = self.reader.open(f"{self.base}state").data
        return found

    def try_card(self, prompt: int, text: str) -> int:
        """Post one card, whatever is answered."""
        card = {"key": str(uuid.uuid4()), "prompt": prompt, "text": text, "secret": secrets.token_urlsafe(24)}
        return self._send("cards", card)[0]

    def _post(self, prompt: int, idea: Idea) -> None:
        key, secret = str(uuid.uuid4()), secrets.token_urlsafe(24)
        card = {"key": key, "prompt": prompt, "text": idea.text, "secret": secret}
        if self.loses_network:
            self._send_unheard("cards", card)
        status, answer = self._send("cards", card)
        if status not in {HTTPStatus.CREATED, HTTPStatus.OK}:
            raise Refused(f"a card was answered {status}: {answer}")
        self.cards[key] = secret

    def _fill_in(self, idea: Idea) -> None:
        """The page without a script; a double tap sends the form twice."""
        form = self.reader.form(self.base, having="text").fill(text=idea.text)
        form.send()
        form.send()
        self.cards[dict(form.values)["key"]] = ""

    def _send(self, what: str, data: Mapping[str, Any]) -> tuple[int, Any]:
        while True:
            page = self.reader.send(f"{self.base}{what}", data)
            if page.status != HTTPStatus.TOO_MANY_REQUESTS:
                return page.status, page.data
            time.sleep(1.0)

    def _send_unheard(self, what: str, data: Mapping[str, Any]) -> None:
        """The request arrives, its answer does not: the network is gone before it comes."""
        connection = http.client.HTTPConnection(self.reader.host, self.reader.port, timeout=PATIENCE)
        connection.request(
            "POST", f"{self.base}{what}", json.dumps(data).encode(), {"Content-Type": "application/json"}
        )
        time.sleep(OFTEN)
        connection.close()
