"""Who may change the network's page, its members and their representatives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.networks.models import Member
    from samphan.tenancy.models import Network


def see(actor: Actor, on: Network | NetworkRef) -> Verdict:
    """The network's own page."""
    return holds(actor, "network.see", on.pk)


def manage(actor: Actor, on: Network | NetworkRef) -> Verdict:
    """The words and the look of the network."""
    return holds(actor, "network.manage", on.pk)


def manage_members(actor: Actor, on: Member | NetworkRef) -> Verdict:
    """Admit, change and remove members and representatives."""
    return holds(actor, "members.manage", on.network_id)
