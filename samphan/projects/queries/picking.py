"""The series of projects that a filter or a form may name: a lookup for ``kit.picking`` and ``kit.filtering``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from samphan.kit.picking import Titled
from samphan.projects.models import ProjectSeries

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class Series(Titled[ProjectSeries]):
    """Projects that follow each other, by the title of their series."""

    def __init__(self, actor: Actor) -> None:
        super().__init__(
            ProjectSeries.objects.for_actor(actor), reverse("projects:series_options", args=[actor.slug])
        )
