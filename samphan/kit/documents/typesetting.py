"""Where lines of a PDF may break: Thai words are found here, before the engine sees the text.

typst finds Thai words with a neural model that errs once or twice a page, and it takes only the blanks of a line
into account. So the text goes to it word by word: an invisible joint of width zero between two words is the only
place where a line may end, and a word that the engine would cut all the same stands in a box. Which words these are
is asked once per process, in one small query for all new words of a document.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import deque
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from samphan.kit.documents.engine import FONT_FAMILY, ask
from samphan.kit.documents.model import Run, runs_of
from samphan.kit.documents.text import clean, printable, with_numerals
from samphan.kit.thai.words import layout_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from samphan.kit.documents.model import Inline, Numerals

# Separators inside the strings that the template reads; `clean` has taken them out of everybody's text.
JOINT, BOX = "\x1f", "\x1e"

# A word longer than this, in letters, is cut: running text has room for 90, the narrowest useful cell for 12.
_LONGEST_IN_TEXT, _LONGEST_IN_CELL = 60, 14
_REMEMBERED_WORDS = 200_000
_REMEMBERED_TEXT = 4_000

_THAI = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]")
_OPENING = re.compile("[(\\[{“‘«\"'#@]+")
_CLOSING = re.compile("[)\\]}”’»\"',.:;!?%ๆฯ]+")
_ADDRESS_JOINTS = re.compile("(?<=[/?&=._#-])(?=[^/?&=._#-])")
_LEADING_VOWELS = frozenset("เแโใไ")
_TRAILING_VOWELS = frozenset("ะาำๅ")

_cut_by_engine: dict[str, bool] = {}


type Span = list[Any]
"""`[style, link, string]`, where style is "", "b", "i" or "bi" and string holds words, JOINT and pairs of BOX;
or `["box", "", spans]` for a word in several styles, which is kept whole."""


class Typesetter:
    """Turns the texts of one document into what the template reads: `typeset` each of them, then `finish`."""

    def __init__(self, glossary: frozenset[str]) -> None:
        self._glossary = frozenset(printable(clean(term)) for term in glossary)
        self._open: list[tuple[Span, list[_Placed]]] = []

    def typeset(self, inline: Inline, numerals: Numerals, *, in_cell: bool = False) -> list[Span]:
        """The spans of a text, in reading order; their strings are filled in by `finish`."""
        parts = [(run, printable(clean(with_numerals(run.text, numerals)))) for run in runs_of(inline)]
        spans: list[Span] = []
        current: tuple[Run, list[_Placed]] | None = None
        for placed, pieces in _by_style(
            self._words("".join(text for _, text in parts), in_cell=in_cell), parts
        ):
            if len(pieces) == 1 and current and current[0] is pieces[0][0]:
                current[1].append(placed)
                continue
            if placed.after_joint:
                spans.append(["", "", JOINT])
            if len(pieces) > 1:
                spans.append(["box", "", [[_style(run), run.link, text] for run, text in pieces]])
                current = None
            else:
                run = pieces[0][0]
                current = (run, [placed._replace(after_joint=False)])
                spans.append([_style(run), run.link, ""])
                self._open.append((spans[-1], current[1]))
        return spans

    def finish(self) -> None:
        """Fill in all spans; words that no document had before are measured by the engine, all at once."""
        unknown = {
            placed.word: None
            for _, words in self._open
            for placed in words
            if _may_be_cut(placed.word) and placed.word not in _cut_by_engine
        }
        if unknown:
            if len(_cut_by_engine) > _REMEMBERED_WORDS:
                _cut_by_engine.clear()
            _cut_by_engine.update(_ask_engine(list(unknown)))
        for span, words in self._open:
            span[2] = "".join(map(_marked, words))
        self._open.clear()

    def _words(self, text: str, *, in_cell: bool) -> tuple[str, ...]:
        if len(text) > _REMEMBERED_TEXT:
            return _find_words(text, self._glossary, in_cell)
        return _remembered_words(text, self._glossary, in_cell)


class _Placed(NamedTuple):
    word: str
    after_joint: bool
    before_blank: bool


def _by_style(
    words: tuple[str, ...], parts: list[tuple[Run, str]]
) -> Iterator[tuple[_Placed, list[tuple[Run, str]]]]:
    """Each word with the stretches of one style that it is made of.

    Words are found in the whole text, so that a change of style opens no place for a line to end.
    """
    queue = deque((run, text) for run, text in parts if text)
    previous = " "
    for word, following in pairwise((*words, "")):
        pieces: list[tuple[Run, str]] = []
        missing = len(word)
        while missing:
            run, text = queue.popleft()
            pieces.append((run, text[:missing]))
            if len(text) > missing:
                queue.appendleft((run, text[missing:]))
            missing -= len(pieces[-1][1])
        yield _Placed(word, not (previous.isspace() or word.isspace()), following[:1].isspace()), pieces
        previous = word


def _marked(placed: _Placed) -> str:
    word = placed.word
    # A blank after a bare Thai letter would open the next line instead of ending this one (typst#5543).
    if (placed.before_blank and _THAI.match(word[-1])) or _cut_by_engine.get(word, False):
        word = f"{BOX}{word}{BOX}"
    return JOINT + word if placed.after_joint else word


def _style(run: Run) -> str:
    return ("b" if run.bold else "") + ("i" if run.italic else "")


@lru_cache(maxsize=8192)
def _remembered_words(text: str, glossary: frozenset[str], in_cell: bool) -> tuple[str, ...]:
    return _find_words(text, glossary, in_cell)


def _find_words(text: str, glossary: frozenset[str], in_cell: bool) -> tuple[str, ...]:
    longest = _LONGEST_IN_CELL if in_cell else _LONGEST_IN_TEXT
    words: list[str] = []
    for line in re.split("(\n)", text):
        found = layout_words(line, glossary) if _THAI.search(line) else re.findall(" +|[^ ]+", line)
        for word in _glued(found):
            words.extend(_pieces(word, longest) if len(word) > longest else (word,))
    return tuple(words)


def _glued(words: Iterable[str]) -> list[str]:
    """Words with opening marks joined to the word after and closing marks to the word before."""
    glued: list[str] = []
    opened = False
    for word in words:
        if not word:
            continue
        joins = glued and not glued[-1].isspace() and not word.isspace()
        if joins and (opened or _CLOSING.fullmatch(word)):
            glued[-1] += word
        else:
            glued.append(word)
        opened = _OPENING.fullmatch(word) is not None
    return glued


def _pieces(word: str, longest: int) -> Iterator[str]:
    """Pieces of a word that is too long to stay whole: at its inner words, at joints of an address, else anywhere."""
    parts = layout_words(word, frozenset()) if _THAI.search(word) else _ADDRESS_JOINTS.split(word)
    for part in parts:
        start = 0
        for end in range(1, len(part) + 1):
            full = end - start >= longest and _may_cut_at(part, end)
            if full or end == len(part):
                yield part[start:end]
                start = end


def _may_cut_at(text: str, index: int) -> bool:
    return index == len(text) or not (
        unicodedata.category(text[index]).startswith("M")
        or text[index] in _TRAILING_VOWELS
        or text[index - 1] in _LEADING_VOWELS
    )


def _may_be_cut(word: str) -> bool:
    return len(word) > 2 and _THAI.search(word) is not None


_PROBE = f"""
#set text(font: "{FONT_FAMILY}", lang: "th", size: 10pt)
#context {{
  let one-line = measure(block(width: 500pt, [ก])).height
  [#metadata(json(bytes(sys.inputs.words)).map(w => measure(block(width: 1pt, w)).height > one-line * 1.5))<cut>]
}}
""".encode()


def _ask_engine(words: list[str]) -> dict[str, bool]:
    """Which of the words typst breaks when nothing stops it."""
    answer: list[bool] = json.loads(ask(_PROBE, {"words": json.dumps(words, ensure_ascii=False)}, "cut"))
    return dict(zip(words, answer, strict=True))
