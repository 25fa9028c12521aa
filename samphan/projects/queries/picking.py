"""The series and projects that a filter or a form may name: lookups for ``kit.picking`` and ``kit.filtering``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from samphan.kit.picking import Titled
from samphan.projects.models import Project, ProjectSeries

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class Series(Titled[ProjectSeries]):
    """Projects that follow each other, by the title of their series."""

    def __init__(self, actor: Actor) -> None:
        super().__init__(
            ProjectSeries.objects.for_actor(actor), reverse("projects:series_options", args=[actor.slug])
        )


class OwnProjects(Titled[Project]):
    """Projects whose record the actor writes (``policy.write_record``), by title or code."""

    def __init__(self, actor: Actor) -> None:
        rows = Project.objects.for_actor(actor)
        if not actor.holds("projects.manage"):
            rows = rows.filter(keeper_id=actor.user_id or 0)
        super().__init__(rows, reverse("projects:own_options", args=[actor.slug]))

    def matching(self, word: str) -> Q:
        """Its title or its code."""
        return super().matching(word) | Q(code__icontains=word)
