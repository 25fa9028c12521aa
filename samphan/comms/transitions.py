"""The life of a mailing: what may follow what."""

from __future__ import annotations

from typing import Final

from samphan.comms.models import MailingState

APPROVE, SCHEDULE, TAKE_BACK, BEGIN, END, CANCEL = (
    "approve",
    "schedule",
    "take_back",
    "begin",
    "end",
    "cancel",
)

#: (state, act) → state. What is not here cannot happen; what has begun to leave cannot be called back.
MAILING: Final[dict[tuple[str, str], MailingState]] = {
    (MailingState.DRAFT, APPROVE): MailingState.APPROVED,
    (MailingState.DRAFT, SCHEDULE): MailingState.SCHEDULED,
    (MailingState.DRAFT, CANCEL): MailingState.CANCELLED,
    (MailingState.APPROVED, BEGIN): MailingState.SENDING,
    (MailingState.APPROVED, TAKE_BACK): MailingState.DRAFT,
    (MailingState.APPROVED, CANCEL): MailingState.CANCELLED,
    (MailingState.SCHEDULED, BEGIN): MailingState.SENDING,
    (MailingState.SCHEDULED, TAKE_BACK): MailingState.DRAFT,
    (MailingState.SCHEDULED, CANCEL): MailingState.CANCELLED,
    (MailingState.SENDING, END): MailingState.SENT,
}


def mailing_acts(state: str) -> tuple[str, ...]:
    """The acts that are possible in a state, in the order of the table."""
    return tuple(act for (before, act) in MAILING if before == state)
