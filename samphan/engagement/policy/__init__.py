"""Who may say what about a project, for which side."""

from samphan.engagement.policy.sides import (
    PARTNER,
    ask,
    enter,
    reply,
    see,
    speak,
    take_back,
    take_paper,
    write,
)

__all__ = [
    "PARTNER",
    "ask",
    "enter",
    "reply",
    "see",
    "speak",
    "take_back",
    "take_paper",
    "write",
]
