"""How fast phones may write, in memory alone: an address is never stored or logged, and forgotten within minutes.

A whole room may sit behind one address, so a connection (or, behind a proxy, a kind of browser) has a bucket of its own.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Final

MOST_KEYS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, so many a second later."""

    burst: float
    per_second: float


ADDRESS: Final = Rate(600, 300)
BOARD: Final = Rate(600, 300)
PHONE: Final = Rate(60, 1)
WRONG_PIN: Final = Rate(20, 0.2)
EVERY_WRONG_PIN: Final = Rate(200, 5)


class Buckets:
    """Token buckets by key. Several processes have several: the limits are per process."""

    def __init__(self) -> None:
        self._left: dict[object, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def wait(self, key: object, rate: Rate, *, cost: float = 1, now: float | None = None) -> float:
        """Take ``cost`` from the bucket: 0 when it was there, else the seconds until it will be (nothing is taken)."""
        moment = time.monotonic() if now is None else now
        with self._lock:
            left, at = self._left.get(key, (rate.burst, moment))
            left = min(rate.burst, left + (moment - at) * rate.per_second)
            if left < cost:
                self._left[key] = (left, moment)
                return (cost - left) / rate.per_second
            if len(self._left) >= MOST_KEYS:
                self._forget(moment)
            self._left[key] = (left - cost, moment)
            return 0.0

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._left.clear()

    def _forget(self, moment: float) -> None:
        """Drop the older half: whoever was quiet for long has a full bucket anyway."""
        kept = sorted(self._left.items(), key=lambda each: each[1][1])[MOST_KEYS // 2 :]
        self._left = dict(kept)
        del moment


writing: Final = Buckets()
guessing: Final = Buckets()
