"""Papers that a partner takes home from its page: the form to answer by hand, the letter, the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from samphan.engagement import policy
from samphan.engagement.models import PartnerPaper
from samphan.engagement.queries.papers import answer_form, document_of
from samphan.engagement.queries.sides import says
from samphan.engagement.views.papers import MAKERS, file_response
from samphan.kit.http import by_link
from samphan.projects.models import ProjectPartner

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import LinkRequest


@by_link(policy.PARTNER)
def form(request: LinkRequest, kind: str) -> HttpResponse:
    """The form to answer by hand, with the same statements."""
    if kind not in MAKERS:
        raise Http404
    partner = _partner(request)
    document = answer_form(says(partner), issuer=request.network.name_th, created=timezone.now())
    return file_response(document, kind, f"partner-{partner.pk}")


@by_link(policy.PARTNER)
def paper(request: LinkRequest, pk: int, kind: str) -> HttpResponse:
    """A letter or a record that was issued to this partner."""
    if kind not in MAKERS:
        raise Http404
    found = get_object_or_404(PartnerPaper.objects.filter(partner=_partner(request)), pk=pk)
    return file_response(document_of(found), kind, f"{found.kind}-{found.number.replace('/', '-')}")


def _partner(request: LinkRequest) -> ProjectPartner:
    rows = ProjectPartner.objects.for_actor(request.actor).select_related("project", "organisation")
    return get_object_or_404(rows)
