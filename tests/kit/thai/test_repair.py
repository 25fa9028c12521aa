"""Damaged Thai as it comes out of PDF files: put right where it is damaged, left alone where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samphan.kit.thai.repair import repaired


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("ผู ้บริหาร", "ผู้บริหาร"),
        ("ยิ ่งขึ ้น", "ยิ่งขึ้น"),
        ("ทีเ่กีย่วข้อง", "ที่เกี่ยวข้อง"),
        ("การศกึษา", "การศึกษา"),
        ("สรา้งเครอืข่าย", "สร้างเครือข่าย"),
        ("ผูบ้รหิารสถาบัน", "ผู้บริหารสถาบัน"),
    ],
)
def test_repair_moves_marks_back(damaged: str, meant: str) -> None:
    assert repaired(damaged) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dean of Science",
        "ผู้อำนวยการ",
        "รองอธิการบดีฝ่ายวิชาการ",
        "เจ้าหน้าที่วิเทศสัมพันธ์",
        "ความร่วมมือด้านวิชาการและการวิจัย",
        "การพัฒนาชุมชนท้องถิ่นอย่างยั่งยืน พ.ศ. 2569",
    ],
)
def test_repair_leaves_sound_text_alone(text: str) -> None:
    assert repaired(text) == text


@given(st.text(alphabet="กขคงดตนมยรลวสอะาิีึืุู่้๊๋็์เแโใไำ \u0e4dab1", max_size=40))
def test_repair_of_anything_is_text_and_settles(text: str) -> None:
    once = repaired(text)
    assert len(once) <= len(text) + text.count("\u0e4d")
