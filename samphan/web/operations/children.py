"""The processes that `up` starts, watches and stops."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from samphan.kit.console import SpokenError
from samphan.kit.environment import clone_root
from samphan.kit.processes import die_with_parent

if TYPE_CHECKING:
    from pathlib import Path

    from samphan.kit.environment import Environment

STOP_SECONDS: Final = 15.0
STEADY_SECONDS: Final = 20.0
"""A process that lived as long as this is started again when it ends; one that did not would only end again."""

LOG_LIMIT: Final = 10_000_000


def surroundings(environment: Environment) -> dict[str, str]:
    """The environment variables of a child: ours, with what this `up` has decided."""
    variables = {
        **os.environ,
        "SAMPHAN_MODE": environment.mode,
        "SAMPHAN_DATA": str(environment.data_dir),
        "SAMPHAN_BASE_URL": environment.base_url,
        "PYTHONUNBUFFERED": "1",
    }
    root = clone_root()
    if root is not None:
        variables["PYTHONPATH"] = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH", "")]))
    return variables


def command(*arguments: str) -> list[str]:
    """The command line of `samphan` with these arguments, under the same Python."""
    return [sys.executable, "-m", "samphan", *arguments]


@dataclass
class Child:
    """One process of the installation, with its log."""

    name: str
    arguments: list[str]
    variables: dict[str, str]
    log: Path
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _started: float = field(default=0.0, init=False)

    def start(self) -> None:
        """Start it; it ends with this process, however this process ends (Linux)."""
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        descriptor = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            self._process = subprocess.Popen(
                command(*self.arguments),
                env=self.variables,
                stdin=subprocess.DEVNULL,
                stdout=descriptor,
                stderr=descriptor,
                # Ctrl-C in the terminal is for the parent, which stops its children in their order.
                start_new_session=True,
                # Its database goes with the same parent: a polite end would wait for it in vain.
                preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509  # the parent has no other threads
            )
        finally:
            os.close(descriptor)
        self._started = time.monotonic()

    def look(self) -> None:
        """Start it again when it ended after a steady life.

        Raises:
            SpokenError: it ended too soon.
        """
        if self._process is None or self._process.poll() is None:
            return
        if time.monotonic() - self._started < STEADY_SECONDS:
            raise self.ended()
        self.start()

    def ended(self) -> SpokenError:
        """The error for a process that does not stay."""
        code = self._process.returncode if self._process else None
        last = self.last_words()
        return SpokenError(
            f"The process {self.name} ended (code {code}); {self.log} says why{last}",
            f"กระบวนการ {self.name} หยุดทำงาน (รหัส {code}) ดูเหตุผลใน {self.log}{last}",
        )

    def last_words(self) -> str:
        """Its last line in the log, as `: line`, or nothing."""
        try:
            lines = self.log.read_text(encoding="utf-8", errors="replace")[-4000:].strip().splitlines()
        except OSError:
            return ""
        return f": {lines[-1]}" if lines else ""

    def stop(self) -> None:
        """Ask it to end, and end it when it does not."""
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
