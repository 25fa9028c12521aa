"""Real folders, real disks and real processes for what starts, checks, saves and restores an installation."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from samphan.kit.embedded import Server
from samphan.kit.environment import Environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
OURS = ("SAMPHAN_", "DATABASE_", "DJANGO_", "LC_", "LANG", "PYTEST", "COV_")


def clean_environment(**more: str) -> dict[str, str]:
    """The surroundings without anything that would steer Samphan."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**kept, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **more}


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass
class Installation:
    """An installation in a folder of its own, driven from the shell as a person would."""

    data: Path
    mode: str = "dev"
    more: dict[str, str] = field(default_factory=dict)

    @property
    def variables(self) -> dict[str, str]:
        return clean_environment(SAMPHAN_DATA=str(self.data), SAMPHAN_MODE=self.mode, **self.more)

    @property
    def environment(self) -> Environment:
        return Environment.from_os(self.variables)

    @property
    def server(self) -> Server:
        return Server(self.data, durable=False)

    def samphan(
        self, *arguments: str, stdin: str = "", timeout: float = 120
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "samphan", *arguments],
            env=self.variables,
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "samphan", *arguments],
            env=self.variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def processes(self) -> list[str]:
        """The command lines of every process that mentions the folder, or runs in its environment."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
                line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            except OSError:
                continue
            if str(self.data).encode() in words and int(process.name) != os.getpid():
                found.append(line)
        return found


def answers(port: int, *, within: float = 60) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            time.sleep(0.1)
    return False


def open_folder(request: pytest.FixtureRequest) -> Path:
    """A folder that every account may pass through (pytest's own may be entered by its owner alone)."""
    path = Path(tempfile.mkdtemp(prefix="samphan-"))
    path.chmod(0o755)
    request.addfinalizer(lambda: shutil.rmtree(path, ignore_errors=True))  # shared by two scopes
    return path


@pytest.fixture
def folder(request: pytest.FixtureRequest) -> Path:
    return open_folder(request)


@pytest.fixture
def install(folder: Path) -> Iterator[Callable[..., Installation]]:
    """Makes installations, and takes them away again with their servers."""
    made: list[Installation] = []

    def new(name: str = "data", **options: object) -> Installation:
        installation = Installation(folder / name, **options)  # type: ignore[arg-type]
        made.append(installation)
        return installation

    yield new
    for installation in made:
        if installation.data.exists():
            installation.server.remove()


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Callable[..., Path]]:
    """Mounts little disks; skips where this account may not mount."""
    mounted: list[Path] = []

    def mount(size: str = "1m", *, read_only: bool = False) -> Path:
        place = folder / f"disk{len(mounted)}"
        place.mkdir()
        options = f"size={size}" + (",ro" if read_only else "")
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True, check=False
        )
        if done.returncode != 0:
            pytest.skip("this account may not mount a disk")
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(["umount", "--lazy", str(place)], check=False)
