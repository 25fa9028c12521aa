"""Where things come from: one step back in the chain of ``kit.lineage``, which upper apps know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from samphan.kit.lineage import trace
from samphan.projects.queries.findable import ACTION, ITEM, LISTING, POSSIBLE, PROJECT

if TYPE_CHECKING:
    from collections.abc import Collection

    from samphan.kit.actor import Actor
    from samphan.kit.lineage import Branch

Kind = Literal["item", "action", "possible", "project", "listing"]
KINDS: Final[dict[Kind, str]] = {
    "item": ITEM,
    "action": ACTION,
    "possible": POSSIBLE,
    "project": PROJECT,
    "listing": LISTING,
}


def origins(actor: Actor, kind: Kind, ids: Collection[int]) -> dict[int, tuple[Branch, ...]]:
    """What each of some objects comes from, with all that stands before it; the tellers are asked once a level."""
    return trace(actor, KINDS[kind], ids, "before") if ids else {}
