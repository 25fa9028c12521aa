"""The library of case studies: searched, sorted, narrowed, on a map; in a number of statements that does not grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Count, F, Func, Q

from samphan.directory.queries.maps import province_map
from samphan.directory.queries.places import is_province, province_name
from samphan.frameworks.models import FrameworkItem
from samphan.kit.numbers import number_in
from samphan.knowledge.models import CaseState, CaseStudy
from samphan.knowledge.queries.findable import CASE
from samphan.projects.models import ChangeDomain, Project, ProjectAlignment
from samphan.projects.queries.findable import hits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor
    from samphan.kit.components import AreaMap, ListState

SORTS: Final = ("title", "year", "changed")
FILTERS: Final = ("theme", "province", "domain", "item", "year", "state", "whose")
PUBLIC_FILTERS: Final = ("province", "domain", "year")
OWN, ELSEWHERE = "own", "elsewhere"
_ORDERS: Final = {"title": "sort_key", "year": "year", "changed": "changed_at"}


def library(actor: Actor, state: ListState) -> QuerySet[CaseStudy]:
    """What the list shows of the case studies that the actor may see."""
    found: QuerySet[CaseStudy] = CaseStudy.objects.for_actor(actor).select_related("theme")
    if state.query:
        # What is not published stands in no search: who writes it finds it by its title.
        draft = ~Q(state=CaseState.PUBLISHED) & (
            Q(title_th__icontains=state.query) | Q(title_en__icontains=state.query)
        )
        found = found.filter(Q(pk__in=hits(CASE, state.query)) | draft)
    found = narrowed(found, state.filters)
    if value := state.filters.get("theme"):
        found = found.filter(theme_id=number_in(value) or 0)
    if value := state.filters.get("item"):
        pk = number_in(value) or 0
        serve = _alignments(actor).filter(Q(item_id=pk) | Q(across_id=pk))
        found = found.filter(project_id__in=serve.values("project_id"))
    if (value := state.filters.get("state")) in CaseState.values:
        found = found.filter(state=value)
    if (value := state.filters.get("whose")) in {OWN, ELSEWHERE}:
        found = found.filter(address="") if value == OWN else found.exclude(address="")
    return ordered(found, state)


def public_library(network_id: int, state: ListState) -> QuerySet[CaseStudy]:
    """What everybody may read; words are looked for in titles, summaries and lessons."""
    found: QuerySet[CaseStudy] = CaseStudy.objects.published(network_id)
    for word in state.query.split():
        found = found.filter(
            Q(title_th__icontains=word)
            | Q(title_en__icontains=word)
            | Q(summary_th__icontains=word)
            | Q(summary_en__icontains=word)
            | Q(teaches_th__icontains=word)
            | Q(teaches_en__icontains=word)
        )
    return ordered(narrowed(found, state.filters), state)


def narrowed(found: QuerySet[CaseStudy], filters: Mapping[str, str]) -> QuerySet[CaseStudy]:
    """Narrowed by province, domain of change and year; values that mean nothing narrow nothing."""
    if is_province(value := filters.get("province", "")):
        found = found.filter(provinces__contains=[value])
    if (value := filters.get("domain", "")) in ChangeDomain.values:
        found = found.filter(domains__contains=[value])
    if (year := number_in(filters.get("year"), digits=4)) is not None:
        found = found.filter(year=year)
    return found


def ordered(found: QuerySet[CaseStudy], state: ListState) -> QuerySet[CaseStudy]:
    """In the order that was asked for, Thai order by title."""
    order = F(_ORDERS.get(state.sort_key, "sort_key"))
    way = order.desc(nulls_last=True) if state.is_descending else order.asc(nulls_last=True)
    return found.order_by(way, "id")


def projects_of(actor: Actor, found: QuerySet[CaseStudy]) -> dict[int, Project]:
    """The projects of these case studies, by id: those whose record the actor may read. One statement."""
    told = found.order_by().values("project_id")
    return Project.objects.for_actor(actor).filter(pk__in=told).in_bulk()


def _alignments(actor: Actor) -> QuerySet[ProjectAlignment]:
    """What projects that the actor may see are aligned with."""
    seen = Project.objects.for_actor(actor).order_by().values("pk")
    return ProjectAlignment.objects.filter(network_id=actor.network_id, project_id__in=seen)


def items(actor: Actor, chosen: str) -> list[tuple[str, str]]:
    """The goals and lines of frameworks that case studies serve, and the chosen one, as choices of a filter. One statement."""
    told = CaseStudy.objects.for_actor(actor).exclude(project=None).order_by()
    serve = _alignments(actor).filter(project_id__in=told.values("project_id"))
    wanted = (
        Q(pk__in=serve.values("item_id")) | Q(pk__in=serve.values("across_id")) | Q(pk=number_in(chosen) or 0)
    )
    rows = FrameworkItem.objects.for_actor(actor).filter(wanted).select_related("framework")
    return [
        (str(each.pk), f"{each.framework.title} · {each.code} {each.title}")
        for each in rows.order_by("framework__sort_key", "framework_id", "axis", "order", "id")
    ]


def years(found: QuerySet[CaseStudy]) -> list[int]:
    """The years of these case studies, the latest first. One statement."""
    rows = found.exclude(year=None).order_by("-year").values_list("year", flat=True).distinct()
    return [each for each in rows if each is not None]


def case_map(found: QuerySet[CaseStudy], url: Callable[[str], str], unit: _StrOrPromise) -> AreaMap:
    """Where these case studies lie. A case study counts in each of its provinces. One statement."""
    rows = (
        found.order_by()
        .annotate(at=Func(F("provinces"), function="unnest"))
        .values("at")
        .annotate(cases=Count("id"))
    )
    return province_map(
        {row["at"]: row["cases"] for row in rows},
        key="cases-map",
        caption=unit,
        unit=unit,
        url=url,
    )


def place_words(case: CaseStudy) -> str:
    """The provinces of a case study in words."""
    return ", ".join(str(province_name(code)) for code in case.provinces)
