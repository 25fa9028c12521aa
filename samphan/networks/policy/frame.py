"""Who may see and change what the network says of itself, take its steps, and answer for a member."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samphan.kit.actor import YES, no
from samphan.networks.policy.membership import manage_members
from samphan.tenancy.policy import bears, holds

if TYPE_CHECKING:
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.networks.models import Acceptance
    from samphan.tenancy.models import Network, Owned

ACCEPT: Final = "networks.accept"


def see(actor: Actor, on: Network | NetworkRef) -> Verdict:
    """The network's own page."""
    return holds(actor, "network.see", on.pk)


def manage(actor: Actor, on: Network | NetworkRef) -> Verdict:
    """The words and the look of the network, its stage and its state."""
    return holds(actor, "network.manage", on.pk)


def keep(actor: Actor, on: Owned | NetworkRef) -> Verdict:
    """Write versions of the frame, milestones and the profile."""
    return holds(actor, "network.manage", on.network_id)


def accept(actor: Actor, on: Acceptance) -> Verdict:
    """Say whether a member accepts a version: by its link, as who speaks for it, or noted by the secretariat.

    Reads the member; callers select it.
    """
    if on.network_id == actor.network_id and on.member.organisation_id in actor.represents:
        return YES
    verdict = bears(actor, ACCEPT, on) | manage_members(actor, on)
    return verdict or no(_("This is said by whoever represents the member, or by the secretariat."))
