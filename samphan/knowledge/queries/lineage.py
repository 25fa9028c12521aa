"""The case studies that projects became."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.kit import lineage
from samphan.kit.lineage import Thing
from samphan.knowledge.models import CaseStudy
from samphan.knowledge.queries.findable import CASE
from samphan.projects.models import Project
from samphan.projects.queries.findable import PROJECT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from samphan.kit.actor import Actor


def register() -> None:
    """Tell the registry of lineage what this app knows; called in ``apps.py``."""
    lineage.register(PROJECT, "after", told_as)
    lineage.register(CASE, "before", told_of)


def told_as(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """The case studies of projects. One statement."""
    found: dict[int, list[Thing]] = defaultdict(list)
    for each in CaseStudy.objects.for_actor(actor).filter(project__in=ids).order_by("id"):
        if each.project_id is not None:
            url = reverse("knowledge:case", args=[actor.slug, each.pk])
            found[each.project_id].append(
                Thing(
                    CASE,
                    each.pk,
                    _("case study"),
                    each.title_th,
                    each.title_en,
                    url,
                    str(each.get_state_display()),
                    each.state,
                )
            )
    return found


def told_of(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """The projects that case studies tell of. Two statements."""
    cases = dict(
        CaseStudy.objects.for_actor(actor)
        .filter(pk__in=ids, project__isnull=False)
        .values_list("pk", "project_id")
    )
    projects = Project.objects.for_actor(actor).in_bulk(set(cases.values()))
    return {
        pk: [
            Thing(
                PROJECT,
                project.pk,
                _("project"),
                project.title_th,
                project.title_en,
                reverse("projects:project", args=[actor.slug, project.pk]),
                str(project.get_state_display()),
                project.state,
            )
        ]
        for pk, project_id in cases.items()
        if (project := projects.get(project_id))
    }
