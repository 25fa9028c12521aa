"""What the outbox pages show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q, QuerySet

from samphan.comms.models import Message
from samphan.kit.secrets import hide
from samphan.tenancy.scope import system_scope

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState


def outbox(actor: Actor, state: ListState) -> QuerySet[Message]:
    """Messages of the network, the latest first."""
    found = Message.objects.for_actor(actor)
    if state.query:
        found = found.filter(Q(to_address__icontains=state.query) | Q(subject__icontains=state.query))
    if state.filters.get("state"):
        found = found.filter(state=state.filters["state"])
    return found.order_by("-written_at", "-id")


def kept_sign_in_mail() -> list[Message]:
    """Mail of sign-in (no network), the latest hundred; for an installation on one's own machine."""
    with system_scope("the outbox of sign-in"):
        return list(Message.objects.filter(network__isnull=True).order_by("-written_at")[:100])


def shown_text(message: Message) -> str:
    """The text as somebody else than its addressee may read it: who holds its link could act as the addressee.

    Where mail goes nowhere (one's own machine), the link is shown, or nobody would ever get it.
    """
    return message.text if settings.OUTBOX_PAGE else hide(message.text)
