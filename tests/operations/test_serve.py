"""The socket on which pages are served."""

from __future__ import annotations

import asyncio
import socket

from samphan.web.operations.serve import LOCAL, listen


def test_connection_sends_without_waiting_to_fill_a_packet() -> None:
    async def accepted() -> int:
        found: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def connected(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connection: socket.socket = writer.get_extra_info("socket")
            found.set_result(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listener = listen(LOCAL, 0)
        async with await asyncio.start_server(connected, sock=listener):
            _reader, writer = await asyncio.open_connection(*listener.getsockname())
            writer.close()
            return await found

    assert asyncio.run(accepted()) != 0
