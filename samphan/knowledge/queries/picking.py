"""The projects that a dossier may name: a lookup for ``kit.picking``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Exists, OuterRef, Value, When
from django.urls import reverse

from samphan.directory.models.claim import claimed_by
from samphan.kit.picking import Titled
from samphan.projects.models import Project, ProjectPerson

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samphan.kit.actor import Actor


class Projects(Titled[Project]):
    """Projects that the actor may read by a part of their title.

    Those that the actor keeps are offered first, then those in which the actor stands among the people.
    """

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        rows = Project.objects.for_actor(actor)
        super().__init__(rows, reverse("knowledge:project_options", args=[actor.slug]))

    def offered(self) -> QuerySet[Project]:
        works = ProjectPerson.objects.filter(project=OuterRef("pk"), person__in=claimed_by(self.actor))
        own = Case(
            When(keeper_id=self.actor.user_id or 0, then=Value(0)),
            When(Exists(works), then=Value(1)),
            default=Value(2),
        )
        return self.rows.order_by(own, "sort_key", "id")
