"""Who may keep the register of what communities know and have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samphan.kit.actor import YES, no
from samphan.projects import policy as projects
from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.engagement.models import CommunityKnowledge
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.projects.models import Project


def enter(actor: Actor, network: NetworkRef) -> Verdict:
    """The register of the network."""
    return holds(actor, "projects.see", network.pk)


def see(actor: Actor, knowledge: CommunityKnowledge) -> Verdict:
    """One entry: the same rule as ``for_actor``."""
    if knowledge.network_id != actor.network_id:
        return no(_("This belongs to another network."))
    return holds(actor, "projects.see", knowledge.network_id)


def add(actor: Actor, network: NetworkRef) -> Verdict:
    """Enter something: whoever writes a record of a project."""
    return projects.begin_record(actor, network)


def change(actor: Actor, knowledge: CommunityKnowledge) -> Verdict:
    """Change an entry: who keeps all projects, the leader of the project it came from, or any leader where there is none."""
    if knowledge.project is not None:
        return projects.write_record(actor, knowledge.project)
    may = holds(actor, "projects.manage", knowledge.network_id)
    return may or holds(actor, "projects.write", knowledge.network_id)


def withdraw(actor: Actor, knowledge: CommunityKnowledge) -> Verdict:
    """Note that consent was withdrawn: whoever writes records, so that it waits for nobody."""
    own = YES if knowledge.network_id == actor.network_id else no(_("This belongs to another network."))
    return own & (
        holds(actor, "projects.manage", knowledge.network_id)
        | holds(actor, "projects.write", knowledge.network_id)
    )


def use(actor: Actor, project: Project) -> Verdict:
    """Say that a project uses it."""
    return projects.write_record(actor, project)
