"""The public pages of a network: home, principles, projects, case studies, events and news, as far as it opened them.

Those of what communities know are in ``community``.

The database shows these pages published rows of opened sections and nothing else. What a case study draws from the record
of its project is read by the product itself, after the case study was found published: see ``case_parts.draw``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samphan.engagement.queries.sides_record import public_marks
from samphan.kit.components import Column, ListState, Table
from samphan.kit.http import public
from samphan.knowledge.models import CaseStudy, NewsItem, SiteSection
from samphan.knowledge.queries import case_paper, library
from samphan.knowledge.queries import news as news_queries
from samphan.knowledge.queries import site as queries
from samphan.knowledge.queries.case_parts import draw, picture_of, records, summary_of
from samphan.knowledge.views.cases import picture_response, whole_text
from samphan.knowledge.views.library import place_filters
from samphan.knowledge.views.news import picture_response as news_picture_response
from samphan.networks.queries import statements
from samphan.projects.models import ChangeDomain
from samphan.projects.queries.record import worded
from samphan.tenancy.scope import system_scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.bilingual import Text
    from samphan.kit.http import NetworkRequest
    from samphan.knowledge.models import PublicSite
    from samphan.projects.queries.public import Mark


def opened(request: NetworkRequest, section: str = "") -> PublicSite:
    """What the network chose; 404 where it shows nothing, or not this section."""
    site = queries.site_of(request.network.id)
    if site is None or not site.shows or (section and section not in site.shows):
        raise Http404(_("The network shows nothing to everybody at this address."))
    return site


@public
def home(request: NetworkRequest) -> HttpResponse:
    """The first public page: welcome, and a few things of each section that is open."""
    site = opened(request)
    found = news_queries.home(request.network.id, request.network.slug, site.shows)
    return render(request, "knowledge/public_home.html", {"site": site, "home": found})


@public
def principles(request: NetworkRequest) -> HttpResponse:
    """The frame in force, where the network publishes its page."""
    opened(request, SiteSection.PRINCIPLES)
    frame = statements.published(request.network.id)
    context = {"frame": frame, "parts": statements.parts(frame), "may_keep": False}
    return render(request, "knowledge/public_principles.html", context)


@public
def projects(request: NetworkRequest) -> HttpResponse:
    """The published projects."""
    opened(request, SiteSection.PROJECTS)
    state = ListState.read(request, sorts=("title", "from"), default="title")
    page = state.paginate(queries.public_projects(request.network.id, state))
    shown = list(page.object_list)
    with system_scope(queries.WHY, request.network.id):
        told = public_marks(shown)
    table = Table(
        key="projects",
        caption=_("Projects"),
        columns=(Column(_("Project"), "title"), Column(_("Period"), "from")),
        rows=[(each, told.get(each.pk)) for each in shown],
        page=page,
        state=state,
        search_label=_("Search projects"),
    )
    return render(request, "knowledge/public_projects.html", {"table": table})


@public
def cases(request: NetworkRequest) -> HttpResponse:
    """The library as everybody reads it."""
    opened(request, SiteSection.CASES)
    state = ListState.read(request, sorts=library.SORTS, filters=library.PUBLIC_FILTERS, default="title")
    found = library.public_library(request.network.id, state)
    here = reverse("knowledge_public:cases", args=[request.network.slug])
    page = state.paginate(found)
    known = library.years(CaseStudy.objects.published(request.network.id))
    table = Table(
        key="cases",
        caption=_("Case studies"),
        columns=(
            Column(_("Case study"), "title"),
            Column(pgettext("case study", "Where")),
            Column(_("Year"), "year", kind="number"),
        ),
        rows=_with_summaries(request, list(page.object_list)),
        page=page,
        state=state,
        search_label=_("Search case studies"),
        filters=place_filters(state, known),
    )
    context = {
        "table": table,
        "map": library.case_map(
            found, lambda code: f"{here}?{urlencode({'province': code})}", _("case studies")
        ),
    }
    return render(request, "knowledge/public_cases.html", context)


def _with_summaries(
    request: NetworkRequest, shown: Sequence[CaseStudy]
) -> list[tuple[CaseStudy, str, Text, Mark | None]]:
    """Case studies with their places and summaries, the record's where everybody may read it, and what partners say to it."""
    with system_scope(queries.WHY, request.network.id) as product:
        known = records(product, [each.project_id for each in shown], for_everybody=True).in_bulk()
        told = public_marks(list(known.values()))
    return [
        (
            each,
            library.place_words(each),
            summary_of(each, known.get(each.project_id or 0)),
            told.get(each.project_id or 0),
        )
        for each in shown
    ]


def _case(request: NetworkRequest, pk: int) -> CaseStudy:
    """A published case study: the database shows this page no other."""
    opened(request, SiteSection.CASES)
    return get_object_or_404(CaseStudy.objects.published(request.network.id), pk=pk)


@public
def case(request: NetworkRequest, pk: int) -> HttpResponse:
    """One published case study; no contacts, no names of people, photographs of those who agreed."""
    shown = _case(request, pk)
    with system_scope(queries.WHY, request.network.id) as product:
        found = draw(product, shown, for_everybody=True)
    context = {
        "case": shown,
        "found": found,
        "text": whole_text(found),
        "pictures": [(each, case_paper.caption(each)) for each in found.pictures],
        "places": library.place_words(shown),
        "domains": worded(shown.domains, ChangeDomain),
    }
    return render(request, "knowledge/public_case.html", context)


@public
def picture(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """A photograph of a published case study, as long as the people in it agree that everybody sees it."""
    shown = _case(request, pk)
    with system_scope(queries.WHY, request.network.id) as product:
        chosen = picture_of(product, shown, part, for_everybody=True)
    return picture_response(chosen)


@public
def events(request: NetworkRequest) -> HttpResponse:
    """The events that the network shows."""
    opened(request, SiteSection.EVENTS)
    state = ListState.read(request, sorts=())
    page = state.paginate(queries.shown_events(request.network.slug), per_page=30)
    return render(request, "knowledge/public_events.html", {"page": page})


@public
def news(request: NetworkRequest) -> HttpResponse:
    """The published news, the pinned ones first."""
    opened(request, SiteSection.NEWS)
    state = ListState.read(request, sorts=("published",))
    page = state.paginate(NewsItem.objects.published(request.network.id), per_page=10)
    return render(request, "knowledge/public_news.html", {"page": page})


def _item(request: NetworkRequest, pk: int) -> NewsItem:
    opened(request, SiteSection.NEWS)
    return get_object_or_404(NewsItem.objects.published(request.network.id), pk=pk)


@public
def news_item(request: NetworkRequest, pk: int) -> HttpResponse:
    """One published piece of news."""
    return render(request, "knowledge/public_news_item.html", {"item": _item(request, pk)})


@public
def news_picture(request: NetworkRequest, pk: int) -> HttpResponse:
    """The picture of a published piece of news. Files are shut to public pages: the product itself reads it."""
    shown = _item(request, pk)
    with system_scope(queries.WHY, request.network.id) as product:
        item = NewsItem.objects.for_actor(product).filter(pk=shown.pk).select_related("picture").first()
    return news_picture_response(item)
