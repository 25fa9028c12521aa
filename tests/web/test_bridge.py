"""The bridge between the server and Django: what goes in and comes out, whole or piece by piece."""

from __future__ import annotations

import asyncio
import hashlib
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import pytest

from samphan.web.bridge import PIECE, Pages, environ

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samphan.web.bridge import Application, Message

SCOPE: dict[str, Any] = {
    "type": "http",
    "method": "POST",
    "path": "/p/เครือข่าย/",
    "query_string": b"lang=en",
    "http_version": "1.1",
    "scheme": "https",
    "server": ("127.0.0.1", 8000),
    "client": ("192.0.2.7", 50_000),
    "headers": [(b"host", b"example.org"), (b"content-type", b"text/plain")],
}


def ask(application: Application, *received: Message) -> list[Message]:
    """What is sent for one request of these messages, by one thread."""
    return asyncio.run(_ask(Pages(application, threads=1), received))


async def _ask(pages: Pages, received: Sequence[Message]) -> list[Message]:
    waiting = iter(received)
    sent: list[Message] = []

    async def receive() -> Message:
        return next(waiting)

    async def send(message: Message) -> None:
        sent.append(message)

    await pages(SCOPE, receive, send)
    return sent


def body(*pieces: bytes) -> list[Message]:
    """A request's body in so many messages."""
    more = len(pieces) - 1
    return [
        {"type": "http.request", "body": piece, "more_body": number < more}
        for number, piece in enumerate(pieces)
    ]


class Answered:
    """What an application gives back, which is told when it is over."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self.pieces, self.is_closed = pieces, False

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.pieces)

    def close(self) -> None:
        self.is_closed = True


def test_page_comes_back_in_one_piece_and_is_closed() -> None:
    answered = Answered([b"x" * (3 * PIECE)])

    def application(_environ: Any, start_response: Any) -> Answered:
        start_response(
            "200 OK", [("Content-Type", "text/html"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]
        )
        return answered

    assert ask(application, *body(b"")) == [
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/html"), (b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")],
        },
        {"type": "http.response.body", "body": b"x" * (3 * PIECE)},
    ]
    assert answered.is_closed


def test_long_answer_is_sent_as_it_is_made() -> None:
    pieces = [bytes([number]) * 40_000 for number in range(6)]
    answered = Answered(pieces)

    def application(_environ: Any, start_response: Any) -> Answered:
        start_response("200 OK", [])
        return answered

    start, *rest = ask(application, *body(b""))
    assert start["type"] == "http.response.start"
    assert [len(each["body"]) for each in rest] == [80_000, 80_000, 80_000]
    assert [each.get("more_body", False) for each in rest] == [True, True, False]
    assert b"".join(each["body"] for each in rest) == b"".join(pieces)
    assert answered.is_closed


def test_body_is_read_whether_it_comes_at_once_or_not() -> None:
    def application(environment: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        read = hashlib.sha256()
        while piece := environment["wsgi.input"].read(10_000):
            read.update(piece)
        return [read.hexdigest().encode()]

    for pieces in ([b""], [b"name=", b"somebody"], [bytes([number]) * 50_000 for number in range(7)]):
        whole = hashlib.sha256(b"".join(pieces)).hexdigest().encode()
        assert ask(application, *body(*pieces))[-1]["body"] == whole


def test_upload_that_breaks_off_is_no_shorter_upload() -> None:
    met: list[str] = []

    def application(environment: Any, start_response: Any) -> list[bytes]:
        with pytest.raises(ConnectionResetError) as broken:
            environment["wsgi.input"].read()
        met.append(str(broken.value))
        start_response("400 Bad Request", [])
        return [b""]

    begun = body(b"x" * PIECE, b"y" * 10, b"never sent")[:2]
    assert ask(application, *begun, {"type": "http.disconnect"})[0]["status"] == 400
    assert met == ["the client went away while it sent"]


def test_client_that_goes_away_before_the_page_begins_leaves_no_page() -> None:
    begun: list[str] = []

    def application(_environ: Any, start_response: Any) -> list[bytes]:
        begun.append("page")
        start_response("200 OK", [])
        return [b""]

    assert ask(application, *body(b"name=", b"some", b"body")[:2], {"type": "http.disconnect"}) == []
    assert begun == []


def test_what_an_application_raises_is_the_servers() -> None:
    def application(_environ: Any, _start_response: Any) -> list[bytes]:
        raise LookupError("nothing there")

    with pytest.raises(LookupError, match="nothing there"):
        ask(application, *body(b""))


def test_one_page_leaves_nothing_behind_for_the_next() -> None:
    left: ContextVar[str] = ContextVar("left", default="nothing")

    def application(_environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        found = left.get()
        left.set("somebody's")
        return [found.encode()]

    async def twice() -> list[bytes]:
        pages = Pages(application, threads=1)
        return [(await _ask(pages, body(b"")))[-1]["body"] for _each in range(2)]

    assert asyncio.run(twice()) == [b"nothing", b"nothing"]


def test_environ_tells_the_request_as_wsgi_has_it() -> None:
    found = environ(
        {
            **SCOPE,
            "headers": [
                *SCOPE["headers"],
                (b"cookie", b"a=1"),
                (b"cookie", b"b=2"),
                (b"x-forwarded-for", b"192.0.2.1"),
                (b"x-forwarded-for", b"192.0.2.2"),
            ],
        },
        None,
    )
    assert {name: value for name, value in found.items() if not name.startswith("wsgi.")} == {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/p/เครือข่าย/".encode().decode("latin-1"),
        "QUERY_STRING": "lang=en",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.7",
        "REMOTE_PORT": "50000",
        "CONTENT_TYPE": "text/plain",
        "HTTP_HOST": "example.org",
        "HTTP_COOKIE": "a=1; b=2",
        "HTTP_X_FORWARDED_FOR": "192.0.2.1,192.0.2.2",
    }


def test_header_with_an_underscore_does_not_pass_for_the_proxys() -> None:
    headers = [(b"x_forwarded_proto", b"https"), (b"x-forwarded_proto", b"https")]
    assert "HTTP_X_FORWARDED_PROTO" not in environ({**SCOPE, "headers": headers}, None)
