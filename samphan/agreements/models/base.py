"""What the tables of this app have in common: who sees a row, and what a half-known period means."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Self

from django.db import models
from django.db.models import F, Q

from samphan.tenancy.models import OwnedQuerySet

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

MONEY_DIGITS: Final = 16
SEE: Final = "agreements.see"


class SharedQuerySet[M: models.Model](OwnedQuerySet[M]):
    """Seen whole by who may see agreements; by every other member of the network where it is marked as open."""

    open_at: ClassVar[str] = "is_open"
    """The way to the mark: of a part through what it is a part of."""

    def for_actor(self, actor: Actor) -> Self:
        """The rows that the actor may see, in the network of the address."""
        seen = super().for_actor(actor)
        return seen if actor.holds(SEE) else seen.filter(**{self.open_at: True})


class PartQuerySet[M: models.Model](SharedQuerySet[M]):
    """Parts of an agreement are seen with it."""

    open_at = "agreement__is_open"


def in_order(first: str, last: str) -> Q:
    """Condition on two half-known dates: they may overlap, the last never lies wholly before the first."""
    return (
        Q(**{f"{first}__isnull": True})
        | Q(**{f"{last}__isnull": True})
        | Q(**{f"{last}__endswith__gt": F(f"{first}__startswith")})
    )
