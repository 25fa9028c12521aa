"""What an event serves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from samphan.events.models.event import Event, EventRowQuerySet
from samphan.frameworks.models import Alignment, cell_index, constraints_of
from samphan.kit.privacy import Privacy


class EventAlignment(Alignment):
    """An event serves an item of a framework, a goal or a plan."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="alignments")

    objects = EventRowQuerySet["EventAlignment"].as_manager()
    privacy = Privacy(personal="made_by", neither="event item across note rating made_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = constraints_of("events_alignment", "event")
        indexes: ClassVar[list[models.Index]] = [cell_index("events_alignment", "event")]
