"""Widths of the columns of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

# How much of a table the columns that are as wide as their content may take together, and a single word alone.
_MOST_FOR_CONTENT = 0.7
_MOST_FOR_A_WORD = 0.4


class ColumnNeed(NamedTuple):
    """What a column asks for; widths in any unit, with the padding of its cells.

    Attributes:
        share: part of the free width, relative to the others; 0 for as much as its longest line takes.
        longest_line: width of that line.
        longest_word: width of the longest word, which should not be divided.
    """

    share: float
    longest_line: float
    longest_word: float


def column_widths(needs: Sequence[ColumnNeed], total: float) -> list[float]:
    """Widths that fill `total`, in which words fit wherever that is possible."""
    wanted = [0.0 if need.share else need.longest_line for need in needs]
    shares = sum(need.share for need in needs)
    shrink = min(1.0, _MOST_FOR_CONTENT * total / max(sum(wanted), 1.0)) if shares else total / sum(wanted)
    free = total - shrink * sum(wanted)
    widths = [
        free * need.share / shares if need.share else width * shrink
        for need, width in zip(needs, wanted, strict=True)
    ]
    least = [min(need.longest_word, _MOST_FOR_A_WORD * total) for need in needs]
    return _raised(widths, least, total)


def _raised(widths: Sequence[float], least: Sequence[float], total: float) -> list[float]:
    """Widths of at least `least`, at the expense of the wider columns, as far as all of them fit."""
    if sum(least) >= total:
        return [width * total / sum(least) for width in least]
    raised: set[int] = set()
    while True:
        free = total - sum(least[index] for index in raised)
        rest = sum(width for index, width in enumerate(widths) if index not in raised)
        made = [
            least[index] if index in raised else width * free / max(rest, 0.001)
            for index, width in enumerate(widths)
        ]
        short = {index for index, width in enumerate(made) if width < least[index] - 0.001}
        if not short:
            return made
        raised |= short
