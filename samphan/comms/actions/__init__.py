"""Writing messages and sending them, one by one and to many."""

from samphan.comms.actions.addresses import (
    choose_messages,
    choose_own_messages,
    lift_bounce,
    note_bounce,
    read_returned,
)
from samphan.comms.actions.calendar import follow_calendar, renew_feed, unfollow_calendar
from samphan.comms.actions.digests import write_digest
from samphan.comms.actions.letters import BY_RIGHT, Letter, write_letters
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
from samphan.comms.actions.templates import change_template, keep_template, remove_template

__all__ = [
    "BY_RIGHT",
    "RETRIED",
    "Letter",
    "approve_mailing",
    "begin_mailing",
    "cancel_mailing",
    "change_mailing",
    "change_template",
    "choose_messages",
    "choose_own_messages",
    "claim",
    "draft_mailing",
    "fail",
    "follow_calendar",
    "forget_sign_in_mail",
    "hand_over",
    "keep_template",
    "lift_bounce",
    "note_bounce",
    "read_returned",
    "remove_template",
    "renew_feed",
    "retry_mailing",
    "retry_message",
    "settle",
    "take_back_mailing",
    "unfollow_calendar",
    "write",
    "write_batch",
    "write_digest",
    "write_letters",
]
