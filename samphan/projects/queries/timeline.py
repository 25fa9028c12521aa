"""The roadmap drawn along time: where each bar begins and ends, in per cent of the axis.

Dates may be half known: what is sure is drawn full, what is only possible pale. A row without dates takes the time of
its horizon, drawn as an outline, or nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from samphan.kit.fields import language
from samphan.kit.formats import period
from samphan.kit.thai.dates import be_year, format_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.partial import PartialDate
    from samphan.projects.queries.roadmap import Card, RoadmapPage

_DAYS_BY_MONTH: Final = 550
"""Axes up to so many days are marked by quarters, longer ones by years."""
_MOST_MARKS: Final = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the axis with its label; ``x`` is "12.5%"."""

    x: str
    label: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a bar."""

    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Row:
    """One item along the axis; ``said`` is the period in words."""

    card: Card
    said: str
    kind: Literal["dated", "horizon", "none"]
    whole: Stretch | None = None
    sure: Stretch | None = None
    done: Stretch | None = None

    @property
    def indent(self) -> int:
        """How deep it is drawn; deeper parts stand no further to the right."""
        return min(self.card.depth, 3)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The axis with its marks, today if it lies on it, and a row an item."""

    marks: list[Mark]
    rows: list[Row]
    today: str = ""
    has_dates: bool = False


def timeline(page: RoadmapPage, *, today: dt.date) -> Timeline:
    """The rows of a roadmap page along one axis. No statements."""
    periods = [_period(card) for card in page.cards]
    known = [day for starts, ends, _kind in periods for date in (starts, ends) if date for day in _both(date)]
    if not known:
        rows = [Row(card, "", "none") for card in page.cards]
        return Timeline([], rows)
    axis = _Axis(min(known).replace(day=1), max(known))
    rows = [
        _row(axis, card, *period) if period[2] != "none" else Row(card, "", "none")
        for card, period in zip(page.cards, periods, strict=True)
    ]
    is_within = axis.first <= today < axis.last
    return Timeline(axis.marks(), rows, axis.at(today) if is_within else "", has_dates=True)


Period = tuple["PartialDate | None", "PartialDate | None", Literal["dated", "horizon", "none"]]


def _period(card: Card) -> Period:
    item = card.item
    if item.starts or item.ends:
        return item.starts, item.ends, "dated"
    if item.horizon.starts or item.horizon.ends:
        return item.horizon.starts, item.horizon.ends, "horizon"
    return None, None, "none"


def _both(date: PartialDate) -> tuple[dt.date, dt.date]:
    return date.from_on, date.until_on


def _row(
    axis: _Axis,
    card: Card,
    starts: PartialDate | None,
    ends: PartialDate | None,
    kind: Literal["dated", "horizon", "none"],
) -> Row:
    first = starts.from_on if starts else axis.first
    last = ends.until_on if ends else axis.last
    sure_from = starts.last_on if starts else last
    sure_until = ends.from_on + dt.timedelta(days=1) if ends else first
    whole = axis.stretch(first, last)
    said = period(starts, ends, style="short")
    if kind == "horizon":
        return Row(card, said, kind, whole)
    sure = axis.stretch(sure_from, sure_until) if sure_from < sure_until else None
    done = None
    if card.progress.whole:
        done = axis.stretch(first, first + (last - first) * card.progress.whole / 100)
    return Row(card, said, kind, whole, sure, done)


class _Axis:
    """The days from the first of a month to the last day that something may last."""

    def __init__(self, first: dt.date, last: dt.date) -> None:
        self.first, self.last = first, last
        self.days = max(1, (last - first).days)

    def at(self, day: dt.date) -> str:
        return f"{100 * (day - self.first).days / self.days:.2f}%"

    def stretch(self, first: dt.date, last: dt.date) -> Stretch:
        width = max(0.4, 100 * (last - first).days / self.days)
        return Stretch(self.at(first), f"{width:.2f}%")

    def marks(self) -> list[Mark]:
        """Lines at the beginnings of quarters or of years, never more than fit."""
        if self.days <= _DAYS_BY_MONTH:
            days = [day for day in self._firsts() if day.month in {1, 4, 7, 10}] or [self.first]
            return [Mark(self.at(day), _month(day)) for day in days]
        years = [day for day in self._firsts() if day.month == 1] or [self.first]
        step = -(-len(years) // _MOST_MARKS)
        return [Mark(self.at(day), _year(day)) for day in years[::step]]

    def _firsts(self) -> Sequence[dt.date]:
        months = range(self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month)
        firsts = [dt.date(month // 12, month % 12 + 1, 1) for month in months]
        return [day for day in firsts if day < self.last]


def _month(day: dt.date) -> str:
    return format_date(day, language=language(), style="short", precision="month")


def _year(day: dt.date) -> str:
    return str(be_year(day) if language() == "th" else day.year)
