"""What stands with an item: who helps, what it is measured by, what it needs first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.projects import policy
from samphan.projects.actions.items import locked
from samphan.projects.models import RoadmapDependency, RoadmapItem, RoadmapMeasure, RoadmapPartner
from samphan.projects.queries.dependencies import way
from samphan.tenancy.audit import plain, record

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from decimal import Decimal

    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor

MOST_ROWS: Final = 100


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner as it was written."""

    organisation: Organisation
    role: str = ""


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure as it was written; ``id`` of the one it was made from. None is "not measured"."""

    name_th: str
    name_en: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    actual: Decimal | None = None
    id: int | None = None


@transaction.atomic
def name_item_partners(
    *, by: Actor, item: RoadmapItem, rows: Sequence[PartnerRow], version: int | None = None
) -> RoadmapItem:
    """Write the partners of an item as a whole, in their order; each organisation stands there once."""
    item = locked(item)
    by.must(policy.manage, on=item)
    check_version(item, version, (), changed_by=item.changed_by)
    _check_most(rows)
    present = {partner.organisation_id: partner for partner in item.partners.select_related("organisation")}
    before = [_partner(each) for each in sorted(present.values(), key=lambda each: each.order)]
    wanted = {row.organisation.pk: row for row in rows}
    for pk, partner in present.items():
        if pk not in wanted:
            partner.delete()
    written = []
    for order, row in enumerate(wanted.values(), start=1):
        partner = present.get(row.organisation.pk) or RoadmapPartner(
            network_id=item.network_id, item=item, organisation=row.organisation
        )
        partner.role, partner.order = row.role, order
        partner.save()
        written.append(partner)
    return _noted(
        by, item, "name_item_partners", {"partners": [before, [_partner(each) for each in written]]}
    )


@transaction.atomic
def write_measures(
    *, by: Actor, item: RoadmapItem, rows: Sequence[MeasureRow], version: int | None = None
) -> RoadmapItem:
    """Write the measures of an item as a whole, in their order."""
    item = locked(item)
    by.must(policy.report, on=item)
    check_version(item, version, (), changed_by=item.changed_by)
    _check_most(rows)
    present = {measure.pk: measure for measure in item.measures.all()}
    before = [_measure(each) for each in sorted(present.values(), key=lambda each: each.order)]
    kept = {row.id for row in rows}
    for pk, measure in present.items():
        if pk not in kept:
            measure.delete()
    written = []
    for order, row in enumerate(rows, start=1):
        if not row.name_th.strip():
            raise Problem(_("A measure needs a name in Thai."))
        measure = present.get(row.id or 0) or RoadmapMeasure(network_id=item.network_id, item=item)
        measure.name_th, measure.name_en, measure.unit = row.name_th, row.name_en, row.unit
        measure.baseline, measure.target, measure.actual = row.baseline, row.target, row.actual
        measure.order = order
        measure.save()
        written.append(measure)
    return _noted(by, item, "write_measures", {"measures": [before, [_measure(each) for each in written]]})


@transaction.atomic
def tie_item(
    *, by: Actor, item: RoadmapItem, needs: Collection[RoadmapItem], version: int | None = None
) -> RoadmapItem:
    """Say what an item needs first, as a whole; a circle is refused with the way on which it would close."""
    item = locked(item)
    by.must(policy.manage, on=item)
    check_version(item, version, (), changed_by=item.changed_by)
    wanted = {each.pk: each for each in needs}
    if any(each.roadmap_id != item.roadmap_id for each in wanted.values()):
        raise Problem(_("An item can need items of its own roadmap."), field="needs")
    present = {each.needs_id: each for each in item.needs.select_related("needs")}
    before = sorted(each.needs.title_th for each in present.values())
    for pk, dependency in present.items():
        if pk not in wanted:
            dependency.delete()
    for pk, other in wanted.items():
        if round_way := way(item.roadmap_id, start=pk, end=item.pk):
            raise Problem(
                _("This would go round in a circle: %(way)s")
                % {"way": " → ".join([item.title_th, *round_way])},
                field="needs",
            )
        if pk not in present:
            RoadmapDependency.objects.create(network_id=item.network_id, item=item, needs=other)
    after = sorted(each.title_th for each in wanted.values())
    return _noted(by, item, "tie_item", {"needs": [before, after]})


def _noted(by: Actor, item: RoadmapItem, act: str, changes: dict[str, list[Any]]) -> RoadmapItem:
    ((_name, (before, after)),) = changes.items()
    if before != after:
        item.touch(by)
        item.save()
        record(by, act, item, changes=changes)
    return item


def _check_most(rows: Sequence[object]) -> None:
    if len(rows) > MOST_ROWS:
        raise Problem(_("At most %(most)s rows can stand here.") % {"most": MOST_ROWS})


def _partner(partner: RoadmapPartner) -> str:
    return " · ".join(filter(None, [partner.organisation.name_th, partner.role]))


def _measure(measure: RoadmapMeasure) -> list[Any]:
    return [measure.name_th, measure.unit, *map(_number, (measure.baseline, measure.target, measure.actual))]


def _number(value: Decimal | None) -> Any:
    """A number as the audit trail compares it: 5 and 5.0000 are one."""
    return None if value is None else plain(value.normalize())
