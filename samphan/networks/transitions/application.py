"""The life of an application for membership: what may follow what."""

from __future__ import annotations

from typing import Final

from samphan.networks.models import ApplicationState

CHECK, RETURN, APPROVE, DECLINE, WITHDRAW = "check", "return", "approve", "decline", "withdraw"

#: (state, act) → state. What is not here cannot happen: a decision stands.
APPLICATION: Final[dict[tuple[str, str], ApplicationState]] = {
    (ApplicationState.SUBMITTED, CHECK): ApplicationState.CHECKED,
    (ApplicationState.CHECKED, RETURN): ApplicationState.SUBMITTED,
    (ApplicationState.SUBMITTED, APPROVE): ApplicationState.APPROVED,
    (ApplicationState.CHECKED, APPROVE): ApplicationState.APPROVED,
    (ApplicationState.SUBMITTED, DECLINE): ApplicationState.DECLINED,
    (ApplicationState.CHECKED, DECLINE): ApplicationState.DECLINED,
    (ApplicationState.SUBMITTED, WITHDRAW): ApplicationState.WITHDRAWN,
    (ApplicationState.CHECKED, WITHDRAW): ApplicationState.WITHDRAWN,
}


def application_acts(state: str) -> frozenset[str]:
    """The acts that are possible in a state."""
    return frozenset(act for (before, act) in APPLICATION if before == state)
