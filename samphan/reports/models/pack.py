"""Packs of evidence: all papers of an event that an auditor asks for, as one file with an index."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.events.models import Event
from samphan.kit.privacy import Privacy
from samphan.reports.models.report import Language, RenderState, ReportRowQuerySet
from samphan.tenancy.models import Owned, StoredFile

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class EvidencePackQuerySet(ReportRowQuerySet["EvidencePack"]):
    def for_actor(self, actor: Actor) -> Self:
        """Packs hold the names of those who came: they are for whoever may see these."""
        return super().for_actor(actor) if actor.holds("participants.see") else self.none()


class EvidencePack(Owned):
    """One pack as it was made.

    ``contents`` are the lines of its index: code and name of the part, title, first page, pages (0: attached under
    the name in ``note``, or ``missing``).
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.TH)
    state = models.CharField(
        _("state"), max_length=10, choices=RenderState.choices, default=RenderState.WAITING
    )
    problem = models.CharField(_("problem"), max_length=500, blank=True, default="")
    contents = models.JSONField(default=list, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_by = models.CharField(_("asked for by"), max_length=200, blank=True, default="")
    asked_at = models.DateTimeField(_("asked for at"), auto_now_add=True)

    objects = EvidencePackQuerySet.as_manager()
    privacy = Privacy(personal="contents file asked_by", neither="event language state problem asked_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(state__in=RenderState.values), name="reports_pack_state"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "event", "-asked_at"], name="reports_pack_recent")
        ]
