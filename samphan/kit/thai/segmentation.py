"""Runs of Thai letters cut into dictionary words, cautiously.

Of all ways to cover a run with words, the cheapest are sought: as few unknown letters as possible, then as few words.
Several are often equally good (ตา|กลม, ตาก|ลม), and only a cut that all of them share is made. That is what layout
needs: a cut that is missing costs a little white space, a wrong one is a mistake that every reader sees.
"""

import gzip
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from itertools import groupby, pairwise
from typing import Final, NamedTuple

import thaibreak

CONSONANT: Final = "ก-ฮ"
MARK: Final = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
LEADING: Final = "เแโใไ"

# Where no word begins: before a mark or a vowel that follows its consonant, after a vowel that leads its consonant,
# before a silenced consonant, and after ั and ื, which need a consonant to close them.
_NO_START: Final = re.compile(
    rf"[{MARK}ะาำๅ]|(?<=[{LEADING}]).|[{CONSONANT}](?=[ิุ]?์)|(?<=[\u0e31\u0e37])[{CONSONANT}]"
    rf"|(?<=[\u0e31\u0e37][่-๋])[{CONSONANT}]"
)

#: Letters above which an unknown stretch is cut by a statistical model instead of being kept whole.
LONGEST_UNKNOWN: Final = 12
#: A dictionary word up to this length beside an unknown stretch is more likely a part of it than a word.
_SHORT_NEIGHBOUR: Final = 3
_FOREIGN_SYLLABLES: Final = 3
#: Prefixes that form nouns; a line should not end after them.
_PREFIXES: Final = frozenset({"การ", "ความ", "นัก", "ผู้", "น่า", "ชาว"})
_LONGEST_WITH_PREFIX: Final = 14

# Words so frequent that they cost half: เป็น|แนวทาง|ใน is then as good as เป็นแนว|ทางใน although it has one word more.
_FREQUENT: Final = frozenset({
    "กับ", "กัน", "การ", "ก็", "ของ", "ความ", "จะ", "จาก", "ซึ่ง", "ด้วย", "ต่อ", "ตาม", "ถึง", "ที่", "นัก", "นั้น", "นี้", "ผู้",
    "มา", "มี", "ร่วม", "หรือ", "อยู่", "เป็น", "เพื่อ", "แก่", "และ", "แล้ว", "โดย", "ใน", "ให้", "ได้", "ไป", "ไม่",
})  # fmt: skip
_WORD_COST: Final = 4
_FREQUENT_COST: Final = 2
#: A noun formed with การ or ความ is hardly more than the word it is formed from.
_FORMING: Final = ("การ", "ความ")
_FORMING_COST: Final = 1
#: Seldom the word that is meant: พัฒนา|การดำเนินงาน, not พัฒนาการ|ดำเนินงาน.
_DOUBTFUL: Final = frozenset({"พัฒนาการ"})
_UNKNOWN_COST: Final = 40
_KEY: Final = 3


class _Span(NamedTuple):
    start: int
    end: int
    known: bool


class _Lexicon:
    """Words with what each costs, and which lengths occur after which beginning."""

    def __init__(self, costs: dict[str, int]) -> None:
        self.costs = costs
        lengths: dict[str, set[int]] = {}
        for word in costs:
            lengths.setdefault(word[:_KEY], set()).add(len(word))
        self.lengths = {key: tuple(sorted(found)) for key, found in lengths.items()}

    def extended(self, words: Iterable[str]) -> "_Lexicon":
        """With words of one's own, which win against any equally long row of others."""
        return _Lexicon(self.costs | dict.fromkeys(words, _FREQUENT_COST))


@lru_cache(maxsize=8192)
def thai_words(run: str, glossary: frozenset[str]) -> tuple[str, ...]:
    """A run of Thai letters cut into long words; joined they are the run again."""
    words: list[str] = []
    for span in _with_prefixes(run, _absorbed(run, _matched(run, _lexicon(glossary)))):
        word = run[span.start : span.end]
        words += [word] if span.known or len(word) <= LONGEST_UNKNOWN else _by_model(word)
    return tuple(words)


def strangeness(run: str) -> tuple[int, int]:
    """How many letters of a run stand in no word, and into how many pieces it falls: fewer of both is better Thai."""
    spans = _matched(run, _dictionary())
    return sum(span.end - span.start for span in spans if not span.known), len(spans)


def _matched(run: str, lexicon: _Lexicon) -> list[_Span]:
    """The spans between the cuts that all cheapest covers of `run` share; unknown if no cover knows them whole."""
    edges, cost = _edges(run, lexicon)
    length = len(run)
    total = cost[length]
    rest = [total + 1] * (length + 1)  # cheapest cover from here to the end
    rest[length] = 0
    is_cut = bytearray(b"\x01" * (length + 1))
    unknown = bytearray(length)
    for start, end, price in reversed(edges):
        to_end = price + rest[end]
        rest[start] = min(rest[start], to_end)
    for start, end, price in edges:
        if cost[start] + price + rest[end] == total:
            is_cut[start + 1 : end] = bytes(end - start - 1)
            if price >= _UNKNOWN_COST:
                unknown[start:end] = b"\x01" * (end - start)
    cuts = [at for at in range(length + 1) if is_cut[at]]
    return [_Span(start, end, known=not any(unknown[start:end])) for start, end in pairwise(cuts)]


