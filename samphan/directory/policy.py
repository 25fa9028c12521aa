"""Who may see and keep the directory, and who may bring lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samphan.directory.models import IMPORT_NEEDS
from samphan.kit.actor import no
from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.directory.models import ListImport
    from samphan.kit.actor import Actor, Verdict


def bring_list(actor: Actor, kind: str) -> Verdict:
    """A new list of a kind, in the network of the address."""
    return holds(actor, IMPORT_NEEDS[kind], actor.network_id)


def see_list(actor: Actor, brought: ListImport) -> Verdict:
    """A brought list: the same rule as ``for_actor``, because its rows are other people's names."""
    if brought.network_id != actor.network_id:
        return no(_("This belongs to another network."))
    return holds(actor, IMPORT_NEEDS[brought.kind], brought.network_id)


def manage_list(actor: Actor, brought: ListImport) -> Verdict:
    """Match, answer, take in, undo and discard a list."""
    return see_list(actor, brought)
