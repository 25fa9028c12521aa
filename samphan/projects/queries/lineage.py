"""A possible project and the project that was started from it, in the chain of things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.kit import lineage
from samphan.kit.lineage import Thing
from samphan.projects.models import Project
from samphan.projects.queries.findable import POSSIBLE, PROJECT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor


def register() -> None:
    """Tell the registry of lineage what this app knows; called in ``apps.py``."""
    lineage.register(POSSIBLE, "after", started_as)
    lineage.register(PROJECT, "before", started_from)


def started_as(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """The projects that possible projects became."""
    rows = Project.objects.filter(network_id=actor.network_id, possible_project__in=ids)
    return {
        each.possible_project_id: [_thing(actor, each, PROJECT, _("project"), "projects:project")]
        for each in rows.order_by("id")
        if each.possible_project_id is not None
    }


def started_from(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """The possible projects from which projects were started."""
    rows = Project.objects.filter(
        network_id=actor.network_id, pk__in=ids, possible_project__isnull=False
    ).select_related("possible_project")
    return {
        each.pk: [_thing(actor, each.possible_project, POSSIBLE, _("possible project"), "projects:possible")]
        for each in rows
    }


def _thing(actor: Actor, found: Any, kind: str, word: _StrOrPromise, page: str) -> Thing:
    may_open = actor.network is not None and actor.holds("projects.see")
    return Thing(
        kind,
        found.pk,
        word,
        found.title_th,
        found.title_en,
        url=reverse(page, args=[actor.network.slug, found.pk]) if may_open and actor.network else "",
        state=found.get_state_display(),
        state_code=found.state,
    )
