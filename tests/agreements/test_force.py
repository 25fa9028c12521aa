"""From when to when an agreement holds: the pure functions, compared with every reading of half-known dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samphan.agreements.models import Ending
from samphan.agreements.transitions.force import (
    StateCode,
    Stay,
    Terms,
    add_months,
    force_of,
    notice_by,
    state_on,
)
from samphan.agreements.transitions.obligation import next_due
from samphan.kit.partial import PartialDate

DAY = dt.timedelta(days=1)
DATES = st.dates(dt.date(2015, 1, 1), dt.date(2026, 12, 31))
PARTIAL = st.builds(PartialDate.of, DATES, st.sampled_from(["day", "month", "year"]))


def day(text: str) -> PartialDate:
    return PartialDate.of(dt.date.fromisoformat(text))


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    """Any terms that the actions would accept, known to the day, the month or the year."""
    ending = draw(st.sampled_from(Ending.values))
    starts, ends = draw(st.none() | PARTIAL), None
    months = draw(st.integers(1, 30)) if ending == Ending.RENEWING else None
    if ending != Ending.OPEN and draw(st.booleans()):
        ends = draw(PARTIAL)
        if starts is not None and ends.until_on <= starts.from_on:
            starts, ends = ends, starts
    elif ending == Ending.FIXED and starts is not None:
        months = draw(st.none() | st.integers(1, 60))
    return Terms(
        starts=starts,
        ending=ending,
        ends=ends,
        term_months=months,
        notice_months=draw(st.integers(0, 12)) if ending != Ending.FIXED else 0,
        given_up=draw(st.none() | PARTIAL) if ending != Ending.FIXED else None,
        ended_early=draw(st.none() | PARTIAL),
        stays=tuple(Stay(withdrew=draw(st.none() | PARTIAL)) for _each in range(draw(st.integers(2, 4)))),
    )


def days_of(date: PartialDate) -> list[dt.date]:
    return [date.from_on + DAY * each for each in range((date.until_on - date.from_on).days)]


@given(terms(), DATES)
def test_force_contains_a_day_exactly_where_its_state_says_so(each: Terms, on: dt.date) -> None:
    found = force_of(each)
    if found.is_empty:
        return
    state = state_on(each, on)
    assert (state.code == StateCode.IN_FORCE) == found.contains(on)
    assert 0 <= state.renewals <= state.renewals_most


@given(PARTIAL, st.integers(1, 30), st.integers(0, 12), PARTIAL, DATES)
def test_force_of_half_known_renewal_given_up_is_the_union_of_its_readings(
    starts: PartialDate, months: int, notice: int, given_up: PartialDate, on: dt.date
) -> None:
    each = Terms(
        starts=starts,
        ending=Ending.RENEWING,
        term_months=months,
        notice_months=notice,
        given_up=given_up,
    )
    latest = PartialDate.of(given_up.last_on)
    readings = [replace(each, starts=PartialDate.of(first), given_up=latest) for first in days_of(starts)]
    assert force_of(each).contains(on) == any(force_of(reading).contains(on) for reading in readings)


@given(PARTIAL, PARTIAL, DATES)
def test_force_of_half_known_period_is_the_union_of_its_readings(
    starts: PartialDate, ends: PartialDate, on: dt.date
) -> None:
    if ends.until_on <= starts.from_on:
        starts, ends = ends, starts
    each = Terms(starts=starts, ends=ends)
    corners = [
        replace(each, starts=PartialDate.of(first), ends=PartialDate.of(ends.last_on))
        for first in days_of(starts)
    ]
    assert force_of(each).contains(on) == any(force_of(reading).contains(on) for reading in corners)


@given(DATES, st.integers(1, 60), st.integers(0, 400))
def test_renewals_count_the_periods_that_are_over(starts: dt.date, months: int, later: int) -> None:
    on = starts + DAY * later * 10
    each = Terms(starts=PartialDate.of(starts), ending=Ending.RENEWING, term_months=months)
    state = state_on(each, on)
    counted = 0
    while add_months(starts, (counted + 1) * months) <= on:
        counted += 1
    assert (state.code, state.renewals, state.renewals_most) == (StateCode.IN_FORCE, counted, counted)
    assert state.turn is not None
    assert state.turn.on == add_months(starts, (counted + 1) * months) - DAY


@given(DATES, st.integers(0, 24))
def test_notice_by_is_the_last_day_from_which_the_notice_is_long_enough(last: dt.date, months: int) -> None:
    found = notice_by(last, months)
    assert add_months(found, months) <= last < add_months(found + DAY, months)


def test_agreement_known_to_the_year_holds_from_its_first_to_its_last_day() -> None:
    each = Terms(
        starts=PartialDate.of(dt.date(2023, 1, 1), "year"), ends=PartialDate.of(dt.date(2025, 1, 1), "year")
    )
    assert [
        state_on(each, on).code
        for on in (
            dt.date(2022, 12, 31),
            dt.date(2023, 1, 1),
            dt.date(2025, 12, 31),
            dt.date(2026, 1, 1),
        )
    ] == ["not_yet", "in_force", "in_force", "expired"]


def test_turn_of_a_half_known_end_is_its_first_day_and_then_its_last() -> None:
    each = Terms(starts=day("2023-03-01"), ends=PartialDate.of(dt.date(2026, 1, 1), "year"))
    days = [dt.date(2025, 11, 1), dt.date(2026, 1, 1), dt.date(2026, 6, 1)]
    turns = [state_on(each, on).turn for on in days]
    assert [turn.on if turn else None for turn in turns] == [
        dt.date(2026, 1, 1),
        dt.date(2026, 1, 1),
        dt.date(2026, 12, 31),
    ]


def test_half_known_beginning_gives_the_fewest_and_the_most_renewals() -> None:
    each = Terms(starts=PartialDate.of(dt.date(2020, 1, 1), "year"), ending=Ending.RENEWING, term_months=12)
    state = state_on(each, dt.date(2026, 6, 1))
    assert (state.code, state.renewals, state.renewals_most) == ("in_force", 5, 6)
    assert state.turn is not None
    assert state.turn.on == dt.date(2026, 12, 30)


def test_renewing_agreement_counts_renewals_and_names_the_last_day_for_notice() -> None:
    each = Terms(starts=day("2020-03-01"), ending=Ending.RENEWING, term_months=36, notice_months=3)
    state = state_on(each, dt.date(2026, 11, 20))
    assert (state.code, state.renewals) == ("in_force", 2)
    assert state.turn is not None
    assert (state.turn.on, state.turn.renews) == (dt.date(2029, 2, 28), True)
    assert state.turn.notice_by == dt.date(2028, 11, 30)


@pytest.mark.parametrize(
    ("given_up", "last"),
    [("2022-11-30", "2023-02-28"), ("2022-12-01", "2026-02-28"), ("2023-03-01", "2026-02-28")],
)
def test_notice_ends_the_first_period_that_leaves_it_time(given_up: str, last: str) -> None:
    each = Terms(
        starts=day("2020-03-01"),
        ending=Ending.RENEWING,
        term_months=36,
        notice_months=3,
        given_up=day(given_up),
    )
    assert force_of(each).last == dt.date.fromisoformat(last)
    assert state_on(each, dt.date.fromisoformat(last) + DAY).code == "given_up"


def test_open_agreement_lasts_until_its_notice_is_over() -> None:
    each = Terms(starts=day("2020-03-01"), ending=Ending.OPEN, notice_months=6)
    assert state_on(each, dt.date(2120, 1, 1)).code == "in_force"
    assert force_of(replace(each, given_up=day("2024-01-15"))).last == dt.date(2024, 7, 15)


def test_withdrawal_leaves_the_agreement_alive_while_two_parties_remain() -> None:
    stays = (Stay(), Stay(), Stay(withdrew=day("2024-05-01")))
    each = Terms(starts=day("2020-03-01"), ending=Ending.OPEN, stays=stays)
    assert state_on(each, dt.date(2026, 1, 1)).code == "in_force"
    alone = replace(each, stays=(Stay(), Stay(withdrew=day("2025-05-01")), stays[2]))
    assert (force_of(alone).last, state_on(alone, dt.date(2025, 5, 2)).code) == (
        dt.date(2025, 5, 1),
        "alone",
    )
    joined = replace(alone, stays=(*alone.stays, Stay(acceded=day("2025-05-02"))))
    assert state_on(joined, dt.date(2026, 1, 1)).code == "in_force"


def test_ending_early_comes_before_everything_else() -> None:
    each = Terms(starts=day("2020-03-01"), ends=day("2030-02-28"), ended_early=day("2024-06-30"))
    assert (force_of(each).last, state_on(each, dt.date(2024, 7, 1)).code) == (
        dt.date(2024, 6, 30),
        "ended_early",
    )


def test_yearly_obligation_is_due_on_the_same_day_until_the_agreement_ends() -> None:
    first = dt.date(2024, 2, 29)
    due = {"is_yearly": True, "until": dt.date(2026, 12, 31)}
    assert next_due(first, settled=[], **due) == first
    assert next_due(first, settled=[first], **due) == dt.date(2025, 2, 28)
    assert next_due(first, settled=[first, dt.date(2025, 2, 28)], **due) == dt.date(2026, 2, 28)
    settled = [first, dt.date(2025, 2, 28), dt.date(2026, 2, 28)]
    assert next_due(first, settled=settled, **due) is None
    assert next_due(first, is_yearly=False, settled=[first], until=None) is None
