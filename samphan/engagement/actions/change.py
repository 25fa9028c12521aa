"""The situation before and after, measures of it, and what came out of a project.

They are parts of the record (``policy.change.write``): each action holds the project, so that what was approved at this
moment is not changed any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from samphan.engagement.actions.writing import check_unchanged, write_row
from samphan.engagement.models import Evidence, Measure, ProjectResult, ResultLevel, ResultState, Situation
from samphan.engagement.models.change import DIGITS, PLACES
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.projects.actions.rows import hold, mark_changed
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from decimal import Decimal

    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate
    from samphan.projects.models import Project

SITUATION_FIELDS: Final = (
    "before", "before_on", "process", "knowledge_used", "change", "after", "after_on", "outlook", "sustaining",
)  # fmt: skip
MEASURE_FIELDS: Final = (
    "title", "unit", "before", "before_on", "target", "after", "after_on", "higher_is_better", "source", "verified_by",
)  # fmt: skip
RESULT_FIELDS: Final = ("level", "expected", "reached", "state", "on")
_TELLING: Final = frozenset({ResultState.REACHED, ResultState.PARTLY})


@transaction.atomic
def describe_situation(*, by: Actor, project: Project, version: int | None = None, **said: Any) -> Situation:
    """Write how things were before, what was done, and how they are now; any part may stay empty for later."""
    project = hold(by, project)
    _known(said, SITUATION_FIELDS)
    found = Situation.objects.select_for_update().filter(project=project).first()
    if found is None:
        found = Situation(network_id=project.network_id, project=project)
    else:
        check_version(found, version, SITUATION_FIELDS, changed_by=found.changed_by)
    _check_order(said.get("before_on"), said.get("after_on"))
    mark_changed(by, project)
    return write_row(by, found, said, new="describe_situation", changed="describe_situation", project=project)


@transaction.atomic
def write_measure(
    *, by: Actor, project: Project, measure: Measure | None = None, version: int | None = None, **said: Any
) -> Measure:
    """A figure before and after. What was not measured is None, which is no zero."""
    project = hold(by, project)
    _known(said, MEASURE_FIELDS)
    found = _row(Measure, project, measure, MEASURE_FIELDS, version)
    if not (said.get("title") or "").strip():
        raise Problem(_("Say what is measured."), field="title")
    for name in ("before", "target", "after"):
        _check_figure(said.get(name), name)
    _check_order(said.get("before_on"), said.get("after_on"))
    mark_changed(by, project)
    return write_row(by, found, said, new="add_measure", changed="change_measure", project=project)


@transaction.atomic
def write_result(
    *,
    by: Actor,
    project: Project,
    result: ProjectResult | None = None,
    version: int | None = None,
    **said: Any,
) -> ProjectResult:
    """What is expected at a level, and what came of it."""
    project = hold(by, project)
    _known(said, RESULT_FIELDS)
    found = _row(ProjectResult, project, result, RESULT_FIELDS, version)
    expected, reached = (said.get("expected") or "").strip(), (said.get("reached") or "").strip()
    state = said.get("state") or ResultState.EXPECTED
    if said.get("level") not in ResultLevel.values:
        raise Problem(_("Choose at which level it is."), field="level")
    if state not in ResultState.values:
        raise Problem(_("Choose one of the states."), field="state")
    if state in _TELLING and not reached:
        raise Problem(_("Say what came of it."), field="reached")
    if state not in _TELLING and not expected:
        raise Problem(_("Say what was expected."), field="expected")
    fields = {**said, "expected": expected, "reached": reached, "state": state}
    mark_changed(by, project)
    return write_row(by, found, fields, new="add_result", changed="change_result", project=project)


@transaction.atomic
def remove_measure(*, by: Actor, measure: Measure) -> None:
    """Take out a measure; not while evidence supports it."""
    project = hold(by, measure.project)
    _check_free(measure=measure)
    record(by, "remove_measure", project, changes={"title": [measure.title, None]})
    measure.delete()
    mark_changed(by, project)


@transaction.atomic
def remove_result(*, by: Actor, result: ProjectResult) -> None:
    """Take out a result; not while evidence supports it."""
    project = hold(by, result.project)
    _check_free(result=result)
    record(by, "remove_result", project, changes={"expected": [result.expected or result.reached, None]})
    result.delete()
    mark_changed(by, project)


def _row[M: (Measure, ProjectResult)](
    model: type[M], project: Project, row: M | None, fields: tuple[str, ...], version: int | None
) -> M:
    """The row to be changed, held; or a new one, the last in the list."""
    if row is None:
        last = model.objects.filter(project=project).aggregate(last=Max("order"))["last"] or 0
        return model(network_id=project.network_id, project=project, order=last + 1)
    found = model.objects.select_for_update().filter(pk=row.pk, project=project).first()
    if found is None:
        raise Problem(_("Somebody took this out of the record meanwhile."))
    check_unchanged(found, fields, version)
    return found


def _known(said: dict[str, Any], fields: tuple[str, ...]) -> None:
    if unknown := said.keys() - set(fields):
        raise TypeError(f"not what is said here: {sorted(unknown)}")


def _check_figure(value: Decimal | None, field: str) -> None:
    if value is None:
        return
    if not value.is_finite() or abs(value) >= 10 ** (DIGITS - PLACES):
        raise Problem(_("This number is too large."), field=field)
    if value != round(value, PLACES):
        raise Problem(_("A figure has at most %(places)s decimal places.") % {"places": PLACES}, field=field)


def _check_order(before_on: PartialDate | None, after_on: PartialDate | None) -> None:
    if before_on is not None and after_on is not None and after_on.until_on <= before_on.from_on:
        raise Problem(_("The situation after cannot lie before the one before."), field="after_on")


def _check_free(**support: Measure | ProjectResult) -> None:
    if Evidence.objects.filter(withdrawn_at__isnull=True, **support).exists():
        raise Problem(_("Evidence stands with it. Say first what that evidence supports instead."))
