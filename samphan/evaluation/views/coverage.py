"""What is covered: the frameworks, the matrix of one, its projects, a cell, and making an action of an empty one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.directory.models import Organisation
from samphan.evaluation.actions.coverage import plan_cell
from samphan.evaluation.policy import coverage as policy
from samphan.evaluation.queries import coverage as queries
from samphan.evaluation.queries.coverage import LEVELS, ORGANISATIONS, YEARS, Asked
from samphan.frameworks.models import Framework, FrameworkItem, FrameworkState
from samphan.kit import panels
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.formats import year as said_year
from samphan.kit.numbers import number_in
from samphan.kit.pages import run_act
from samphan.kit.workbook import spreadsheet
from samphan.projects.models import Category

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.evaluation.queries.coverage import Cell, Coverage
    from samphan.kit.http import NetworkRequest
    from samphan.projects.models import Project, ProjectAlignment

FILTERS: Final = ("columns", "axis", "year", "unit", "category")
WHOLE: Final = "none"
"""Stands in the address for a column of what was not said."""


def _address(request: NetworkRequest, name: str, *args: object) -> str:
    return reverse(f"evaluation:{name}", args=[request.network.slug, *args])


def _load(request: NetworkRequest, pk: int) -> Framework:
    framework = get_object_or_404(Framework.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.see, on=framework)
    return framework


def _way(request: NetworkRequest, framework: Framework | None = None) -> list[tuple[_StrOrPromise, str]]:
    way: list[tuple[_StrOrPromise, str]] = [(_("Coverage"), _address(request, "coverage"))]
    if framework is not None:
        way.append((framework.title, _address(request, "coverage_matrix", framework.pk)))
    return way


def frameworks(request: NetworkRequest) -> HttpResponse:
    """The frameworks whose coverage can be looked at."""
    request.actor.must(policy.enter, on=request.network)
    found = Framework.objects.for_actor(request.actor).order_by("state", "sort_key", "-id")
    table = Table(
        key="coverage",
        caption=_("Coverage"),
        columns=(Column(_("Framework or plan")), Column(_("Version")), Column(_("State"))),
        rows=[
            (each, _address(request, "coverage_matrix", each.pk))
            for each in sorted(found, key=lambda each: each.state != FrameworkState.IN_USE)
        ],
        is_plain=True,
    )
    return render(request, "evaluation/coverage_frameworks.html", {"table": table})


def matrix(request: NetworkRequest, pk: int) -> HttpResponse:
    """How far the approved projects cover a framework."""
    framework = _load(request, pk)
    asked = Asked.read(request.GET, framework)
    found = queries.coverage(request.actor, framework, asked)
    base = _base(request, framework)
    table = Table(
        key="matrix",
        caption=framework.title,
        columns=(
            Column(framework.axis_name(asked.axis) or pgettext("framework", "Item")),
            *(Column(each.label) for each in found.columns),
        ),
        rows=[(line.item, _linked(base, line.cells)) for line in found.lines],
        state=ListState(filters={name: request.GET.get(name, "") for name in FILTERS}),
        filters=_filters(request, framework, asked),
        is_plain=True,
    )
    context = {
        "framework": framework,
        "found": found,
        "table": table,
        "gaps": _linked(base, found.gaps),
        "export_url": f"{_address(request, 'coverage_export', pk)}?{request.GET.urlencode()}",
        "projects_url": _address(request, "coverage_projects", pk),
        "may_plan": request.actor.may(policy.plan, on=framework) and framework.is_in_use,
        "sees_all": request.actor.holds("projects.manage") or request.actor.holds("projects.review"),
        "plan_url": _address(request, "coverage_plan", pk),
        "way": _way(request),
        "tabs": _tabs(request, framework),
        "here": request.get_full_path(),
    }
    return render(request, "evaluation/coverage.html", context)


def _tabs(request: NetworkRequest, framework: Framework) -> list[panels.Tab]:
    return panels.tabs(
        "frameworks.framework", by=request.actor, on=framework, current="evaluation:coverage_matrix"
    )


@dataclass(frozen=True, slots=True)
class Linked:
    """A cell with the address of what it counts."""

    cell: Cell
    url: str


def _linked(base: str, cells: Iterable[Cell]) -> list[Linked]:
    """Cells below ``base``, the address of the page of cells with what the reader asked for."""
    found = []
    for cell in cells:
        column = WHOLE if cell.column.key is None else cell.column.key
        found.append(Linked(cell, f"{base}item={cell.item.pk}&column={column}"))
    return found


def _base(request: NetworkRequest, framework: Framework) -> str:
    given = urlencode({name: request.GET[name] for name in FILTERS if request.GET.get(name)})
    return f"{_address(request, 'coverage_cell', framework.pk)}?{given}{'&' if given else ''}"


def _filters(request: NetworkRequest, framework: Framework, asked: Asked) -> tuple[Filter, ...]:
    years = queries.years(timezone.localdate(), asked)
    units = queries.units(request.actor)
    every = ("", _("all"))
    columns: list[tuple[str, _StrOrPromise]] = [(YEARS, _("years")), (ORGANISATIONS, _("leading units"))]
    if framework.is_matrix:
        columns.insert(0, (LEVELS, framework.axis_name(framework.matrix_columns)))
    axes = [(each, framework.axis_name(each) or _("Items")) for each in queries.axes_of(framework)]
    year = "" if asked.year is None else str(asked.year)
    unit = "" if asked.unit is None else str(asked.unit)
    return (
        Filter("axis", _("Rows"), axes, asked.axis),
        Filter("columns", _("Columns"), columns, asked.columns),
        Filter("year", _("Fiscal year"), [every, *((str(each), said_year(each)) for each in years)], year),
        Filter("unit", _("Leading unit"), [every, *units], unit),
        Filter("category", _("Category"), [every, *Category.choices], asked.category),
    )


def export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The matrix as a workbook: a line a cell, so that it can be counted on."""
    framework = _load(request, pk)
    found = queries.coverage(request.actor, framework, Asked.read(request.GET, framework), is_whole=True)
    return spreadsheet(
        _("Coverage"),
        [
            _("Code"),
            pgettext("framework", "Item"),
            _("Column"),
            _("Approved projects"),
            _("Evidence"),
            _("Mean rating"),
            _("How many rated"),
            _("Actions that are to fill it"),
        ],
        _export_rows(found),
    )


