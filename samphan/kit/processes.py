"""Child processes that do not outlive their parent."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_SET_PARENT_DEATH_SIGNAL: Final = 1


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
