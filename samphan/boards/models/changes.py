"""What happened to a board: for those who listen, for undo, and for the way of a card."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.boards.models.board import Board, BoardRowQuerySet
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned


class BoardChange(Owned):
    """One revision, as it is sent to everybody and to those who lead. Kept for those who come back, not for ever."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="changes")
    revision = models.PositiveBigIntegerField()
    body_all = models.JSONField()
    body_staff = models.JSONField()

    objects = BoardRowQuerySet["BoardChange"].as_manager()
    privacy = Privacy(personal="body_all body_staff", neither="board revision")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["board", "revision"], name="boards_change_once")
        ]


class BoardAct(Owned):
    """What somebody who leads did with cards and clusters: the values before and after, by kind and id of the row.

    ``before`` and ``after`` are ``{"card": {"12": {"cluster_id": null}}, "cluster": {…}}``. No text of a participant
    stands here.
    """

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="acts")
    kind = models.CharField(_("act"), max_length=20)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by = models.CharField(_("who"), max_length=200, blank=True, default="")
    at = models.DateTimeField(_("when"))
    is_undone = models.BooleanField(_("undone"), default=False)

    objects = BoardRowQuerySet["BoardAct"].as_manager()
    privacy = Privacy(personal="by", neither="board kind before after at is_undone")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["board", "-id"], name="boards_act_latest")
        ]
