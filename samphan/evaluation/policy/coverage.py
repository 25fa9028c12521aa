"""Who sees what is covered, and who makes an action of what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samphan.kit.actor import YES, no
from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.frameworks.models import Framework
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.tenancy.models import Owned

_OVER = _("This version is not in use any more: nothing new is aligned with it.")


def enter(actor: Actor, network: NetworkRef) -> Verdict:
    """The list of matrices: who may see projects."""
    return holds(actor, "projects.see", network.pk)


def see(actor: Actor, row: Owned) -> Verdict:
    """The matrix of one framework; it counts the projects that the reader may see."""
    return holds(actor, "projects.see", row.network_id)


def plan(actor: Actor, framework: Framework) -> Verdict:
    """Make an action of an empty cell: who keeps actions, while something new can be aligned with it."""
    in_use = YES if framework.is_in_use else no(_OVER)
    return holds(actor, "projects.manage", framework.network_id) & in_use
