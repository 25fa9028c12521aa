"""Badges and certificates: nothing clipped, words whole, the same bytes, and the standards written."""

from __future__ import annotations

import datetime as dt

import pypdfium2
import pytest

from samphan.kit.documents import DocumentError
from samphan.kit.documents.badges import HEIGHT, ROWS, Badge, BadgeSheet, render_badges
from samphan.kit.documents.certificates import CertificatePage, Certificates, render_certificates
from samphan.kit.documents.fitting import MM, Fitter, qr_drawing
from tests.kit.documents.reading import lines_of, text_by_pdfium

NOW = dt.datetime(2026, 4, 1, 9, tzinfo=dt.timezone(dt.timedelta(hours=7)))
LONG = "ศาสตราจารย์เกียรติคุณ ดร.พิพัฒน์พงศ์ธนากร เทพหัสดิน ณ อยุธยาวงศ์ไพศาลกิจ"
ADDRESS = "https://samphan.example.org/p/iro/events/ticket/AbCdEfGhIjKlMnOpQrStUvWx/"


def sheet(*badges: Badge) -> BadgeSheet:
    return BadgeSheet("ป้ายชื่อ", "IRO Networking Day 2026", badges, NOW)


def certificates(*names: str) -> Certificates:
    return Certificates(
        title="เกียรติบัตร",
        organisation="สมาคมเครือข่าย",
        heading="เกียรติบัตร",
        lead="ขอมอบเกียรติบัตรฉบับนี้ให้ไว้เพื่อแสดงว่า",
        lines=("ได้เข้าร่วมกิจกรรม",),
        given="ให้ไว้ ณ วันที่ 1 เมษายน 2569",
        signer=("(ณรงค์ ใจกว้าง)", "นายกสมาคม"),
        number_label="เลขที่",
        code_label="รหัสตรวจสอบ",
        pages=tuple(
            CertificatePage(name, f"{place}/2569", "7Q2K-9XYZ-ABCD", ADDRESS)
            for place, name in enumerate(names, 1)
        ),
        created=NOW,
        numerals="thai",
    )


def test_badges_of_a_hundred_and_five_fill_fourteen_sheets() -> None:
    pdf = render_badges(sheet(*(Badge(f"ผู้เข้าร่วม {number}", address=ADDRESS) for number in range(105))))
    assert len(pypdfium2.PdfDocument(pdf)) == 14
    text = text_by_pdfium(pdf)
    assert [number for number in range(105) if f"ผู้เข้าร่วม {number}" not in text] == []


def test_long_name_is_broken_between_words_and_stays_whole() -> None:
    found = Fitter([LONG]).fit(LONG, 80 * MM, (20, 18, 16, 14, 12.5, 11), lines=2, bold=True)
    text = "".join(string for _style, _link, string in found["spans"])
    lines = text.split("\n")
    assert ("".join(lines), len(lines), found["size"] < 20) == (LONG, 2, True)
    assert [word for word in LONG.split() if word not in " ".join(lines)] == []


def test_long_words_everywhere_stay_on_their_badge() -> None:
    full = Badge(LONG, f"คณะวิทยาศาสตร์ {LONG}", LONG, LONG, ADDRESS)
    pdf = render_badges(sheet(*[full] * ROWS * 2))
    assert len(pypdfium2.PdfDocument(pdf)) == 1
    assert HEIGHT * ROWS < 297


def test_marks_stack_and_are_read_back() -> None:
    pdf = render_badges(sheet(Badge("น้ำผึ้ง ปิ่นแก้ว", "กตัญญู", "ผู้แทน")))
    assert [line for line in lines_of(pdf)[0] if "น้ำผึ้ง" in line] == ["น้ำผึ้ง ปิ่นแก้ว"]


def test_the_same_badges_are_the_same_file_and_conform() -> None:
    first, second = (render_badges(sheet(Badge("กานดา", address=ADDRESS))) for _each in range(2))
    assert first == second
    assert (b"pdfuaid" in first, b"pdfaid" in first) == (True, True)


def test_certificates_stand_one_on_a_page_with_arabic_number_and_code() -> None:
    pdf = render_certificates(certificates("กานดา ใจดี", LONG))
    document = pypdfium2.PdfDocument(pdf)
    text = text_by_pdfium(pdf)
    assert len(document) == 2
    assert ("1/2569" in text, "7Q2K-9XYZ-ABCD" in text, "๑ เมษายน ๒๕๖๙" in text) == (True, True, True)
    assert (b"pdfuaid" in pdf, b"pdfaid" in pdf) == (True, True)


@pytest.mark.parametrize(
    "make", [lambda: render_badges(sheet()), lambda: render_certificates(certificates())]
)
def test_nothing_to_print_is_an_error(make: object) -> None:
    with pytest.raises(DocumentError):
        make()  # type: ignore[operator]  # one of the two above


def test_hostile_names_are_text() -> None:
    name = '#import "x" \\ <svg onload=1> ] } \x00\u202e'
    text = text_by_pdfium(render_badges(sheet(Badge(name, address=ADDRESS))))
    assert '#import "x"' in text


def test_qr_drawing_is_a_drawing_without_script() -> None:
    drawing = qr_drawing('https://example.org/"><script>')
    assert (drawing.startswith("<svg"), "<script" in drawing) == (True, False)
