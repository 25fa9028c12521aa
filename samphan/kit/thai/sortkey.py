"""Thai dictionary order as a plain string.

The database servers that Samphan can start by itself are built without ICU, so the order of Thai words is kept in a
column. The key compares rightly by code point, which is what the C collation and Python's `<` do.

The order is that of ICU for Thai (oracle in the tests): consonants before vowels, a leading vowel after the
consonant that it is written before, tones only when all else is equal, Thai before Latin, digits before letters,
punctuation and blanks ignored. One thing differs on purpose: runs of digits compare by value (2 before 10).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from samphan.kit.thai.fold import clean

_LEVEL: Final = "\x01"
_PLAIN: Final = " "
#: A btree entry of PostgreSQL holds 2,704 bytes; 200 letters with all levels stay below it.
_LONGEST: Final = 200

# ICU's second-level order of the marks that decide only between words that are otherwise equal.
_TONES: Final = {
    mark: chr(ord("a") + rank)
    for rank, mark in enumerate("\u0e4e\u0e4c\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4d")  # ๎ ์ ็ ่ ้ ๊ ๋ ํ
}
_LAKKHANGYAO: Final = "\u0e45"  # ๅ, the long stroke of ฤๅ and ฦๅ: as SARA AA, which it is written like
_REPLACED: Final = {0x0E50 + digit: str(digit) for digit in range(10)} | {ord(_LAKKHANGYAO): "\u0e32"}
_REPLACEABLE: Final = re.compile("[\u0e45\u0e50-\u0e59]")
_IGNORED: Final = "\u0e2f\u0e46"  # ฯ and ๆ
# Latin goes to the free end of the Thai block: after every Thai letter and before every other script. Scripts whose
# code points lie before Thai (Greek, Cyrillic, Arabic) go to the private use area, in their own order.
_LATIN: Final = {chr(ord("a") + index): chr(0x0E60 + index) for index in range(26)}
_FIRST_THAI: Final = 0x0E00
_OTHER_SCRIPTS: Final = 0xE000
_UNIT: Final = re.compile(r"(?P<number>[0-9]+)|(?P<lead>[เแโใไ])(?P<onset>[ก-ฮ])|(?P<char>.)", re.DOTALL)
# The same with runs of letters that stand for themselves: most of a name is such runs.
_RUNS: Final = re.compile(rf"(?P<run>[ก-ฮะ-ฺ]+)|{_UNIT.pattern}", re.DOTALL)


@lru_cache(maxsize=4_096)  # a record and its search row are sorted by the same text, one after the other
def sort_key(text: str) -> str:
    """The key under which `text` stands in a list, for a text column with C collation.

    Contains neither NUL nor surrogates; at most about 600 characters, so that it can be indexed. Texts that differ
    only in punctuation, blanks or ๆ ฯ have the same key: add a second criterion where the order must be total.
    """
    letters: list[str] = []
    marks: list[str] = []
    cases: list[str] = []
    replaced = clean(text)
    if _REPLACEABLE.search(replaced):
        replaced = replaced.translate(_REPLACED)
    for unit in (_RUNS if len(replaced) < _LONGEST else _UNIT).finditer(replaced):
        if len(letters) >= _LONGEST:
            break
        if unit.lastgroup == "run":
            _add(letters, marks, cases, unit[0])
        elif unit["number"]:
            _add(letters, marks, cases, _number(unit["number"]))
        elif unit["lead"]:
            _add(letters, marks, cases, unit["onset"] + unit["lead"])
        else:
            _add_character(letters, marks, cases, unit["char"])
    levels = (letters, marks, cases)
    return _LEVEL.join("".join(level[: 2 * _LONGEST]).rstrip(_PLAIN) for level in levels).rstrip(_LEVEL)


def _add(letters: list[str], marks: list[str], cases: list[str], primary: str, case: str = _PLAIN) -> None:
    letters.append(primary)
    marks.append(_PLAIN * len(primary))
    cases.append(case * len(primary))


def _add_character(letters: list[str], marks: list[str], cases: list[str], char: str) -> None:
    if tone := _TONES.get(char):
        marks.append(tone)
        return
    if "\u0e00" < char < "\u0e7f":
        if unicodedata.category(char)[0] in "LM" and char not in _IGNORED:
            _add(letters, marks, cases, char)
        return
    for part in unicodedata.normalize("NFD", char):
        if "\u0300" <= part <= "\u036f":
            marks.append("z")
        elif part.isdecimal():
            _add(letters, marks, cases, _number(str(unicodedata.decimal(part))))
        elif part.isalpha() or unicodedata.category(part)[0] == "M":
            lower = "".join(_LATIN.get(folded) or _after_thai(folded) for folded in part.casefold())
            _add(letters, marks, cases, lower, _PLAIN if part == part.casefold() else "u")


def _number(digits: str) -> str:
    """Digits led by how many there are, so that a longer number is a larger one."""
    significant = digits.lstrip("0") or "0"
    return chr(ord("0") + min(len(significant), 45)) + significant[:_LONGEST]


def _after_thai(char: str) -> str:
    return chr(_OTHER_SCRIPTS + ord(char)) if ord(char) < _FIRST_THAI else char
