"""A mail server that takes everything in, and representatives to whom mailings go."""

from __future__ import annotations

import email
import email.policy
import socketserver
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage


@dataclass
class Sink:
    """What a mail server of the test took in; addresses in ``unknown`` have no mailbox there (550)."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    is_busy: bool = False

    @property
    def addresses(self) -> list[str]:
        return sorted(letter["To"] for letter in self.letters)


class Conversation(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as ``smtplib`` speaks."""

    def handle(self) -> None:
        sink: Sink = self.server.sink  # type: ignore[attr-defined]
        self.say("220 sink")
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word in {"EHLO", "HELO"}:
                self.say("250 sink")
            elif word == "RCPT":
                address = line.partition("<")[2].partition(">")[0]
                self.say("550 no such mailbox" if address in sink.unknown else "250 ok")
            elif word == "DATA":
                self.take(sink)
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("451 later" if sink.is_busy and word == "MAIL" else "250 ok")

    def take(self, sink: Sink) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        sink.letters.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))
        self.say("250 taken")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """The installation has a mail server: this one."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.daemon_threads = True
        found = Sink(port=server.server_address[1])
        server.sink = found  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.MAILERS = {
            "default": {"BACKEND": "samphan.comms.mail.OutboxBackend"},
            "server": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": found.port, "timeout": 5},
            },
        }
        yield found
        server.shutdown()


@pytest.fixture
def in_english() -> Iterator[None]:
    """Reasons are compared in the language of the source."""
    with translation.override("en"):
        yield
