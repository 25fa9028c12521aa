"""Who may see, keep and report what the network sets out to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samphan.kit.actor import YES, no
from samphan.projects.models import Project
from samphan.projects.policy.record import write_record
from samphan.tenancy.policy import bears, holds

if TYPE_CHECKING:
    from samphan.governance.models import Meeting
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.projects.models import (
        ActionItem,
        FollowUp,
        Listing,
        ListingMatch,
        ProjectInterest,
        RoadmapItem,
    )
    from samphan.tenancy.models import Owned

INTEREST: Final = "projects.interest"
FOLLOW_UP: Final = "projects.follow_up"
NOT_YOURS: Final = _(
    "This is written by the secretariat and by the coordinator who represents the institution."
    " The secretariat can name you as its representative."
)


def enter(actor: Actor, network: NetworkRef) -> Verdict:
    """The lists of the door to work."""
    return holds(actor, "projects.see", network.pk)


def see(actor: Actor, row: Owned) -> Verdict:
    """Any row of this app, in the network of the address: the same rule as ``for_actor``."""
    if row.network_id != actor.network_id:
        return no(_("This belongs to another network."))
    return holds(actor, "projects.see", row.network_id)


def see_followed(actor: Actor, meeting: Meeting) -> Verdict:
    """What became of the resolutions of a meeting: who may see both meetings and actions."""
    both = holds(actor, "meetings.see", meeting.network_id) & holds(actor, "projects.see", meeting.network_id)
    return both if meeting.network_id == actor.network_id else no(_("This belongs to another network."))


def create(actor: Actor, network: NetworkRef) -> Verdict:
    """New roadmaps, actions and possible projects."""
    return holds(actor, "projects.manage", network.pk)


def manage(actor: Actor, row: Owned) -> Verdict:
    """Keep what stands in the roadmap, in actions and in possible projects."""
    return holds(actor, "projects.manage", row.network_id)


def _represents(actor: Actor, row: Owned, organisation_id: int | None) -> Verdict:
    own = row.network_id == actor.network_id and organisation_id in actor.represents
    return YES if own or holds(actor, "projects.manage", row.network_id) else no(NOT_YOURS)


def report(actor: Actor, item: RoadmapItem) -> Verdict:
    """Say how far an item is: who keeps the roadmap, and who represents the organisation that owns it."""
    return _represents(actor, item, item.owner_id)


def undertake(actor: Actor, action: ActionItem) -> Verdict:
    """A new action that an institution takes upon itself: who represents it, and who keeps actions."""
    return see(actor, action) & _represents(actor, action, action.organisation_id)


def finish(actor: Actor, action: ActionItem) -> Verdict:
    """Mark an action as done: who keeps actions, and who represents its organisation."""
    return _represents(actor, action, action.organisation_id)


def answer_call(actor: Actor, interest: ProjectInterest) -> Verdict:
    """What an institution says to a call: its representative, the bearer of its link, who keeps possible projects."""
    return bears(actor, INTEREST, interest) | _represents(actor, interest, interest.organisation_id)


def answer_some_call(actor: Actor, network: NetworkRef) -> Verdict:
    """Whether there is an institution for which the actor may answer a call or write a listing."""
    may = bool(actor.represents) and network.pk == actor.network_id
    return YES if may or holds(actor, "projects.manage", network.pk) else no(NOT_YOURS)


def write_listing(actor: Actor, listing: Listing) -> Verdict:
    """An offer or a need of one institution."""
    return _represents(actor, listing, listing.organisation_id)


def decide_match(actor: Actor, match: ListingMatch) -> Verdict:
    """Accept or dismiss a suggestion: whoever may write one of its two sides."""
    return write_listing(actor, match.offer) | write_listing(actor, match.need)


def plan_follow_up(actor: Actor, subject: Owned) -> Verdict:
    """Plan to ask what became of something, and send the link: who keeps it; of a project, who writes its record."""
    return write_record(actor, subject) if isinstance(subject, Project) else manage(actor, subject)


def answer_follow_up(actor: Actor, follow_up: FollowUp) -> Verdict:
    """Say what became of a subject: its owner by link or as representative, and who keeps it."""
    item, action, possible = follow_up.roadmap_item, follow_up.action, follow_up.possible_project
    if follow_up.project is not None:
        return bears(actor, FOLLOW_UP, follow_up) | write_record(actor, follow_up.project)
    owner = (
        item.owner_id
        if item
        else action.organisation_id
        if action
        else possible.organisation_id
        if possible
        else None
    )
    return bears(actor, FOLLOW_UP, follow_up) | _represents(actor, follow_up, owner)