def _export_rows(found: Coverage) -> Iterable[Sequence[Any]]:
    """A line a cell; an item that nothing serves in any column has one of its own, with what is to fill it."""
    bare = {each.item.pk: [each] for each in found.gaps if each.across is None}
    for line in found.lines:
        for each in [*line.cells, *bare.get(line.item.pk, [])]:
            numbers = each.numbers
            yield [
                line.item.code,
                str(line.item.title),
                each.column.label,
                numbers.projects,
                numbers.evidence,
                None if numbers.mean is None else round(numbers.mean, 2),
                numbers.rated,
                "; ".join(str(made.action.title) for made in each.actions),
            ]


def projects(request: NetworkRequest, pk: int) -> HttpResponse:
    """Projects in rows, the items of a group in columns: which project serves what, and how strongly."""
    framework = _load(request, pk)
    asked = Asked.read(request.GET, framework)
    items = _items(request, framework, asked)
    rows = queries.counted_projects(request.actor, asked).order_by("sort_key", "id")
    state = ListState.read(request, sorts=(), filters=FILTERS)
    page = state.paginate(rows)
    marks = queries.marks_of(request.actor, list(page.object_list), items)
    rows_filter, _columns, *others = _filters(request, framework, asked)
    table = Table(
        key="coverage-projects",
        caption=_("Projects"),
        columns=(Column(_("Project")), *(Column(f"{each.code} {each.title}") for each in items)),
        rows=[
            (each, [marks.get((each.pk, item.pk)) for item in items], _project_url(request, each))
            for each in page.object_list
        ],
        page=page,
        state=state,
        filters=(rows_filter, *others),
        export_url=_address(request, "coverage_projects_export", pk),
    )
    context = {
        "framework": framework,
        "table": table,
        "way": _way(request, framework),
        "tabs": _tabs(request, framework),
    }
    return render(request, "evaluation/coverage_projects.html", context)


def _project_url(request: NetworkRequest, project: Project) -> str:
    return reverse("projects:project_goals", args=[request.network.slug, project.pk])


def _items(request: NetworkRequest, framework: Framework, asked: Asked) -> list[FrameworkItem]:
    rows = FrameworkItem.objects.for_actor(request.actor).filter(framework=framework, axis=asked.axis)
    return list(rows.filter(parent__isnull=True).order_by("order", "id"))


