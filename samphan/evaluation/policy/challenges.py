"""Who asks about challenges, who answers, and who sees what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samphan.kit.actor import YES, no
from samphan.tenancy.policy import bears, holds

if TYPE_CHECKING:
    from samphan.evaluation.models import ChallengeReply, ChallengeRound
    from samphan.kit.actor import Actor, NetworkRef, Verdict

CHALLENGES: Final = "evaluation.challenges"
_NOT_YOURS = _("Each institution is answered for by its representatives.")
_OPEN = _("Results are shown when the round is closed.")


def keep(actor: Actor, on: ChallengeRound | NetworkRef) -> Verdict:
    """Open and close rounds, ask and remind, take strategies over as actions."""
    return holds(actor, "evaluations.manage", on.network_id)


def see(actor: Actor, round_: ChallengeRound) -> Verdict:
    """A round and how many have answered: the same rule as ``for_actor``."""
    if round_.network_id != actor.network_id:
        return no(_("This belongs to another network."))
    return holds(actor, "evaluations.see", round_.network_id)


def see_results(actor: Actor, round_: ChallengeRound) -> Verdict:
    """What came of it, once it is closed."""
    return see(actor, round_) & (no(_OPEN) if round_.is_open else YES)


def answer(actor: Actor, reply: ChallengeReply) -> Verdict:
    """Answer for an institution: the bearer of its link, and who represents it. Nobody else, also not the secretariat."""
    own = reply.network_id == actor.network_id and reply.member.organisation_id in actor.represents
    return bears(actor, CHALLENGES, reply) | (YES if own else no(_NOT_YOURS))


def take_over(actor: Actor, round_: ChallengeRound) -> Verdict:
    """Make an action of what is offered: who keeps evaluations and actions."""
    return keep(actor, round_) & holds(actor, "projects.manage", round_.network_id)
