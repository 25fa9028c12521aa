"""The evidence of projects: as a list, as sums for other apps, and as pictures that may be used."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Count, F, Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samphan.engagement.models import (
    Benefit,
    Consent,
    Evidence,
    EvidenceKind,
    Measure,
    ProjectResult,
    Strength,
    Supports,
)
from samphan.projects.models import ProjectAlignment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState
    from samphan.projects.models import Project

SORTS: Final = ("title", "day", "added", "strength")
FILTERS: Final = ("supports", "kind", "strength", "state")
_ORDERS: Final = {"title": "title", "day": "taken_on", "added": "added_at", "strength": "strength"}

#: How much a kind proves: a statement, a document, a record that the system itself holds.
STRENGTH_OF: Final = {
    EvidenceKind.STATEMENT: Strength.STATEMENT,
    EvidenceKind.PHOTO: Strength.DOCUMENT,
    EvidenceKind.DOCUMENT: Strength.DOCUMENT,
    EvidenceKind.LINK: Strength.DOCUMENT,
    EvidenceKind.RECORD: Strength.RECORD,
}
AGREED: Final = frozenset({Consent.NOT_NEEDED, Consent.GIVEN})
"""With these a picture may be shown outside the record."""
TARGETS: Final = ("result", "measure", "benefit", "alignment")
LONGEST_LABEL: Final = 120


@dataclass(frozen=True, slots=True)
class Proof:
    """How many pieces of evidence there are, and how strong the strongest is (``Strength``)."""

    count: int
    strongest: int


@dataclass(frozen=True, slots=True)
class Target:
    """One thing of the record that evidence may stand with; ``field`` is one of ``TARGETS``."""

    field: str
    row: ProjectResult | Measure | Benefit | ProjectAlignment
    label: str

    @property
    def key(self) -> str:
        return f"{self.field}:{self.row.pk}"


def in_use() -> Q:
    """Condition: not withdrawn."""
    return Q(withdrawn_at__isnull=True)


def evidence_of(projects: Iterable[int]) -> dict[int, dict[str, Proof]]:
    """For each project (by id) what is supported, by ``Supports``: what was withdrawn does not count. One statement.

    The caller has loaded the projects through ``for_actor``.
    """
    found: dict[int, dict[str, Proof]] = defaultdict(dict)
    rows = Evidence.objects.filter(in_use(), project_id__in=list(projects))
    sums = rows.values_list("project_id", "supports").annotate(count=Count("pk"), strongest=Max("strength"))
    for project, supports, count, strongest in sums.order_by("project_id", "supports"):
        found[project][supports] = Proof(count, strongest)
    return dict(found)


def proofs_of_rows(field: str, ids: Iterable[int]) -> dict[int, Proof]:
    """For rows of one kind (``field`` is one of ``TARGETS``) the evidence that stands with each, by id. One statement.

    The caller has loaded the rows through ``for_actor``.
    """
    if field not in TARGETS:
        raise LookupError(f"evidence stands with {TARGETS}, not with {field}")
    rows = Evidence.objects.filter(in_use(), **{f"{field}_id__in": list(ids)})
    sums = rows.values_list(f"{field}_id").annotate(count=Count("pk"), strongest=Max("strength"))
    return {pk: Proof(count, strongest) for pk, count, strongest in sums.order_by(f"{field}_id")}


def pictures_of(
    projects: Iterable[int], *, supports: Collection[str] = (), is_public: bool = False
) -> dict[int, list[Evidence]]:
    """Photographs that documents may show, by project: nobody withdrew them, and who is shown agreed. One statement.

    ``is_public``: only those that may stand on public pages. Each comes with its ``file`` and ``thumbnail``.
    """
    rows = Evidence.objects.filter(
        in_use(),
        project_id__in=list(projects),
        kind=EvidenceKind.PHOTO,
        file__isnull=False,
        consent__in=AGREED,
    )
    if supports:
        rows = rows.filter(supports__in=list(supports))
    if is_public:
        rows = rows.filter(is_public=True)
    found: dict[int, list[Evidence]] = defaultdict(list)
    for each in rows.select_related("file", "thumbnail").order_by("project_id", "taken_on", "id"):
        found[each.project_id].append(each)
    return dict(found)


def evidence(actor: Actor, project: Project, state: ListState) -> QuerySet[Evidence]:
    """What the list of a project shows; what was withdrawn only where it is asked for."""
    found = Evidence.objects.for_actor(actor).filter(project=project)
    found = found.select_related("file", "thumbnail", "result", "measure", "benefit", "partner__organisation")
    found = found.select_related("alignment__item", "alignment__across")
    if words := state.query:
        found = found.filter(
            Q(title__icontains=words) | Q(words__icontains=words) | Q(place__icontains=words)
        )
    for name, codes in (("supports", Supports.values), ("kind", EvidenceKind.values)):
        if (value := state.filters.get(name)) in codes:
            found = found.filter(**{name: value})
    if (value := state.filters.get("strength")) in {str(code) for code in Strength.values}:
        found = found.filter(strength=int(value or 0))
    if state.filters.get("state") == "withdrawn":
        found = found.exclude(in_use())
    elif state.filters.get("state") == "consent":
        found = found.filter(in_use(), consent=Consent.MISSING)
    elif state.filters.get("state") != "all":
        found = found.filter(in_use())
    order = F(_ORDERS.get(state.sort_key, "added_at"))
    way = order.desc(nulls_last=True) if state.is_descending else order.asc(nulls_last=True)
    return found.order_by(way, "id")


def targets(actor: Actor, project: Project) -> list[Target]:
    """What evidence of a project may stand with. Four statements."""
    results = ProjectResult.objects.for_actor(actor).filter(project=project).order_by("level", "order", "id")
    measures = Measure.objects.for_actor(actor).filter(project=project).order_by("order", "id")
    benefits = Benefit.objects.for_actor(actor).filter(project=project, withdrawn_at__isnull=True)
    aligned = ProjectAlignment.objects.for_actor(actor).filter(project=project)
    aligned = aligned.select_related("item", "across").order_by("id")
    return [
        *(
            Target("result", each, _short(f"{each.get_level_display()}: {each.expected or each.reached}"))
            for each in results
        ),
        *(
            Target("measure", each, _short(f"{pgettext('change', 'Measure')}: {each.title}"))
            for each in measures
        ),
        *(
            Target("benefit", each, _short(f"{each.get_kind_display()}: {each.words}"))
            for each in benefits.order_by("id")
        ),
        *(Target("alignment", each, _short(f"{_('Framework')}: {aligned_with(each)}")) for each in aligned),
    ]


def aligned_with(alignment: ProjectAlignment) -> str:
    """The item of an alignment in words; load ``item`` and ``across`` with it."""
    return " × ".join(str(each.title) for each in (alignment.item, alignment.across) if each is not None)


def stands_with(row: Evidence) -> str:
    """The one thing of the record that a piece of evidence stands with, in words; "" for none."""
    if row.result is not None:
        return _short(row.result.expected or row.result.reached)
    if row.measure is not None:
        return _short(row.measure.title)
    if row.benefit is not None:
        return _short(row.benefit.words)
    return _short(aligned_with(row.alignment)) if row.alignment is not None else ""


def missing(proofs: Mapping[str, Proof]) -> list[str]:
    """The parts of the record that nothing supports yet, of those that an assessment asks for first."""
    return [
        each
        for each in (Supports.BEFORE, Supports.CHANGE, Supports.AFTER, Supports.RESULT)
        if each not in proofs
    ]


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= LONGEST_LABEL else f"{said[:LONGEST_LABEL]}…"
