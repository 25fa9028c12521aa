"""Who may see and change the network's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.tenancy.models import Network


def see(actor: Actor, on: Network | NetworkRef) -> Verdict:
    """The network's own page."""
    return holds(actor, "network.see", on.pk)


def manage(actor: Actor, on: Network | NetworkRef) -> Verdict:
    """The words and the look of the network."""
    return holds(actor, "network.manage", on.pk)
