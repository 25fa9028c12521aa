"""An institution looks at itself: beginning, answering by several people, dialogue, agreeing, the improvement plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.evaluation.models import (
    HIGHEST,
    AssessmentAnswer,
    AssessmentState,
    Dialogue,
    Improvement,
    Instrument,
    SelfAssessment,
)
from samphan.evaluation.policy import assessments as policy
from samphan.evaluation.queries.findable import called as _label
from samphan.evaluation.queries.findable import put_assessment
from samphan.evaluation.queries.institution_evidence import proposals_for
from samphan.evaluation.queries.rubric import instrument
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.projects.actions.action_items import undertake_action
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from samphan.evaluation.queries.rubric import Rubric
    from samphan.kit.actor import Actor
    from samphan.networks.models import Member

NAME = 200
EARLIEST, LATEST = 1990, 2200


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said to one item: a score from 0 to 4 or None for "cannot be said", what shows it, and why."""

    score: int | None
    evidence: str = ""
    note: str = ""


def _locked(pk: int) -> SelfAssessment:
    found = SelfAssessment.objects.select_for_update(of=("self",)).select_related("member__organisation")
    return found.get(pk=pk)


@transaction.atomic
def begin_assessment(*, by: Actor, member: Member, year: int) -> SelfAssessment:
    """A new self-assessment of a member for a year of the Christian era.

    Raises:
        Problem: the year has one already, or is no year.
    """
    by.must(policy.assess, on=member)
    if not EARLIEST <= year <= LATEST:
        raise Problem(_("This is not a year of our time."), field="year")
    if SelfAssessment.objects.filter(network_id=member.network_id, member=member, year=year).exists():
        raise Problem(_("This institution has a self-assessment for this year already."), field="year")
    made = SelfAssessment.objects.create(
        network_id=member.network_id,
        member=member,
        year=year,
        editions={code: instrument(code).edition for code in Instrument.values},
        changed_by=by.label,
    )
    put_assessment(made)
    record(by, "begin_assessment", made, label=_label(made))
    return made


@transaction.atomic
def answer_assessment(
    *,
    by: Actor,
    assessment: SelfAssessment,
    code: str,
    said: Mapping[str, Stated],
    now: dt.datetime,
    is_agreed: bool = False,
    version: int | None = None,
) -> SelfAssessment:
    """Write one's own answers to the items of an instrument, or (``is_agreed``) what the dialogue agreed.

    What was agreed belongs to all of them: it raises the version of the self-assessment.

    Raises:
        Conflict: somebody else wrote down what was agreed since ``version`` was read.
        Problem: an item or a score is not in the instrument, or nothing was said.
    """
    assessment = _locked(assessment.pk)
    by.must(policy.write, on=assessment)
    check_version(assessment, version, (), changed_by=assessment.changed_by)
    rubric = instrument(code)
    _check(rubric, said)
    whose = {"is_agreed": True} if is_agreed else {"is_agreed": False, "by_user": by.user_id}
    before = {
        each.item: each
        for each in AssessmentAnswer.objects.filter(assessment=assessment, instrument=code, **whose)
    }
    changes = {}
    for item, stated in said.items():
        row = before.get(item) or AssessmentAnswer(
            network_id=assessment.network_id, assessment=assessment, instrument=code, item=item, **whose
        )
        if row.pk and (row.score, row.evidence, row.note) == (stated.score, stated.evidence, stated.note):
            continue
        changes[item] = [row.score if row.pk else None, stated.score]
        row.score, row.evidence, row.note = stated.score, stated.evidence, stated.note
        row.by_user, row.by_name, row.at = by.user_id, by.label[:NAME], now
        row.save()
    if is_agreed and changes:
        assessment.touch(by)
        assessment.save()
    act = "agree_answers" if is_agreed else "answer_assessment"
    record(by, act, assessment, label=_label(assessment), changes=changes)
    return assessment


def _check(rubric: Rubric, said: Mapping[str, Stated]) -> None:
    if not said:
        raise Problem(_("Nothing was answered. Choose a level for at least one line."))
    for item, stated in said.items():
        if rubric.item(item) is None:
            raise Problem(_("This line does not stand in the questions."))
        if stated.score is not None and not 0 <= stated.score <= HIGHEST:
            raise Problem(_("Choose a level from 0 to 4."))


@transaction.atomic
def write_dialogue(
    *, by: Actor, assessment: SelfAssessment, on: dt.date, people: str, words: str, now: dt.datetime
) -> Dialogue:
    """Minutes of a talk about the answers. They are added, never changed."""
    assessment = _locked(assessment.pk)
    by.must(policy.write, on=assessment)
    if on > timezone.localdate(now):
        raise Problem(_("Minutes are of a talk that was held. This day is still to come."), field="on")
    made = Dialogue.objects.create(
        network_id=assessment.network_id,
        assessment=assessment,
        on=on,
        people=people,
        words=words,
        by_name=by.label[:NAME],
        at=now,
    )
    record(by, "write_dialogue", assessment, label=_label(assessment), changes={"on": [None, on.isoformat()]})
    return made


