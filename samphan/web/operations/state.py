"""Whether an installation is running, known by a lock that its process holds and not by a number in a file."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from samphan.kit.console import SpokenError
from samphan.kit.embedded import Server
from samphan.kit.embedded.errors import spoken, unwritable
from samphan.kit.locks import exclusive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from samphan.kit.environment import Environment


@dataclass(frozen=True, slots=True)
class Running:
    """What a running `up` tells about itself."""

    address: str
    process: int


class AlreadyRunningError(SpokenError):
    """Another `up` holds the installation."""

    def __init__(self, running: Running | None) -> None:
        self.running = running
        where = running.address if running else "…"
        super().__init__(f"Samphan is already running at {where}.", f"สัมพันธ์ทำงานอยู่แล้วที่ {where}")


def make_folders(environment: Environment) -> None:
    """Make the data folder.

    Raises:
        SpokenError: the disk is full, or the folder cannot be written to.
    """
    if environment.embedded:
        Server(environment.data_dir).prepare()
        return
    with spoken(environment.data_dir):
        for folder in (environment.data_dir, environment.data_dir / "keys", environment.data_dir / "logs"):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)


@contextlib.contextmanager
def hold(environment: Environment, address: str) -> Iterator[None]:
    """Be the one who runs this installation.

    Raises:
        AlreadyRunningError: somebody else is.
    """
    folder = environment.data_dir
    try:
        with exclusive(folder / "up.lock", seconds=0):
            note = folder / "up.json"
            with spoken(folder):
                _write(note, Running(address, os.getpid()))
            try:
                yield
            finally:
                note.unlink(missing_ok=True)
    except TimeoutError:
        raise AlreadyRunningError(read(environment)) from None
    except PermissionError as error:
        raise unwritable(folder) from error


def read(environment: Environment) -> Running | None:
    """What the running `up` noted; of use only while it holds the lock."""
    try:
        return Running(**json.loads((environment.data_dir / "up.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def is_running(environment: Environment) -> bool:
    """Whether an `up` holds the installation."""
    lock = environment.data_dir / "up.lock"
    if not lock.exists():
        return False
    try:
        with exclusive(lock, seconds=0):
            return False
    except TimeoutError:
        return True


def refuse_running(environment: Environment) -> None:
    """Raise `AlreadyRunningError` while an `up` runs."""
    if is_running(environment):
        raise AlreadyRunningError(read(environment))


def _write(path: Path, running: Running) -> None:
    scratch = path.with_suffix(".new")
    scratch.write_text(json.dumps(asdict(running)), encoding="utf-8")
    scratch.replace(path)
