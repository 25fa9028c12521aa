"""Every message is there in Thai."""

from __future__ import annotations

from tools.messages import problems


def test_catalogue_is_complete_and_in_step_with_the_sources() -> None:
    assert problems() == []
