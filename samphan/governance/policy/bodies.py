"""Who may see and keep bodies, their seats and terms. A seat is a fact: holding one gives no access."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.governance.models import Body, Instrument, Position, Seat, Term
    from samphan.kit.actor import Actor, NetworkRef, Verdict

    type OfBody = Body | Position | Seat | Term | Instrument


def see(actor: Actor, on: OfBody | NetworkRef) -> Verdict:
    """Bodies, who sits in them and who did."""
    return holds(actor, "network.see", on.network_id)


def manage(actor: Actor, on: OfBody | NetworkRef) -> Verdict:
    """Make, change and close bodies; arrange seats; appoint, extend and end."""
    return holds(actor, "bodies.manage", on.network_id)
