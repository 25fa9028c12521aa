"""The life of a brought list: what may follow what."""

from __future__ import annotations

from typing import Final

from samphan.directory.models import ImportState

MATCH, ANSWER, TAKE_IN, UNDO, REOPEN, DISCARD = "match", "answer", "take_in", "undo", "reopen", "discard"

#: (state, act) → state. What is not here cannot happen. A discarded list is gone, so its act leads nowhere.
LIST: Final[dict[tuple[str, str], ImportState | None]] = {
    (ImportState.MAPPING, MATCH): ImportState.PREVIEW,
    (ImportState.MAPPING, DISCARD): None,
    (ImportState.PREVIEW, MATCH): ImportState.PREVIEW,
    (ImportState.PREVIEW, ANSWER): ImportState.PREVIEW,
    (ImportState.PREVIEW, TAKE_IN): ImportState.DONE,
    (ImportState.PREVIEW, DISCARD): None,
    (ImportState.DONE, UNDO): ImportState.UNDONE,
    (ImportState.UNDONE, REOPEN): ImportState.PREVIEW,
    (ImportState.UNDONE, DISCARD): None,
}


def list_acts(state: str) -> tuple[str, ...]:
    """The acts that are possible in a state, in the order of the table."""
    return tuple(act for (before, act) in LIST if before == state)
