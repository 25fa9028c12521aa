"""How far the approved projects of a network cover a framework: a matrix, its gaps, and what was made of them.

A cell counts approved projects, the pieces of evidence that support their alignments, and the mean of the ratings with
how many rated. Everything is counted in the database, in one statement.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import Count, F, IntegerField, Q, Sum, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.directory.models import Organisation
from samphan.engagement.models import Evidence
from samphan.evaluation.models import CoverageAction
from samphan.frameworks.models import FrameworkItem
from samphan.kit.formats import year as said_year
from samphan.kit.numbers import number_in
from samphan.kit.statements import statement_of
from samphan.projects.models import ActionState, Category, Project, ProjectAlignment, ProjectPartner
from samphan.projects.models.project import counted
from samphan.projects.queries.years import fiscal_year, fiscal_year_in_sql

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from django.db.models import Model, QuerySet
    from django.http import QueryDict
    from django.utils.functional import _StrOrPromise

    from samphan.frameworks.models import Framework
    from samphan.kit.actor import Actor

LEVELS: Final = "levels"
YEARS: Final = "years"
ORGANISATIONS: Final = "organisations"
MOST_COLUMNS: Final = 12
"""So many organisations stand in columns, those with the most projects; how many more there are is said."""
MOST_YEARS: Final = 10
ACTS: Final[dict[str, _StrOrPromise]] = {"plan_cell": gettext_lazy("made an action of an empty cell")}

type Key = int | None
"""What a column stands for: an item, a year (Christian era), an organisation; None is "not said"."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked for: what stands in the columns, and which projects are counted."""

    columns: str = LEVELS
    axis: str = ""
    year: int | None = None
    unit: int | None = None
    category: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether some projects are not asked for."""
        return self.year is not None or self.unit is not None or bool(self.category)

    @classmethod
    def read(cls, given: QueryDict, framework: Framework) -> Asked:
        """Read the address forgivingly: what is unknown is not asked for."""
        axes = axes_of(framework)
        axis = given.get("axis", "")
        axis = axis if axis in axes else axes[0]
        # Other groups of a matrix have no levels.
        has_levels = framework.is_matrix and axis == framework.matrix_rows
        offered = [LEVELS, YEARS, ORGANISATIONS] if has_levels else [YEARS, ORGANISATIONS]
        columns, category = given.get("columns", ""), given.get("category", "")
        return cls(
            columns=columns if columns in offered else offered[0],
            axis=axis,
            year=number_in(given.get("year"), digits=4),
            unit=number_in(given.get("unit")),
            category=category if category in Category.values else "",
        )


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a cell counts. ``mean`` is None where nobody rated."""

    projects: int = 0
    evidence: int = 0
    rated: int = 0
    mean: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    key: Key
    label: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where it stands, what it counts, and the actions that are to fill it."""

    item: FrameworkItem
    column: Column
    numbers: Numbers
    actions: Sequence[CoverageAction] = ()
    is_gap: bool = False
    """Empty, and of a kind that can be filled: a year that is over cannot."""

    @property
    def across(self) -> Key:
        return self.column.key

    @property
    def is_planned(self) -> bool:
        """Whether an open action is to fill it: one that is over and left it empty no longer is."""
        return any(made.action.state == ActionState.OPEN for made in self.actions)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the matrix."""

    item: FrameworkItem
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole matrix."""

    framework: Framework
    asked: Asked
    columns: Sequence[Column]
    lines: Sequence[Line]
    projects: int
    """Approved projects with these filters, whether they are aligned with anything or not."""
    more: int = 0
    """Columns that are left out."""
    gaps: Sequence[Cell] = field(default_factory=list)

    @property
    def of(self) -> int:
        """How many cells could be filled: not the column of what was aligned as a whole."""
        if self.asked.columns != LEVELS:
            return len(self.lines)
        return sum(cell.across is not None for line in self.lines for cell in line.cells)

    @property
    def covered(self) -> int:
        return self.of - len(self.gaps)


def axes_of(framework: Framework) -> list[str]:
    """The groups of a framework that can stand in the rows, the rows of its matrix first."""
    known = [each["code"] for each in framework.axes if not each.get("inside")]
    if framework.is_matrix:
        rest = {framework.matrix_rows, framework.matrix_columns}
        return [framework.matrix_rows, *(each for each in known if each not in rest)]
    return known or ["item"]


def coverage(actor: Actor, framework: Framework, asked: Asked, *, is_whole: bool = False) -> Coverage:
    """The matrix of a framework that the caller loaded through ``for_actor``. Three or four statements.

    ``is_whole`` leaves out no column, however many there are: for a workbook.
    """
    items = list(FrameworkItem.objects.for_actor(actor).filter(framework=framework).order_by("order", "id"))
    rows = [each for each in items if each.axis == asked.axis and each.parent_id is None]
    is_matrix = asked.columns == LEVELS
    inside = any(each.get("inside") == asked.axis for each in framework.axes) or _has_parts(items, asked.axis)
    shown = {each.pk for each in rows}
    shown |= {each.pk for each in items if each.parent_id in shown}
    counted, projects = _counted(actor, shown, asked, is_deep=inside, is_matrix=is_matrix)
    columns, more = (
        (_level_columns(framework, items, counted), 0)
        if is_matrix
        else _other_columns(actor, asked, counted, is_whole=is_whole)
    )
    planned = _planned(actor, framework)
    lines = []
    gaps: list[Cell] = []
    for item in rows:
        found = counted.get(item.pk, {})
        is_bare = not any(each.projects for each in found.values())
        cells = []
        for column in columns:
            numbers = found.get(column.key, Numbers())
            is_gap = is_matrix and not numbers.projects and column.key is not None
            actions = planned.get((item.pk, column.key), ()) if is_matrix else ()
            cells.append(Cell(item, column, numbers, actions, is_gap))
        lines.append(Line(item, cells))
        gaps += [each for each in cells if each.is_gap]
        if not is_matrix and is_bare:
            none = Column(None, "")
            gaps.append(Cell(item, none, Numbers(), planned.get((item.pk, None), ()), is_gap=True))
    return Coverage(framework, asked, columns, lines, projects, more, gaps)


def _has_parts(items: Sequence[FrameworkItem], axis: str) -> bool:
    return any(each.parent_id is not None and each.axis == axis for each in items)


def aligned(actor: Actor, items: Collection[int], asked: Asked) -> QuerySet[ProjectAlignment]:
    """The alignments of approved projects with some items that the filters let through."""
    rows = ProjectAlignment.objects.for_actor(actor).filter(item__in=items)
    return _narrowed(rows.exclude(project__in=_left_out(actor)), asked, "project__")


def counted_projects(actor: Actor, asked: Asked) -> QuerySet[Project]:
    """The approved projects that the filters let through."""
    return _narrowed(Project.objects.for_actor(actor).counted(), asked, "")


def _proofs(actor: Actor, items: Collection[int], asked: Asked) -> QuerySet[Evidence]:
    """The evidence of what ``aligned`` gives, asked for itself: as a part of another query it takes five times as long."""
    rows = Evidence.objects.for_actor(actor).filter(alignment__item__in=items, withdrawn_at__isnull=True)
    return _narrowed(rows.exclude(project__in=_left_out(actor)), asked, "project__")


def _left_out(actor: Actor) -> QuerySet[Project, Any]:
    """The projects that no total may count, mostly few.

    To leave these out takes half of the time that a join with all others takes.
    """
    return Project.objects.filter(network=actor.network_id).exclude(counted()).order_by().values("pk")


def _narrowed[M: Model](rows: QuerySet[M], asked: Asked, prefix: str) -> QuerySet[M]:
    if asked.year is not None:
        dated: Any = rows.annotate(asked_year=fiscal_year_in_sql(prefix))
        rows = dated.filter(asked_year=asked.year)
    if asked.category:
        rows = rows.filter(**{f"{prefix}category": asked.category})
    if asked.unit is not None:
        unit = Organisation.objects.one_with(asked.unit).values("pk")
        led = ProjectPartner.objects.filter(is_lead=True).filter(
            Q(organisation__in=unit) | Q(organisation__parent__in=unit)
        )
        rows = rows.filter(**{f"{prefix}id__in": led.values("project")})
    return rows


def _counted(
    actor: Actor, items: Collection[int], asked: Asked, *, is_deep: bool, is_matrix: bool
) -> tuple[dict[int, dict[Key, Numbers]], int]:
    """Item → column → numbers, and how many projects there are. One statement.

    A project is counted once in a cell, whatever number of parts or columns of the framework lead there.
    """
    make = _by_level if is_matrix else _by_project
    statement, values = make(actor, items, asked, is_deep=is_deep)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        told = cursor.fetchall()
    found: dict[int, dict[Key, Numbers]] = defaultdict(dict)
    total = 0
    for row, column, number, evidence, rated, ratings in told:
        if row is None:
            total = number
            continue
        # The evidence of a matrix comes in lines of its own.
        before = found[row].get(column, Numbers())
        found[row][column] = Numbers(
            before.projects + number,
            before.evidence + (evidence or 0),
            before.rated + rated,
            ratings / rated if rated else before.mean,
        )
    return found, total


def _by_level(
    actor: Actor, items: Collection[int], asked: Asked, *, is_deep: bool
) -> tuple[str, Sequence[Any]]:
    """The statement of a matrix whose columns are said by the alignments themselves, counted in their index alone."""
    nothing = Value(0, output_field=IntegerField())
    # A project stands once in a cell by its constraint; only by another part it may come again.
    number = Count("project", distinct=True) if is_deep else Count("*")
    parts = (
        aligned(actor, items, asked)
        .order_by()
        .annotate(row=_row(is_deep=is_deep), col=F("across_id"))
        .values("row", "col")
        .annotate(number=number, evidence=nothing, rated=Count("rating"), ratings=Sum("rating"))
    )
    proofs = (
        _proofs(actor, items, asked)
        .order_by()
        .annotate(row=_row("alignment__", is_deep=is_deep), col=F("alignment__across_id"))
        .values("row", "col")
        .annotate(number=nothing, evidence=Count("id"), rated=nothing, ratings=nothing)
    )
    nobody = Value(None, output_field=IntegerField())
    every = (
        counted_projects(actor, asked)
        .order_by()
        .annotate(row=nobody, col=nobody)
        .values("row", "col")
        .annotate(number=Count("id"), evidence=nothing, rated=nothing, ratings=nothing)
    )
    names = ("row", "col", "number", "evidence", "rated", "ratings")
    return statement_of(
        parts.values_list(*names).union(proofs.values_list(*names), every.values_list(*names), all=True)
    )


def _by_project(
    actor: Actor, items: Collection[int], asked: Asked, *, is_deep: bool
) -> tuple[str, Sequence[Any]]:
    """The statement of a matrix whose columns are said by the projects: their years, or who leads them.

    The alignments of a project with a row are put together first, with their evidence, so that the projects of a cell
    need only be counted: to tell different ones apart among all alignments takes twice as long. What is summed is kept
    short, because the database adds up long integers digit by digit.
    """
    # Whom the join with the projects keeps is not asked twice, unless it keeps few.
    every_one = ProjectAlignment.objects.for_actor(actor).filter(item__in=items)
    served = (aligned(actor, items, asked) if asked.is_narrow else every_one).order_by()
    rows: QuerySet[Any, Any] = served.annotate(row=_row(is_deep=is_deep))
    served_sql, served_values = statement_of(rows.values_list("pk", "row", "project", "rating"))
    proved = Evidence.objects.for_actor(actor).filter(alignment__isnull=False, withdrawn_at__isnull=True)
    number = Cast(Count("id"), IntegerField())
    proved_sql, proved_values = statement_of(
        proved.order_by().values("alignment").annotate(number=number).values_list("alignment", "number")
    )
    year = Cast(fiscal_year_in_sql(), IntegerField())
    every = counted_projects(actor, asked).order_by().annotate(year=year)
    every_sql, every_values = statement_of(every.values_list("pk", "year"))
    kept = Coalesce("organisation__merged_into", "organisation")
    leads = ProjectPartner.objects.for_actor(actor).filter(is_lead=True).order_by().annotate(kept=kept)
    leads_sql, leads_values = statement_of(leads.values_list("project", "kept"))
    column, placed = "p.year", ""
    if asked.columns == ORGANISATIONS:
        column, placed = "l.organisation", "join leads l on l.project = p.id"
    statement = f"""
        with every(id, year) as materialized ({every_sql}),
            leads(project, organisation) as ({leads_sql}),
            proved(alignment, number) as ({proved_sql})
        select s.row, {column}, count(*), sum(s.evidence), sum(s.rated), sum(s.ratings)
        from (
            select a.row, a.project, count(a.rating)::int as rated, sum(a.rating)::int as ratings,
                sum(proved.number)::int as evidence
            from ({served_sql}) a(id, row, project, rating) left join proved on proved.alignment = a.id
            group by 1, 2
        ) s join every p on p.id = s.project {placed}
        group by 1, 2
        union all select null, null, count(*), 0, 0, 0 from every
    """  # noqa: S608 - put together of statements that Django made; every value is passed apart
    return statement, [*every_values, *leads_values, *proved_values, *served_values]


def _row(prefix: str = "", *, is_deep: bool) -> Any:
    """The item in whose row an alignment stands: its own, or that of which it is a part."""
    return Coalesce(f"{prefix}item__parent_id", f"{prefix}item_id") if is_deep else F(f"{prefix}item_id")


def _level_columns(
    framework: Framework, items: Iterable[FrameworkItem], counted: Mapping[int, Mapping[Key, Numbers]]
) -> list[Column]:
    columns = [Column(each.pk, str(each.title)) for each in items if each.axis == framework.matrix_columns]
    if any(None in each for each in counted.values()):
        columns.append(Column(None, _("as a whole")))
    return columns


def _other_columns(
    actor: Actor, asked: Asked, counted: Mapping[int, Mapping[Key, Numbers]], *, is_whole: bool
) -> tuple[list[Column], int]:
    """Years in order, or the organisations with the most projects; and how many are left out."""
    sums: dict[Key, int] = defaultdict(int)
    for found in counted.values():
        for key, numbers in found.items():
            sums[key] += numbers.projects
    if asked.columns == YEARS:
        years = sorted(each for each in sums if each is not None)
        more = 0 if is_whole else max(0, len(years) - MOST_YEARS)
        shown = [Column(each, said_year(each)) for each in years[more:]]
    else:
        most = sorted((each for each in sums if each is not None), key=lambda each: (-sums[each], each))
        more = 0 if is_whole else max(0, len(most) - MOST_COLUMNS)
        names = (
            Organisation.objects.for_actor(actor)
            .filter(pk__in=most[: len(most) - more])
            .order_by("sort_key", "id")
        )
        shown = [Column(each.pk, str(each.name)) for each in names]
    if None in sums:
        shown.append(Column(None, _("not said")))
    return shown, more


def _planned(actor: Actor, framework: Framework) -> dict[tuple[int, Key], list[CoverageAction]]:
    found: dict[tuple[int, Key], list[CoverageAction]] = defaultdict(list)
    rows = CoverageAction.objects.for_actor(actor).filter(item__framework=framework)
    for each in rows.select_related("action").order_by("-id"):
        found[each.item_id, each.across_id].append(each)
    return found


def cell_rows(
    actor: Actor, asked: Asked, item: FrameworkItem, column: Key, *, has_column: bool
) -> QuerySet[ProjectAlignment]:
    """The alignments that a cell counts, by the title of their project, each with ``evidence``."""
    parts = FrameworkItem.objects.for_actor(actor).filter(parent=item).values_list("pk", flat=True)
    rows = aligned(actor, {item.pk, *parts}, asked)
    if has_column:
        if asked.columns == LEVELS:
            rows = rows.filter(across=column)
        elif asked.columns == ORGANISATIONS:
            unit = Q(project__partners__organisation=None)
            if column is not None:
                records = Organisation.objects.one_with(column).values("pk")
                unit = Q(project__partners__organisation__in=records)
            rows = rows.filter(unit, project__partners__is_lead=True)
        else:
            rows = rows.annotate(col=fiscal_year_in_sql("project__")).filter(col=column)
    return rows.select_related("project", "item", "across").order_by("project__sort_key", "project_id", "id")


@dataclass(frozen=True, slots=True)
class Mark:
    """A project serves an item: the best rating that its keepers gave, and how much evidence there is."""

    rating: int | None
    evidence: int


def marks_of(
    actor: Actor, projects: Sequence[Project], items: Sequence[FrameworkItem]
) -> dict[tuple[int, int], Mark]:
    """(project, item) → mark, an item being served also by its parts. Two statements."""
    wanted = {each.pk for each in items}
    rows = ProjectAlignment.objects.for_actor(actor).filter(
        Q(item__in=wanted) | Q(item__parent__in=wanted), project__in=[each.pk for each in projects]
    )
    found = list(rows.select_related("item"))
    proofs = evidence_of_rows(actor, found)
    marks: dict[tuple[int, int], Mark] = {}
    for each in found:
        at = each.project_id, each.item_id if each.item_id in wanted else each.item.parent_id or 0
        before = marks.get(at, Mark(None, 0))
        ratings = [rating for rating in (before.rating, each.rating) if rating is not None]
        marks[at] = Mark(max(ratings, default=None), before.evidence + proofs.get(each.pk, 0))
    return marks


def evidence_of_rows(actor: Actor, rows: Iterable[ProjectAlignment]) -> dict[int, int]:
    """How many pieces of evidence support each of some alignments. One statement."""
    found = Evidence.objects.for_actor(actor).filter(
        alignment__in=[each.pk for each in rows], withdrawn_at__isnull=True
    )
    counted = found.order_by().values("alignment").annotate(number=Count("id"))
    return dict(counted.values_list("alignment", "number"))


def units(actor: Actor) -> list[tuple[str, str]]:
    """Who leads projects, as choices of a filter in Thai order. One statement."""
    leads = ProjectPartner.objects.for_actor(actor).filter(is_lead=True).values("organisation")
    found = Organisation.objects.for_actor(actor).standing_for(leads).order_by("sort_key", "id")
    return [(str(each.pk), str(each.name)) for each in found.only("name_th", "name_en")]


def years(today: dt.date, asked: Asked) -> list[int]:
    """The last fiscal years (Christian era), the latest first, and the one that was asked for. No statement."""
    present = fiscal_year(today)
    shown = {present - back for back in range(MOST_YEARS)}
    if asked.year is not None:
        shown.add(asked.year)
    return sorted(shown, reverse=True)
