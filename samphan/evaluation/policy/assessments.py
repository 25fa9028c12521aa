"""Who may read and write what institutions say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samphan.kit.actor import YES, no
from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.evaluation.models import Improvement, SelfAssessment
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.networks.models import Member

_NOT_YOURS = _(
    "An institution's self-assessment is read and written by its representatives and by the secretariat."
)
_AGREED = _("It was agreed and stays as it is. The secretariat can open it again.")


def assess(actor: Actor, member: Member) -> Verdict:
    """Begin a self-assessment: who represents the institution, and who keeps evaluations."""
    if member.network_id != actor.network_id:
        return no(_("This belongs to another network."))
    own = YES if member.organisation_id in actor.represents else no(_NOT_YOURS)
    return (holds(actor, "evaluations.see", member.network_id) & own) | manage(actor, member)


def see(actor: Actor, assessment: SelfAssessment) -> Verdict:
    """The same people read it: the same rule as ``for_actor``."""
    return assess(actor, assessment.member)


def write(actor: Actor, assessment: SelfAssessment) -> Verdict:
    """Answer, write minutes and agree, until it was agreed."""
    return see(actor, assessment) & (no(_AGREED) if assessment.is_agreed else YES)


def plan(actor: Actor, assessment: SelfAssessment) -> Verdict:
    """Write the improvement plan, also after it was agreed."""
    return see(actor, assessment)


def take_over(actor: Actor, improvement: Improvement) -> Verdict:
    """Make an action of a line of the plan, of the institution whose plan it is: who may write that plan."""
    return plan(actor, improvement.assessment)


def manage(actor: Actor, on: Member | SelfAssessment | NetworkRef) -> Verdict:
    """Open what was agreed again, and read all of them."""
    return holds(actor, "evaluations.manage", on.network_id)
