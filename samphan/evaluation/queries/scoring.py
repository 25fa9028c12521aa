"""How scores become levels: pure functions, told with what they rest on.

A score without evidence counts the cap of the rubric at most; what was typed stays. The level of a group is the mean
of what counts over the items that were rated, the level of the whole the mean over the groups, so that a group with
many items weighs no more. What nobody rated is no 0: it is left out, and the number of items says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samphan.evaluation.queries.rubric import Level, Rubric, Words


def counting(score: int | None, evidence: int, cap: int) -> int | None:
    """What a score counts: as typed with evidence, ``cap`` at most without; None was not said."""
    if score is None:
        return None
    return score if evidence else min(score, cap)


def mean(values: Iterable[Fraction | int]) -> Fraction | None:
    """The exact mean; None of nothing."""
    found = [Fraction(each) for each in values]
    return sum(found, Fraction()) / len(found) if found else None


@dataclass(frozen=True, slots=True)
class GroupLevel:
    """The level of one group: its mean, and how many of its items were rated."""

    group: Words
    value: Fraction | None
    rated: int
    of: int
    level: Level | None

    @property
    def shown(self) -> float | None:
        """The mean to one place, for pages."""
        return _shown(self.value)


@dataclass(frozen=True, slots=True)
class Standing:
    """Groups, the whole, and the balance between them, which belong together on a page."""

    groups: tuple[GroupLevel, ...]
    total: Fraction | None
    level: Level | None
    lowest: GroupLevel | None
    highest: GroupLevel | None
    rated: int
    of: int

    @property
    def shown(self) -> float | None:
        """The whole to one place."""
        return _shown(self.total)

    @property
    def spread(self) -> float | None:
        """How far the lowest group lies below the highest, in steps of the scale."""
        if self.lowest is None or self.highest is None:
            return None
        return _shown((self.highest.value or Fraction()) - (self.lowest.value or Fraction()))

    @property
    def is_whole(self) -> bool:
        """Whether every item was rated."""
        return self.rated == self.of


def standing(rubric: Rubric, counts: Mapping[str, int | None]) -> Standing:
    """Levels from what counts for each item; what is missing or None was not rated.

    A level has the word of the whole step that was reached: 2.9 is still "developing". The balance compares groups with
    at least one rated item.
    """
    groups = tuple(_group(rubric, group, counts) for group in rubric.groups)
    known = [each for each in groups if each.value is not None]
    total = mean(each.value for each in known if each.value is not None)
    ordered = sorted(known, key=lambda each: each.value or Fraction())
    return Standing(
        groups=groups,
        total=total,
        level=_level(rubric, total),
        lowest=ordered[0] if len(ordered) > 1 else None,
        highest=ordered[-1] if len(ordered) > 1 else None,
        rated=sum(each.rated for each in groups),
        of=len(rubric.items),
    )


def rounded(value: Fraction, places: int) -> float:
    """To so many places, a half away from 0 as people round by hand: 2.25 is 2.3, not the even 2.2."""
    exact = Decimal(value.numerator) / value.denominator
    return float(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def priority(now: Fraction | None, ideal: Fraction | None) -> Fraction | None:
    """PNImodified = (I - D) / D: how much is needed, measured by what is there. None where D is 0 or not known."""
    if now is None or ideal is None or now == 0:
        return None
    return (ideal - now) / now


def _group(rubric: Rubric, group: Words, counts: Mapping[str, int | None]) -> GroupLevel:
    items = rubric.items_of(group.code)
    rated = [count for item in items if (count := counts.get(item.code)) is not None]
    value = mean(rated)
    return GroupLevel(group, value, len(rated), len(items), _level(rubric, value))


def _level(rubric: Rubric, value: Fraction | None) -> Level | None:
    return None if value is None else rubric.level(int(value))


def _shown(value: Fraction | None) -> float | None:
    return None if value is None else rounded(value, 1)
