"""Heads of official letters and memos, rows to sign in, and closing words, in all three forms."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn

from samphan.kit.documents import (
    Column,
    Document,
    DocumentError,
    LetterHead,
    MemoHead,
    Paragraph,
    Signature,
    Table,
    render_docx,
    render_html,
    render_pdf,
)
from tests.kit.documents.papers import CREATED, EMBLEM
from tests.kit.documents.reading import lines_of, text_by_pdfium
from tests.kit.documents.test_word import opened

LETTER = LetterHead(
    "ที่ อว 0600/15",
    ("มหาวิทยาลัยลุ่มน้ำปิง", "295 ถนนราชสีมา"),
    "20 กุมภาพันธ์ 2569",
    (("เรื่อง", "ขอเชิญประชุม"), ("เรียน", "อธิการบดี")),
)
MEMO = MemoHead(
    "บันทึกข้อความ",
    ((("ส่วนราชการ", "กองวิเทศสัมพันธ์"),), (("ที่", "1/2569"), ("วันที่", "20 กุมภาพันธ์ 2569")), (("เรื่อง", ""),)),
    (("เรียน", "อธิการบดี"),),
)


def official(head: LetterHead | MemoHead) -> Document:
    return Document(
        title="ขอเชิญประชุม",
        organisation="มหาวิทยาลัยลุ่มน้ำปิง",
        created=CREATED,
        blocks=(Paragraph("ด้วยจะจัดประชุม"), Signature(("(ณรงค์ ใจกว้าง)",), closing="ขอแสดงความนับถือ")),
        emblem=EMBLEM,
        numerals="thai",
        head=head,
    )


def test_letter_begins_with_number_and_issuer_and_ends_with_closing_words() -> None:
    (page,) = lines_of(render_pdf(official(LETTER)))
    text = " ".join(page)
    assert [each for each in ("ที่ อว ๐๖๐๐/๑๕", "๒๐ กุมภาพันธ์ ๒๕๖๙", "ขอแสดงความนับถือ") if each not in text] == []
    assert text.index("อว") < text.index("กุมภาพันธ์") < text.index("เรื่อง") < text.index("ขอแสดง")
    assert "หน้า" not in text


def test_memo_says_what_it_is_and_keeps_empty_lines() -> None:
    text = text_by_pdfium(render_pdf(official(MEMO)))
    assert [each for each in ("บันทึกข้อความ", "ส่วนราชการ", "๑/๒๕๖๙", "เรียน") if each not in text] == []


def test_word_file_holds_the_head_in_place_of_the_title() -> None:
    for head, word in ((LETTER, "ขอเชิญประชุม"), (MEMO, "บันทึกข้อความ")):
        word_file = opened(render_docx(official(head)))
        assert [p.text for p in word_file.paragraphs if p.style.style_id == "Title"] == []
        assert word in "".join(text.text or "" for text in word_file.element.body.iter(qn("w:t")))


def test_page_shows_the_head_escaped() -> None:
    head = LetterHead("ที่ <b>", (), "", (("เรื่อง", "<script>"),))
    html = render_html(official(head))
    assert ("&lt;b&gt;" in html, "<script>" in html) == (True, False)


def test_rows_to_sign_in_are_as_high_as_asked() -> None:
    table = Table((Column("ชื่อ"), Column("ลายมือชื่อ")), (("กานดา", ""),), row_height=25)
    document = Document(title="บัญชี", organisation="ก", created=CREATED, blocks=(table,))
    heights = [
        each.get(qn("w:val")) for each in opened(render_docx(document)).element.body.iter(qn("w:trHeight"))
    ]
    assert heights == ["500"]
    assert "กานดา" in text_by_pdfium(render_pdf(document))


@pytest.mark.parametrize("height", [-1.0, 301.0, float("nan")])
def test_rows_of_impossible_height_are_refused(height: float) -> None:
    with pytest.raises(DocumentError, match="points high"):
        Table((Column("ก"),), (), row_height=height)
