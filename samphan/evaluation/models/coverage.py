"""What was made of an empty cell of a coverage matrix."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from samphan.frameworks.models import FrameworkItem
from samphan.kit.privacy import Privacy
from samphan.projects.models import ActionItem, WorkQuerySet
from samphan.tenancy.models import Owned


class CoverageAction(Owned):
    """An empty cell was found, and this action is to fill it. ``across`` is NULL where the framework is no matrix."""

    item = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="+")
    across = models.ForeignKey(
        FrameworkItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    action = models.OneToOneField(ActionItem, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField(auto_now_add=True)

    objects = WorkQuerySet["CoverageAction"].as_manager()
    privacy = Privacy(neither="item across action found_at")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "item", "across"], name="evaluation_coverage_cell")
        ]
