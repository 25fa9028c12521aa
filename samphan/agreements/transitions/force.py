"""From when to when an agreement holds, and how it stands on a day: pure functions of dates that may be half known.

**What is half known does not speak against an agreement**: it counts as in force on a day if some reading of its dates
makes it so. "Signed in 2566" holds from 1 January 2566 on; "until 2569" lasts to 31 December 2569. The tests compare this
with every reading, one by one.

A period of n months that begins on a day lasts until the day before the same day n months later. Notice ends an
agreement that renews itself with the first period whose last day lies at least the notice after the day on which it was
given; one without end it ends when the notice is over. Whoever withdrew was a party up to and including that day; once
fewer than two parties remain, the agreement ends.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from samphan.agreements.models import EndCause, Ending

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samphan.agreements.models import Agreement, Party
    from samphan.kit.partial import PartialDate

_DAY: Final = dt.timedelta(days=1)
TWO: Final = 2


class StateCode(StrEnum):
    """How an agreement stands on a day; the last four are the causes of its end."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    GIVEN_UP = "given_up"
    ENDED_EARLY = "ended_early"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Stay:
    """From when to when one party takes part; None where it is from the beginning, or to the end."""

    acceded: PartialDate | None = None
    withdrew: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """The dates of an agreement and its parties, all of them perhaps half known or not known."""

    starts: PartialDate | None = None
    ending: str = Ending.FIXED
    ends: PartialDate | None = None
    term_months: int | None = None
    notice_months: int = 0
    given_up: PartialDate | None = None
    ended_early: PartialDate | None = None
    stays: tuple[Stay, ...] = ()


