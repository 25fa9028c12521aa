"""The numbers of the projects of a network, as a page and as a workbook; and everything of them as one workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from samphan.directory.models import Sector
from samphan.directory.queries.maps import province_map
from samphan.directory.queries.places import province_choices
from samphan.kit.components import Bar, Bars, Column, Filter, Table
from samphan.kit.formats import number, year
from samphan.kit.workbook import book, spreadsheet
from samphan.projects import policy
from samphan.projects.models import Category, ChangeDomain, Mission, Project
from samphan.projects.queries.everything import sheets
from samphan.projects.queries.totals import FILTERS, Breakdown, Totals
from samphan.projects.queries.totals import totals as totals_of
from samphan.projects.views.common import address
from samphan.projects.views.rows import load_project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def _filters(request: NetworkRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "")[:40] for name in FILTERS}


def numbers(request: NetworkRequest) -> HttpResponse:
    """What the approved projects come to, narrowed as asked."""
    request.actor.must(policy.enter, on=request.network)
    asked = _filters(request)
    found = totals_of(request.actor, asked)
    every = ("", _("all"))
    context = {
        "found": found,
        "is_narrowed": any(asked.values()),
        "sees_all": request.actor.holds("projects.manage") or request.actor.holds("projects.review"),
        "filters": [
            Filter(
                "year",
                _("Fiscal year"),
                [every, *((str(each), year(each)) for each in found.years)],
                asked["year"],
            ),
            Filter("category", _("Category"), [every, *Category.choices], asked["category"]),
            Filter("mission", _("Mission"), [every, *Mission.choices], asked["mission"]),
            Filter("province", _("Province"), [every, *province_choices()], asked["province"]),
            Filter("sector", _("Sector of the partners"), [every, *Sector.choices], asked["sector"]),
            Filter("domain", _("Domain of change"), [every, *ChangeDomain.choices], asked["domain"]),
        ],
        "figures": [
            (
                each.label,
                None if each.number is None else int(each.number),
                _said_by(each.known, found.projects),
            )
            for each in found.figures
        ],
        "charts": [
            (each.label, _chart(request, each)) for each in found.breakdowns if each.name != "province"
        ],
        "map": _map(request, found),
        "resources": Table(
            "by_side",
            _("By giver"),
            (
                Column(_("Given by")),
                Column(_("Money"), kind="number"),
                Column(_("In kind"), kind="number"),
                Column(_("Together"), kind="number"),
            ),
            found.resources.by_side,
            is_plain=True,
        ),
    }
    return render(request, "projects/numbers.html", context)


def _said_by(known: int, of: int) -> str:
    """Of how many projects a figure is known."""
    return ngettext("n = %(known)s of %(of)s project", "n = %(known)s of %(of)s projects", of) % {
        "known": number(known),
        "of": number(of),
    }


def _chart(request: NetworkRequest, part: Breakdown) -> Bars:
    here = address(request, "projects_numbers")
    return Bars(
        str(part.label),
        _("projects"),
        [
            Bar(
                year(int(each.code)) if part.name == "year" else each.label,
                each.count,
                url=_narrowed(request, here, part.name, each.code),
            )
            for each in part.lines
        ],
        note=_said_by(part.known, part.of),
    )


def _narrowed(request: NetworkRequest, here: str, name: str, value: str) -> str:
    query = request.GET.copy()
    query[name] = value
    query.pop("page", None)
    return f"{here}?{query.urlencode()}"


def _map(request: NetworkRequest, found: Totals) -> Any:
    part = next(each for each in found.breakdowns if each.name == "province")
    here = address(request, "projects_numbers")
    return province_map(
        found.provinces,
        key="numbers-map",
        caption=_("Where the projects work"),
        unit=_("projects"),
        url=lambda code: _narrowed(request, here, "province", code),
        note=_said_by(part.known, part.of),
    )


def export(request: NetworkRequest) -> HttpResponse:
    """The same numbers as a workbook, each with its n."""
    request.actor.must(policy.enter, on=request.network)
    found = totals_of(request.actor, _filters(request))
    return spreadsheet(
        _("Numbers of projects"),
        [_("Group"), _("Name"), pgettext("count", "Number"), _("Projects that say it"), _("Of projects")],
        _lines(found),
    )


def _lines(found: Totals) -> Iterator[list[Any]]:
    yield [_("Projects"), _("Approved projects"), found.projects, found.projects, found.projects]
    for figure in found.figures:
        yield [_("Sums"), str(figure.label), figure.number, figure.known, found.projects]
    for part in found.breakdowns:
        for line in part.lines:
            label = year(int(line.code)) if part.name == "year" else str(line.label)
            yield [str(part.label), label, line.count, part.known, part.of]
    for each in found.resources.by_side:
        for kind, value in ((_("Money"), each.money), (_("In kind"), each.in_kind)):
            yield [
                _("Resources in baht: %(kind)s") % {"kind": kind},
                str(each.label),
                value,
                found.valued,
                found.projects,
            ]


def everything(request: NetworkRequest) -> HttpResponse:
    """All projects that the reader may see, with every row of their records, as one workbook."""
    request.actor.must(policy.enter, on=request.network)
    return book(_("Projects"), sheets(request.actor, Project.objects.for_actor(request.actor)))


def everything_of_project(request: NetworkRequest, pk: int) -> HttpResponse:
    """One project with every row of its record, as one workbook."""
    project = load_project(request, pk)
    request.actor.must(policy.see_record, on=project)
    return book(
        str(project.title),
        sheets(request.actor, Project.objects.for_actor(request.actor).filter(pk=project.pk)),
    )
