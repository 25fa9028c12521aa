"""An installation of Samphan, started by the command that a newcomer types."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

import psycopg

from samphan.kit.embedded import Server

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 300
STOP_SECONDS = 30


def chromium_path() -> str | None:
    """The system's Chromium; None for the one that playwright brought."""
    return next((each for each in CHROMIUM if Path(each).exists()), None)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@dataclass
class Installation:
    """A Samphan in a data folder of its own.

    Attributes:
        data: the data folder.
        port: of the pages, the same after a restart.
        accounts: e-mail and password by persona, as the start-up named them.
        said: what ``up`` printed when it was started last.
    """

    data: Path
    port: int = field(default_factory=free_port)
    accounts: dict[str, tuple[str, str]] = field(default_factory=dict)
    said: str = ""
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """As a newcomer's: development, a data folder of its own."""
        ours = ("SAMPHAN_", "DJANGO_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return {**kept, "SAMPHAN_MODE": "dev", "SAMPHAN_DATA": str(self.data), "LANG": "C.UTF-8"}

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A ``samphan`` command in this installation."""
        return subprocess.run(
            [sys.executable, "-m", "samphan", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What stands in the database, past all rules of the product."""
        with psycopg.connect(**Server(self.data).config("superuser").libpq()) as connection:
            return connection.execute(statement, values).fetchall()

    def start(self) -> None:
        """``samphan up``, until it has said where it is."""
        log = self.data / "up.log"
        with log.open("w", encoding="utf-8") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "samphan", "up", "--port", str(self.port)],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + START_SECONDS
        self.said = ""
        while "Ctrl-C" not in self.said or not self.answers():
            self.said = log.read_text(encoding="utf-8")
            assert self._process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.2)
        if not self.accounts:
            kept = json.loads((self.data / "demo-accounts.json").read_text(encoding="utf-8"))
            self.accounts.update({each["persona"]: (each["email"], each["password"]) for each in kept})

    def stop(self) -> None:
        """Ctrl-C, and the end of everything that was started."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(timeout=STOP_SECONDS)
            self._process = None

    def answers(self) -> bool:
        """Whether the pages answer."""
        there = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        with suppress(OSError):
            there.request("GET", "/healthz")
            return there.getresponse().status == HTTPStatus.OK
        return False
