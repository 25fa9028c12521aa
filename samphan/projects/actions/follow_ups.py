"""Asking the owners after 6 and 12 months what became of what was intended."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.errors import Problem
from samphan.projects import policy
from samphan.projects.models import ActionItem, Answer, FollowUp, PossibleProject, Project, RoadmapItem
from samphan.projects.policy import FOLLOW_UP
from samphan.tenancy import links
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.actor import Actor

AFTER_MONTHS: Final = (6, 12)
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
    by.must(policy.manage, on=subject)
    days = [later(from_on, each) for each in months]
    asked_of = asked_of or owner_of(subject)
    field = _FIELDS[type(subject)]
    planned = []
    made_any = False
    for due_on in days:
        follow_up, made = FollowUp.objects.get_or_create(
            network_id=subject.network_id,
            due_on=due_on,
            **{field: subject},
            defaults={"asked_of": asked_of[:300]},
        )
        planned.append(follow_up)
        made_any |= made
    if made_any:
        record(by, "plan_follow_ups", subject, changes={"due_on": [None, [day.isoformat() for day in days]]})
    return planned


@transaction.atomic
def ask_follow_up(*, by: Actor, follow_up: FollowUp, now: dt.datetime) -> str:
    """Make the personal link by which the owner answers; its address. Older links open nothing any more."""
    follow_up = _locked(follow_up)
    by.must(policy.manage, on=follow_up)
    for link in links.open_links(FOLLOW_UP, follow_up, now=now):
        links.revoke(link, now=now)
    link = links.make(FOLLOW_UP, follow_up, label=(follow_up.asked_of, ""))
    follow_up.asked_at = now
    follow_up.save(update_fields=["asked_at"])
    record(by, "ask_follow_up", follow_up.subject)
    return links.address(link, by.network.slug if by.network else "")


@transaction.atomic
def answer_follow_up(
    *, by: Actor, follow_up: FollowUp, answer: str, now: dt.datetime, note: str = ""
) -> FollowUp:
    """Say what became of the subject. Its own state is not changed by this: whoever keeps it does that knowingly."""
    follow_up = _locked(follow_up)
    by.must(policy.answer_follow_up, on=follow_up)
    if answer not in Answer.values:
        raise Problem(_("Choose one of the answers."), field="answer")
    before = follow_up.answer or None
    follow_up.answer, follow_up.note = Answer(answer), note
    follow_up.answered_by, follow_up.answered_at = by.label[:200], now
    follow_up.save()
    record(
        by, "answer_follow_up", follow_up.subject, changes={"answer": [before, answer], "note": [None, note]}
    )
    return follow_up


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
    return found.select_related("roadmap_item", "action", "project", "possible_project").get(pk=follow_up.pk)
