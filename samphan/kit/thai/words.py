"""Thai words, found so that a line of a document never ends inside one.

Layout wants LONG words: a break that is missing costs a little white space, a break inside a word is a mistake that
every reader sees. So the text is covered with as few dictionary words as possible (maximal matching), unknown words
keep their neighbours, and prefixes that cannot stand alone stay with what they form. Searching does not use this
module: it compares letters, see `fold`.
"""

import gzip
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import Final, NamedTuple

import thaibreak

from samphan.kit.thai.graphemes import clusters

__all__ = ["clusters", "layout_words", "truncate"]

ELLIPSIS: Final = "…"

_CONSONANT: Final = "ก-ฮ"
_MARK: Final = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_LEADING: Final = "เแโใไ"
_LETTER: Final = f"{_CONSONANT}ะ-ฺเ-ๅ็-๎"

_PIECE: Final = re.compile(
    rf"(?P<blank>\s+)"
    rf"|(?P<whole>ฯลฯ|ฯพณฯ)"
    rf"|(?P<after>[ๆฯ]+)"
    rf"|(?P<short>(?:(?:[{_LEADING}]?[{_CONSONANT}][{_MARK}]*){{1,4}}\.)+)"
    rf"|(?P<thai>[{_LETTER}]+)"
    rf"|(?P<other>[^\s{_LETTER}ๆฯ]+)"
)
_OPENING: Final = "(\\[{<«“‘‹"
_CLOSING: Final = ".,;:!?)\\]}>»”’›%…/\\-–—"
_LED_BY_CLOSING: Final = re.compile(rf"[{_CLOSING}]+")
_ENDED_BY_OPENING: Final = re.compile(rf"[{_OPENING}]+$")

# Where no word of Thai begins: before a mark or a vowel that follows its consonant, after a vowel that leads its
# consonant, before a silenced consonant, and after ั and ื, which need a consonant to close them.
_NO_START: Final = re.compile(
    rf"[{_MARK}ะาำๅ]|(?<=[{_LEADING}]).|[{_CONSONANT}][ิุ]?์|(?<=[\u0e31\u0e37])[{_CONSONANT}]"
    rf"|(?<=[\u0e31\u0e37][่-๋])[{_CONSONANT}]"
)

#: Letters above which an unknown stretch is cut by a statistical model instead of being kept whole.
_LONGEST_UNKNOWN: Final = 12
#: A dictionary word up to this length beside an unknown stretch is more likely a part of it than a word.
_SHORT_NEIGHBOUR: Final = 3
#: Prefixes that form nouns; a line should not end after them.
_PREFIXES: Final = frozenset({"การ", "ความ", "นัก", "ผู้", "น่า", "ชาว"})
_LONGEST_WITH_PREFIX: Final = 14
_UNKNOWN_COST: Final = 10
_KEY: Final = 3


class _Span(NamedTuple):
    start: int
    end: int
    known: bool


