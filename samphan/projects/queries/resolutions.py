"""What became of the resolutions of meetings: the actions that follow them up, and what is still open."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samphan.governance.models import Resolution
from samphan.governance.queries.agenda import Arising
from samphan.kit.thai.dates import format_date
from samphan.projects.models import ActionItem, ActionState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.governance.models import Meeting
    from samphan.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class Followed:
    """A resolution with the actions that follow it up, the first first."""

    resolution: Resolution
    actions: Sequence[ActionItem] = ()


def followed(actor: Actor, meeting: Meeting) -> list[Followed]:
    """The resolutions of a meeting that the caller has loaded through ``for_actor``. Two statements."""
    rows = list(Resolution.objects.filter(meeting=meeting).select_related("item").order_by("number"))
    actions: dict[int | None, list[ActionItem]] = defaultdict(list)
    found = ActionItem.objects.for_actor(actor).filter(resolution__in=[each.pk for each in rows])
    for each in found.select_related("person", "organisation").order_by("id"):
        actions[each.resolution_id].append(each)
    return [Followed(each, actions[each.pk]) for each in rows]


def open_before(actor: Actor, meeting: Meeting) -> list[Arising]:
    """The open actions out of earlier meetings of the same body, the most urgent first. One statement."""
    found = (
        ActionItem.objects.for_actor(actor)
        .filter(
            state=ActionState.OPEN,
            resolution__meeting__body=meeting.body_id,
            resolution__meeting__starts_at__lt=meeting.starts_at,
        )
        .select_related("person", "resolution__meeting__body")
        .order_by("due_on", "id")
    )
    return [
        Arising(
            each.title_th,
            each.title_en,
            " · ".join(
                filter(
                    None,
                    [
                        each.resolution.meeting.title_th if each.resolution else "",
                        each.person.name_th if each.person else each.owner_label,
                        format_date(each.due_on, language="th", style="short") if each.due_on else "",
                    ],
                )
            ),
        )
        for each in found
    ]
