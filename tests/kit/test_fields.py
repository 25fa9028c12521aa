"""Form fields: what Thai people type, and what they are told."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from samphan.kit.fields import CountField, DayField, LongTextField, PartialDateFormField, TextField
from samphan.kit.partial import PartialDate


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("31/3/2569", PartialDate.of(dt.date(2026, 3, 31))),
        ("๓๑ มีนาคม ๒๕๖๙", PartialDate.of(dt.date(2026, 3, 31))),
        ("มีนาคม 2569", PartialDate.of(dt.date(2026, 3, 1), "month")),
        ("2569", PartialDate.of(dt.date(2026, 1, 1), "year")),
        ("2026-03-31", PartialDate.of(dt.date(2026, 3, 31))),
        ("", None),
    ],
)
def test_clean_date_as_people_type_it(typed: str, expected: PartialDate | None) -> None:
    assert PartialDateFormField(required=False).clean(typed) == expected


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/02/2569", "There is no such day in the calendar. Did you mean 28 February 2026?"),
        (
            "2569-03-31",
            "The year looks like a Buddhist year written in the international form. Did you mean 31 March 2026?",
        ),
        ("พรุ่งนี้", "This is not a date we can read. Write for example 31 March 2569 or 31/3/2569."),
    ],
)
def test_clean_date_that_cannot_be_says_why(typed: str, said: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError) as caught:
        PartialDateFormField().clean(typed)
    assert caught.value.messages == [said]


def test_clean_day_needs_the_day() -> None:
    with pytest.raises(ValidationError) as caught:
        DayField().clean("มีนาคม 2569")
    with translation.override("en"):
        assert caught.value.messages == ["Write the day too, for example 31 March 2569."]


@pytest.mark.parametrize(("typed", "expected"), [("๑๐๕", 105), (" 1,250 ", 1250), ("0", 0), ("", None)])
def test_clean_count_as_people_type_it(typed: str, expected: int | None) -> None:
    assert CountField(required=False).clean(typed) == expected


@pytest.mark.parametrize("typed", ["-1", "1.5", "many", "300+", "1e9", "999999999999999"])
def test_clean_count_that_cannot_be_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        CountField().clean(typed)


def test_clean_count_that_was_said_roughly_names_the_number() -> None:
    with translation.override("en"), pytest.raises(ValidationError) as caught:
        CountField().clean("มากกว่า 300")
    assert caught.value.messages == [
        "Write the number alone: 300. How it was said can stand with the source."
    ]


def test_text_is_not_cut_by_the_browser() -> None:
    assert TextField(max_length=200).widget.attrs == {}
    assert LongTextField().widget.attrs == {"cols": "40", "rows": 4}


def test_clean_text_drops_what_cannot_be_seen() -> None:
    assert TextField().clean("เครือ\u200bข่าย \x00 นํ้า ") == "เครือข่าย น้ำ"


def test_clean_text_of_200000_characters_is_refused() -> None:
    with pytest.raises(ValidationError):
        LongTextField().clean("ก" * 200_000)


def test_partial_date_knows_its_precision() -> None:
    assert [PartialDate.of(dt.date(2026, 2, 3), each).precision for each in ("day", "month", "year")] == [
        "day",
        "month",
        "year",
    ]
