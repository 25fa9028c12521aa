"""The lives of meetings, of the corrections to their minutes, and of ballots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.governance.models import BallotState, MeetingState

if TYPE_CHECKING:
    from collections.abc import Mapping

CALL, OPEN, CLOSE, CIRCULATE, ADOPT = "call", "open", "close", "circulate", "adopt"
POSTPONE, CANCEL, REPLAN = "postpone", "cancel", "replan"

MEETING: Final[dict[tuple[str, str], MeetingState]] = {
    (MeetingState.DRAFT, CALL): MeetingState.CALLED,
    (MeetingState.DRAFT, OPEN): MeetingState.HELD,
    (MeetingState.DRAFT, POSTPONE): MeetingState.POSTPONED,
    (MeetingState.DRAFT, CANCEL): MeetingState.CANCELLED,
    (MeetingState.CALLED, CALL): MeetingState.CALLED,
    (MeetingState.CALLED, OPEN): MeetingState.HELD,
    (MeetingState.CALLED, POSTPONE): MeetingState.POSTPONED,
    (MeetingState.CALLED, CANCEL): MeetingState.CANCELLED,
    (MeetingState.POSTPONED, REPLAN): MeetingState.DRAFT,
    (MeetingState.POSTPONED, CANCEL): MeetingState.CANCELLED,
    (MeetingState.HELD, CLOSE): MeetingState.HELD,
    (MeetingState.HELD, CIRCULATE): MeetingState.MINUTED,
    (MeetingState.MINUTED, CIRCULATE): MeetingState.MINUTED,
    (MeetingState.MINUTED, ADOPT): MeetingState.ADOPTED,
}
BALLOT: Final[dict[tuple[str, str], BallotState]] = {
    (BallotState.DRAFT, OPEN): BallotState.OPEN,
    (BallotState.OPEN, CLOSE): BallotState.CLOSED,
}


def acts(table: Mapping[tuple[str, str], str], state: str) -> tuple[str, ...]:
    """The acts that are possible in a state, in the order of the table."""
    return tuple(act for (before, act) in table if before == state)
