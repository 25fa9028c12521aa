"""Text as it is stored, as it is searched, and as a hit is shown.

Three forms of one text. `clean` is what the database keeps: canonical, printable, nothing else changed. `fold` is
what searching compares: two spellings that a reader would call the same fold to the same string. `highlight` leads
from a hit in the folded text back to the text that was stored.

Always NFC and never NFKC: NFKC takes SARA AM apart, and with it every word that is written with it.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from samphan.kit.thai.graphemes import cluster_ends

_AA: Final = "\u0e32"
_AM: Final = "\u0e33"
_NIKHAHIT: Final = "\u0e4d"
_E: Final = "\u0e40"
_AE: Final = "\u0e41"

# The order in which marks stand on one consonant: vowel, then tone, then the silencing and vowel-less signs.
# MAITAIKHU is a vowel sign. Within a group by code point; NIKHAHIT last, where a following AA can meet it.
_MARKS: Final = (
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e3a\u0e38\u0e39"  # ั ิ ี ึ ื ็ ฺ ุ ู
    "\u0e48\u0e49\u0e4a\u0e4b"  # ่ ้ ๊ ๋
    "\u0e4c\u0e4e\u0e4d"  # ์ ๎ ํ
)
_RANK: Final = {mark: rank for rank, mark in enumerate(_MARKS)}

# Glyph variants that fonts of Windows 9x kept in the private use area; they come out of old PDF files.
_PRIVATE_USE: Final = dict(
    zip(
        range(0xF700, 0xF71B),
        "ฐ\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4cญ"
        "\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
        strict=True,
    )
)
_THAI_DIGITS: Final = {0x0E50 + digit: str(digit) for digit in range(10)}
_DIGIT: Final = re.compile("[\u0e50-\u0e59]")
_SINGLE: Final[dict[int, str]] = {**_PRIVATE_USE, **_THAI_DIGITS}

# Whatever needs more than lower case, digits and blanks. Nearly all stored text has none of it.
_UNUSUAL: Final = re.compile(
    r"[^\t\n\r\x20-\x7e\u0e01-\u0e3a\u0e3f-\u0e5b]"
    r"|[\t\n\r ][\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]"
    r"|[\u0e3a\u0e48-\u0e4e][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
    r"|[\u0e31\u0e34-\u0e39\u0e47][\u0e31\u0e34-\u0e3a\u0e47\u0e4d\u0e4e]"
    r"|\u0e33[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|\u0e40\u0e40|\u0e4d"
)

_SHORT: Final = 300
_LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Not printable, or without width: controls; marks of direction; soft hyphen; word joiners; the two code points that
# XML, and with it every Word document, refuses. Joiners are judged by their neighbour in _STRAY_JOINER.
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff]"
)
# Between two emoji, or in a script whose letters join, a joiner carries meaning; elsewhere it hides in the text.
_STRAY_JOINER: Final = re.compile(
    "(?:^|(?<=[\\s\x21-\u036f\u0e00-\u0e7f\u1e00-\u1fff]))[\u200c\u200d]+|[\u200c\u200d]+$"
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# Of these alone nothing is taken away or joined, so that only their order (NFC) is left to be looked at.
_KEPT: Final = re.compile("[\t\n\x20-\x7e\u0e01-\u0e3a\u0e3f-\u0e4c\u0e4e-\u0e5b]*")
_SPLIT_AM: Final = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b])\u0e4d\u0e32")


def clean(text: str) -> str:
    """`text` as it is stored: NFC, SARA AM in one piece, LF line ends, nothing that cannot be printed.

    Takes away NUL and other controls (not tab and line feed), zero-width characters, marks of direction and lone
    surrogates; joins surrogate pairs. Everything visible stays, blanks at the ends included. Idempotent, total.
    """
    if _KEPT.fullmatch(text):
        return unicodedata.normalize("NFC", text)
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    text = _LINE_ENDS.sub("\n", text)
    text = _UNPRINTABLE.sub("", text)
    text = unicodedata.normalize("NFC", text)
    while _STRAY_JOINER.search(text):  # without one, marks may move and uncover the next
        text = unicodedata.normalize("NFC", _STRAY_JOINER.sub("", text))
    return unicodedata.normalize(
        "NFC", _SPLIT_AM.sub(lambda found: f"{found[1] or found[2] or ''}{_AM}", text)
    )


def fold(text: str) -> str:
    """`text` as it is searched; see `fold_with_map` for what is made equal. Idempotent, total."""
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    return fold_with_map(text)[0] if _UNUSUAL.search(text) else _plainly(text)


def _plainly(text: str) -> str:
    """Folded, where nothing is unusual."""
    lower = text.lower()
    if _DIGIT.search(lower):  # looking costs a tenth of replacing, and few names have one
        lower = lower.translate(_THAI_DIGITS)
    return " ".join(lower.split())


@lru_cache(maxsize=8_192)
def _fold_short(text: str) -> str:
    """Names are folded several times in a row: to be compared, kept, found; whole texts are not kept in memory."""
    return _fold(text)


def fold_with_map(text: str) -> tuple[str, list[int]]:
    """`fold(text)`, and for each of its characters the offset in `text` from which it comes; offsets never fall.

    Made equal: letter case; Thai and Arabic digits; NFC; SARA AM in one piece or two, with a tone before, between or
    after; เเ and แ; the order of marks on one consonant, and marks typed twice; private use glyphs of old fonts;
    any white space, as one blank, and none at the ends or before a mark. Zero-width characters, controls and lone
    surrogates are left out.
    """
    if not _UNUSUAL.search(text):
        folded = _plainly(text)
        if len(folded) == len(text):  # no blank was left out: each character stands for itself
            return folded, list(range(len(text)))
    groups: list[_Group] = [_Group()]
    for char, at in _characters(text):
        _append(groups, char, at)
    pieces: list[str] = []
    offsets: list[int] = []
    for group in groups:
        written = group.text()
        pieces.append(written)
        offsets += _spread(group.offsets, len(written))
    return "".join(pieces), offsets


def highlight(text: str, query: str) -> list[tuple[str, bool]]:
    """`text` in segments, each with whether it is a hit of one of the blank-separated terms of `query`.

    Compared as by `fold`, and without dots, so that มอ is found in ม.อ. The segments joined are `text`; a hit never cuts a grapheme cluster; neighbours differ.
    """
    if not text:
        return []
    spans = _hits(text, fold(query).replace(".", "").split())
    segments: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans:
        if start > at:
            segments.append((text[at:start], False))
        segments.append((text[start:end], True))
        at = end
    if at < len(text):
        segments.append((text[at:], False))
    return segments


@dataclass(slots=True)
class _Group:
    """One base character with its marks; only the first group of a text has no base."""

    base: str = ""
    thai: set[str] = field(default_factory=set)
    others: str = ""
    offsets: list[int] = field(default_factory=list)

    def text(self) -> str:
        marks = "".join(sorted(self.thai, key=_RANK.__getitem__)) if self.thai else ""
        if not self.others:
            return unicodedata.normalize("NFC", self.base) + marks
        return unicodedata.normalize("NFC", self.base + self.others) + marks


def _characters(text: str) -> list[tuple[str, int]]:
    """Single characters, lower case, with their offsets: blanks made one, and what is not searched left out."""
    kept: list[tuple[str, int]] = []
    for at, original in enumerate(text):
        char = _SINGLE.get(ord(original), original)
        if char.isspace():
            if kept and kept[-1][0] != " ":
                kept.append((" ", at))
            continue
        if not char.isprintable() and unicodedata.category(char) in {"Cc", "Cf", "Cs"}:
            continue
        if kept and kept[-1][0] == " " and (char in _RANK or char == _AM):
            kept.pop()  # nothing begins with a mark: the blank is damage
        kept += [(lower, at) for lower in char.lower()]
    if kept and kept[-1][0] == " ":
        kept.pop()
    return kept


def _append(groups: list[_Group], char: str, at: int) -> None:
    last = groups[-1]
    if char in _RANK:
        home = last
        if last.base == _AM and len(groups) > 1 and _is_consonant(groups[-2].base):
            home = groups[-2]  # a tone typed after SARA AM stands on the consonant before it
            at = home.offsets[-1]
        home.thai.add(char)
        home.offsets.append(at)
    elif _is_other_mark(char):
        last.others += char
        last.offsets.append(at)
    elif char == _AA and (split := _split_am(groups)):
        if split is not last:
            groups.pop()
        split.thai.discard(_NIKHAHIT)
        groups.append(_Group(_AM, offsets=[at]))
    elif char == _E and last.base == _E and not last.thai and not last.others:
        last.base = _AE
    else:
        groups.append(_Group(char, offsets=[at]))


def _split_am(groups: list[_Group]) -> _Group | None:
    """The group whose NIKHAHIT the AA that follows completes to SARA AM, perhaps over a blank between the two."""
    if _NIKHAHIT in groups[-1].thai:
        return groups[-1]
    is_blank = groups[-1].base == " " and not groups[-1].thai and not groups[-1].others
    return groups[-2] if is_blank and _NIKHAHIT in groups[-2].thai else None


def _is_consonant(char: str) -> bool:
    return "\u0e01" <= char <= "\u0e2e"


def _is_other_mark(char: str) -> bool:
    """Whether `char` may combine with what stands before it under NFC: marks, and the vowels of Hangul."""
    if char <= "\u02ff":
        return False
    return unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff"


def _spread(offsets: list[int], count: int) -> list[int]:
    """`count` offsets out of `offsets`, rising; the last is repeated where there are too few."""
    rising = sorted(offsets)
    return [rising[min(index, len(rising) - 1)] for index in range(count)]


def _hits(text: str, terms: list[str]) -> list[tuple[int, int]]:
    """The spans of `text` in which a term occurs, widened to whole clusters, merged, in order."""
    folded, offsets = fold_with_map(text)
    if "." in folded:
        offsets = [at for char, at in zip(folded, offsets, strict=True) if char != "."]
        folded = folded.replace(".", "")
    if not any(term in folded for term in terms):
        return []
    ends = cluster_ends(text)
    starts = [0, *ends[:-1]]
    found: list[tuple[int, int]] = []
    for term in set(terms):
        at = folded.find(term)
        while at >= 0:
            first, last = offsets[at], offsets[at + len(term) - 1]
            found.append((starts[bisect_right(starts, first) - 1], ends[bisect_left(ends, last + 1)]))
            at = folded.find(term, at + len(term))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
