"""A server that is killed while a room writes and votes: what was acknowledged is there once, what was not comes once."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.utils import timezone

from samphan.boards.actions.room import turn_prompt, turn_voting
from samphan.boards.models import Ballot, BoardChange, Card, Prompt
from samphan.settings.base import PACKAGE
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope
from tests.boards.conftest import make_room
from tests.journeys.installation import free_port
from tests.personas import make_world

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from samphan.kit.embedded import Server
    from tests.boards.conftest import Room

pytestmark = pytest.mark.slow

PHONES = 5
CARDS = 10
PATIENCE = 90.0


class Web:
    """``samphan serve`` over the test's database, as a process that can be killed."""

    def __init__(self, folder: Path, url: str) -> None:
        self.port = free_port()
        ours = ("SAMPHAN_", "DJANGO_", "DATABASE_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        self._environment = {
            **kept,
            "SAMPHAN_MODE": "dev",
            "SAMPHAN_DATA": str(folder),
            "SAMPHAN_SECRET_KEY": settings.SECRET_KEY,
            "DATABASE_URL": url,
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._said = (folder / "serve.log").open("wb")

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "samphan", "serve", "--port", str(self.port)],
            cwd=PACKAGE.parent,
            env=self._environment,
            stdout=self._said,
            stderr=self._said,
        )
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            assert self._process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)

    def answers(self) -> bool:
        with suppress(OSError, http.client.HTTPException):
            there = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
            there.request("GET", "/healthz")
            return there.getresponse().status == 200
        return False

    def kill(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(10)
            self._process = None


@pytest.fixture
def web(committed: str, server: Server, tmp_path: Path) -> Iterator[Web]:
    at = server.config("app", committed)
    url = f"postgres://{at.user}:{at.password}@localhost:{at.port}/{at.name}?host={at.host}"
    found = Web(tmp_path, url)
    yield found
    found.kill()


class StubbornPhone(threading.Thread):
    """Sends each thing again, as it is, until it is acknowledged: as the page does."""

    def __init__(self, room: Room, port: int, votes_for: str) -> None:
        super().__init__(daemon=True)
        self.room, self.port, self.votes_for = room, port, votes_for
        self.acknowledged: list[str] = []
        self.again = 0
        self.refused: list[bytes] = []

    def run(self) -> None:
        voting = secrets.token_hex(16)
        prompt = self.room.prompts[0]
        for number in range(CARDS):
            key = str(uuid.uuid4())
            self.send(
                "cards",
                {"key": key, "prompt": prompt, "text": f"ใบที่ {number}", "secret": secrets.token_hex(16)},
            )
            self.acknowledged.append(key)
            dots = {f"card:{self.votes_for}": number % 3 + 1}
            self.send("ballot", {"prompt": prompt, "secret": voting, "dots": dots})

    def send(self, path: str, body: dict[str, Any]) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with suppress(OSError, http.client.HTTPException):
                there = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
                there.request(
                    "POST",
                    f"{self.room.base}{path}",
                    json.dumps(body),
                    {"Content-Type": "application/json"},
                )
                answer = there.getresponse()
                content = answer.read()
                there.close()
                if answer.status in {200, 201}:
                    return
                self.refused.append(content)
            self.again += 1
            time.sleep(0.1)
        raise AssertionError("never acknowledged")


def test_kill_server_while_a_room_writes_loses_and_doubles_nothing(web: Web) -> None:
    room = make_room(make_world())
    target = room.phone().write(room.prompts[0], "ให้คะแนนใบนี้")
    now = timezone.now()
    with system_scope("test", room.world.a.pk) as by:
        turn_prompt(by=by, board=room.board, prompt=room.prompts[0], act="reveal", now=now)
        turn_voting(by=by, board=room.board, prompt=room.prompts[0], act="open_voting", now=now)
    web.start()
    phones = [StubbornPhone(room, web.port, target) for _each in range(PHONES)]
    for phone in phones:
        phone.start()
    for share in (0.25, 0.5):
        while sum(len(each.acknowledged) for each in phones) < share * PHONES * CARDS:
            time.sleep(0.005)
        web.kill()
        web.start()
    for phone in phones:
        phone.join(PATIENCE)
    assert sum(phone.again for phone in phones) > 0, "nobody met the killed server"
    assert [phone.refused for phone in phones] == [[]] * PHONES
    keys = sorted(key for phone in phones for key in phone.acknowledged)
    with system_scope("test", room.world.a.pk):
        stored = sorted(str(key) for key in Card.objects.values_list("key", flat=True))
        assert stored == sorted([*keys, target])
        prompt = Prompt.objects.get(pk=room.prompts[0])
        assert (prompt.card_count, prompt.voter_count) == (len(stored), PHONES)
        assert list(Ballot.objects.values_list("dots", flat=True)) == [(CARDS - 1) % 3 + 1] * PHONES
        revisions = list(BoardChange.objects.order_by("revision").values_list("revision", flat=True))
        assert revisions == list(range(1, len(revisions) + 1))
        assert AuditEntry.objects.filter(act="add_card").count() == len(stored)
