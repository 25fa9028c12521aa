"""What the script did beside what the product says, and what the product answered to what went wrong on purpose."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class Ledger:
    """Collects lines; nothing stops at a difference, so that one run names them all."""

    lines: list[tuple[str, Any, Any]] = field(default_factory=list)
    faults: list[tuple[str, str, str]] = field(default_factory=list)
    times: list[tuple[str, float]] = field(default_factory=list)

    def compare(self, what: str, did: object, says: object) -> None:
        """One number of the script beside that of a page."""
        self.lines.append((what, did, says))

    def fault(self, what: str, expected: str, answered: str) -> None:
        """Something that goes wrong in a hall, and what was answered."""
        self.faults.append((what, expected, answered))

    @contextmanager
    def act(self, name: str) -> Iterator[None]:
        """Take the time of one act of the day, for information."""
        begin = time.monotonic()
        print(f"… {name}", flush=True)
        yield
        self.times.append((name, time.monotonic() - begin))

    @property
    def differs(self) -> bool:
        return any(did != says for _what, did, says in (*self.lines, *self.faults))

    def print(self) -> None:
        """All of it, for the terminal."""
        wide = max((len(what) for what, *_rest in (*self.lines, *self.faults)), default=0) + 2
        cell = max((len(str(each)) for _what, *both in self.lines for each in both), default=0) + 3
        print(f"\n{'':<8}{'':<{wide}}{'script':>{cell}}{'product':>{cell}}")
        for what, did, says in self.lines:
            print(f"{_mark(did, says):<8}{what:<{wide}}{did!s:>{cell}}{says!s:>{cell}}")
        print("\nWhat went wrong on purpose, and the answer")
        for what, expected, answered in self.faults:
            rest = "" if expected == answered else f" (expected: {expected})"
            print(f"{_mark(expected, answered):<8}{what:<{wide}}{answered}{rest}")
        print("\nSeconds, for information: " + ", ".join(f"{name} {took:.0f}" for name, took in self.times))


def _mark(did: object, says: object) -> str:
    return "same" if did == says else "DIFFERS"
