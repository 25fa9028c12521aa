"""What needs what."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING

from samphan.projects.models import RoadmapDependency, RoadmapItem

if TYPE_CHECKING:
    from collections.abc import Sequence


def way(roadmap_id: int, *, start: int, end: int) -> list[str]:
    """The Thai titles on the shortest way along "needs" from one item to another, both included; [] if there is none.

    Two statements. An item is on the way to itself.
    """
    needs: dict[int, list[int]] = defaultdict(list)
    rows = RoadmapDependency.objects.filter(item__roadmap_id=roadmap_id).order_by("id")
    for item, needed in rows.values_list("item_id", "needs_id"):
        needs[item].append(needed)
    before: dict[int, int | None] = {start: None}
    waiting = deque([start])
    while waiting and end not in before:
        at = waiting.popleft()
        for needed in needs[at]:
            if needed not in before:
                before[needed] = at
                waiting.append(needed)
    if end not in before:
        return []
    found: list[int] = []
    step: int | None = end
    while step is not None:
        found.append(step)
        step = before[step]
    return _titles(found[::-1])


def _titles(ids: Sequence[int]) -> list[str]:
    titles = dict(RoadmapItem.objects.filter(pk__in=ids).values_list("pk", "title_th"))
    return [titles[pk] for pk in ids]
