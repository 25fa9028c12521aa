"""Who may see, prepare and record meetings, and what the bearer of a personal link may do with one row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.tenancy.policy import bears, holds

if TYPE_CHECKING:
    from samphan.governance.models import Attendee, Voter
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.tenancy.models import Owned

REPLY: Final = "governance.reply"
CORRECT: Final = "governance.correct"
VOTE: Final = "governance.vote"


def enter(actor: Actor, on: NetworkRef) -> Verdict:
    """The register of meetings and of resolutions."""
    return holds(actor, "meetings.see", on.pk)


def see(actor: Actor, on: Owned) -> Verdict:
    """Any row of a meeting: the same rule as ``for_actor``."""
    return holds(actor, "meetings.see", on.network_id)


def create(actor: Actor, on: NetworkRef) -> Verdict:
    """A new meeting."""
    return holds(actor, "meetings.manage", on.pk)


def manage(actor: Actor, on: Owned) -> Verdict:
    """Prepare a meeting, call it, record who came, what was decided and how it is written down."""
    return holds(actor, "meetings.manage", on.network_id)


def reply(actor: Actor, on: Attendee) -> Verdict:
    """Say whether one comes: by the personal link of the notice, or written by the secretariat."""
    return bears(actor, REPLY, on) | manage(actor, on)


def correct(actor: Actor, on: Attendee) -> Verdict:
    """Propose a correction to minutes that were circulated: by the personal link, or written by the secretariat."""
    return bears(actor, CORRECT, on) | manage(actor, on)


def vote(actor: Actor, on: Voter) -> Verdict:
    """Vote: by the personal link of the voter and in no other way; nobody votes for somebody else."""
    return bears(actor, VOTE, on)
