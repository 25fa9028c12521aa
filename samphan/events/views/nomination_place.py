"""Where the page of an institution stands: in the network, or behind its personal link; the same views serve both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samphan.events.models import Nomination
from samphan.events.views.registration_links import linked, token_of

if TYPE_CHECKING:
    from samphan.events.models import Registration
    from samphan.kit.http import LinkRequest, NetworkRequest


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page of an institution stands: in the network, or behind its personal link."""

    names: str
    args: tuple[Any, ...]
    page: str
    base: str

    @classmethod
    def inside(cls, request: NetworkRequest, nomination: Nomination) -> Place:
        args = (request.network.slug, nomination.event_id)
        page = reverse("events:nomination", args=[*args, nomination.pk])
        return cls("events:nominee", args, page, "events/cockpit.html")

    @classmethod
    def by_link(cls, request: LinkRequest) -> Place:
        args = (request.network.slug, token_of(request))
        page = linked(request, "nominate")
        return cls("events_public:nominee", args, page, "web/base_public.html")

    def at(self, part: int, name: str = "", *more: Any) -> str:
        """The address of a page about one nominated person."""
        return reverse(f"{self.names}{name}", args=[*self.args, part, *more])


def linked_nomination(request: LinkRequest) -> Nomination:
    """The nomination to which the bearer's link leads."""
    found = Nomination.objects.for_actor(request.actor).select_related("event", "organisation")
    return get_object_or_404(found, pk=request.link.subject_id)


def say(request: NetworkRequest, named: Registration) -> None:
    """What became of somebody who was named."""
    words = {"name": named.person.name}
    match named.state:
        case "waiting":
            messages.warning(
                request,
                _(
                    "%(name)s is on the waiting list, because the quota or the seats are used up. A free seat is offered in order."
                )
                % words,
            )
        case "submitted":
            messages.success(request, _("%(name)s was named and waits for the organisers' approval.") % words)
        case _state:
            messages.success(request, _("%(name)s was named and has a seat.") % words)
