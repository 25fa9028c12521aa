"""The life of a registration: what may follow what."""

from __future__ import annotations

from typing import Final

from samphan.events.models import RegistrationState

CONFIRM, QUEUE, ASK, OFFER, ACCEPT, EXPIRE = "confirm", "queue", "ask", "offer", "accept", "expire"
DECLINE, RECONSIDER, WITHDRAW, RETURN = "decline", "reconsider", "withdraw", "return"

#: (state, act) → state. What is not here cannot happen. Everybody begins as submitted.
REGISTRATION: Final[dict[tuple[str, str], RegistrationState]] = {
    (RegistrationState.SUBMITTED, CONFIRM): RegistrationState.CONFIRMED,
    (RegistrationState.SUBMITTED, QUEUE): RegistrationState.WAITING,
    (RegistrationState.SUBMITTED, DECLINE): RegistrationState.DECLINED,
    (RegistrationState.SUBMITTED, WITHDRAW): RegistrationState.WITHDRAWN,
    (RegistrationState.WAITING, ASK): RegistrationState.SUBMITTED,
    (RegistrationState.WAITING, OFFER): RegistrationState.OFFERED,
    (RegistrationState.WAITING, DECLINE): RegistrationState.DECLINED,
    (RegistrationState.WAITING, WITHDRAW): RegistrationState.WITHDRAWN,
    (RegistrationState.OFFERED, ACCEPT): RegistrationState.CONFIRMED,
    (RegistrationState.OFFERED, EXPIRE): RegistrationState.WITHDRAWN,
    (RegistrationState.OFFERED, WITHDRAW): RegistrationState.WITHDRAWN,
    (RegistrationState.CONFIRMED, WITHDRAW): RegistrationState.WITHDRAWN,
    (RegistrationState.DECLINED, RECONSIDER): RegistrationState.SUBMITTED,
    (RegistrationState.WITHDRAWN, RETURN): RegistrationState.SUBMITTED,
}

#: States in which a seat of the event and of the category is taken.
SEATED: Final = (RegistrationState.CONFIRMED, RegistrationState.OFFERED)
#: States that count against the quota of an institution.
NOMINATED: Final = (*SEATED, RegistrationState.SUBMITTED)


def registration_acts(state: str) -> tuple[str, ...]:
    """The acts that are possible in a state, in the order of the table."""
    return tuple(act for (before, act) in REGISTRATION if before == state)