@transaction.atomic
def agree_assessment(*, by: Actor, assessment: SelfAssessment, today: dt.date) -> SelfAssessment:
    """Agree it: the agreed answers stay as they are. What the records showed is written down beside them.

    Raises:
        Problem: nothing was agreed, or nobody talked about it.
    """
    assessment = _locked(assessment.pk)
    by.must(policy.write, on=assessment)
    agreed = list(assessment.answers.filter(is_agreed=True))
    if not agreed:
        raise Problem(_("Write down first on which levels the dialogue agreed."))
    if not assessment.dialogues.exists():
        raise Problem(_("Write the minutes of at least one dialogue first."))
    found = {code: proposals_for(by, assessment.member, instrument(code)) for code in Instrument.values}
    for each in agreed:
        proposed = found[each.instrument].get(each.item, [])
        if not each.evidence.strip() and proposed:
            each.evidence = "\n".join(proposal.label for proposal in proposed)
            each.save(update_fields=["evidence"])
    assessment.state, assessment.agreed_on = AssessmentState.AGREED, today
    assessment.agreed_by = by.label[:NAME]
    assessment.touch(by)
    assessment.save()
    record(by, "agree_assessment", assessment, label=_label(assessment))
    return assessment


@transaction.atomic
def reopen_assessment(*, by: Actor, assessment: SelfAssessment, reason: str) -> SelfAssessment:
    """Open what was agreed again, saying why."""
    assessment = _locked(assessment.pk)
    by.must(policy.manage, on=assessment)
    if not assessment.is_agreed:
        raise Problem(_("It is open already."))
    assessment.state, assessment.agreed_on, assessment.agreed_by = AssessmentState.DRAFT, None, ""
    assessment.touch(by)
    assessment.save()
    record(by, "reopen_assessment", assessment, label=_label(assessment), reason=reason)
    return assessment


@transaction.atomic
def plan_improvement(
    *,
    by: Actor,
    assessment: SelfAssessment,
    title: str,
    owner_name: str,
    due_on: dt.date,
    code: str = "",
    item: str = "",
) -> Improvement:
    """A line of the improvement plan: what, who, until when; of one item of an instrument, or of the whole.

    Raises:
        Problem: the item is not in the instrument.
    """
    by.must(policy.plan, on=assessment)
    if item and (code not in Instrument.values or instrument(code).item(item) is None):
        raise Problem(_("This line does not stand in the questions."), field="line")
    made = Improvement.objects.create(
        network_id=assessment.network_id,
        assessment=assessment,
        instrument=code if item else "",
        item=item,
        title=title,
        owner_name=owner_name,
        due_on=due_on,
    )
    put_assessment(assessment)
    record(by, "plan_improvement", assessment, label=_label(assessment), changes={"title": [None, title]})
    return made


@transaction.atomic
def withdraw_improvement(*, by: Actor, improvement: Improvement, reason: str) -> Improvement:
    """Take a line back, saying why; one that became an action is dropped there."""
    improvement = _locked_line(improvement)
    by.must(policy.plan, on=improvement.assessment)
    if improvement.action_id:
        raise Problem(_("It became an action. Drop the action, with its reason, where actions stand."))
    improvement.withdrawn_why = reason[:300]
    improvement.save(update_fields=["withdrawn_why"])
    assessment = improvement.assessment
    put_assessment(assessment)
    record(by, "withdraw_improvement", assessment, label=_label(assessment), reason=reason)
    return improvement


@transaction.atomic
def take_over_improvement(*, by: Actor, improvement: Improvement) -> Improvement:
    """Make an action of a line, with its owner and its day; the institution takes it upon itself.

    Raises:
        Problem: it became one already, or was taken back.
    """
    improvement = _locked_line(improvement)
    by.must(policy.take_over, on=improvement)
    if improvement.action_id or improvement.withdrawn_why:
        raise Problem(_("This line became an action already, or was taken back."))
    assessment = improvement.assessment
    improvement.action = undertake_action(
        by=by,
        title_th=improvement.title,
        owner_label=improvement.owner_name,
        organisation=assessment.member.organisation,
        occasion=_label(assessment)[0][:300],
        due_on=improvement.due_on,
        is_sample=assessment.is_sample,
    )
    improvement.save(update_fields=["action"])
    record(by, "take_over_improvement", assessment, label=_label(assessment))
    return improvement


def _locked_line(improvement: Improvement) -> Improvement:
    found = Improvement.objects.select_for_update(of=("self",))
    return found.select_related("assessment__member__organisation").get(pk=improvement.pk)
