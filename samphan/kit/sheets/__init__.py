"""Tables that people bring: pasted from a spreadsheet, or uploaded as xlsx or csv.

What a file is follows from its bytes, never from its name. Whatever cannot be read raises ``Problem`` with a sentence
that says what to do instead.
"""

from __future__ import annotations

import datetime as dt
import string
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from samphan.kit.sheets import limits, text
from samphan.kit.thai.fold import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Sheet", "column_name", "read_table"]
_REMEMBERED: Final = 20_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as text. ``rows[0]`` is row 1 of the source; rows between may be empty, and rows differ in length.

    Cells are cleaned (``kit.thai.fold.clean``), blanks collapsed; whole numbers without ``.0``, dates as ISO.
    ``notes`` are sentences that the person who brought the table should read. Of a workbook ``name`` is the sheet that
    was read, ``names`` all visible sheets with something in them. Not ``is_whole``: only the first rows were asked for,
    and there are more.
    """

    rows: list[list[str]]
    notes: tuple[str, ...] = ()
    name: str = ""
    names: tuple[str, ...] = ()
    is_whole: bool = True


def read_table(
    content: bytes | str, filename: str = "", *, sheet: str = "", first: int | None = None
) -> Sheet:
    """The table in a file (bytes) or in pasted text (str).

    ``sheet`` chooses a sheet of a workbook by its name; by default the first visible one with something in it. With
    ``first`` no more than so many rows are read, which takes a second where all 100,000 take three.

    Raises:
        Problem: it is empty, too large, protected, damaged, or not a table; the message says what to do.
    """
    if len(content) > limits.MAX_BYTES:
        raise limits.too_many_bytes()
    if not content.strip():
        raise limits.nothing()
    if isinstance(content, bytes) and content.startswith(b"PK\x03\x04"):
        from samphan.kit.sheets import workbook

        read = workbook.read(content, sheet, is_measured=first is None)
        rows, is_whole = _finished(read.rows, first)
        return Sheet(rows, tuple(read.notes), read.name, read.names, is_whole)
    decoded, notes = text.decode(content) if isinstance(content, bytes) else (content, [])
    separated, more = text.separate(decoded)
    if filename.lower().endswith((".xlsx", ".xls", ".xlsm", ".ods")):
        notes.append(_("The name says spreadsheet, the content is plain text; it was read as text."))
    rows, is_whole = _finished(separated, first)
    return Sheet(rows, (*notes, *more), is_whole=is_whole)


def column_name(index: int) -> str:
    """The letters of a column as spreadsheets show them: 0 is A, 26 is AA."""
    name = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = string.ascii_uppercase[rest] + name
    return name


def _finished(rows: Iterable[Iterable[Any]], first: int | None) -> tuple[list[list[str]], bool]:
    """Cells as clean text, without empty cells and rows at the end, within the limits; and whether these are all."""
    cleaned: list[list[str]] = []
    known: dict[str, str] = {}
    last, total = 0, 0
    for number, row in enumerate(rows, start=1):
        cells = [_remembered(value, known) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            if first is not None and number > first:
                return cleaned[:last], False
            last = number
            total += _measured(cells, number)
        if last > limits.MAX_ROWS:
            raise limits.too_many_rows()
        if total > limits.MAX_TEXT:
            raise limits.too_much_text()
        if number <= limits.MAX_ROWS:
            cleaned.append(cells)
    if not last:
        raise limits.nothing()
    return cleaned[:last], True


def _remembered(value: Any, known: dict[str, str]) -> str:
    """The text of a cell; what stands in many cells (a kind, a university) is cleaned and kept once."""
    if not isinstance(value, str):
        return _text(value)
    if (before := known.get(value)) is not None:
        return before
    cleaned = _text(value)
    if len(known) < _REMEMBERED:
        known[value] = cleaned
    return cleaned


def _measured(cells: list[str], number: int) -> int:
    """Characters in a row, whose cells must not be too many nor too long."""
    if len(cells) > limits.MAX_COLUMNS:
        raise limits.too_many_columns()
    lengths = [len(cell) for cell in cells]
    if lengths and max(lengths) > limits.MAX_CELL:
        at = next(index for index, length in enumerate(lengths) if length > limits.MAX_CELL)
        raise limits.too_long_cell(f"{column_name(at)}{number}")
    return sum(lengths)


def _text(value: Any) -> str:
    """A cell as people read it: 105.0 is 105, midnight is a day, and text keeps its leading zeros."""
    if isinstance(value, str):
        return " ".join(clean(value).split())
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    return str(value)
