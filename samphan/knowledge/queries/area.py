"""A theme or a domain of change in a province, now: figures, projects, partners, case studies, knowledge, one paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Case, Count, Min, Value, When
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from samphan.directory.models import Organisation
from samphan.directory.queries.maps import province_map
from samphan.directory.queries.places import is_province, province_name
from samphan.engagement.models import CommunityKnowledge, KnowledgeUse, in_force
from samphan.engagement.queries.sides import confirmation_of
from samphan.kit.formats import number
from samphan.kit.numbers import number_in
from samphan.knowledge.models import CaseState, CaseStudy
from samphan.knowledge.queries.library import narrowed
from samphan.projects.models import ChangeDomain, PartnerSide, ProjectPartner, ProjectPlace, Theme
from samphan.projects.queries.reach import place_words
from samphan.projects.queries.totals import PARTNERS, PEOPLE, Totals, counted_projects, totals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from samphan.engagement.queries.sides import Confirmation
    from samphan.kit.actor import Actor
    from samphan.kit.components import AreaMap
    from samphan.projects.models import Project

FILTERS: Final = ("province", "theme", "domain")
CAPITAL: Final = "TH-10"
SHOWN: Final = 100
"""Of each list on the page; how many there are is said."""
POINTS: Final = 1_000
"""Points on the map: more hide each other."""
_SOCIETY: Final = next(label for side, label in PARTNERS if side == PartnerSide.SOCIETY)
_SERVED: Final = next(
    (counted, about) for what, one, counted, about in PEOPLE if (what, one) == ("served", "true")
)
_STUDENTS: Final = next(
    (counted, about) for what, one, counted, about in PEOPLE if (what, one) == ("course", "true")
)


@dataclass(frozen=True, slots=True)
class Said:
    """The figures of which the paragraph is made. None is "nobody says it", which is no 0.

    ``place`` and ``subjects`` (theme, domain) are empty where the reader did not narrow the page.
    """

    place: str = ""
    subjects: tuple[str, ...] = ()
    projects: int = 0
    partners: int = 0
    served_counted: int | None = None
    served_estimated: int | None = None
    students_counted: int | None = None
    students_estimated: int | None = None
    cases: int = 0


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One of these projects, and how far its partners confirm what its record says."""

    project: Project
    confirmation: Confirmation


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """One partner of these projects, and in how many of them it works."""

    name: str
    side: str
    projects: int


@dataclass(frozen=True, slots=True)
class Whole:
    """A figure over projects as a whole number, None where none says it; ``known`` of them do."""

    label: _StrOrPromise
    number: int | None
    known: int


@dataclass(frozen=True, slots=True)
class Area:
    """Everything on the page."""

    title: str
    said: Said
    paragraph: str
    totals: Totals
    figures: Sequence[Whole]
    projects: Sequence[ProjectLine]
    partners: Sequence[PartnerLine]
    cases: Sequence[CaseStudy]
    knowledge: Sequence[CommunityKnowledge]
    whole: Mapping[str, int]
    """How many there are for each of the lists, of which the first are shown."""
    map: AreaMap


def paragraph(said: Said) -> str:
    """What the figures say, in plain sentences; a figure that nobody knows is not spoken of."""
    where = _where(said)
    if not said.projects:
        sentences = [_("No approved project is recorded %(where)s yet.") % {"where": where}]
    else:
        sentences = [
            ngettext(
                "%(count)s approved project works %(where)s.",
                "%(count)s approved projects work %(where)s.",
                said.projects,
            )
            % {"count": number(said.projects), "where": where},
            *_people(said),
        ]
    if said.cases:
        told = ngettext("%(count)s case study tells of it.", "%(count)s case studies tell of it.", said.cases)
        sentences.append(told % {"count": number(said.cases)})
    return " ".join(sentences)


def _where(said: Said) -> str:
    subjects = " · ".join(said.subjects)
    words = {"place": said.place, "subjects": subjects}
    if said.place and subjects:
        return _("in %(place)s on %(subjects)s") % words
    if said.place:
        return _("in %(place)s") % words
    return _("on %(subjects)s") % words if subjects else _("in this network")


def _people(said: Said) -> list[str]:
    """Partners, people served and students; who was counted and who was estimated in sentences of their own."""
    lines = []
    if said.partners:
        lines.append(
            ngettext(
                "%(count)s partner of society takes part.",
                "%(count)s partners of society take part.",
                said.partners,
            )
            % {"count": number(said.partners)}
        )
    if said.served_counted is not None:
        lines.append(
            ngettext(
                "They served %(count)s person directly, as counted.",
                "They served %(count)s people directly, as counted.",
                said.served_counted,
            )
            % {"count": number(said.served_counted)}
        )
    if said.served_estimated is not None:
        lines.append(
            ngettext(
                "They served about %(count)s person directly, as estimated.",
                "They served about %(count)s people directly, as estimated.",
                said.served_estimated,
            )
            % {"count": number(said.served_estimated)}
        )
    if said.students_counted is not None:
        lines.append(
            ngettext(
                "%(count)s student learnt in them, as counted.",
                "%(count)s students learnt in them, as counted.",
                said.students_counted,
            )
            % {"count": number(said.students_counted)}
        )
    if said.students_estimated is not None:
        lines.append(
            ngettext(
                "About %(count)s student learnt in them, as estimated.",
                "About %(count)s students learnt in them, as estimated.",
                said.students_estimated,
            )
            % {"count": number(said.students_estimated)}
        )
    return lines


