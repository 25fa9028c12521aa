"""The agenda as it is read: items with their numbers, papers and depth, and the agenda that a new meeting begins with."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from samphan.governance.models import AgendaFile, AgendaItem, ItemKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from samphan.governance.models import Meeting
    from samphan.kit.actor import Actor

#: The agenda of the official form, in Thai and English.
STANDARD: Final = (
    (ItemKind.NOTICE, "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ", "Notices of the chair"),
    (ItemKind.ADOPTION, "เรื่องรับรองรายงานการประชุม", "Adoption of the minutes"),
    (ItemKind.ARISING, "เรื่องสืบเนื่องจากการประชุมครั้งก่อน", "Matters arising"),
    (ItemKind.INFORMATION, "เรื่องเสนอเพื่อทราบ", "For information"),
    (ItemKind.DECISION, "เรื่องเสนอเพื่อพิจารณา", "For decision"),
    (ItemKind.OTHER, "เรื่องอื่น ๆ (ถ้ามี)", "Other matters (if any)"),
)
DEPTH: Final = 3
"""Items under items under items, not deeper: 5.2.1."""


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An item with its number ("5.2"), how deep it stands (0 for the first row), and its papers."""

    item: AgendaItem
    number: str
    depth: int
    files: Sequence[AgendaFile] = ()

    @property
    def call(self) -> str:
        """The number as a meeting says it, in Thai: ระเบียบวาระที่ 5, or 5.2."""
        return self.number if self.depth else f"ระเบียบวาระที่ {self.number}"


@dataclass(frozen=True, slots=True)
class Arising:
    """An open matter from an earlier meeting of the same body."""

    title_th: str
    title_en: str
    said: str
    """Who has it and until when, and from which meeting, in a line."""


type ArisingSource = Callable[[Actor, Meeting], Sequence[Arising]]
_sources: dict[str, ArisingSource] = {}


def register_arising(code: str, source: ArisingSource) -> None:
    """Called in ``apps.py`` of an app above that follows resolutions up: what is open before a meeting."""
    _sources[code] = source


def arising(actor: Actor, meeting: Meeting) -> list[Arising]:
    """The open matters of earlier meetings, as the apps above know them."""
    return [each for source in _sources.values() for each in source(actor, meeting)]


def outline(meeting: Meeting) -> list[AgendaLine]:
    """The agenda in order, items below their parents. Two statements."""
    items = list(
        AgendaItem.objects.filter(meeting=meeting).select_related("adopts__body").order_by("order", "id")
    )
    files: dict[int, list[AgendaFile]] = defaultdict(list)
    for file in (
        AgendaFile.objects.filter(item__meeting=meeting).select_related("file").order_by("order", "id")
    ):
        files[file.item_id].append(file)
    below: dict[int | None, list[AgendaItem]] = defaultdict(list)
    for item in items:
        item.meeting = meeting
        below[item.parent_id].append(item)

    def walk(parent: int | None, before: str, depth: int) -> Iterator[AgendaLine]:
        for place, item in enumerate(below[parent], start=1):
            number = f"{before}{place}"
            yield AgendaLine(item, number, depth, files[item.pk])
            yield from walk(item.pk, f"{number}.", depth + 1)

    return list(walk(None, "", 0))


def numbers(meeting: Meeting) -> dict[int, str]:
    """The numbers of the items, by id."""
    return {line.item.pk: line.number for line in outline(meeting)}
