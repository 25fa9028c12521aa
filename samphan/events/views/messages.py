"""The mailings about an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.comms import policy as comms_policy
from samphan.comms.queries import mailings as queries
from samphan.comms.queries.notices import notices
from samphan.events.policy.messages import see_messages
from samphan.events.queries.segments import KIND
from samphan.events.views.cockpit import load, tab
from samphan.kit.components import ListState

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def messages(request: NetworkRequest, pk: int) -> HttpResponse:
    """What was and will be sent about the event, and the notices with which a new mailing begins."""
    event = load(request, pk)
    request.actor.must(see_messages, on=event)
    state = ListState.read(request, sorts=())
    page = state.paginate(queries.mailings_about(request.actor, KIND, event.pk))
    found = list(page.object_list)
    tallies = queries.tallies(request.actor, found)
    due = queries.due_times(request.actor, found)
    return tab(
        request,
        event,
        "events/messages.html",
        {
            "page": page,
            "mailings": [(each, tallies.get(each.pk, queries.Tally()), due.get(each.pk)) for each in found],
            "notices": notices(KIND),
            "about": KIND,
            "may_write": request.actor.may(comms_policy.write, on=request.network),
        },
    )
