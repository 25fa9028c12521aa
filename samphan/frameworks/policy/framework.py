"""Who may see frameworks, keep them, and write the items of own plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samphan.kit.actor import YES, no
from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.frameworks.models import Framework
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.tenancy.models import Owned

_SHIPPED = _(
    "This framework comes with the product: its items stay as they are in the catalogue. A plan of your own can be changed."
)
_OVER = _("This version is no longer in use: it is kept as it was, with everything that was aligned with it.")


def enter(actor: Actor, network: NetworkRef) -> Verdict:
    """The list of frameworks: everybody of the network."""
    return holds(actor, "network.see", network.pk)


def see(actor: Actor, row: Owned) -> Verdict:
    """A framework or an item of one: the same rule as ``for_actor``."""
    if row.network_id != actor.network_id:
        return no(_("This belongs to another network."))
    return holds(actor, "network.see", row.network_id)


def keep(actor: Actor, network: NetworkRef) -> Verdict:
    """Adopt frameworks and begin plans."""
    return holds(actor, "frameworks.manage", network.pk)


def manage(actor: Actor, row: Owned) -> Verdict:
    """Describe, withdraw and bring back a framework, begin a new version, say which items go together."""
    return holds(actor, "frameworks.manage", row.network_id)


def write_items(actor: Actor, framework: Framework) -> Verdict:
    """Items are written in plans of the network's own, and in the version that is in use."""
    open_to = YES if framework.is_in_use else no(_OVER)
    own = no(_SHIPPED) if framework.is_shipped else YES
    return manage(actor, framework) & own & open_to
