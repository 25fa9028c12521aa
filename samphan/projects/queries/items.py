"""Items as a list over all roadmaps, and one item with everything that stands with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import F

from samphan.directory.models import Organisation
from samphan.kit.numbers import number_in
from samphan.projects.models import (
    FollowUp,
    ItemState,
    RoadmapDependency,
    RoadmapItem,
    RoadmapMeasure,
    RoadmapPartner,
)
from samphan.projects.queries.findable import ITEM, hits
from samphan.projects.queries.orders import by_life, ordered
from samphan.projects.queries.progress import Progress, progress_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState
    from samphan.projects.models import RoadmapStatus
    from samphan.projects.queries.orders import Orders

SORTS: Final = ("title", "owner", "until", "state")
FILTERS: Final = ("roadmap", "owner", "theme", "horizon", "state")
_ORDERS: Final[Orders] = {
    "title": F("sort_key"), "owner": F("owner__sort_key"), "until": F("ends"), "state": by_life(ItemState),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A line of the list."""

    item: RoadmapItem
    progress: Progress


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure, and how much of the way from baseline to target is done (per cent, None: it cannot be said)."""

    measure: RoadmapMeasure
    reached: int | None


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item: what it consists of, needs and is needed by, its measures and its history (the latest first)."""

    item: RoadmapItem
    progress: Progress
    parts: list[ItemRow]
    partners: list[RoadmapPartner]
    measures: list[MeasureRow]
    needs: list[RoadmapItem]
    needed_by: list[RoadmapItem]
    history: list[RoadmapStatus]
    follow_ups: list[FollowUp]


def items(actor: Actor, state: ListState) -> QuerySet[RoadmapItem]:
    """What the list shows: found by words, narrowed by roadmap, owner, theme, horizon code and state."""
    found = (
        RoadmapItem.objects.for_actor(actor)
        .filter(roadmap__archived_at__isnull=True)
        .select_related("owner", "theme", "horizon", "roadmap")
    )
    if state.query:
        found = found.filter(pk__in=hits(ITEM, state.query))
    for name, at in (("roadmap", "roadmap_id"), ("theme", "theme_id")):
        if value := state.filters.get(name):
            found = found.filter(**{at: number_in(value) or 0})
    if value := state.filters.get("owner"):
        found = found.filter(owner__in=Organisation.objects.one_with(number_in(value) or 0).values("pk"))
    if value := state.filters.get("horizon"):
        found = found.filter(horizon__code=value)
    if value := state.filters.get("state"):
        found = found.filter(state=value)
    return found.order_by(ordered(_ORDERS, state), "id")


def with_progress(actor: Actor, found: Iterable[RoadmapItem]) -> list[ItemRow]:
    """The items with how far they are. One statement more."""
    listed = list(found)
    progress = progress_of(actor, (item.roadmap_id for item in listed)) if listed else {}
    return [ItemRow(item, progress[item.pk]) for item in listed]


def horizon_codes(actor: Actor) -> list[tuple[str, str]]:
    """The codes of horizons that items stand in, as choices of a filter. One statement."""
    codes = (
        RoadmapItem.objects.for_actor(actor).values_list("horizon__code", flat=True).order_by("horizon__code")
    )
    return [(code, code) for code in codes.distinct()]


def item_page(actor: Actor, item: RoadmapItem) -> ItemPage:
    """An item that the caller has loaded through ``for_actor``; seven statements, whatever stands with it."""
    progress = progress_of(actor, [item.roadmap_id])
    parts = RoadmapItem.objects.for_actor(actor).filter(parent=item).select_related("owner", "horizon")
    partners = RoadmapPartner.objects.for_actor(actor).filter(item=item).select_related("organisation")
    ties = list(
        RoadmapDependency.objects.for_actor(actor)
        .filter(item__roadmap_id=item.roadmap_id)
        .filter(item=item)
        .union(RoadmapDependency.objects.for_actor(actor).filter(needs=item))
        .values_list("item_id", "needs_id")
    )
    others = RoadmapItem.objects.for_actor(actor).in_bulk({pk for tie in ties for pk in tie})
    return ItemPage(
        item,
        progress[item.pk],
        [ItemRow(part, progress[part.pk]) for part in parts.order_by("order", "id")],
        list(partners.order_by("order", "id")),
        [MeasureRow(each, _reached(each)) for each in item.measures.order_by("order", "id")],
        sorted((others[needs] for of, needs in ties if of == item.pk), key=lambda each: each.sort_key),
        sorted((others[of] for of, needs in ties if needs == item.pk), key=lambda each: each.sort_key),
        list(item.history.order_by("-at", "-id")),
        list(item.follow_ups.order_by("due_on", "id")),
    )


def _reached(measure: RoadmapMeasure) -> int | None:
    """How far the actual value is on the way from the baseline (or 0) to the target; more than 100 is possible."""
    if measure.actual is None or measure.target is None:
        return None
    start = measure.baseline if measure.baseline is not None else 0
    if measure.target == start:
        return None
    return round(100 * (measure.actual - start) / (measure.target - start))


def is_overdue(item: RoadmapItem, today: dt.date) -> bool:
    """Whether the last day that it may have is over and it is neither done nor dropped."""
    return item.ends is not None and item.ends.last_on < today and item.state not in {"done", "dropped"}
