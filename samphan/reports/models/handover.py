"""Packs for whoever takes over an office: one PDF to read and one folder to keep."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.kit.privacy import Privacy
from samphan.reports.models.report import Language, RenderState
from samphan.tenancy.models import Owned, OwnedQuerySet, StoredFile


class HandoverPackQuerySet(OwnedQuerySet["HandoverPack"]):
    """Packs hold contacts of office holders and representatives: they are for who runs the network."""

    see = "network.manage"


class HandoverPack(Owned):
    """One pack as it was made, for one office. ``contents`` are its parts as [[code, label, number of lines]]."""

    office = models.CharField(_("office that is handed over"), max_length=200)
    giver = models.CharField(_("who hands it over"), max_length=200, blank=True, default="")
    taker = models.CharField(_("who takes it over"), max_length=200, blank=True, default="")
    words = models.CharField(_("words to the successor"), max_length=4000, blank=True, default="")
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.TH)
    state = models.CharField(
        _("state"), max_length=10, choices=RenderState.choices, default=RenderState.WAITING
    )
    done = models.PositiveSmallIntegerField(_("parts done"), default=0)
    problem = models.CharField(_("problem"), max_length=500, blank=True, default="")
    contents = models.JSONField(default=list, blank=True)
    paper = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    folder = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_by = models.CharField(_("asked for by"), max_length=200, blank=True, default="")
    asked_at = models.DateTimeField(_("asked for at"), auto_now_add=True)

    objects = HandoverPackQuerySet.as_manager()
    privacy = Privacy(
        personal="giver taker words paper folder asked_by",
        neither="office language state done problem contents asked_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(state__in=RenderState.values), name="reports_handover_state"
            ),
            models.CheckConstraint(condition=~models.Q(office=""), name="reports_handover_office"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "-asked_at"], name="reports_handover_recent")
        ]
