"""What the projects of a network come to: counted over approved records, in four statements however many there are.

Drafts never count. Each figure says of how many projects it is known; what was counted and what was estimated stay apart.
A project is counted in the fiscal year that its record says, or in which it began.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db.models import (
    CharField,
    Count,
    DecimalField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import Sector
from samphan.directory.queries.places import is_province, province_name
from samphan.kit.numbers import number_in
from samphan.projects.models import (
    Category,
    ChangeDomain,
    Mission,
    PartnerSide,
    Project,
    ProjectCourse,
    ProjectPartner,
    ProjectPlace,
    ProjectResource,
    ProjectServed,
)
from samphan.projects.queries.resources import ValueSums, giver_side_in_sql, sums
from samphan.projects.queries.side import one_partner
from samphan.projects.queries.years import fiscal_year_in_sql

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from django.db.models import Model
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor

FILTERS: Final = ("year", "category", "mission", "province", "sector", "domain")
NOT_SAID: Final = ""
PARTNERS: Final = (
    (PartnerSide.SOCIETY, _("Partners of society, each counted once")),
    (PartnerSide.OTHER, _("Other institutions, each counted once")),
    (PartnerSide.UNIVERSITY, _("Units of universities, each counted once")),
)
PEOPLE: Final = (
    ("served", "true", _("People served directly, counted"), _("People served directly, estimated")),
    ("served", "false", _("People served indirectly, counted"), _("People served indirectly, estimated")),
    (
        "course",
        "true",
        _("Students in courses of a degree, counted"),
        _("Students in courses of a degree, estimated"),
    ),
    (
        "course",
        "false",
        _("People in trainings without a degree, counted"),
        _("People in trainings without a degree, estimated"),
    ),
)
"""Which rows they stand in, of which kind, and what they are called."""
_TEXT: Final = CharField()
_NUMBER: Final = DecimalField(max_digits=20, decimal_places=2)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a breakdown: its code in the filter, its words, how many projects."""

    code: str
    label: _StrOrPromise
    count: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Projects by one of the filters. A project may stand in several lines; ``known`` of ``of`` stand in any."""

    name: str
    label: _StrOrPromise
    lines: Sequence[Line]
    known: int
    of: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number over projects, None where none says it; ``known`` of them do."""

    label: _StrOrPromise
    number: Decimal | None
    known: int


@dataclass(slots=True)
class Totals:
    """Everything on the page of numbers."""

    projects: int
    years: Sequence[int]
    breakdowns: Sequence[Breakdown]
    figures: Sequence[Figure]
    resources: ValueSums
    valued: int
    """Projects of which at least one resource has a value."""
    provinces: Mapping[str, int] = field(default_factory=dict)


def counted_projects(actor: Actor, filters: Mapping[str, str]) -> QuerySet[Project]:
    """The approved projects that the actor may see, narrowed as asked; values that mean nothing narrow nothing."""
    found = Project.objects.for_actor(actor).counted()
    if (year := number_in(filters.get("year"), digits=4)) is not None:
        found = found.alias(fiscal=fiscal_year_in_sql()).filter(fiscal=year)
    if (category := filters.get("category")) in Category.values:
        found = found.filter(category=category)
    if (mission := filters.get("mission")) in Mission.values:
        found = found.filter(missions__contains=[mission])
    if (domain := filters.get("domain")) in ChangeDomain.values:
        found = found.filter(domains__contains=[domain])
    if theme := filters.get("theme"):
        found = found.filter(theme_id=number_in(theme) or 0)
    if is_province(province := filters.get("province", "")):
        found = found.filter(_has(ProjectPlace, Q(province=province)))
    if (sector := filters.get("sector")) in Sector.values:
        partners = ProjectPartner.objects.annotate(at=_sector()).filter(project=OuterRef("pk"), at=sector)
        found = found.filter(Exists(partners))
    return found


def totals(actor: Actor, filters: Mapping[str, str]) -> Totals:
    """The numbers of the approved projects that the actor may see, narrowed by ``filters``. Four statements."""
    projects = counted_projects(actor, filters)
    known = _known(projects)
    parts = _parts(projects)
    groups = _groups(projects)
    years = (
        Project.objects.for_actor(actor)
        .counted()
        .annotate(fiscal=fiscal_year_in_sql())
        .exclude(fiscal=None)
        .order_by("-fiscal")
        .values_list("fiscal", flat=True)
        .distinct()
    )
    every = known["projects"]
    provinces = {row["one"]: row["projects"] for row in parts["place"] if row["one"]}
    sectors = {row["one"]: row["projects"] for row in parts["sector"]}
    return Totals(
        projects=every,
        years=list(years),
        breakdowns=[
            Breakdown(
                "year",
                _("Fiscal year"),
                [Line(code, code, n) for code, n in sorted(groups["year"].items(), reverse=True) if code],
                every - groups["year"][NOT_SAID],
                every,
            ),
            _coded(
                "category",
                _("Category"),
                Category.choices,
                groups["category"],
                every,
                every - groups["category"][NOT_SAID],
            ),
            _coded(
                "mission",
                _("Missions"),
                Mission.choices,
                groups["mission"],
                every,
                every - groups["mission"][NOT_SAID],
            ),
            _coded(
                "domain",
                _("Domains of change"),
                ChangeDomain.choices,
                groups["domain"],
                every,
                every - groups["domain"][NOT_SAID],
            ),
            Breakdown(
                "province",
                _("Province"),
                [
                    Line(code, str(province_name(code)), n)
                    for code, n in sorted(provinces.items(), key=lambda each: (-each[1], each[0]))
                ],
                known["placed"],
                every,
            ),
            _coded("sector", _("Sector of the partners"), Sector.choices, sectors, every, known["sectored"]),
        ],
        figures=_figures(parts),
        resources=sums(
            (row["one"], row["two"], row["total"], row["rows"], row["rows"] - row["known"])
            for row in parts["resource"]
        ),
        valued=known["valued"],
        provinces=provinces,
    )


