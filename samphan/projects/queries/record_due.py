"""What waits in the records of projects: submitted ones for who reviews, returned ones and years for their keepers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samphan.kit.due import DueLine
from samphan.kit.formats import year as said_year
from samphan.projects.models import Project, ProjectReview, ReviewAct, ReviewState
from samphan.projects.queries.records import unreported
from samphan.projects.queries.years import ends_of_fiscal_year, fiscal_year

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samphan.kit.actor import Actor

ANSWERED_IN: Final = dt.timedelta(days=7)
"""So many days after it was submitted or returned a record should have gone on."""
REPORTED_IN: Final = dt.timedelta(days=60)
"""So many days after its end a year should have been reported."""
MOST: Final = 20


def record_lines(actor: Actor, until: dt.date, today: dt.date) -> list[DueLine]:
    """Records that wait for the actor. At most four statements."""
    if actor.user_id is None or actor.network is None:
        return []
    found = Project.objects.for_actor(actor)
    lines: list[DueLine] = []
    if actor.holds("projects.review"):
        waiting = _since(found.filter(review=ReviewState.SUBMITTED), ReviewAct.SUBMIT)
        # Nobody reviews what he or she submitted.
        others = waiting.exclude(last_by=actor.user_id)
        lines += _lines(actor, others, until, today, _("record to review"))
        lines += _unreported_by_others(actor, found, until, today)
    if actor.holds("projects.write"):
        mine = found.filter(keeper_id=actor.user_id)
        returned = _since(mine.filter(review=ReviewState.RETURNED), ReviewAct.RETURN)
        lines += _lines(actor, returned, until, today, _("record returned with comments"))
        lines += _own_years(actor, mine, until, today)
    return lines


def _since(found: QuerySet[Project], act: ReviewAct) -> QuerySet[Any]:
    """Each with the moment and the account of its last step of a kind, the longest waiting first."""
    steps = ProjectReview.objects.filter(project=OuterRef("pk"), act=act).order_by("-at")
    told: QuerySet[Any] = found.annotate(
        since=Subquery(steps.values("at")[:1]), last_by=Subquery(steps.values("by_user")[:1])
    )
    return told.order_by("since", "id").select_related("keeper")


def _lines(
    actor: Actor, found: QuerySet[Project], until: dt.date, today: dt.date, word: object
) -> list[DueLine]:
    lines = []
    for each in found[:MOST]:
        since = timezone.localtime(each.since).date() if each.since else today  # type: ignore[attr-defined]  # annotated
        on = since + ANSWERED_IN
        if on <= until:
            keeper = each.keeper.name if each.keeper else ""
            lines.append(DueLine(word, each.title, keeper, _page(actor, each), on, on < today))  # type: ignore[arg-type]  # a lazy text
    return lines


def _last_year(until: dt.date) -> tuple[int, dt.date]:
    """The last fiscal year of which a report is due until a day, and that day."""
    year = fiscal_year(until - REPORTED_IN) - 1
    return year, ends_of_fiscal_year(year)[1] + REPORTED_IN


def _own_years(actor: Actor, mine: QuerySet[Project], until: dt.date, today: dt.date) -> list[DueLine]:
    year, on = _last_year(until)
    word = _("report of the year")
    return [
        DueLine(
            word,
            f"{each.title} ({said_year(year)})",
            actor.label,
            reverse("projects:project_year", args=[actor.slug, each.pk, year]),
            on,
            on < today,
        )
        for each in mine.filter(unreported(year)).order_by("sort_key", "id")[:MOST]
    ]


def _unreported_by_others(
    actor: Actor, found: QuerySet[Project], until: dt.date, today: dt.date
) -> list[DueLine]:
    """One line for all that others have not reported."""
    year, on = _last_year(until)
    count = found.filter(unreported(year)).exclude(keeper_id=actor.user_id).count()
    if not count:
        return []
    title = ngettext(
        "%(count)s project without a report of fiscal year %(year)s",
        "%(count)s projects without a report of fiscal year %(year)s",
        count,
    ) % {"count": count, "year": said_year(year)}
    url = f"{reverse('projects:projects', args=[actor.slug])}?unreported={year}"
    return [DueLine(_("report of the year"), title, "", url, on, on < today)]


def _page(actor: Actor, project: Project) -> str:
    return reverse("projects:project", args=[actor.slug, project.pk])
