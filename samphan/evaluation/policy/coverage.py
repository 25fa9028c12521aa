"""Who sees what is covered, and who makes an action of what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.tenancy.models import Owned


def enter(actor: Actor, network: NetworkRef) -> Verdict:
    """The list of matrices: who may see projects."""
    return holds(actor, "projects.see", network.pk)


def see(actor: Actor, row: Owned) -> Verdict:
    """The matrix of one framework; it counts the projects that the reader may see."""
    return holds(actor, "projects.see", row.network_id)


def plan(actor: Actor, row: Owned) -> Verdict:
    """Make an action of an empty cell: who keeps actions."""
    return holds(actor, "projects.manage", row.network_id)
