"""The projects that a dossier may name: a lookup for ``kit.picking``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Value, When
from django.urls import reverse

from samphan.kit.picking import Titled
from samphan.projects.models import Project

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samphan.kit.actor import Actor


class Projects(Titled[Project]):
    """Projects that the actor may read by a part of their title; those that the actor keeps are offered first."""

    def __init__(self, actor: Actor) -> None:
        self.user_id = actor.user_id or 0
        rows = Project.objects.for_actor(actor)
        super().__init__(rows, reverse("knowledge:project_options", args=[actor.slug]))

    def offered(self) -> QuerySet[Project]:
        own = Case(When(keeper_id=self.user_id, then=Value(0)), default=Value(1))
        return self.rows.order_by(own, "sort_key", "id")
