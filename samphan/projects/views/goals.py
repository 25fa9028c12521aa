"""Goals and frameworks of a project and of an item of the roadmap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from samphan.frameworks.queries.alignments import goals_of
from samphan.kit import panels
from samphan.projects.models import Project, RoadmapItem
from samphan.projects.queries.alignments import ITEM, PROJECT
from samphan.projects.queries.tabs import cockpit
from samphan.projects.views.common import address, load

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest

ITEM_PAGE = "projects.item"


def project(request: NetworkRequest, pk: int) -> HttpResponse:
    """What a project is aligned with."""
    shown = load(Project.objects.for_actor(request.actor), pk)
    head = cockpit(request, request.actor, shown)
    return render(request, "projects/goals.html", {**head, "goals": goals_of(request.actor, PROJECT, shown)})


def item(request: NetworkRequest, pk: int) -> HttpResponse:
    """What an item of the roadmap is aligned with."""
    shown = load(RoadmapItem.objects.for_actor(request.actor), pk)
    here = "projects:item_goals"
    context = {
        "thing": shown,
        "goals": goals_of(request.actor, ITEM, shown),
        "tabs": panels.tabs(ITEM_PAGE, by=request.actor, on=shown, current=here),
        "back": address(request, "item", pk),
    }
    return render(request, "projects/item_goals.html", context)
