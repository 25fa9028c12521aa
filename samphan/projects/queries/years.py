"""Fiscal and academic years, as the record defaults them: of the Christian era."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.db.models import DateField, ExpressionWrapper, F, IntegerField, Value
from django.db.models.functions import Coalesce, ExtractYear

from samphan.kit.thai import dates

if TYPE_CHECKING:
    from samphan.kit.partial import PartialDate
    from samphan.projects.models import Project


_TO_FISCAL: Final = dt.timedelta(days=92)
"""October, November and December: a day that is so much later lies in the calendar year of its fiscal year."""


def fiscal_year(day: dt.date) -> int:
    """The fiscal year of a day: 1 October 2018 to 30 September 2019 is 2019."""
    return dates.fiscal_year(day) - dates.BE_OFFSET


def academic_year(day: dt.date, begins: int) -> int:
    """The academic year of a day: 1 June 2018 to 31 May 2019 is 2018, where it begins in month 6."""
    return dates.academic_year(day, begins) - dates.BE_OFFSET


def ends_of_fiscal_year(year: int) -> tuple[dt.date, dt.date]:
    """The first and the last day of a fiscal year."""
    after = dt.date(year, dates.FISCAL_YEAR_STARTS, 1)
    return after.replace(year=year - 1), after - dt.timedelta(days=1)


def default_years(starts: PartialDate | None, academic_from: int) -> tuple[int | None, int | None]:
    """The fiscal and the academic year that a beginning says; of a half-known one, those of its first day.

    ``academic_from`` is the month in which academic years of the network begin.
    """
    if starts is None:
        return None, None
    return fiscal_year(starts.from_on), academic_year(starts.from_on, academic_from)


def years_of(project: Project) -> tuple[int | None, int | None]:
    """The fiscal and the academic year of a project: what it says, else what its beginning says.

    No statement where the row came with its network.
    """
    fiscal, academic = default_years(project.starts, project.network.academic_from)
    return project.fiscal_year or fiscal, project.academic_year or academic


def fiscal_year_in_sql(prefix: str = "") -> Coalesce:
    """The fiscal year (Christian era) of a project in a statement: what it says, else that of its beginning.

    ``prefix`` leads to the project, as ``project__``.
    """
    begun = ExpressionWrapper(F(f"{prefix}starts__startswith") + Value(_TO_FISCAL), output_field=DateField())
    return Coalesce(f"{prefix}fiscal_year", ExtractYear(begun), output_field=IntegerField())
