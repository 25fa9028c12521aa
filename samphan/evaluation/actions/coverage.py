"""An empty cell of a coverage matrix becomes an action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from samphan.evaluation.models import CoverageAction
from samphan.evaluation.policy import coverage as policy
from samphan.frameworks.models import FrameworkItem
from samphan.kit.errors import Problem
from samphan.projects.actions.action_items import add_action
from samphan.projects.models import ActionState
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

LONGEST: int = 500


@transaction.atomic
def plan_cell(*, by: Actor, item: FrameworkItem, across: FrameworkItem | None = None) -> CoverageAction:
    """An action that is to fill an empty cell, owned by whoever found it until it is given to somebody else.

    Raises:
        Problem: the items do not make a cell of one framework, or an open action is to fill it already.
    """
    framework = item.framework
    by.must(policy.plan, on=framework)
    is_cell = across is None or (
        across.framework_id == framework.pk
        and (item.axis, across.axis) == (framework.matrix_rows, framework.matrix_columns)
    )
    if not is_cell:
        raise Problem(_("These two items do not make a cell of the matrix."))
    # held, so that of two who press at once the second sees the action of the first
    FrameworkItem.objects.select_for_update().get(pk=item.pk)
    same = CoverageAction.objects.filter(item=item, across=across, action__state=ActionState.OPEN)
    if same.exists():
        raise Problem(_("An open action is to fill this cell already."))
    with translation.override("th"):
        occasion = _("Coverage of %(framework)s") % {"framework": framework.title_th}
        owner = by.label or _("secretariat")
    action = add_action(
        by=by,
        title_th=_title("th", item, across),
        title_en=_title("en", item, across),
        owner_label=owner,
        occasion=occasion[:300],
        is_sample=framework.is_sample,
    )
    made = CoverageAction.objects.create(network_id=item.network_id, item=item, across=across, action=action)
    record(by, "plan_cell", action, changes={"item": [None, f"{framework.code} {item.code}"]})
    return made


def _title(language: str, item: FrameworkItem, across: FrameworkItem | None) -> str:
    """What is to be done, in one language."""
    with translation.override(language):
        cell = " × ".join(f"{each.code} {each.title}" for each in (item, across) if each)
        return (_("Fill what nothing covers: %(cell)s") % {"cell": cell})[:LONGEST]
