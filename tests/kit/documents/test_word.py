"""The Word file: opened again, and looked at for what Word needs to set Thai as Thai."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from samphan.kit.documents import (
    Bullets,
    Column,
    Heading,
    Item,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    render_docx,
)
from tests.kit.documents.papers import CREATED, english_report, paper, workshop_report

# Order of the children that we write, from the schema (ECMA-376 part 1, CT_PPrBase and EG_RPrBase).
PARAGRAPH_ORDER = [
    "pStyle",
    "keepNext",
    "keepLines",
    "numPr",
    "pBdr",
    "shd",
    "tabs",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
]
RUN_ORDER = ["rStyle", "rFonts", "b", "bCs", "i", "iCs", "noProof", "color", "sz", "szCs", "u", "lang"]


def opened(file: bytes) -> Any:
    return docx.Document(io.BytesIO(file))


def parts_of(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def values(element: Any, path: str) -> list[str]:
    return [found.get(qn("w:val")) for found in element.findall(path, element.nsmap)]


@pytest.fixture(scope="module")
def report() -> bytes:
    return render_docx(workshop_report())


def test_render_writes_thai_in_the_complex_half_of_every_property(report: bytes) -> None:
    styles = opened(report).styles.element
    defaults = styles.find(".//w:docDefaults//w:rPr", styles.nsmap)
    fonts = defaults.find("w:rFonts", styles.nsmap)

    assert {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "cs", "eastAsia")} == {"TH Sarabun New"}
    assert (values(defaults, "w:sz"), values(defaults, "w:szCs")) == (["32"], ["32"])
    assert defaults.find("w:lang", styles.nsmap).get(qn("w:bidi")) == "th-TH"
    for properties in styles.iter(qn("w:rPr")):
        assert values(properties, "w:sz") == values(properties, "w:szCs")
        assert len(values(properties, "w:b")) == len(values(properties, "w:bCs"))


def test_render_pairs_every_bold_and_italic_run() -> None:
    runs = (Run("หนา", bold=True), Run("เอน", italic=True), Run("ทั้งคู่", bold=True, italic=True))

    found = [
        [child.tag.rsplit("}", 1)[1] for child in run._element.rPr]
        for run in opened(render_docx(paper(Paragraph(runs)))).paragraphs[-1].runs
    ]

    assert found == [["b", "bCs"], ["i", "iCs"], ["b", "bCs", "i", "iCs"]]


def test_no_theme_font_is_left_to_win_over_the_named_one(report: bytes) -> None:
    parts = parts_of(report)

    assert [
        name for name, part in parts.items() if re.search(rb"w:(ascii|hAnsi|cs|eastAsia)Theme=", part)
    ] == []
    assert [
        name for name in parts if "stylesWithEffects" in name or "thumbnail" in name or "customXml" in name
    ] == []


def test_body_is_thai_distributed_and_english_is_justified() -> None:
    for document, alignment in ((workshop_report(), "thaiDistribute"), (english_report(), "both")):
        styles = opened(render_docx(document)).styles.element
        aligned = {
            style.get(qn("w:styleId")): values(style, "w:pPr/w:jc")
            for style in styles.findall("w:style", styles.nsmap)
        }
        assert (aligned["BodyText"], aligned["ListParagraph"], aligned["PaperCell"]) == (
            [alignment],
            [alignment],
            [],
        )


def test_headings_are_real_styles_with_levels(report: bytes) -> None:
    found = [
        (p.style.style_id, p.text)
        for p in opened(report).paragraphs
        if p.style.style_id.startswith("Heading")
    ]

    assert found[:4] == [
        ("Heading1", "(1) ประเด็นหรือเรื่องในการมีส่วนร่วม"),
        ("Heading1", "(2) สรุปข้อมูลของผู้มีส่วนร่วม"),
        ("Heading1", "(3) ผลจากการมีส่วนร่วม"),
        ("Heading2", "ระดับบุคคล"),
    ]


def test_headings_that_skip_a_level_are_drawn_in() -> None:
    document = opened(render_docx(paper(Heading(3, "ลึก"), Heading(1, "ตื้น"), Heading(3, "ลึกอีก"))))

    assert [p.style.style_id for p in document.paragraphs[-3:]] == ["Heading1", "Heading1", "Heading2"]


def test_table_head_repeats_and_rows_stay_whole(report: bytes) -> None:
    for table in opened(report).tables[1:]:
        rows = table._tbl.tr_lst
        assert [bool(row.findall("w:trPr/w:tblHeader", row.nsmap)) for row in rows] == [
            True,
            *[False] * (len(rows) - 1),
        ]
        assert all(row.findall("w:trPr/w:cantSplit", row.nsmap) for row in rows)


def test_table_columns_fill_the_page(report: bytes) -> None:
    for table in opened(report).tables:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.gridCol_lst]
        assert 9060 <= sum(widths) <= 9070
        assert min(widths) > 400


def test_table_keeps_its_text_and_sums_in_bold(report: bytes) -> None:
    table = opened(report).tables[1]

    assert [cell.text for cell in table.rows[0].cells] == ["ลำดับ", "กลุ่มผู้เข้าร่วม", "จำนวน (คน)"]
    assert [cell.text for cell in table.rows[-1].cells] == ["", "รวม", "76"]
    assert all(run.bold for cell in table.rows[-1].cells for run in cell.paragraphs[0].runs)


def test_lists_are_numbered_by_word_and_begin_anew() -> None:
    document = opened(
        render_docx(
            paper(
                Numbered((Item("ก"), Item("ข", children=(Bullets((Item("ค"),)),)))),
                Numbered((Item("ง"),), "({})", start=4),
                numerals="thai",
            )
        )
    )
    levels = {
        number.get(qn("w:numId")): number.find("w:abstractNumId", number.nsmap).get(qn("w:val"))
        for number in document.part.numbering_part.element.findall("w:num", document.part.element.nsmap)
    }
    numbering = document.part.numbering_part.element
    shown = []
    for paragraph in document.paragraphs:
        properties = paragraph._p.pPr.numPr
        if properties is None:
            continue
        abstract, depth = levels[str(properties.numId.val)], properties.ilvl.val
        level = numbering.find(
            f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl[@w:ilvl='{depth}']", numbering.nsmap
        )
        shown.append(
            (
                paragraph.text,
                *(values(level, f"w:{name}")[0] for name in ("numFmt", "lvlText", "start")),
                abstract,
            )
        )

    assert shown == [
        ("ก", "thaiNumbers", "%1.", "1", "1"),
        ("ข", "thaiNumbers", "%1.", "1", "1"),
        ("ค", "bullet", "–", "1", "0"),
        ("ง", "thaiNumbers", "(%1)", "4", "2"),
    ]


def test_page_numbers_are_fields_in_the_numerals_of_the_paper() -> None:
    for numerals, form in (("thai", "ThaiArabic"), ("arabic", "Arabic")):
        section = opened(render_docx(workshop_report(numerals=numerals))).sections[0]
        for footer in (section.footer, section.first_page_footer):
            fields = footer._element.findall(".//w:fldSimple", footer._element.nsmap)
            assert [field.get(qn("w:instr")) for field in fields] == [
                f" PAGE \\* {form} ",
                f" NUMPAGES \\* {form} ",
            ]


def test_page_is_a4_with_official_margins(report: bytes) -> None:
    section = opened(report).sections[0]
    centimetres = [
        round(length.cm, 1)
        for length in (
            section.page_width,
            section.page_height,
            section.left_margin,
            section.right_margin,
            section.top_margin,
            section.bottom_margin,
        )
    ]

    assert centimetres == [21.0, 29.7, 3.0, 2.0, 2.5, 2.0]


def test_emblem_of_svg_becomes_a_described_picture(report: bytes) -> None:
    parts = parts_of(report)

    assert parts["word/media/image1.png"].startswith(b"\x89PNG")
    assert 'descr="ตราสำนักงานวิเทศสัมพันธ์ มหาวิทยาลัยลุ่มน้ำปิง"'.encode() in parts["word/document.xml"]


def test_draft_mark_stands_on_every_page_and_only_on_drafts(report: bytes) -> None:
    draft = parts_of(render_docx(workshop_report(draft_mark='ฉบับ"ร่าง"')))

    marked = [name for name, part in draft.items() if b"PaperDraftMark" in part]
    assert marked == ["word/header1.xml", "word/header2.xml"]
    assert [name for name, part in parts_of(report).items() if b"PaperDraftMark" in part] == []


def test_properties_come_from_the_document(report: bytes) -> None:
    properties = opened(report).core_properties

    assert properties.title == workshop_report().title.replace("\n", " ")
    assert properties.author == "สำนักงานวิเทศสัมพันธ์ มหาวิทยาลัยลุ่มน้ำปิง"
    assert (properties.created, properties.modified) == (CREATED.astimezone(properties.created.tzinfo),) * 2
    assert properties.language == "th-TH"


def test_signature_stays_together_with_what_is_signed() -> None:
    document = opened(render_docx(paper(Paragraph("ก"), Signature(("(ชื่อ)", "ตำแหน่ง", "วันที่")))))

    assert [p.paragraph_format.keep_with_next for p in document.paragraphs[-4:]] == [True, True, True, None]


def test_links_lead_to_their_addresses() -> None:
    document = opened(render_docx(paper(Paragraph((Run("อ่านต่อ", link="https://example.org/a?b=1&c=2"),)))))

    assert [(link.text, link.address) for link in document.paragraphs[-1].hyperlinks] == [
        ("อ่านต่อ", "https://example.org/a?b=1&c=2")
    ]


def test_render_twice_gives_the_same_bytes(report: bytes) -> None:
    assert render_docx(workshop_report()) == report


def test_every_part_is_well_formed_and_its_properties_are_in_order(report: bytes) -> None:
    blocks = (Note("ก", "stale"), Note("ข", "remark"), PageBreak(), Table((Column("ค"),), ()))
    for file in (report, render_docx(paper(*blocks, draft_mark="ร่าง", numerals="thai"))):
        for name, part in parts_of(file).items():
            if not name.endswith((".xml", ".rels")):
                continue
            root = parse_xml(part)
            for tag, order in (("w:pPr", PARAGRAPH_ORDER), ("w:rPr", RUN_ORDER)):
                for properties in root.iter(qn(tag)):
                    names = [child.tag.rsplit("}", 1)[1] for child in properties]
                    assert names == sorted(names, key=order.index), (name, names)


def test_note_of_sample_data_says_so() -> None:
    document = opened(render_docx(paper(Note("แต่งขึ้น", "sample"))))

    assert document.paragraphs[-1].text == "ข้อมูลตัวอย่าง: แต่งขึ้น"
