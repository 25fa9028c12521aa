"""Who may keep members and representatives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.networks.models import Member


def manage_members(actor: Actor, on: Member | NetworkRef) -> Verdict:
    """Admit, change and remove members and representatives."""
    return holds(actor, "members.manage", on.network_id)
