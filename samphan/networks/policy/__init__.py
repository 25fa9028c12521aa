"""Who may change the network's page, its members and their representatives."""

from samphan.networks.policy.frame import manage, see
from samphan.networks.policy.membership import manage_members

__all__ = ["manage", "manage_members", "see"]
