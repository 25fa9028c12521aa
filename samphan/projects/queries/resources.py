"""What a project costs and who gives it; numbers that somebody stated beside what the record counts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Case, CharField, Count, DecimalField, F, Q, Sum, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from samphan.agreements.models import ResourceKind
from samphan.projects.models import (
    PartnerSide,
    PersonRole,
    Project,
    ProjectCourse,
    ProjectPartner,
    ProjectPerson,
    ProjectPlace,
    ProjectResource,
    ProjectServed,
    ProjectStated,
    StatedKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import Model, QuerySet
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor

CENT: Final = Decimal("0.01")
_NUMBER: Final = DecimalField(max_digits=20, decimal_places=2)
INTERNAL, OUTSIDE, NOBODY = "internal", "outside", ""
"""Givers that are no partner: the university's own budget, a funder outside the partnership, nobody named."""
GIVERS: Final[dict[str, _StrOrPromise]] = {
    **dict(PartnerSide.choices),
    INTERNAL: _("the university's own budget"),
    OUTSIDE: _("outside funders"),
    NOBODY: _("giver not named"),
}


def giver_side(resource: ProjectResource) -> str:
    """On which side the giver of a resource stands: the code of a side, or one of ``GIVERS``."""
    if resource.partner is not None:
        return resource.partner.side
    return INTERNAL if resource.is_internal else OUTSIDE if resource.giver else NOBODY


def giver_side_in_sql() -> Case:
    """The same as an expression over ``ProjectResource``."""
    return Case(
        When(partner__isnull=False, then=F("partner__side")),
        When(is_internal=True, then=Value(INTERNAL)),
        When(~Q(giver=""), then=Value(OUTSIDE)),
        default=Value(NOBODY),
        output_field=CharField(),
    )


@dataclass(slots=True)
class ValueSum:
    """Values in baht of some resources: ``count`` of them, of which ``unvalued`` say no value and are in no sum."""

    label: _StrOrPromise
    money: Decimal = Decimal(0)
    in_kind: Decimal = Decimal(0)
    count: int = 0
    unvalued: int = 0

    @property
    def total(self) -> Decimal:
        return self.money + self.in_kind

    def add(self, kind: str, value: Decimal | None, *, count: int = 1, unvalued: int | None = None) -> None:
        """One more resource, or some of one kind together."""
        self.count += count
        self.unvalued += (value is None) if unvalued is None else unvalued
        if kind == ResourceKind.MONEY:
            self.money += value or Decimal(0)
        else:
            self.in_kind += value or Decimal(0)


@dataclass(frozen=True, slots=True)
class ValueSums:
    """What is given by each side and of each kind, in baht, and all together."""

    by_side: Sequence[ValueSum]
    by_kind: Sequence[ValueSum]
    all: ValueSum


def sums(rows: Iterable[tuple[str, str, Decimal | None, int, int]]) -> ValueSums:
    """Sums of (side, kind, value, count, unvalued); what is on no side or of no kind is left out."""
    sides = {code: ValueSum(label) for code, label in GIVERS.items()}
    kinds = {code: ValueSum(label) for code, label in ResourceKind.choices}
    everything = ValueSum(pgettext("resources", "All together"))
    for side, kind, value, count, unvalued in rows:
        for each in (sides[side], kinds[kind], everything):
            each.add(kind, value, count=count, unvalued=unvalued)
    return ValueSums(
        [each for each in sides.values() if each.count],
        [each for each in kinds.values() if each.count],
        everything,
    )


@dataclass(frozen=True, slots=True)
class Resources:
    """What a project is given, with the sums by side and kind."""

    rows: Sequence[ProjectResource]
    sums: ValueSums


