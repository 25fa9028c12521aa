"""Whole numbers that come with an address or a form."""

from __future__ import annotations

from typing import Final

LONGEST_ID: Final = 18
"""Digits that every id of the database has room for."""


def number_in(value: object, *, digits: int = LONGEST_ID) -> int | None:
    """The whole number that a sent value is, or None: for a sign, digits of another script, or more than ``digits``.

    An id that may be nonsense is narrowed by ``number_in(value) or 0``: no row has 0, and None would ask for NULL.
    """
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None
