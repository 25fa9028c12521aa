"""Photographs in documents: in the PDF, in Word and on the page."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pypdfium2
import pytest
from PIL import Image

from samphan.kit.documents import (
    Document,
    DocumentError,
    Heading,
    Photograph,
    Pictures,
    render_docx,
    render_html,
    render_pdf,
)


def photograph(colour: str, size: tuple[int, int] = (900, 600)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def paper() -> Document:
    items = (
        Photograph(photograph("navy"), "พิธีเปิดการประชุมเชิงปฏิบัติการ เมื่อวันที่ ๓๑ มีนาคม ๒๕๖๙", "คนนั่งในห้องประชุม"),
        Photograph(photograph("darkred", (400, 900)), "กลุ่ม NOW"),
        Photograph(photograph("green")),
    )
    return Document(
        title="ภาพถ่าย",
        organisation="สำนักงานเลขานุการ",
        created=dt.datetime(2026, 4, 2, tzinfo=dt.UTC),
        blocks=(Heading(1, "ภาพกิจกรรม"), Pictures(items)),
    )


def test_render_photographs_as_pdf_with_captions() -> None:
    pdf = pypdfium2.PdfDocument(render_pdf(paper()))
    page = pdf[0]
    text = page.get_textpage().get_text_bounded()
    assert "พิธีเปิดการประชุม" in text
    images = [each for each in page.get_objects() if each.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    assert len(images) == 3


def test_render_photographs_for_word_and_page() -> None:
    with zipfile.ZipFile(io.BytesIO(render_docx(paper()))) as docx:
        pictures = [name for name in docx.namelist() if name.startswith("word/media/")]
        body = docx.read("word/document.xml").decode()
    assert len(pictures) == 3
    assert 'descr="คนนั่งในห้องประชุม"' in body
    assert "พิธีเปิดการประชุม" in body
    page = render_html(paper())
    assert page.count('<img src="data:image/jpeg;base64,') == 3
    assert 'alt="คนนั่งในห้องประชุม"' in page


def test_make_photograph_of_something_else_is_refused() -> None:
    with pytest.raises(DocumentError):
        Photograph(b"<svg onload='x'/>")
