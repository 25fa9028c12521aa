"""Writing messages and sending them, one by one and to many."""

from samphan.comms.actions.mailings import (
    approve_mailing,
    begin_mailing,
    cancel_mailing,
    change_mailing,
    draft_mailing,
    retry_mailing,
    take_back_mailing,
)
from samphan.comms.actions.messages import (
    RETRIED,
    claim,
    fail,
    forget_sign_in_mail,
    retry_message,
    settle,
    write,
)
from samphan.comms.actions.sending import hand_over, write_batch

__all__ = [
    "RETRIED",
    "approve_mailing",
    "begin_mailing",
    "cancel_mailing",
    "change_mailing",
    "claim",
    "draft_mailing",
    "fail",
    "forget_sign_in_mail",
    "hand_over",
    "retry_mailing",
    "retry_message",
    "settle",
    "take_back_mailing",
    "write",
    "write_batch",
]
