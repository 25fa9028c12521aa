"""What the columns of a list hold: remembered from the last such list, else by their names, else by their cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from samphan.directory.models import ListColumn
from samphan.directory.queries.imports import NOT_KEPT
from samphan.kit.thai.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from samphan.directory.queries.imports import Field

HEADER_SEARCH: Final = 15
NAME: Final = 100
_NOT_A_LETTER: Final = re.compile(r"[^a-zก-ฮะ-ฺเ-๎]+")


def plain_header(text: str) -> str:
    """A column's name without what varies: case, blanks, dots, digits, brackets."""
    return _NOT_A_LETTER.sub("", fold(text))


def guess_header(rows: Sequence[Sequence[str]], fields: Sequence[Field]) -> int:
    """The number of the row (from 1) that names the columns, among the first few; 0 when none does."""
    best, best_score = 0, 1
    words = {plain_header(word) for each in fields for word in each.spellings}
    for number, row in enumerate(rows[:HEADER_SEARCH], start=1):
        named = _by_header(row, fields)
        # A cell below may hold such a word by chance (มหาวิทยาลัยเชียงใหม่), so one that is nothing else counts twice.
        score = sum(2 if plain_header(row[column]) in words else 1 for column in named)
        if score > best_score:
            best, best_score = number, score
    return best


def guess_columns(rows: Sequence[Sequence[str]], fields: Sequence[Field], header_row: int) -> dict[int, str]:
    """What each column holds (column from 0 → code of a field), by its name, else by its cells.

    A field is given to one column at most; a column that cannot be told is left out.
    """
    named = _by_header(rows[header_row - 1], fields) if header_row else {}
    guessed = {column: code for column, code in named.items() if code}
    sample = [row for row in rows[header_row:] if any(row)][:200]
    width = max((len(row) for row in sample), default=0)
    for each in fields:
        if each.looks is None or each.code in guessed.values():
            continue
        scores = {
            column: _share(sample, column, each.looks) for column in range(width) if column not in guessed
        }
        best = max(scores, key=lambda column: scores[column], default=None)
        if best is not None and scores[best] >= 0.6:
            guessed[best] = each.code
    return guessed


def _by_header(row: Sequence[str], fields: Sequence[Field]) -> dict[int, str]:
    """Columns by their names: an exact name first, then the longest spelling that the name contains."""
    names = [plain_header(cell) for cell in row]
    found: dict[int, str] = {}
    free = {each.code for each in fields}
    # Where two fields know a name, the first one has it.
    exact = {plain_header(word): each.code for each in reversed(fields) for word in each.spellings}
    for column, name in enumerate(names):
        code = exact.get(name, "") if name else ""
        if code in free:
            found[column] = code
            free -= {code} - {NOT_KEPT}
    parts = sorted(
        ((word, code) for word, code in exact.items() if len(word) > 4), key=lambda each: -len(each[0])
    )
    for column, name in enumerate(names):
        if column in found or not name or len(row[column]) > 60:
            continue
        code = next((code for word, code in parts if word in name and code in free), "")
        if code:
            found[column] = code
            free -= {code} - {NOT_KEPT}
    return found


def _share(rows: Sequence[Sequence[str]], column: int, looks: Callable[[str], bool]) -> float:
    cells = [row[column] for row in rows if len(row) > column and row[column]]
    return sum(1 for cell in cells if looks(cell)) / len(cells) if len(cells) * 2 > len(rows) else 0.0


def remembered(network_id: int, kind: str, names: Sequence[str]) -> dict[int, str]:
    """What columns of these names held the last time, by column; empty where it was not taken in. One statement."""
    plain = [plain_header(name)[:NAME] for name in names]
    known = dict(
        ListColumn.objects.filter(network_id=network_id, kind=kind, name__in=set(plain) - {""}).values_list(
            "name", "code"
        )
    )
    return {column: known[name] for column, name in enumerate(plain) if name in known}


def with_remembered(guessed: Mapping[int, str], known: Mapping[int, str]) -> dict[int, str]:
    """A guess, corrected by what is remembered; a field is given to one column at most."""
    taken = {code for code in known.values() if code}
    kept = {column: code for column, code in guessed.items() if column not in known and code not in taken}
    seen: set[str] = set()
    for column, code in sorted(known.items()):
        if code and code not in seen:
            kept[column] = code
            seen.add(code)
    return kept
