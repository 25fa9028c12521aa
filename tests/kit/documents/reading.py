"""Reads PDFs back: where their lines end and which text a reader gets out of them."""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from samphan.kit.documents.model import plain
from samphan.kit.thai.words import layout_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.documents import Document

_SAME_LINE = 4.0  # points that base lines may differ by
_LETTERS = re.compile(r"[\u0e01-\u0e4e]+|[a-zA-Z]+")


def text_by_pdfium(pdf: bytes) -> str:
    """All text of the document as Chrome's reader gives it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def text_by_poppler(pdf: bytes) -> str | None:
    """All text of the document as poppler gives it; None when it is not installed."""
    program = shutil.which("pdftotext")
    if program is None:
        return None
    done = subprocess.run([program, "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def lines_of(pdf: bytes) -> list[list[str]]:
    """For each page its lines from the text positions, in the order in which they were written."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [list(_lines_of_page(page.get_textpage())) for page in document]
    finally:
        document.close()


def links_of(pdf: bytes) -> list[str]:
    """Addresses that the pages of the document link to."""
    document = pypdfium2.PdfDocument(pdf)
    found: list[str] = []
    for page in document:
        position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(page, position, link):
            action = pdfium.FPDFLink_GetAction(link)
            size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
            found.append(buffer.value.decode("ascii"))
    return found


def _lines_of_page(page: pypdfium2.PdfTextPage) -> Iterator[str]:
    x, y = ctypes.c_double(), ctypes.c_double()
    line, base = "", None
    for index in range(page.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(page, index))
        if character.isspace() or pdfium.FPDFText_IsGenerated(page, index) == 1:
            line += " "
            continue
        pdfium.FPDFText_GetCharOrigin(page, index, x, y)
        if base is not None and abs(y.value - base) > _SAME_LINE:
            yield line.strip()
            line = ""
        base = y.value
        line += character
    if line.strip():
        yield line.strip()


def share_of_words_found(source: str, extracted: str) -> float:
    """Share of the words of the source, of three letters and more, that the extracted text holds as often, blanks ignored."""
    words = Counter(w for piece in _LETTERS.findall(source) for w in layout_words(piece) if len(w) >= 3)
    bare = re.sub(r"\s+", "", extracted)
    return sum(min(count, bare.count(word)) for word, count in words.items()) / words.total()


def source_of(document: Document) -> str:
    """All text that the document was made from."""
    return "\n".join(plain(text) for text in document.texts())
