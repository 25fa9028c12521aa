"""The tree of organisations, each of whose walks is one statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import connection

from samphan.kit.bilingual import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

DEPTH: Final = 20
"""Deeper than any institution; ends a walk should a circle ever have come in from outside."""

_UP: Final = """
with recursive up(start, id, parent_id, name_th, name_en, depth) as (
  select o.id, p.id, p.parent_id, p.name_th, p.name_en, 1
  from directory_organisation o join directory_organisation p on p.id = o.parent_id where o.id = any(%s)
  union all
  select up.start, p.id, p.parent_id, p.name_th, p.name_en, up.depth + 1
  from up join directory_organisation p on p.id = up.parent_id where up.depth < %s)
select start, id, name_th, name_en from up order by start, depth
"""
_DOWN: Final = """
with recursive down(id, depth) as (
  select id, 1 from directory_organisation where parent_id = %s
  union all
  select o.id, down.depth + 1 from down join directory_organisation o on o.parent_id = down.id where down.depth < %s)
select id from down
"""


@dataclass(frozen=True, slots=True)
class Above:
    """One organisation on the way up."""

    id: int
    name_th: str
    name_en: str

    @property
    def name(self) -> Text:
        return Text.of(self.name_th, self.name_en)


def above(ids: Iterable[int]) -> dict[int, tuple[Above, ...]]:
    """What each organisation is a part of, the nearest first; organisations at the top are not named."""
    found: dict[int, list[Above]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_UP, [list(ids), DEPTH])
        for start, *values in cursor.fetchall():
            found.setdefault(start, []).append(Above(*values))
    return {start: tuple(way) for start, way in found.items()}


def ids_below(pk: int) -> set[int]:
    """The ids of all parts of an organisation, of their parts, and so on."""
    with connection.cursor() as cursor:
        cursor.execute(_DOWN, [pk, DEPTH])
        return {found for (found,) in cursor.fetchall()}
