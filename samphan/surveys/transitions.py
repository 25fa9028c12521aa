"""The life of a survey: what may follow what."""

from __future__ import annotations

from typing import Final

from samphan.surveys.models import State

OPEN, CLOSE = "open", "close"

#: (state, act) → state. What is not here cannot happen. Answers stay through all of it.
SURVEY: Final[dict[tuple[str, str], State]] = {
    (State.DRAFT, OPEN): State.OPEN,
    (State.OPEN, CLOSE): State.CLOSED,
    (State.CLOSED, OPEN): State.OPEN,
}


def acts(state: str) -> tuple[str, ...]:
    """The acts that are possible in a state, in the order of the table."""
    return tuple(act for (before, act) in SURVEY if before == state)
