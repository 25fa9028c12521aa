"""How much of a record is there, for which use: nothing is compulsory, and each question says why it is asked.

An app registers a source in ``apps.py``: the parts that it knows, and for each of them the condition under which a project
has it. All conditions of all apps are asked in one statement, which is put together once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from django.db import connection, models
from django.db.models import Exists, ExpressionWrapper, Q, TextChoices
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from samphan.projects.models import Project

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

    @property
    def is_of_record(self) -> bool:
        """Whether it stands in the record itself, which is closed once it was submitted; what came of it stays open."""
        return self.url_name.startswith("projects:")


type Conditions = Callable[[], Mapping[str, Q | Exists]]
"""Gives, by code of a part, the condition under which a ``Project`` has it.

Conditions say nothing of the reader, the network or the day: they are put together once, for all requests of the process.
One whose code is no part is asked with the others, for ``queries.flags``.
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


_sources: dict[str, tuple[tuple[Part, ...], Conditions]] = {}


def register(name: str, parts: Sequence[Part], conditions: Conditions) -> None:
    """Called in ``apps.py``; ``name`` is that of the app, or ``app.noun``. Registering it again replaces the source."""
    _sources[name] = (tuple(parts), conditions)


def parts() -> list[Part]:
    """All parts that are asked for, in order."""
    return sorted(
        (part for known, _filled in _sources.values() for part in known), key=lambda part: part.order
    )


def filled(actor: Actor, ids: Sequence[int]) -> dict[str, frozenset[int]]:
    """By code of a part or condition the projects (of these ids, which the actor may see) that have it. One statement."""
    codes, statement, values = _statement(tuple(conditions for _parts, conditions in _sources.values()))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, actor.network_id, list(ids)])
        rows = cursor.fetchall()
    return {
        code: frozenset(row[0] for row in rows if row[place]) for place, code in enumerate(codes, start=1)
    }


@lru_cache(maxsize=4)
def _statement(sources: tuple[Conditions, ...]) -> tuple[list[str], str, tuple[Any, ...]]:
    """The parts that are asked for, the statement, and its first values: making it takes longer than asking it."""
    having: dict[str, Q | Exists] = {}
    for conditions in sources:
        having |= conditions()
    names = {f"part_{number}": condition for number, condition in enumerate(having.values())}
    asked = {name: ExpressionWrapper(each, models.BooleanField()) for name, each in names.items()}
    rows = Project.objects.order_by().annotate(**asked).values_list("pk", *asked)
    statement, values = rows.query.sql_with_params()
    table = connection.ops.quote_name(Project._meta.db_table)  # noqa: SLF001 - Django's name
    return list(having), f"{statement} WHERE {table}.network_id = %s AND {table}.id = ANY(%s)", values


def completeness(
    actor: Actor, ids: Sequence[int], met: Mapping[str, Collection[int]] | None = None
) -> dict[int, Completeness]:
    """How complete some projects are, that the actor may see. One statement, none where ``filled`` was asked (``met``)."""
    if not ids:
        return {}
    found, asked = filled(actor, ids) if met is None else met, parts()
    slug = actor.slug
    return {pk: _of(pk, asked, found, slug) for pk in ids}


def _of(pk: int, asked: Sequence[Part], filled: Mapping[str, Collection[int]], slug: str) -> Completeness:
    # Several parts are filled on one page: half as many addresses as parts.
    pages = {url_name: reverse(url_name, args=[slug, pk]) for url_name in {part.url_name for part in asked}}
    found = tuple(Asked(part, pk in filled.get(part.code, ()), pages[part.url_name]) for part in asked)
    meters = []
    for use in Use:
        needed = [each for each in found if use in each.part.uses]
        meters.append(Meter(use, sum(each.is_filled for each in needed), len(needed)))
    return Completeness(found, tuple(meters))
