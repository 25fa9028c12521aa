"""The tabs of an event's page, for its own views and for those of the apps above that stand on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.kit import panels

if TYPE_CHECKING:
    from django.http import HttpRequest

    from samphan.events.models import Event
    from samphan.kit.actor import Actor

PAGE: Final = "events.event"


def cockpit(request: HttpRequest, by: Actor, event: Event) -> dict[str, object]:
    """What ``events/cockpit.html`` needs to draw the event's head: ``event``, ``tabs`` and ``inner_tabs``."""
    match = request.resolver_match
    here = match.view_name if match else ""
    return {
        "event": event,
        "tabs": panels.tabs(PAGE, by=by, on=event, current=here),
        "inner_tabs": panels.inner_tabs(PAGE, by=by, on=event, current=here),
    }
