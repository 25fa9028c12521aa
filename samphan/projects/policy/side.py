"""Who may see contacts of partners, and say that a partner leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.kit.actor import YES, no
from samphan.projects.policy.record import write_record
from samphan.projects.policy.work import NOT_YOURS
from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.kit.actor import Actor, Verdict
    from samphan.projects.models import Project, ProjectPartner


def see_contacts(actor: Actor, project: Project) -> Verdict:
    """Names, telephones and addresses of those who are asked at a partner: who writes the record, and nobody else."""
    return write_record(actor, project)


def claim_lead(actor: Actor, partner: ProjectPartner) -> Verdict:
    """Say that a partner leads, beside the one that is named so: its representative, and who writes the record."""
    represents = partner.network_id == actor.network_id and partner.organisation_id in actor.represents
    sees = holds(actor, "projects.see", partner.network_id)
    return write_record(actor, partner.project) | (sees & (YES if represents else no(NOT_YOURS)))
