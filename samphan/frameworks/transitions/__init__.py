"""The life of one version of a framework: in use, followed by a new version, withdrawn and brought back."""

from __future__ import annotations

from typing import Final

from samphan.frameworks.models import FrameworkState

SUPERSEDE: Final = "supersede"
WITHDRAW: Final = "withdraw"
RESTORE: Final = "restore"

FRAMEWORK: Final[dict[tuple[str, str], FrameworkState]] = {
    (FrameworkState.IN_USE, SUPERSEDE): FrameworkState.SUPERSEDED,
    (FrameworkState.IN_USE, WITHDRAW): FrameworkState.WITHDRAWN,
    (FrameworkState.WITHDRAWN, RESTORE): FrameworkState.IN_USE,
}
"""(state, act) → state; what is not here is impossible."""
