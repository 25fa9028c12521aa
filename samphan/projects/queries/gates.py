"""Evidence that plans and projects give at the gates of the network's life cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.networks.queries.gates import Evidence, Found, FoundLine, listed
from samphan.projects.models import Project, Roadmap
from samphan.projects.queries.side import one_partner

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


def plans(actor: Actor) -> Found:
    """Roadmaps that are in use."""

    def line(each: Roadmap) -> FoundLine:
        slug = actor.slug
        return FoundLine(each.title, reverse("projects:roadmap", args=[slug, each.pk]))

    found = Roadmap.objects.for_actor(actor).filter(archived_at__isnull=True)
    return listed(found.order_by("sort_key", "id"), line)


def ties(actor: Actor) -> Found:
    """Projects of two or more organisations."""

    def line(each: Project) -> FoundLine:
        slug = actor.slug
        return FoundLine(each.title, reverse("projects:project", args=[slug, each.pk]))

    joint = (
        Project.objects.for_actor(actor)
        .counted()
        .annotate(many=Count(one_partner("partners__"), distinct=True))
    )
    joint = joint.filter(many__gte=2)
    return listed(joint.order_by("-id"), line)


EVIDENCE = (
    Evidence("LC4", "plan", _("A plan with its steps in time"), plans, "projects:roadmaps", "projects.see"),
    Evidence(
        "LC5", "ties", _("Projects of two or more organisations"), ties, "projects:possibles", "projects.see"
    ),
)
