"""The fonts that travel with the package are what tools/fonts.py says it makes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from samphan.kit.documents.lines import BODY_SIZE, width_of
from samphan.kit.documents.text import FONT_FOLDER, font_coverage

FACES = sorted(FONT_FOLDER.glob("*.ttf"))


@pytest.fixture(params=FACES, ids=lambda path: path.stem)
def font(request: pytest.FixtureRequest) -> Any:
    return TTFont(request.param)


def test_four_faces_and_their_licence_are_there() -> None:
    assert [path.stem.removeprefix("SamphanSarabun-") for path in FACES] == [
        "Bold",
        "BoldItalic",
        "Italic",
        "Regular",
    ]
    assert "SIL OPEN FONT LICENSE Version 1.1" in Path(FONT_FOLDER, "OFL.txt").read_text(encoding="utf-8")


def test_family_is_renamed_as_the_licence_wants(font: Any) -> None:
    names = [str(record) for record in font["name"].names if record.nameID in {1, 3, 4, 6, 16}]

    assert all("Samphan" in name for name in names)


def test_thai_marks_carry_no_vertical_offset(font: Any) -> None:
    ys: set[int] = set()
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            carriers = getattr(table, "BaseCoverage", None) or getattr(table, "Mark2Coverage", None)
            if carriers is None or not any(
                name.startswith("uni0E") and len(name) < 9 for name in carriers.glyphs
            ):
                continue
            marks = getattr(table, "MarkArray", None) or table.Mark1Array
            ys.update(record.MarkAnchor.YCoordinate for record in marks.MarkRecord)
            array = getattr(table, "BaseArray", None) or table.Mark2Array
            records = getattr(array, "BaseRecord", None) or array.Mark2Record
            for record in records:
                anchors = getattr(record, "BaseAnchor", None) or record.Mark2Anchor
                ys.update(anchor.YCoordinate for anchor in anchors if anchor is not None)

    assert ys == {0}


def test_coverage_is_that_of_every_face(font: Any) -> None:
    assert {ord(character) for character in font_coverage() - {"\n"}} <= set(font.getBestCmap())


def test_widths_are_those_of_the_font(font: Any) -> None:
    style = {"Regular": "", "Bold": "b", "Italic": "i", "Bold Italic": "bi"}[font["name"].getDebugName(2)]
    glyphs, advances = font.getBestCmap(), font["hmtx"].metrics

    for character in "กขฅฐญำเแ๑๙ ":
        assert width_of(character, style) == pytest.approx(
            advances[glyphs[ord(character)]][0] / 1000 * BODY_SIZE
        )
