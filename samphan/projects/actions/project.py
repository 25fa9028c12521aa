"""The record of a project: begun, described part by part, judged by the decision tree, moved through its life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import ClaimState, PersonClaim
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.thai.sortkey import sort_key
from samphan.projects import policy, transitions
from samphan.projects.actions.follow_ups import plan_after_end
from samphan.projects.actions.possible import settle_interests
from samphan.projects.actions.records import (
    check_period,
    network_of,
    refuse_after,
    side_of,
    tagged,
    write_record,
)
from samphan.projects.models import (
    PossibleState,
    Project,
    ProjectPartner,
    ProjectReview,
    ProjectSeries,
    ProjectState,
    ReviewAct,
    ReviewState,
    Visibility,
)
from samphan.projects.queries.tree import Answers, judge
from samphan.projects.queries.years import default_years
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from samphan.directory.models import Organisation, Person
    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate
    from samphan.projects.models import PossibleProject

IDENTITY: Final = (
    "title_th", "title_en", "code", "summary_th", "summary_en", "need_th", "need_en", "question_th", "question_en",
    "question_story", "website",
)  # fmt: skip
TIME: Final = ("starts", "ends", "fiscal_year", "academic_year")
ABOUT: Final = ("missions", "domains", "populations", "theme", "series")
TREE: Final = (
    "is_for_profit", "is_public_issue", "is_with_community", "is_knowledge_exchanged", "is_continuing",
    "university_benefit", "community_benefit",
)  # fmt: skip
PROJECT_FIELDS: Final = (*IDENTITY, *TIME, *ABOUT)
ENDING: Final = frozenset({ProjectState.CLOSING, ProjectState.FOLLOWED, ProjectState.DONE})


class ProjectWords(TypedDict, total=False):
    """What a project is described with; ``theme`` and ``series`` are names, made where they are new."""

    title_th: str
    title_en: str
    code: str
    summary_th: str
    summary_en: str
    need_th: str
    need_en: str
    question_th: str
    question_en: str
    question_story: str
    website: str
    starts: PartialDate | None
    ends: PartialDate | None
    fiscal_year: int | None
    academic_year: int | None
    missions: Sequence[str]
    domains: Sequence[str]
    populations: Sequence[str]
    theme: str
    series: str


def state_by_period(starts: PartialDate | None, ends: PartialDate | None, *, today: dt.date) -> ProjectState:
    """Where a project seems to stand when its record begins; its keeper moves it on from there. Pure."""
    if ends is not None and ends.last_on < today:
        return ProjectState.CLOSING
    if starts is None:
        return ProjectState.IDEA
    return ProjectState.PLANNED if starts.from_on > today else ProjectState.UNDER_WAY


@transaction.atomic
def begin_project(
    *,
    by: Actor,
    title_th: str,
    today: dt.date,
    title_en: str = "",
    need_th: str = "",
    need_en: str = "",
    starts: PartialDate | None = None,
    ends: PartialDate | None = None,
    lead: Organisation | None = None,
    entered_for: Person | None = None,
    possible: PossibleProject | None = None,
    is_sample: bool = False,
) -> Project:
    """Begin the record of a project, as a draft that its keeper fills part by part.

    It is kept by who begins it; entered for somebody else, by the account of that person where there is one. From a
    possible project it keeps its lineage and theme, and that one counts as started; of the institutions that offered
    to take part in it, the one that leads is chosen, and the others are told apart as "not a partner this time".
    """
    project = Project(
        network_id=network_of(by),
        state=state_by_period(starts, ends, today=today),
        keeper_id=_account_of(by, entered_for) or by.user_id,
        entered_for=entered_for,
        entered_by=by.label[:200] if entered_for else "",
        is_sample=is_sample,
    )
    by.must(policy.begin_record, on=project)
    check_period(starts, ends)
    fields: dict[str, Any] = {
        "title_th": title_th, "title_en": title_en, "need_th": need_th, "need_en": need_en, "starts": starts, "ends": ends,
    }  # fmt: skip
    if possible is not None:
        project.possible_project, fields["theme"] = _started(by, possible, lead), possible.theme
    write_record(by, project, fields, new="begin_project", changed="describe_project")
    if lead is not None:
        ProjectPartner.objects.create(
            network_id=project.network_id,
            project=project,
            organisation=lead,
            side=side_of(lead),
            is_lead=True,
            order=1,
        )
    return project


@transaction.atomic
def describe_project(
    *, by: Actor, project: Project, version: int | None = None, **words: Unpack[ProjectWords]
) -> Project:
    """Change what a project says about itself; what is not named stays.

    Years that its beginning says by itself are not stored. Where another end is said of a project that is over, what is
    asked after it moves along. Raises ``Problem`` for a code that another project has.
    """
    project = _locked(project)
    by.must(policy.change_record, on=project)
    fields: dict[str, Any] = dict(words)
    if fields.keys() - set(PROJECT_FIELDS):
        raise TypeError(f"not what a project is described with: {sorted(fields)}")
    check_version(project, version, tuple(fields), changed_by=project.changed_by)
    check_period(fields.get("starts", project.starts), fields.get("ends", project.ends))
    _check_code(project, fields.get("code", ""))
    if "theme" in fields:
        fields["theme"] = tagged(project.network_id, fields["theme"])
    if "series" in fields:
        fields["series"] = _series(project.network_id, fields["series"])
    for name in ("missions", "domains", "populations"):
        if name in fields:
            fields[name] = list(dict.fromkeys(fields[name]))
    defaults = default_years(fields.get("starts", project.starts), project.network.academic_from)
    for name, default in zip(("fiscal_year", "academic_year"), defaults, strict=True):
        fields[name] = None if (year := fields.get(name, getattr(project, name))) == default else year
    ended = project.ends
    project = write_record(by, project, fields, new="begin_project", changed="describe_project")
    if project.ends and project.ends != ended and project.state in ENDING and _is_asked_after_end(project):
        plan_after_end(by=by, project=project, now=timezone.now())
    return project


@transaction.atomic
def answer_tree(*, by: Actor, project: Project, answers: Answers, version: int | None = None) -> Project:
    """Store the answers of the decision tree and what it makes of them; the category follows from nothing else."""
    project = _locked(project)
    by.must(policy.change_record, on=project)
    check_version(project, version, TREE, changed_by=project.changed_by)
    fields: dict[str, Any] = {name: getattr(answers, name) for name in TREE}
    fields["category"] = judge(answers).category or ""
    if not fields["category"] and project.review == ReviewState.APPROVED:
        raise Problem(_("This record is approved: its questions must stay answered."))
    return write_record(by, project, fields, new="begin_project", changed="answer_tree")


@transaction.atomic
def show_project(
    *,
    by: Actor,
    project: Project,
    visibility: str,
    version: int | None = None,
    now: dt.datetime | None = None,
) -> Project:
    """Say who may read the record. What was published is taken off when it is no longer for everybody, and its history says so."""
    project = _locked(project)
    by.must(policy.write_record, on=project)
    check_version(project, version, ("visibility",), changed_by=project.changed_by)
    fields: dict[str, Any] = {"visibility": Visibility(visibility)}
    if visibility != Visibility.PUBLIC and project.published_at is not None:
        fields["published_at"] = None
        ProjectReview.objects.create(
            network_id=project.network_id,
            project=project,
            act=ReviewAct.UNPUBLISH,
            by_name=by.label[:200],
            by_user=by.user_id,
            at=now or timezone.now(),
        )
    return write_record(by, project, fields, new="begin_project", changed="show_project")


@transaction.atomic
def advance_project(
    *,
    by: Actor,
    project: Project,
    act: str,
    reason: str = "",
    seen: str = "",
    now: dt.datetime | None = None,
) -> Project:
    """Move a project one step on or back in its life, finish it, drop it (saying why) or take it up again.

    Where it comes to its end, it is planned by itself to ask later what is left. ``seen`` is the state in which the
    page showed it: what somebody else moved meanwhile is not moved once more.
    """
    project = _locked(project)
    by.must(policy.write_record, on=project)
    if seen and seen != project.state:
        refuse_after(None)
    if act == transitions.DROP and not reason.strip():
        raise Problem(_("Write why it was dropped, so that others can learn from it."), field="reason")
    before = project.state
    after = transitions.project_after(before, act, project.dropped_from)
    project.state = ProjectState(refuse_after(after))
    is_dropped = act == transitions.DROP
    project.state_reason = reason[:1000] if is_dropped else ""
    project.dropped_from = before if is_dropped else ""
    project.touch(by)
    project.save()
    record(by, f"{act}_project", project, changes={"state": [before, project.state]}, reason=reason)
    if act in {transitions.ADVANCE, transitions.FINISH} and _comes_to_its_end(project, before):
        plan_after_end(by=by, project=project, now=now or timezone.now())
    return project


def _comes_to_its_end(project: Project, before: str) -> bool:
    """Whether it is over only now, or was when its record began: without a stated end each further step is another day."""
    if project.state not in ENDING:
        return False
    return before not in ENDING or not _is_asked_after_end(project)


def _is_asked_after_end(project: Project) -> bool:
    return project.follow_ups.filter(months_after_end__isnull=False).exists()


@transaction.atomic
def settle_lead(*, by: Actor, project: Project, partner: ProjectPartner, reason: str) -> Project:
    """Say which of the organisations that claim it leads a project. The others stay partners; the reason is kept."""
    project = _locked(project)
    by.must(policy.manage, on=project)
    if not reason.strip():
        raise Problem(_("Write why, so that both can understand it."), field="reason")
    rows = list(project.partners.select_for_update(of=("self",)).select_related("organisation"))
    chosen = next((each for each in rows if each.pk == partner.pk), None)
    if chosen is None:
        raise Problem(_("Choose one of the partners of this project."), field="partner")
    claimed = [each.called for each in rows if each.is_lead or each.claims_lead]
    for each in rows:
        each.is_lead = each.claims_lead = False
    chosen.is_lead = True
    # One leads: the others give way before, since the database lets no two lead.
    ProjectPartner.objects.filter(project=project).update(is_lead=False, claims_lead=False)
    ProjectPartner.objects.filter(pk=chosen.pk).update(is_lead=True)
    project.touch(by)
    project.save()
    record(by, "settle_lead", project, changes={"lead": [claimed, chosen.called]}, reason=reason)
    return project


def _started(by: Actor, possible: PossibleProject, lead: Organisation | None) -> PossibleProject:
    """The possible project, locked and marked as started."""
    possible = type(possible).objects.select_for_update().get(pk=possible.pk)
    by.must(policy.manage, on=possible)
    before = possible.state
    possible.state = PossibleState(refuse_after(transitions.POSSIBLE.get((before, transitions.START))))
    possible.ended_at = timezone.now()
    possible.touch(by)
    possible.save()
    settle_interests(by, possible, [lead.current_id] if lead else [])
    record(by, "start_possible", possible, changes={"state": [before, possible.state]})
    return possible


def _account_of(by: Actor, person: Person | None) -> int | None:
    """The account that is this person in the network, if the secretariat accepted one."""
    if person is None:
        return None
    found = PersonClaim.objects.filter(network_id=by.network_id, person=person, state=ClaimState.ACCEPTED)
    return found.values_list("user_id", flat=True).first()


def _check_code(project: Project, code: str) -> None:
    others = Project.objects.filter(network_id=project.network_id, code=code).exclude(pk=project.pk)
    if code and others.exists():
        raise Problem(_("Another project has this code already."), field="code")


def _series(network_id: int, name: str) -> ProjectSeries | None:
    """The series with this Thai title in the network, made where it is new; None for an empty one."""
    title = " ".join(name.split())[:300]
    if not title:
        return None
    known = ProjectSeries.objects.filter(network_id=network_id, sort_key=sort_key(title)).first()
    return known or ProjectSeries.objects.create(
        network_id=network_id, title_th=title, sort_key=sort_key(title)
    )


def _locked(project: Project) -> Project:
    return Project.objects.select_for_update().get(pk=project.pk)
