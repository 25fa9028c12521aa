"""Photographs of partners as they are served: made by us, never what was brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from samphan.kit.pictures import read_picture
from samphan.tenancy import files

if TYPE_CHECKING:
    from samphan.engagement.models import PartnerWords


def picture_response(words: PartnerWords, *, size: Literal["small", "large"]) -> HttpResponse:
    """The photograph of words that were not taken back; no cache on the way keeps it, since it may be taken back."""
    stored = words.photo
    if stored is None or words.withdrawn_at is not None or not files.path_of(stored.sha256).exists():
        raise Http404(_("The file is not there any more."))
    content = files.read(stored)
    shown = read_picture(content).thumbnail if size == "small" else content
    response = HttpResponse(shown, content_type=stored.media_type)
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=False, filename=stored.name) or ""
    )
    response["Cache-Control"] = "no-store"
    return response
