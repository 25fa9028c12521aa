"""What the web process serves: Django's pages over WSGI and live boards raw, inside one ASGI application.

Django's own ASGI handler costs about twice the CPU a page; what phones in a room listen to needs ASGI and no Django,
so ``/live/`` is an application of its own beside the pages (``samphan.boards.streams``).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, cast

import uvicorn
from django.core.wsgi import get_wsgi_application

from samphan.web.bridge import Pages

if TYPE_CHECKING:
    import socket

    from django.db.backends.postgresql.base import DatabaseWrapper

    from samphan.web.bridge import Message, Receive, Send

PAGE_THREADS: Final = 10
"""Pages rendered at once; the connection pool holds a little more than these."""

pages = get_wsgi_application()

from samphan.boards.streams import Live  # noqa: E402 - its models are there once Django is set up

LIVE: Final = "/live/"
live = Live()
_pages_as_asgi = Pages(pages, threads=PAGE_THREADS)


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """The ASGI application: its own life cycle, live boards, and pages."""
    if scope["type"] == "lifespan":
        await _life(receive, send)
    elif scope["type"] == "http":
        serve = live if scope["path"].startswith(LIVE) else _pages_as_asgi
        await serve(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1008})


class Server(uvicorn.Server):
    """Uvicorn, which ends the streams when it is told to stop: they would not end by themselves."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's, after the streams."""
        await live.end()
        await super().shutdown(sockets)


async def _life(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        else:
            await asyncio.to_thread(_let_go_of_database)
            await send({"type": "lifespan.shutdown.complete"})
            return


def _let_go_of_database() -> None:
    """Close the pool, whose threads would hold the process after its last page."""
    from django.db import connection

    connection.close()
    cast("DatabaseWrapper", connection).close_pool()
