"""Warnings on the overview of a project: what an app above noticed about a record that somebody should look at.

An app registers a source in ``apps.py``; the overview, and lists of projects, ask all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class Flag:
    """One warning: a sentence, what stands behind it, and the page where it is looked at. ``tone`` as of a notice."""

    text: _StrOrPromise
    detail: _StrOrPromise = ""
    url: str = ""
    tone: Literal["warm", "bad", "info"] = "warm"


type Source = Callable[[Actor, Sequence[int]], Mapping[int, Sequence[Flag]]]
"""Takes the actor and ids of projects that the actor may see; gives the flags of each that has some.

In a number of statements that does not grow with the projects.
"""

_sources: dict[str, tuple[Source, str]] = {}


def register(name: str, source: Source, *, when: str = "") -> None:
    """Called in ``apps.py``; ``name`` is ``app.noun``. Registering it again replaces the source.

    ``when`` is the code of a condition of ``queries.completeness``: of a project that does not meet it the source has
    nothing to say, and most pages need not ask it.
    """
    _sources[name] = (source, when)


def flags(
    actor: Actor, ids: Sequence[int], met: Mapping[str, Collection[int]] | None = None
) -> dict[int, list[Flag]]:
    """The flags of some projects, in the order in which the sources were registered.

    ``met`` are the projects that meet each condition (``completeness.filled``), where they are known already.
    """
    found: dict[int, list[Flag]] = defaultdict(list)
    for source, when in _sources.values():
        asked = ids if met is None or not when else [pk for pk in ids if pk in met[when]]
        if asked:
            for pk, told in source(actor, asked).items():
                found[pk] += told
    return dict(found)
