"""The words of a text, after each of which a line may end."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from samphan.kit.thai.words import layout_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_REMEMBERED_TEXT = 4_000
_LONGEST_COMPOUND = 18
_THAI = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]")
# Not at hyphens, which a reader would take for those of a divided word.
_ADDRESS_JOINTS = re.compile("(?<=[/?&=._#])(?=[^/?&=._#])")
_CLASS_WORD = re.compile(
    '[("“‘]?(?:การ|ความ|ผู้|นัก|ชาว|คณะ|รอง|ข้อ|ค่า|แบบ|ผล|แหล่ง|ภาค|ภาระ|หน้า|เชิง|หลัง|ไม่|ได้|อย่าง|ประชา|กรุง)'
)
_NUMBER_WORD = re.compile("ครึ่ง|หนึ่ง|เอ็ด|สอง|ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน")
_ENDS_IN_NUMBER_WORD = re.compile(f"(?:{_NUMBER_WORD.pattern})$")
_LEADING_VOWELS = frozenset("เแโใไ")
_TRAILING_VOWELS = frozenset("ะาำๅ")


def has_thai(text: str) -> bool:
    """Whether there is a Thai letter in the text."""
    return _THAI.search(text) is not None


def words_of(text: str, glossary: frozenset[str]) -> tuple[str, ...]:
    """Words, blanks and line breaks of the text; joined they are the text."""
    if len(text) > _REMEMBERED_TEXT:
        return tuple(_find_words(text, glossary))
    return _remembered_words(text, glossary)


def smaller_than(word: str) -> Iterator[list[str]]:
    """Ways to divide a word that is too wide for its line, the least harmful first."""
    if not has_thai(word):
        yield _ADDRESS_JOINTS.split(word)
    else:
        import thaibreak

        yield layout_words(word, frozenset())
        yield [word[start:end] for start, end in pairwise(thaibreak.boundaries(word))]
    cuts = [0, *(index for index in range(1, len(word)) if _may_cut_at(word, index)), len(word)]
    yield [word[start:end] for start, end in pairwise(cuts)]


@cache
def official_compounds() -> frozenset[str]:
    """The compounds that every document keeps whole."""
    lines = Path(__file__).with_name("compounds.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=8192)
def _remembered_words(text: str, glossary: frozenset[str]) -> tuple[str, ...]:
    return tuple(_find_words(text, glossary))


def _find_words(text: str, glossary: frozenset[str]) -> Iterator[str]:
    for line in re.split("(\n)", text):
        for word in (
            _compounds(layout_words(line, glossary)) if has_thai(line) else re.findall(r"\s+|\S+", line)
        ):
            if "://" in word:
                yield from _ADDRESS_JOINTS.split(word)
            else:
                yield word


def _compounds(words: list[str]) -> list[str]:
    """The words, joined where they form one that no dictionary lists.

    Thai makes words freely: nouns from a class word and what it classes (ค่า|ลงทะเบียน, แบบ|ประเมิน, ผู้|รับบริการ), and
    numbers from numbers (เจ็ดสิบ|แปด). A line that ends after the first half reads as something else.
    """
    joined: list[str] = []
    for word in words:
        last = joined[-1] if joined else ""
        forms = (
            _CLASS_WORD.fullmatch(last) and has_thai(word[0]) and len(last) + len(word) <= _LONGEST_COMPOUND
        )
        counts = _ENDS_IN_NUMBER_WORD.search(last) and _NUMBER_WORD.match(word)
        if last and not last.isspace() and (forms or counts or word == "ละ"):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _may_cut_at(text: str, index: int) -> bool:
    return not (
        unicodedata.category(text[index]).startswith("M")
        or text[index] in _TRAILING_VOWELS
        or text[index - 1] in _LEADING_VOWELS
    )
