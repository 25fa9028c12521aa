"""J2: 25 institutions and 105 people come in as two workbooks, three people twice; looked through, counted once, undone."""

from __future__ import annotations

import io
from itertools import cycle, islice
from typing import TYPE_CHECKING, Final

import pytest
import xlsxwriter
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

INSTITUTIONS, PEOPLE, TWICE = 25, 105, 3
LETTERS: Final = "กขคงจฉชซฌญฐณดตถทธนบปผพฟภม"
TITLES: Final = ("ผศ.ดร.", "รองศาสตราจารย์ ดร.", "นาย", "นางสาว", "น.ส. ", "ดร.", "อ.", "ว่าที่ ร.ต.")
GIVEN: Final = ("ธารทิพย์", "ปลายน้ำ", "ริมคลอง", "สายหมอก", "ทุ่งทอง")
FAMILY: Final = ("ลำธารใส", "คุ้งน้ำวน", "ดอนทรายงาม", "หาดแก้วขาว", "เกาะกลางน้ำ", "ป่าชายเลนดี", "เขาใหญ่โต")
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook as an office has it: a title across the top, then the names of the columns."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("รายชื่อ")
    sheet.merge_range(0, 0, 0, len(head) - 1, "บัญชีรายชื่อประจำปี ๒๕๖๙")
    for number, row in enumerate((head, *rows), start=1):
        sheet.write_row(number, 0, row)
    book.close()
    return buffer.getvalue()


def institution(number: int) -> str:
    return f"วิทยาลัยริมน้ำสาย{LETTERS[number]}แห่งการเดินทาง"


def institutions() -> bytes:
    rows = [[str(number + 1), institution(number), f"วร{LETTERS[number]}."] for number in range(INSTITUTIONS)]
    return workbook(("ที่", "ชื่อสถาบัน", "ชื่อย่อ"), rows)


def people() -> bytes:
    titles = cycle(TITLES)
    rows = [
        [
            str(number + 1),
            f"{next(titles)}{GIVEN[number % 5]} {FAMILY[number // 5 % 7]}{LETTERS[number // 35]}",
            institution(number % INSTITUTIONS),
            "อาจารย์",
            f"j2.{number}@example.org",
            f"08{number:08d}",
        ]
        for number in range(PEOPLE - TWICE)
    ]
    rows += [["", *row[1:]] for row in islice(rows, TWICE)]
    return workbook(("ที่", "ชื่อ-สกุล", "สังกัด", "ตำแหน่ง", "อีเมล", "โทรศัพท์"), rows)


def bring(somsri: Visitor, kind: str, name: str, content: bytes) -> str:
    """Bring a workbook, take the proposed columns; the address of the list."""
    somsri.open(f"/n/cupt/lists/new/{kind}/")
    somsri.check_widths()
    somsri.page.set_input_files("main [name=file]", {"name": name, "mimeType": XLSX, "buffer": content})
    somsri.save()
    somsri.check_widths()
    somsri.save()
    somsri.check_widths()
    return somsri.path


def take_in(somsri: Visitor) -> None:
    somsri.press("main button[name=act][value=take_in]")
    expect(somsri.page.locator("h1")).to_have_text(somsri.say("The list is taken in"))
    somsri.check_widths()


def undo(somsri: Visitor, here: str) -> None:
    """Ask for the undo, and confirm it."""
    somsri.open(f"{here}undo/")
    somsri.check_widths()
    somsri.press("main form button[type=submit], main form button.btn-primary, main form button.btn-danger")
    expect(somsri.page.locator("h1")).to_have_text(somsri.say("The list is undone"))
    somsri.check_widths()


def test_two_workbooks_come_in_and_go_out_again(visitor: Callable[..., Visitor]) -> None:
    somsri = visitor()
    somsri.sign_in("secretariat")
    places = bring(somsri, "organisations", "สถาบัน.xlsx", institutions())
    assert somsri.tile("in order") == INSTITUTIONS
    take_in(somsri)
    here = bring(somsri, "people", "บุคคล.xlsx", people())
    assert (somsri.tile("in order"), somsri.tile("twice in the list")) == (PEOPLE - TWICE, TWICE)
    somsri.open(f"{here}?show=duplicate")
    assert somsri.page.locator("main table tbody tr").count() == TWICE
    somsri.check_widths()
    somsri.open(here)
    take_in(somsri)
    somsri.open(f"/n/cupt/people/?q={GIVEN[0]}+{FAMILY[0]}{LETTERS[0]}")
    expect(somsri.page.locator("main")).to_contain_text(f"{GIVEN[0]} {FAMILY[0]}{LETTERS[0]}")
    undo(somsri, here)
    undo(somsri, places)
    somsri.open(f"/n/cupt/people/?q={FAMILY[0]}{LETTERS[0]}")
    expect(somsri.page.locator("main")).not_to_contain_text(f"{GIVEN[0]} {FAMILY[0]}{LETTERS[0]}")
    assert somsri.errors == []
