"""What the pages of a project share here: the project of an address, addresses, the head with its tabs, forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samphan.projects.models import PartnerSide, Project, ProjectPartner
from samphan.projects.queries.tabs import cockpit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.kit.http import NetworkRequest


def address(request: NetworkRequest, name: str, *args: object) -> str:
    """An address of this app in the network of the request."""
    return reverse(f"engagement:{name}", args=[request.network.slug, *args])


def load(request: NetworkRequest, pk: int) -> Project:
    """The project of an address; 404 where the actor may not see it."""
    return get_object_or_404(Project.objects.for_actor(request.actor), pk=pk)


def partners_to_ask(request: NetworkRequest, project: Project) -> list[ProjectPartner]:
    """The partners that a form offers: society first, for it is society that is asked and that certifies."""
    found = ProjectPartner.objects.for_actor(request.actor).filter(project=project)
    return sorted(
        found.select_related("organisation").order_by("-side", "order", "id"),
        key=lambda each: each.side != PartnerSide.SOCIETY,
    )


def page(
    request: NetworkRequest, project: Project, template: str, context: Mapping[str, Any], *, within: str = ""
) -> HttpResponse:
    """A page under the head of its project; ``within`` is the tab of a page that has none of its own."""
    head = cockpit(request, request.actor, project, within=within)
    return render(request, template, {**head, **context})


def way(
    request: NetworkRequest, project: Project, label: _StrOrPromise = "", tab: str = ""
) -> list[tuple[_StrOrPromise, str]]:
    """The way to a form: the projects, this one, and the tab from which it was opened."""
    slug = request.network.slug
    found: list[tuple[_StrOrPromise, str]] = [
        (_("Projects"), reverse("projects:projects", args=[slug])),
        (project.title, reverse("projects:project", args=[slug, project.pk])),
    ]
    return [*found, (label, address(request, tab, project.pk))] if tab else found