def area(actor: Actor, filters: Mapping[str, str], *, is_whole: bool = False) -> Area:
    """The page for a province, a theme, a domain of change, or any of them together. At most 24 statements.

    Each list has its first lines, or all of them where the page ``is_whole``.
    """
    most = None if is_whole else SHOWN
    found = totals(actor, filters)
    projects = counted_projects(actor, filters)
    told = CaseStudy.objects.for_actor(actor).filter(state=CaseState.PUBLISHED)
    cases = narrowed(told, filters)
    if theme := filters.get("theme"):
        cases = cases.filter(theme_id=number_in(theme) or 0)
    listed = list(cases.order_by("sort_key", "id")[:most])
    said = _said(actor, filters, found, cases.count())
    known = _knowledge(actor, projects)
    knowledge = list(known[:most])
    partners = {str(label) for _side, label in PARTNERS}
    return Area(
        title=" · ".join(filter(None, [said.place, *said.subjects])) or _("The whole network"),
        said=said,
        paragraph=paragraph(said),
        totals=found,
        figures=[
            Whole(each.label, None if each.number is None else int(each.number), each.known)
            for each in found.figures
        ],
        projects=_projects(projects, most),
        partners=_partners(projects, most),
        cases=listed,
        knowledge=knowledge,
        whole={
            "projects": said.projects,
            "partners": int(sum(each.number or 0 for each in found.figures if str(each.label) in partners)),
            "cases": said.cases,
            "knowledge": known.count() if len(knowledge) == most else len(knowledge),
        },
        map=_map(projects, filters.get("province", "")),
    )


def _said(actor: Actor, filters: Mapping[str, str], found: Totals, cases: int) -> Said:
    figures = {str(each.label): each.number for each in found.figures}

    def figure(label: object) -> int | None:
        known: Decimal | None = figures.get(str(label))
        return None if known is None else int(known)

    theme = Theme.objects.for_actor(actor).filter(pk=number_in(filters.get("theme", "")) or 0).first()
    domain = filters.get("domain", "")
    subjects = [
        str(theme.name) if theme else "",
        str(ChangeDomain(domain).label) if domain in ChangeDomain.values else "",
    ]
    province = filters.get("province", "")
    return Said(
        place=_place(province) if is_province(province) else "",
        subjects=tuple(filter(None, subjects)),
        projects=found.projects,
        partners=figure(_SOCIETY) or 0,
        served_counted=figure(_SERVED[0]),
        served_estimated=figure(_SERVED[1]),
        students_counted=figure(_STUDENTS[0]),
        students_estimated=figure(_STUDENTS[1]),
        cases=cases,
    )


def _place(province: str) -> str:
    """A province as a sentence names it: จังหวัดแพร่, but กรุงเทพมหานคร, which is none."""
    name = str(province_name(province))
    return name if province == CAPITAL else pgettext("place", "%(name)s") % {"name": name}


def _projects(projects: QuerySet[Project], most: int | None) -> list[ProjectLine]:
    """The first of these projects by title. What no partner confirmed, or one disputes, is told of each."""
    found = list(projects.order_by("sort_key", "id")[:most])
    told = confirmation_of(found)
    return [ProjectLine(each, told[each.pk]) for each in found]


def _partners(projects: QuerySet[Project], most: int | None) -> list[PartnerLine]:
    """The partners of these projects, those of most projects first, each once as in the totals."""
    rows = ProjectPartner.objects.filter(project__in=projects.order_by().values("pk")).order_by()
    typed = Case(When(organisation=None, then=Lower("name")), default=Value(""))
    one = Coalesce("organisation__merged_into", "organisation")
    counted = rows.annotate(one=one, typed=typed).values("side", "one", "typed")
    numbered = counted.annotate(number=Count("project", distinct=True), first=Min("id"), written=Min("name"))
    found = list(numbered.order_by("-number", "side", "first")[:most])
    known = Organisation.objects.in_bulk([each["one"] for each in found if each["one"]])
    return [
        PartnerLine(
            str(known[each["one"]].name) if each["one"] else each["written"],
            str(PartnerSide(each["side"]).label),
            each["number"],
        )
        for each in found
    ]


def _knowledge(actor: Actor, projects: QuerySet[Project]) -> QuerySet[CommunityKnowledge]:
    """What communities know and let others use, where one of these projects has it or uses it."""
    ids = projects.order_by().values("pk")
    used = KnowledgeUse.objects.filter(project__in=ids).values("knowledge_id")
    rows = CommunityKnowledge.objects.for_actor(actor).filter(in_force(timezone.localdate()))
    found = rows.filter(project__in=ids) | rows.filter(pk__in=used)
    return found.select_related("holder").order_by("sort_key", "id")


def _map(projects: QuerySet[Project], province: str) -> AreaMap:
    """Where these projects work; in one province, its points alone. Every project is counted, not every point drawn."""
    places = ProjectPlace.objects.filter(project__in=projects.order_by().values("pk"))
    if is_province(province):
        places = places.filter(province=province)
    counted = places.exclude(province="").order_by().values("province")
    numbers = counted.annotate(number=Count("project", distinct=True))
    drawn = places.filter(latitude__isnull=False, longitude__isnull=False).order_by("id")[:POINTS]
    return province_map(
        dict(numbers.values_list("province", "number")),
        key="area-map",
        caption=_("Where the projects work"),
        unit=_("projects"),
        points=[
            (place_words(each), each.latitude, each.longitude)
            for each in drawn
            if each.latitude is not None and each.longitude is not None
        ],
    )
