"""Official papers made from the records of a meeting, each with its number of the year."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.governance.models.meeting import Meeting, MeetingRowQuerySet
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, StoredFile


class PaperKind(models.TextChoices):
    INVITATION = "invitation", _("invitation letter with a reply form")
    BOOK = "book", _("agenda book")
    MINUTES = "minutes", _("minutes")
    NAMES = "names", _("name list with signatures")


class RenderState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("paper", "being made")
    READY = "ready", pgettext_lazy("paper", "ready")
    FAILED = "failed", pgettext_lazy("paper", "could not be made")


class MeetingPaper(Owned):
    """An issued version of a paper. ``content`` is all that it says; its files never change.

    The first version of a kind is given the next number of the Buddhist year; later ones keep it.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(pgettext_lazy("paper", "form"), max_length=12, choices=PaperKind.choices)
    version = models.PositiveSmallIntegerField(_("version"))
    number = models.CharField(_("number"), max_length=80)
    issued_on = models.DateField(_("date"))
    content = models.JSONField(help_text="what the paper says, see queries.papers")
    docx = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    render_state = models.CharField(max_length=10, choices=RenderState.choices, default=RenderState.WAITING)
    problem = models.CharField(max_length=500, blank=True, default="")
    issued_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.CharField(max_length=200, blank=True, default="")

    objects = MeetingRowQuerySet["MeetingPaper"].as_manager()
    privacy = Privacy(
        personal="content issued_by",
        neither="meeting kind version number issued_on docx pdf render_state problem issued_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "meeting", "kind", "version"], name="governance_paper_version_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=PaperKind.values), name="governance_paper_kind"),
        ]
