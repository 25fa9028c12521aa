"""What a network shows to everybody: which sections are open, what stands in them, and their navigation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from samphan.engagement.models import CommunityKnowledge
from samphan.events.models import Event
from samphan.governance.models import Body
from samphan.kit import panels
from samphan.kit.panels import Tab
from samphan.knowledge.models import CaseStudy, NewsItem, PublicSite, ShownEvent, SiteSection
from samphan.networks.models import NetworkProfile
from samphan.projects.models import Project
from samphan.tenancy.scope import current, system_scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

WHY: Final = "drawing what the network shows to everybody"
HOME: Final = "knowledge_public:home"
HOME_LABEL: Final = pgettext_lazy("public page", "Home")
#: Section → its public address, and the page of the network on which one says what stands in it.
PAGES: Final[dict[str, tuple[str, str]]] = {
    SiteSection.ABOUT: ("networks_public:about", "networks:about"),
    SiteSection.PRINCIPLES: ("knowledge_public:principles", "networks:about"),
    SiteSection.BOARD: ("governance_public:bodies", "governance:bodies"),
    SiteSection.PROJECTS: ("knowledge_public:projects", "projects:projects"),
    SiteSection.CASES: ("knowledge_public:cases", "knowledge:library"),
    SiteSection.KNOWLEDGE: ("knowledge_public:knowledge", "engagement:knowledge"),
    SiteSection.EVENTS: ("knowledge_public:events", "knowledge:shown_events"),
    SiteSection.NEWS: ("knowledge_public:news", "knowledge:news"),
}
#: Addresses of single things that belong to a section.
WITHIN: Final[dict[str, str]] = {
    "networks_public:milestones": SiteSection.ABOUT,
    "governance_public:body": SiteSection.BOARD,
    "projects_public:project": SiteSection.PROJECTS,
    "knowledge_public:case": SiteSection.CASES,
    "knowledge_public:entry": SiteSection.KNOWLEDGE,
    "knowledge_public:news_item": SiteSection.NEWS,
}


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section as who keeps the library sees it: is it shown, how much stands in it, where one changes that."""

    code: str
    label: _StrOrPromise
    is_shown: bool
    count: int
    public_url: str
    own_url: str


def site_of(network_id: int) -> PublicSite | None:
    """The choices of a network; None where it made none, and shows nothing. One statement."""
    return PublicSite.objects.filter(network_id=network_id).first()


def is_open(network_id: int, section: str) -> bool:
    """Whether the network shows a section to everybody."""
    site = site_of(network_id)
    return site is not None and section in site.shows


def navigation(actor: Actor, here: str) -> Sequence[Tab]:
    """The navigation of the public pages: home and the sections that are open. At most two statements.

    An error page is drawn when the scope is over, and nothing can be asked any more: it gets none.
    """
    if current.get() is None:
        return []
    site = site_of(actor.network_id)
    if site is None or not site.shows or actor.network is None:
        return []
    shows = site.shows
    if SiteSection.ABOUT in shows and not NetworkProfile.objects.published(actor.network_id).exists():
        # The page of the network is published where its profile is written: until then it leads nowhere.
        shows = [each for each in shows if each != SiteSection.ABOUT]
    return tabs_of(actor.network.slug, shows, here)


def tabs_of(slug: str, shows: Sequence[str], here: str = "") -> list[Tab]:
    """The entries for these sections, in their order."""
    home = Tab(HOME_LABEL, panels.address(HOME, slug), is_current=here == HOME)
    return [
        home,
        *(
            Tab(
                section.label,
                panels.address(PAGES[section][0], slug),
                is_current=PAGES[section][0] == here,
                is_within=WITHIN.get(here) == section,
            )
            for section in SiteSection
            if section in shows
        ),
    ]


def sections(actor: Actor) -> list[SectionLine]:
    """All sections with how much is published in each. Nine statements."""
    pk = actor.network_id
    slug = actor.slug
    site = site_of(pk)
    profiles = NetworkProfile.objects.published(pk).count()
    counts = {
        SiteSection.ABOUT: profiles,
        SiteSection.PRINCIPLES: profiles,
        SiteSection.BOARD: Body.objects.published(pk).count(),
        SiteSection.PROJECTS: Project.objects.published(pk).count(),
        SiteSection.CASES: CaseStudy.objects.published(pk).count(),
        SiteSection.KNOWLEDGE: CommunityKnowledge.objects.shown(pk, timezone.localdate()).count(),
        SiteSection.EVENTS: ShownEvent.objects.for_actor(actor).count(),
        SiteSection.NEWS: NewsItem.objects.published(pk).count(),
    }
    return [
        SectionLine(
            section.value,
            section.label,
            site is not None and section in site.shows,
            counts[section],
            panels.address(PAGES[section][0], slug),
            panels.address(PAGES[section][1], slug),
        )
        for section in SiteSection
    ]


def shown_events(slug: str) -> list[Event]:
    """The events that a network shows, the latest first. Read by the product itself: the table of events is shut."""
    with system_scope(WHY, slug) as product:
        rows = Event.objects.for_actor(product).filter(pk__in=ShownEvent.objects.values("event_id"))
        return list(rows.order_by(F("starts").desc(nulls_last=True), "id"))


def public_projects(network_id: int, state: ListState) -> QuerySet[Project]:
    """The published projects as everybody reads them, narrowed by words in their titles."""
    found = Project.objects.published(network_id)
    for word in state.query.split():
        found = found.filter(Q(title_th__icontains=word) | Q(title_en__icontains=word))
    order = F("starts" if state.sort_key == "from" else "sort_key")
    way = order.desc(nulls_last=True) if state.is_descending else order.asc(nulls_last=True)
    return found.order_by(way, "id")
