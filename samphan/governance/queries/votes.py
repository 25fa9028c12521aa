"""What comes out of a count, by the rule: one pure function, and the sum behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samphan.governance.models import Casting, Result, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samphan.governance.models import Attendee


@dataclass(frozen=True, slots=True)
class Count:
    """How the votes of those present fell; a vote stands in one place only."""

    for_: int
    against: int
    abstained: int = 0
    not_voting: int = 0
    recused: int = 0

    @property
    def total(self) -> int:
        return self.for_ + self.against + self.abstained + self.not_voting + self.recused


def result(rule: str, count: Count, *, casting: str = "") -> Result | None:
    """Whether it is carried; None when votes are equal and the chair's vote is missing.

    A majority is that of the votes for and against, abstentions do not count. The two stronger rules ask for a share of
    everybody present who may take part (recused people may not), so that an abstention weighs like a vote against.
    """
    taking_part = count.total - count.recused
    match rule:
        case Rule.TWO_THIRDS:
            is_carried = count.for_ * 3 >= taking_part * 2 and taking_part > 0
        case Rule.ABSOLUTE:
            is_carried = count.for_ * 2 > taking_part
        case _:
            if count.for_ == count.against:
                if casting == Casting.NONE:
                    return None
                is_carried = casting == Casting.FOR
            else:
                is_carried = count.for_ > count.against
    return Result.CARRIED if is_carried else Result.LOST


def votes_of(people: Iterable[Attendee]) -> int:
    """The votes of some people together."""
    return sum(each.votes for each in people)
