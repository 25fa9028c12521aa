"""This theme, this province, now: one page, for the screen, for paper and as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from samphan.directory.queries.places import province_choices
from samphan.kit.components import Filter
from samphan.kit.workbook import spreadsheet
from samphan.knowledge.queries import area as queries
from samphan.knowledge.views.cases import address
from samphan.projects import policy as projects
from samphan.projects.models import ChangeDomain
from samphan.projects.queries.roadmap import themes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def _asked(request: NetworkRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in queries.FILTERS}


def area(request: NetworkRequest) -> HttpResponse:
    """Figures, projects, partners, case studies and knowledge of a province, a theme, a domain, or all of them together."""
    request.actor.must(projects.enter, on=request.network)
    asked, every = _asked(request), ("", _("all"))
    context = {
        "area": queries.area(request.actor, asked),
        "filters": (
            Filter("province", _("Province"), [every, *province_choices()], asked["province"]),
            Filter("theme", pgettext("tag", "Theme"), [every, *themes(request.actor)], asked["theme"]),
            Filter("domain", _("Domain of change"), [every, *ChangeDomain.choices], asked["domain"]),
        ),
        "export_url": address(request, "area_export"),
        "today": timezone.localdate(),
    }
    return render(request, "knowledge/area.html", context)


def export(request: NetworkRequest) -> HttpResponse:
    """Everything on the page as one list, and what the page leaves out of its lists."""
    request.actor.must(projects.enter, on=request.network)
    found = queries.area(request.actor, _asked(request), is_whole=True)
    heads = [
        _("Part"),
        pgettext("area", "What"),
        pgettext("area", "Number"),
        pgettext("area", "Said by projects"),
    ]
    return spreadsheet(found.title, heads, _lines(found))


def _lines(found: queries.Area) -> Iterator[list[object]]:
    yield [_("Summary"), found.paragraph, None, None]
    figures = _("Figures")
    yield [figures, _("Approved projects"), found.totals.projects, None]
    for each in found.figures:
        yield [figures, str(each.label), each.number, each.known]
    for value in found.totals.resources.by_side:
        unvalued = ngettext(
            "and %(counter)s without a value", "and %(counter)s without a value", value.unvalued
        )
        more = f" ({unvalued % {'counter': value.unvalued}})" if value.unvalued else ""
        yield [_("Resources in baht"), f"{value.label}{more}", value.total, None]
    for line in found.projects:
        yield [_("Projects"), f"{line.project.title} ({line.confirmation.label})", None, None]
    for partner in found.partners:
        yield [_("Partners"), f"{partner.name} ({partner.side})", partner.projects, None]
    for case in found.cases:
        yield [_("Case studies"), str(case.title), None, None]
    for entry in found.knowledge:
        yield [_("Knowledge of communities"), str(entry.title), None, None]
