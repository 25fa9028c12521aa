"""Documents as PDF, with typst: PDF/A-2a for the archive and PDF/UA-1 for readers who cannot see."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samphan.kit.documents.emblems import checked
from samphan.kit.documents.engine import make_pdf
from samphan.kit.documents.model import (
    Bullets,
    Heading,
    KeyValues,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Signature,
    Table,
)
from samphan.kit.documents.text import clean, printable, with_numerals
from samphan.kit.documents.typesetting import Typesetter
from samphan.kit.documents.wording import NOTE_COLOURS, item_text, note_text, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samphan.kit.documents.model import Block, Document, Inline, Item, Numerals

_TEMPLATE = Path(__file__).parent / "paper.typ"
_FORMATS = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}


def render_pdf(document: Document) -> bytes:
    """The document as PDF/A-2a and PDF/UA-1; the same document gives the same bytes.

    Raises:
        DocumentError: the emblem cannot be used, or the engine refused the document.
    """
    return compile_paper(paper_data(document), timestamp=int(document.created.timestamp()))


def paper_data(document: Document) -> str:
    """The document with its lines prepared, as JSON for the template."""
    return json.dumps(_Paper(document).data(), ensure_ascii=False, separators=(",", ":"))


def compile_paper(data: str, *, timestamp: int) -> bytes:
    """What typst alone does: the PDF of data that `paper_data` prepared."""
    return make_pdf(_template(), {"paper": data}, timestamp=timestamp)


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


class _Paper:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._typesetter = Typesetter(document.glossary)
        self._headings: dict[str, list[list[Any]]] = {}
        self._level = 0

    def data(self) -> dict[str, Any]:
        document = self._document
        data = {
            "language": document.language,
            "thai-numerals": document.numerals == "thai",
            "plain-title": self._plain(document.title),
            "title": self._text(document.title),
            "organisation": self._text(document.organisation),
            "subtitle": [self._text(line) for line in document.subtitle_lines],
            "author": self._plain(document.author or document.organisation),
            "keywords": [self._plain(word) for word in document.keywords],
            "footer": self._text(document.footer),
            "draft-mark": self._text(document.draft_mark),
            "page-label": say(document.language, "หน้า", "Page"),
            "of-label": say(document.language, "จาก", "of"),
            "table-label": say(document.language, "ตารางที่", "Table"),
            "emblem": self._emblem(),
            "blocks": self._blocks(document.blocks),
            "headings": self._headings,
        }
        self._typesetter.finish()
        return data

    def _plain(self, text: str) -> str:
        return printable(clean(with_numerals(text, self._document.numerals))).replace("\n", " ").strip()

    def _text(
        self, inline: Inline, numerals: Numerals | None = None, *, in_cell: bool = False
    ) -> list[list[Any]]:
        return self._typesetter.typeset(inline, numerals or self._document.numerals, in_cell=in_cell)

    def _emblem(self) -> dict[str, Any] | None:
        document = self._document
        if document.emblem is None:
            return None
        seen = (
            document.emblem.description
            or f"{say(document.language, 'ตรา', 'Emblem of ')}{document.organisation}"
        )
        return {
            "bytes": list(checked(document.emblem)),
            "format": _FORMATS[document.emblem.mime],
            "alt": self._plain(seen),
        }

    def _blocks(self, blocks: Iterable[Block]) -> list[dict[str, Any]]:
        return [data for data in map(self._block, blocks) if data]

    def _block(self, block: Block) -> dict[str, Any] | None:  # noqa: PLR0911 - one return for each kind of block
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                content = self._text(block.content)
                return {"kind": "paragraph", "content": content, "indent": block.indent, "align": block.align}
            case Numbered():
                before, after = (self._plain_edge(edge) for edge in block.pattern.split("{}"))
                entries = self._items(block.items)
                return {
                    "kind": "numbered",
                    "before": before,
                    "after": after,
                    "start": block.start,
                    "items": entries,
                }
            case Bullets():
                return {"kind": "bullets", "items": self._items(block.items)}
            case Table():
                return self._table(block)
            case KeyValues():
                pairs = [[self._text(name), self._text(value)] for name, value in block.rows]
                return {"kind": "key-values", "rows": pairs}
            case Note():
                content = self._text(note_text(block, self._document.language))
                return {
                    "kind": "note",
                    "look": block.kind,
                    "colour": NOTE_COLOURS[block.kind],
                    "content": content,
                }
            case Signature():
                return {"kind": "signature", "lines": [self._text(line) for line in block.lines]}
            case PageBreak():
                return {"kind": "page-break"}

    def _plain_edge(self, edge: str) -> str:
        return printable(clean(with_numerals(edge, self._document.numerals)))

    def _heading(self, block: Heading) -> dict[str, Any] | None:
        text = self._plain(block.text)
        if not text:
            return None
        # PDF/UA refuses a heading that skips a level.
        self._level = min(block.level, self._level + 1)
        # The engine needs the plain text for outline and tags; the words to be shown are found by it.
        self._headings[text] = self._text(text, "arabic")
        return {"kind": "heading", "level": self._level, "text": text}

    def _items(self, items: Iterable[Item]) -> list[dict[str, Any]]:
        return [
            {"content": self._text(item_text(item)), "children": self._blocks(item.children)}
            for item in items
        ]

    def _table(self, block: Table) -> dict[str, Any]:
        def cells(row: Iterable[Inline]) -> list[list[list[Any]]]:
            return [self._text(cell, block.numerals, in_cell=True) for cell in row]

        rows = [cells(row) for row in block.rows]
        return {
            "kind": "table",
            "caption": self._text(block.caption),
            "head": cells(column.head for column in block.columns),
            "shares": [column.share for column in block.columns],
            "sides": [column.align for column in block.columns],
            "rows": rows,
            "has-total": block.has_total and bool(rows),
        }
