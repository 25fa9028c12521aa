"""Goals and frameworks that an event serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.events import policy
from samphan.events.queries.alignments import EVENT
from samphan.events.views.cockpit import load, tab
from samphan.frameworks.queries.alignments import goals_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def goals(request: NetworkRequest, pk: int) -> HttpResponse:
    """What an event is aligned with."""
    event = load(request, pk)
    request.actor.must(policy.see, on=event)
    return tab(request, event, "events/goals.html", {"goals": goals_of(request.actor, EVENT, event)})
