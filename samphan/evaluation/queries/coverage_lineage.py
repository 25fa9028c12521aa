"""An action that is to fill an empty cell comes from an item of a framework."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.evaluation.models import CoverageAction
from samphan.kit import lineage
from samphan.kit.lineage import Thing
from samphan.projects.queries.findable import ACTION

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from samphan.kit.actor import Actor

ITEM = "frameworks.frameworkitem"


def register() -> None:
    """Tell the registry what this app knows; called in ``apps.py``."""
    lineage.register(ACTION, "before", _before)


def _before(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    found: dict[int, list[Thing]] = defaultdict(list)
    rows = CoverageAction.objects.for_actor(actor).filter(action__in=ids)
    slug = actor.slug
    for each in rows.select_related("item", "across"):
        both = [each.item, each.across] if each.across else [each.item]
        found[each.action_id].append(
            Thing(
                ITEM,
                each.item_id,
                _("empty cell of a coverage matrix"),
                " × ".join(item.title_th for item in both),
                " × ".join(item.title_en or item.title_th for item in both),
                reverse("evaluation:coverage_matrix", args=[slug, each.item.framework_id]),
            )
        )
    return found
