"""What all tabs of an event share: the event, its tabs, and what was just removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from samphan.events import policy
from samphan.events.models import Event
from samphan.events.queries.removals import removals
from samphan.events.queries.tabs import cockpit
from samphan.kit import panels
from samphan.kit.numbers import number_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest
    from samphan.tenancy.models import AuditEntry

ONWARD = "events.onward"
MOST_UNDO = 50


def load(request: NetworkRequest, pk: int) -> Event:
    """The event of an address, or 404 where the actor may not see it."""
    return get_object_or_404(Event.objects.for_actor(request.actor), pk=pk)


def tab(
    request: NetworkRequest, event: Event, template: str, context: Mapping[str, Any], *, within: str = ""
) -> HttpResponse:
    """One tab of the event's page, or a page ``within`` the tab of that address name.

    ``onward`` leads to where other apps go on from what was entered here.
    """
    head = cockpit(request, request.actor, event, within=within)
    return render(
        request,
        template,
        {
            **head,
            "onward": panels.tabs(ONWARD, by=request.actor, on=event),
            "may_manage": request.actor.may(policy.manage, on=event),
            **_removed(request),
            **context,
        },
    )


def address(request: NetworkRequest, url_name: str, event: Event, removed: Iterable[AuditEntry] = ()) -> str:
    """The address of a tab; with ``removed`` entries it offers to undo them."""
    path = reverse(url_name, args=[request.network.slug, event.pk])
    undo = ",".join(str(entry.pk) for entry in removed)
    return f"{path}?undo={undo}" if undo else path


def undo_ids(text: str) -> list[int]:
    """The ids in ``?undo=12,13``; what is no number is left out."""
    return [pk for each in text.split(",")[:MOST_UNDO] if (pk := number_in(each)) is not None]


def _removed(request: NetworkRequest) -> dict[str, Any]:
    """What ``?undo=`` offers to bring back."""
    ids = undo_ids(request.GET.get("undo", ""))
    entries = list(removals(request.actor, ids)) if ids else []
    return {"removed": entries, "removed_ids": ",".join(str(entry.pk) for entry in entries)}
