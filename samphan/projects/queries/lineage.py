"""What stands before and after things of this app: possible projects and projects, resolutions and actions."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.governance.queries.meetings_findable import RESOLUTION
from samphan.kit import lineage
from samphan.kit.lineage import Thing
from samphan.projects.models import ActionItem, ActionState, Project, seen_by
from samphan.projects.queries.findable import ACTION, POSSIBLE, PROJECT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor


def register() -> None:
    """Tell the registry of lineage what this app knows; called in ``apps.py``."""
    lineage.register(POSSIBLE, "after", started_as)
    lineage.register(PROJECT, "before", started_from)
    lineage.register(RESOLUTION, "after", followed_by)
    lineage.register(ACTION, "before", decided_by)


def started_as(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """The projects that possible projects became."""
    rows = Project.objects.filter(seen_by(actor), network_id=actor.network_id, possible_project__in=ids)
    return {
        each.possible_project_id: [_thing(actor, each, PROJECT, _("project"), "projects:project")]
        for each in rows.order_by("id")
        if each.possible_project_id is not None
    }


def started_from(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """The possible projects from which projects were started."""
    rows = Project.objects.filter(
        seen_by(actor), network_id=actor.network_id, pk__in=ids, possible_project__isnull=False
    ).select_related("possible_project")
    return {
        each.pk: [_thing(actor, each.possible_project, POSSIBLE, _("possible project"), "projects:possible")]
        for each in rows
    }


def followed_by(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """The actions that follow resolutions up; of one that was carried over the last, which shows how it stands."""
    rows = (
        ActionItem.objects.for_actor(actor).filter(resolution__in=ids).exclude(state=ActionState.CARRIED_OVER)
    )
    found: dict[int, list[Thing]] = defaultdict(list)
    for each in rows.order_by("id"):
        if each.resolution_id is not None:
            found[each.resolution_id].append(_thing(actor, each, ACTION, _("action"), "projects:action"))
    return found


def decided_by(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """The resolutions that actions follow up, for readers who may see meetings."""
    if actor.network is None or not actor.holds("meetings.see"):
        return {}
    rows = ActionItem.objects.filter(
        network_id=actor.network_id, pk__in=ids, resolution__isnull=False
    ).select_related("resolution__meeting__body")
    return {
        each.pk: [
            Thing(
                RESOLUTION,
                each.resolution.pk,
                _("resolution"),
                each.resolution.text_th,
                each.resolution.text_en,
                url=reverse("governance:resolution", args=[actor.network.slug, each.resolution.pk]),
                state=each.resolution.meeting.title,
                state_code=each.resolution.result,
            )
        ]
        for each in rows
        if each.resolution is not None
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
