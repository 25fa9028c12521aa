"""Who may read messages that left, and who writes, approves and sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.comms.models import Mailing, Message, Recipient
    from samphan.kit.actor import Actor, NetworkRef, Verdict


def see_outbox(actor: Actor, on: NetworkRef) -> Verdict:
    return holds(actor, "outbox.see", on.pk)


def see(actor: Actor, on: Message | Mailing | Recipient) -> Verdict:
    """A message, a mailing or one of its recipients: the same rule as ``for_actor``."""
    return holds(actor, "outbox.see", on.network_id or -1)


def write(actor: Actor, on: Mailing | NetworkRef) -> Verdict:
    """Draft, approve, schedule, send and cancel mailings."""
    return holds(actor, "messages.write", on.network_id) & holds(actor, "outbox.see", on.network_id)


def retry(actor: Actor, message: Message) -> Verdict:
    """Send a message again that could not be sent."""
    return see(actor, message) & holds(actor, "messages.write", message.network_id or -1)


class People(Protocol):
    """Those to whom one may write: a segment, with the permission that seeing its people takes."""

    @property
    def needs(self) -> str: ...


def address(actor: Actor, segment: People) -> Verdict:
    """Write to the people of a segment, in the network of the address: who may see them."""
    return holds(actor, "messages.write", actor.network_id) & holds(actor, segment.needs, actor.network_id)
