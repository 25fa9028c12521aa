"""News as lists and on the public home page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import F, Q
from django.utils import timezone

from samphan.engagement.models import CommunityKnowledge
from samphan.governance.models import Body
from samphan.knowledge.models import CaseStudy, NewsItem, SiteSection
from samphan.knowledge.queries.findable import NEWS
from samphan.knowledge.queries.site import shown_events
from samphan.networks.models import NetworkProfile
from samphan.projects.models import Project
from samphan.projects.queries.findable import hits

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django.db.models import Model, QuerySet

    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

SORTS: Final = ("published", "title")
FILTERS: Final = ("state",)
_ORDERS: Final = {"title": "sort_key", "published": "published_at"}
FEW: Final = 4
"""Of each section on the home page."""
MOST_EVENTS: Final = 300


def news(actor: Actor, state: ListState) -> QuerySet[NewsItem]:
    """What the list shows of the news that the actor may see."""
    found = NewsItem.objects.for_actor(actor)
    if state.query:
        draft = Q(published_at=None) & (
            Q(title_th__icontains=state.query) | Q(title_en__icontains=state.query)
        )
        found = found.filter(Q(pk__in=hits(NEWS, state.query)) | draft)
    if (value := state.filters.get("state")) in {"published", "draft"}:
        found = found.filter(published_at__isnull=value == "draft")
    order = F(_ORDERS.get(state.sort_key, "published_at"))
    way = order.desc(nulls_first=True) if state.is_descending else order.asc(nulls_last=True)
    return found.order_by(way, "id")


@dataclass(frozen=True, slots=True)
class Home:
    """The public home page: a few things of each section that is open; ``profile`` where the network published it."""

    profile: NetworkProfile | None
    news: Sequence[NewsItem]
    cases: Sequence[CaseStudy]
    knowledge: Sequence[CommunityKnowledge]
    projects: Sequence[Project]
    events: Sequence[Event]
    bodies: Sequence[Body]

    @property
    def is_empty(self) -> bool:
        several = (self.news, self.cases, self.knowledge, self.projects, self.events, self.bodies)
        return self.profile is None and not any(several)


def home(network_id: int, slug: str, shows: Collection[str]) -> Home:
    """What stands on the public home page for these sections; at most twelve statements."""

    def few[M: Model](section: SiteSection, rows: QuerySet[M]) -> list[M]:
        return list(rows[:FEW]) if section in shows else []

    cases = CaseStudy.objects.published(network_id).order_by("-published_at", "-id")
    projects = Project.objects.published(network_id).order_by("-published_at", "-id")
    known = CommunityKnowledge.objects.shown(network_id, timezone.localdate()).order_by("sort_key", "id")
    profile = NetworkProfile.objects.published(network_id).first() if SiteSection.ABOUT in shows else None
    return Home(
        profile,
        few(SiteSection.NEWS, NewsItem.objects.published(network_id)),
        few(SiteSection.CASES, cases),
        few(SiteSection.KNOWLEDGE, known),
        few(SiteSection.PROJECTS, projects),
        shown_events(slug)[:FEW] if SiteSection.EVENTS in shows else [],
        few(SiteSection.BOARD, Body.objects.published(network_id).order_by("order", "id")),
    )