def _edges(run: str, lexicon: _Lexicon) -> tuple[list[tuple[int, int, int]], list[int]]:
    """Every word in `run` as (start, end, price), by start, and the cheapest price up to each offset."""
    length = len(run)
    starts = _starts(run)
    cost = [length * _UNKNOWN_COST + 1] * (length + 1)
    cost[0] = 0
    edges: list[tuple[int, int, int]] = []
    at = 0
    while at < length:
        here = cost[at]
        for end, price in _words_at(run, at, starts, lexicon):
            edges.append((at, end, price))
            cost[end] = min(cost[end], here + price)
        following = starts.find(1, at + 1)
        price = _UNKNOWN_COST * (following - at)
        edges.append((at, following, price))
        cost[following] = min(cost[following], here + price)
        at = following
    return edges, cost


def _words_at(run: str, at: int, starts: bytearray, lexicon: _Lexicon) -> list[tuple[int, int]]:
    """The ends and prices of all words that begin at an offset, nouns formed with การ and ความ included."""
    lengths, costs = lexicon.lengths, lexicon.costs
    length = len(run)
    found: list[tuple[int, int]] = []
    for size in (2, *lengths.get(run[at : at + _KEY], ())):
        end = at + size
        if end > length:
            break
        if starts[end] and (price := costs.get(run[at:end])):
            found.append((end, price))
    if run.startswith(_FORMING, at):
        middle = at + (3 if run[at] == "ก" else 4)
        if starts[middle] and middle < length and not run.startswith(_FORMING, middle):
            longest = at + _LONGEST_WITH_PREFIX
            formed = _words_at(run, middle, starts, lexicon)
            found += [(end, price + _FORMING_COST) for end, price in formed if end <= longest]
    return found


def _starts(run: str) -> bytearray:
    """For each offset whether a word may begin there; the end of the run counts as one."""
    starts = bytearray(b"\x01" * (len(run) + 1))
    for found in _NO_START.finditer(run):
        starts[found.start()] = 0
    starts[0] = starts[len(run)] = 1
    return starts


def _absorbed(run: str, spans: list[_Span]) -> list[_Span]:
    """Unknown stretches joined with each other and with the short words that touch them (เทเล|แก|รม).

    Three short words in a row are taken for one unknown word, too: mostly they are syllables of a foreign one.
    """
    result: list[_Span] = []
    for is_doubtful, group in groupby(spans, key=lambda span: _is_doubtful(run, span)):
        row = list(group)
        if is_doubtful and (len(row) >= _FOREIGN_SYLLABLES or not all(span.known for span in row)):
            result.append(_Span(row[0].start, row[-1].end, known=False))
        else:
            result += row
    return result


def _is_doubtful(run: str, span: _Span) -> bool:
    short = span.end - span.start <= _SHORT_NEIGHBOUR
    return not span.known or (short and run[span.start : span.end] not in _FREQUENT)


def _with_prefixes(run: str, spans: list[_Span]) -> list[_Span]:
    """Prefixes joined with what follows; one at the very end (ชำนาญ|การ) belongs to the word before."""
    result: list[_Span] = []
    for span in spans:
        before = result[-1] if result else None
        if before and (
            (span.end == len(run) and run[span.start : span.end] in _FORMING)
            or (
                span.known
                and span.end - before.start <= _LONGEST_WITH_PREFIX
                and run[before.start : before.end] in _PREFIXES
            )
        ):
            result[-1] = _Span(before.start, span.end, before.known and span.known)
        else:
            result.append(span)
    return result


def _by_model(word: str) -> list[str]:
    """A long unknown stretch cut by the model of `thaibreak`, nowhere but where a word can begin."""
    starts = _starts(word)
    cuts = [cut for cut in thaibreak.boundaries(word) if starts[cut]]
    return [word[start:end] for start, end in pairwise(cuts)]


@cache
def _dictionary() -> _Lexicon:
    """The word lists of the package; sources and licences stand in SOURCES.md."""
    folder = resources.files("samphan.kit.thai")
    words = gzip.decompress(folder.joinpath("words_th.txt.gz").read_bytes()).decode("utf-8").split()
    own = folder.joinpath("words_own.txt").read_text(encoding="utf-8").splitlines()
    costs = dict.fromkeys(words, _WORD_COST)
    costs |= dict.fromkeys((word for word in own if not word.startswith("#")), _WORD_COST)
    costs |= dict.fromkeys(_DOUBTFUL, _WORD_COST + _FORMING_COST)
    return _Lexicon(costs | dict.fromkeys(_FREQUENT, _FREQUENT_COST))


@lru_cache(maxsize=2)
def _lexicon(glossary: frozenset[str]) -> _Lexicon:
    own = {word for word in glossary if len(word) > 1}
    return _dictionary().extended(own) if own else _dictionary()
