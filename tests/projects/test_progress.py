"""Progress that is counted from parts: weighted, without the unmeasured, without the dropped."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samphan.projects.queries.progress import Part, Progress, rolled_up


def part(
    pk: int, parent: int | None, progress: int | None, weight: str = "1", state: str = "planned"
) -> Part:
    return Part(pk, parent, progress, Decimal(weight), state)


def test_roll_up_item_without_parts_is_what_was_typed() -> None:
    found = rolled_up([part(1, None, 40), part(2, None, None), part(3, None, 0)])
    assert found == {
        1: Progress(Decimal(40), measured=1, of=1),
        2: Progress(None, measured=0, of=1),
        3: Progress(Decimal(0), measured=1, of=1),
    }


def test_roll_up_parts_counts_by_weight() -> None:
    found = rolled_up([part(1, None, None), part(2, 1, 100, "3"), part(3, 1, 0, "1")])
    assert found[1] == Progress(Decimal("75.0"), measured=2, of=2, is_counted=True)


def test_roll_up_unmeasured_part_is_no_zero() -> None:
    found = rolled_up([part(1, None, None), part(2, 1, 80), part(3, 1, None), part(4, 1, None)])
    assert found[1] == Progress(Decimal("80.0"), measured=1, of=3, is_counted=True)
    assert found[1].is_partial


def test_roll_up_nothing_measured_is_not_known() -> None:
    found = rolled_up([part(1, None, None), part(2, 1, None)])
    assert (found[1].value, found[1].whole, found[1].said) == (None, None, None)


def test_roll_up_dropped_part_does_not_count() -> None:
    found = rolled_up([part(1, None, None), part(2, 1, 10, state="dropped"), part(3, 1, 50)])
    assert found[1] == Progress(Decimal("50.0"), measured=1, of=1, is_counted=True)


def test_roll_up_all_parts_dropped_counts_nothing() -> None:
    found = rolled_up([part(1, None, None), part(2, 1, 10, state="dropped")])
    assert found[1] == Progress(None, measured=0, of=0, is_counted=True)


def test_roll_up_weights_that_add_up_to_nothing_are_said() -> None:
    found = rolled_up([part(1, None, None), part(2, 1, 10, "0"), part(3, 1, 90, "0")])
    assert found[1] == Progress(None, measured=2, of=2, is_counted=True, is_weightless=True)


def test_roll_up_levels_counts_leaves_and_weighs_each_level() -> None:
    found = rolled_up(
        [part(1, None, None), part(2, 1, None, "1"), part(3, 2, 100), part(4, 2, None), part(5, 1, 0, "3")]
    )
    assert found[2] == Progress(Decimal("100.0"), measured=1, of=2, is_counted=True)
    assert found[1] == Progress(Decimal("25.0"), measured=2, of=3, is_counted=True)


def test_roll_up_chain_of_ten_thousand_ends() -> None:
    chain = [
        part(1, None, None),
        *(part(pk, pk - 1, 30 if pk == 10_000 else None) for pk in range(2, 10_001)),
    ]
    assert rolled_up(chain)[1].value == Decimal("30.0")


@given(st.lists(st.tuples(st.none() | st.integers(0, 100), st.integers(0, 50)), min_size=1, max_size=30))
def test_roll_up_lies_between_its_parts(parts: list[tuple[int | None, int]]) -> None:
    found = rolled_up(
        [
            part(1, None, None),
            *(part(pk, 1, value, str(weight)) for pk, (value, weight) in enumerate(parts, start=2)),
        ]
    )[1]
    known = [value for value, weight in parts if value is not None and weight]
    if not known:
        assert found.value is None
    else:
        assert found.value is not None
        assert min(known) <= found.value <= max(known)


@pytest.mark.parametrize(("value", "said"), [("66.7", "66.7"), ("80.0", "80"), ("100", "100"), ("0", "0")])
def test_say_progress_without_zeros_at_its_end(value: str, said: str) -> None:
    assert str(Progress(Decimal(value), 1, 1).said) == said
