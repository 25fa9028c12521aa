"""Which number of people a report says: the stated one where somebody stated it, else the counted one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samphan.events.queries.facts import Ref, Words

if TYPE_CHECKING:
    from samphan.events.queries.numbers import Participation


@dataclass(frozen=True, slots=True)
class CategoryNumber:
    """A category with the number that the report says of it; None where nobody knows."""

    ref: Ref
    name: Words
    people: int | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers that the report says: ``people`` in all (None: nobody knows), from ``institutions``."""

    people: int | None
    institutions: int | None
    categories: tuple[CategoryNumber, ...]
    is_stated: bool


def numbers_of(participation: Participation) -> Numbers:
    """Stated numbers are taken together, and so are counted ones: a report never adds the one to the other."""
    stated = participation.stated if participation.stated is not None else participation.stated_by_category
    is_stated = stated is not None
    counted = participation.counted or None
    return Numbers(
        people=stated if is_stated else counted,
        institutions=(
            participation.stated_institutions
            if participation.stated_institutions is not None
            else participation.counted_institutions or None
        ),
        categories=tuple(
            CategoryNumber(
                Ref("events.participantcategory", each.id),
                Words(each.name_th, each.name_en),
                each.stated if is_stated else each.counted or None,
            )
            for each in participation.categories
        ),
        is_stated=is_stated,
    )
