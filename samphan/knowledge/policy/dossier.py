"""Whose dossiers somebody may see and write, and who signs a contribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samphan.kit.actor import YES, no
from samphan.tenancy.policy import bears, holds

if TYPE_CHECKING:
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.knowledge.models import Contribution, Dossier

CONTRIBUTION: Final = "knowledge.contribution"
CLOSED: Final = _("This dossier is closed. No answer is taken any more; what was answered stays as it is.")
NOT_YOURS: Final = _("This dossier belongs to somebody else. Its holder can show you the paper.")


def write_own(actor: Actor, network: NetworkRef) -> Verdict:
    """Begin a dossier of one's own, and see the list of the own ones."""
    return holds(actor, "projects.write", network.pk) | holds(actor, "dossiers.manage", network.pk)


def see(actor: Actor, dossier: Dossier) -> Verdict:
    """Its holder, and who helps others with theirs: the same rule as ``for_actor``."""
    seen = holds(actor, "network.see", dossier.network_id)
    own = actor.user_id is not None and dossier.owner_id == actor.user_id
    helps = holds(actor, "dossiers.manage", dossier.network_id)
    if dossier.network_id != actor.network_id:
        return no(NOT_YOURS)
    return seen & (YES if own else helps)


def write(actor: Actor, dossier: Dossier) -> Verdict:
    """Change it, ask for signatures, make the paper."""
    if not see(actor, dossier):
        return no(NOT_YOURS)
    if dossier.closed_at is not None:
        return no(_("This dossier is closed. Open it again to change it."))
    return write_own(actor, actor.network) if actor.network else no(NOT_YOURS)


def reopen(actor: Actor, dossier: Dossier) -> Verdict:
    """Open a closed dossier again."""
    return see(actor, dossier)


def sign(actor: Actor, contribution: Contribution) -> Verdict:
    """Say whether the contributions are as they stand: by the personal link of the contributor alone, while it is open."""
    is_open = no(CLOSED) if contribution.dossier.closed_at is not None else YES
    return bears(actor, CONTRIBUTION, contribution) & is_open
