"""Text with all its lines chosen, as the template of the PDF reads it.

typst finds Thai words with a neural model that errs once or twice a page, and nothing turns it off; what can be done
against it (boxes around words, joints between them) spoils justification or the text that readers copy. So it
gets no choice: every line is chosen here and fits its measure, and the engine sets it.
"""

from __future__ import annotations

from collections import deque
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from samphan.kit.documents.breaking import official_compounds, smaller_than, words_of
from samphan.kit.documents.lines import line_starts, width_of
from samphan.kit.documents.model import runs_of
from samphan.kit.documents.text import clean, printable, with_numerals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samphan.kit.documents.model import Inline, Numerals

# Ends a line that is to be filled; `clean` has taken the sign out of everybody's text. Other lines end with "\n".
LINE_END = "\x1d"

type Span = tuple[str, str, str]
"""Style ("", "b", "i" or "bi"), link and text with LINE_END and line feeds."""


class Extent(NamedTuple):
    """How wide a text is in points, at BODY_SIZE: the longest line that it makes itself, and its longest word."""

    line: float
    word: float


class _Part(NamedTuple):
    """A stretch of text in one style."""

    style: str
    link: str
    text: str


class Typesetter:
    """Sets the texts of one document, whose names and terms it knows."""

    def __init__(self, glossary: frozenset[str]) -> None:
        self._glossary = official_compounds().union(printable(clean(term)) for term in glossary)

    def justified(self, inline: Inline, numerals: Numerals, *, first: float, rest: float) -> tuple[Span, ...]:
        """Spans of a justified paragraph; its first line is `first` points long, the others are `rest`."""
        return _in_lines(_parts(inline, numerals), self._glossary, first, rest, LINE_END)

    def ragged(
        self,
        inline: Inline,
        numerals: Numerals,
        *,
        measure: float,
        first: float | None = None,
        bold: bool = False,
    ) -> tuple[Span, ...]:
        """Spans of a text whose lines end where they end; `measure` as if it were set at BODY_SIZE."""
        parts = _parts(inline, numerals, bold=bold)
        return _in_lines(parts, self._glossary, measure if first is None else first, measure, "\n")

    def extent(self, inline: Inline, numerals: Numerals, *, bold: bool = False) -> Extent:
        """How wide the text would like to be."""
        parts = _parts(inline, numerals, bold=bold)
        line = longest_line = longest_word = 0.0
        for word, width, _ in _measured(
            words_of("".join(part.text for part in parts), self._glossary), parts
        ):
            line = 0.0 if word == "\n" else line + width
            longest_line = max(longest_line, line)
            longest_word = max(longest_word, width)
        return Extent(longest_line, longest_word)


def _parts(inline: Inline, numerals: Numerals, *, bold: bool = False) -> tuple[_Part, ...]:
    return tuple(
        _Part(("b" if run.bold or bold else "") + ("i" if run.italic else ""), run.link, text)
        for run in runs_of(inline)
        if (text := printable(clean(with_numerals(run.text, numerals))))
    )


@lru_cache(maxsize=4096)
def _in_lines(
    parts: tuple[_Part, ...], glossary: frozenset[str], first: float, rest: float, line_end: str
) -> tuple[Span, ...]:
    """The parts with `line_end` where a line is to end."""
    words = words_of("".join(part.text for part in parts), glossary)
    fitting = [piece for word in _measured(words, parts) for piece in _fitted(*word, rest)]
    starts = set(_starts(fitting, first, rest))
    made: list[Span] = []
    offset = 0
    for part in parts:
        end = offset + len(part.text)
        cuts = [offset, *sorted(start for start in starts if offset < start < end), end]
        text = line_end.join(part.text[a - offset : b - offset] for a, b in pairwise(cuts))
        made.append((part.style, part.link, line_end + text if offset in starts else text))
        offset = end
    return tuple(made)


def _measured(words: Sequence[str], parts: Sequence[_Part]) -> Iterator[tuple[str, float, str]]:
    """Each word with its width and the style of its beginning.

    Words are found in the whole text, so that a change of style opens no place for a line to end.
    """
    queue = deque((part.style, part.text) for part in parts)
    for word in words:
        width, missing, first_style = 0.0, len(word), queue[0][0]
        while missing:
            style, text = queue.popleft()
            width += width_of(text[:missing], style)
            if len(text) > missing:
                queue.appendleft((style, text[missing:]))
            missing -= min(len(text), missing)
        yield word, width, first_style


def _fitted(word: str, width: float, style: str, measure: float) -> Iterator[tuple[str, float]]:
    """The word, or pieces of it when it is wider than the measure."""
    if width <= measure or len(word) == 1:
        yield word, width
        return
    pieces = next((found for found in smaller_than(word) if len(found) > 1), [word])
    if len(pieces) == 1:
        yield word, width
        return
    # Pieces that fit together stay together: only where the measure demands it a word is divided.
    held, filled = "", 0.0
    for piece in pieces:
        wide = width_of(piece, style)
        if held and filled + wide > measure:
            yield from _fitted(held, filled, style, measure)
            held, filled = "", 0.0
        held += piece
        filled += wide
    yield from _fitted(held, filled, style, measure)


def _starts(words: Sequence[tuple[str, float]], first: float, rest: float) -> Iterator[int]:
    """Offsets of the letters that open a line, other than after a line break of the text itself."""
    offset = 0
    line: list[tuple[str, float]] = []
    for word, width in (*words, ("\n", 0.0)):
        if word != "\n":
            line.append((word, width))
            continue
        offsets = [offset]
        for text, _ in line:
            offsets.append(offsets[-1] + len(text))
        for index in line_starts([t for t, _ in line], [w for _, w in line], first=first, rest=rest):
            yield offsets[index]
        offset, first = offsets[-1] + 1, rest
        line = []
