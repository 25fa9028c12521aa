"""Asking the owners after 6 and 12 months what became of what was intended."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.kit.errors import Problem
from samphan.projects import policy
from samphan.projects.models import (
    SUBJECTS,
    ActionItem,
    Answer,
    FollowUp,
    PossibleProject,
    Project,
    RoadmapItem,
)
from samphan.projects.policy import FOLLOW_UP
from samphan.projects.queries.follow_ups import answers_for
from samphan.tenancy import links
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.actor import Actor
    from samphan.projects.models import ProjectPartner

AFTER_MONTHS: Final = (6, 12)
AFTER_END_MONTHS: Final = (6, 12, 24)
"""After the end of a project: what was reached shows whether it lasts."""
_FIELDS: Final[dict[type[object], str]] = {
    RoadmapItem: "roadmap_item",
    ActionItem: "action",
    Project: "project",
    PossibleProject: "possible_project",
}


@transaction.atomic
def plan_follow_ups(
    *,
    by: Actor,
    subject: RoadmapItem | ActionItem | Project | PossibleProject,
    from_on: dt.date,
    asked_of: str = "",
    months: Sequence[int] = AFTER_MONTHS,
) -> list[FollowUp]:
    """Plan to ask about a subject so many months after a day. What is planned already is planned once."""
    by.must(policy.plan_follow_up, on=subject)
    days = [later(from_on, each) for each in months]
    asked_of = asked_of or owner_of(subject)
    field = _FIELDS[type(subject)]
    planned = []
    made_any = False
    for due_on in days:
        follow_up, made = FollowUp.objects.get_or_create(
            network_id=subject.network_id,
            due_on=due_on,
            partner=None,
            **{field: subject},
            defaults={"asked_of": asked_of[:300]},
        )
        planned.append(follow_up)
        made_any |= made
    if made_any:
        record(by, "plan_follow_ups", subject, changes={"due_on": [None, [day.isoformat() for day in days]]})
    return planned


@transaction.atomic
def plan_after_end(*, by: Actor, project: Project, now: dt.datetime) -> list[FollowUp]:
    """Plan to ask 6, 12 and 24 months after a project came to its end: the day that it says, else today."""
    ended_on = project.ends.last_on if project.ends else timezone.localdate(now)
    return plan_follow_ups(by=by, subject=project, from_on=ended_on, months=AFTER_END_MONTHS)


@transaction.atomic
def ask_partner(
    *, by: Actor, project: Project, partner: ProjectPartner, due_on: dt.date, now: dt.datetime
) -> tuple[FollowUp, str]:
    """Ask a partner too what is left of a project at one of its days; the row that waits, and the personal link."""
    by.must(policy.plan_follow_up, on=project)
    if partner.project_id != project.pk:
        raise Problem(_("This partner belongs to another project."), field="partner")
    follow_up, _made = FollowUp.objects.get_or_create(
        network_id=project.network_id,
        project=project,
        partner=partner,
        due_on=due_on,
        defaults={"asked_of": partner.called[:300]},
    )
    return follow_up, ask_follow_up(by=by, follow_up=follow_up, now=now)


@transaction.atomic
def ask_follow_up(*, by: Actor, follow_up: FollowUp, now: dt.datetime) -> str:
    """Make the personal link by which the owner answers; its address. Older links open nothing any more.

    It works until ``open_until``: what somebody found years later in an old mail changes no answer.
    """
    follow_up = _locked(follow_up)
    by.must(policy.plan_follow_up, on=follow_up.subject)
    for link in links.open_links(FOLLOW_UP, follow_up, now=now):
        links.revoke(link, now=now)
    until = open_until(follow_up.due_on, now)
    link = links.make(FOLLOW_UP, follow_up, label=(follow_up.asked_of, ""), expires_at=until)
    follow_up.asked_at = now
    follow_up.save(update_fields=["asked_at"])
    record(by, "ask_follow_up", follow_up.subject)
    return links.address(link, by.slug)


@transaction.atomic
def answer_follow_up(
    *, by: Actor, follow_up: FollowUp, answer: str, now: dt.datetime, note: str = "", said_by: str = ""
) -> FollowUp:
    """Say what became of the subject. Its own state is not changed by this: whoever keeps it does that knowingly.

    ``said_by`` is who said it, where somebody else writes it down.
    """
    follow_up = _locked(follow_up)
    by.must(policy.answer_follow_up, on=follow_up)
    if answer not in answers_for(follow_up):
        raise Problem(_("Choose one of the answers."), field="answer")
    before = follow_up.answer or None
    follow_up.answer, follow_up.note = Answer(answer), note
    said_by = said_by.strip()
    follow_up.answered_by = (f"{said_by} ({by.label})" if said_by else by.label)[:200]
    follow_up.answered_at = now
    follow_up.save()
    record(
        by, "answer_follow_up", follow_up.subject, changes={"answer": [before, answer], "note": [None, note]}
    )
    return follow_up


def open_until(due_on: dt.date, now: dt.datetime) -> dt.datetime:
    """When a link ends by which a follow-up is answered: as any other, counted from the day of the follow-up if later."""
    return links.ends_at(now, due=due_on + dt.timedelta(days=links.DAYS))


def later(day: dt.date, months: int) -> dt.date:
    """The same day so many months on; the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_after = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return dt.date(year, month + 1, min(day.day, (first_after - dt.timedelta(days=1)).day))


def owner_of(subject: RoadmapItem | ActionItem | Project | PossibleProject) -> str:
    """Who is asked about a subject, in words."""
    if isinstance(subject, ActionItem):
        return str(subject.person.name_th) if subject.person else subject.owner_label
    if isinstance(subject, Project):
        lead = subject.partners.select_related("organisation").order_by("-is_lead", "order", "id").first()
        return "" if lead is None else lead.organisation.name_th if lead.organisation else lead.name
    organisation = subject.owner if isinstance(subject, RoadmapItem) else subject.organisation
    label = subject.owner_label if isinstance(subject, RoadmapItem) else ""
    return " · ".join(filter(None, [organisation.name_th if organisation else "", label]))


def _locked(follow_up: FollowUp) -> FollowUp:
    found = FollowUp.objects.select_for_update(of=("self",))
    return found.select_related(*SUBJECTS, "partner").get(pk=follow_up.pk)
