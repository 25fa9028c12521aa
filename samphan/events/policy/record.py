"""Who may see, prepare and use an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samphan.events.models import Registration, Use
from samphan.kit.actor import YES, no
from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.events.models import Event
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.tenancy.models import Owned

NOT_YOURS: Final = _(
    "Uses are written by the secretariat and by the coordinator who represents the institution."
    " The secretariat can name you as its representative."
)


def enter(actor: Actor, network: NetworkRef) -> Verdict:
    """The list of events."""
    return holds(actor, "events.see", network.pk)


def create(actor: Actor, network: NetworkRef) -> Verdict:
    """A new event in the network."""
    return holds(actor, "events.manage", network.pk)


def see(actor: Actor, row: Owned) -> Verdict:
    """An event or a part of it, in the network of the address: the same rule as ``for_actor``."""
    if row.network_id != actor.network_id:
        return no(_("This belongs to another network."))
    return holds(actor, "participants.see" if isinstance(row, Registration) else "events.see", row.network_id)


def see_people(actor: Actor, event: Event) -> Verdict:
    """The names of those who take part."""
    return see(actor, event) & holds(actor, "participants.see", event.network_id)


def manage(actor: Actor, event: Event) -> Verdict:
    """Prepare the event and record its results."""
    return holds(actor, "events.manage", event.network_id)


def manage_people(actor: Actor, event: Event) -> Verdict:
    """Register people, change and remove registrations."""
    return manage(actor, event) & holds(actor, "participants.see", event.network_id)


def write_use(actor: Actor, use: Use) -> Verdict:
    """A use of one institution: who may write any, and who represents this one."""
    represents = use.network_id == actor.network_id and use.organisation_id in actor.represents
    return YES if represents or holds(actor, "uses.write", use.network_id) else no(NOT_YOURS)


def write_some_use(actor: Actor, event: Event) -> Verdict:
    """Whether there is an institution for which the actor may write uses of this event."""
    represents = event.network_id == actor.network_id and bool(actor.represents)
    return YES if represents or holds(actor, "uses.write", event.network_id) else no(NOT_YOURS)


def change(actor: Actor, part: Owned) -> Verdict:
    """Change, move or remove a part of an event."""
    if isinstance(part, Use):
        return write_use(actor, part)
    verdict = holds(actor, "events.manage", part.network_id)
    return (
        verdict & holds(actor, "participants.see", part.network_id)
        if isinstance(part, Registration)
        else verdict
    )
