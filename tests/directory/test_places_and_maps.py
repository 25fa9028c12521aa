"""Districts and sub-districts by name, outlines of provinces, and maps coloured by a count."""

from __future__ import annotations

import pytest
from django.utils import translation

from samphan import catalogue
from samphan.directory.queries.maps import level_of, province_map, steps_to
from samphan.directory.queries.places import (
    district_lies_elsewhere,
    districts_with,
    find_districts,
    find_subdistricts,
    outlines,
    province_choices,
    subdistrict_is_unlisted,
)


def test_every_province_has_one_outline_and_the_file_is_small() -> None:
    assert set(outlines().provinces) == {code for code, _name in province_choices()}
    assert all(path.startswith("M") and path.endswith("z") for path in outlines().provinces.values())
    assert (catalogue.SHIPPED / "places" / "th-outlines.json").stat().st_size < 150_000


def test_find_districts_by_either_name_and_within_a_province() -> None:
    assert [(each.province, each.name_th) for each in find_districts("อ.ปากพะยูน")] == [("TH-93", "ปากพะยูน")]
    assert [each.name_th for each in find_districts("pak phayun")] == ["ปากพะยูน"]
    assert find_districts("ปากพะยูน", province="TH-10") == []
    # A name alone never identifies a place.
    assert len({each.province for each in find_districts("เฉลิมพระเกียรติ")}) > 1
    # Those that begin with the words stand before those that hold them.
    assert find_districts("เมืองเชียง")[0].name_th == "เมืองเชียงราย"


@pytest.mark.parametrize(
    ("district", "province", "others"),
    [
        ("ลอง", "TH-54", ()),
        ("ลอง", "TH-10", ("TH-54",)),
        ("เขตพระนคร", "TH-10", ()),
        ("อำเภอที่ไม่มีอยู่", "TH-10", ()),
        ("", "TH-10", ()),
    ],
)
def test_district_in_the_wrong_province_is_known_elsewhere(
    district: str, province: str, others: tuple[str, ...]
) -> None:
    assert district_lies_elsewhere(district, province) == others


def _codes(name: str) -> list[str]:
    """The first column of a list of places."""
    lines = (catalogue.SHIPPED / "places" / name).read_text(encoding="utf-8").splitlines()
    return [line.partition(",")[0] for line in lines if not line.startswith("#")]


def test_every_district_has_its_subdistricts_and_each_stands_once() -> None:
    districts, lines = _codes("th-districts.csv"), _codes("th-subdistricts.csv")
    assert (len(districts), set(lines)) == (928, set(districts))
    text = (catalogue.SHIPPED / "places" / "th-subdistricts.csv").read_text(encoding="utf-8")
    assert (len(lines), len(set(text.splitlines()))) == (7_440, 7_440 + 3)
    assert lines == sorted(lines)


def test_find_subdistricts_of_a_district_all_and_by_a_part_of_the_name() -> None:
    every = [each.name_th for each in find_subdistricts("", district="อ.ลอง", province="TH-54")]
    assert every == ["ต้าผามอก", "ทุ่งแล้ง", "บ่อเหล็กลอง", "บ้านปิน", "ปากกาง", "แม่ปาน", "เวียงต้า", "ห้วยอ้อ", "หัวทุ่ง"]
    with translation.override("th"):
        found = [each.label for each in find_subdistricts("ต.ห้วย", district="Long", province="TH-54")]
    assert found == ["ต.ห้วยอ้อ อ.ลอง · แพร่"]
    # Those that begin with the words stand before those that hold them, and the very name before both.
    assert find_subdistricts("บ่อ", province="TH-54")[0].name_th == "บ่อเหล็กลอง"
    assert find_subdistricts("ห้วยอ้อ", district="ลอง", province="TH-10") == []
    assert (find_subdistricts(""), find_subdistricts("ตำบล")) == ([], [])
    assert len(find_subdistricts("บ้าน")) == 12


def test_subdistrict_of_the_capital_is_a_khwaeng_of_a_khet() -> None:
    with translation.override("th"):
        found = [each.label for each in find_subdistricts("แขวงสีลม", district="เขตบางรัก")]
    assert found == ["แขวงสีลม เขตบางรัก · กรุงเทพมหานคร"]


def test_subdistrict_leads_to_its_districts() -> None:
    assert [(each.province, each.name_th) for each in districts_with("ต.ห้วยอ้อ")] == [("TH-54", "ลอง")]
    assert len(districts_with("ในเมือง")) > 1
    assert districts_with("ห้วยอ้อ", province="TH-10") == []


@pytest.mark.parametrize(
    ("subdistrict", "district", "province", "is_unlisted"),
    [
        ("ห้วยอ้อ", "ลอง", "TH-54", False),
        ("ตำบลห้วยอ้อ", "อำเภอลอง", "TH-54", False),
        ("ตำบลใหม่", "ลอง", "TH-54", True),
        ("แขวงสีลม", "เขตบางรัก", "TH-10", False),
        ("ตำบลใหม่", "อำเภอที่ไม่มีอยู่", "TH-54", False),
        ("ตำบลใหม่", "", "TH-54", False),
        ("", "ลอง", "TH-54", False),
    ],
)
def test_subdistrict_that_a_known_district_lacks_is_unlisted(
    subdistrict: str, district: str, province: str, is_unlisted: bool
) -> None:
    assert subdistrict_is_unlisted(subdistrict, district, province) is is_unlisted


def test_place_on_the_drawing_and_outside_of_it() -> None:
    drawing = outlines()
    x, y = drawing.place(13.75, 100.5) or (0, 0)
    assert (0 < x < drawing.width, 0 < y < drawing.height) == (True, True)
    assert drawing.place(51.5, -0.1) is None


@pytest.mark.parametrize(
    ("most", "steps"),
    [(0, ()), (1, (1,)), (2, (1, 2)), (4, (1, 3, 4)), (16, (1, 4, 9, 16)), (100, (7, 25, 57, 100))],
)
def test_steps_of_colour_are_narrow_where_most_provinces_lie(most: int, steps: tuple[int, ...]) -> None:
    assert steps_to(most) == steps
    assert [level_of(count, steps) for count in (0, most)] == [0, len(steps)]


def test_map_says_in_its_table_what_it_shows_in_colour() -> None:
    with translation.override("en"):
        found = province_map(
            {"TH-54": 5, "TH-93": 1, "XX-1": 9},
            key="m",
            caption="c",
            unit="u",
            points=[("in", 18, 99.8), ("out", 51, 0)],
            url=lambda code: f"?province={code}",
        )
    assert [(str(each.label), each.count, each.url) for each in found.counted] == [
        ("Phrae", 5, "?province=TH-54"),
        ("Phatthalung", 1, "?province=TH-93"),
    ]
    assert len(found.areas) == 77
    assert [each.label for each in found.points] == ["in"]
