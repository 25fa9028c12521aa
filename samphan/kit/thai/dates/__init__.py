"""Dates as Thai offices write and read them: Buddhist era, half-known dates, ranges, official years.

Python dates are always of the Common Era (CE); the Buddhist era (BE) is CE + 543 and exists only in text. Every date
here lies between CE 1800 and 2200, so no four-digit year can be read in both eras, and one typed in the wrong era is
noticed instead of stored.
"""

from samphan.kit.thai.dates.reading import DateProblem, ParsedDate, ProblemCode, parse_date
from samphan.kit.thai.dates.writing import (
    BE_OFFSET,
    ENGLISH_MONTHS,
    FISCAL_YEAR_STARTS,
    THAI_MONTHS,
    THAI_SHORT_MONTHS,
    Language,
    Precision,
    Style,
    academic_year,
    be_year,
    fiscal_year,
    format_date,
    format_range,
    weekday,
)

__all__ = [
    "BE_OFFSET",
    "ENGLISH_MONTHS",
    "FISCAL_YEAR_STARTS",
    "THAI_MONTHS",
    "THAI_SHORT_MONTHS",
    "DateProblem",
    "Language",
    "ParsedDate",
    "Precision",
    "ProblemCode",
    "Style",
    "academic_year",
    "be_year",
    "fiscal_year",
    "format_date",
    "format_range",
    "parse_date",
    "weekday",
]
