"""Tables that people bring: pasted from a spreadsheet, or uploaded as xlsx or csv.

What a file is follows from its bytes, never from its name. Whatever cannot be read raises ``Problem`` with a sentence
that says what to do instead.
"""

from __future__ import annotations

import datetime as dt
import string
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from samphan.kit.sheets import limits, text
from samphan.kit.thai.fold import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Sheet", "column_name", "read_table"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as text. ``rows[0]`` is row 1 of the source; rows between may be empty, and rows differ in length.

    Cells are cleaned (``kit.thai.fold.clean``), blanks collapsed; whole numbers without ``.0``, dates as ISO.
    ``notes`` are sentences that the person who brought the table should read.
    """

    rows: list[list[str]]
    notes: tuple[str, ...] = ()


def read_table(content: bytes | str, filename: str = "") -> Sheet:
    """The table in a file (bytes) or in pasted text (str).

    Raises:
        Problem: it is empty, too large, protected, damaged, or not a table; the message says what to do.
    """
    if len(content) > limits.MAX_BYTES:
        raise limits.too_many_bytes()
    if not content.strip():
        raise limits.nothing()
    if isinstance(content, bytes) and content.startswith(b"PK\x03\x04"):
        from samphan.kit.sheets import workbook

        return _finished(*workbook.read(content))
    decoded, notes = text.decode(content) if isinstance(content, bytes) else (content, [])
    rows, more = text.separate(decoded)
    if filename.lower().endswith((".xlsx", ".xls", ".xlsm", ".ods")):
        notes.append(_("The name says spreadsheet, the content is plain text; it was read as text."))
    return _finished(rows, [*notes, *more])


def column_name(index: int) -> str:
    """The letters of a column as spreadsheets show them: 0 is A, 26 is AA."""
    name = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = string.ascii_uppercase[rest] + name
    return name


def _finished(rows: Iterable[Iterable[Any]], notes: Iterable[str]) -> Sheet:
    """Cells as clean text, without empty cells and rows at the end, within the limits."""
    cleaned: list[list[str]] = []
    last, total = 0, 0
    for number, row in enumerate(rows, start=1):
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
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
    return Sheet(cleaned[:last], tuple(notes))


def _measured(cells: list[str], number: int) -> int:
    """Characters in a row, whose cells must not be too many nor too long."""
    if len(cells) > limits.MAX_COLUMNS:
        raise limits.too_many_columns()
    for index, cell in enumerate(cells):
        if len(cell) > limits.MAX_CELL:
            raise limits.too_long_cell(f"{column_name(index)}{number}")
    return sum(map(len, cells))


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
