"""The library of case studies: the list with its map, and its workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samphan.directory.queries.places import province_choices
from samphan.engagement.queries.sides import confirmation_of
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.formats import year
from samphan.kit.workbook import spreadsheet
from samphan.knowledge import policy
from samphan.knowledge.models import CaseState, CaseStudy
from samphan.knowledge.queries import library as queries
from samphan.knowledge.queries.case_parts import summary_of
from samphan.knowledge.views.cases import address
from samphan.projects.models import ChangeDomain
from samphan.projects.queries.record import worded
from samphan.projects.queries.roadmap import themes

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="title")


def place_filters(state: ListState, known: list[int]) -> list[Filter]:
    """The filters that the library has inside the network and on its public page."""
    every = ("", _("all"))
    years = [(str(each), year(each)) for each in known]
    return [
        Filter("province", _("Province"), [every, *province_choices()], state.filters["province"]),
        Filter("domain", _("Domain of change"), [every, *ChangeDomain.choices], state.filters["domain"]),
        Filter("year", _("Year"), [every, *years], state.filters["year"]),
    ]


def _filters(request: NetworkRequest, state: ListState) -> list[Filter]:
    every = ("", _("all"))
    choices: list[tuple[str, Any, list[Any]]] = [
        ("theme", pgettext("tag", "Theme"), [every, *themes(request.actor)]),
        (
            "whose",
            pgettext("case study", "Whose"),
            [every, (queries.OWN, _("of the network")), (queries.ELSEWHERE, _("from elsewhere"))],
        ),
        ("state", _("State"), [every, *CaseState.choices]),
    ]
    if items := queries.items(request.actor, state.filters["item"]):
        choices.insert(1, ("item", _("Goal or framework"), [every, *items]))
    known = queries.years(CaseStudy.objects.for_actor(request.actor))
    return [
        *place_filters(state, known),
        *(Filter(name, label, options, state.filters[name]) for name, label, options in choices),
    ]


def library(request: NetworkRequest) -> HttpResponse:
    """The case studies that the reader may see, with their map."""
    request.actor.must(policy.read_library, on=request.network)
    state = _state(request)
    found = queries.library(request.actor, state)
    page = state.paginate(found)
    here = address(request, "library")
    table = Table(
        key="cases",
        caption=_("Case studies"),
        columns=(
            Column(_("Case study"), "title"),
            Column(pgettext("case study", "Where")),
            Column(_("Year"), "year", kind="number"),
            Column(_("State")),
        ),
        rows=[(each, queries.place_words(each)) for each in page.object_list],
        page=page,
        state=state,
        search_label=_("Search case studies"),
        filters=_filters(request, state),
        export_url=address(request, "library_export"),
    )
    context = {
        "table": table,
        "map": queries.case_map(
            found, lambda code: f"{here}?{urlencode({'province': code})}", _("case studies")
        ),
        "may_begin": request.actor.may(policy.begin_case, on=request.network),
        "may_keep": request.actor.may(policy.keep_library, on=request.network),
    }
    return render(request, "knowledge/library.html", context)


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.read_library, on=request.network)
    rows = queries.library(request.actor, _state(request))
    projects = queries.projects_of(request.actor, rows)
    told = confirmation_of(list(projects.values()))
    return spreadsheet(
        _("Case studies"),
        [
            _("Title in Thai"),
            _("Title in English"),
            _("Summary"),
            _("What it teaches"),
            _("Project"),
            _("What the partner says"),
            pgettext("tag", "Theme"),
            _("Domains of change"),
            _("Provinces"),
            _("Year"),
            _("State"),
            _("Published"),
            _("Address"),
            _("Source"),
            _("Licence"),
        ],
        (
            [
                each.title_th,
                each.title_en,
                str(summary_of(each, project)),
                str(each.teaches),
                str(project.title) if project else "",
                told[project.pk].label if project else "",
                str(each.theme.name) if each.theme else "",
                ", ".join(worded(each.domains, ChangeDomain)),
                queries.place_words(each),
                year(each.year) if each.year else "",
                str(each.get_state_display()),
                timezone.localtime(each.published_at).date() if each.published_at else None,
                each.address,
                each.source,
                each.licence,
            ]
            for each in rows
            for project in [projects.get(each.project_id or 0)]
        ),
    )
