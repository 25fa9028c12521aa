"""Who may read, write, review and publish the record of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import claimed_by
from samphan.kit.actor import YES, no
from samphan.projects.models import PersonRole, Project, ProjectReview, ReviewAct, ReviewState, Visibility
from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.projects.models import ProjectPair

_NOT_YOURS = _(
    "A record is written by the leader who keeps it and by the secretariat. If this is your project, take it over on its page."
)
_PRIVATE = _("This record is seen by those who write and review it only.")
_CLOSED = _("The record was submitted or approved. Open it again to change what it says.")
_NOT_THEIRS = _(
    "A record is taken over by the person for whom it was entered or who leads the project. Say first in the directory which"
    " person you are."
)
_OWN = _("You submitted this record yourself. Somebody else approves it or returns it.")


def see_record(actor: Actor, project: Project) -> Verdict:
    """One record: the same rule as ``Project.objects.for_actor``."""
    if project.network_id != actor.network_id:
        return no(_("This belongs to another network."))
    open_to = (
        YES
        if project.visibility != Visibility.PRIVATE
        or _keeps(actor, project)
        or actor.holds("projects.manage")
        or actor.holds("projects.review")
        else no(_PRIVATE)
    )
    return holds(actor, "projects.see", project.network_id) & open_to


def begin_record(actor: Actor, network: NetworkRef | Project) -> Verdict:
    """Begin the record of a project that one leads, or of any."""
    pk = network.network_id
    return holds(actor, "projects.manage", pk) | holds(actor, "projects.write", pk)


def write_record(actor: Actor, project: Project) -> Verdict:
    """Write what belongs to a record: who keeps all of them, and the leader who keeps this one."""
    if actor.holds("projects.manage", project.network_id):
        return YES
    return holds(actor, "projects.write", project.network_id) & (
        YES if _keeps(actor, project) else no(_NOT_YOURS)
    )


def change_record(actor: Actor, project: Project) -> Verdict:
    """Change what was submitted or approved: its keeper opens the record again first, who manages all need not."""
    is_open = project.review in {ReviewState.DRAFT, ReviewState.RETURNED}
    by_right = YES if is_open or actor.holds("projects.manage", project.network_id) else no(_CLOSED)
    return write_record(actor, project) & by_right


def review_record(actor: Actor, project: Project) -> Verdict:
    """Return or approve a record: who reviews, and did not submit it. One statement for a record that waits."""
    may = holds(actor, "projects.review", project.network_id)
    return may & no(_OWN) if may and _submitted(actor, project) else may


def reopen(actor: Actor, project: Project) -> Verdict:
    """Open a submitted or approved record again: who writes it, and who reviews."""
    return write_record(actor, project) | holds(actor, "projects.review", project.network_id)


def publish(actor: Actor, project: Project) -> Verdict:
    """Show an approved record to everybody, or take it off."""
    return holds(actor, "projects.review", project.network_id)


def claim_record(actor: Actor, project: Project) -> Verdict:
    """Take over a record: the person for whom it was entered, or who leads the project. At most two statements."""
    may = begin_record(actor, project)
    if not may or _keeps(actor, project) or actor.user_id is None:
        return may & no(_NOT_THEIRS)
    mine = claimed_by(actor).first()
    leads = mine is not None and Project.objects.filter(_names(mine), pk=project.pk).exists()
    return may & (YES if leads else no(_NOT_THEIRS))


def decide_pair(actor: Actor, pair: ProjectPair) -> Verdict:
    """Say what two projects are to each other: who writes one of them, and who reviews."""
    by_writer = write_record(actor, pair.first) | write_record(actor, pair.second)
    return by_writer | holds(actor, "projects.review", pair.network_id)


def review_some(actor: Actor, network: NetworkRef) -> Verdict:
    """See what waits for a review, and which projects may be about the same."""
    return holds(actor, "projects.review", network.pk)


def _names(person: int) -> Q:
    """A record that was entered for a person, or whose project the person leads; also under a record merged since."""
    leads = Q(people__person=person) | Q(people__person__merged_into=person)
    entered_for = Q(entered_for=person) | Q(entered_for__merged_into=person)
    return entered_for | (leads & Q(people__role=PersonRole.LEADER))


def _keeps(actor: Actor, project: Project) -> bool:
    return actor.user_id is not None and project.keeper_id == actor.user_id


def _submitted(actor: Actor, project: Project) -> bool:
    if project.review != ReviewState.SUBMITTED or actor.user_id is None:
        return False
    last = ProjectReview.objects.filter(project=project, act=ReviewAct.SUBMIT).order_by("-at", "-id")
    return last.values_list("by_user", flat=True).first() == actor.user_id
