"""Lists as xlsx and csv: what a person would see on opening them, with text kept as text.

Rows are written as they come, into a file that is on disk as soon as it is large: the memory that an export takes does
not grow with its length.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import tempfile
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import quote

from django.http import FileResponse, HttpResponse
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import IO

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FONT: Final = "TH Sarabun New"
WIDEST: Final = 60
CELL: Final = 32_767
"""The longest text that a cell holds."""
IN_MEMORY: Final = 1 << 20
"""Bytes of a finished file above which it is on disk and sent from there."""

CSV: Final = "csv"
CSV_TYPE: Final = "text/csv; charset=utf-8"
_RUN: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER: Final = re.compile(r"[+-][\d\s().,/-]*")

wanted: ContextVar[str] = ContextVar("samphan_list_format", default="")
"""In which format the address asks for a list (``?format=csv``); told by the edge for one request."""


def workbook(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet with a frozen, filterable head row.

    Numbers become numbers and dates dates; every text stays text, also when it begins with ``=``.
    """
    with io.BytesIO() as buffer:
        _write_workbook(buffer, title, [SheetOf(title, heads, rows)])
        return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class SheetOf:
    """One sheet of a workbook: its name, its heads, its rows (read when the sheet is written)."""

    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Any]]


def _write_workbook(file: IO[bytes], title: str, sheets: Iterable[SheetOf]) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    base = {"font_name": FONT, "font_size": 14, "valign": "top"}
    formats = _Formats(
        book.add_format({**base, "bold": True, "bottom": 1}),
        book.add_format({**base, "text_wrap": True}),
        book.add_format({**base, "num_format": "yyyy-mm-dd"}),
    )
    book.set_properties({"title": title, "created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001 - the format has no zone
    for each in sheets:
        _write_sheet(book.add_worksheet(_sheet_name(each.title)), each, formats)
    book.close()


@dataclass(frozen=True, slots=True)
class _Formats:
    head: Any
    text: Any
    day: Any


def _write_sheet(sheet: Any, given: SheetOf, formats: _Formats) -> None:
    """The rows of one sheet, as they come, below a head row that stays in sight and filters."""
    sheet.write_row(0, 0, given.heads, formats.head)
    widths = [len(each) for each in given.heads]
    count = 0
    for count, row in enumerate(given.rows, start=1):
        for column, value in enumerate(row):
            widths[column] = max(widths[column], len(str(value if value is not None else "")))
            if value is None or value == "":
                continue
            if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
                sheet.write_number(count, column, value, formats.text)
            elif isinstance(value, dt.date) and not isinstance(value, dt.datetime):
                sheet.write_datetime(count, column, dt.datetime.combine(value, dt.time()), formats.day)
            else:
                sheet.write_string(count, column, str(value)[:CELL], formats.text)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(WIDEST, width + 2))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(count, 1), len(given.heads) - 1)


def spreadsheet(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """The same as a download named after its title and the day: as csv where the address asks for it."""
    if wanted.get() == CSV:
        return _download(title, CSV, lambda file: _write_csv(file, heads, rows))
    return book(title, [SheetOf(title, heads, rows)])


def book(title: str, sheets: Iterable[SheetOf]) -> HttpResponse:
    """Several lists as one workbook, a sheet each, named after the title and the day; csv knows no sheets."""
    return _download(title, "xlsx", lambda file: _write_workbook(file, title, sheets))


def _download(title: str, ending: str, write: Callable[[IO[bytes]], None]) -> HttpResponse:
    name = f"{title} {timezone.localdate().isoformat()}.{ending}"
    headers = {
        "Content-Disposition": f"attachment; filename=\"list.{ending}\"; filename*=UTF-8''{quote(name)}"
    }
    media_type = CSV_TYPE if ending == CSV else MEDIA_TYPE
    # Closed when the response is; what is small never reaches the disk.
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - see above
    try:
        write(file)
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        if size <= IN_MEMORY:
            with file:
                return HttpResponse(file.read(), content_type=media_type, headers=headers)
        response = FileResponse(file, content_type=media_type, headers=headers)
    except BaseException:
        file.close()
        raise
    response["Content-Length"] = str(size)
    # A view hands on what it gets; whoever reads the content of a response asks first whether it is streamed.
    return cast("HttpResponse", response)


def csv_file(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The list as csv that Excel opens in Thai: UTF-8 with a byte order mark, commas, CRLF (RFC 4180).

    A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers and telephone numbers do not.
    """
    with io.BytesIO() as buffer:
        _write_csv(buffer, heads, rows)
        return buffer.getvalue()


def _write_csv(file: IO[bytes], heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([_plain(value) for value in row] for row in rows)
    text.flush()
    text.detach()  # the file stays open


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if value[:1] in _RUN and not _NUMBER.fullmatch(value) else value
    return value.isoformat() if isinstance(value, dt.date) else "" if value is None else value


def _sheet_name(title: str) -> str:
    return "".join(" " if char in "[]:*?/\\" else char for char in title)[:31].strip("' ") or "1"
