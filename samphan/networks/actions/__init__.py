"""The only writers of the network's life."""

from samphan.networks.actions.frame import PAGE_FIELDS, describe_network
from samphan.networks.actions.membership import (
    MEMBER_FIELDS,
    admit_member,
    change_member,
    end_representation,
    name_representative,
    remove_member,
)

__all__ = [
    "MEMBER_FIELDS",
    "PAGE_FIELDS",
    "admit_member",
    "change_member",
    "describe_network",
    "end_representation",
    "name_representative",
    "remove_member",
]
