"""Who may see and keep agreements and resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samphan.agreements.models.base import SEE
from samphan.kit.actor import no
from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.agreements.models import Agreement, Resource, ResourceNeed
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.tenancy.models import Owned


def enter(actor: Actor, network: NetworkRef) -> Verdict:
    """The lists: everybody of the network finds there what is marked as open."""
    return holds(actor, "network.see", network.pk)


def see(actor: Actor, row: Agreement | Resource | ResourceNeed) -> Verdict:
    """The same rule as ``for_actor``: all of it, or what is marked as open."""
    if row.network_id != actor.network_id:
        return no(_("This belongs to another network."))
    if not row.is_open:
        return holds(actor, SEE, row.network_id)
    return holds(actor, SEE, row.network_id) | holds(actor, "network.see", row.network_id)


def see_all(actor: Actor, network: NetworkRef) -> Verdict:
    """Numbers over the whole register: whoever sees only a part of it would be told wrong ones."""
    return holds(actor, SEE, network.pk)


def manage(actor: Actor, on: Owned | NetworkRef) -> Verdict:
    """Keep the register: agreements and everything that belongs to one."""
    return holds(actor, "agreements.manage", on.network_id)


def manage_resources(actor: Actor, on: Owned | NetworkRef) -> Verdict:
    """Record what is needed, pledged, received and used."""
    return holds(actor, "resources.manage", on.network_id)
