"""What an organisation came out of, and what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samphan.directory.models import Succession, SuccessionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.bilingual import Text
    from samphan.kit.partial import PartialDate

LONGEST: Final = 50
"""More steps than any institution has behind it; ends a walk should a circle ever have come in from outside."""

_AFTER: Final = """
with recursive later(id, depth) as (
  select later_id, 1 from directory_succession where earlier_id = %s
  union
  select s.later_id, later.depth + 1 from later join directory_succession s on s.earlier_id = later.id
  where later.depth < %s)
select distinct id from later
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One relation as it reads on the page of one of the two organisations."""

    id: int
    words: str
    other_id: int
    other: Text
    happened: PartialDate | None
    is_origin: bool
    kept_by_id: int


def ids_after(pk: int) -> set[int]:
    """Everything that came out of an organisation, step by step. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_AFTER, [pk, LONGEST])
        return {found for (found,) in cursor.fetchall()}


def timeline(ids: Sequence[int]) -> list[Step]:
    """Of an organisation and what was merged into it: predecessors, then successors, in the order of time. One statement."""
    found = Succession.objects.filter(Q(earlier__in=ids) | Q(later__in=ids)).select_related(
        "earlier", "later"
    )
    steps = []
    for each in found:
        is_origin = each.later_id in ids
        other = each.earlier if is_origin else each.later
        steps.append(
            Step(
                id=each.pk,
                words=_words(each.kind, is_origin=is_origin),
                other_id=other.pk,
                other=other.name,
                happened=each.happened,
                is_origin=is_origin,
                kept_by_id=each.kept_by_id,
            )
        )
    return sorted(steps, key=lambda step: (not step.is_origin, _began(step.happened), step.id))


def _began(happened: PartialDate | None) -> dt.date:
    """Where a step stands in time; an unknown day stands last."""
    return happened.from_on if happened else dt.date.max


def _words(kind: str, *, is_origin: bool) -> str:
    """The relation said of the organisation whose page it stands on."""
    if kind == SuccessionKind.RENAMED:
        return _("was before") if is_origin else pgettext("succession", "became")
    if kind == SuccessionKind.MERGED_INTO:
        return _("took in") if is_origin else _("was merged into")
    return _("split off from") if is_origin else _("from it split off")
