"""Everything about one thing on its page: upper apps register sections, the page draws them all alike.

Where ``kit.panels`` gives an upper app a page of its own behind a tab, a section stands on the lower page itself: a
title and a few lines with links. The lower page knows this registry only.

Each section asks the database for itself, so a page that waited for all of them would be slow, and slower with every
app. The page is sent with what matters most, ``{% later %}`` marks where the sections come, the browser fetches them
as soon as the page is shown, and ``kit.pages.everything`` answers: with that part, or with a page of its own for who
has no script.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor
    from samphan.kit.bilingual import Text


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: what, when (as written for people), and where it leads. ``is_past`` is drawn quietly."""

    label: Text | str
    url: str = ""
    when: str = ""
    detail: _StrOrPromise | Text = ""
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """The first lines of a section, how many there are in all, and the address that shows all of them."""

    lines: Sequence[Line] = ()
    total: int = 0
    url: str = ""


type Rows = Callable[[Actor, Sequence[int]], Lines]
"""Takes the actor and the ids of the thing (several where records were merged); shows only what the actor may see, in
a number of statements that does not grow with the lines."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a page: ``page`` as in ``kit.panels`` (``directory.organisation``), its title and its lines."""

    page: str
    code: str
    label: _StrOrPromise
    rows: Rows
    icon: str = ""
    order: int = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """A section with its lines, resolved for one thing."""

    code: str
    label: _StrOrPromise
    icon: str
    found: Lines = field(default_factory=Lines)


_sections: dict[str, dict[str, Section]] = defaultdict(dict)


def register(section: Section) -> None:
    """Called in ``apps.py``; registering a code again replaces the section."""
    _sections[section.page][section.code] = section


def registered(page: str) -> tuple[Section, ...]:
    """The sections of a page, for the guards."""
    return tuple(_sections[page].values())


def shown(page: str, *, by: Actor, ids: Sequence[int]) -> list[Shown]:
    """The sections of a page that have lines for this reader, in order."""
    ordered = sorted(_sections[page].values(), key=lambda each: each.order)
    found = [Shown(each.code, each.label, each.icon, each.rows(by, ids)) for each in ordered]
    return [each for each in found if each.found.lines]


def first_of[M: Model](found: QuerySet[M], most: int) -> tuple[list[M], int]:
    """The rows with which a list begins, and how many it has in all. One statement, two where there are more."""
    rows = list(found[: most + 1])
    return rows[:most], len(rows) if len(rows) <= most else found.count()
