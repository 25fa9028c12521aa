"""How far items are: typed for items without parts, counted for the others.

Progress of an item with parts is the mean over its measured parts, weighted. A part that nobody measured is no 0: it
stays out of the mean and is said beside it ("2 of 3 measured"). Dropped parts do not count.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from samphan.projects.models import ItemState, RoadmapItem
from samphan.projects.models.roadmap import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samphan.kit.actor import Actor

_WHOLE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Progress:
    """``value`` in per cent (0 to 100, one decimal) or None; ``measured`` of ``of`` items without parts have one.

    ``is_counted`` for an item with parts; ``is_weightless`` when the weights of its measured parts add up to 0.
    """

    value: Decimal | None
    measured: int
    of: int
    is_counted: bool = False
    is_weightless: bool = False

    @property
    def said(self) -> Decimal | None:
        """The value without a zero at its end."""
        return tidy(self.value)

    @property
    def whole(self) -> int | None:
        """Whole per cents, as a bar shows them."""
        return None if self.value is None else int(self.value.quantize(_WHOLE, ROUND_HALF_UP))

    @property
    def is_partial(self) -> bool:
        """Whether some of what it is counted from is not measured."""
        return self.is_counted and self.measured < self.of


@dataclass(frozen=True, slots=True)
class Part:
    """What the count needs to know of an item."""

    id: int
    parent: int | None
    progress: int | None
    weight: Decimal
    state: str


def rolled_up(parts: Iterable[Part]) -> dict[int, Progress]:
    """The progress of each item by id. An unknown parent (on a public page) is as none; circles do not occur."""
    by_id = {part.id: part for part in parts}
    children: Mapping[int | None, list[Part]] = defaultdict(list)
    for part in by_id.values():
        children[part.parent if part.parent in by_id else None].append(part)
    found: dict[int, Progress] = {}
    # Children before their parents, without recursion: a chain of parts may be longer than the stack.
    order: list[Part] = []
    waiting = list(children[None])
    while waiting:
        part = waiting.pop()
        order.append(part)
        waiting += children[part.id]
    for part in reversed(order):
        within = [each for each in children[part.id] if each.state != ItemState.DROPPED]
        found[part.id] = _of(
            part, [(each, found[each.id]) for each in within], has_parts=bool(children[part.id])
        )
    return found


def _of(part: Part, within: list[tuple[Part, Progress]], *, has_parts: bool) -> Progress:
    if not has_parts:
        value = None if part.progress is None else Decimal(part.progress)
        return Progress(value, measured=int(value is not None), of=1)
    known = [(each.weight, progress.value) for each, progress in within if progress.value is not None]
    weight = sum((weight for weight, _value in known), Decimal(0))
    value = None
    if weight:
        total = sum((weight * value for weight, value in known), Decimal(0))
        value = (total / weight).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Progress(
        value,
        measured=sum(progress.measured for _each, progress in within),
        of=sum(progress.of for _each, progress in within),
        is_counted=True,
        is_weightless=bool(known) and not weight,
    )


def part_of(item: RoadmapItem) -> Part:
    """The same from a loaded item."""
    return Part(item.pk, item.parent_id, item.progress, item.weight, item.state)


def progress_of(actor: Actor, roadmaps: Iterable[int]) -> dict[int, Progress]:
    """The progress of every item of some roadmaps that the actor may see. One statement."""
    rows = RoadmapItem.objects.for_actor(actor).filter(roadmap_id__in=set(roadmaps))
    return rolled_up(Part(*row) for row in rows.values_list("pk", "parent_id", "progress", "weight", "state"))
