"""Lines of a paragraph, chosen so that they are evenly filled and end where a reader would pause.

Widths are exact for Thai: Sarabun kerns no Thai letters and its marks are zero wide (tests compare with typst). Kerning
of Latin letters is not counted but allowed for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from samphan.kit.documents.text import FONT_FOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

BODY_SIZE = 10.9  # points; as large as "TH Sarabun New" at 16 points
_STYLES = ("", "b", "i", "bi")

# How far a line can be stretched, as share of what stands in it; the template allows the engine the same.
_WORD_STRETCH, _BLANK_STRETCH = 0.085, 0.6
_FULL = 0.2  # points that a line is kept below its measure, for rounding
_KERNING = 1.01  # what kerning adds to a Latin word at most; mostly it takes away
_WORTH_LOOKING = 2.0  # stretch, as multiple of what is allowed, beyond which shorter lines are not tried

_LATIN = re.compile("[A-Za-z]")
_ENDS_IN_NUMBER = re.compile(r"[0-9๐-๙][)\]]?$")
_BEGINS_WITH_NUMBER = re.compile(r"[(\[]?[0-9๐-๙]")
# Words that begin a phrase: the best place for a line to end, next to a blank, is before one of them. Between two
# other words may be the joint of a compound that no list knows.
_PHRASE_OPENERS = re.compile(
    "และ|หรือ|แต่|ที่|ซึ่ง|อัน|ใน|ของ|จาก|ถึง|แก่|กับ|โดย|เพื่อ|ตาม|ต่อ|ด้วย|ให้|เป็น|มี|คือ|จึง|จะ|ต้อง|ได้|ว่า|เมื่อ|หาก|ถ้า|ก่อน|หลัง"
    "|ระหว่าง|ภายใน|ภายใต้|สำหรับ|เกี่ยวกับ|ร่วมกับ|ณ|ตั้งแต่|จน|ไป|มา|แล้ว|ทุก|แต่ละ|พร้อม|รวม|ไม่|ควร|อาจ|สามารถ"
)
_ERA = re.compile(r"(?:พ\.ศ\.|ค\.ศ\.|ร\.ศ\.|A\.D\.|B\.E\.)$")


@cache
def _advances() -> dict[str, dict[str, float]]:
    """For each style the advance of each character, in type sizes."""
    tables: dict[str, dict[str, float]] = {style: {} for style in _STYLES}
    for line in (FONT_FOLDER / "metrics.txt").read_text(encoding="ascii").splitlines():
        if line.startswith("#"):
            continue
        point, *widths = line.split()
        for style, width in zip(_STYLES, widths, strict=True):
            tables[style][chr(int(point, 16))] = int(width) / 1000
    return tables


@lru_cache(maxsize=65536)
def width_of(text: str, style: str = "") -> float:
    """Width of `printable` text in points, at the size of running text; `style` is "", "b", "i" or "bi"."""
    width = BODY_SIZE * sum(map(_advances()[style].__getitem__, text.replace("\n", "")))
    return width * _KERNING if _LATIN.search(text) else width


def line_starts(words: Sequence[str], widths: Sequence[float], *, first: float, rest: float) -> list[int]:
    """Which words open a line, from the second line on, so that the lines of a paragraph are evenly filled.

    Args:
        words: words and the blanks between them, without line breaks.
        widths: their widths in points; none wider than `rest`.
        first: measure of the first line in points.
        rest: measure of the others.
    """
    count = len(words)
    if not count:
        return []
    blank = [word.isspace() for word in words]
    starts = [0.0, *accumulate(widths)]
    # A line that ends before word k ends without the blank that stands before k.
    ends = [0.0, *(starts[k - 1] if blank[k - 1] else starts[k] for k in range(1, count + 1))]
    stretches = [
        0.0,
        *accumulate(w * (_BLANK_STRETCH if b else _WORD_STRETCH) for w, b in zip(widths, blank, strict=True)),
    ]
    cost = [float("inf")] * (count + 1)
    came_from = [0] * (count + 1)
    cost[0] = 0.0
    for start in range(count):
        if cost[start] == float("inf"):
            continue
        measure = (rest if start else first) - _FULL
        furthest = max(bisect_right(ends, starts[start] + measure) - 1, start + 1)
        for end in range(furthest, start, -1):
            if end < count and blank[end]:
                continue
            natural = ends[end] - starts[start]
            if end == count:
                price = _price_of_last_line(natural / measure) if start else 0.0
            else:
                ratio = max(measure - natural, 0.0) / max(stretches[end] - stretches[start], 0.01)
                if ratio > _WORTH_LOOKING and end < furthest and cost[end] < float("inf"):
                    break
                price = ratio * ratio * (1 + ratio) + _price_of_break(words, end) + 0.05
            if cost[start] + price < cost[end]:
                cost[end] = cost[start] + price
                came_from[end] = start
    found: list[int] = []
    at = came_from[count]
    while at:
        found.append(at)
        at = came_from[at]
    return found[::-1]


def _price_of_last_line(filled: float) -> float:
    """A single short word alone on the last line looks lost."""
    return max(0.0, 0.25 - filled) * 4


def _price_of_break(words: Sequence[str], index: int) -> float:
    """What it costs the reader when a line ends before this word, beyond looks."""
    before, after = words[index - 1], words[index]
    if before.isspace():
        return _price_at_blank(words[index - 2], after) if index > 1 else 0.0
    if before[-1] in "/=&?._#":
        return 0.6
    return 0.1 if _PHRASE_OPENERS.fullmatch(after) else 0.4


def _price_at_blank(before: str, after: str) -> float:
    """A blank is the best place, but a number stays with what it counts, and a year with its era."""
    if _ERA.search(before):
        return 4.0
    if _ENDS_IN_NUMBER.search(before):
        return 2.5
    if _BEGINS_WITH_NUMBER.match(after):
        return 2.0 if before.endswith("ที่") else 0.5
    return 0.8 if after[0] in "–-—" else 0.0
