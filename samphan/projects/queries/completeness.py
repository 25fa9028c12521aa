"""How much of a record is there, for which use: nothing is compulsory, and each question says why it is asked.

An app registers a source in ``apps.py``: the parts that it knows, and one function that says of many projects at once
which of the parts they have.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor


class Use(TextChoices):
    """What a record is used for."""

    CASE = "case", pgettext_lazy("use of a record", "case study")
    COVERAGE = "coverage", pgettext_lazy("use of a record", "coverage of frameworks")
    DOSSIER = "dossier", pgettext_lazy("use of a record", "dossier for promotion")
    REPORT = "report", pgettext_lazy("use of a record", "reports and totals")


SHOWN: Final = 5
EVERY_USE: Final = frozenset(Use)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a record. ``why`` is the sentence that says why it is asked; ``url_name`` leads to where it is filled.

    The address takes the network's slug and the project's id. ``code`` is ``app.noun``.
    """

    code: str
    label: _StrOrPromise
    why: _StrOrPromise
    uses: frozenset[Use]
    url_name: str
    order: int = 100


type Filled = Callable[[Actor, Sequence[int]], Mapping[str, Collection[int]]]
"""Takes the actor and ids of projects; gives, by code of a part, the ids of the projects that have it.

In a number of statements that does not grow with the projects, best one.
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A part of one project: whether it is there, and the address where it is filled."""

    part: Part
    is_filled: bool
    url: str


@dataclass(frozen=True, slots=True)
class Meter:
    """How many parts of those that a use needs are there."""

    use: Use
    filled: int
    of: int

    @property
    def percent(self) -> int:
        return round(100 * self.filled / self.of) if self.of else 100

    @property
    def is_full(self) -> bool:
        return self.filled == self.of


@dataclass(frozen=True, slots=True)
class Completeness:
    """The parts of one project, in order, and a meter for each use."""

    parts: tuple[Asked, ...]
    meters: tuple[Meter, ...]

    @property
    def missing(self) -> tuple[Asked, ...]:
        return tuple(each for each in self.parts if not each.is_filled)

    @property
    def next(self) -> tuple[Asked, ...]:
        """The first of what is missing: what a page shows without being asked for more."""
        return self.missing[:SHOWN]

    @property
    def later(self) -> tuple[Asked, ...]:
        """The rest of it."""
        return self.missing[SHOWN:]

    @property
    def percent(self) -> int:
        """Filled parts in a hundred, over all uses."""
        return (
            round(100 * sum(each.is_filled for each in self.parts) / len(self.parts)) if self.parts else 100
        )


_sources: dict[str, tuple[tuple[Part, ...], Filled]] = {}


def register(name: str, parts: Sequence[Part], filled: Filled) -> None:
    """Called in ``apps.py``; ``name`` is that of the app, or ``app.noun``. Registering it again replaces the source."""
    _sources[name] = (tuple(parts), filled)


def parts() -> list[Part]:
    """All parts that are asked for, in order."""
    return sorted(
        (part for known, _filled in _sources.values() for part in known), key=lambda part: part.order
    )


def completeness(actor: Actor, ids: Sequence[int]) -> dict[int, Completeness]:
    """How complete some projects are, that the actor may see. As many statements as sources need for one."""
    if not ids:
        return {}
    filled: dict[str, Collection[int]] = {}
    for _known, ask in _sources.values():
        filled |= {code: frozenset(found) for code, found in ask(actor, ids).items()}
    asked = parts()
    slug = actor.network.slug if actor.network else ""
    return {pk: _of(pk, asked, filled, slug) for pk in ids}


def _of(pk: int, asked: Sequence[Part], filled: Mapping[str, Collection[int]], slug: str) -> Completeness:
    found = tuple(
        Asked(part, pk in filled.get(part.code, ()), reverse(part.url_name, args=[slug, pk]))
        for part in asked
    )
    meters = []
    for use in Use:
        needed = [each for each in found if use in each.part.uses]
        meters.append(Meter(use, sum(each.is_filled for each in needed), len(needed)))
    return Completeness(found, tuple(meters))
