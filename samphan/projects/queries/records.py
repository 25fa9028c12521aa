"""The list of projects: searched, sorted, narrowed; in a number of statements that does not grow with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import F, Q

from samphan.directory.models import Organisation
from samphan.kit.bilingual import Text
from samphan.kit.numbers import number_in
from samphan.projects.models import (
    ACTIVE_STATES,
    Category,
    ChangeDomain,
    Mission,
    PartnerSide,
    Project,
    ProjectAlignment,
    ProjectPartner,
    ProjectPlace,
    ProjectState,
    ReviewState,
    Visibility,
    in_fiscal_year,
)
from samphan.projects.queries.findable import PROJECT, hits
from samphan.projects.queries.orders import by_life, ordered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState
    from samphan.projects.queries.orders import Orders

SORTS: Final = ("title", "from", "changed", "state")
FILTERS: Final = (
    "mine", "state", "record", "category", "theme", "mission", "domain", "province", "year", "organisation", "series", "item",
    "unreported",
)  # fmt: skip
ACTIVE: Final = "active"
"""A value of the filter by state: those on which people work."""
_ORDERS: Final[Orders] = {
    "title": F("sort_key"), "from": F("starts"), "changed": F("changed_at"), "state": by_life(ProjectState),
}  # fmt: skip
#: Filters by a coded field: name of the filter → field and its codes.
_CODED: Final[dict[str, tuple[str, Sequence[str]]]] = {
    "record": ("review", ReviewState.values),
    "category": ("category", [*Category.values, "none"]),
    "mission": ("missions__contains", Mission.values),
    "domain": ("domains__contains", ChangeDomain.values),
}
_LONGEST_YEAR: Final = 9_999


def records(actor: Actor, state: ListState) -> QuerySet[Project]:
    """What the list shows of the projects that the actor may see."""
    found: QuerySet[Project] = Project.objects.for_actor(actor)
    if state.query:
        found = found.filter(found_by(state.query))
    found = _narrowed(actor, found, {name: value for name, value in state.filters.items() if value})
    return found.order_by(ordered(_ORDERS, state), "id")


def found_by(words: str) -> Q:
    """Projects that a search finds, among those that the reader may see. One statement.

    Private records stand in no search; who may see them finds them by their title.
    """
    titled = Q(title_th__icontains=words) | Q(title_en__icontains=words)
    return Q(pk__in=hits(PROJECT, words)) | Q(visibility=Visibility.PRIVATE) & titled


def _narrowed(actor: Actor, found: QuerySet[Project], wanted: dict[str, str]) -> QuerySet[Project]:
    if wanted.get("mine"):
        found = found.filter(keeper_id=actor.user_id or 0)
    if (value := wanted.get("state")) == ACTIVE:
        found = found.filter(state__in=ACTIVE_STATES)
    elif value in ProjectState.values:
        found = found.filter(state=value)
    for name, (field, codes) in _CODED.items():
        if (value := wanted.get(name)) in codes:
            meant: Any = "" if value == "none" else [value] if field.endswith("contains") else value
            found = found.filter(**{field: meant})
    for name, field in (("theme", "theme_id"), ("series", "series_id")):
        if value := wanted.get(name):
            found = found.filter(**{field: number_in(value) or 0})
    return _by_rows(actor, found, wanted)


def _by_rows(actor: Actor, found: QuerySet[Project], wanted: dict[str, str]) -> QuerySet[Project]:
    """Narrowed by what stands in rows of the record, and by years."""
    if value := wanted.get("province"):
        here = ProjectPlace.objects.filter(network_id=actor.network_id, province=value)
        found = found.filter(pk__in=here.values("project_id"))
    if value := wanted.get("organisation"):
        records = Organisation.objects.one_with(number_in(value) or 0).values("pk")
        of = ProjectPartner.objects.filter(network_id=actor.network_id, organisation__in=records)
        found = found.filter(pk__in=of.values("project_id"))
    if value := wanted.get("item"):
        pk = number_in(value) or 0
        serve = ProjectAlignment.objects.filter(Q(item_id=pk) | Q(across_id=pk), network_id=actor.network_id)
        found = found.filter(pk__in=serve.values("project_id"))
    if (value := wanted.get("year")) and 1 < (year := number_in(value) or 0) <= _LONGEST_YEAR:
        found = found.filter(in_fiscal_year(year))
    if (value := wanted.get("unreported")) and 1 < (year := number_in(value) or 0) <= _LONGEST_YEAR:
        found = found.filter(unreported(year))
    return found


def unreported(year: int) -> Q:
    """Approved projects that ran in a fiscal year and of which nobody has said anything about it."""
    from samphan.projects.queries.years import ends_of_fiscal_year

    first, last = ends_of_fiscal_year(year)
    runs = (
        Q(review=ReviewState.APPROVED, starts__startswith__lte=last)
        & (Q(ends__isnull=True) | Q(ends__endswith__gt=first))
        & Q(state__in=[ProjectState.AGREED, ProjectState.UNDER_WAY, ProjectState.CLOSING])
    )
    return runs & ~Q(years__year=year)


@dataclass(frozen=True, slots=True)
class Sides:
    """Who stands in a row of the list: the name of the leading organisation, and how many on each side."""

    lead: str = ""
    university: int = 0
    society: int = 0
    other: int = 0


def sides(actor: Actor, ids: Sequence[int]) -> dict[int, Sides]:
    """The partners of the projects of a page. One statement."""
    counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    leads: dict[int, str] = {}
    rows = ProjectPartner.objects.filter(network_id=actor.network_id, project__in=list(ids))
    for pk, side, is_lead, name, th, en in rows.values_list(
        "project_id", "side", "is_lead", "name", "organisation__name_th", "organisation__name_en"
    ):
        counts[pk][side] += 1
        if is_lead:
            leads[pk] = Text.of(th, en) if th else name
    return {
        pk: Sides(
            leads.get(pk, ""),
            counts[pk][PartnerSide.UNIVERSITY],
            counts[pk][PartnerSide.SOCIETY],
            counts[pk][PartnerSide.OTHER],
        )
        for pk in ids
    }