def projects_export(request: NetworkRequest, pk: int) -> HttpResponse:
    """All projects against all items of a group: what the keepers think of it, or a mark where nobody rated."""
    framework = _load(request, pk)
    asked = Asked.read(request.GET, framework)
    items = _items(request, framework, asked)
    found = list(queries.counted_projects(request.actor, asked).order_by("sort_key", "id"))
    marks = queries.marks_of(request.actor, found, items)
    return spreadsheet(
        _("Coverage"),
        [_("Project"), *(f"{each.code} {each.title}" for each in items)],
        (
            [project.title_th, *(_told(marks.get((project.pk, item.pk))) for item in items)]
            for project in found
        ),
    )


def _told(mark: queries.Mark | None) -> str | int | None:
    if mark is None:
        return None
    return mark.rating if mark.rating is not None else _("yes")


def cell(request: NetworkRequest, pk: int) -> HttpResponse:
    """The projects that a cell counts, with how they serve it."""
    framework = _load(request, pk)
    if not request.GET.get("item"):
        return redirect(_address(request, "coverage_matrix", pk))
    asked = Asked.read(request.GET, framework)
    item = _item(request, framework, request.GET["item"])
    typed = request.GET.get("column", "")
    column = number_in(typed, digits=9)
    rows = queries.cell_rows(request.actor, asked, item, column, has_column=bool(typed))
    page = ListState.read(request, sorts=()).paginate(rows)
    shown: list[ProjectAlignment] = list(page.object_list)
    proofs = queries.evidence_of_rows(request.actor, shown)
    table = Table(
        key="cell",
        caption=_("Projects"),
        columns=(
            Column(_("Project")),
            Column(_("Serves")),
            Column(_("How it serves this")),
            Column(_("Evidence"), kind="number"),
            Column(_("Rating"), kind="number"),
        ),
        rows=[(each, proofs.get(each.pk, 0), _project_url(request, each.project)) for each in shown],
        page=page,
    )
    words = [_across(request, framework, column, asked) if typed else "", *_narrowed(request, asked)]
    context = {
        "framework": framework,
        "item": item,
        "across": " · ".join(filter(None, words)),
        "table": table,
        "way": _way(request, framework),
    }
    return render(request, "evaluation/coverage_cell.html", context)


def _across(request: NetworkRequest, framework: Framework, column: int | None, asked: Asked) -> str:
    """What stands in the column of a cell, in words."""
    if column is None:
        return _("as a whole") if asked.columns == LEVELS else _("not said")
    if asked.columns == YEARS:
        return said_year(column)
    if asked.columns == ORGANISATIONS:
        return _unit(request, column)
    found = FrameworkItem.objects.filter(framework=framework, pk=column).first()
    return str(found.title) if found else ""


def _unit(request: NetworkRequest, pk: int) -> str:
    found = Organisation.objects.for_actor(request.actor).filter(pk=pk).first()
    return str(found.name) if found else ""


def _narrowed(request: NetworkRequest, asked: Asked) -> list[str]:
    """Which projects alone are counted, in words."""
    return [
        _("Fiscal year %(year)s") % {"year": said_year(asked.year)} if asked.year is not None else "",
        _unit(request, asked.unit) if asked.unit is not None else "",
        str(Category(asked.category).label) if asked.category else "",
    ]


def _item(request: NetworkRequest, framework: Framework, typed: str) -> FrameworkItem:
    pk = number_in(typed, digits=9)
    if pk is None:
        raise Http404(typed)
    rows = FrameworkItem.objects.for_actor(request.actor).select_related("framework")
    return get_object_or_404(rows, framework=framework, pk=pk)


@require_POST
def plan(request: NetworkRequest, pk: int) -> HttpResponse:
    """An empty cell becomes an action."""
    framework = _load(request, pk)
    request.actor.must(policy.plan, on=framework)
    item = _item(request, framework, request.POST.get("item", ""))
    typed = request.POST.get("across", "")
    across = _item(request, framework, typed) if typed else None
    back = request.POST.get("next", "")
    here = _address(request, "coverage_matrix", pk)
    return run_act(
        request,
        lambda: plan_cell(by=request.actor, item=item, across=across),
        back if back.startswith(here) else here,
        _("An action was made of it. Say there who does it until when."),
    )
