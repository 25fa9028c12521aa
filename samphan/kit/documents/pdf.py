"""Documents as PDF, with typst: PDF/A-2a for the archive and PDF/UA-1 for readers who cannot see."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samphan.kit.documents.columns import ColumnNeed, column_widths
from samphan.kit.documents.emblems import FORMATS, checked
from samphan.kit.documents.engine import make_pdf
from samphan.kit.documents.lines import BODY_SIZE, width_of
from samphan.kit.documents.model import (
    Bullets,
    Heading,
    KeyValues,
    LetterHead,
    MemoHead,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Pictures,
    Signature,
    Table,
    plain,
)
from samphan.kit.documents.text import clean, number, printable, with_numerals
from samphan.kit.documents.typesetting import Typesetter
from samphan.kit.documents.wording import NOTE_COLOURS, item_text, note_text, say
from samphan.kit.thai.words import truncate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from samphan.kit.documents.model import Block, Document, Inline, Item, Photograph
    from samphan.kit.documents.typesetting import Span

# Points; 28.35 to a centimetre. A4 less 3 cm on the left and 2 cm on the right leaves 16 cm.
TEXT_WIDTH = 160 / 25.4 * 72
FIRST_LINE = 35.4
LIST_INDENT, LIST_GAP = 14.2, 7.0
NOTE_INSET, CELL_INSET, FACTS_GAP = 10.0, 5.0, 22.0
PICTURE_GAP = 14.2
_SIZES = {
    "title": 13.6,
    "organisation": 11.6,
    "heading-1": 12.3,
    "heading-2": 11.6,
    "heading-3": BODY_SIZE,
    "body": BODY_SIZE,
    "remark": 9.6,
    "margin": 8.5,
    "memo": 19.8,
    "memo-name": 13.6,
}
_LARGEST_MARK, _WIDEST_MARK = 72.0, 480.0
_NAME_GAP = 9.0
_LABEL_WIDTH, _BULLET_WIDTH = 13.0, 6.0

_LONGEST_PROPERTY = 1000

_TEMPLATE = Path(__file__).parent / "paper.typ"


def render_pdf(document: Document) -> bytes:
    """The document as PDF/A-2a and PDF/UA-1; the same document gives the same bytes.

    Raises:
        DocumentError: the emblem cannot be used, or the engine refused the document.
    """
    return compile_paper(
        paper_data(document), timestamp=int(document.created.timestamp()), pictures=pictures_of(document)
    )


def paper_data(document: Document, *, text_width: float = TEXT_WIDTH) -> str:
    """The document with its lines prepared, as JSON for the template; another text width serves tests of the lines."""
    return json.dumps(_Paper(document, text_width).data(), ensure_ascii=False, separators=(",", ":"))


def pictures_of(document: Document) -> dict[str, bytes]:
    """The photographs of a document under the names by which its data call them."""
    return {picture_name(each.content): each.content for each in _photographs(document.blocks)}


def _photographs(blocks: Iterable[Block]) -> Iterator[Photograph]:
    for block in blocks:
        if isinstance(block, Pictures):
            yield from block.items
        elif isinstance(block, Numbered | Bullets):
            for item in block.items:
                yield from _photographs(item.children)


def picture_name(content: bytes) -> str:
    """The same picture has the same name, so that the same document gives the same bytes."""
    return f"{sha256(content).hexdigest()}.jpg"


def compile_paper(data: str, *, timestamp: int, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """What typst alone does: the PDF of data that `paper_data` prepared, with its pictures."""
    return make_pdf(_template(), {"paper": data}, timestamp=timestamp, files=pictures)


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


class _Paper:
    def __init__(self, document: Document, text_width: float) -> None:
        self._document = document
        self._text_width = text_width
        self._typesetter = Typesetter(document.glossary)
        self._headings: dict[str, tuple[Span, ...]] = {}
        self._level = 0
        self._tables = 0

    def data(self) -> dict[str, Any]:
        document, width = self._document, self._text_width
        return {
            "language": document.language,
            "thai-numerals": document.numerals == "thai",
            "geometry": {
                "text-width": width,
                "body": BODY_SIZE,
                "sizes": _SIZES,
                "first-line": FIRST_LINE,
                "list-gap": LIST_GAP,
                "note-inset": NOTE_INSET,
                "cell-inset": CELL_INSET,
                "facts-gap": FACTS_GAP,
            },
            "plain-title": self._plain(document.title),
            "title": self._set(document.title, width, size="title", bold=True),
            "organisation": self._set(document.organisation, width, size="organisation"),
            "subtitle": [self._set(line, width) for line in document.subtitle_lines],
            "author": self._plain(document.author or document.organisation),
            "keywords": [self._plain(word) for word in document.keywords],
            "head": self._set(document.organisation, width - 28, size="margin"),
            "foot": self._set(document.footer, width - 100, size="margin"),
            "draft-mark": self._draft_mark(),
            "page-label": say(document.language, "หน้า", "Page"),
            "of-label": say(document.language, "จาก", "of"),
            "table-label": self._table_label(),
            "emblem": self._emblem(),
            "official": self._official(),
            "blocks": self._blocks(document.blocks, width),
            "headings": self._headings,
        }

    def _plain(self, text: str) -> str:
        """Text for the file's own properties and outline, which PDF/A wants shorter than 32,767 characters."""
        return truncate(self._edge(text).replace("\n", " ").strip(), _LONGEST_PROPERTY)

    def _edge(self, text: str) -> str:
        return printable(clean(with_numerals(text, self._document.numerals)))

    def _set(
        self, inline: Inline, width: float, *, size: str = "body", bold: bool = False
    ) -> tuple[Span, ...]:
        """A text with ragged lines, `width` points wide at a size of the paper."""
        measure = width * BODY_SIZE / _SIZES[size]
        return self._typesetter.ragged(inline, self._document.numerals, measure=measure, bold=bold)

    def _justified(self, inline: Inline, width: float, indent: float = 0.0) -> tuple[Span, ...]:
        return self._typesetter.justified(inline, self._document.numerals, first=width - indent, rest=width)

    def _draft_mark(self) -> dict[str, Any] | None:
        text = self._plain(self._document.draft_mark)
        if not text:
            return None
        return {"text": text, "size": min(_LARGEST_MARK, _WIDEST_MARK / width_of(text, "b") * BODY_SIZE)}

    def _table_label(self) -> str:
        return say(self._document.language, "ตารางที่", "Table")

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
            "format": FORMATS[document.emblem.mime],
            "alt": self._plain(seen),
        }

    def _official(self) -> dict[str, Any] | None:
        """The head of a letter or memo."""
        head, width = self._document.head, self._text_width
        match head:
            case LetterHead():
                return {
                    "kind": "letter",
                    "number": self._set(head.number, width * 0.5),
                    "address": [self._set(line, width * 0.45) for line in head.address],
                    "date": self._set(head.date, width * 0.5),
                    **self._named(head.rows),
                }
            case MemoHead():
                return {
                    "kind": "memo",
                    "word": self._set(head.word, width - 90, size="memo", bold=True),
                    "lines": [[self._dotted(pair, len(line)) for pair in line] for line in head.lines],
                    **self._named(head.rows),
                }
            case None:
                return None

    def _dotted(self, pair: tuple[str, str], together: int) -> dict[str, Any]:
        name, value = pair
        scale = _SIZES["memo-name"] / BODY_SIZE
        taken = self._typesetter.extent(name, self._document.numerals, bold=True).line * scale + 8
        room = self._text_width / together - taken
        return {"name": self._set(name, taken, size="memo-name", bold=True), "value": self._set(value, room)}

    def _named(self, rows: tuple[tuple[str, str], ...]) -> dict[str, Any]:
        numerals = self._document.numerals
        names = max((self._typesetter.extent(name, numerals).line for name, _ in rows), default=0.0) + 1
        values = self._text_width - names - _NAME_GAP
        return {
            "names": names,
            "gap": _NAME_GAP,
            "rows": [(self._set(name, names), self._set(value, values)) for name, value in rows],
        }

    def _blocks(self, blocks: Iterable[Block], width: float) -> list[dict[str, Any]]:
        """The blocks for the template; `width` is the measure that they stand in, in points."""
        made: list[dict[str, Any]] = []
        for block in blocks:
            if isinstance(block, Signature) and made:
                _keep_with_next(made)
            data = self._block(block, width)
            if data:
                made.append(data)
        return made

    def _block(self, block: Block, width: float) -> dict[str, Any] | None:  # noqa: C901, PLR0911 - one case for each kind of block
        match block:
            case Heading():
                return self._heading(block, width)
            case Paragraph():
                return self._paragraph(block, width)
            case Numbered():
                before, after = (self._edge(edge) for edge in block.pattern.split("{}"))
                last = max(block.start + len(block.items) - 1, 0)
                items = self._items(block.items, width, max(_LABEL_WIDTH, width_of(f"{before}{last}{after}")))
                return {"kind": "numbered", "before": before, "after": after, "start": block.start} | items
            case Bullets():
                return {"kind": "bullets"} | self._items(block.items, width, _BULLET_WIDTH)
            case Table():
                return self._table(block, width)
            case KeyValues():
                return self._facts(block, width)
            case Note():
                return self._note(block, width)
            case Signature():
                return {
                    "kind": "signature",
                    "closing": self._set(block.closing, width * 0.55) if block.closing else [],
                    "lines": [self._set(line, width * 0.55) for line in block.lines],
                }
            case Pictures():
                return self._pictures(block, width)
            case PageBreak():
                return {"kind": "page-break"}

    def _heading(self, block: Heading, width: float) -> dict[str, Any] | None:
        text = self._plain(block.text)
        if not text:
            return None
        # PDF/UA refuses a heading that skips a level.
        self._level = min(block.level, self._level + 1)
        # The engine needs the plain text for outline and tags; the lines to be shown are found by it.
        self._headings[text] = self._set(block.text, width, size=f"heading-{self._level}", bold=True)
        return {"kind": "heading", "level": self._level, "text": text}

    def _paragraph(self, block: Paragraph, width: float) -> dict[str, Any]:
        indent = FIRST_LINE if block.indent and block.align in {"justify", "left"} else 0.0
        if block.align == "justify":
            content = self._justified(block.content, width, indent)
        else:
            content = self._typesetter.ragged(
                block.content, self._document.numerals, measure=width, first=width - indent
            )
        return {"kind": "paragraph", "content": content, "indent": indent, "align": block.align}

    def _items(self, items: Iterable[Item], width: float, label: float) -> dict[str, Any]:
        inner = width - LIST_INDENT - label - LIST_GAP
        entries = [
            {
                "content": self._justified(item_text(item), inner),
                "children": self._blocks(item.children, inner),
            }
            for item in items
        ]
        return {"indent": LIST_INDENT, "label-width": label, "items": entries}

    def _pictures(self, block: Pictures, width: float) -> dict[str, Any]:
        wide = (width - PICTURE_GAP * (block.columns - 1)) / block.columns
        items = [
            {
                "file": picture_name(item.content),
                "alt": self._plain(item.description or plain(item.caption))
                or say(self._document.language, "ภาพถ่าย", "Photograph"),
                "caption": self._set(item.caption, wide, size="remark"),
            }
            for item in block.items
        ]
        return {"kind": "pictures", "columns": block.columns, "gap": PICTURE_GAP, "items": items}

    def _note(self, block: Note, width: float) -> dict[str, Any]:
        content = note_text(block, self._document.language)
        if block.kind == "remark":
            lines = self._set(content, width, size="remark")
        else:
            lines = self._set(content, width - 2 * NOTE_INSET)
        return {"kind": "note", "look": block.kind, "colour": NOTE_COLOURS[block.kind], "content": lines}

    def _facts(self, block: KeyValues, width: float) -> dict[str, Any]:
        numerals = self._document.numerals
        widest = max(
            (self._typesetter.extent(name, numerals, bold=True).line for name, _ in block.rows), default=0.0
        )
        names = min(widest + 1, width * 0.4)
        values = width - names - FACTS_GAP
        rows = [[self._set(name, names, bold=True), self._set(value, values)] for name, value in block.rows]
        return {"kind": "facts", "names": names, "rows": rows}

    def _table(self, block: Table, width: float) -> dict[str, Any]:
        # Everything is reckoned as if it were set at BODY_SIZE: smaller letters make the table wider.
        scale = _cell_scale(len(block.columns))
        padding = 2 * CELL_INSET / scale + 1
        lines = [(tuple(column.head for column in block.columns), True)]
        lines += [(row, block.has_total and row is block.rows[-1]) for row in block.rows]
        needs = []
        for index, column in enumerate(block.columns):
            extents = [self._typesetter.extent(row[index], block.numerals, bold=bold) for row, bold in lines]
            line, word = (max(found) + padding for found in zip(*extents, strict=True))
            needs.append(ColumnNeed(column.share, line, word))
        widths = column_widths(needs, width / scale)
        cells = [
            [
                self._typesetter.ragged(cell, block.numerals, measure=wide - padding + 1, bold=bold)
                for cell, wide in zip(row, widths, strict=True)
            ]
            for row, bold in lines
        ]
        return {
            "kind": "table",
            "caption": self._caption(block, width),
            "size": BODY_SIZE * scale,
            "widths": [wide * scale for wide in widths],
            "sides": [column.align for column in block.columns],
            "head": cells[0],
            "rows": cells[1:],
            "row-height": block.row_height,
        }

    def _caption(self, block: Table, width: float) -> tuple[Span, ...]:
        if not plain(block.caption):
            return ()
        self._tables += 1
        label = f"{self._table_label()} {number(self._tables, self._document.numerals)} "
        numerals = self._document.numerals
        return self._typesetter.ragged(
            block.caption, numerals, measure=width, first=width - width_of(label, "b")
        )


def _cell_scale(columns: int) -> float:
    """Many columns get smaller letters."""
    return 1.0 if columns < 7 else 0.8 if columns < 9 else 0.7


def _keep_with_next(blocks: list[dict[str, Any]]) -> None:
    """Mark the last paragraph or entry, so that a signature never stands alone on its page."""
    last = blocks[-1]
    if last["kind"] in {"numbered", "bullets"} and len(last["items"]) > 1:
        alone = last | {"items": last["items"][-1:]}
        if "start" in last:
            alone["start"] = last["start"] + len(last["items"]) - 1
        last["items"] = last["items"][:-1]
        blocks.append(alone)
    blocks[-1]["keep"] = blocks[-1]["kind"] in {"numbered", "bullets", "paragraph", "note", "facts"}
