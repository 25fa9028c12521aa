"""Who may speak for a partner, and who keeps what both sides say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samphan.engagement.models import PaperKind
from samphan.kit.actor import YES, no
from samphan.projects.policy import see_contacts
from samphan.projects.policy.record import see_record, write_record
from samphan.tenancy.policy import bears, holds

if TYPE_CHECKING:
    from samphan.engagement.models import Benefit, ClaimAnswer, PartnerPaper, PartnerWords
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.projects.models import Project, ProjectPartner

PARTNER: Final = "engagement.partner"
_NOT_YOURS: Final = _("Only whoever said this may take it back.")


def enter(actor: Actor, network: NetworkRef) -> Verdict:
    """What was asked of communities, over all projects of the network."""
    return holds(actor, "projects.see", network.pk)


def see(actor: Actor, project: Project) -> Verdict:
    """What both sides of a project say: whoever may read the project."""
    return see_record(actor, project)


def write(actor: Actor, project: Project) -> Verdict:
    """Say something for the university, ask partners, answer what they said: who writes the record."""
    return write_record(actor, project)


def speak(actor: Actor, partner: ProjectPartner) -> Verdict:
    """Say something for a partner: the bearer of its link, or who writes the record and passes on what it said."""
    return bears(actor, PARTNER, partner) | write_record(actor, partner.project)


def ask(actor: Actor, partner: ProjectPartner) -> Verdict:
    """Ask something of a partner."""
    return write_record(actor, partner.project)


def take_paper(actor: Actor, paper: PartnerPaper) -> Verdict:
    """Download an issued paper: whoever may read the project; a letter names whom one asks for at the partner."""
    may_read = see_record(actor, paper.project)
    return may_read & see_contacts(actor, paper.project) if paper.kind == PaperKind.LETTER else may_read


def reply(actor: Actor, answer: ClaimAnswer) -> Verdict:
    """Say what the project did about a correction or a dispute."""
    return write_record(actor, answer.project)


def take_back(actor: Actor, said: Benefit | PartnerWords) -> Verdict:
    """Take back what was said: the partner its own, by its link; who writes the record the rest, or on its behalf."""
    by_partner = getattr(said, "voice", "partner") == "partner"
    own = bears(actor, PARTNER, said.partner) & (YES if by_partner else no(_NOT_YOURS))
    return own | write_record(actor, said.project)
