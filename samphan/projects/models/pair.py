"""What people say about two projects that may be about the same."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.kit.privacy import Privacy
from samphan.projects.models.base import WorkQuerySet
from samphan.projects.models.project import Project
from samphan.tenancy.models import Owned


class PairDecision(models.TextChoices):
    """What two projects of the same place, theme and time are to each other."""

    APART = "apart", pgettext_lazy("two projects", "not the same work")
    TOGETHER = "together", pgettext_lazy("two projects", "we work together")


class ProjectPair(Owned):
    """Somebody looked at two projects that seemed to be the same work; ``first`` has the smaller id."""

    first = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(_("decision"), max_length=10, choices=PairDecision.choices)
    words = models.CharField(_("why"), max_length=1000, blank=True, default="")
    decided_by = models.CharField(_("decided by"), max_length=200)
    decided_at = models.DateTimeField(_("decided"))

    objects = WorkQuerySet["ProjectPair"].as_manager()
    privacy = Privacy(personal="decided_by", neither="first second decision words decided_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "first", "second"], name="projects_pair_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")) & Q(decision__in=PairDecision.values),
                name="projects_pair_ordered",
            ),
        ]
