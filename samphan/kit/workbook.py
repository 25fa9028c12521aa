"""Lists as xlsx: what a person would see on opening it, with text kept as text."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FONT: Final = "TH Sarabun New"
WIDEST: Final = 60
CELL: Final = 32_767
"""The longest text that a cell holds."""


def workbook(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet with a frozen, filterable head row.

    Numbers become numbers and dates dates; every text stays text, also when it begins with ``=``.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    base = {"font_name": FONT, "font_size": 14, "valign": "top"}
    head, text = (
        book.add_format({**base, "bold": True, "bottom": 1}),
        book.add_format({**base, "text_wrap": True}),
    )
    day = book.add_format({**base, "num_format": "yyyy-mm-dd"})
    book.set_properties({"title": title, "created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001 - the format has no zone
    sheet = book.add_worksheet(_sheet_name(title))
    sheet.write_row(0, 0, heads, head)
    widths = [len(each) for each in heads]
    count = 0
    for count, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            widths[column] = max(widths[column], len(str(value if value is not None else "")))
            if value is None or value == "":
                continue
            if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
                sheet.write_number(count, column, value, text)
            elif isinstance(value, dt.date) and not isinstance(value, dt.datetime):
                sheet.write_datetime(count, column, dt.datetime.combine(value, dt.time()), day)
            else:
                sheet.write_string(count, column, str(value)[:CELL], text)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(WIDEST, width + 2))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(count, 1), len(heads) - 1)
    book.close()
    return buffer.getvalue()


def spreadsheet(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """The same as a download named after its title and the day."""
    name = f"{title} {timezone.localdate().isoformat()}.xlsx"
    return HttpResponse(
        workbook(title, heads, rows),
        content_type=MEDIA_TYPE,
        headers={
            "Content-Disposition": f"attachment; filename=\"list.xlsx\"; filename*=UTF-8''{quote(name)}"
        },
    )


def _sheet_name(title: str) -> str:
    return "".join(" " if char in "[]:*?/\\" else char for char in title)[:31].strip("' ") or "1"
