"""Where the network stands in its life cycle, and every step that led there."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet

#: The stages of seed 003 in their order; what they are called and ask for is data, see ``catalogue/life_cycle``.
STAGES: Final = ("LC1", "LC2", "LC3", "LC4", "LC5", "LC6")


class StageAct(models.TextChoices):
    BEGIN = "begin", _("began at a stage")
    ADVANCE = "advance", _("went on to the next stage")
    GO_BACK = "go_back", _("went back to an earlier stage")
    CLOSE = "close", _("closed the network")
    TRANSFORM = "transform", _("closed the network, which goes on in another form")
    REOPEN = "reopen", _("opened the network again")


ENDING: Final = (StageAct.CLOSE, StageAct.TRANSFORM)


class StageMoveQuerySet(OwnedQuerySet["StageMove"]):
    """Steps of a network's life, in the order in which they were taken."""


class StageMove(Owned):
    """One step: from a stage to a stage, on a day as far as it is known, for a reason.

    ``missing`` is what the gate did not find in the records at that moment, as [[code, label_th, label_en]]: a network
    may go on without it, and its history says so. ``to_stage`` of a closing step is the stage in which it closed.
    """

    act = models.CharField(_("act"), max_length=10, choices=StageAct.choices)
    from_stage = models.CharField(_("from"), max_length=3, blank=True, default="")
    to_stage = models.CharField(_("to"), max_length=3)
    on = PartialDateField(_("date"))
    reason = models.CharField(_("reason"), max_length=2000)
    missing = models.JSONField(default=list, blank=True)
    taken_by = models.CharField(_("by"), max_length=200, blank=True, default="")
    taken_at = models.DateTimeField(_("recorded"))
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = StageMoveQuerySet.as_manager()
    privacy = Privacy(
        personal="taken_by", neither="act from_stage to_stage on reason missing taken_at is_sample"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(act__in=StageAct.values), name="networks_stage_act"),
            models.CheckConstraint(
                condition=Q(to_stage__in=STAGES) & (Q(from_stage="") | Q(from_stage__in=STAGES)),
                name="networks_stage_known",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="networks_stage_reason"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "-id"], name="networks_stage_latest")
        ]
