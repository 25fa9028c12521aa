"""Fiscal and academic years, as the record defaults them: of the Christian era."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from samphan.kit.partial import PartialDate
    from samphan.projects.models import Project

FISCAL_FROM: Final = 10
"""The month in which the Thai fiscal year begins; it is named by the year in which it ends."""
ACADEMIC_FROM: Final = 6
"""The month in which the academic year begins; it is named by the year in which it begins."""


def fiscal_year(day: dt.date) -> int:
    """The fiscal year of a day: 1 October 2018 to 30 September 2019 is 2019."""
    return day.year + (day.month >= FISCAL_FROM)


def academic_year(day: dt.date) -> int:
    """The academic year of a day: 1 June 2018 to 31 May 2019 is 2018."""
    return day.year - (day.month < ACADEMIC_FROM)


def ends_of_fiscal_year(year: int) -> tuple[dt.date, dt.date]:
    """The first and the last day of a fiscal year."""
    return dt.date(year - 1, FISCAL_FROM, 1), dt.date(year, FISCAL_FROM, 1) - dt.timedelta(days=1)


def default_years(starts: PartialDate | None) -> tuple[int | None, int | None]:
    """The fiscal and the academic year that a beginning says; of a half-known one, those of its first day."""
    return (fiscal_year(starts.from_on), academic_year(starts.from_on)) if starts else (None, None)


def years_of(project: Project) -> tuple[int | None, int | None]:
    """The fiscal and the academic year of a project: what it says, else what its beginning says."""
    fiscal, academic = default_years(project.starts)
    return project.fiscal_year or fiscal, project.academic_year or academic
