"""How dates are written: Thai and English, long, short and in figures, ranges, weekdays, official years."""

import datetime as dt
from typing import Final, Literal

from samphan.kit.thai import numerals

type Precision = Literal["day", "month", "year"]
type Language = Literal["th", "en"]
type Style = Literal["long", "short", "numeric"]

#: Buddhist era year minus Common Era year, for every date since 1941.
BE_OFFSET: Final = 543
#: The Thai fiscal year begins on 1 October and is named after the year in which it ends.
FISCAL_YEAR_STARTS: Final = 10

THAI_MONTHS: Final = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
THAI_SHORT_MONTHS: Final = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
ENGLISH_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
THAI_WEEKDAYS: Final = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
THAI_SHORT_WEEKDAYS: Final = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")
ENGLISH_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def be_year(date: dt.date) -> int:
    """The Buddhist era year of `date`."""
    return date.year + BE_OFFSET


def fiscal_year(date: dt.date) -> int:
    """The Thai fiscal year (BE) in which `date` lies: 1 October 2568 to 30 September 2569 is 2569."""
    return be_year(date) + (date.month >= FISCAL_YEAR_STARTS)


def academic_year(date: dt.date, start_month: int) -> int:
    """The academic year (BE) in which `date` lies, named after the year in which it began.

    `start_month` (1-12) is a setting of the institution: most begin in June or in August.
    """
    return be_year(date) - (date.month < start_month)


def weekday(date: dt.date, *, language: Language = "th", style: Literal["long", "short"] = "long") -> str:
    """The name of the day: วันอังคาร, อ., Tuesday, Tue."""
    index = date.weekday()
    if language == "en":
        return ENGLISH_WEEKDAYS[index] if style == "long" else ENGLISH_WEEKDAYS[index][:3]
    return f"วัน{THAI_WEEKDAYS[index]}" if style == "long" else THAI_SHORT_WEEKDAYS[index]


def format_date(
    date: dt.date,
    *,
    language: Language = "th",
    style: Style = "long",
    precision: Precision = "day",
    thai_digits: bool = False,
    with_weekday: bool = False,
    with_era: bool = False,
) -> str:
    """`date` in words or figures, in the Buddhist era for Thai and the Common Era for English.

    long: 31 มีนาคม 2569, 31 March 2026; short: 31 มี.ค. 2569, 31 Mar 2026; numeric: 31/3/2569, 31/03/2026.
    `precision` leaves out the day, or day and month. `with_weekday` (day, not numeric) gives วันอังคารที่ 31 มีนาคม 2569;
    `with_era` (Thai, not numeric) gives 31 มีนาคม พ.ศ. 2569. `thai_digits` is for Thai only.
    """
    parts = _parts(date, language=language, style=style, precision=precision, with_era=with_era)
    written = ("/" if style == "numeric" else " ").join(part for part in parts if part)
    if with_weekday and precision == "day" and style != "numeric":
        name = weekday(date, language=language, style=style)
        joint = "ที่ " if language == "th" and style == "long" else " "
        written = f"{name}{joint}{written}"
    return _digits(written, language=language, thai_digits=thai_digits)


def format_range(
    start: dt.date,
    end: dt.date,
    *,
    language: Language = "th",
    style: Style = "long",
    precision: Precision = "day",
    end_precision: Precision | None = None,
    thai_digits: bool = False,
) -> str:
    """From `start` to `end`, both included, without saying month or year twice.

    1–3 เมษายน 2569; 31 มีนาคม – 1 เมษายน 2569; 30 December 2025 – 2 January 2026; one day as by `format_date`.
    `end_precision` defaults to `precision`; where they differ both ends are written in full.
    """
    last_precision = end_precision or precision
    first = _parts(start, language=language, style=style, precision=precision)
    last = _parts(end, language=language, style=style, precision=last_precision)
    if first == last:
        written = ("/" if style == "numeric" else " ").join(part for part in first if part)
    elif style == "numeric":
        written = " – ".join("/".join(part for part in parts if part) for parts in (first, last))
    elif precision != last_precision:
        written = " – ".join(" ".join(part for part in parts if part) for parts in (first, last))
    else:
        written = _collapsed(first, last)
    return _digits(written, language=language, thai_digits=thai_digits)


type _Parts = tuple[str, str, str]


def _parts(
    date: dt.date, *, language: Language, style: Style, precision: Precision, with_era: bool = False
) -> _Parts:
    """Day, month and year of `date`, written; empty where the precision does not reach."""
    thai = language == "th"
    year = str(be_year(date)) if thai else str(date.year)
    if with_era and thai and style != "numeric":
        year = f"พ.ศ. {year}"
    if precision == "year":
        return "", "", year
    if style == "numeric":
        month = str(date.month) if thai else f"{date.month:02}"
    elif thai:
        month = (THAI_MONTHS if style == "long" else THAI_SHORT_MONTHS)[date.month - 1]
    else:
        month = ENGLISH_MONTHS[date.month - 1][: None if style == "long" else 3]
    if precision == "month":
        return "", month, year
    return (f"{date.day:02}" if style == "numeric" and not thai else str(date.day)), month, year


def _collapsed(first: _Parts, last: _Parts) -> str:
    """The two ends with what they share written once, and a dash without blanks between two bare numbers."""
    shared = 0
    while shared < 2 and first[2 - shared] == last[2 - shared]:
        shared += 1
    own, others = first[: 3 - shared], last[: 3 - shared]
    left = " ".join(part for part in own if part)
    right = " ".join(part for part in others if part)
    dash = "–" if left.isdecimal() and right.isdecimal() else " – "
    return " ".join([f"{left}{dash}{right}", *last[3 - shared :]])


def _digits(written: str, *, language: Language, thai_digits: bool) -> str:
    return numerals.thai_digits(written) if thai_digits and language == "th" else written
