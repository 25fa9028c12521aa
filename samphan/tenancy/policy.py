"""Who may do what with access, files and the ledgers of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samphan.kit.actor import YES, Actor, Verdict, no

if TYPE_CHECKING:
    from django.db.models import Model

    from samphan.kit.actor import NetworkRef
    from samphan.tenancy.models import Network, SavedView


_NOT_YOURS = _("Somebody else saved this view.")


def holds(actor: Actor, permission: str, network_id: int) -> Verdict:
    """The permission is held in the network that owns the object."""
    if actor.holds(permission, network_id):
        return YES
    return no(_("Your role in this network does not allow this. The secretariat can give you another role."))


def bears(actor: Actor, purpose: str, on: Model) -> Verdict:
    """The actor came by a link for this purpose that leads to this very object."""
    link = actor.link
    if (
        link is not None
        and link.purpose == purpose
        and link.subject_kind == on._meta.label_lower  # noqa: SLF001 - Django's own name for the model's options
        and link.subject_id == on.pk
    ):
        return YES
    return no(_("This needs the personal link that was sent for it. The secretariat can send it again."))


def operate(actor: Actor, _on: object) -> Verdict:
    """Acts of the installation: making a network."""
    if actor.is_operator or actor.kind == "system":
        return YES
    return no(_("Only the operators of this installation may do this."))


def see(actor: Actor, network: Network | NetworkRef) -> Verdict:
    return holds(actor, "network.see", network.pk)


def manage(actor: Actor, network: Network | NetworkRef) -> Verdict:
    return holds(actor, "network.manage", network.pk)


def see_access(actor: Actor, network: Network | NetworkRef) -> Verdict:
    return holds(actor, "access.see", network.pk)


def manage_access(actor: Actor, network: Network | NetworkRef) -> Verdict:
    return holds(actor, "access.manage", network.pk)


def save_view(actor: Actor, network: NetworkRef | None) -> Verdict:
    """Keep a view of a list for oneself, or for everybody who has a role here."""
    return holds(actor, "network.see", network.pk if network else -1)


def remove_view(actor: Actor, view: SavedView) -> Verdict:
    """Whoever saved a view takes it out; a shared one also who keeps the network's page."""
    if view.user_id == actor.user_id:
        return holds(actor, "network.see", view.network_id)
    return holds(actor, "network.manage", view.network_id) if view.is_shared else no(_NOT_YOURS)


def see_audit(actor: Actor, network: Network | NetworkRef) -> Verdict:
    return holds(actor, "audit.see", network.pk)
