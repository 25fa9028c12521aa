"""What outputs of an event were carried on as, in the work of the network."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models

from samphan.events.models.event import EventRowQuerySet
from samphan.events.models.results import Output
from samphan.kit.conditions import exactly_one
from samphan.kit.privacy import Privacy
from samphan.projects.models import ActionItem, PossibleProject, Project, RoadmapItem
from samphan.tenancy.models import Owned

#: What an output can become: the field, and the model.
BECOMES: Final[dict[str, type[models.Model]]] = {
    "roadmap_item": RoadmapItem,
    "action_item": ActionItem,
    "possible_project": PossibleProject,
    "project": Project,
}


class Continuation(Owned):
    """An output became exactly one of a roadmap item, an action, a possible project or a project."""

    output = models.ForeignKey(Output, on_delete=models.CASCADE, related_name="continuations")
    roadmap_item = models.ForeignKey(
        RoadmapItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    action_item = models.ForeignKey(
        ActionItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    possible_project = models.ForeignKey(
        PossibleProject, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = EventRowQuerySet["Continuation"].as_manager()
    privacy = Privacy(neither="output roadmap_item action_item possible_project project made_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=exactly_one(*BECOMES), name="events_continuation_one"),
            models.UniqueConstraint(
                fields=["network", "output", *BECOMES], name="events_continuation_once", nulls_distinct=False
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[field], name=f"events_cont_{field[:12].rstrip('_')}") for field in BECOMES
        ]

    @property
    def target(self) -> RoadmapItem | ActionItem | PossibleProject | Project:
        """What the output became."""
        found: RoadmapItem | ActionItem | PossibleProject | Project = next(
            value for field in BECOMES if (value := getattr(self, field)) is not None
        )
        return found
