"""What every alignment is: each app above has a table of its own for the things that it aligns."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.frameworks.models.framework import FrameworkItem
from samphan.tenancy.models import Owned


class Alignment(Owned):
    """Something serves an item of a framework, and says how.

    ``across`` is the item of a second axis, where the framework is a matrix: an outcome at a level. ``rating`` from 1
    (begins) to 4 (an example to others) is what its keepers think of it, NULL where nobody said.
    """

    item = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="+")
    across = models.ForeignKey(
        FrameworkItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("how it serves this"), max_length=1000, blank=True, default="")
    rating = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        abstract = True


LOWEST_RATING: Final = 1
HIGHEST_RATING: Final = 4


def constraints_of(prefix: str, target: str) -> list[models.BaseConstraint]:
    """What every table of alignments holds: once a cell for each thing (``target`` is its field), ratings from 1 to 4."""
    return [
        models.UniqueConstraint(
            fields=["network", target, "item", "across"], name=f"{prefix}_once", nulls_distinct=False
        ),
        models.CheckConstraint(
            condition=Q(rating__isnull=True) | Q(rating__range=(LOWEST_RATING, HIGHEST_RATING)),
            name=f"{prefix}_rating",
        ),
    ]


def cell_index(prefix: str, target: str) -> models.Index:
    """By which the cells of a coverage matrix are counted without a look into the table."""
    return models.Index(
        fields=["network", "item", "across", target], include=["rating"], name=f"{prefix}_cell"
    )
