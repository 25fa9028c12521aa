"""The record of a project is submitted, returned with comments, approved, opened again, published; and taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.comms.actions import write
from samphan.directory.policy import decide_claim
from samphan.kit.errors import Conflict, Problem
from samphan.projects import policy, transitions
from samphan.projects.actions.records import refuse_after
from samphan.projects.models import Project, ProjectReview, ReviewAct, ReviewState, Visibility
from samphan.projects.queries.record import read_as
from samphan.tenancy.audit import record
from samphan.tenancy.queries import may_enter

if TYPE_CHECKING:
    import datetime as dt

    from samphan.directory.models import PersonClaim
    from samphan.kit.actor import Actor


@transaction.atomic
def submit_record(*, by: Actor, project: Project, now: dt.datetime, comment: str = "") -> Project:
    """Hand a record in for review. Half of it may be empty; what kind of project it is must be answered."""
    project = _locked(project)
    by.must(policy.write_record, on=project)
    _must_be_judged(project)
    return _step(by, project, ReviewAct.SUBMIT, now, comment)


@transaction.atomic
def return_record(
    *, by: Actor, project: Project, now: dt.datetime, comment: str, version: int | None = None
) -> Project:
    """Give a submitted record back with comments; its keeper is told by e-mail.

    Raises:
        Problem: no comment; it does not wait for a review (any more).
        Conflict: it says something else than what the reviewer read (``version`` is its ``read_as``).
    """
    project = _locked(project)
    by.must(policy.review_record, on=project)
    if not comment.strip():
        raise Problem(gettext_lazy("Write what is to be changed."), field="comment")
    _judge(project, ReviewAct.RETURN, version)
    _note(by, project, ReviewAct.RETURN, now, comment)
    _tell(by, project, comment)
    return project


@transaction.atomic
def approve_record(
    *, by: Actor, project: Project, now: dt.datetime, comment: str = "", version: int | None = None
) -> Project:
    """Approve a submitted record: totals count it from now on. Its keeper is told by e-mail.

    Raises:
        Problem: its questions are not answered; it does not wait for a review (any more).
        Conflict: it says something else than what the reviewer read (``version`` is its ``read_as``).
    """
    project = _locked(project)
    by.must(policy.review_record, on=project)
    _must_be_judged(project)
    _judge(project, ReviewAct.APPROVE, version)
    _note(by, project, ReviewAct.APPROVE, now, comment)
    _tell(by, project, comment)
    return project


@transaction.atomic
def reopen_record(*, by: Actor, project: Project, now: dt.datetime, comment: str = "") -> Project:
    """Open a submitted or approved record again: it is a draft, no total counts it, and nobody outside reads it."""
    project = _locked(project)
    by.must(policy.reopen, on=project)
    project.published_at = None
    return _step(by, project, ReviewAct.REOPEN, now, comment)


@transaction.atomic
def publish_record(*, by: Actor, project: Project, now: dt.datetime) -> Project:
    """Show an approved record on a page of its own to everybody, where its keeper opened it to everybody."""
    project = _locked(project)
    by.must(policy.publish, on=project)
    if project.review != ReviewState.APPROVED:
        raise Problem(gettext_lazy("Only an approved record can be published."))
    if project.visibility != Visibility.PUBLIC:
        raise Problem(gettext_lazy("Its keeper has not opened it to everybody. Ask for that first."))
    if project.published_at is None:
        project.published_at = now
        _note(by, project, ReviewAct.PUBLISH, now)
    return project


@transaction.atomic
def unpublish_record(*, by: Actor, project: Project, now: dt.datetime, comment: str = "") -> Project:
    """Take a published record off its public page."""
    project = _locked(project)
    by.must(policy.publish, on=project)
    if project.published_at is not None:
        project.published_at = None
        _note(by, project, ReviewAct.UNPUBLISH, now, comment)
    return project


@transaction.atomic
def claim_record(*, by: Actor, project: Project, now: dt.datetime) -> Project:
    """Take over the record that somebody else entered, as the person for whom it was entered or who leads it."""
    project = _locked(project)
    by.must(policy.claim_record, on=project)
    project.keeper_id = by.user_id
    _note(by, project, ReviewAct.CLAIM, now)
    return project


@transaction.atomic
def hand_over_records(*, by: Actor, claim: PersonClaim) -> None:
    """Let a user who was accepted as a person keep the records that were entered for this person.

    Private ones too, which the user could not find to take over. What a leader took over meanwhile stays with that one.
    Registered with ``directory.actions.claim``.
    """
    by.must(decide_claim, on=claim)
    person = claim.person.merged_into_id or claim.person_id
    taken = ProjectReview.objects.filter(
        project=OuterRef("pk"), act=ReviewAct.CLAIM, by_user=OuterRef("keeper_id")
    )
    entered = Project.objects.filter(
        Q(entered_for=person) | Q(entered_for__merged_into=person), network_id=claim.network_id
    )
    found = entered.exclude(keeper_id=claim.user_id).exclude(Exists(taken)).select_related("keeper")
    for project in found.select_for_update(of=("self",)).order_by("pk"):
        before = project.keeper.name if project.keeper else None
        project.keeper_id = claim.user_id
        project.touch(by)
        project.save()
        record(by, "hand_over_record", project, changes={"keeper": [before, claim.user.name]})


def _must_be_judged(project: Project) -> None:
    """Also before the approval: who manages all records may take answers back while one waits."""
    if not project.category:
        raise Problem(
            gettext_lazy("Answer the questions of the decision tree first: every total counts by them.")
        )


def _step(by: Actor, project: Project, act: ReviewAct, now: dt.datetime, comment: str) -> Project:
    _judge(project, act, None)
    _note(by, project, act, now, comment)
    return project


def _judge(project: Project, act: ReviewAct, version: int | None) -> None:
    """The state of the record after a step, if it is possible and about what was read."""
    after = ReviewState(refuse_after(transitions.RECORD.get((project.review, act))))
    if version is not None and version != read_as(project):
        raise Conflict(version=read_as(project), current={}, changed_by=project.changed_by)
    project.review = after


def _note(by: Actor, project: Project, act: ReviewAct, now: dt.datetime, comment: str = "") -> None:
    """Save the project and add the step to its history."""
    project.touch(by)
    project.save()
    ProjectReview.objects.create(
        network_id=project.network_id,
        project=project,
        act=act,
        comment=comment.strip(),
        by_name=by.label[:200],
        by_user=by.user_id,
        at=now,
    )
    record(by, f"{act}_record", project, reason=comment.strip()[:1000])


def _tell(by: Actor, project: Project, comment: str) -> None:
    """A mail to the keeper about what became of the record, in the language of the keeper's account."""
    keeper = project.keeper
    if keeper is None or keeper.pk == by.user_id or by.network is None:
        return
    if not may_enter(keeper.pk, project.network_id):
        return
    is_returned = project.review == ReviewState.RETURNED
    with translation.override(keeper.language):
        subject = (_("Returned with comments: %(title)s") if is_returned else _("Approved: %(title)s")) % {
            "title": project.title
        }
        said = (
            _("the record of your project was returned with comments. Change it and submit it again:")
            if is_returned
            else _("the record of your project was approved. It is counted from now on:")
        )
        parts = [_("Dear %(name)s,") % {"name": keeper.name}, said, comment.strip()]
        parts.append(settings.BASE_URL + reverse("projects:project", args=[by.network.slug, project.pk]))
        text = "\n\n".join(filter(None, parts))
    write(to=keeper.email, subject=subject, text=text, network_id=project.network_id)


def _locked(project: Project) -> Project:
    return Project.objects.select_for_update(of=("self",)).select_related("keeper").get(pk=project.pk)
