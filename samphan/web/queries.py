"""What the overview and the learning pages show: events, uses of results and reports side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from samphan.events.models import Event, Use, UseState
from samphan.kit import due
from samphan.kit.thai.fold import fold
from samphan.projects.models import Project
from samphan.projects.queries.due import follow_ups_due
from samphan.reports.models import IssuedVersion, Report

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState
    from samphan.kit.due import DueLine

SHOWN: Final = 8
FEW: Final = 5
SOON: Final = dt.timedelta(days=30)
WEEK: Final = dt.timedelta(days=7)
OPEN: Final = (UseState.INTENDED, UseState.STARTED)
USE_SORTS: Final = {
    "due": "due",
    "institution": "organisation__sort_key",
    "event": "event__starts",
    "state": "state",
}


@dataclass(frozen=True, slots=True)
class Overview:
    """What waits, what comes, what was. ``this_week`` holds the most urgent of ``this_week_count`` things.

    ``projects`` are those last changed of ``project_count``.
    """

    coming: list[Event]
    past: list[Event]
    due: list[Use]
    overdue_before: dt.date
    unissued: list[Report]
    this_week: list[DueLine]
    this_week_count: int
    follow_ups: int
    projects: list[Project]
    project_count: int

    @property
    def has_events(self) -> bool:
        return bool(self.coming or self.past)

    @property
    def is_quiet(self) -> bool:
        return not (self.has_events or self.due or self.unissued or self.this_week or self.projects)


def overview(actor: Actor, today: dt.date) -> Overview:
    """The overview of a network for this reader: a representative sees what waits for the own institution."""
    events = Event.objects.for_actor(actor).only(
        "network_id", "slug", "title_th", "title_en", "starts", "ends", "venue_th", "venue_en", "is_sample"
    )
    is_over = Q(ends__endswith__lte=today) | Q(ends__isnull=True, starts__endswith__lte=today)
    unissued = own(
        Report.objects.for_actor(actor).exclude(
            Exists(IssuedVersion.objects.filter(report=OuterRef("pk"), network_id=OuterRef("network_id")))
        ),
        actor,
    )
    this_week = due.lines(actor, until=today + WEEK, today=today)
    projects = Project.objects.for_actor(actor)
    return Overview(
        this_week=this_week[:SHOWN],
        this_week_count=len(this_week),
        follow_ups=follow_ups_due(actor, today),
        coming=list(events.exclude(is_over).order_by(F("starts").asc(nulls_last=True), "id")[:SHOWN]),
        past=list(events.filter(is_over).order_by("-starts", "-id")[:SHOWN]),
        due=list(
            own(Use.objects.for_actor(actor), actor)
            .filter(state__in=OPEN, due__startswith__lte=today + SOON)
            .select_related("organisation", "event")
            .order_by("due", "id")[:SHOWN]
        ),
        overdue_before=today,
        unissued=list(unissued.select_related("event", "organisation").order_by("-changed_at")[:SHOWN]),
        projects=list(projects.order_by("-changed_at", "-id")[:FEW]),
        project_count=projects.count(),
    )


def own[M: (Use, Report)](rows: QuerySet[M], actor: Actor) -> QuerySet[M]:
    """Of a representative, the rows of the own institutions; of everybody else, all of them."""
    return rows.filter(organisation_id__in=actor.represents) if actor.represents else rows


def uses(actor: Actor, state: ListState) -> QuerySet[Use]:
    """What became of results, over all events: by words, state and institution."""
    found = Use.objects.for_actor(actor).select_related("organisation", "event")
    for word in fold(state.query).split():
        found = found.filter(
            Q(title_th__icontains=word)
            | Q(title_en__icontains=word)
            | Q(plan_th__icontains=word)
            | Q(owner_th__icontains=word)
            | Q(organisation__name_th__icontains=word)
            | Q(organisation__abbreviation_en__iexact=word)
        )
    if state.filters.get("state"):
        found = found.filter(state=state.filters["state"])
    if state.filters.get("institution", "").isdecimal():
        found = found.filter(organisation_id=int(state.filters["institution"]))
    column = USE_SORTS[state.sort_key]
    ordered = F(column).desc(nulls_last=True) if state.is_descending else F(column).asc(nulls_last=True)
    return found.order_by(ordered, "id")


def use_counts(actor: Actor) -> dict[str, int]:
    """How many uses stand in which state; states without one are there with zero."""
    rows = Use.objects.for_actor(actor).values_list("state").annotate(number=Count("id"))
    return dict.fromkeys(UseState.values, 0) | dict(rows)


def use_institutions(actor: Actor) -> list[tuple[str, str]]:
    """The institutions that wrote uses, in Thai order, for the filter."""
    rows = (
        Use.objects.for_actor(actor)
        .order_by("organisation__sort_key", "organisation_id")
        .values_list("organisation_id", "organisation__name_th")
        .distinct("organisation__sort_key", "organisation_id")
    )
    return [(str(pk), name) for pk, name in rows]
