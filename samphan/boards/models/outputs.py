"""From which cards and clusters an output of the event was made."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from samphan.boards.models.board import Board, BoardRowQuerySet
from samphan.boards.models.cards import Card, Cluster
from samphan.events.models import Output
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned


class OutputOrigin(Owned):
    """An output comes from a cluster, or from a single card."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    output = models.ForeignKey(Output, on_delete=models.CASCADE, related_name="+")
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    card = models.ForeignKey(Card, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = BoardRowQuerySet["OutputOrigin"].as_manager()
    privacy = Privacy(neither="board output cluster card made_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(cluster__isnull=False, card__isnull=True)
                | models.Q(cluster__isnull=True, card__isnull=False),
                name="boards_origin_one",
            ),
            models.UniqueConstraint(
                fields=["network", "output", "cluster", "card"],
                name="boards_origin_once",
                nulls_distinct=False,
            ),
        ]
