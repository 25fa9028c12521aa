"""Lists as files: text stays text, and a long list is neither kept in memory nor cut."""

from __future__ import annotations

import datetime as dt
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from django.http import FileResponse

from samphan.kit.sheets.workbook import read
from samphan.kit.workbook import IN_MEMORY, spreadsheet, wanted, workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponseBase

HEADS = ("ชื่อ", "โทรศัพท์", "จำนวน")


@pytest.fixture(params=["xlsx", "csv"])
def ending(request: pytest.FixtureRequest) -> Iterator[str]:
    """In which format the address asks for a list."""
    token = wanted.set(request.param if request.param == "csv" else "")
    yield request.param
    wanted.reset(token)


def body(response: HttpResponseBase) -> bytes:
    return b"".join(response)


def test_short_list_is_sent_whole(ending: str) -> None:
    response = spreadsheet("รายชื่อ", HEADS, [["=1+1", "0812345678", 3]])
    assert (response.streaming, response.headers["Content-Disposition"].count(f".{ending}")) == (False, 2)


def test_long_list_is_sent_from_disk_with_every_row(ending: str) -> None:
    count = 60_000
    response = spreadsheet("รายชื่อ", HEADS, ([f"ชื่อ {n * 7919}", f"08{n:08}", n] for n in range(count)))
    assert isinstance(response, FileResponse)
    content = body(response)
    assert len(content) == int(response.headers["Content-Length"]) > IN_MEMORY
    if ending == "csv":
        lines = content.decode("utf-8-sig").splitlines()
        assert (len(lines), lines[-1]) == (count + 1, f"ชื่อ {(count - 1) * 7919},08{count - 1:08},{count - 1}")


def test_memory_of_an_export_does_not_grow_with_its_rows(ending: str) -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        spreadsheet(
            "รายชื่อ", HEADS, ([f"ชื่อที่ยาวพอสมควร {n * 7919}", f"08{n:08}", n] for n in range(count))
        ).close()
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(20_000) < 2 * peak(5_000) + 2 * IN_MEMORY


def test_rows_that_fail_leave_no_file(ending: str) -> None:
    def rows() -> Iterator[list[str]]:
        yield ["ก", "", ""]
        raise LookupError

    with pytest.raises(LookupError):
        spreadsheet("รายชื่อ", HEADS, rows())


def test_workbook_is_read_back_as_it_was_written() -> None:
    content = workbook("รายชื่อ", HEADS, [["=1+1", "0812345678", 3], ["-", "", dt.date(2026, 3, 31)]])
    heads, *rows = [[str(cell) for cell in row] for row in read(content).rows]
    assert heads == list(HEADS)
    assert rows == [["=1+1", "0812345678", "3.0"], ["-", "", "2026-03-31"]]
