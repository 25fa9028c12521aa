"""The life of a certificate of use: (state, act) → state. What is not here cannot happen; what is signed stays as it is."""

from __future__ import annotations

from typing import Final

from samphan.engagement.models import CertificateState as State

SEND, TAKE_BACK, SIGN, DECLINE, NOTE_PAPER = "send", "take_back", "sign", "decline", "note_paper"

CERTIFICATE: Final[dict[tuple[str, str], State]] = {
    (State.DRAFT, SEND): State.SENT,
    (State.SENT, SEND): State.SENT,
    (State.DECLINED, SEND): State.SENT,
    (State.SENT, TAKE_BACK): State.DRAFT,
    (State.DECLINED, TAKE_BACK): State.DRAFT,
    (State.SENT, SIGN): State.SIGNED,
    (State.SENT, DECLINE): State.DECLINED,
    (State.DRAFT, NOTE_PAPER): State.SIGNED,
    (State.SENT, NOTE_PAPER): State.SIGNED,
}


def acts(state: str) -> frozenset[str]:
    """The acts that are possible in a state."""
    return frozenset(act for before, act in CERTIFICATE if before == state)
