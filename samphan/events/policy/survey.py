"""Who may see and prepare the satisfaction survey of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.events.policy.record import manage, see, see_people
from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.events.models import Event
    from samphan.kit.actor import Actor, Verdict


def see_satisfaction(actor: Actor, event: Event) -> Verdict:
    """What participants said about the event, as numbers and words."""
    return see(actor, event) & holds(actor, "surveys.see", event.network_id)


def ask_participants(actor: Actor, event: Event) -> Verdict:
    """Prepare the survey, ask people by name, close it."""
    return manage(actor, event) & see_people(actor, event) & holds(actor, "surveys.manage", event.network_id)
