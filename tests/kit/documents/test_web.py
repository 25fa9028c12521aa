"""The fragment for web pages: its outline, what assistive software hears, and that nothing gets out of its text."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from samphan.kit.documents import (
    Bullets,
    Column,
    Document,
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
    render_html,
)
from tests.kit.documents.papers import english_report, paper, workshop_report

VOID = {"br"}


class Outline(HTMLParser):
    """Checks that tags are balanced and collects them with their attributes."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(markup)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


@pytest.mark.parametrize("document", [workshop_report(), english_report(), workshop_report(numerals="thai")])
def test_fragment_is_balanced(document: Document) -> None:
    assert Outline(render_html(document)).tags[0] == (
        "article",
        {"class": "paper", "lang": document.language},
    )


def test_headings_start_below_the_title_and_skip_no_level() -> None:
    document = paper(Heading(2, "ก"), Heading(3, "ข"), Heading(1, "ค"), Heading(3, "ง"))

    assert [tag for tag, _ in Outline(render_html(document)).tags if tag[0] == "h" and tag[1:].isdigit()] == [
        "h1",
        "h2",
        "h3",
        "h2",
        "h3",
    ]


def test_title_can_be_left_to_the_page() -> None:
    made = render_html(paper(Paragraph("ก")), with_title=False)

    assert made == '<article class="paper" lang="th">\n<p class="paper-indent">ก</p>\n</article>'


def test_table_has_caption_scopes_and_sum() -> None:
    table = Table(
        (Column("กลุ่ม"), Column("คน", "right")),
        (("ก", "1"), ("รวม", "1")),
        caption="ผู้เข้าร่วม",
        row_heads=True,
        has_total=True,
        key="people",
    )

    assert render_html(paper(table), with_title=False).splitlines()[1:-1] == [
        '<div id="people" class="paper-table" role="region" tabindex="0" aria-label="ตารางที่ 1">',
        "<table><caption><strong>ตารางที่ 1</strong> ผู้เข้าร่วม</caption>",
        '<thead><tr><th scope="col">กลุ่ม</th><th scope="col" class="paper-right">คน</th></tr></thead>',
        "<tbody>",
        '<tr><th scope="row">ก</th><td class="paper-right" data-label="คน"><div>1</div></td></tr>',
        '</tbody><tfoot><tr><th scope="row">รวม</th><td class="paper-right" data-label="คน"><div>1</div></td></tr></tfoot>',
        "</table>",
        "</div>",
    ]


def test_lists_say_their_numbers_and_stay_lists() -> None:
    document = paper(
        Numbered((Item("ก", lead="นำ", children=(Bullets((Item("ข"),)),)), Item("ค")), "({})", start=2),
        numerals="thai",
    )

    assert render_html(document, with_title=False).splitlines()[1:-1] == [
        '<ol class="paper-numbered" role="list">',
        '<li><p><span class="paper-number">(๒)</span> <strong>นำ: </strong>ก</p>',
        '<ul class="paper-bullets">',
        "<li>ข</li>",
        "</ul>",
        "</li>",
        '<li><span class="paper-number">(๓)</span> ค</li>',
        "</ol>",
    ]


def test_text_is_escaped_wherever_it_stands() -> None:
    evil = '<script>alert("x")</script>&amp;\''
    document = paper(
        Heading(1, evil),
        Paragraph((Run(evil, bold=True), Run(evil, link='https://example.org/"><script>'))),
        Numbered((Item(evil, lead=evil),), pattern=f"<b>{{}}{evil}"),
        Bullets((Item(evil),)),
        Table((Column(evil),), ((evil,),), caption=evil),
        KeyValues(((evil, evil),)),
        Note(evil),
        Signature((evil,)),
        title=evil,
        organisation=evil,
        subtitle_lines=(evil,),
        footer=evil,
        draft_mark=evil,
    )

    made = render_html(document)

    assert {tag for tag, _ in Outline(made).tags} & {"script", "b"} == set()
    assert "<script" not in made.lower()
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;amp;&#x27;" in made


def test_keys_become_ids() -> None:
    document = paper(
        Heading(1, "ก", key="part-1"),
        Paragraph("ข", key="p1"),
        Numbered((Item("ค", key="i1"),)),
        KeyValues((("ง", "จ"),), key="k1"),
        Note("ฉ", key="n1"),
        PageBreak(),
    )

    assert [
        attributes["id"] for _, attributes in Outline(render_html(document)).tags if "id" in attributes
    ] == [
        "part-1",
        "p1",
        "i1",
        "k1",
        "n1",
    ]


def test_line_breaks_and_marks_of_draft_are_kept() -> None:
    made = render_html(paper(Paragraph("บรรทัดหนึ่ง\r\nบรรทัดสอง"), draft_mark="ฉบับร่าง"))

    assert "บรรทัดหนึ่ง<br>บรรทัดสอง" in made
    assert '<p class="paper-draft"><strong>ฉบับร่าง</strong></p>' in made
