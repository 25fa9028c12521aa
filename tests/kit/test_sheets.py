"""Tables that people bring: what is read, what is said, what is refused, and never by the name of the file."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from samphan.kit.errors import Problem
from samphan.kit.sheets import column_name, read_table

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
ROWS = [["ชื่อ", "สถาบัน"], ["ผศ.ดร.สมชาย ใจดี", "มหาวิทยาลัยเชียงใหม่"], ["น.ส.วรรณา ดีงาม", "ม.มหิดล, ศาลายา"]]
CSV = 'ชื่อ,สถาบัน\r\nผศ.ดร.สมชาย ใจดี,มหาวิทยาลัยเชียงใหม่\r\nน.ส.วรรณา ดีงาม,"ม.มหิดล, ศาลายา"\r\n'
NOT_A_TABLE = "This file is not a table, whatever its name says. Bring an xlsx or csv file."
DAMAGED = "The file is damaged. Save it again and bring it once more."


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    from django.utils import translation

    with translation.override("en"):
        yield


def workbook(*sheets: list[list[Any]]) -> bytes:
    """A workbook with these sheets, written as Office would write it."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    for rows in sheets:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return buffer.getvalue()


def altered(content: bytes, part: str, change: Any) -> bytes:
    """The same archive with one part changed."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, change(data) if name == part else data)
    return buffer.getvalue()


def refusal(content: bytes | str, name: str = "") -> str:
    with pytest.raises(Problem) as caught:
        read_table(content, name)
    return str(caught.value.message)


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode(),
        b"\xef\xbb\xbf" + CSV.encode(),
        CSV.encode("utf-16"),
        CSV.replace("\r\n", "\n").encode(),
        CSV.replace("\r\n", "\r").encode(),
        "\ufeff" + CSV,
        "\n".join("\t".join(row) for row in ROWS),
        "\n".join(";".join(row) for row in ROWS).encode(),
        "\n".join("|".join(row) for row in ROWS),
        "sep=;\n" + "\n".join(";".join(row) for row in ROWS),
    ],
    ids=["utf-8", "bom", "utf-16", "lf", "cr", "pasted-bom", "tabs", "semicolons", "bars", "sep"],
)
def test_read_text_in_any_dialect(content: bytes | str) -> None:
    sheet = read_table(content, "list.csv")
    assert (sheet.rows, sheet.notes) == (ROWS, ())


def test_read_windows_874_with_note() -> None:
    sheet = read_table(CSV.encode("cp874"), "list.csv")
    assert sheet.rows == ROWS
    assert sheet.notes == (
        "The file is in the older Thai encoding (Windows-874), not in UTF-8. Please check that the names are right.",
    )


@pytest.mark.parametrize("content", ["Caf\xe9,Fran\xe7ais".encode("latin-1"), b"\x80\x81\x82\x90\x98,\xff"])
def test_read_other_encoding_is_refused(content: bytes) -> None:
    assert refusal(content, "list.csv") == (
        "The text is not in UTF-8. Save it in Excel as “CSV UTF-8” or as xlsx."
    )


def test_read_workbook_of_mixed_types() -> None:
    content = workbook(
        [
            ["ที่", "รหัส", "วันที่", "เวลา", "ส่วน", "จริง"],
            [1.0, "007", dt.date(2026, 3, 31), dt.time(13, 5), 0.25, True],
            [105, "๐๑๒", dt.datetime.fromisoformat("2026-03-31T13:05"), "", 1e20, False],
        ]
    )
    assert read_table(content, "list.xlsx").rows == [
        ["ที่", "รหัส", "วันที่", "เวลา", "ส่วน", "จริง"],
        ["1", "007", "2026-03-31", "13:05", "0.25", "TRUE"],
        ["105", "๐๑๒", "2026-03-31 13:05", "", "1e+20", "FALSE"],
    ]


def test_read_formula_gives_stored_value() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_formula(0, 0, '="ดร."&"สมชาย"', None, "ดร.สมชาย")
    sheet.write_formula(0, 1, "=1+1", None, 2)
    sheet.write_formula(1, 0, "=NA()", None, "#N/A")
    sheet.write(1, 1, "ข้อความ")
    book.close()
    assert read_table(buffer.getvalue()).rows == [["ดร.สมชาย", "2"], ["", "ข้อความ"]]


def test_read_keeps_places_of_rows_and_columns() -> None:
    content = workbook([[], ["", "ก"], [], ["", "", "ข", "", ""], [], []])
    assert read_table(content).rows == [[], ["", "ก"], [], ["", "", "ข"]]
    assert read_table("\t\t\n\tก\n\n\t\tข\t\t\n\n").rows == [[], ["", "ก"], [], ["", "", "ข"]]


def test_read_first_filled_visible_sheet_with_note() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    empty, hidden, first, second = (book.add_worksheet(name) for name in ("ว่าง", "ซ่อน", "รายชื่อ", "อื่น"))
    hidden.write(0, 0, "ความลับ")
    hidden.hide()
    first.write(0, 0, "ก")
    second.write(0, 0, "ข")
    empty.activate()
    book.close()
    sheet = read_table(buffer.getvalue())
    assert sheet.rows == [["ก"]]
    assert sheet.notes == ("The file has several sheets. The first one was read: “รายชื่อ”.",)


def test_read_a_chosen_sheet() -> None:
    content = workbook(ROWS, [["อื่น"], ["ข"]])
    sheet = read_table(content, sheet="Sheet2")
    assert (sheet.rows, sheet.notes, sheet.name) == ([["อื่น"], ["ข"]], (), "Sheet2")
    assert sheet.names == ("Sheet1", "Sheet2")
    with pytest.raises(Problem, match="There is no such sheet"):
        read_table(content, sheet="Sheet9")


def test_read_first_rows_says_that_there_are_more() -> None:
    for content in (workbook(ROWS), CSV.encode()):
        assert (read_table(content, first=2).rows, read_table(content, first=2).is_whole) == (ROWS[:2], False)
        assert (read_table(content, first=3).rows, read_table(content, first=3).is_whole) == (ROWS, True)


def test_read_merged_cells_all_hold_their_value() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 2, "รายชื่อสถาบัน")
    sheet.merge_range(1, 0, 2, 0, "ชื่อ")
    sheet.merge_range(1, 1, 1, 2, "ที่ติดต่อ")
    sheet.write_row(2, 1, ["อีเมล", "โทรศัพท์"])
    sheet.merge_range(3, 0, 4, 0, "มหาวิทยาลัยก")
    sheet.write_row(3, 1, ["a@example.org", "021"])
    sheet.write_row(4, 1, ["b@example.org", "022"])
    book.close()
    assert read_table(buffer.getvalue()).rows == [
        ["รายชื่อสถาบัน"],
        ["ชื่อ", "ที่ติดต่อ", "ที่ติดต่อ"],
        ["ชื่อ", "อีเมล", "โทรศัพท์"],
        ["มหาวิทยาลัยก", "a@example.org", "021"],
        ["มหาวิทยาลัยก", "b@example.org", "022"],
    ]


def test_read_formula_without_result_is_refused_by_its_cell() -> None:
    content = workbook([["ก", "ข"], ["ค", "ง"]])
    formula = b'<c r="B2"><f>A1&amp;A2</f><v></v></c>'
    changed = altered(
        content,
        "xl/worksheets/sheet1.xml",
        lambda xml: (
            xml[: xml.index(b'<c r="B2"')] + formula + xml[xml.index(b"</row>", xml.index(b'<c r="B2"')) :]
        ),
    )
    assert refusal(changed).startswith("Cell B2 holds a formula whose result was never calculated.")


def test_read_keeps_zeros_in_front_of_text() -> None:
    rows = [["โทรศัพท์", "รหัส"], ["0812345678", "0000"]]
    assert read_table(workbook(rows)).rows == rows
    assert read_table("โทรศัพท์,รหัส\n0812345678,0000\n".encode()).rows == rows


def test_read_by_content_not_by_name() -> None:
    assert read_table(workbook(ROWS), "list.csv").rows == ROWS
    sheet = read_table(CSV.encode(), "list.xlsx")
    assert sheet.rows == ROWS
    assert sheet.notes == ("The name says spreadsheet, the content is plain text; it was read as text.",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "There is nothing in it."),
        (b" \r\n\t", "There is nothing in it."),
        (b",,\n,,\n", "There is nothing in it."),
        (b"MZ\x90\x00\x03" + b"\x00" * 64, NOT_A_TABLE),
        (b"%PDF-1.7\n", NOT_A_TABLE),
        (b"\x89PNG\r\n\x1a\n", NOT_A_TABLE),
        (b"a,b\x00c\n", NOT_A_TABLE),
        (b"PK\x03\x04 and then rubbish", DAMAGED),
        (workbook(ROWS)[:-200], DAMAGED),
        (workbook([[]]), "There is nothing in it."),
        (
            b"<html><body><table><tr><td>a</td></tr></table></body></html>",
            "This is a web page with the name of a spreadsheet. Open it in Excel and save it as xlsx.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "The file is protected by a password. Remove the password in Excel and bring it again.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512,
            "This is a file of an old Office version. Open it and save it as xlsx.",
        ),
    ],
)
def test_read_what_is_no_table_is_refused(content: bytes, said: str) -> None:
    assert refusal(content, "list.csv") == said


def test_read_text_document_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    assert refusal(buffer.getvalue(), "list.xlsx") == (
        "This is a text document. Copy its table and paste it here instead."
    )


def test_read_damaged_sheet_is_refused() -> None:
    content = workbook(ROWS)
    assert refusal(altered(content, "xl/workbook.xml", lambda xml: xml[: len(xml) // 2])) == DAMAGED
    assert refusal(altered(content, "xl/worksheets/sheet1.xml", lambda xml: xml[:-300])) == DAMAGED
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    assert (
        refusal(altered(content, "xl/workbook.xml", lambda xml: entity + xml[xml.index(b"<workbook") :]))
        == DAMAGED
    )


def test_read_zip_bomb_is_refused() -> None:
    bomb = altered(workbook(ROWS), "xl/theme/theme1.xml", lambda _xml: b" " * (241 * 1024 * 1024))
    assert len(bomb) < 400_000
    assert refusal(bomb) == "The list holds too much text. Delete the columns that are not needed."


def test_read_zip_bomb_that_lies_about_its_size_is_refused() -> None:
    bomb = altered(workbook(ROWS), "xl/theme/theme1.xml", lambda _xml: b" " * (241 * 1024 * 1024))
    size = (241 * 1024 * 1024).to_bytes(4, "little")
    assert bomb.count(size) == 2
    assert refusal(bomb.replace(size, (10).to_bytes(4, "little"))) == (
        "The list holds too much text. Delete the columns that are not needed."
    )


@pytest.mark.parametrize("cell", [b'<c r="XFD1"><v>1</v></c>', b'<c r="A1048576"><v>1</v></c>'])
def test_read_lone_cell_far_away_is_refused(cell: bytes) -> None:
    content = altered(
        workbook(ROWS), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</row>", cell + b"</row>", 1)
    )
    assert "The list has more than" in refusal(content)


def test_read_empty_formatted_cell_far_away_is_ignored() -> None:
    content = altered(
        workbook(ROWS),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
        ).replace(b'<dimension ref="A1:B3"/>', b'<dimension ref="A1:XFD1048576"/>'),
    )
    assert read_table(content).rows == ROWS


def test_read_cells_without_references() -> None:
    def bare(xml: bytes) -> bytes:
        import re

        return re.sub(rb' r="[A-Z]+[0-9]+"', b"", xml)

    assert read_table(altered(workbook(ROWS), "xl/worksheets/sheet1.xml", bare)).rows == ROWS


def test_read_one_text_shared_by_many_cells_is_refused() -> None:
    content = workbook([["ก" * 4_900] * 100 for _row in range(300)])
    assert len(content) < 500_000
    assert refusal(content) == "The list holds too much text. Delete the columns that are not needed."


def test_read_beyond_limits_is_refused() -> None:
    assert refusal("a\n" * 120_001) == "The list has more than 120,000 rows. Divide it into several lists."
    assert len(read_table("a\n" * 120_000 + "\n" * 50).rows) == 120_000
    assert (
        refusal("a," * 200 + "a") == "The list has more than 200 columns. Delete those that are not needed."
    )
    assert refusal("a\tb\nc\t" + "ก" * 5_001) == (
        "Cell B2 has more than 5,000 characters; a list does not need that."
    )
    assert refusal("a\n" + "ก" * 200_000) == (
        "Cell A2 has more than 5,000 characters; a list does not need that."
    )
    assert (
        refusal(b"a" * (30 * 1024 * 1024 + 1))
        == "The list is larger than 30 MB. Divide it into several lists."
    )


def test_read_unclosed_quotation_mark_keeps_rows() -> None:
    sheet = read_table('ชื่อ,สถาบัน\n"IRO Day,มช.\nสมชาย,มหิดล\n')
    assert sheet.rows == [["ชื่อ", "สถาบัน"], ['"IRO Day', "มช."], ["สมชาย", "มหิดล"]]
    assert sheet.notes == ("A quotation mark is never closed, so quotation marks were taken as they stand.",)


def test_read_cleans_cells() -> None:
    sheet = read_table("\u200bชื่อ\u200b\tนํ้าใจ\u00a0 ดี\t\u202eกลับ\n\ufeff\t \t\u00ad\nก\u0e4d\u0e32")
    assert sheet.rows == [["ชื่อ", "น้ำใจ ดี", "กลับ"], [], ["กำ"]]


def test_read_line_break_inside_cell_becomes_blank() -> None:
    assert read_table('ชื่อ\tสถาบัน\n"สมชาย\nใจดี"\tมช.').rows == [["ชื่อ", "สถาบัน"], ["สมชาย ใจดี", "มช."]]


def test_read_list_of_one_column() -> None:
    assert read_table("นายสมชาย ใจดี\nนางสาววรรณา ดีงาม\n").rows == [["นายสมชาย ใจดี"], ["นางสาววรรณา ดีงาม"]]


@given(st.lists(st.lists(st.text(max_size=30), min_size=1, max_size=5), min_size=1, max_size=8))
def test_read_any_text_gives_rows_or_a_sentence(rows: list[list[str]]) -> None:
    pasted = "\n".join("\t".join(row) for row in rows)
    with suppress(Problem):
        sheet = read_table(pasted)
        assert all(cell == " ".join(cell.split()) for row in sheet.rows for cell in row)


@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", ""]))
def test_read_any_bytes_gives_rows_or_a_sentence(content: bytes, name: str) -> None:
    for prefix in (b"", b"PK\x03\x04"):
        with suppress(Problem):
            assert read_table(prefix + content, name).rows


def test_name_columns() -> None:
    assert [column_name(index) for index in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared folder of real data is not here")
def test_read_hostile_strings_survive() -> None:
    strings = json.loads((SHARED / "hostile-input" / "blns.json").read_text())
    content = workbook([["text"], *[[f"x{text}"] for text in strings]])
    sheet = read_table(content)
    assert len(sheet.rows) == len(strings) + 1
    assert all(row and row[0].startswith("x") for row in sheet.rows[1:])


@pytest.mark.skipif(not SHARED.exists(), reason="the shared folder of real data is not here")
def test_read_real_list() -> None:
    sheet = read_table(
        (SHARED / "organisations-thai" / "mua_wikipedia_list_242rows.csv").read_bytes(), "mua.csv"
    )
    assert len(sheet.rows) == 243
    assert sheet.rows[0] == ["name_th", "abbr_th", "abbr_en"]
    assert len({row[0] for row in sheet.rows[1:]}) == 191
