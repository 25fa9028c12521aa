"""Numbers as Thai offices write and read them: Thai digits, grouping, baht in words, typed counts."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from samphan.kit.thai.fold import fold

_TO_THAI: Final = {ord(str(digit)): chr(0x0E50 + digit) for digit in range(10)}
_TO_ARABIC: Final = {0x0E50 + digit: str(digit) for digit in range(10)}

#: What a column of type integer holds.
LARGEST_COUNT: Final = 2_147_483_647

_DIGIT_NAMES: Final = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACE_NAMES: Final = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_MILLION: Final = 1_000_000

_NUMBER: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+", re.ASCII)
_FRACTION: Final = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+", re.ASCII)
_NEGATIVE: Final = re.compile(r"(?:[-\u2010-\u2015\u2212]|ลบ) ?(?:[\d,]+)(?:\.\d+)?", re.ASCII)
_LOWER_BOUND: Final = re.compile(
    r"(?:มากกว่า|ไม่น้อยกว่า|ไม่ต่ำกว่า|อย่างน้อย|กว่า|เกิน|เกินกว่า|more than|at least|no fewer than|over|>=?|≥) ?(?P<after>[\d,]+)"
    r"|(?P<before>[\d,]+) ?(?:\+|กว่า|or more|ขึ้นไป)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number of people or things; `is_lower_bound` for "more than 300", whose exact number is not known."""

    value: int
    is_lower_bound: bool = False


@dataclass(frozen=True, slots=True)
class CountProblem:
    """Why a text is no count."""

    code: Literal["empty", "negative", "not_a_number", "not_whole", "too_large"]


def thai_digits(text: str) -> str:
    """`text` with 0-9 as ๐-๙."""
    return text.translate(_TO_THAI)


def arabic_digits(text: str) -> str:
    """`text` with ๐-๙ as 0-9; digits of other scripts stay."""
    return text.translate(_TO_ARABIC)


def format_number(value: int | Decimal, *, thai_digits: bool = False) -> str:
    """`value` with a comma between thousands and its own decimal places: 1,234 or ๑,๒๓๔.๕๐."""
    grouped = f"{value:,}" if isinstance(value, int) else f"{value:,f}"
    return grouped.translate(_TO_THAI) if thai_digits else grouped


def baht_text(amount: Decimal | int) -> str:
    """`amount` of baht in words, as it stands beside the figure on a receipt; rounded half up to the satang.

    Raises:
        ValueError: `amount` is infinite or not a number.
    """
    exact = Decimal(amount)
    if not exact.is_finite():
        raise ValueError("An amount in words must be finite.")
    satang_total = int((abs(exact) * 100).to_integral_value(rounding=ROUND_HALF_UP))
    baht, satang = divmod(satang_total, 100)
    words = f"{_in_words(baht)}บาท" if baht or not satang else ""
    words += f"{_in_words(satang)}สตางค์" if satang else "ถ้วน"
    return f"ลบ{words}" if exact < 0 and satang_total else words


def parse_count(text: str, *, largest: int = LARGEST_COUNT) -> Count | CountProblem:
    """Reads a typed count: Thai or Arabic digits with or without commas between thousands, nothing else.

    Lower bounds are read too: "มากกว่า 300", ">300", "300+", "ไม่น้อยกว่า 300", "300 ขึ้นไป", "at least 300".
    """
    typed = fold(text)
    if not typed:
        return CountProblem("empty")
    if _NEGATIVE.fullmatch(typed):
        return CountProblem("negative")
    if _FRACTION.fullmatch(typed):
        return CountProblem("not_whole")
    bound = _LOWER_BOUND.fullmatch(typed)
    number = (bound["after"] or bound["before"]) if bound else typed
    if not _NUMBER.fullmatch(number):
        return CountProblem("not_a_number")
    digits = number.replace(",", "").lstrip("0") or "0"
    if len(digits) > len(str(largest)) or int(digits) > largest:
        return CountProblem("too_large")
    return Count(int(digits), is_lower_bound=bound is not None)


def _in_words(number: int) -> str:
    if number == 0:
        return _DIGIT_NAMES[0]
    millions, rest = divmod(number, _MILLION)
    words = f"{_in_words(millions)}ล้าน" if millions else ""
    return words + _below_million(rest, after_more=bool(millions))


def _below_million(number: int, *, after_more: bool) -> str:
    words = ""
    for place, name in reversed(list(enumerate(_PLACE_NAMES))):
        digit = number // 10**place % 10
        if digit == 0:
            continue
        if place == 0 and digit == 1 and (words or after_more):
            words += "เอ็ด"
        elif place == 1 and digit <= 2:
            words += ("" if digit == 1 else "ยี่") + name
        else:
            words += _DIGIT_NAMES[digit] + name
    return words
