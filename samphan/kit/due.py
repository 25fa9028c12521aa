"""What is due: each app says what waits in it, one page shows all of it in order.

An app registers a source in ``apps.py``; the overview asks all of them, and reads as many statements as sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing that has to be done by a day or should have been: its kind in a word, title, owner, page and day."""

    word: _StrOrPromise
    title: str
    owner: str
    url: str
    on: dt.date
    is_overdue: bool


type Source = Callable[[Actor, dt.date, dt.date], Iterable[DueLine]]
"""Takes the actor, the last day that is asked about and today; shows nothing that the actor may not see."""

_sources: dict[str, Source] = {}


def register(code: str, source: Source) -> None:
    """Called in ``apps.py``; ``code`` is ``app.noun``."""
    _sources[code] = source


def lines(actor: Actor, *, until: dt.date, today: dt.date) -> list[DueLine]:
    """What is overdue on ``today`` or due until a day, the most overdue first."""
    found = [line for source in _sources.values() for line in source(actor, until, today)]
    return sorted(found, key=lambda line: line.on)
