"""The outbox: messages that leave, and the mailings from which many of them come."""

from samphan.comms.models.mailing import (
    Anchor,
    Mailing,
    MailingKind,
    MailingState,
    Recipient,
    Skipped,
)
from samphan.comms.models.message import Message, MessageState

__all__ = [
    "Anchor",
    "Mailing",
    "MailingKind",
    "MailingState",
    "Message",
    "MessageState",
    "Recipient",
    "Skipped",
]
