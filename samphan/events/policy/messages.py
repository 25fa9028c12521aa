"""Who may see the mailings about an event; writing them is ruled in ``comms``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.events.policy.record import see
from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.events.models import Event
    from samphan.kit.actor import Actor, Verdict


def see_messages(actor: Actor, event: Event) -> Verdict:
    """The mailings about an event."""
    return see(actor, event) & holds(actor, "outbox.see", event.network_id)
