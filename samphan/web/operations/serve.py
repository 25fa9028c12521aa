"""The long-running processes: pages, and the worker of the queue."""

from __future__ import annotations

import errno
import ipaddress
import socket
import sys
from typing import TYPE_CHECKING, Final

from samphan.kit.console import SpokenError
from samphan.kit.processes import give_memory_back
from samphan.web.operations import checks, database, demo_accounts, logs

if TYPE_CHECKING:
    from samphan.kit.environment import Environment

LOCAL: Final = "127.0.0.1"
GRACE_SECONDS: Final = 5
BACKLOG: Final = 2048
"""Phones that connect at the same moment wait here; the system may allow fewer."""
MOST_FILES: Final = 65_536


def refuse_exposed(environment: Environment, host: str) -> None:
    """Only a production installation without demo accounts may be reached from other machines.

    Raises:
        SpokenError: this one may not.
    """
    if _is_loopback(host):
        return
    if environment.mode != "prod":
        raise SpokenError(
            f"Only a production installation listens on {host}: set SAMPHAN_MODE=prod, or leave --host out.",
            f"เฉพาะระบบใช้งานจริงเท่านั้นที่เปิดรับจาก {host} ได้ กรุณากำหนด SAMPHAN_MODE=prod หรือไม่ใช้ --host",
        )
    if demo_accounts.path(environment).exists():
        raise SpokenError(
            f"The demo in {environment.data_dir} is not shown to other machines: use another data folder.",
            f"ไม่อนุญาตให้เครื่องอื่นเข้าถึงข้อมูลสาธิตใน {environment.data_dir} กรุณาใช้โฟลเดอร์ข้อมูลอื่น",
        )


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there.

    Raises:
        SpokenError: the port is taken, or not ours to take.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named, so that asyncio knows it: without, it leaves Nagle's algorithm on, and the second half of
    # each answer waits 40 ms until the client has acknowledged the first.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise SpokenError(
                f"Port {port} is in use by another program: choose another one, for example --port {port + 1}.",
                f"มีโปรแกรมอื่นใช้พอร์ต {port} อยู่ กรุณาเลือกพอร์ตอื่น เช่น --port {port + 1}",
            ) from error
        raise SpokenError(
            f"Port {port} on {host} cannot be opened ({error.strerror}): choose another one with --port.",
            f"เปิดพอร์ต {port} ที่ {host} ไม่ได้ ({error.strerror}) กรุณาเลือกพอร์ตอื่นด้วย --port",
        ) from error
    return listener


def allow_many_connections() -> None:
    """Raise the limit of open files to what the system allows: every phone in a room holds a connection open."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def serve(environment: Environment, *, host: str, port: int) -> None:
    """Serve pages until told to stop; a page that is being rendered is finished first."""
    refuse_exposed(environment, host)
    listener = listen(host, port)
    with database.available(environment):
        checks.refuse_unsafe(environment)
        environment.announce()
        allow_many_connections()
        import uvicorn

        from samphan.web.server import Server, application

        logs.write_to(environment.data_dir / "logs", "web")
        config = uvicorn.Config(
            application,
            access_log=False,
            log_config=None,
            log_level="warning",
            lifespan="on",
            server_header=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
            # The proxy in front of a production installation runs on the same machine.
            proxy_headers=environment.mode == "prod",
            forwarded_allow_ips=LOCAL,
        )
        Server(config).run(sockets=[listener])


def work(environment: Environment, arguments: list[str]) -> None:
    """Work off the queue until told to stop; a job that is being done is finished first."""
    with database.available(environment):
        checks.refuse_unsafe(environment)
        environment.announce()
        give_memory_back()
        import django
        from django.core.management import execute_from_command_line

        django.setup()
        logs.write_to(environment.data_dir / "logs", "worker")
        # What came of a job stands in the record that it was for; of itself nothing needs to be kept.
        execute_from_command_line(
            ["samphan", "procrastinate", "worker", "--delete-jobs", "successful", *arguments]
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
