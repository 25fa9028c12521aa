"""Numbers as offices write and type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samphan.kit.thai.numerals import (
    Count,
    CountProblem,
    arabic_digits,
    baht_text,
    format_number,
    parse_count,
    thai_digits,
)


def test_digits_change_and_nothing_else() -> None:
    assert thai_digits("หน้า 10 จาก 25") == "หน้า ๑๐ จาก ๒๕"
    assert arabic_digits("หน้า ๑๐ จาก ๒๕ ٣") == "หน้า 10 จาก 25 ٣"


@given(st.text())
def test_digits_there_and_back(text: str) -> None:
    assert arabic_digits(thai_digits(text)) == arabic_digits(text)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (999, "999"),
        (1234, "1,234"),
        (-1234567, "-1,234,567"),
        (Decimal("3566280000.00"), "3,566,280,000.00"),
        (Decimal("0.70"), "0.70"),
        (Decimal("1E+3"), "1,000"),
    ],
)
def test_format_number_groups_and_keeps_decimals(value: int | Decimal, written: str) -> None:
    assert format_number(value) == written
    assert format_number(value, thai_digits=True) == thai_digits(written)


BAHT = [
    ("0", "ศูนย์บาทถ้วน"),
    ("1", "หนึ่งบาทถ้วน"),
    ("10", "สิบบาทถ้วน"),
    ("11", "สิบเอ็ดบาทถ้วน"),
    ("20", "ยี่สิบบาทถ้วน"),
    ("21", "ยี่สิบเอ็ดบาทถ้วน"),
    ("100", "หนึ่งร้อยบาทถ้วน"),
    ("101", "หนึ่งร้อยเอ็ดบาทถ้วน"),
    ("110", "หนึ่งร้อยสิบบาทถ้วน"),
    ("48000", "สี่หมื่นแปดพันบาทถ้วน"),
    ("1000001", "หนึ่งล้านเอ็ดบาทถ้วน"),
    ("11000000", "สิบเอ็ดล้านบาทถ้วน"),
    ("3566280000", "สามพันห้าร้อยหกสิบหกล้านสองแสนแปดหมื่นบาทถ้วน"),
    ("1000000000000", "หนึ่งล้านล้านบาทถ้วน"),
    ("0.25", "ยี่สิบห้าสตางค์"),
    ("0.01", "หนึ่งสตางค์"),
    ("1234567.89", "หนึ่งล้านสองแสนสามหมื่นสี่พันห้าร้อยหกสิบเจ็ดบาทแปดสิบเก้าสตางค์"),
    ("19.995", "ยี่สิบบาทถ้วน"),
    ("0.004", "ศูนย์บาทถ้วน"),
    ("-5.50", "ลบห้าบาทห้าสิบสตางค์"),
    ("-0.001", "ศูนย์บาทถ้วน"),
]


@pytest.mark.parametrize(("amount", "words"), BAHT)
def test_baht_text(amount: str, words: str) -> None:
    assert baht_text(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity"])
def test_baht_text_refuses_what_is_no_amount(amount: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        baht_text(Decimal(amount))


COUNTS = [
    ("105", Count(105)),
    ("๑๐๕", Count(105)),
    (" 105 ", Count(105)),
    ("1,234", Count(1234)),
    ("๑,๒๓๔", Count(1234)),
    ("0", Count(0)),
    ("007", Count(7)),
    ("2147483647", Count(2_147_483_647)),
    ("มากกว่า 300", Count(300, is_lower_bound=True)),
    ("มากกว่า ๓๐๐", Count(300, is_lower_bound=True)),
    ("ไม่น้อยกว่า 1,000", Count(1000, is_lower_bound=True)),
    ("กว่า 300", Count(300, is_lower_bound=True)),
    ("300 ขึ้นไป", Count(300, is_lower_bound=True)),
    (">300", Count(300, is_lower_bound=True)),
    (">= 300", Count(300, is_lower_bound=True)),
    ("≥300", Count(300, is_lower_bound=True)),
    ("70+", Count(70, is_lower_bound=True)),
    ("More than 300", Count(300, is_lower_bound=True)),
    ("", CountProblem("empty")),
    ("  ", CountProblem("empty")),
    ("-5", CountProblem("negative")),
    ("−5", CountProblem("negative")),
    ("ลบ 5", CountProblem("negative")),
    ("-1.5", CountProblem("negative")),
    ("1.5", CountProblem("not_whole")),
    ("105.0", CountProblem("not_whole")),
    ("105 ท่าน", CountProblem("not_a_number")),
    ("ร้อย", CountProblem("not_a_number")),
    ("1,23", CountProblem("not_a_number")),
    (",123", CountProblem("not_a_number")),
    ("1 234", CountProblem("not_a_number")),
    ("1e3", CountProblem("not_a_number")),
    ("٣٠٠", CountProblem("not_a_number")),
    ("²", CountProblem("not_a_number")),
    ("41+64", CountProblem("not_a_number")),
    ("2147483648", CountProblem("too_large")),
    ("มากกว่า 99,999,999,999", CountProblem("too_large")),
    ("9" * 10_000, CountProblem("too_large")),
]


@pytest.mark.parametrize(("text", "expected"), COUNTS)
def test_parse_count(text: str, expected: Count | CountProblem) -> None:
    assert parse_count(text) == expected


def test_parse_count_with_a_limit_of_ones_own() -> None:
    assert parse_count("500", largest=500) == Count(500)
    assert parse_count("501", largest=500) == CountProblem("too_large")


@given(st.text(max_size=20))
def test_parse_count_never_raises(text: str) -> None:
    assert isinstance(parse_count(text), Count | CountProblem)


@given(st.integers(0, 2_147_483_647), st.booleans())
def test_parse_count_reads_what_format_number_writes(value: int, thai: bool) -> None:
    assert parse_count(format_number(value, thai_digits=thai)) == Count(value)
