"""Papers as files: PDF or Word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from samphan.kit.documents import render_docx, render_pdf
from samphan.tenancy import files

if TYPE_CHECKING:
    from samphan.kit.documents import Document

MAKERS: Final[dict[str, tuple[Any, str]]] = {
    "pdf": (render_pdf, files.PDF),
    "docx": (render_docx, files.DOCX),
}


def file_response(document: Document, kind: str, name: str) -> HttpResponse:
    """The document as a file of a kind, ``pdf`` or ``docx``, to be kept. 404 for any other kind."""
    if kind not in MAKERS:
        raise Http404
    make, media_type = MAKERS[kind]
    response = HttpResponse(make(document), content_type=media_type)
    header = content_disposition_header(as_attachment=True, filename=f"{name}.{kind}")
    response["Content-Disposition"] = header or ""
    response["Cache-Control"] = "no-store"
    return response
