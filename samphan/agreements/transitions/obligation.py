"""When an obligation is due next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.agreements.transitions.force import add_months

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection


def next_due(
    due_on: dt.date | None, *, is_yearly: bool, settled: Collection[dt.date | None], until: dt.date | None
) -> dt.date | None:
    """The earliest due day that is not settled, None where nothing is left.

    What is owed every year is owed on the same day of each year (29 February: on the 28th where there is none), as long
    as the agreement holds (``until`` its last day, None without end).
    """
    if due_on is None:
        return None
    if not is_yearly:
        return None if due_on in settled else due_on
    day, year = due_on, 0
    while day in settled:
        year += 1
        day = add_months(due_on, 12 * year)
    return None if until is not None and day > until else day
