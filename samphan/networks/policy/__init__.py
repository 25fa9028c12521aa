"""Who may change the network's page, its members and their representatives."""

from samphan.networks.policy.frame import manage, see
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
    "ANSWER",
    "APPLY",
    "CONFIRM",
    "answer",
    "apply",
    "confirm",
    "manage",
    "manage_dues",
    "manage_members",
    "see",
]
