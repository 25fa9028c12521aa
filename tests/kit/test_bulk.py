"""Rows made in a second thread while the ones before them are used."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from samphan.kit.bulk import ahead

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize("given", [[], [None], [0, None, "", 3]])
def test_ahead_gives_everything_in_order(given: list[object]) -> None:
    assert list(ahead(given)) == given


def test_ahead_makes_next_thing_while_one_is_used() -> None:
    second_is_made = threading.Event()

    def made() -> Iterator[int]:
        yield 1
        second_is_made.set()
        yield 2

    for number in ahead(made()):
        assert second_is_made.wait(timeout=10), number


def test_ahead_raises_what_was_raised_in_making() -> None:
    def made() -> Iterator[int]:
        yield 1
        raise ValueError("the second row")

    coming = ahead(made())
    assert next(coming) == 1
    with pytest.raises(ValueError, match="the second row"):
        next(coming)


def test_ahead_leaves_no_thread_when_using_stops() -> None:
    before = threading.active_count()
    coming = ahead(iter(range(10)))
    assert next(coming) == 0
    assert threading.active_count() == before + 1
    coming.close()
    assert threading.active_count() == before
