"""The stage of one run: a database server of its own in a folder that is thrown away, and the programs on it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.request import urlopen

import psycopg

from samphan.kit.embedded import Server, ensure_database

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    from samphan.kit.environment import DatabaseConfig

ROOT: Final = Path(__file__).resolve().parents[1]
START_SECONDS: Final = 60.0


class Stage:
    """Use as a context manager: at its end every process is stopped and every file is gone.

    The server runs with the settings of an installation, also where these cost time (`fsync`, checksums).
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="samphan-bench-"))
        self.folder.chmod(0o711)  # as root the server runs under another account, which passes through here
        self.server = Server(self.folder / "data")
        self._children: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        self.server.start(bound=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in self._children:
            child.send_signal(signal.SIGTERM)
        for child in self._children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=10)
            child.kill()
        self.server.remove()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def postmaster(self) -> int:
        """The process number of the database server."""
        return int((self.server.cluster / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])

    def make_database(self, name: str, *, template: str | None = None) -> None:
        """A database with the roles and extensions of an installation, empty or a copy of another one."""
        ensure_database(self.server, name, template=template)

    def superuser(self, name: str) -> dict[str, Any]:
        """Arguments of psycopg to look at a database as nobody but a bench may."""
        return self.server.config("superuser", name).libpq()

    def settle(self, name: str) -> None:
        """Statistics and visibility map as they are when nothing was written for a while."""
        with psycopg.connect(**self.superuser(name), autocommit=True) as connection:
            connection.execute("vacuum analyze")
            connection.execute("checkpoint")

    def environment(self, variables: Mapping[str, str]) -> dict[str, str]:
        """The surroundings of a child: ours without what would lead it to another installation."""
        ours = ("SAMPHAN_", "DATABASE_", "DJANGO_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return {**kept, "PYTHONPATH": str(ROOT), **variables}

    def run(self, command: Sequence[str], variables: Mapping[str, str]) -> None:
        """Run a Python program to its end.

        Raises:
            subprocess.CalledProcessError: it failed; what it said stands on the terminal.
        """
        subprocess.run(
            [sys.executable, *command], cwd=self.folder, env=self.environment(variables), check=True
        )

    def serve(self, command: Sequence[str], variables: Mapping[str, str], *, port: int, page: str) -> int:
        """Start a Python web server, and give its process number when ``page`` answers."""
        child = subprocess.Popen([sys.executable, *command], cwd=self.folder, env=self.environment(variables))
        self._children.append(child)
        await_page(f"http://127.0.0.1:{port}{page}", child)
        return child.pid


def await_page(address: str, process: subprocess.Popen[bytes], *, seconds: float = START_SECONDS) -> None:
    """Wait until an address answers with a page.

    Raises:
        RuntimeError: the process ended, or the time is over.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), urlopen(address, timeout=5) as answer:  # noqa: S310 - our own address
            if answer.status == 200:
                return
        time.sleep(0.02)
    raise RuntimeError(f"{address} does not answer")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def database_url(config: DatabaseConfig) -> str:
    """The same as `DATABASE_URL`."""
    return (
        f"postgres://{config.user}:{config.password}@localhost:{config.port}/{config.name}?host={config.host}"
    )
