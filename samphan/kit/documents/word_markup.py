"""Pieces of WordprocessingML, as text. Contents are markup already; text alone is escaped here."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from samphan.kit.documents.word_styles import LIST_HANGING, list_indent

TWIPS = 20
"""To a point."""


def run(text: str, looks: str) -> str:
    """Text with its looks (properties of a run), a break between its lines."""
    looks = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{looks}{'<w:br/>'.join(lines)}</w:r>"


def paragraph(style: str, content: str, looks: str = "") -> str:
    """A paragraph; `looks` are its own properties, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{looks}</w:pPr>{content}</w:p>'


def kept_with_next(markup: str) -> str:
    """The markup with its last paragraph kept on the page of what follows."""
    head, mark, tail = markup.rpartition("<w:pPr><w:pStyle ")
    style, end, rest = tail.partition("/>")
    return f"{head}{mark}{style}{end}<w:keepNext/>{rest}" if mark else markup


def row(cells: list[tuple[int, str]], *, is_head: bool = False, height: float = 0.0) -> str:
    """A row of a table: width in twips and content of each cell; `height` at least, in twips."""
    high = f'<w:trHeight w:val="{round(height * TWIPS)}" w:hRule="atLeast"/>' if height else ""
    repeats = "<w:tblHeader/>" if is_head else ""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/>' if is_head else ""
    filled = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{cell}</w:tc>'
        for width, cell in cells
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{high}{repeats}</w:trPr>{filled}</w:tr>"


def table(style: str, widths: list[int], rows: str, name: str = "") -> str:
    """A table of rows, with the widths of its columns in twips."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    named = f"<w:tblCaption w:val={quoteattr(name)}/>" if name else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/>{named}</w:tblPr>'
        # Word joins tables that touch, so that a small paragraph has to follow each.
        f'<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl><w:p><w:pPr><w:spacing w:line="160" w:lineRule="exact"/></w:pPr></w:p>'
    )


def level(depth: int, form: str, text: str, *, start: int = 1) -> str:
    """One depth of a list: its numbers and its indent."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val={quoteattr(text)}/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{list_indent(depth)}" w:hanging="{LIST_HANGING}"/></w:pPr></w:lvl>'
    )
