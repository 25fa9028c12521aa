"""What an item of the roadmap serves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from samphan.frameworks.models import Alignment, cell_index, constraints_of
from samphan.kit.privacy import Privacy
from samphan.projects.models.base import WorkQuerySet
from samphan.projects.models.roadmap import RoadmapItem


class RoadmapAlignment(Alignment):
    """An item of the roadmap serves an item of a framework, a goal or a plan."""

    roadmap_item = models.ForeignKey(RoadmapItem, on_delete=models.PROTECT, related_name="alignments")

    objects = WorkQuerySet["RoadmapAlignment"].as_manager()
    privacy = Privacy(personal="made_by", neither="roadmap_item item across note rating made_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = constraints_of(
            "projects_roadmapalignment", "roadmap_item"
        )
        indexes: ClassVar[list[models.Index]] = [cell_index("projects_roadmapalign", "roadmap_item")]
