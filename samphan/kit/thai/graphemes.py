"""Grapheme clusters: what a reader takes for one character.

The rules are those of Unicode Standard Annex 29 as far as an office meets them: combining marks, Thai SARA AM,
joined emoji, flags, Hangul syllables and CRLF. Conjuncts of Indian scripts are not joined.
"""

import re
import unicodedata
from collections.abc import Iterator

_ZWJ = "\u200d"
# SARA AM carries a mark of its own (NIKHAHIT) and therefore belongs to the consonant before it.
_SPACING_EXTENDERS = frozenset("\u0e33\u0eb3")
# A run of letters, digits and blanks without anything that could extend them: each is a cluster of its own.
_SIMPLE = re.compile(r"[\x20-\x7e\u0e01-\u0e30\u0e32\u0e40-\u0e46\u0e4f-\u0e5b]")
_THAI_TAIL = re.compile(r"[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]*")


def clusters(text: str) -> list[str]:
    """The grapheme clusters of `text`, in order; joined they are `text` again."""
    ends = cluster_ends(text)
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def cluster_ends(text: str) -> list[int]:
    """The offsets at which a cluster of `text` ends; the last is `len(text)`, and an empty text has none."""
    return list(_ends(text))


def _ends(text: str) -> Iterator[int]:
    at, length = 0, len(text)
    while at < length:
        at = _end(text, at, length)
        yield at


def _end(text: str, at: int, length: int) -> int:
    first = text[at]
    at += 1
    if _SIMPLE.match(first):
        tail = _THAI_TAIL.match(text, at)
        at = tail.end() if tail else at
    elif first == "\r" and text[at : at + 1] == "\n":
        return at + 1
    elif unicodedata.category(first) in {"Cc", "Zl", "Zp"}:
        return at
    elif _is_flag_half(first) and at < length and _is_flag_half(text[at]):
        at += 1
    while at < length:
        char = text[at]
        joined = text[at - 1] == _ZWJ and unicodedata.category(char) == "So"
        if not (extends(char) or joined or _is_jamo_tail(text[at - 1], char)):
            break
        at += 1
    return at


def extends(char: str) -> bool:
    """Whether `char` always belongs to the cluster of the character before it."""
    if char <= "\u02ff":
        return False
    return (
        unicodedata.category(char)[0] == "M"
        or char in _SPACING_EXTENDERS
        or "\u200c" <= char <= _ZWJ
        or "\U0001f3fb" <= char <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= char <= "\U000e007f"  # tags of regional flags
    )


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _is_jamo_tail(before: str, char: str) -> bool:
    if not "\u1160" <= char <= "\u11ff":
        return False
    return "\u1100" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7a3"