def _coded(
    name: str,
    label: _StrOrPromise,
    choices: Sequence[tuple[str, _StrOrPromise]],
    counts: Mapping[str, int],
    of: int,
    known: int,
) -> Breakdown:
    lines = [Line(code, words, counts[code]) for code, words in choices if counts.get(code)]
    return Breakdown(name, label, sorted(lines, key=lambda each: -each.count), known, of)


def _figures(parts: Mapping[str, list[dict[str, Any]]]) -> list[Figure]:
    """Partners, each once; people, those who were counted and those who were estimated apart."""
    sides = {row["one"]: row for row in parts["side"]}
    found = [
        Figure(
            label,
            sides[side]["total"] if side in sides else None,
            sides[side]["projects"] if side in sides else 0,
        )
        for side, label in PARTNERS
    ]
    for what, one, counted, estimated in PEOPLE:
        told = {
            row["two"]: Figure(label, row["total"], row["projects"])
            for row in parts[what]
            for two, label in (("true", counted), ("false", estimated))
            if (row["one"], row["two"]) == (one, two) and row["total"] is not None
        }
        found += [told[two] for two in ("true", "false") if two in told] or [Figure(counted, None, 0)]
    return found


def _has(model: type[Model], which: Q) -> Exists:
    return Exists(model._default_manager.filter(which, project=OuterRef("pk")))  # noqa: SLF001 - Django's own name


def _known(projects: QuerySet[Project]) -> dict[str, int]:
    """How many projects there are, and how many of them say each figure. One statement."""
    sectored = ProjectPartner.objects.annotate(at=_sector()).filter(~Q(at=NOT_SAID), project=OuterRef("pk"))
    tests: dict[str, Exists] = {
        "placed": _has(ProjectPlace, ~Q(province="")),
        "sectored": Exists(sectored),
        "valued": _has(ProjectResource, Q(value_baht__isnull=False)),
    }
    found: dict[str, int] = projects.alias(**{f"is_{name}": test for name, test in tests.items()}).aggregate(
        projects=Count("pk"), **{name: Count("pk", filter=Q(**{f"is_{name}": True})) for name in tests}
    )
    return found


def _sector() -> Coalesce:
    """The sector of a partner in its project: its own, else that of the directory; "" where nobody says it."""
    return Coalesce(NullIf("sector", Value("")), "organisation__sector", Value(""))


def _parts(projects: QuerySet[Project]) -> dict[str, list[dict[str, Any]]]:
    """Sums over the rows of the projects: what → lines of (one, two, total, rows, known, projects). One statement."""
    inside = {"project__in": projects.order_by().values("pk")}
    nothing = Value("", output_field=_TEXT)

    def lines(
        model: type[Model], what: str, one: Any, two: Any, total: Any, known: Any, said: Q | None = None
    ) -> QuerySet[Any]:
        rows = model._default_manager.filter(**inside).order_by()  # noqa: SLF001 - Django's own name
        found: QuerySet[Any] = rows.values(what=Value(what, output_field=_TEXT), one=one, two=two).annotate(
            total=total,
            rows=Count("pk"),
            known=known,
            projects=Count("project_id", distinct=True, filter=said),
        )
        return found

    nobody = Cast(Value(None), _NUMBER)
    every = (
        lines(ProjectPlace, "place", F("province"), nothing, nobody, Count("pk")),
        lines(ProjectPartner, "sector", _sector(), nothing, nobody, Count("pk")),
        lines(ProjectPartner, "side", F("side"), nothing, Cast(Count(one_partner(), distinct=True), _NUMBER), Count("pk")),
        lines(
            ProjectServed, "served", Cast("is_direct", _TEXT), Cast("is_counted", _TEXT), Cast(Sum("number"), _NUMBER), Count("number"),
            Q(number__isnull=False),
        ),
        lines(
            ProjectCourse, "course", Cast("is_degree", _TEXT), Cast("is_enrolled_counted", _TEXT), Cast(Sum("enrolled"), _NUMBER),
            Count("enrolled"), Q(enrolled__isnull=False),
        ),
        lines(ProjectResource, "resource", giver_side_in_sql(), F("kind"), Cast(Sum("value_baht"), _NUMBER), Count("value_baht")),
    )  # fmt: skip
    found: dict[str, list[dict[str, Any]]] = {
        what: [] for what in ("place", "sector", "side", "served", "course", "resource")
    }
    for row in every[0].union(*every[1:], all=True):
        found[row["what"]].append(row)
    return found


def _groups(projects: QuerySet[Project]) -> dict[str, Counter[str]]:
    """Projects by year, category, mission and domain; "" counts those that do not say it. One statement."""
    found: dict[str, Counter[str]] = {name: Counter() for name in ("year", "category", "mission", "domain")}
    rows = (
        projects.order_by()
        .values("category", "missions", "domains", fiscal=fiscal_year_in_sql())
        .annotate(n=Count("pk"))
    )
    for row in rows:
        found["year"][str(row["fiscal"] or NOT_SAID)] += row["n"]
        found["category"][row["category"]] += row["n"]
        for name, codes in (("mission", row["missions"]), ("domain", row["domains"])):
            for code in set(codes) or {NOT_SAID}:
                found[name][code] += row["n"]
    return found
