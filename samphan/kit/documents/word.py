"""Documents as Word files that an office can go on editing: real styles, real lists, fields for page numbers.

Thai is a complex script to Word: its size, boldness and font come from the `cs` half of each property (szCs, bCs, the
cs font), its language from `w:lang w:bidi`. Every property is therefore written in both halves, and theme fonts, which
would win over the named ones, are removed from all styles (see word_styles).
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from samphan.kit.documents import word_markup
from samphan.kit.documents.columns import ColumnNeed, column_widths
from samphan.kit.documents.emblems import as_png
from samphan.kit.documents.model import (
    Bullets,
    Heading,
    KeyValues,
    LetterHead,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Pictures,
    Signature,
    Table,
    plain,
    runs_of,
)
from samphan.kit.documents.text import clean, number, with_numerals
from samphan.kit.documents.typesetting import Typesetter
from samphan.kit.documents.word_markup import TWIPS
from samphan.kit.documents.word_styles import NAMESPACES, WATERMARK, base_file, list_indent
from samphan.kit.documents.wording import NOTE_COLOURS, item_text, note_text, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.documents.model import Block, Document, Inline, Item, MemoHead, Numerals, Run

_TEXT_WIDTH = 9070  # twips: A4 less 3 cm and 2 cm
_CELL_PADDING = 260  # twips
_WIDER_LETTERS = 1.2  # Laksaman, with which LibreOffice replaces it, is as much wider
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_BULLETS_ID = 1
_LONGEST_PROPERTY = 255  # of the file's own properties, by python-docx


def render_docx(document: Document) -> bytes:
    """The document as Word file; the same document gives the same bytes.

    Raises:
        DocumentError: the emblem cannot be used.
    """
    return _WordFile(document).file()


class _WordFile:
    def __init__(self, document: Document) -> None:
        import docx

        self._document = document
        self._numerals = document.numerals
        self._word: Any = docx.Document(io.BytesIO(base_file(document.language)))
        self._typesetter = Typesetter(document.glossary)
        self._lists: list[str] = []
        self._pictures = 0
        self._tables = 0
        self._level = 0

    def file(self) -> bytes:
        from docx.oxml import parse_xml

        blocks = "".join([*self._head(), *self._blocks()])
        body = self._word.element.body
        for element in list(parse_xml(f"<w:body {NAMESPACES}>{blocks}</w:body>")):
            body.insert(len(body) - 1, element)
        self._fill_numbering()
        self._fill_margins()
        self._fill_properties()
        made = io.BytesIO()
        self._word.save(made)
        return _without_dates(made.getvalue())

    # ---- text

    def _clean(self, text: str, numerals: Numerals | None = None) -> str:
        return clean(with_numerals(text, numerals or self._numerals))

    def _runs(self, inline: Inline, numerals: Numerals | None = None, *, bold: bool = False) -> str:
        return "".join(
            self._run(run, numerals or self._numerals, bold=bold) for run in runs_of(inline) if run.text
        )

    def _run(self, run: Run, numerals: Numerals, *, bold: bool) -> str:
        looks = '<w:rStyle w:val="Hyperlink"/>' if run.link else ""
        looks += "<w:b/><w:bCs/>" if run.bold or bold else ""
        looks += "<w:i/><w:iCs/>" if run.italic else ""
        markup = word_markup.run(self._clean(run.text, numerals), looks)
        if not run.link:
            return markup
        from docx.opc.constants import RELATIONSHIP_TYPE

        relation = self._word.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return f'<w:hyperlink r:id="{relation}">{markup}</w:hyperlink>'

    # ---- blocks

    def _head(self) -> list[str]:
        document = self._document
        if document.head:
            return (
                self._letter_head(document.head)
                if isinstance(document.head, LetterHead)
                else self._memo_head(document.head)
            )
        parts = []
        if document.emblem:
            parts.append(word_markup.paragraph("PaperOrganisation", self._picture(self._word.part, 720_000)))
        parts.append(word_markup.paragraph("PaperOrganisation", self._runs(document.organisation)))
        parts.append(word_markup.paragraph("Title", self._runs(document.title)))
        parts.extend(word_markup.paragraph("Subtitle", self._runs(line)) for line in document.subtitle_lines)
        return parts

    def _letter_head(self, head: LetterHead) -> list[str]:
        parts = []
        if self._document.emblem:
            parts.append(
                word_markup.paragraph("PaperOrganisation", self._picture(self._word.part, 1_080_000))
            )
        half = _TEXT_WIDTH // 2
        address = "".join(
            word_markup.paragraph("PaperCell", self._runs(line)) for line in head.address or ("",)
        )
        parts.append(
            word_markup.table(
                "TableNormal",
                [half, half],
                word_markup.row([(half, self._cell(head.number)), (half, address)]),
            )
        )
        parts.append(
            word_markup.paragraph(
                "Normal", self._runs(head.date), '<w:spacing w:after="160"/><w:jc w:val="center"/>'
            )
        )
        return [*parts, self._named(head.rows)]

    def _memo_head(self, head: MemoHead) -> list[str]:
        side = 1100
        middle = _TEXT_WIDTH - 2 * side
        emblem = self._picture(self._word.part, 540_000) if self._document.emblem else ""
        word = word_markup.run(self._clean(head.word), '<w:b/><w:bCs/><w:sz w:val="58"/><w:szCs w:val="58"/>')
        centre = '<w:jc w:val="center"/>'
        cells = [
            (side, word_markup.paragraph("PaperCell", emblem)),
            (middle, word_markup.paragraph("PaperCell", word, centre)),
            (side, word_markup.paragraph("PaperCell", "")),
        ]
        parts = [word_markup.table("TableNormal", [side, middle, side], word_markup.row(cells))]
        large = '<w:b/><w:bCs/><w:sz w:val="40"/><w:szCs w:val="40"/>'
        for line in head.lines:
            stops = "".join(
                f'<w:tab w:val="{"right" if at == len(line) else "left"}" w:leader="dot" w:pos="{_TEXT_WIDTH * at // len(line)}"/>'
                for at in range(1, len(line) + 1)
            )
            content = "".join(
                word_markup.run(f"{self._clean(name)} ", large) + self._runs(value) + "<w:r><w:tab/></w:r>"
                for name, value in line
            )
            parts.append(word_markup.paragraph("Normal", content, f"<w:tabs>{stops}</w:tabs>"))
        parts.append(word_markup.paragraph("Normal", "", '<w:spacing w:line="160" w:lineRule="exact"/>'))
        return [*parts, self._named(head.rows)]

    def _named(self, rows: Sequence[tuple[str, str]]) -> str:
        if not rows:
            return ""
        names, values = zip(*rows, strict=True)
        widths = self._widths(
            [(0.0, [(name, False) for name in names]), (1.0, [(value, False) for value in values])]
        )
        # An office without the font sets a wider one: the names of a letter's head stay on their lines all the same.
        room = widths[0] // 5
        widths = [widths[0] + room, widths[1] - room]
        lines = "".join(
            word_markup.row([(widths[0], self._cell(name)), (widths[1], self._cell(value))])
            for name, value in rows
        )
        return word_markup.table("TableNormal", widths, lines)

    def _blocks(self) -> list[str]:
        made: list[str] = []
        for block in self._document.blocks:
            if isinstance(block, Signature) and made:
                made[-1] = word_markup.kept_with_next(made[-1])
            made.append(self._block(block))
        return made

    def _block(self, block: Block, depth: int = -1) -> str:  # noqa: C901, PLR0911 - one case for each kind of block
        """The markup of a block; `depth` is that of the list that it stands in, -1 for none."""
        left = f'<w:ind w:left="{list_indent(depth)}" w:firstLine="0"/>' if depth >= 0 else ""
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                looks = left or ("" if block.indent else '<w:ind w:firstLine="0"/>')
                looks += f'<w:jc w:val="{block.align}"/>' if block.align != "justify" else ""
                return word_markup.paragraph("BodyText", self._runs(block.content), looks)
            case Numbered():
                return self._list(block.items, self._new_numbering(block, depth + 1), depth + 1)
            case Bullets():
                return self._list(block.items, _BULLETS_ID, depth + 1)
            case Table():
                return self._table(block)
            case KeyValues():
                return self._facts(block)
            case Note():
                return self._note(block, left)
            case Signature():
                return self._signature(block)
            case Pictures():
                return self._photographs(block)
            case PageBreak():
                return word_markup.paragraph("Normal", '<w:r><w:br w:type="page"/></w:r>')

    def _heading(self, block: Heading) -> str:
        if not self._clean(block.text).strip():
            return ""
        self._level = min(block.level, self._level + 1)
        return word_markup.paragraph(f"Heading{self._level}", self._runs(block.text))

    def _signature(self, block: Signature) -> str:
        last = len(block.lines) - 1
        closing = ""
        if block.closing:
            closing = word_markup.paragraph(
                "PaperSignature", self._runs(block.closing), '<w:keepNext/><w:spacing w:before="240"/>'
            )
        return closing + "".join(
            word_markup.paragraph(
                "PaperSignature",
                self._runs(line),
                ("<w:keepNext/>" if index < last else "") + ("" if index else '<w:spacing w:before="1400"/>'),
            )
            for index, line in enumerate(block.lines)
        )

    def _photographs(self, block: Pictures) -> str:
        wide = _TEXT_WIDTH // block.columns
        cells = []
        for item in block.items:
            relation, image = self._word.part.get_or_add_image(io.BytesIO(item.content))
            limit = (wide - _CELL_PADDING) * 635
            height = min(2_232_000, round(limit * image.px_height / image.px_width))
            width = round(height * image.px_width / image.px_height)
            seen = item.description or plain(item.caption)
            drawn = word_markup.paragraph(
                "PaperCell", self._drawing(relation, width, height, "Photograph", seen), "<w:keepNext/>"
            )
            cells.append(drawn + word_markup.paragraph("PaperRemark", self._runs(item.caption)))
        cells += [word_markup.paragraph("PaperCell", "")] * (-len(cells) % block.columns)
        rows = "".join(
            word_markup.row([(wide, cell) for cell in cells[at : at + block.columns]])
            for at in range(0, len(cells), block.columns)
        )
        return word_markup.table("TableNormal", [wide] * block.columns, rows)

    def _list(self, items: tuple[Item, ...], numbering: int, depth: int) -> str:
        depth = min(depth, 8)  # Word knows nine levels
        looks = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{numbering}"/></w:numPr>'
        parts = []
        for item in items:
            parts.append(word_markup.paragraph("ListParagraph", self._runs(item_text(item)), looks))
            parts.extend(self._block(child, depth) for child in item.children)
        return "".join(parts)

    def _new_numbering(self, block: Numbered, depth: int) -> int:
        before, after = (self._clean(edge) for edge in block.pattern.split("{}"))
        form = "thaiNumbers" if self._numerals == "thai" else "decimal"
        depth = min(depth, 8)
        self._lists.append(word_markup.level(depth, form, f"{before}%{depth + 1}{after}", start=block.start))
        return _BULLETS_ID + len(self._lists)

    def _note(self, block: Note, left: str) -> str:
        runs = self._runs(note_text(block, self._document.language))
        if block.kind == "remark":
            return word_markup.paragraph("PaperRemark", runs, left)
        colour = NOTE_COLOURS[block.kind].removeprefix("#")
        frame = (
            f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="6" w:color="{colour}"/></w:pBdr>'
            '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
        )
        return word_markup.paragraph("PaperNote", runs, frame + left)

    def _facts(self, block: KeyValues) -> str:
        if not block.rows:
            return ""
        names, values = zip(*block.rows, strict=True)
        widths = self._widths(
            [(0.0, [(name, True) for name in names]), (1.0, [(value, False) for value in values])]
        )
        rows = "".join(
            word_markup.row([(widths[0], self._cell(name, bold=True)), (widths[1], self._cell(value))])
            for name, value in block.rows
        )
        return word_markup.table("TableNormal", widths, rows)

    def _table(self, block: Table) -> str:
        lines = [(tuple(column.head for column in block.columns), True)]
        lines += [(row, block.has_total and row is block.rows[-1]) for row in block.rows]
        widths = self._widths(
            [
                (column.share, [(row[i], bold) for row, bold in lines])
                for i, column in enumerate(block.columns)
            ],
            block.numerals,
        )
        rows = []
        for number_, (row, bold) in enumerate(lines):
            sides = [column.align if number_ else "center" for column in block.columns]
            cells = [
                self._cell(cell, side, block.numerals, bold=bold)
                for cell, side in zip(row, sides, strict=True)
            ]
            height = block.row_height if number_ else 0.0
            rows.append(
                word_markup.row(list(zip(widths, cells, strict=True)), is_head=number_ == 0, height=height)
            )
        caption = self._caption(block) if plain(block.caption) else ""
        return caption + word_markup.table(
            "TableGrid", widths, "".join(rows), name=self._clean(plain(block.caption))
        )

    def _widths(
        self, columns: Sequence[tuple[float, Sequence[tuple[Inline, bool]]]], numerals: Numerals | None = None
    ) -> list[int]:
        """Widths in twips of columns with their share and their cells; "TH Sarabun New" is as wide as our Sarabun.

        A computer without it takes wider letters: short labels keep their line there too.
        """
        needs = []
        for share, cells in columns:
            extents = [
                self._typesetter.extent(cell, numerals or self._numerals, bold=bold) for cell, bold in cells
            ]
            line, word = (
                max(found) * TWIPS * _WIDER_LETTERS + _CELL_PADDING for found in zip(*extents, strict=True)
            )
            needs.append(ColumnNeed(share, line, word))
        return [int(width) for width in column_widths(needs, _TEXT_WIDTH)]

    def _caption(self, block: Table) -> str:
        self._tables += 1
        shown = word_markup.run(f"{say(self._document.language, 'ตารางที่', 'Table')} ", "<w:b/><w:bCs/>")
        field = self._field("SEQ Table", self._tables, "<w:b/><w:bCs/>")
        return word_markup.paragraph(
            "Caption", shown + field + word_markup.run(" ", "") + self._runs(block.caption)
        )

    def _cell(
        self, content: Inline, side: str = "left", numerals: Numerals | None = None, *, bold: bool = False
    ) -> str:
        looks = f'<w:jc w:val="{side}"/>' if side != "left" else ""
        return word_markup.paragraph("PaperCell", self._runs(content, numerals, bold=bold), looks)

    # ---- what stands outside the text

    def _field(self, instruction: str, shown: int, looks: str = "") -> str:
        form = "ThaiArabic" if self._numerals == "thai" else "Arabic"
        result = word_markup.run(number(shown, self._numerals), looks)
        return f'<w:fldSimple w:instr=" {instruction} \\* {form} ">{result}</w:fldSimple>'

    def _picture(self, part: Any, height: int) -> str:
        """The emblem in a part of the file, `height` in EMU (36,000 to a millimetre)."""
        emblem = self._document.emblem
        if emblem is None:
            return ""
        relation, image = part.get_or_add_image(io.BytesIO(as_png(emblem)))
        width = max(1, round(height * image.px_width / image.px_height))
        named = (
            emblem.description
            or f"{say(self._document.language, 'ตรา', 'Emblem of ')}{self._document.organisation}"
        )
        return self._drawing(relation, width, height, "Emblem", named)

    def _drawing(self, relation: str, width: int, height: int, name: str, description: str) -> str:
        """A picture of the part that holds `relation`; sizes in EMU."""
        self._pictures += 1
        seen = quoteattr(self._clean(description))
        properties = f'id="{self._pictures}" name="{name} {self._pictures}" descr={seen}'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
            f"<wp:docPr {properties}/><a:graphic><a:graphicData"
            ' uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f"<pic:nvPicPr><pic:cNvPr {properties}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )

    def _fill_margins(self) -> None:
        from docx.oxml import parse_xml

        section = self._word.sections[0]
        language = self._document.language
        pages = (
            word_markup.run(f"{say(language, 'หน้า', 'Page')} ", "")
            + self._field("PAGE", 1)
            + word_markup.run(f" {say(language, 'จาก', 'of')} ", "")
            + self._field("NUMPAGES", 1)
        )
        foot = word_markup.paragraph(
            "Footer", self._runs(self._document.footer) + "<w:r><w:tab/></w:r>" + pages
        )
        is_official = self._document.head is not None
        name = word_markup.run(f" {self._clean(self._document.organisation)}", "")
        line = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="2" w:color="5A5A5A"/></w:pBdr>'
        head = word_markup.paragraph("Header", self._picture(section.header.part, 250_000) + name, line)
        mark = self._watermark()
        for part, content in (
            (section.header, (mark or word_markup.paragraph("Header", "")) if is_official else head + mark),
            (section.first_page_header, mark or word_markup.paragraph("Header", "")),
            (section.footer, foot),
            (section.first_page_footer, word_markup.paragraph("Footer", "") if is_official else foot),
        ):
            for element in list(parse_xml(f"<w:body {NAMESPACES}>{content}</w:body>")):
                part._element.append(element)  # noqa: SLF001 - python-docx has no public way to add markup

    def _watermark(self) -> str:
        mark = self._clean(self._document.draft_mark)
        return word_markup.paragraph("Header", WATERMARK.replace("MARK", quoteattr(mark))) if mark else ""

    def _fill_numbering(self) -> None:
        from docx.oxml import parse_xml

        bullets = "".join(word_markup.level(depth, "bullet", "•–"[depth % 2]) for depth in range(9))
        definitions = [bullets, *self._lists]
        abstract = "".join(
            f'<w:abstractNum w:abstractNumId="{i}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
            for i, levels in enumerate(definitions)
        )
        numbers = "".join(
            f'<w:num w:numId="{i + _BULLETS_ID}"><w:abstractNumId w:val="{i}"/></w:num>'
            for i in range(len(definitions))
        )
        markup = parse_xml(f"<w:numbering {NAMESPACES}>{abstract}{numbers}</w:numbering>")
        for element in list(markup):
            self._word.part.numbering_part.element.append(element)

    def _fill_properties(self) -> None:
        from datetime import UTC

        document = self._document
        properties = self._word.core_properties
        instant = document.created.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        properties.title = self._clean(document.title).replace("\n", " ")[:_LONGEST_PROPERTY]
        properties.author = self._clean(document.author or document.organisation)[:_LONGEST_PROPERTY]
        properties.last_modified_by = properties.author
        properties.keywords = self._clean(", ".join(document.keywords))[:_LONGEST_PROPERTY]
        properties.comments = ""
        properties.language = say(document.language, "th-TH", "en-GB")
        properties.created = properties.modified = instant
        properties.revision = 1


def _without_dates(file: bytes) -> bytes:
    """The same zip with one fixed date on every part, so that equal documents are equal files."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(zipfile.ZipInfo(part.filename, _ZIP_DATE), old.read(part), zipfile.ZIP_DEFLATED)
    return made.getvalue()
