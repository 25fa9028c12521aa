"""Milestones in the order of time, whatever is known of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F
from django.urls import reverse

from samphan.kit.formats import language
from samphan.kit.partial import PartialDate
from samphan.kit.sections import Line, Lines
from samphan.networks.models import Milestone, MilestoneKind
from samphan.networks.queries.frame_findable import MILESTONE
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

SORTS = ("on", "title", "kind")
FILTERS = ("kind", "published")
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Year:
    """The milestones of a year of the Common Era in order; ``year`` is None for those whose year nobody knows."""

    year: int | None
    milestones: tuple[Milestone, ...]

    @property
    def label(self) -> str:
        """The year as the reader counts it; empty where nobody knows it."""
        return PartialDate.of(dt.date(self.year, 1, 1), "year").format(language()) if self.year else ""


def milestones(actor: Actor, state: ListState) -> QuerySet[Milestone]:
    """The milestones as the reader asks: words, kind, published or not, order. Undated ones come last."""
    found = Milestone.objects.for_actor(actor).select_related("organisation", "file")
    if state.query:
        hits = search.find(state.query, kinds=[MILESTONE], limit=search.EVERY, every=True).hits
        found = found.filter(pk__in=[hit.object_id for hit in hits])
    if (kind := state.filters.get("kind")) in MilestoneKind.values:
        found = found.filter(kind=kind)
    if (published := state.filters.get("published")) in ("yes", "no"):
        found = found.filter(is_published=published == "yes")
    column = {"title": "title_th", "kind": "kind"}.get(state.sort_key, "on")
    order = F(column).desc(nulls_last=True) if state.is_descending else F(column).asc(nulls_last=True)
    return found.order_by(order, "id")


def count(actor: Actor) -> int:
    """How many milestones are noted."""
    return Milestone.objects.for_actor(actor).count()


def kinds(actor: Actor) -> dict[str, int]:
    """How many of each kind; one statement."""
    found = Milestone.objects.for_actor(actor).values_list("kind").annotate(many=Count("pk"))
    return dict(found.order_by("kind"))


def published(network_id: int) -> QuerySet[Milestone]:
    """Those that the network publishes, in order of time."""
    found = Milestone.objects.published(network_id)
    return found.order_by(F("on").asc(nulls_last=True), "id")


def by_year(found: Iterable[Milestone]) -> list[Year]:
    """Milestones under their years, in the order in which they come; what has no year stands last."""
    years: dict[int | None, list[Milestone]] = defaultdict(list)
    for each in found:
        years[each.on.from_on.year if each.on else None].append(each)
    return [Year(year, tuple(those)) for year, those in years.items()]


def of_organisation(actor: Actor, ids: Sequence[int]) -> Lines:
    """What milestones say of an organisation, in order of time. One statement."""
    found = Milestone.objects.for_actor(actor).filter(organisation__in=ids)
    ordered = list(found.order_by(F("on").asc(nulls_last=True), "id"))
    url = reverse("networks:milestones", args=[actor.slug])
    lines = [
        Line(
            label=each.title,
            url=f"{url}#{each.pk}",
            when=each.on.format(language()) if each.on else each.when_words,
            detail=each.get_kind_display(),
        )
        for each in ordered[:SHOWN]
    ]
    return Lines(lines, len(ordered), url)
