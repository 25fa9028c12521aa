"""Programs that are measured: each prepares itself on a stage and gives a `driver.Target`."""

from __future__ import annotations

from typing import Final

ROWS: Final = 25
"""Rows on a page of a list, the same in every target."""


def pages(rows: int) -> int:
    """How many pages a list of so many rows has."""
    return max(1, -(-rows // ROWS))


def rows_on(page: int, rows: int) -> int:
    """How many of so many rows stand on a page (from 1)."""
    return min(ROWS, rows - ROWS * (page - 1))
