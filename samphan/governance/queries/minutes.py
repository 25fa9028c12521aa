"""The minutes as they are written, read and frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samphan.governance.models import (
    Correction,
    Minutes,
    MinutesText,
    Resolution,
)
from samphan.governance.queries.agenda import AgendaLine, outline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samphan.governance.models import Meeting


@dataclass(frozen=True, slots=True)
class MinutesLine:
    """An item of the agenda with what the minutes say under it, and what was decided."""

    line: AgendaLine
    text: MinutesText | None
    resolutions: Sequence[Resolution] = ()
    corrections: Sequence[Correction] = ()

    @property
    def is_written(self) -> bool:
        return bool(self.text and (self.text.text_th or self.text.text_en)) or bool(self.resolutions)


def minutes_of(meeting: Meeting) -> Minutes | None:
    """The minutes, if somebody began them."""
    return Minutes.objects.filter(meeting=meeting).select_related("adopted_in__meeting__body").first()


def minutes_lines(meeting: Meeting, minutes: Minutes | None) -> list[MinutesLine]:
    """The items in order with their texts, resolutions and corrections. Five statements."""
    texts: Mapping[int, MinutesText] = {}
    corrections: list[Correction] = []
    if minutes is not None:
        texts = {each.item_id: each for each in MinutesText.objects.filter(minutes=minutes)}
        corrections = list(
            Correction.objects.filter(minutes=minutes).select_related("attendee").order_by("id")
        )
    decided = list(
        Resolution.objects.filter(meeting=meeting)
        .select_related("proposer", "seconder")
        .prefetch_related("recusals__attendee")
        .order_by("number")
    )
    for each in decided:
        each.meeting = meeting
    return [
        MinutesLine(
            line,
            texts.get(line.item.pk),
            [each for each in decided if each.item_id == line.item.pk],
            [each for each in corrections if each.item_id == line.item.pk],
        )
        for line in outline(meeting)
    ]


def frozen(meeting: Meeting, minutes: Minutes) -> dict[str, Any]:
    """What a version keeps: the frame, and each item with number, title, text and what was decided."""
    return {
        "opening_th": minutes.opening_th,
        "opening_en": minutes.opening_en,
        "recorder": minutes.recorder,
        "reviewer": minutes.reviewer,
        "items": [
            {
                "number": each.line.number,
                "title_th": each.line.item.title_th,
                "title_en": each.line.item.title_en,
                "text_th": each.text.text_th if each.text else "",
                "text_en": each.text.text_en if each.text else "",
                "resolutions": [
                    {"number": found.number, "text_th": found.text_th, "text_en": found.text_en}
                    for found in each.resolutions
                ],
            }
            for each in minutes_lines(meeting, minutes)
        ],
    }
