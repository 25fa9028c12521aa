"""The paper of a case study: asking for it, how far it is, its files as long as they say what the case study says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from samphan.kit.editing import bind
from samphan.kit.pages import form_page
from samphan.knowledge import policy
from samphan.knowledge.actions import papers as actions
from samphan.knowledge.forms.papers import PaperForm
from samphan.knowledge.models import CasePaper, MakingState
from samphan.knowledge.queries import case_paper
from samphan.knowledge.queries.case_parts import draw
from samphan.knowledge.views.cases import address, load, way_to
from samphan.knowledge.views.papers import IN_THAI, file_of, told

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def ask(request: NetworkRequest, pk: int) -> HttpResponse:
    """Ask for the paper of a case study as the record stands now."""
    shown = load(request, pk)
    request.actor.must(policy.ask_case_paper, on=shown)
    back = address(request, "case", pk)
    return form_page(
        request,
        bind(PaperForm, request, initial=IN_THAI),
        title=_("Make the paper"),
        subtitle=shown.title,
        act=lambda form: actions.ask_case_paper(
            by=request.actor, case=shown, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _paper: f"{back}#papers",
        back=back,
        way=way_to(request, shown),
        label=_("Make the paper"),
        success=_("The paper is being made. You can leave this page; it will be here."),
    )


def _load(request: NetworkRequest, pk: int) -> CasePaper:
    found = CasePaper.objects.for_actor(request.actor).select_related("docx", "pdf")
    return get_object_or_404(found, pk=pk)


def progress(request: NetworkRequest, pk: int) -> HttpResponse:
    """How far the paper of a case study is."""
    return told(request, _load(request, pk))


def download(request: NetworkRequest, pk: int, kind: str) -> HttpResponse:
    """The Word file or the PDF, unless its reader is shown something else by now.

    A consent that was withdrawn or a dispute that was raised since it was made must not leave the house on an old paper.
    """
    paper = _load(request, pk)
    shown = load(request, paper.case_id)
    with override(paper.language):
        is_same = case_paper.fingerprint(draw(request.actor, shown)) == paper.fingerprint
    if paper.state == MakingState.READY and not is_same:
        messages.warning(
            request, _("What the case study says was changed since this paper was made. Make it again.")
        )
        return HttpResponseRedirect(f"{address(request, 'case', shown.pk)}#papers")
    response = file_of(paper, kind)
    response["Cache-Control"] = "no-store"
    return response
