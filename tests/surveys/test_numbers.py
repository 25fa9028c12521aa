"""Mean, S.D. and groups, against the standard library and by brute force."""

from __future__ import annotations

import statistics
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samphan.surveys.queries.groups import SMALLEST, shown_groups
from samphan.surveys.queries.numbers import LEVELS, Summary, level, percent, rounded, summary

POINTS = st.lists(st.integers(1, 5), max_size=200)
MEASURES = st.lists(st.decimals(-(10**6), 10**6, places=4), max_size=50)


def exact(value: float | Decimal) -> Decimal:
    return rounded(Decimal(value))


@given(POINTS)
def test_summary_of_points_is_that_of_the_standard_library(points: list[int]) -> None:
    found = summary({Decimal(point): count for point, count in Counter(points).items()})
    assert found.n == len(points)
    if not points:
        assert found == Summary(0)
        return
    values = [Decimal(point) for point in points]
    assert found.mean == exact(statistics.mean(values))
    assert found.sd == (exact(statistics.stdev(values)) if len(values) > 1 else None)


@given(MEASURES)
def test_summary_of_numbers_is_that_of_the_standard_library(values: list[Decimal]) -> None:
    found = summary(Counter(values))
    assert found.n == len(values)
    if len(values) > 1:
        # The library squares in 28 digits, we in 60: half a cent may fall to either side.
        assert found.mean is not None
        assert found.sd is not None
        assert abs(found.mean - Decimal(statistics.mean(values))) <= Decimal("0.0051")
        assert abs(found.sd - Decimal(statistics.stdev(values))) <= Decimal("0.0051")


@given(st.integers(1, 5), st.integers(2, 500))
def test_summary_of_equal_points_has_no_deviation(point: int, count: int) -> None:
    assert summary({Decimal(point): count}) == Summary(count, exact(point), Decimal("0.00"))


@pytest.mark.parametrize(
    ("mean", "number"),
    [("5.00", 0), ("4.51", 0), ("4.50", 1), ("3.51", 1), ("2.50", 3), ("1.50", 4), ("1.00", 4)],
)
def test_level_of_mean(mean: str, number: int) -> None:
    assert level(Decimal(mean)) == LEVELS[number][1]


@pytest.mark.parametrize(
    ("part", "whole", "share"), [(0, 0, None), (0, 3, "0.0"), (2, 3, "66.7"), (1, 8, "12.5")]
)
def test_percent(part: int, whole: int, share: str | None) -> None:
    assert percent(part, whole) == (None if share is None else Decimal(share))


SIZES = st.dictionaries(st.sampled_from(["", *"กขคงจฉช"]), st.integers(0, 12))


@given(SIZES)
def test_shown_groups_hide_every_small_one_and_their_rest(sizes: dict[str, int]) -> None:
    shown = shown_groups(sizes)
    assert all(name and sizes[name] >= SMALLEST for name in shown)
    rest = sum(sizes.values()) - sum(sizes[name] for name in shown)
    assert rest == 0 or rest >= SMALLEST or not shown


@given(SIZES)
def test_shown_groups_leave_out_none_without_need(sizes: dict[str, int]) -> None:
    large = {name for name, size in sizes.items() if name and size >= SMALLEST}
    if sum(size for name, size in sizes.items() if name not in large) in {0, *range(SMALLEST, 1_000)}:
        assert shown_groups(sizes) == large


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ({"ก": 5, "ข": 4}, set()),
        ({"ก": 5, "ข": 5}, {"ก", "ข"}),
        ({"ก": 9, "ข": 6, "ค": 1}, {"ก"}),
        ({"ก": 9, "ข": 3, "ค": 2}, {"ก"}),
        ({"ก": 9, "": 2}, set()),
        ({}, set()),
    ],
)
def test_shown_groups_of_known_cases(sizes: dict[str, int], shown: set[str]) -> None:
    assert shown_groups(sizes) == shown
