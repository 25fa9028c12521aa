"""What the pages of this app share: addresses, the project of an address, papers as downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from samphan.evaluation.policy import ratings as policy
from samphan.kit.documents import render_docx, render_pdf
from samphan.projects.models import Project
from samphan.projects.queries.tabs import cockpit
from samphan.tenancy import files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samphan.kit.documents import Document
    from samphan.kit.http import NetworkRequest

_MAKERS: Final[dict[str, tuple[Any, str]]] = {
    "pdf": (render_pdf, files.PDF),
    "docx": (render_docx, files.DOCX),
}


def at(request: NetworkRequest, name: str, *args: Any) -> str:
    """The address of a page of this app in the network of the request."""
    return reverse(f"evaluation:{name}", args=[request.network.slug, *args])


def load_project(request: NetworkRequest, pk: int) -> Project:
    """A project that the actor may see, with its ratings."""
    project = get_object_or_404(Project.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.see, on=project)
    return project


def show_project(
    request: NetworkRequest, template: str, project: Project, context: Mapping[str, Any], *, within: str = ""
) -> HttpResponse:
    """A page on the tab of a project."""
    head = cockpit(request, request.actor, project, within=within)
    may_keep = request.actor.may(policy.keep, on=project)
    return render(request, template, {**head, "may_keep": may_keep, **context})


def paper(form: str, document: Document, name: str) -> HttpResponse:
    """A document as a download, ``pdf`` or ``docx``."""
    if form not in _MAKERS:
        raise Http404(form)
    make, media_type = _MAKERS[form]
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.{form}")
    return HttpResponse(
        make(document), content_type=media_type, headers={"Content-Disposition": disposition or ""}
    )
