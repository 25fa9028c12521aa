"""The outbox: messages that leave, the mailings from which many come, and what addressees want of them."""

from samphan.comms.models.address import Addressee, Digest, Purpose
from samphan.comms.models.calendar import CalendarFeed
from samphan.comms.models.mailing import (
    Anchor,
    Mailing,
    MailingKind,
    MailingState,
    Recipient,
    Skipped,
)
from samphan.comms.models.message import Message, MessageState
from samphan.comms.models.template import MailTemplate

__all__ = [
    "Addressee",
    "Anchor",
    "CalendarFeed",
    "Digest",
    "MailTemplate",
    "Mailing",
    "MailingKind",
    "MailingState",
    "Message",
    "MessageState",
    "Purpose",
    "Recipient",
    "Skipped",
]
