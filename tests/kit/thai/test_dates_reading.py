"""Dates as people type them."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from samphan.kit.thai.dates import DateProblem, ParsedDate, Precision, ProblemCode, format_date, parse_date
from tests.kit.thai.shared_data import shared_json

TODAY = dt.date(2026, 4, 10)
LAST_OF_MARCH = ParsedDate(dt.date(2026, 3, 31))

DAYS = [
    "31/3/2569",
    "31/03/2569",
    "31-3-2569",
    "31.3.2569",
    "31 / 3 / 2569",
    "๓๑/๓/๒๕๖๙",
    "31/3/69",
    "31 มี.ค. 69",
    "31 มีค 69",
    "31 มี.ค.2569",
    "31มีนาคม2569",
    "31 มีนา 2569",
    "31 มีนาคม 2569",
    "๓๑ มีนาคม ๒๕๖๙",
    "31 มีนาคม พ.ศ. 2569",
    "31 มีนาคม พ.ศ.2569",
    "31 มีนาคม พุทธศักราช 2569",
    "วันที่ 31 มีนาคม 2569",
    "วันอังคารที่ 31 มีนาคม 2569",
    "อังคาร 31 มีนาคม 2569",
    "อ. 31 มี.ค. 69",
    "เมื่อวันที่ 31 มีนาคม 2569",
    "31 เดือนมีนาคม 2569",
    "31 มีนาคม ค.ศ. 2026",
    "2026-03-31",
    "2026-3-31",
    "2026/03/31",
    "2026-03-31 00:00:00",
    "2026-03-31T00:00:00",
    "31 March 2026",
    "31 Mar 2026",
    "31-Mar-2026",
    "31st March 2026",
    "31st of March 2026",
    "March 31, 2026",
    "Mar. 31 2026",
    "Tuesday 31 March 2026",
    "Tuesday, March 31, 2026",
    "Tue 31 Mar 2026",
    "31 March 2569",
    "31 MARCH 2026 AD",
    "31/3/2569 BE",
    "  31  มีนาคม\u200b 2569 ",
]


@pytest.mark.parametrize("text", DAYS)
def test_parse_date_reads_a_day(text: str) -> None:
    assert parse_date(text, today=TODAY) == LAST_OF_MARCH


COARSE: list[tuple[str, str, Precision]] = [
    ("มีนาคม 2569", "2026-03-01", "month"),
    ("มี.ค. 69", "2026-03-01", "month"),
    ("เดือนมีนาคม พ.ศ. 2569", "2026-03-01", "month"),
    ("3/2569", "2026-03-01", "month"),
    ("๓/๒๕๖๙", "2026-03-01", "month"),
    ("2026-03", "2026-03-01", "month"),
    ("March 2026", "2026-03-01", "month"),
    ("2569", "2026-01-01", "year"),
    ("ปี 2569", "2026-01-01", "year"),
    ("ปี พ.ศ. 2569", "2026-01-01", "year"),
    ("พ.ศ. ๒๕๖๙", "2026-01-01", "year"),
    ("พศ 2569", "2026-01-01", "year"),
    ("ค.ศ. 2026", "2026-01-01", "year"),
    ("CE 2026", "2026-01-01", "year"),
    ("พ.ศ. 69", "2026-01-01", "year"),
]


@pytest.mark.parametrize(("text", "day", "precision"), COARSE)
def test_parse_date_reads_month_and_year(text: str, day: str, precision: Precision) -> None:
    assert parse_date(text, today=TODAY) == ParsedDate(dt.date.fromisoformat(day), precision)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31/03/2026", ParsedDate(dt.date(2026, 3, 31), assumed_ce=True)),
        ("1/2/1999", ParsedDate(dt.date(1999, 2, 1), assumed_ce=True)),
        ("3/2026", ParsedDate(dt.date(2026, 3, 1), "month", assumed_ce=True)),
        ("2026", ParsedDate(dt.date(2026, 1, 1), "year", assumed_ce=True)),
        ("31 Mar 26", ParsedDate(dt.date(2026, 3, 31), assumed_ce=True)),
    ],
)
def test_parse_date_says_that_it_assumed_the_common_era(text: str, expected: ParsedDate) -> None:
    assert parse_date(text, today=TODAY) == expected


@pytest.mark.parametrize("month", range(1, 13))
def test_parse_date_knows_every_month(month: int) -> None:
    for style in ("long", "short"):
        for language in ("th", "en"):
            written = format_date(dt.date(2026, month, 7), language=language, style=style)  # type: ignore[arg-type]  # literals from a loop
            assert parse_date(written, today=TODAY) == ParsedDate(dt.date(2026, month, 7))


PROBLEMS: list[tuple[str, ProblemCode, str | None]] = [
    ("", "not_a_date", None),
    ("   ", "not_a_date", None),
    ("เร็ว ๆ นี้", "not_a_date", None),
    ("31 มีนาคม", "not_a_date", None),
    ("31 พฤษ 2569", "not_a_date", None),
    ("มีนาคม", "not_a_date", None),
    ("69", "not_a_date", None),
    ("31/3/569", "not_a_date", None),
    ("31/3/25699", "not_a_date", None),
    ("25690331", "not_a_date", None),
    ("-31/3/2569", "not_a_date", None),
    ("31/3/2569 - 1/4/2569", "not_a_date", None),
    ("31 มีนาคม 1 เมษายน 2569", "not_a_date", None),
    ("2026-03-31 14:30", "not_a_date", None),
    ("1" * 200_000, "not_a_date", None),
    ("31/02/2569", "no_such_day", "28/2/2569"),
    ("29/2/2569", "no_such_day", "28/2/2569"),
    ("31 เมษายน 2569", "no_such_day", "30/4/2569"),
    ("32/1/2569", "no_such_day", None),
    ("0/1/2569", "no_such_day", None),
    ("1/0/2569", "no_such_day", None),
    ("0/2569", "no_such_day", None),
    ("13/2569", "no_such_day", None),
    ("03/31/2569", "no_such_day", "31/3/2569"),
    ("03/31/2026", "no_such_day", "31/3/2569"),
    ("2026-02-30", "no_such_day", "28/2/2569"),
    ("2569-03-31", "be_typed_as_ce", "31/3/2569"),
    ("2569-03", "be_typed_as_ce", "3/2569"),
    ("ค.ศ. 2569", "be_typed_as_ce", "2569"),
    ("31 มีนาคม 2026", "ce_typed_as_be", "31/3/2569"),
    ("มีนาคม 2026", "ce_typed_as_be", "3/2569"),
    ("พ.ศ. 2026", "ce_typed_as_be", "2569"),
    ("1/1/2300", "out_of_range", None),
    ("1/1/2744", "out_of_range", None),
    ("1/1/1799", "out_of_range", None),
    ("31/3/9999", "out_of_range", None),
    ("31/3/26", "ambiguous", "31/3/2569"),
    ("31 มี.ค. 26", "ambiguous", "31/3/2569"),
    ("31 Mar 69", "ambiguous", "31/3/2569"),
    ("วันพุธที่ 31 มีนาคม 2569", "wrong_weekday", "31/3/2569"),
    ("Monday 31 March 2026", "wrong_weekday", "31/3/2569"),
]


@pytest.mark.parametrize(("text", "code", "suggestion"), PROBLEMS)
def test_parse_date_explains_what_it_cannot_read(
    text: str, code: ProblemCode, suggestion: str | None
) -> None:
    problem = parse_date(text, today=TODAY)
    assert isinstance(problem, DateProblem)
    assert (problem.code, str(problem.suggestion) if problem.suggestion else None) == (code, suggestion)


@pytest.mark.parametrize(("text", "code", "suggestion"), [row for row in PROBLEMS if row[2]])
def test_parse_date_accepts_its_own_suggestion(text: str, code: ProblemCode, suggestion: str) -> None:
    problem = parse_date(text, today=TODAY)
    assert isinstance(problem, DateProblem)
    assert parse_date(suggestion, today=TODAY) == problem.suggestion


def test_two_digit_year_follows_the_calendar_of_today() -> None:
    assert parse_date("1/1/40", today=TODAY) == ParsedDate(dt.date(1997, 1, 1))
    assert parse_date("1/1/08", today=TODAY) == DateProblem("ambiguous", ParsedDate(dt.date(2008, 1, 1)))
    assert parse_date("1/1/08", today=dt.date(1966, 1, 1)) == ParsedDate(dt.date(1965, 1, 1))


@given(st.text(max_size=40) | st.text(st.sampled_from("0123456789๑๙/-. มีนาคศพ.marchเดือนวันที่")))
@example("29/2/2400")
def test_parse_date_never_raises(text: str) -> None:
    result = parse_date(text, today=TODAY)
    if isinstance(result, ParsedDate):
        assert dt.date(1800, 1, 1) <= result.date <= dt.date(2200, 12, 31)


@pytest.mark.parametrize(
    ("case", "key"), [("C01", "start"), ("C04", "start"), ("C12", "start"), ("C21", "start")]
)
def test_parse_date_reads_the_dates_of_real_cases(case: str, key: str) -> None:
    record = next(item for item in shared_json("data/cases-thai/cases.json") if item["id"] == case)
    real = dt.date.fromisoformat(record["date"][key])
    for style in ("long", "short", "numeric"):
        assert parse_date(format_date(real, style=style), today=TODAY) == ParsedDate(real)
