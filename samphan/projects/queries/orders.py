"""How the lists of this app are sorted: by a column of theirs, and what says nothing there behind the others either way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import TextChoices
    from django.db.models.expressions import OrderBy

    from samphan.kit.components import ListState

type Orders = Mapping[str, F | Case | Coalesce]
"""What a list is sorted by, by the name of the sort in the address; the first where none or an unknown one is named."""


def by_life(states: type[TextChoices], field: str = "state") -> Case:
    """By how far something is in its life, in which its states are declared, not by how they are spelled."""
    places = (When(**{field: code}, then=Value(place)) for place, code in enumerate(states.values))
    return Case(*places, output_field=IntegerField())


def ordered(orders: Orders, state: ListState) -> OrderBy:
    """The order that a list is asked for."""
    order = orders.get(state.sort_key) or next(iter(orders.values()))
    return order.desc(nulls_last=True) if state.is_descending else order.asc(nulls_last=True)
