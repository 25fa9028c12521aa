"""Locks that the operating system drops when a process dies, however it dies."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES: Final = "files.lock"
"""Lock in the data folder, held by whoever reads all stored files (a backup) or lets go of some (``tenancy.keeping``)."""

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int, *, shared: bool) -> bool:
        # Windows has no shared byte locks: whoever asks for a share gets it, and the first to come is the keeper.
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return shared
        return True
else:
    import fcntl

    def _try_lock(descriptor: int, *, shared: bool) -> bool:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextlib.contextmanager
def exclusive(path: Path, *, seconds: float) -> Iterator[None]:
    """Hold `path` alone; waits up to `seconds` for another holder.

    Raises:
        TimeoutError: somebody else held it all that time.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline = time.monotonic() + seconds
        while not _try_lock(descriptor, shared=False):
            if time.monotonic() > deadline:
                raise TimeoutError(path)
            time.sleep(0.02)
        yield
    finally:
        os.close(descriptor)


class Share:
    """A share in something several processes use; the last one to leave learns that it was the last."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def take(self) -> None:
        """Take a share; taking twice is the same as once. Call it while holding the lock that guards the thing."""
        if self._descriptor is None:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            _try_lock(descriptor, shared=True)
            self._descriptor = descriptor

    def give_up(self) -> bool:
        """Leave, and say whether nobody else holds a share now."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            return _try_lock(descriptor, shared=False)
        finally:
            os.close(descriptor)
