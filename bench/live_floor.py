"""The floor of a live board: server-sent events in a bare ASGI loop, without a board behind it.

`python bench/live_floor.py <port>`. ``GET /live`` listens; ``POST /say`` sends its body to everybody who listens.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any, Final

import uvicorn

listeners: Final[set[asyncio.Queue[bytes]]] = set()


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Listen or say."""
    if scope["type"] != "http":
        return
    if scope["method"] == "POST":
        text = b""
        more = True
        while more:
            message = await receive()
            text += message.get("body", b"")
            more = message.get("more_body", False)
        event = b"data: " + text + b"\n\n"
        for listener in listeners:
            listener.put_nowait(event)
        await answer(send, b"{}")
        return
    if scope["path"] != "/live":
        await answer(send, b"ok")
        return
    headers = [(b"content-type", b"text/event-stream")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"event: reset\ndata: {}\n\n", "more_body": True})
    queue: asyncio.Queue[bytes] = asyncio.Queue()
    listeners.add(queue)
    try:
        while True:
            await send({"type": "http.response.body", "body": await queue.get(), "more_body": True})
    finally:
        listeners.discard(queue)


async def answer(send: Any, body: bytes) -> None:
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    uvicorn.run(
        application,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="error",
        access_log=False,
        lifespan="off",
        backlog=2048,
        timeout_graceful_shutdown=1,
    )
