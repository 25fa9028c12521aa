"""Whole numbers that come with an address or a form."""

from __future__ import annotations

import pytest

from samphan.kit.numbers import number_in


@pytest.mark.parametrize("sent", ["๑๒", "²", "1e3", "-1", "+1", " 1", "1.0", "", None, "9" * 19, "\x00"])
def test_number_in_what_no_browser_sends_by_itself_is_none(sent: object) -> None:
    assert number_in(sent) is None


def test_number_in_counts_digits() -> None:
    assert [number_in(each, digits=4) for each in ("0", 12, "2569", "25690")] == [0, 12, 2569, None]
    assert number_in("9" * 18) == int("9" * 18)
