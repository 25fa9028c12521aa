"""Who may change the network's page, its members and their representatives."""

from samphan.networks.policy.frame import ACCEPT, accept, keep, manage, see
from samphan.networks.policy.membership import (
    ANSWER,
    APPLY,
    CONFIRM,
    answer,
    apply,
    confirm,
    manage_dues,
    manage_members,
)

__all__ = [
    "ACCEPT",
    "ANSWER",
    "APPLY",
    "CONFIRM",
    "accept",
    "answer",
    "apply",
    "confirm",
    "keep",
    "manage",
    "manage_dues",
    "manage_members",
    "see",
]
