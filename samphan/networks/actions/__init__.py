"""The only writers of the network's life."""

from samphan.networks.actions.frame import PAGE_FIELDS, describe_network
from samphan.networks.actions.membership import MEMBER_FIELDS, admit_member, change_member, remove_member
from samphan.networks.actions.period import begin_period, end_membership, renew_terms, suspend_member
from samphan.networks.actions.representative import (
    end_representation,
    name_representative,
    substitute_representative,
)

__all__ = [
    "MEMBER_FIELDS",
    "PAGE_FIELDS",
    "admit_member",
    "begin_period",
    "change_member",
    "describe_network",
    "end_membership",
    "end_representation",
    "name_representative",
    "remove_member",
    "renew_terms",
    "substitute_representative",
    "suspend_member",
]
