"""Events as things that can be aligned with frameworks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samphan.events import policy
from samphan.events.models import Event, EventAlignment
from samphan.events.queries.findable import KIND
from samphan.frameworks.queries import alignments
from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.kit.actor import Actor, Verdict

EVENT: Final = "event"


def align_event(actor: Actor, event: Event) -> Verdict:
    """Who prepares events, and who keeps the frameworks."""
    return policy.manage(actor, event) | holds(actor, "frameworks.manage", event.network_id)


def register() -> None:
    """Tell the registry of frameworks what this app keeps; called in ``apps.py``."""
    alignments.register(
        alignments.AlignedKind(
            code=EVENT,
            label=_("Events"),
            model=EventAlignment,
            field="event",
            things=Event.objects.for_actor,
            rule=align_event,
            page="events:goals",
            hits=(KIND,),
            icon="calendar-event",
            order=30,
        )
    )
