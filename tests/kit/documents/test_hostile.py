"""What people paste, by accident or on purpose: nothing crashes, nothing is obeyed, nothing is lost in silence."""

from __future__ import annotations

import io
import re
import struct
import zlib

import docx
import pytest

from samphan.kit.documents import (
    Block,
    Bullets,
    Column,
    Document,
    DocumentError,
    Emblem,
    Heading,
    Item,
    KeyValues,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    render_docx,
    render_html,
    render_pdf,
    substituted_characters,
)
from samphan.kit.documents.text import clean, printable
from tests.kit.documents.papers import paper
from tests.kit.documents.reading import lines_of, text_by_pdfium


def everywhere(text: str) -> Document:
    """A document with the text in every place that takes one."""
    return paper(
        Heading(1, text),
        Paragraph(text),
        Paragraph((Run(text, bold=True), Run(text, italic=True, link="https://example.org/"))),
        Numbered((Item(text, lead=text, children=(Bullets((Item(text),)),)),)),
        Table((Column(text), Column("ข", share=0)), ((text, text),), caption=text, has_total=True),
        KeyValues(((text, text),)),
        Note(text, "sample"),
        Note(text, "remark"),
        Signature((text, text)),
        title=f"หนังสือ {text}",
        organisation=text,
        subtitle_lines=(text,),
        author=text,
        keywords=(text,),
        footer=text,
        draft_mark=text[:40],
        glossary=frozenset({text[:40]}),
    )


HOSTILE = {
    "typst": '#panic("x") #eval("1/0") = *b* _i_ $x$ `r` <label> @ref // c /* */ \\ #[ ]] }} #image("/etc/passwd")',
    "xml": "<w:p>]]>&amp;<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    "json": '"}],"blocks":[{"kind":"x"}]\\u0000\\',
    "separators": "ก\x1dข\x1eค\x1fง",
    "controls": "".join(map(chr, range(0x250))),
    "surrogates": "ก\ud800ข\udfffค",
    "non-characters": "ก\ufffe\uffff\ufdd0\U0001ffff\U0010ffffข",
    "directions": "\u202eกลับ\u202c \u2066x\u2069 \u200f",
    "piled marks": "ก" + "่้๊๋" * 200 + " e" + "\u0301\u0323" * 200,
    "marks alone": "ัิีึืุู ่้๊๋ ็ ์ ํ ำ ะ ๆ ฯ",
    "scripts": "👨‍👩‍👧 🇹🇭 清华大学 こんにちは 한국 ລາວ ខ្មែរ العربية Ελληνικά Кириллица ①Ⅷﬁ™𝐁½✓☐",
    "blanks": " \t\u00a0\u2003\u3000\n\r\n\u2028 ",
    "nothing": "",
    "numbers": "๐๑๒ 0123 ١٢٣ ½ 1e999",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("numerals", ["arabic", "thai"])
def test_hostile_text_is_only_text(name: str, numerals: str) -> None:
    text = HOSTILE[name]
    document = everywhere(text)
    if numerals == "thai":
        document = paper(*document.blocks, title=document.title, numerals="thai")

    assert render_pdf(document).startswith(b"%PDF-")
    docx.Document(io.BytesIO(render_docx(document)))
    assert render_html(document).startswith("<article")


@pytest.mark.parametrize("name", ["typst", "xml", "json"])
def test_markup_in_text_is_printed_as_typed(name: str) -> None:
    text = HOSTILE[name]

    read = text_by_pdfium(render_pdf(paper(Paragraph(text, align="left"))))
    written = docx.Document(io.BytesIO(render_docx(paper(Paragraph(text)))))

    assert re.sub(r"\s", "", text) in re.sub(r"\s", "", read)
    assert written.paragraphs[-1].text == text


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["ก" * 200_000, "x" * 200_000, "ที่ประชุมเห็นชอบ " * 12_500, "ที่ประชุมเห็นชอบ" * 12_500]
)
def test_very_long_text_is_set(text: str) -> None:
    document = paper(
        Paragraph(text), Table((Column("ก"), Column("ข", share=0)), ((text[:20_000], text[:20_000]),))
    )

    made = render_pdf(document)

    found = re.sub(r"\s", "", text_by_pdfium(made))
    assert found.count(text.strip()[-1]) >= text.count(text.strip()[-1])
    assert render_docx(document)
    assert render_html(document)