@dataclass(frozen=True, slots=True)
class Force:
    """The days on which an agreement may hold, both included; None where there is no bound. ``cause`` ends it."""

    first: dt.date | None
    last: dt.date | None
    cause: str = ""

    def contains(self, on: dt.date) -> bool:
        """Whether it may hold on a day."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)

    @property
    def is_empty(self) -> bool:
        """The dates contradict each other: it ends before it begins."""
        return self.first is not None and self.last is not None and self.last < self.first


@dataclass(frozen=True, slots=True)
class Turn:
    """The next day on which something happens by itself: the last day of a period, after which it renews or is over.

    ``notice_by`` is the last day on which notice ends it there. Of a half-known date its first day counts while that
    lies ahead, then its last: one is reminded early, and once more before it is certainly too late.
    """

    on: dt.date
    renews: bool
    notice_by: dt.date | None = None

    def next_day(self, today: dt.date) -> dt.date:
        """The day to be reminded of: the last one for notice while that lies ahead, then the turning day itself."""
        return self.notice_by if self.notice_by is not None and self.notice_by >= today else self.on


@dataclass(frozen=True, slots=True)
class State:
    """How an agreement stands on a day.

    ``renewals`` have happened for certain by then; ``renewals_most`` may have, where a date is half known.
    """

    code: StateCode
    force: Force
    renewals: int = 0
    renewals_most: int = 0
    turn: Turn | None = None


def terms_of(agreement: Agreement, parties: Iterable[Party]) -> Terms:
    """The terms of a record; without a day of coming into force that of signing is taken."""
    return Terms(
        starts=agreement.in_force_from or agreement.signed_on,
        ending=agreement.ending,
        ends=agreement.ends,
        term_months=agreement.term_months,
        notice_months=agreement.notice_months,
        given_up=agreement.given_up_on,
        ended_early=agreement.ended_on,
        stays=tuple(Stay(each.acceded_on, each.withdrew_on) for each in parties),
    )


def force_of(terms: Terms) -> Force:
    """From when to when the agreement may hold, and what ends it."""
    ends = [
        (terms.ended_early.last_on if terms.ended_early else None, EndCause.EARLY),
        (_given_up_last(terms), EndCause.GIVEN_UP),
        (_fixed_last(terms), EndCause.EXPIRY),
        (_alone_last(terms.stays), EndCause.ALONE),
    ]
    known = [(last, cause) for last, cause in ends if last is not None]
    last, cause = min(known, key=lambda each: each[0], default=(None, None))
    first = terms.starts.from_on if terms.starts else None
    return Force(first, last, cause.value if cause else "")


def state_on(terms: Terms, on: dt.date) -> State:
    """How the agreement stands on a day."""
    force = force_of(terms)
    if force.first is not None and on < force.first:
        return State(StateCode.NOT_YET, force)
    if force.last is not None and on > force.last:
        return State(StateCode(force.cause), force, *_renewals(terms, force.last))
    return State(StateCode.IN_FORCE, force, *_renewals(terms, on), turn=_turn(terms, force, on))


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later (or earlier); the last of the month where there is no such day.

    Beyond the calendar of Python: its last day.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year >= dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def notice_by(last: dt.date, months: int) -> dt.date:
    """The last day on which a notice of so many months ends a period on its ``last`` day."""
    day = add_months(last, -months)
    while add_months(day + _DAY, months) <= last:
        day += _DAY
    return day


@dataclass(frozen=True, slots=True)
class _Periods:
    """Periods that follow each other: the first one by its first day, or by its last."""

    first: dt.date | None
    last_of_first: dt.date | None
    months: int

    def last(self, index: int) -> dt.date:
        """The last day of a period; the first one has the index 0."""
        if self.last_of_first is not None:
            return add_months(self.last_of_first, index * self.months)
        begin: dt.date = self.first  # type: ignore[assignment]  # one of the two is there, see _anchors
        after = add_months(begin, (index + 1) * self.months)
        return after if after == dt.date.max else after - _DAY

    def index(self, on: dt.date) -> int:
        """The first period that does not end before a day."""
        anchor = self.last_of_first or self.last(0)
        months = (on.year - anchor.year) * 12 + on.month - anchor.month
        index = max(0, months // self.months - 1)
        while self.last(index) < on:
            index += 1
        return index


def _anchors(terms: Terms) -> tuple[_Periods, _Periods] | None:
    """The periods by the earliest and by the latest reading; None where nothing says when they begin."""
    if terms.ending != Ending.RENEWING or not terms.term_months:
        return None
    months = terms.term_months
    if terms.ends:
        return _Periods(None, terms.ends.from_on, months), _Periods(None, terms.ends.last_on, months)
    if terms.starts:
        return _Periods(terms.starts.from_on, None, months), _Periods(terms.starts.last_on, None, months)
    return None


def _fixed_last(terms: Terms, *, earliest: bool = False) -> dt.date | None:
    if terms.ending != Ending.FIXED:
        return None
    if terms.ends:
        return terms.ends.from_on if earliest else terms.ends.last_on
    if terms.starts and terms.term_months:
        begin = terms.starts.from_on if earliest else terms.starts.last_on
        return _Periods(begin, None, terms.term_months).last(0)
    return None


def _given_up_last(terms: Terms) -> dt.date | None:
    """The latest last day after notice. It jumps back and forth with the first day, so each reading is looked at."""
    if terms.given_up is None or terms.ending == Ending.FIXED:
        return None
    over = add_months(terms.given_up.last_on, terms.notice_months)
    known = terms.ends or terms.starts
    if terms.ending == Ending.OPEN or known is None or not terms.term_months:
        return over
    days = (known.from_on + _DAY * each for each in range((known.until_on - known.from_on).days))
    periods = (
        _Periods(None, day, terms.term_months) if terms.ends else _Periods(day, None, terms.term_months)
        for day in days
    )
    return max(each.last(each.index(over)) for each in periods)


def _alone_last(stays: tuple[Stay, ...]) -> dt.date | None:
    """The last day with two parties: the first withdrawal after which fewer than two remain."""
    for last in sorted(each.withdrew.last_on for each in stays if each.withdrew):
        after = last + _DAY
        remaining = sum(
            1
            for each in stays
            if (each.acceded is None or each.acceded.from_on <= after)
            and (each.withdrew is None or each.withdrew.last_on > last)
        )
        if remaining < TWO:
            return last
    return None


def _renewals(terms: Terms, on: dt.date) -> tuple[int, int]:
    anchors = _anchors(terms)
    if anchors is None:
        return 0, 0
    earliest, latest = anchors
    return latest.index(on), earliest.index(on)


def _turn(terms: Terms, force: Force, on: dt.date) -> Turn | None:
    if force.last is not None:
        early = _fixed_last(terms, earliest=True) if force.cause == EndCause.EXPIRY else None
        return Turn(early if early is not None and early >= on else force.last, renews=False)
    anchors = _anchors(terms)
    if anchors is None:
        return None
    last = min(each.last(each.index(on)) for each in anchors)
    return Turn(last, renews=True, notice_by=notice_by(last, terms.notice_months))
