"""Who may read messages that left, and who writes, approves and sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from django.utils.translation import gettext_lazy as _

from samphan.accounts.models import User
from samphan.kit.actor import no
from samphan.tenancy.policy import bears, holds

if TYPE_CHECKING:
    from samphan.comms.models import Addressee, CalendarFeed, Mailing, Message, Recipient
    from samphan.kit.actor import Actor, NetworkRef, Verdict

CHOOSE: Final = "comms.choose"
"""The purpose of links by which the reader of an address says what it wants."""
FOLLOW: Final = "comms.follow"
"""The purpose of links by which a calendar program reads a calendar."""


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


def keep_addresses(actor: Actor, on: NetworkRef | None) -> Verdict:
    """Note that messages come back from an address, and that it works again; keep templates."""
    network_id = on.pk if on else -1
    return holds(actor, "messages.write", network_id) & holds(actor, "outbox.see", network_id)


def choose_own(actor: Actor, on: NetworkRef | None) -> Verdict:
    """One's own messages and calendars, for everybody who has a role in the network."""
    return holds(actor, "network.see", on.pk if on else -1)


def choose(actor: Actor, on: Addressee) -> Verdict:
    """Say what an address gets: whoever came by its link, or signs in with it."""
    if actor.link is not None or actor.user_id is None:
        return bears(actor, CHOOSE, on)
    own = holds(actor, "network.see", on.network_id)
    if own and not User.objects.filter(pk=actor.user_id, email__iexact=on.address_key).exists():
        return no(_("This is somebody else's address."))
    return own


def follow(actor: Actor, on: CalendarFeed) -> Verdict:
    """Read a calendar by its address, or give up one's own."""
    if actor.link is not None:
        return bears(actor, FOLLOW, on)
    if on.user_id != actor.user_id:
        return no(_("This calendar is followed by somebody else."))
    return holds(actor, "network.see", on.network_id)
