"""How a typed date is read.

First the words are taken out (weekday, era, month name), then what is left must be one of a few patterns of numbers,
then the era of the year is decided, then the calendar has its say.
"""

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from samphan.kit.thai.dates.writing import (
    BE_OFFSET,
    ENGLISH_MONTHS,
    ENGLISH_WEEKDAYS,
    THAI_MONTHS,
    THAI_SHORT_MONTHS,
    THAI_SHORT_WEEKDAYS,
    THAI_WEEKDAYS,
    Precision,
    format_date,
)
from samphan.kit.thai.fold import fold

type ProblemCode = Literal[
    "not_a_date",
    "no_such_day",
    "be_typed_as_ce",
    "ce_typed_as_be",
    "out_of_range",
    "ambiguous",
    "wrong_weekday",
]
type _Era = Literal["be", "ce"]
type _Wording = Literal["thai", "english", "figures", "iso"]

EARLIEST: Final = dt.date(1800, 1, 1)
LATEST: Final = dt.date(2200, 12, 31)

_LONGEST: Final = 80

#: A two-digit year is believed when it lies this close to today's year, before or after.
_PLAUSIBLE_PAST: Final = 30
_PLAUSIBLE_FUTURE: Final = 15


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A typed date: `date` is the first day of what was said, to the `precision` with which it was said.

    `assumed_ce` is true where a bare year such as 2026 was taken for the Common Era: show it back in words.
    """

    date: dt.date
    precision: Precision = "day"
    assumed_ce: bool = False

    def __str__(self) -> str:
        """In figures and in the Buddhist era, a form that `parse_date` reads: 31/3/2569, 3/2569, 2569."""
        return format_date(self.date, style="numeric", precision=self.precision)


@dataclass(frozen=True, slots=True)
class DateProblem:
    """Why a text is no date; `suggestion`, where there is one, is what was probably meant."""

    code: ProblemCode
    suggestion: ParsedDate | None = None


def _names(table: Mapping[int, tuple[str, ...]]) -> dict[str, int]:
    return {fold(name): value for value, names in table.items() for name in names}


def _month_names() -> dict[str, int]:
    """Month by every way of writing it, folded and without dots; people also write มีนา and มีค."""
    thai: dict[int, tuple[str, ...]] = {}
    for month, (name, short) in enumerate(zip(THAI_MONTHS, THAI_SHORT_MONTHS, strict=True), 1):
        spoken = name.removesuffix("พันธ์").removesuffix("คม").removesuffix("ยน")
        thai[month] = (name, spoken, short.replace(".", ""))
    english = {month: (name, name[:3]) for month, name in enumerate(ENGLISH_MONTHS, 1)}
    return _names(thai) | _names(english) | {"sept": 9, "กุมภาพันธุ์": 2}


_MONTHS: Final = _month_names()
_WEEKDAYS: Final = (
    _names({day: (name, short.replace(".", "")) for day, (name, short) in enumerate(
        zip(THAI_WEEKDAYS, THAI_SHORT_WEEKDAYS, strict=True))})
    | _names({day: (name, name[:3]) for day, name in enumerate(ENGLISH_WEEKDAYS)})
    | {"พฤหัส": 3, "tues": 1, "thur": 3, "thurs": 3}
)  # fmt: skip

_ERAS: Final[tuple[tuple[re.Pattern[str], _Era], ...]] = (
    (re.compile(r"พุทธศักราช|พ\. ?ศ\.?|พศ\.?|\bb\.? ?e\.?(?![a-z])"), "be"),
    (re.compile(r"คริสต์ศักราช|ค\. ?ศ\.?|คศ\.?|\bc\.? ?e\.?(?![a-z])|\ba\.? ?d\.?(?![a-z])"), "ce"),
)
_ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b(?: of\b)?")
_THAI_DAY: Final = re.compile(r"^(?:วัน)?(?P<name>[ก-๙.]+?)\.?(?: ?ที่|,)? ?(?=\d)")
_ENGLISH_DAY: Final = re.compile(r"^(?P<name>[a-z]+)\.?,? (?=[a-z0-9])|,? ?\(?(?P<late>[a-z]+)\)?$")
_MONTH_WORD: Final = re.compile(r"[a-z]+\.?|[ก-๎]+(?:\. ?[ก-๎]+)*\.?")
_ISO: Final = re.compile(
    r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2})(?:[ t]00:00(?::00(?:\.0+)?)?)?)?"
)
_FIGURES: Final = re.compile(r"(?:(?P<d>\d{1,2}) ?[-/. ] ?)?(?P<m>\d{1,2}) ?[-/. ] ?(?P<y>\d+)")
_WORDED: Final = re.compile(
    r"(?:(?P<d>\d{1,2}) ?[-/,]? ?)?# ?[-/,]? ?(?:(?P<d2>\d{1,2})(?: ?,| (?=\d)) ?)?(?P<y>\d+)"
)


@dataclass(frozen=True, slots=True)
class _Typed:
    """The numbers of a date as they were typed, before any calendar."""

    year: int
    year_digits: int
    month: int | None
    day: int | None
    wording: _Wording
    era: _Era | None

    @property
    def precision(self) -> Precision:
        if self.day is not None:
            return "day"
        return "year" if self.month is None else "month"


def parse_date(text: str, *, today: dt.date) -> ParsedDate | DateProblem:
    """Reads a date as people type it: Thai or English, Buddhist or Common Era, to the day, month or year.

    `31/3/2569`, `31 มี.ค. 69`, `วันอังคารที่ ๓๑ มีนาคม พ.ศ. ๒๕๖๙`, `2026-03-31`, `March 31, 2026`, `มีนาคม 2569`,
    `3/2569`, `2569`, `ค.ศ. 2026`. The day comes before the month, except in ISO order. A two-digit year is 25xx; when
    it comes near `today` only in the Common Era, it is ambiguous. Never raises.
    """
    folded = fold(text[: 4 * _LONGEST])
    if not folded or len(folded) > _LONGEST:
        return DateProblem("not_a_date")
    without_day, named_day = _without_weekday(folded)
    typed = _typed(without_day)
    if typed is None:
        return DateProblem("not_a_date")
    result = _in_era(typed, today)
    if named_day is not None and isinstance(result, ParsedDate):
        if result.precision != "day":
            return DateProblem("not_a_date", result)
        if result.date.weekday() != named_day:
            return DateProblem("wrong_weekday", result)
    return result


def _without_weekday(text: str) -> tuple[str, int | None]:
    """`text` without the name of a weekday, and which it was (Monday is 0)."""
    text = text.removeprefix("เมื่อ").lstrip().removeprefix("วันที่").lstrip()
    for pattern in (_THAI_DAY, _ENGLISH_DAY):
        found = pattern.search(text)
        if found is None:
            continue
        name = next(group for group in found.groups() if group)
        day = _WEEKDAYS.get(name.replace(".", ""))
        if day is not None:
            return (text[: found.start()] + text[found.end() :]).strip(), day
    return text, None


def _typed(text: str) -> _Typed | None:
    era: _Era | None = None
    for pattern, meant in _ERAS:
        shorter, count = pattern.subn(" ", text, count=1)
        if count:
            text, era = shorter, meant
            break
    text = " ".join(_ORDINAL.sub("", text).removeprefix("ปี").split())
    found = _ISO.fullmatch(text)
    if found:
        return _numbers(found["y"], found["m"], found["d"], "iso", era)
    if text.isdecimal():
        return _numbers(text, None, None, "figures", era) if len(text) != 2 or era else None
    found = _FIGURES.fullmatch(text)
    if found:
        return _numbers(found["y"], found["m"], found["d"], "figures", era)
    return _worded(text, era)


def _worded(text: str, era: _Era | None) -> _Typed | None:
    word = _MONTH_WORD.search(text)
    if word is None:
        return None
    name = re.sub(r"[. ]", "", word[0])
    wording: _Wording = "english" if name.isascii() else "thai"
    name = name.removeprefix("เดือน")
    month = _MONTHS.get(name)
    found = _WORDED.fullmatch(f"{text[: word.start()]}#{text[word.end() :]}")
    if month is None or found is None or (found["d"] and found["d2"]):
        return None
    return _numbers(found["y"], str(month), found["d"] or found["d2"], wording, era)


def _numbers(
    year: str, month: str | None, day: str | None, wording: _Wording, era: _Era | None
) -> _Typed | None:
    if len(year) not in {2, 4}:
        return None
    return _Typed(
        int(year), len(year), int(month) if month else None, int(day) if day else None, wording, era
    )


def _in_era(typed: _Typed, today: dt.date) -> ParsedDate | DateProblem:
    """Decides the era of the year, then asks the calendar."""
    if typed.year_digits == 2:
        return _short_year(typed, today)
    as_ce, as_be = typed.year, typed.year - BE_OFFSET
    meant = typed.era or ("be" if _fits(as_be) else "ce")
    if not _fits(as_be if meant == "be" else as_ce):
        return _other_era(typed, meant)
    if meant == "be":
        # An ISO date is of the Common Era by definition, so this one was typed by a person or a wrong program.
        iso = typed.wording == "iso" and typed.era is None
        return _problem("be_typed_as_ce", typed, as_be) if iso else _on_calendar(typed, as_be)
    if typed.wording == "thai" and typed.era is None:
        return _problem("ce_typed_as_be", typed, as_ce)
    return _on_calendar(typed, as_ce, assumed_ce=typed.wording == "figures" and typed.era is None)


def _other_era(typed: _Typed, meant: _Era) -> DateProblem:
    """The year is too far away in the era that was written; perhaps the other one was meant."""
    if meant == "be" and _fits(typed.year):
        return _problem("ce_typed_as_be", typed, typed.year)
    if meant == "ce" and _fits(typed.year - BE_OFFSET):
        return _problem("be_typed_as_ce", typed, typed.year - BE_OFFSET)
    return DateProblem("out_of_range")


def _short_year(typed: _Typed, today: dt.date) -> ParsedDate | DateProblem:
    """A year of two digits is Buddhist, unless only the Common Era brings it near today."""
    as_be, as_ce = 2500 + typed.year - BE_OFFSET, today.year // 100 * 100 + typed.year
    near = [-_PLAUSIBLE_PAST <= year - today.year <= _PLAUSIBLE_FUTURE for year in (as_be, as_ce)]
    if typed.era == "ce" or (typed.wording == "english" and typed.era is None):
        if typed.era == "ce" or near == [False, True]:
            return _on_calendar(typed, as_ce, assumed_ce=typed.era is None)
        return _problem("ambiguous", typed, as_be if near[0] else as_ce)
    if typed.era is None and near == [False, True]:
        return _problem("ambiguous", typed, as_ce)
    return _on_calendar(typed, as_be)


def _fits(year: int) -> bool:
    return EARLIEST.year <= year <= LATEST.year


def _problem(code: ProblemCode, typed: _Typed, year: int) -> DateProblem:
    """A problem of the era, with the date in the other era as suggestion if the calendar has it."""
    result = _on_calendar(typed, year)
    return DateProblem(code, result) if isinstance(result, ParsedDate) else result


def _on_calendar(typed: _Typed, year: int, *, assumed_ce: bool = False) -> ParsedDate | DateProblem:
    month = 1 if typed.month is None else typed.month
    day = 1 if typed.day is None else typed.day
    if not 1 <= month <= 12:
        month_first = (
            typed.day is not None
            and typed.wording == "figures"
            and 1 <= day <= 12 < month <= _last_day(year, day)
        )
        return DateProblem("no_such_day", ParsedDate(dt.date(year, day, month)) if month_first else None)
    if not 1 <= day <= _last_day(year, month):
        nearest = dt.date(year, month, _last_day(year, month)) if 1 <= day <= 31 else None
        return DateProblem("no_such_day", ParsedDate(nearest) if nearest else None)
    return ParsedDate(dt.date(year, month, day), typed.precision, assumed_ce=assumed_ce)


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]
