"""What happens to text before it gets onto paper: clean-up, numerals, characters that the fonts do not have."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from samphan.kit.documents.model import plain
from samphan.kit.thai.numerals import thai_digits

if TYPE_CHECKING:
    from samphan.kit.documents.model import Document, Numerals

FONT_FOLDER = Path(__file__).parent / "fonts"
SUBSTITUTE = "■"

# Not allowed in XML, in PDF/A or without meaning on paper: controls, surrogates, non-characters, joiners,
# marks of direction, byte order marks, soft hyphens, variation selectors, tags. U+001E and U+001F are among them,
# which lets the layout use these two as its own separators.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    "\ufeff\ufff9-\ufffb\ufdd0-\ufdef\U000e0000-\U000e0fff]"
)
_NON_CHARACTER = re.compile(
    "[" + "".join(chr(p << 16 | 0xFFFE) + chr(p << 16 | 0xFFFF) for p in range(17)) + "]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[ \t\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_SPLIT_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
# More marks than any script needs on one letter are rubbish that would run into the lines above.
_PILED_MARKS = re.compile(
    "([\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4})"
    "[\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)
_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
# A stretch of Latin text keeps its figures: "IRO Day 2026", "https://example.org/1", "3rd".
_LATIN_STRETCH = re.compile(rf"[0-9]*[{_LATIN}][{_LATIN}0-9 \-._/:@&+'’#%?=~]*|[0-9]+")
# Signs that people paste and Sarabun lacks, with the nearest that it has.
_NEAREST = str.maketrans(
    {
        "◦": "•", "‣": "•", "∙": "•", "●": "•", "⁃": "–", "▪": "■", "▫": "■", "□": "■", "◻": "■", "☐": "■", "☒": "☑",
        "✓": "√", "✔": "√", "✗": "×", "✘": "×", "‑": "-", "⁻": "–", "－": "-", "➔": "→", "➜": "→", "➤": "→", "⇒": "→",
        "′": "'", "‵": "'", "＂": '"', "〝": '"', "〞": '"', "⋅": "·", "・": "·", "…": "…", "⋯": "…", "≈": "≈", "≃": "≈",
    }
)  # fmt: skip


def clean(text: str) -> str:
    """`text` as it may stand in any output: composed, with line feeds for line breaks and single blanks.

    Characters that XML forbids or that show nothing are dropped; a lone surrogate, a letter lost on the way to us,
    becomes SUBSTITUTE so that the loss is seen.
    """
    text = unicodedata.normalize("NFC", _SURROGATE.sub(SUBSTITUTE, text))
    text = _SPLIT_SARA_AM.sub("\\1\u0e33", text)
    text = _NON_CHARACTER.sub("", _UNPRINTABLE.sub("", _LINE_BREAK.sub("\n", text)))
    text = _PILED_MARKS.sub("\\1", text)
    return _BLANKS.sub(" ", text)


def with_numerals(text: str, numerals: Numerals) -> str:
    """`text` with Thai figures where they are wanted; Latin stretches keep theirs."""
    if numerals == "arabic":
        return text
    return _LATIN_STRETCH.sub(lambda m: thai_digits(m[0]) if m[0].isdigit() else m[0], text)


def number(value: int, numerals: Numerals) -> str:
    """A number of the paper itself (page, table, item)."""
    return thai_digits(str(value)) if numerals == "thai" else str(value)


def printable(text: str) -> str:
    """`clean` text in characters that the fonts of the PDF have; SUBSTITUTE where there is no near one."""
    have = font_coverage()
    if have.issuperset(text):
        return text
    text = text.translate(_NEAREST)
    return "".join(c if c in have else _nearest(c) for c in text)


def substituted_characters(document: Document) -> str:
    """The distinct characters of the document that its PDF can only show as SUBSTITUTE, in code point order.

    Word and browsers have fonts for them; whoever issues a paper should be told before it is signed.
    """
    have = font_coverage()
    lost: set[str] = set()
    for inline in document.texts():
        text = plain(inline)
        if _SURROGATE.search(text):
            lost.add("\ufffd")
        lost.update(c for c in clean(text).translate(_NEAREST) if c not in have and _nearest(c) == SUBSTITUTE)
    return "".join(sorted(lost))


@cache
def font_coverage() -> frozenset[str]:
    """The characters that every face of the fonts has, without private-use ones, which PDF/A forbids."""
    table = (FONT_FOLDER / "metrics.txt").read_text(encoding="ascii").splitlines()
    found = {chr(int(line.split(maxsplit=1)[0], 16)) for line in table if not line.startswith("#")}
    return frozenset(c for c in found if unicodedata.category(c) not in {"Co", "Cc"}) | {"\n"}


def _nearest(character: str) -> str:
    have = font_coverage()
    plainer = unicodedata.normalize("NFKC", character)
    if plainer != character and have.issuperset(plainer):
        return plainer
    bare = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    if bare and have.issuperset(bare):
        return bare
    return "" if unicodedata.category(character).startswith("M") else SUBSTITUTE
