"""The network's life: members, who speaks for them."""

from samphan.networks.models.membership import Member, MemberQuerySet, Representative, RepresentativeQuerySet

__all__ = ["Member", "MemberQuerySet", "Representative", "RepresentativeQuerySet"]
