"""Asking the owners after 6 and 12 months what became of what was intended."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.kit.errors import Conflict, Problem
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
from samphan.projects.queries.follow_ups import answers_for, seen_as
from samphan.tenancy import links
from samphan.tenancy.audit import record

if TYPE_CHECKING:
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
) -> list[FollowUp]:
    """Plan to ask about a subject 6 and 12 months after a day. What is planned already is planned once."""
    by.must(policy.plan_follow_up, on=subject)
    days = [later(from_on, each) for each in AFTER_MONTHS]
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
    """Plan to ask 6, 12 and 24 months after a project came to its end: the day that it says, else today.

    One that was taken up again and ended anew is asked once all the same: what has no answer yet moves to its new day,
    with what partners are asked on the same day; what was answered stays. What stands on a day already is not asked twice.
    """
    by.must(policy.plan_follow_up, on=project)
    today = timezone.localdate(now)
    ended_on = project.ends.last_on if project.ends else today
    rows = list(FollowUp.objects.select_for_update().filter(project=project, partner=None).order_by("due_on"))
    known = {each.months_after_end: each for each in rows if each.months_after_end}
    before = [each.due_on.isoformat() for each in known.values()]
    # Days on their way on are left free by the last first, days on their way back by the first.
    is_later = any(later(ended_on, months) > each.due_on for months, each in known.items() if not each.answer)
    planned = {}
    for months in sorted(AFTER_END_MONTHS, reverse=is_later):
        due_on, row = later(ended_on, months), known.get(months)
        there = next((each for each in rows if each.due_on == due_on), None)
        if row is not None and (row.answer or row.due_on == due_on):
            planned[months] = row
        elif there is not None:
            if row is not None:
                _take_back(row, now)
                rows.remove(row)
            if there.months_after_end is None:
                there.months_after_end = months
                there.save(update_fields=["months_after_end"])
            planned[months] = there
        elif row is not None:
            planned[months] = _move(row, due_on, today, now)
        else:
            planned[months] = FollowUp.objects.create(
                network_id=project.network_id,
                project=project,
                due_on=due_on,
                months_after_end=months,
                asked_of=owner_of(project)[:300],
            )
            rows.append(planned[months])
    found = [planned[months] for months in AFTER_END_MONTHS]
    days = [each.due_on.isoformat() for each in found]
    if days != before:
        record(by, "plan_follow_ups", project, changes={"due_on": [before or None, days]})
    return found


def _move(row: FollowUp, due_on: dt.date, today: dt.date, now: dt.datetime) -> FollowUp:
    """To another day, with what partners are asked on the same day and have not answered. A day to come is reminded of anew."""
    asked = FollowUp.objects.select_for_update().filter(project=row.project, partner__isnull=False)
    taken = set(asked.filter(due_on=due_on).values_list("partner_id", flat=True))
    for each in (row, *asked.filter(due_on=row.due_on, answer="")):
        if each.partner_id in taken:
            _take_back(each, now)
            continue
        each.due_on = due_on
        each.reminded_on = None if due_on > today else each.reminded_on
        each.save(update_fields=["due_on", "reminded_on"])
        links.prolong(links.open_links(FOLLOW_UP, each, now=now), open_until(due_on, now))
    return row


def _take_back(row: FollowUp, now: dt.datetime) -> None:
    """A question without an answer that is asked elsewhere: its links open nothing any more."""
    for link in links.open_links(FOLLOW_UP, row, now=now):
        links.revoke(link, now=now)
    row.delete()


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
    *,
    by: Actor,
    follow_up: FollowUp,
    answer: str,
    now: dt.datetime,
    note: str = "",
    said_by: str = "",
    version: int | None = None,
) -> FollowUp:
    """Say what became of the subject. Its own state is not changed by this: whoever keeps it does that knowingly.

    ``said_by`` is who said it, where somebody else writes it down.

    Raises:
        Problem: this is none of the answers.
        Conflict: somebody answered since ``version`` (``seen_as``).
    """
    follow_up = _locked(follow_up)
    by.must(policy.answer_follow_up, on=follow_up)
    if answer not in answers_for(follow_up):
        raise Problem(_("Choose one of the answers."), field="answer")
    if version is not None and version != seen_as(follow_up):
        current = {"answer": follow_up.answer, "note": follow_up.note}
        raise Conflict(version=seen_as(follow_up), current=current, changed_by=follow_up.answered_by)
    before, noted = follow_up.answer or None, follow_up.note or None
    follow_up.answer, follow_up.note = Answer(answer), note
    said_by = said_by.strip()
    follow_up.answered_by = (f"{said_by} ({by.label})" if said_by else by.label)[:200]
    follow_up.answered_at = now
    follow_up.save()
    record(
        by, "answer_follow_up", follow_up.subject, changes={"answer": [before, answer], "note": [noted, note]}
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
