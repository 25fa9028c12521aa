"""Dates as offices write them."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samphan.kit.thai.dates import (
    Language,
    ParsedDate,
    Precision,
    Style,
    academic_year,
    be_year,
    fiscal_year,
    format_date,
    format_range,
    parse_date,
    weekday,
)

MARCH = dt.date(2026, 3, 31)
APRIL = dt.date(2026, 4, 1)

SINGLE: list[tuple[dict[str, Any], str]] = [
    ({}, "31 มีนาคม 2569"),
    ({"style": "short"}, "31 มี.ค. 2569"),
    ({"style": "numeric"}, "31/3/2569"),
    ({"thai_digits": True}, "๓๑ มีนาคม ๒๕๖๙"),
    ({"style": "numeric", "thai_digits": True}, "๓๑/๓/๒๕๖๙"),
    ({"with_era": True}, "31 มีนาคม พ.ศ. 2569"),
    ({"with_era": True, "style": "numeric"}, "31/3/2569"),
    ({"with_weekday": True}, "วันอังคารที่ 31 มีนาคม 2569"),
    ({"with_weekday": True, "style": "short"}, "อ. 31 มี.ค. 2569"),
    ({"with_weekday": True, "precision": "month"}, "มีนาคม 2569"),
    ({"precision": "month"}, "มีนาคม 2569"),
    ({"precision": "month", "style": "short"}, "มี.ค. 2569"),
    ({"precision": "month", "style": "numeric"}, "3/2569"),
    ({"precision": "year"}, "2569"),
    ({"precision": "year", "with_era": True}, "พ.ศ. 2569"),
    ({"language": "en"}, "31 March 2026"),
    ({"language": "en", "style": "short"}, "31 Mar 2026"),
    ({"language": "en", "style": "numeric"}, "31/03/2026"),
    ({"language": "en", "with_weekday": True}, "Tuesday 31 March 2026"),
    ({"language": "en", "with_weekday": True, "style": "short"}, "Tue 31 Mar 2026"),
    ({"language": "en", "precision": "month"}, "March 2026"),
    ({"language": "en", "precision": "month", "style": "numeric"}, "03/2026"),
    ({"language": "en", "precision": "year"}, "2026"),
    ({"language": "en", "thai_digits": True, "with_era": True}, "31 March 2026"),
]


@pytest.mark.parametrize(("options", "written"), SINGLE)
def test_format_date(options: dict[str, Any], written: str) -> None:
    assert format_date(MARCH, **options) == written


RANGES: list[tuple[dt.date, dt.date, dict[str, Any], str]] = [
    (MARCH, APRIL, {}, "31 มีนาคม – 1 เมษายน 2569"),
    (MARCH, APRIL, {"style": "short"}, "31 มี.ค. – 1 เม.ย. 2569"),
    (MARCH, APRIL, {"style": "numeric"}, "31/3/2569 – 1/4/2569"),
    (MARCH, APRIL, {"thai_digits": True}, "๓๑ มีนาคม – ๑ เมษายน ๒๕๖๙"),
    (MARCH, APRIL, {"language": "en"}, "31 March – 1 April 2026"),
    (APRIL, dt.date(2026, 4, 3), {}, "1–3 เมษายน 2569"),
    (APRIL, dt.date(2026, 4, 3), {"language": "en", "style": "short"}, "1–3 Apr 2026"),
    (APRIL, APRIL, {}, "1 เมษายน 2569"),
    (APRIL, APRIL, {"style": "numeric"}, "1/4/2569"),
    (dt.date(2025, 12, 30), dt.date(2026, 1, 2), {}, "30 ธันวาคม 2568 – 2 มกราคม 2569"),
    (dt.date(2025, 12, 30), dt.date(2026, 1, 2), {"language": "en"}, "30 December 2025 – 2 January 2026"),
    (dt.date(2022, 7, 1), dt.date(2022, 9, 30), {"style": "short"}, "1 ก.ค. – 30 ก.ย. 2565"),
    (MARCH, APRIL, {"precision": "month"}, "มีนาคม – เมษายน 2569"),
    (dt.date(2025, 3, 1), APRIL, {"precision": "month"}, "มีนาคม 2568 – เมษายน 2569"),
    (MARCH, MARCH, {"precision": "month"}, "มีนาคม 2569"),
    (dt.date(2018, 1, 1), dt.date(2023, 1, 1), {"precision": "year"}, "2561–2566"),
    (MARCH, APRIL, {"precision": "year"}, "2569"),
    (MARCH, APRIL, {"end_precision": "month"}, "31 มีนาคม 2569 – เมษายน 2569"),
    (MARCH, MARCH, {"end_precision": "month"}, "31 มีนาคม 2569 – มีนาคม 2569"),
]


@pytest.mark.parametrize(("start", "end", "options", "written"), RANGES)
def test_format_range(start: dt.date, end: dt.date, options: dict[str, Any], written: str) -> None:
    assert format_range(start, end, **options) == written


@given(
    date=st.dates(dt.date(1800, 1, 1), dt.date(2200, 12, 31)),
    language=st.sampled_from(["th", "en"]),
    style=st.sampled_from(["long", "short", "numeric"]),
    precision=st.sampled_from(["day", "month", "year"]),
    extras=st.fixed_dictionaries(
        {"thai_digits": st.booleans(), "with_weekday": st.booleans(), "with_era": st.booleans()}
    ),
)
def test_parse_date_reads_every_date_that_format_date_writes(
    date: dt.date, language: Language, style: Style, precision: Precision, extras: dict[str, bool]
) -> None:
    written = format_date(date, language=language, style=style, precision=precision, **extras)
    parsed = parse_date(written, today=dt.date(2026, 4, 10))
    first = {"day": date, "month": date.replace(day=1), "year": date.replace(month=1, day=1)}[precision]
    assert isinstance(parsed, ParsedDate)
    assert (parsed.date, parsed.precision) == (first, precision)


@pytest.mark.parametrize(
    ("date", "year"),
    [
        (dt.date(2022, 11, 1), 2566),
        (dt.date(2021, 9, 30), 2564),
        (dt.date(2021, 10, 1), 2565),
        (dt.date(2022, 8, 31), 2565),
    ],
)
def test_fiscal_year_begins_in_october(date: dt.date, year: int) -> None:
    assert fiscal_year(date) == year


@pytest.mark.parametrize(
    ("date", "start_month", "year"),
    [
        (dt.date(2019, 1, 1), 8, 2561),
        (dt.date(2019, 7, 31), 8, 2561),
        (dt.date(2019, 8, 1), 8, 2562),
        (dt.date(2019, 6, 1), 6, 2562),
        (dt.date(2019, 1, 1), 1, 2562),
    ],
)
def test_academic_year_is_named_after_its_first_year(date: dt.date, start_month: int, year: int) -> None:
    assert academic_year(date, start_month) == year


def test_be_year_and_weekday() -> None:
    assert be_year(MARCH) == 2569
    assert [weekday(dt.date(2026, 3, 30) + dt.timedelta(days=day)) for day in range(7)] == [
        "วันจันทร์", "วันอังคาร", "วันพุธ", "วันพฤหัสบดี", "วันศุกร์", "วันเสาร์", "วันอาทิตย์",
    ]  # fmt: skip
    assert weekday(MARCH, language="en", style="short") == "Tue"
    assert weekday(MARCH, style="short") == "อ."
