"""Where lines end: against word boundaries that people marked, and against what the engine draws."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import typst

from samphan.kit.documents import Column, Paragraph, Run, Table, render_pdf
from samphan.kit.documents.breaking import words_of
from samphan.kit.documents.lines import BODY_SIZE, line_starts, width_of
from samphan.kit.documents.pdf import compile_paper, paper_data
from samphan.kit.documents.text import FONT_FOLDER
from tests.kit.documents.papers import paper, workshop_report
from tests.kit.documents.reading import lines_of

POINTS_IN_CM = 72 / 2.54
MARKED = [
    line
    for line in Path(__file__).with_name("boundaries.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def breaks_inside_words(marked: list[str], lines: list[str]) -> list[str]:
    """Line ends that stand at no marked boundary, each with its surroundings; blanks do not count."""
    source = "".join(re.sub(r"[|\s]", "", text) for text in marked)
    allowed: set[int] = set()
    offset = 0
    for text in marked:
        for character in text:
            if character == "|" or character.isspace():
                allowed.add(offset)
            else:
                offset += 1
        allowed.add(offset)
    bare = [re.sub(r"\s", "", line) for line in lines]
    assert "".join(bare) == source
    wrong: list[str] = []
    at = 0
    for line in bare:
        at += len(line)
        if at not in allowed:
            wrong.append(f"{source[max(0, at - 10) : at]}|{source[at : at + 10]}")
    return wrong


def drawn(pdf: bytes) -> list[str]:
    """Lines of the text itself, without title, organisation and page number of `paper`."""
    found = [line for page in lines_of(pdf) for line in page]
    return [x for x in found if not re.fullmatch(r"สมาคมตัวอย่าง|หนังสือทดสอบ|หน้า \d+ จาก \d+", x)]


def groups(size: int) -> list[str]:
    plain = [line.replace("|", "") for line in MARKED]
    return [" ".join(plain[start : start + size]) for start in range(0, len(plain), size)]


def test_there_are_enough_marked_lines() -> None:
    assert len(MARKED) >= 300
    assert all("||" not in line and "| " not in line and " |" not in line for line in MARKED)


@pytest.mark.parametrize("size", [1, 5, 7, 9, 12])
def test_no_line_of_a_page_ends_inside_a_word(size: int) -> None:
    made = render_pdf(paper(*map(Paragraph, groups(size))))

    assert breaks_inside_words(MARKED, drawn(made)) == []


@pytest.mark.parametrize("centimetres", [14, 12, 10, 8, 7, 6, 5])
def test_no_line_of_a_narrow_column_ends_inside_a_word(centimetres: int) -> None:
    document = paper(*(Paragraph(group, indent=False) for group in groups(6)))

    made = compile_paper(paper_data(document, text_width=centimetres * POINTS_IN_CM), timestamp=0)

    assert breaks_inside_words(MARKED, drawn(made)) == []


@pytest.mark.parametrize("align", ["left", "center"])
def test_no_line_that_the_engine_breaks_ends_inside_a_word(align: str) -> None:
    document = paper(*(Paragraph(group, indent=False, align=align) for group in groups(6)))  # type: ignore[arg-type]  # both are alignments

    assert breaks_inside_words(MARKED, drawn(render_pdf(document))) == []


@pytest.mark.parametrize("columns", [2, 3])
def test_no_line_of_a_cell_ends_inside_a_word(columns: int) -> None:
    head = tuple(Column("หัวข้อ") for _ in range(columns))
    cells = [*groups(1), *[""] * (-len(MARKED) % columns)]
    rows = tuple(tuple(cells[start : start + columns]) for start in range(0, len(cells), columns))

    data = json.loads(paper_data(paper(Table(head, rows))))

    lines = [
        line
        for row in data["blocks"][0]["rows"]
        for cell in row
        for span in cell
        for line in span[2].split("\n")
    ]
    assert len(lines) > len(MARKED) * 1.2
    assert breaks_inside_words(MARKED, lines) == []


def chosen_lines(data: Any) -> list[str]:
    """Every line that was chosen, as blank-free text: a span is a list of three strings, a text a list of spans."""
    if isinstance(data, dict):
        return [line for value in data.values() for line in chosen_lines(value)]
    if not isinstance(data, list) or not data:
        return []
    if all(
        isinstance(span, list) and len(span) == 3 and all(isinstance(x, str) for x in span) for span in data
    ):
        return [re.sub(r"\s", "", line) for line in re.split("[\x1d\n]", "".join(span[2] for span in data))]
    return [line for value in data for line in chosen_lines(value)]


@pytest.mark.parametrize("changes", [{}, {"numerals": "thai"}])
def test_engine_draws_exactly_the_lines_that_were_chosen(changes: dict[str, str]) -> None:
    data = paper_data(workshop_report(**changes))
    found = [re.sub(r"\s", "", line) for page in lines_of(compile_paper(data, timestamp=0)) for line in page]
    chosen = [line for line in chosen_lines(json.loads(data)) if line]

    drawn_text = "\n".join(found)
    assert len(chosen) > 100
    assert [line for line in chosen if line not in drawn_text] == []


@pytest.mark.parametrize(
    ("style", "weight", "slant"), [("", 400, "normal"), ("b", 700, "normal"), ("bi", 700, "italic")]
)
def test_widths_of_thai_words_are_those_of_the_engine(style: str, weight: int, slant: str) -> None:
    words = sorted(
        {word for line in MARKED for word in re.split(r"[|\s]", line) if not re.search("[A-Za-z]", word)}
    )
    source = f"""
        #set text(font: "Samphan Sarabun", size: {BODY_SIZE}pt, weight: {weight}, style: "{slant}", lang: "th")
        #context [#metadata(json(bytes(sys.inputs.words)).map(w => measure(w).width.pt()))<widths>]
    """
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)]
    )
    engine = typst.Compiler(input=source.encode(), font_paths=fonts, sys_inputs={"words": json.dumps(words)})
    measured = json.loads(engine.query("<widths>", field="value", one=True))

    assert [width_of(word, style) for word in words] == pytest.approx(measured, abs=0.01)


def test_word_in_two_styles_is_not_broken() -> None:
    text = "คณะกรรมการเห็นชอบให้ดำเนินงานร่วมกันต่อไปทุกสถาบันในเครือข่าย"
    words = words_of(text, frozenset())
    runs = tuple(Run(letter, bold=index % 2 == 0) for index, letter in enumerate(re.findall(".{1,3}", text)))

    made = compile_paper(
        paper_data(paper(Paragraph(runs, indent=False)), text_width=4 * POINTS_IN_CM), timestamp=0
    )

    assert breaks_inside_words(["|".join(words)], drawn(made)) == []


def test_number_stays_with_what_it_counts() -> None:
    words = [*["คำ"] * 10, "25", "แห่ง", *["คำ"] * 6]
    spaced = [piece for word in words for piece in (word, " ")][:-1]
    widths = [5.0 if piece == " " else 40.0 for piece in spaced]
    as_far_as_the_number = 11 * 45.0

    starts = line_starts(spaced, widths, first=as_far_as_the_number, rest=as_far_as_the_number)

    assert [spaced[index] for index in starts] == ["25"]


def test_lines_of_nothing_and_of_one_word() -> None:
    assert line_starts([], [], first=100, rest=100) == []
    assert line_starts(["คำ"], [12.0], first=100, rest=100) == []


def test_first_line_is_shorter_by_its_indent() -> None:
    words = ["กก"] * 10
    widths = [10.0] * 10

    assert line_starts(words, widths, first=30.3, rest=50.3)[0] == 3
