"""Other words for a passage, in place or on a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.kit.editing import bind, respond
from samphan.reports import actions
from samphan.reports.forms import WordsForm
from samphan.reports.queries.pages import passage
from samphan.reports.views.loading import address, load_to_prepare, state

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest


def reword(request: NetworkRequest, pk: int, key: str) -> HttpResponse:
    """The form of a passage's words: a part of the report's page with htmx, a page of its own without."""
    report = load_to_prepare(request, pk)
    block = state(request, report).composition.block(key)
    if block is None:
        raise Http404(_("This passage is no longer in the report: its records are gone."))
    form = bind(
        WordsForm,
        request,
        has_lead="\n" in block.composed,
        initial={"text": block.words, "facts": block.facts, "version": actions.words_version(block)},
    )
    is_part = bool(request.htmx)
    response = respond(
        request,
        form,
        act=lambda form: actions.reword_block(
            by=request.actor,
            report=report,
            key=key,
            text=form.cleaned_data["text"],
            version=form.cleaned_data["version"],
            facts=form.cleaned_data["facts"],
        ),
        then=lambda _words: address(request, report, anchor=key),
        template="reports/_words_form.html" if is_part else "reports/words.html",
        context={
            "report": report,
            "passage": passage(block, request.network.slug, report),
            "back": address(request, report, anchor=key),
        },
    )
    if is_part and isinstance(response, HttpResponseRedirect):
        # The words change what the checker finds: the page as a whole is shown again.
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return response


@require_POST
def restore(request: NetworkRequest, pk: int, key: str) -> HttpResponse:
    """Back to the composed words."""
    report = load_to_prepare(request, pk)
    actions.restore_block(by=request.actor, report=report, key=key)
    return HttpResponseRedirect(address(request, report, anchor=key))


@require_POST
def forget(request: NetworkRequest, pk: int, key: str) -> HttpResponse:
    """Drop words whose passage is gone."""
    report = load_to_prepare(request, pk)
    actions.forget_orphan(by=request.actor, report=report, key=key)
    return HttpResponseRedirect(address(request, report))
