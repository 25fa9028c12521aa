"""Documents: one typed model of a paper, written as PDF, as Word document and as part of a web page.

    document = Document(title="รายงานผลการดำเนินงาน", organisation="…", created=now, blocks=(Heading(1, "…"), …))
    render_pdf(document)   # PDF/A-2a and PDF/UA-1
    render_docx(document)  # Word, editable, "TH Sarabun New"
    render_html(document)  # a fragment for a page of ours

The package knows nothing of networks, events or reports, needs no Django, and loads its heavy parts (typst,
python-docx) only when a document is made: call it in the worker, not in a page.
"""

from samphan.kit.documents.model import (
    Block,
    Bullets,
    Column,
    Document,
    DocumentError,
    Emblem,
    Heading,
    Inline,
    Item,
    KeyValues,
    LetterHead,
    MemoHead,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Photograph,
    Pictures,
    Run,
    Signature,
    Table,
)
from samphan.kit.documents.pdf import render_pdf
from samphan.kit.documents.text import substituted_characters
from samphan.kit.documents.web import render_html
from samphan.kit.documents.word import render_docx

__all__ = [
    "Block",
    "Bullets",
    "Column",
    "Document",
    "DocumentError",
    "Emblem",
    "Heading",
    "Inline",
    "Item",
    "KeyValues",
    "LetterHead",
    "MemoHead",
    "Note",
    "Numbered",
    "PageBreak",
    "Paragraph",
    "Photograph",
    "Pictures",
    "Run",
    "Signature",
    "Table",
    "render_docx",
    "render_html",
    "render_pdf",
    "substituted_characters",
]
