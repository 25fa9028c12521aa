"""The life of a use: what may follow what."""

from __future__ import annotations

from typing import Final

from samphan.events.models import UseState

START, FINISH, DROP, REOPEN = "start", "finish", "drop", "reopen"

#: (state, act) → state. What is not here cannot happen.
USE: Final[dict[tuple[str, str], UseState]] = {
    (UseState.INTENDED, START): UseState.STARTED,
    (UseState.INTENDED, FINISH): UseState.DONE,
    (UseState.INTENDED, DROP): UseState.DROPPED,
    (UseState.STARTED, FINISH): UseState.DONE,
    (UseState.STARTED, DROP): UseState.DROPPED,
    (UseState.DONE, REOPEN): UseState.STARTED,
    (UseState.DROPPED, REOPEN): UseState.INTENDED,
}


def use_acts(state: str) -> tuple[str, ...]:
    """The acts that are possible in a state, in the order of the table."""
    return tuple(act for (before, act) in USE if before == state)
