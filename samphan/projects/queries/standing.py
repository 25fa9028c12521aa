"""How far what records say is confirmed, in words: the mark that stands with a project in workbooks.

The app that keeps what partners say registers the source in ``apps.py``; lists of this app ask it for the rows at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import batched
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from samphan.projects.models import Project

type Source = Callable[[Sequence[Project]], Mapping[int, str]]
"""Takes projects that the reader may see; gives the words for each, in a number of statements that does not grow with them."""

AT_ONCE: Final = 500
"""Records that are in memory at a time."""

_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Called in ``apps.py``; ``name`` is ``app.noun``. Registering it again replaces the source."""
    _sources[name] = source


def with_standing(projects: Iterable[Project]) -> Iterator[tuple[Project, str]]:
    """The projects, each with what its partners say to it, read some hundred at a time."""
    for some in batched(projects, AT_ONCE):
        told = [source(some) for source in _sources.values()]
        for each in some:
            yield each, " · ".join(filter(None, (said.get(each.pk, "") for said in told)))
