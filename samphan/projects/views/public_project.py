"""A published project as everybody may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from samphan.kit.http import public
from samphan.projects.models import Project
from samphan.projects.queries.public import marks_of, public_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


@public
def project(request: NetworkRequest, pk: int) -> HttpResponse:
    """What the project is, where, for whom and with which organisations; no contacts, no names of people."""
    shown = Project.objects.published(request.network.id).filter(pk=pk).first()
    if shown is None:
        raise Http404(_("There is no public project at this address."))
    context = {"project": shown, "page": public_page(shown), "marks": marks_of(shown)}
    return render(request, "projects/public_project.html", context)
