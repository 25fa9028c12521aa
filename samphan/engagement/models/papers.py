"""Papers that a partner gets for its part in a project."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.kit.privacy import Privacy
from samphan.projects.models import Project, ProjectPartner, ProjectRowQuerySet
from samphan.tenancy.models import Owned


class PaperKind(models.TextChoices):
    LETTER = "letter", pgettext_lazy("paper", "letter of thanks")
    RECORD = "record", pgettext_lazy("paper", "record of contribution")


class PartnerPaper(Owned):
    """A paper that was issued to a partner: its number and what it says. Never changed.

    ``content`` is frozen as it was on that day, see ``queries.papers``; the files are made from it when they are taken.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(ProjectPartner, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=PaperKind.choices)
    number = models.CharField(_("number"), max_length=40)
    issued_on = models.DateField(_("issued on"))
    signer_name = models.CharField(_("signed by"), max_length=200)
    signer_position = models.CharField(_("position"), max_length=200, blank=True, default="")
    content = models.JSONField(default=dict)
    by_name = models.CharField(_("by"), max_length=200)
    at = models.DateTimeField(_("at"))

    objects = ProjectRowQuerySet["PartnerPaper"].as_manager()
    privacy = Privacy(
        personal="signer_name signer_position content by_name",
        neither="project partner kind number issued_on at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(kind__in=PaperKind.values) & ~Q(number="") & ~Q(signer_name=""),
                name="engagement_paper_coded",
            ),
            models.UniqueConstraint(fields=["network", "kind", "number"], name="engagement_paper_once"),
        ]