def resources(actor: Actor, project: Project) -> Resources:
    """For a project that the caller has loaded through ``for_actor``. One statement."""
    rows = list(
        ProjectResource.objects.for_actor(actor)
        .filter(project=project)
        .select_related("partner__organisation")
        .order_by("order", "id")
    )
    return Resources(
        rows,
        sums(
            (giver_side(each), each.kind, each.value_baht, 1, int(each.value_baht is None)) for each in rows
        ),
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """What the record itself counts: ``number`` over ``known`` rows of ``of``; None where none says anything."""

    number: Decimal | None
    known: int
    of: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A stated number beside the counted one. ``difference`` is counted − stated, None where either is not known."""

    stated: ProjectStated | None
    label: _StrOrPromise
    counted: Counted
    difference: Decimal | None

    @property
    def agrees(self) -> bool:
        """Whether the record bears out what was stated; "at least" is borne out by more, too."""
        if self.difference is None or self.stated is None:
            return False
        return self.difference >= 0 if self.stated.is_at_least else self.difference == 0


@dataclass(frozen=True, slots=True)
class Ratio:
    """What two stated numbers make: ``value`` of ``over`` for each of ``under``. Of lower bounds nothing is made."""

    label: _StrOrPromise
    value: Decimal
    over: ProjectStated
    under: ProjectStated


RATIOS: Final = (
    (StatedKind.BUDGET, StatedKind.PLACES, pgettext_lazy("ratio", "budget for each place, baht")),
    (
        StatedKind.BUDGET,
        StatedKind.DIRECT,
        pgettext_lazy("ratio", "budget for each person served directly, baht"),
    ),
    (StatedKind.DIRECT, StatedKind.PLACES, pgettext_lazy("ratio", "people served directly at each place")),
    (StatedKind.STAFF, StatedKind.PLACES, pgettext_lazy("ratio", "staff at each place")),
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """What was stated beside what is counted, what is counted and was never stated, and what stated numbers make."""

    stated: Sequence[Compared]
    only_counted: Sequence[Compared]
    ratios: Sequence[Ratio]


def numbers(actor: Actor, project: Project) -> Numbers:
    """For a project that the caller has loaded through ``for_actor``. Two statements."""
    rows = list(ProjectStated.objects.for_actor(actor).filter(project=project).order_by("kind", "id"))
    counted = counts([project.pk])[project.pk]
    labels = dict(StatedKind.choices)
    said = {each.kind for each in rows}
    return Numbers(
        [compare(each, counted[each.kind]) for each in rows],
        [
            Compared(None, labels[kind], found, None)
            for kind, found in counted.items()
            if kind not in said and found.number is not None
        ],
        [
            Ratio(label, ratio(over.number, under.number), over, under)
            for first, second, label in RATIOS
            for over in rows
            if over.kind == first
            for under in rows
            if under.kind == second and under.number and not (over.is_at_least or under.is_at_least)
        ],
    )


def ratio(over: Decimal, under: Decimal) -> Decimal:
    """``over`` for each of ``under``: to the cent, and to three places below ten."""
    exact = over / under
    return exact.quantize(CENT if exact >= 10 else Decimal("0.001"))


def compare(stated: ProjectStated, counted: Counted) -> Compared:
    """A stated number beside what the record counts; they are never merged."""
    difference = counted.number - stated.number if counted.number is not None else None
    return Compared(stated, stated.get_kind_display(), counted, difference)


_MEASURED: Final[Mapping[str, tuple[type[Model], Q, str]]] = {
    StatedKind.STAFF: (ProjectPerson, Q(side=PartnerSide.UNIVERSITY) & ~Q(role=PersonRole.STUDENT), ""),
    StatedKind.STUDENTS: (ProjectCourse, Q(is_degree=True), "enrolled"),
    StatedKind.DIRECT: (ProjectServed, Q(is_direct=True), "number"),
    StatedKind.INDIRECT: (ProjectServed, Q(is_direct=False), "number"),
    StatedKind.HOUSEHOLDS: (ProjectServed, Q(), "households"),
    StatedKind.PARTNERS: (ProjectPartner, ~Q(side=PartnerSide.UNIVERSITY), ""),
    StatedKind.PLACES: (ProjectPlace, Q(is_virtual=False), ""),
    StatedKind.BUDGET: (ProjectResource, Q(kind=ResourceKind.MONEY), "value_baht"),
}
"""By what is counted: in which rows, in which of them, and the number of each; rows themselves are counted without one."""


def counts(ids: Sequence[int]) -> dict[int, dict[str, Counted]]:
    """What the records of projects count, by project and by kind of a stated number. One statement, however many projects.

    ``ids`` are of projects that the reader may see.
    """

    def part(kind: str, model: type[Model], which: Q, field: str) -> QuerySet[Any]:
        rows = model._default_manager.filter(which, project__in=ids).order_by()  # noqa: SLF001 - Django's own name
        found: QuerySet[Any] = rows.values("project_id", what=Value(kind, output_field=CharField())).annotate(
            rows=Count("pk"),
            known=Count(field or "pk"),
            total=Cast(Sum(field) if field else Count("pk"), _NUMBER),
        )
        return found

    first, *others = (part(kind, *measured) for kind, measured in _MEASURED.items())
    found = {pk: dict.fromkeys(_MEASURED, Counted(None, 0, 0)) for pk in ids}
    for row in first.union(*others, all=True):
        found[row["project_id"]][row["what"]] = Counted(row["total"], row["known"], row["rows"])
    return found
