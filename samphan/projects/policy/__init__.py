"""Who may see, keep and report what the network sets out to do."""

from samphan.projects.policy.work import (
    FOLLOW_UP,
    INTEREST,
    answer_call,
    answer_follow_up,
    answer_some_call,
    create,
    decide_match,
    enter,
    finish,
    manage,
    report,
    see,
    see_followed,
    write_listing,
)

__all__ = [
    "FOLLOW_UP",
    "INTEREST",
    "answer_call",
    "answer_follow_up",
    "answer_some_call",
    "create",
    "decide_match",
    "enter",
    "finish",
    "manage",
    "report",
    "see",
    "see_followed",
    "write_listing",
]
