"""What a process asks of its system: to end with its parent, to get its memory back."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_SET_PARENT_DEATH_SIGNAL: Final = 1
_MMAP_THRESHOLD: Final = -3
"""``M_MMAP_THRESHOLD`` of glibc's malloc.h."""
_LARGE: Final = 128 * 1024


def die_with_parent(how: signal.Signals = signal.SIGTERM) -> Callable[[], None] | None:
    """What a child runs before its program so that the kernel sends it `how` when its parent is gone.

    To be passed as `preexec_fn`, by a process without other threads. `None` where the kernel cannot do it (it is
    a service of Linux).
    """
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    prctl: Any = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(_SET_PARENT_DEATH_SIGNAL, how)

    return ask


def give_memory_back() -> bool:
    """Have pieces of memory of 128 KiB and more go back to the system as soon as nobody needs them.

    glibc raises that limit by itself, up to 32 MiB, once such pieces were freed: a worker that made one paper with many
    photographs would keep their room for good. False where the C library has no such choice.
    """
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    mallopt: Any = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and bool(mallopt(_MMAP_THRESHOLD, _LARGE))
