"""The life of a prospective member: what may follow what."""

from __future__ import annotations

from typing import Final

from samphan.networks.models import Answer, ProspectState

INVITE, ANSWER_YES, ANSWER_LATER, ANSWER_NO = "invite", "answer_yes", "answer_later", "answer_no"
JOIN, DROP, RESUME = "join", "drop", "resume"

_OPEN: Final = (
    ProspectState.CONSIDERED,
    ProspectState.INVITED,
    ProspectState.WILLING,
    ProspectState.LATER,
    ProspectState.UNWILLING,
)
_INVITED: Final = (
    ProspectState.INVITED,
    ProspectState.WILLING,
    ProspectState.LATER,
    ProspectState.UNWILLING,
)

#: (state, act) → state. What is not here cannot happen.
PROSPECT: Final[dict[tuple[str, str], ProspectState]] = {
    **{(state, INVITE): ProspectState.INVITED for state in _OPEN},
    **{(state, ANSWER_YES): ProspectState.WILLING for state in _INVITED},
    **{(state, ANSWER_LATER): ProspectState.LATER for state in _INVITED},
    **{(state, ANSWER_NO): ProspectState.UNWILLING for state in _INVITED},
    **{(state, JOIN): ProspectState.JOINED for state in (*_OPEN, ProspectState.DROPPED)},
    **{(state, DROP): ProspectState.DROPPED for state in _OPEN},
    (ProspectState.DROPPED, RESUME): ProspectState.CONSIDERED,
    (ProspectState.JOINED, RESUME): ProspectState.CONSIDERED,
}
#: Which act an answer is.
ANSWERS: Final[dict[str, str]] = {
    Answer.YES: ANSWER_YES,
    Answer.LATER: ANSWER_LATER,
    Answer.NO: ANSWER_NO,
}


def prospect_acts(state: str) -> frozenset[str]:
    """The acts that are possible in a state."""
    return frozenset(act for (before, act) in PROSPECT if before == state)
