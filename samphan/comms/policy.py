"""Who may read messages that left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.comms.models import Message
    from samphan.kit.actor import Actor, NetworkRef, Verdict


def see_outbox(actor: Actor, on: NetworkRef) -> Verdict:
    return holds(actor, "outbox.see", on.pk)


def see(actor: Actor, message: Message) -> Verdict:
    return holds(actor, "outbox.see", message.network_id or -1)
