"""The lives of what the network sets out to do: (state, act) → state. What is not here cannot happen."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from samphan.projects.models import (
    LIFE,
    ActionState,
    InterestState,
    ListingState,
    PossibleState,
    ProjectState,
    ReviewAct,
    ReviewState,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

FINISH, DROP, REOPEN, CARRY_OVER = "finish", "drop", "reopen", "carry_over"
ADVANCE, STEP_BACK = "advance", "step_back"
CALL, START, CLOSE, MATCH = "call", "start", "close", "match"
OFFER, DECLINE, WITHDRAW, CHOOSE, PASS_OVER = "offer", "decline", "withdraw", "choose", "pass_over"

ACTION: Final[dict[tuple[str, str], ActionState]] = {
    (ActionState.OPEN, FINISH): ActionState.DONE,
    (ActionState.OPEN, CARRY_OVER): ActionState.CARRIED_OVER,
    (ActionState.OPEN, DROP): ActionState.DROPPED,
    (ActionState.DONE, REOPEN): ActionState.OPEN,
    (ActionState.DROPPED, REOPEN): ActionState.OPEN,
}
POSSIBLE: Final[dict[tuple[str, str], PossibleState]] = {
    (PossibleState.IDEA, CALL): PossibleState.CALLING,
    (PossibleState.IDEA, START): PossibleState.STARTED,
    (PossibleState.IDEA, CLOSE): PossibleState.CLOSED,
    (PossibleState.CALLING, START): PossibleState.STARTED,
    (PossibleState.CALLING, CALL): PossibleState.CALLING,
    (PossibleState.CALLING, CLOSE): PossibleState.CLOSED,
    (PossibleState.CLOSED, REOPEN): PossibleState.IDEA,
}
INTEREST: Final[dict[tuple[str, str], InterestState]] = {
    (InterestState.ASKED, OFFER): InterestState.OFFERED,
    (InterestState.ASKED, DECLINE): InterestState.DECLINED,
    (InterestState.OFFERED, OFFER): InterestState.OFFERED,
    (InterestState.OFFERED, WITHDRAW): InterestState.WITHDRAWN,
    (InterestState.DECLINED, OFFER): InterestState.OFFERED,
    (InterestState.WITHDRAWN, OFFER): InterestState.OFFERED,
    (InterestState.OFFERED, CHOOSE): InterestState.CHOSEN,
    (InterestState.OFFERED, PASS_OVER): InterestState.NOT_CHOSEN,
}
PROJECT: Final[dict[tuple[str, str], ProjectState]] = {
    **{(before, ADVANCE): after for before, after in pairwise(LIFE)},
    **{(after, STEP_BACK): before for before, after in pairwise(LIFE)},
    (ProjectState.UNDER_WAY, FINISH): ProjectState.DONE,
    (ProjectState.CLOSING, FINISH): ProjectState.DONE,
    **{(before, DROP): ProjectState.DROPPED for before in LIFE if before != ProjectState.DONE},
    (ProjectState.DONE, REOPEN): ProjectState.UNDER_WAY,
    (ProjectState.DROPPED, REOPEN): ProjectState.UNDER_WAY,
}
"""One that was dropped goes on where it stood (``project_after``)."""
RECORD: Final[dict[tuple[str, str], ReviewState]] = {
    (ReviewState.DRAFT, ReviewAct.SUBMIT): ReviewState.SUBMITTED,
    (ReviewState.RETURNED, ReviewAct.SUBMIT): ReviewState.SUBMITTED,
    (ReviewState.SUBMITTED, ReviewAct.RETURN): ReviewState.RETURNED,
    (ReviewState.SUBMITTED, ReviewAct.APPROVE): ReviewState.APPROVED,
    (ReviewState.SUBMITTED, ReviewAct.REOPEN): ReviewState.DRAFT,
    (ReviewState.APPROVED, ReviewAct.REOPEN): ReviewState.DRAFT,
}
LISTING: Final[dict[tuple[str, str], ListingState]] = {
    (ListingState.OPEN, MATCH): ListingState.MATCHED,
    (ListingState.OPEN, CLOSE): ListingState.CLOSED,
    (ListingState.MATCHED, REOPEN): ListingState.OPEN,
    (ListingState.CLOSED, REOPEN): ListingState.OPEN,
}


def project_after(state: str, act: str, dropped_from: str = "") -> ProjectState | None:
    """The state of a project after an act; one that was dropped goes on where it stood. None: not possible."""
    after = PROJECT.get((state, act))
    if after is not None and state == ProjectState.DROPPED and dropped_from:
        return ProjectState(dropped_from)
    return after


def acts(table: Mapping[tuple[str, str], str], state: str) -> tuple[str, ...]:
    """The acts that are possible in a state, in the order of the table."""
    return tuple(act for (before, act) in table if before == state)