class _Lexicon:
    """Words with an index of which lengths occur after which beginning."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        lengths: dict[str, set[int]] = {}
        for word in self.words:
            lengths.setdefault(word[:_KEY], set()).add(len(word))
        self.lengths = {key: tuple(sorted(found)) for key, found in lengths.items()}

    def extended(self, words: Iterable[str]) -> "_Lexicon":
        return _Lexicon(self.words | set(words))


def layout_words(text: str, glossary: frozenset[str] = frozenset()) -> list[str]:
    """`text` cut where a line may end; the pieces joined are `text`, unchanged.

    Blanks are pieces of their own, except one before ๆ. Closing punctuation, ๆ and ฯ stay with the word before, opening
    brackets and quotes and abbreviations (จ. ดร.) with the word after; Latin words and numbers are never cut.

    Args:
        text: Any text; cleaned text gives the best result.
        glossary: Further words of one's own (names of organisations and persons, terms) that are never cut.
    """
    pieces: list[str] = []
    joined: list[bool] = []  # whether a piece stays with the one before
    sticky = False  # whether the next piece stays with this one
    for found in _PIECE.finditer(text):
        piece, kind = found[0], found.lastgroup
        if kind == "blank":
            pieces.append(piece)
            joined.append(False)
            sticky = False
        elif kind == "after":
            if len(pieces) > 1 and pieces[-1] == " " and piece.startswith("ๆ"):
                joined[-1] = True
            pieces.append(piece)
            joined.append(bool(len(pieces) > 1 and (joined[-1] or not pieces[-2].isspace())))
            sticky = False
        elif kind == "other":
            sticky = _add_other(text, found, pieces, joined, sticky=sticky)
        else:
            words = _thai_words(piece, glossary) if kind == "thai" else [piece]
            pieces += words
            joined += [sticky] + [False] * (len(words) - 1)
            sticky = kind == "short"
    return _join(pieces, joined)


def truncate(text: str, limit: int) -> str:
    """`text` in at most `limit` grapheme clusters; what is cut ends after a word where possible, and with "…"."""
    parts = clusters(text)
    if len(parts) <= limit:
        return text
    if limit < 1:
        return ""
    room = len("".join(parts[: limit - 1]))
    end = whole = 0
    for word in layout_words(text[: room + 2 * _LONGEST_UNKNOWN]):
        end += len(word)
        if end > room:
            break
        whole = end
    if 2 * whole < room:
        whole = room
    return text[:whole].rstrip() + ELLIPSIS


def _add_other(
    text: str, found: re.Match[str], pieces: list[str], joined: list[bool], *, sticky: bool
) -> bool:
    """Adds a run that is neither Thai nor blank; returns whether the next piece stays with it."""
    piece, start, end = found[0], found.start(), found.end()
    beside = bool(pieces) and not pieces[-1].isspace()
    head = 1 if beside and piece[0] in "\"'" and _closes(text, start) else 0
    closing = _LED_BY_CLOSING.match(piece, head)
    head = closing.end() if closing and beside else head
    if head:
        pieces.append(piece[:head])
        joined.append(True)
        sticky = False
    rest = piece[head:]
    if rest:
        pieces.append(rest)
        joined.append(sticky or (head == 0 and beside and rest[0].isdecimal()))
    last = piece[-1]
    if last in "\"'":
        return bool(rest) and not _closes(text, end - 1)
    return bool(rest) and (last.isdecimal() or _ENDED_BY_OPENING.search(rest) is not None)


def _closes(text: str, at: int) -> bool:
    """Whether the straight quote at `at` ends a quotation."""
    if at == 0 or text[at - 1].isspace() or text[at - 1] in "([{":
        return False
    if at + 1 == len(text) or text[at + 1].isspace():
        return True
    return text.count(text[at], text.rfind("\n", 0, at) + 1, at) % 2 == 1


def _join(pieces: list[str], joined: list[bool]) -> list[str]:
    words: list[str] = []
    for piece, stays in zip(pieces, joined, strict=True):
        if stays and words:
            words[-1] += piece
        else:
            words.append(piece)
    return words


@lru_cache(maxsize=8192)
def _thai_words(run: str, glossary: frozenset[str]) -> list[str]:
    """A run of Thai letters cut into long words."""
    spans = _with_prefixes(run, _absorbed(_matched(run, _lexicon(glossary))))
    words: list[str] = []
    for span in spans:
        word = run[span.start : span.end]
        words += [word] if span.known or len(word) <= _LONGEST_UNKNOWN else _by_model(word)
    return words


def _matched(run: str, lexicon: _Lexicon) -> list[_Span]:
    """The cheapest cover of `run`: as few unknown letters as possible, then as few words as possible."""
    length = len(run)
    starts = _starts(run)
    cost = [length * _UNKNOWN_COST + 1] * (length + 1)
    came = [0] * (length + 1)
    known = bytearray(length + 1)
    cost[0] = 0
    lengths, words = lexicon.lengths, lexicon.words
    at = 0
    while at < length:
        here = cost[at] + 1
        for size in lengths.get(run[at : at + _KEY], ()):
            end = at + size
            if end > length:
                break
            if here <= cost[end] and starts[end] and run[at:end] in words:
                cost[end], came[end], known[end] = here, at, 1
        if run[at : at + 2] in words and at + 2 <= length and starts[at + 2] and here <= cost[at + 2]:
            cost[at + 2], came[at + 2], known[at + 2] = here, at, 1
        following = starts.find(1, at + 1)
        unknown = cost[at] + _UNKNOWN_COST * (following - at)
        if unknown < cost[following]:
            cost[following], came[following], known[following] = unknown, at, 0
        at = following
    spans: list[_Span] = []
    at = length
    while at:
        spans.append(_Span(came[at], at, bool(known[at])))
        at = came[at]
    spans.reverse()
    return spans


def _starts(run: str) -> bytearray:
    """For each offset whether a word may begin there; the end of the run counts as one."""
    starts = bytearray(b"\x01" * (len(run) + 1))
    for found in _NO_START.finditer(run):
        starts[found.start()] = 0
    starts[0] = starts[len(run)] = 1
    return starts


def _absorbed(spans: list[_Span]) -> list[_Span]:
    """Unknown stretches joined with each other and with the short words that touch them."""
    result: list[_Span] = []
    for index, span in enumerate(spans):
        if result and not result[-1].known and (not span.known or span.end - span.start <= _SHORT_NEIGHBOUR):
            was_short = span.known
            result[-1] = _Span(result[-1].start, span.end, known=False)
            if was_short and index + 1 < len(spans) and spans[index + 1].known:
                result.append(_Span(span.end, span.end, known=True))
            continue
        if not span.known and result and 0 < result[-1].end - result[-1].start <= _SHORT_NEIGHBOUR:
            result[-1] = _Span(result[-1].start, span.end, known=False)
            continue
        result.append(span)
    return [span for span in result if span.end > span.start]


def _with_prefixes(run: str, spans: list[_Span]) -> list[_Span]:
    result: list[_Span] = []
    for span in spans:
        before = result[-1] if result else None
        if (
            before
            and span.known
            and span.end - before.start <= _LONGEST_WITH_PREFIX
            and run[before.start : before.end] in _PREFIXES
        ):
            result[-1] = _Span(before.start, span.end, known=True)
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
    """The word list of the package; its source and licence stand in SOURCES.md."""
    packed = resources.files("samphan.kit.thai").joinpath("words_th.txt.gz").read_bytes()
    return _Lexicon(gzip.decompress(packed).decode("utf-8").split())


@lru_cache(maxsize=8)
def _lexicon(glossary: frozenset[str]) -> _Lexicon:
    own = {word for word in glossary if len(word) > 1}
    return _dictionary().extended(own) if own else _dictionary()