def test_long_word_does_not_leave_the_page() -> None:
    made = render_pdf(paper(Paragraph("ย" * 400, indent=False), Paragraph("w" * 400)))

    assert {len(line) for page in lines_of(made) for line in page if set(line) <= {"ย"}} >= {72}


def test_long_title_and_heading_fit_into_the_file() -> None:
    document = paper(Heading(1, "หัวข้อ" * 4000), title="ชื่อ" * 10_000, organisation="องค์กร" * 2000)

    assert render_pdf(document).startswith(b"%PDF-")
    assert render_docx(document)


def test_characters_without_a_glyph_are_shown_as_missing_and_reported() -> None:
    document = paper(Paragraph("ยินดี 清华 ✓ ① ﬁ Ω 😀"))

    assert lines_of(render_pdf(document))[0][2] == "ยินดี ■■ √ 1 fi Ω ■"
    assert substituted_characters(document) == "华清😀"
    assert "清华 ✓ ① ﬁ Ω 😀" in render_html(document)


def test_lost_letters_are_reported_as_lost() -> None:
    assert substituted_characters(paper(Paragraph("ก\ud800"))) == "\ufffd"


def test_ordinary_documents_report_nothing() -> None:
    assert substituted_characters(paper(Paragraph("ที่ประชุม “เห็นชอบ” – 1,000 บาท (50%) …"))) == ""


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("จํานวน", "จำนวน"),
        ("e\u0301", "é"),
        ("ก\u200bข\ufeffค\u00ad", "กขค"),
        ("ก  \t ข", "ก ข"),
        ("ก\r\nข\rค\u2028ง", "ก\nข\nค\nง"),
        ("ก\x00\x1f\x7fข", "กข"),
    ],
)
def test_clean_text(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned
    assert clean(cleaned) == cleaned


def test_printable_keeps_what_the_fonts_have() -> None:
    text = "ก-ฮ ๐-๙ A-Z ฿ “” ‘’ – — … • · × ° ½ é ü ñ ā Ω"

    assert printable(text) == text


def png(width: int, height: int) -> bytes:
    """A white picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + b"\xff" * width) * min(height, 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_emblem_of_pixels_is_used_in_every_file() -> None:
    document = paper(Paragraph("ก"), emblem=Emblem(png(30, 30), "image/png"))

    assert b"/Subtype/Image" in render_pdf(document).replace(b" ", b"")
    assert len(docx.Document(io.BytesIO(render_docx(document))).inline_shapes) == 1


@pytest.mark.parametrize(
    "emblem",
    [
        Emblem(b"", "image/png"),
        Emblem(b"GIF89a", "image/png"),
        Emblem(png(30, 30), "image/jpeg"),
        Emblem(png(30, 30)[:20], "image/png"),
        Emblem(png(60_000, 60_000), "image/png"),
        Emblem(b"\x89PNG\r\n\x1a\n" + b"\x00" * 5_000_000, "image/png"),
        Emblem(b"<html></html>", "image/svg+xml"),
        Emblem(b"<svg", "image/svg+xml"),
        Emblem(b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>', "image/svg+xml"),
        Emblem(
            b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
            "image/svg+xml",
        ),
        Emblem(b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml"),
        Emblem(b"<svg>\xff\xfe</svg>", "image/svg+xml"),
    ],
)
def test_emblem_that_is_no_picture_is_refused(emblem: Emblem) -> None:
    document = paper(Paragraph("ก"), emblem=emblem)

    for render in (render_pdf, render_docx):
        with pytest.raises(DocumentError) as refusal:
            render(document)
        assert refusal.value.code == "emblem"


@pytest.mark.parametrize(
    "blocks", [(), (PageBreak(),), (PageBreak(), PageBreak()), (Signature(()),), (Bullets(()),)]
)
def test_document_without_text_is_still_a_paper(blocks: tuple[Block, ...]) -> None:
    document = paper(*blocks)

    assert render_pdf(document).startswith(b"%PDF-")
    assert render_docx(document)
    assert render_html(document)
