"""The PDF: what it declares, what a reader gets out of it, where things stand on its pages."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from samphan.kit.documents import (
    Bullets,
    Column,
    Heading,
    Item,
    Note,
    Numbered,
    Paragraph,
    Run,
    Signature,
    Table,
    render_pdf,
)
from tests.kit.documents.papers import english_report, paper, workshop_report
from tests.kit.documents.reading import (
    lines_of,
    links_of,
    share_of_words_found,
    source_of,
    text_by_pdfium,
    text_by_poppler,
)

LONG = "คณะกรรมการเห็นชอบให้เครือข่ายดำเนินงานร่วมกันต่อไป โดยขอให้ทุกสถาบันรายงานความก้าวหน้าเป็นระยะ " * 6


@pytest.fixture(scope="module")
def report() -> bytes:
    return render_pdf(workshop_report())


def test_render_declares_archive_and_accessibility_standards(report: bytes) -> None:
    declared = dict(re.findall(rb"<(pdfaid:part|pdfaid:conformance|pdfuaid:part)>([^<]+)<", report))

    assert declared == {b"pdfaid:part": b"2", b"pdfaid:conformance": b"A", b"pdfuaid:part": b"1"}


def test_render_is_tagged_with_language_and_title(report: bytes) -> None:
    document = pypdfium2.PdfDocument(report)

    assert document.get_metadata_value("Title") == workshop_report().title.replace("\n", " ")
    assert document.is_tagged()
    assert re.search(rb"/Lang\s*\(th-TH\)", report)


def test_render_puts_headings_into_the_outline(report: bytes) -> None:
    found = [(entry.level, entry.get_title()) for entry in pypdfium2.PdfDocument(report).get_toc()]

    assert found == [
        (0, "(1) ประเด็นหรือเรื่องในการมีส่วนร่วม"),
        (0, "(2) สรุปข้อมูลของผู้มีส่วนร่วม"),
        (0, "(3) ผลจากการมีส่วนร่วม"),
        (1, "ระดับบุคคล"),
        (1, "ระดับเครือข่าย"),
        (1, "ระดับระบบ"),
        (0, "(4) การนำผลจากการมีส่วนร่วมไปปรับปรุงพัฒนาการดำเนินงานของหน่วยงาน"),
    ]


def test_render_twice_gives_the_same_bytes(report: bytes) -> None:
    assert render_pdf(workshop_report()) == report


def test_text_read_by_pdfium_is_the_source(report: bytes) -> None:
    assert share_of_words_found(source_of(workshop_report()), text_by_pdfium(report)) >= 0.995


def test_text_read_by_poppler_is_the_source(report: bytes) -> None:
    text = text_by_poppler(report)
    if text is None:
        pytest.skip("poppler-utils is not installed")

    assert share_of_words_found(source_of(workshop_report()), text) >= 0.995


def test_text_with_stacked_marks_is_read_once() -> None:
    text = "ที่ ปู่ น้ำ ก็ กั้น ญี่ปุ่น ฐานข้อมูล ครั้ง ดื่ม ผู้ใหญ่ กตัญญู สิทธิ์ ซื้อ คืนนี้ ค่ำ"

    read = text_by_pdfium(
        render_pdf(paper(Paragraph((Run(text), Run(text, bold=True), Run(text, italic=True)))))
    )

    assert re.sub(r"\s", "", read).count(text.replace(" ", "")) == 3


def test_every_page_carries_its_number_and_later_ones_the_organisation(report: bytes) -> None:
    pages = lines_of(report)

    assert [page[-1] for page in pages] == [f"รายงานเลขที่ 7/2569 ฉบับที่ 1 หน้า {n} จาก 4" for n in (1, 2, 3, 4)]
    assert [page[0].replace(" ", "") for page in pages[1:]] == ["สำนักงานวิเทศสัมพันธ์มหาวิทยาลัยลุ่มน้ำปิง"] * 3


def test_thai_numerals_reach_text_lists_and_pages_but_not_tables_and_latin() -> None:
    table = Table((Column("ปี"), Column("จำนวน")), (("2569", "41"),), caption="จำนวนปี 2569")
    text = "ปี 2569 จัดงาน IRO Day 2026 มีผู้เข้าร่วม 105 คน ดู https://example.org/2"
    document = paper(
        Heading(1, "ส่วนที่ 1"), Paragraph(text), Numbered((Item("ก"),), "({})"), table, numerals="thai"
    )

    # Blanks are left out: pdfium drops some that poppler shows.
    assert [line.replace(" ", "") for line in lines_of(render_pdf(document))[0]] == [
        line.replace(" ", "")
        for line in (
            "สมาคมตัวอย่าง",
            "หนังสือทดสอบ",
            "ส่วนที่ ๑",
            "ปี ๒๕๖๙ จัดงาน IRO Day 2026 มีผู้เข้าร่วม ๑๐๕ คน ดู https://example.org/2",
            "(๑) ก",
            "ตารางที่ ๑ จำนวนปี ๒๕๖๙",
            "ปี จำนวน",
            "2569 41",
            "หน้า ๑ จาก ๑",
        )
    ]


def test_table_told_to_use_thai_numerals_does() -> None:
    table = Table((Column("จำนวน"),), (("41",),), numerals="thai")

    assert lines_of(render_pdf(paper(table)))[0][2:4] == ["จำนวน", "๔๑"]


def test_short_table_with_a_cell_taller_than_a_page_goes_on_on_the_next() -> None:
    many = [f"w{number:04}" for number in range(900)]
    table = Table((Column("When"), Column("What")), (("2026", " ".join(many)),))

    pages = [re.findall(r"w\d{4}", " ".join(page)) for page in lines_of(render_pdf(paper(table)))]

    assert len(pages) > 1
    assert all(pages)
    assert [word for page in pages for word in page] == many


def test_table_over_pages_repeats_its_head() -> None:
    table = Table((Column("สถาบัน"), Column("ราย", "right")), tuple((f"แห่งที่ {n}", str(n)) for n in range(80)))

    pages = lines_of(render_pdf(paper(table)))

    assert len(pages) > 2
    assert [page[1].split() for page in pages[1:]] == [["สถาบัน", "ราย"]] * (len(pages) - 1)


def test_english_document_says_its_own_words_in_english() -> None:
    made = render_pdf(english_report())

    assert re.search(rb"/Lang\s*\(en-GB\)", made)
    lines = lines_of(made)[0]
    assert "Table 1 Participants by group" in lines
    assert "Sample data: Names of institutions are made up." in lines
    assert lines[-1] == "Report 7/2026 Page 1 of 1"


def test_marks_of_sample_and_draft_are_read() -> None:
    made = render_pdf(paper(Note("แต่งขึ้น", "sample"), draft_mark="ฉบับร่าง"))

    read = text_by_pdfium(made)
    assert "ข้อมูลตัวอย่าง: แต่งขึ้น" in read
    assert "ฉบับร่าง" in read


def test_link_leads_to_its_address() -> None:
    made = render_pdf(paper(Paragraph((Run("อ่านต่อ", link="https://example.org/a?b=1&c=(2)"),))))

    assert links_of(made) == ["https://example.org/a?b=1&c=(2)"]


def test_signature_is_never_alone_on_a_page() -> None:
    signature = Signature(("(นางสาวสมใจ ตั้งมั่น)", "เลขาธิการ"))
    endings = (Paragraph(LONG), Numbered((Item(LONG), Item(LONG))), Bullets((Item(LONG),)))

    for ending in endings:
        for filling in range(3, 9):
            pages = lines_of(render_pdf(paper(*[Paragraph(LONG)] * filling, ending, signature)))
            on_page = next(page for page in pages if "(นางสาวสมใจ ตั้งมั่น)" in page)
            before = on_page[: on_page.index("(นางสาวสมใจ ตั้งมั่น)")]
            assert any("คณะกรรมการ" in line for line in before)


def test_headings_that_skip_a_level_are_drawn_in() -> None:
    made = render_pdf(paper(Heading(3, "ลึก"), Heading(1, "ตื้น"), Heading(3, "ลึกอีก")))

    assert [entry.level for entry in pypdfium2.PdfDocument(made).get_toc()] == [0, 0, 1]


def test_lines_and_lists_use_numbers_from_their_start() -> None:
    document = paper(Numbered((Item("ก"), Item("ข", lead="หัวข้อ")), "2.{}", start=9), Signature(("ลงชื่อ",)))

    assert lines_of(render_pdf(document))[0][2:4] == ["2.9 ก", "2.10 หัวข้อ: ข"]
