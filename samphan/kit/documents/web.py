"""Documents as part of a web page: semantic, without style of its own, safe to print into a template."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING

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
from samphan.kit.documents.wording import item_text, note_text, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samphan.kit.documents.model import Block, Document, Inline, Item, MemoHead, Numerals, Photograph


def render_html(document: Document, *, with_title: bool = True, tables_before: int = 0) -> str:
    """The document as one `<article>`; every text in it is escaped, so it may be marked safe.

    Headings of level 1 become `<h2>` and so on; `with_title` puts the title before them as `<h1>`, which a page has
    only once. `tables_before` is how many tables with a caption stand before it on the page: its own are counted on from
    there. Blocks with a key carry it as their id. The classes, all beginning with `paper`, are styled by the page:
    paper, paper-head, paper-organisation, paper-subtitle, paper-draft, paper-indent, paper-left, paper-center,
    paper-right, paper-numbered, paper-number, paper-bullets, paper-table, paper-facts, paper-note and
    paper-note-<kind>, paper-signature, paper-break, paper-foot. The emblem is left to the page. A cell says in
    `data-label` which column it stands in, so that a page may lay the rows of a wide table one below the other.
    """
    return _Article(document, tables_before).html(with_title=with_title)


class _Article:
    def __init__(self, document: Document, tables_before: int) -> None:
        self._document = document
        self._numerals = document.numerals
        self._tables = tables_before
        self._level = 0

    def html(self, *, with_title: bool) -> str:
        document = self._document
        parts = [f'<article class="paper" lang="{document.language}">']
        if document.draft_mark:
            parts.append(f'<p class="paper-draft"><strong>{self._text(document.draft_mark)}</strong></p>')
        if document.head:
            parts.append(self._official(document.head))
        elif with_title:
            parts.append('<header class="paper-head">')
            parts.append(f'<p class="paper-organisation">{self._text(document.organisation)}</p>')
            parts.append(f"<h1>{self._text(document.title)}</h1>")
            parts.extend(
                f'<p class="paper-subtitle">{self._text(line)}</p>' for line in document.subtitle_lines
            )
            parts.append("</header>")
        parts.append(self._blocks(document.blocks))
        if document.footer:
            parts.append(f'<p class="paper-foot">{self._text(document.footer)}</p>')
        parts.append("</article>")
        return "\n".join(part for part in parts if part)

    def _text(self, inline: Inline, numerals: Numerals | None = None) -> str:
        return "".join(
            _styled(
                escape(clean(with_numerals(run.text, numerals or self._numerals))).replace("\n", "<br>"),
                bold=run.bold,
                italic=run.italic,
                link=run.link,
            )
            for run in runs_of(inline)
        )

    def _blocks(self, blocks: Iterable[Block]) -> str:
        return "\n".join(filter(None, map(self._block, blocks)))

    def _block(self, block: Block) -> str:  # noqa: C901, PLR0911 - one case for each kind of block
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                classes = [f"paper-{block.align}"] if block.align != "justify" else []
                classes += ["paper-indent"] if block.indent else []
                return f"<p{_id(block.key)}{_classes(classes)}>{self._text(block.content)}</p>"
            case Numbered():
                return self._numbered(block)
            case Bullets():
                entries = "\n".join(f"<li{_id(item.key)}>{self._item(item)}</li>" for item in block.items)
                return f'<ul class="paper-bullets">\n{entries}\n</ul>'
            case Table():
                return self._table(block)
            case KeyValues():
                pairs = "\n".join(
                    f"<div><dt>{self._text(name)}</dt><dd>{self._text(value)}</dd></div>"
                    for name, value in block.rows
                )
                return f'<dl{_id(block.key)} class="paper-facts">\n{pairs}\n</dl>'
            case Note():
                text = self._text(note_text(block, self._document.language))
                return f'<div{_id(block.key)} class="paper-note paper-note-{block.kind}" role="note"><p>{text}</p></div>'
            case Signature():
                closing = (
                    f'<p class="paper-signature">{self._text(block.closing)}</p>\n' if block.closing else ""
                )
                return f'{closing}<p class="paper-signature">{"<br>".join(map(self._text, block.lines))}</p>'
            case Pictures():
                return f'<div class="paper-pictures">{"".join(map(self._photograph, block.items))}</div>'
            case PageBreak():
                return '<div class="paper-break"></div>'

    def _photograph(self, item: Photograph) -> str:
        seen = escape(clean(item.description or plain(item.caption)))
        data = b64encode(item.content).decode()
        return (
            f'<figure><img src="data:image/jpeg;base64,{data}" alt="{seen}">'
            f"<figcaption>{self._text(item.caption)}</figcaption></figure>"
        )

    def _official(self, head: LetterHead | MemoHead) -> str:
        if isinstance(head, LetterHead):
            address = "<br>".join(map(self._text, head.address))
            parts = [
                f'<p class="paper-left">{self._text(head.number)}</p>',
                f'<p class="paper-right">{address}</p>',
                f'<p class="paper-center">{self._text(head.date)}</p>',
            ]
            rows = head.rows
        else:
            parts = [f'<p class="paper-center"><strong>{self._text(head.word)}</strong></p>']
            rows = tuple(pair for line in (*head.lines, head.rows) for pair in line)
        pairs = "\n".join(
            f"<div><dt>{self._text(name)}</dt><dd>{self._text(value)}</dd></div>" for name, value in rows
        )
        return "\n".join([*parts, f'<dl class="paper-facts">\n{pairs}\n</dl>'])

    def _heading(self, block: Heading) -> str:
        if not clean(block.text).strip():
            return ""
        self._level = min(block.level, self._level + 1)
        tag = f"h{self._level + 1}"
        return f"<{tag}{_id(block.key)}>{self._text(block.text)}</{tag}>"

    def _numbered(self, block: Numbered) -> str:
        # The number is text, not a marker of the browser: "(1)" and Thai figures look the same everywhere, and the
        # role brings back what Safari takes away from lists without markers.
        entries = []
        for value, item in enumerate(block.items, start=block.start):
            shown = block.pattern.replace("{}", number(value, "arabic"))
            marker = f'<span class="paper-number">{self._text(shown)}</span>'
            entries.append(f"<li{_id(item.key)}>{self._item(item, f'{marker} ')}</li>")
        return '<ol class="paper-numbered" role="list">\n' + "\n".join(entries) + "\n</ol>"

    def _item(self, item: Item, marker: str = "") -> str:
        text = marker + self._text(item_text(item))
        if not item.children:
            return text
        return f"<p>{text}</p>\n{self._blocks(item.children)}\n"

    def _table(self, block: Table) -> str:
        def cell(tag: str, index: int, content: Inline, scope: str = "") -> str:
            side = block.columns[index].align
            looks = _classes([] if side == "left" else [f"paper-{side}"])
            text = self._text(content, block.numerals)
            if tag == "td" and index:
                label = escape(plain(block.columns[index].head))
                return f'<td{looks} data-label="{label}"><div>{text}</div></td>' if text else "<td></td>"
            heads = f' scope="{scope}"' if scope else ""
            return f"<{tag}{heads}{looks}>{text}</{tag}>"

        def line(row: tuple[Inline, ...]) -> str:
            first = cell("th", 0, row[0], "row") if block.row_heads else cell("td", 0, row[0])
            return f"<tr>{first}{''.join(cell('td', i, content) for i, content in enumerate(row) if i)}</tr>"

        rows = [line(row) for row in block.rows]
        foot = f"<tfoot>{rows.pop()}</tfoot>" if block.has_total and rows else ""
        head = "".join(cell("th", i, column.head, "col") for i, column in enumerate(block.columns))
        caption, region = "", ""
        if plain(block.caption):
            self._tables += 1
            named = say(self._document.language, "ตารางที่", "Table")
            shown = f"{named} {number(self._tables, self._numerals)}"
            caption = f"<caption><strong>{shown}</strong> {self._text(block.caption)}</caption>"
            # A wide table scrolls in its frame, which a keyboard can only reach when it takes the focus.
            region = f' role="region" tabindex="0" aria-label="{escape(shown)}"'
        return (
            f'<div{_id(block.key)} class="paper-table"{region}>\n<table>{caption}\n'
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n"
            + "\n".join(rows)
            + f"\n</tbody>{foot}\n</table>\n</div>"
        )


def _styled(markup: str, *, bold: bool, italic: bool, link: str) -> str:
    if not markup:
        return ""
    markup = f"<strong>{markup}</strong>" if bold else markup
    markup = f"<em>{markup}</em>" if italic else markup
    return f'<a href="{escape(link)}">{markup}</a>' if link else markup


def _id(key: str) -> str:
    return f' id="{key}"' if key else ""


def _classes(names: list[str]) -> str:
    return f' class="{" ".join(names)}"' if names else ""
