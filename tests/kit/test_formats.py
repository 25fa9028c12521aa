"""How values are written for a reader."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from samphan.kit import formats
from samphan.kit.bilingual import Text
from samphan.kit.partial import PartialDate

DAY = dt.date(2026, 3, 31)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "–"),
        ("", "–"),
        (0, "0"),
        (1234567, "1,234,567"),
        (Decimal("1234.50"), "1,234.50"),
        (0.1, "0.1"),
        (-7, "-7"),
    ],
)
def test_number_of_any_kind(value: object, written: str) -> None:
    assert formats.number(value) == written  # type: ignore[arg-type]  # the cases are the kinds it takes


@pytest.mark.parametrize(
    ("value", "address"),
    [("๐๘๑-๒๓๔ ๕๖๗๘", "tel:0812345678"), ("+66 81 234 5678", "tel:+66812345678"), ("ถามกำนัน", ""), ("", "")],
)
def test_dialled_as_people_write_numbers(value: str, address: str) -> None:
    assert formats.dialled(value) == address


@pytest.mark.parametrize(
    ("language", "style", "written"),
    [
        ("th", "long", "31 มีนาคม 2569"),
        ("th", "short", "31 มี.ค. 2569"),
        ("th", "numeric", "31/3/2569"),
        ("en", "long", "31 March 2026"),
    ],
)
def test_thai_date_in_each_style(language: str, style: formats.Style, written: str) -> None:
    with translation.override(language):
        assert formats.thai_date(DAY, style) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "–"),
        ("", "–"),
        (PartialDate.of(DAY, "month"), "มีนาคม 2569"),
        (PartialDate.of(DAY, "year"), "2569"),
        # An instant late in the evening of UTC is the next day in Bangkok.
        (dt.datetime(2026, 3, 30, 20, 0, tzinfo=dt.UTC), "31 มีนาคม 2569"),
    ],
)
def test_thai_date_half_known_or_not_at_all(value: dt.date | PartialDate | None, written: str) -> None:
    assert formats.thai_date(value) == written


def test_thai_datetime_in_the_readers_zone() -> None:
    instant = dt.datetime(2026, 3, 31, 7, 5, tzinfo=dt.UTC)
    assert formats.thai_datetime(instant) == "31 มีนาคม 2569 เวลา 14.05 น."
    with translation.override("en"):
        assert formats.thai_datetime(instant) == "31 March 2026, 14:05"
    assert (formats.moment(instant), formats.moment(DAY), formats.moment(None)) == (
        "31 มีนาคม 2569 เวลา 14.05 น.",
        "31 มีนาคม 2569",
        "–",
    )


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (None, None, "–"),
        (DAY, None, "31 มีนาคม 2569"),
        (None, DAY, "31 มีนาคม 2569"),
        (DAY, DAY, "31 มีนาคม 2569"),
        (DAY, PartialDate.of(DAY), "31 มีนาคม 2569"),
        (dt.date(2026, 3, 30), DAY, "30–31 มีนาคม 2569"),
        (DAY, dt.date(2026, 4, 2), "31 มีนาคม – 2 เมษายน 2569"),
        (
            PartialDate.of(DAY, "month"),
            PartialDate.of(dt.date(2026, 5, 1), "month"),
            "มีนาคม 2569 – พฤษภาคม 2569",
        ),
    ],
)
def test_date_range_says_shared_parts_once(
    start: dt.date | PartialDate | None, end: dt.date | PartialDate | None, written: str
) -> None:
    assert formats.date_range(start, end) == written


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (dt.date(2026, 3, 31), None, "ตั้งแต่ 31 มีนาคม 2569"),
        (None, PartialDate.of(dt.date(2026, 3, 1), "month"), "ถึง มีนาคม 2569"),
        (dt.date(2026, 3, 31), dt.date(2026, 4, 1), "31 มีนาคม – 1 เมษายน 2569"),
        (dt.date(2026, 3, 31), dt.date(2026, 3, 31), "31 มีนาคม 2569"),
        (None, None, "–"),
    ],
)
def test_period_without_an_end_says_from_when(
    start: dt.date | PartialDate | None, end: dt.date | PartialDate | None, written: str
) -> None:
    assert formats.period(start, end) == written


def test_bilingual_marks_a_text_of_the_other_language() -> None:
    assert formats.bilingual(Text.of("แผนที่ & ทาง", "Map", language="en")) == "Map"
    with translation.override("en"):
        assert formats.bilingual(Text.of("แผนที่ & ทาง", "", language="en")) == (
            '<span lang="th">แผนที่ &amp; ทาง</span><span class="lang-mark" title="Only in Thai so far">ไทย</span>'
        )
        assert formats.bilingual(Text.of("", "Map", language="th")) == (
            '<span lang="en">Map</span><span class="lang-mark" title="Only in English so far">English</span>'
        )


def test_bilingual_escapes_plain_text() -> None:
    assert formats.bilingual("<b>") == "&lt;b&gt;"


def test_highlight_marks_hits_and_escapes_the_rest() -> None:
    assert formats.highlight("<มหาวิทยาลัยเชียงใหม่>", "เชียงใหม่") == "&lt;มหาวิทยาลัย<mark>เชียงใหม่</mark>&gt;"
    assert formats.highlight("ก & ข", "") == "ก &amp; ข"
