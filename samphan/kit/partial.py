"""Dates that may be known to the day, the month or the year only.

Stored as one PostgreSQL ``daterange``: ``[2026-03-01, 2026-04-01)`` is "March 2026". The precision is
the length of the range, so no second column can contradict it, and ranges sort and index by themselves.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal, cast

from django.contrib.postgres.fields import DateRangeField
from django.db.backends.postgresql.psycopg_any import DateRange

from samphan.kit.thai.dates import format_date

Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to a precision. ``from_on`` is its first day, ``until_on`` the day after its last."""

    from_on: dt.date
    until_on: dt.date

    @classmethod
    def of(cls, date: dt.date, precision: Precision = "day") -> PartialDate:
        """The partial date that contains ``date``."""
        if precision == "day":
            return cls(date, date + dt.timedelta(days=1))
        if precision == "month":
            first = date.replace(day=1)
            return cls(first, (first + dt.timedelta(days=31)).replace(day=1))
        return cls(dt.date(date.year, 1, 1), dt.date(date.year + 1, 1, 1))

    @property
    def precision(self) -> Precision:
        days = (self.until_on - self.from_on).days
        return "day" if days == 1 else "month" if days <= 31 else "year"

    @property
    def last_on(self) -> dt.date:
        """The last day that it may mean."""
        return self.until_on - dt.timedelta(days=1)

    def format(self, language: str, *, style: Literal["long", "short", "numeric"] = "long") -> str:
        return format_date(
            self.from_on, language=cast("Any", language), style=style, precision=self.precision
        )


class PartialDateField(DateRangeField):
    """Model field holding a ``PartialDate`` or NULL."""

    description = "A date known to the day, the month or the year"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> PartialDate | None:  # noqa: ARG002
        return None if value is None else PartialDate(value.lower, value.upper)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, DateRange):
            return PartialDate(value.lower, value.upper)
        return value

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, PartialDate):
            return DateRange(value.from_on, value.until_on)
        return super().get_prep_value(value)

    def value_to_string(self, obj: Any) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else f"{value.from_on}/{value.until_on}"

    def formfield(self, **kwargs: Any) -> Any:
        from samphan.kit.fields import PartialDateFormField

        options = {"required": not self.blank, "label": self.verbose_name, "help_text": self.help_text}
        return PartialDateFormField(**(options | {k: v for k, v in kwargs.items() if k in options}))
