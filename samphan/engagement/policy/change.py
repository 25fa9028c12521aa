"""Who may write what changed, what proves it, and what is left of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.projects import policy as projects

if TYPE_CHECKING:
    from samphan.engagement.models import Evidence, UseCertificate
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.projects.models import Project


def see(actor: Actor, project: Project) -> Verdict:
    """The pages of a project: the same rule as ``for_actor`` of its rows."""
    return projects.see_record(actor, project)


def write(actor: Actor, project: Project) -> Verdict:
    """The situation, measures and results: parts of the record, so that they rest while it is reviewed."""
    return projects.change_record(actor, project)


def prove(actor: Actor, project: Project) -> Verdict:
    """Evidence, certificates and follow-ups: they come also when the record was approved long ago."""
    return projects.write_record(actor, project)


def change_evidence(actor: Actor, evidence: Evidence) -> Verdict:
    """Describe or withdraw a piece of evidence."""
    return prove(actor, evidence.project)


def change_certificate(actor: Actor, certificate: UseCertificate) -> Verdict:
    """Write, send or take back a certificate of use."""
    return prove(actor, certificate.project)


def enter(actor: Actor, network: NetworkRef) -> Verdict:
    """What pickers on these pages ask for."""
    return projects.enter(actor, network)
