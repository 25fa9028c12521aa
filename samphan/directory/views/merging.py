"""Probable duplicates, a merge looked at before it is done, and merges that were done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.directory import policy
from samphan.directory.actions import merging as actions
from samphan.directory.forms.merging import MergeForm
from samphan.directory.models import Merge
from samphan.directory.queries import merging as queries
from samphan.directory.queries.findable import ORGANISATION, PERSON
from samphan.kit import sections
from samphan.kit.components import Column, ListState, Table
from samphan.kit.editing import attempt, bind, respond
from samphan.kit.errors import Problem

if TYPE_CHECKING:
    from samphan.directory.queries.merging import Record
    from samphan.kit.http import NetworkRequest

KINDS: Final = {"organisations": ORGANISATION, "people": PERSON}
PER_PAGE: Final = 25


def duplicates(request: NetworkRequest, noun: str) -> HttpResponse:
    """Pairs of records kept here that may be one, with what speaks for it."""
    request.actor.must(policy.add, on=request.network)
    kind = _kind(noun)
    state = ListState.read(request, sorts=(), filters=())
    found = (
        queries.organisation_pairs(request.actor)
        if kind == ORGANISATION
        else queries.person_pairs(request.actor)
    )
    page = Paginator(found, PER_PAGE).get_page(state.page)
    table = Table(
        key="duplicates",
        caption=_("Probable duplicates"),
        columns=(
            Column(_("One record")),
            Column(_("The other record")),
            Column(_("What speaks for it")),
            Column(_("Acts"), is_label_hidden=True),
        ),
        rows=page.object_list,
        page=page,
        state=state,
    )
    context = {"table": table, "noun": noun, "is_cut": len(found) >= queries.MOST_PAIRS, "at": _place(noun)}
    return render(request, "directory/duplicates.html", context)


def merge(request: NetworkRequest, noun: str, one: int, two: int) -> HttpResponse:
    """Two records side by side: which of them stays, and what that means."""
    pair = _pair(request, noun, one, two)
    for each in pair:
        request.actor.must(policy.keep, on=each)
    kind = _kind(noun)
    # Numbered as the two stand side by side: what is merged mostly has the same name.
    choices = [(str(each.pk), f"{place}. {each.name_th}") for place, each in enumerate(pair, start=1)]
    form = bind(MergeForm, request, choices=choices)
    sides = [
        (
            each,
            sections.shown(kind, by=request.actor, ids=queries.ids_of(each)),
            _address(request, noun, each),
        )
        for each in pair
    ]
    plan = queries.merge_plan(request.actor, *pair)

    def act(form: MergeForm) -> Merge:
        stays = next(each for each in pair if str(each.pk) == form.cleaned_data["kept"])
        other = pair[0] if stays is pair[1] else pair[1]
        return actions.merge_records(
            by=request.actor,
            kept=stays,
            merged=other,
            now=timezone.now(),
            reason=form.cleaned_data["reason"],
        )

    return respond(
        request,
        form,
        act=act,
        then=lambda _merge: reverse("directory:merges", args=[request.network.slug]),
        template="directory/merge.html",
        context={"pair": pair, "sides": sides, "plan": plan, "noun": noun, "one": one, "two": two},
        success=_("The two records are one now. You can undo it here."),
    )


@require_POST
def keep_apart(request: NetworkRequest, noun: str, one: int, two: int) -> HttpResponse:
    """They look alike and are two things."""
    first, second = _pair(request, noun, one, two)
    actions.keep_apart(by=request.actor, first=first, second=second)
    messages.success(request, _("They are not proposed again."))
    return HttpResponseRedirect(reverse("directory:duplicates", args=[request.network.slug, noun]))


def merges(request: NetworkRequest) -> HttpResponse:
    """What was merged, with the way back."""
    request.actor.must(policy.add, on=request.network)
    state = ListState.read(request, sorts=(), filters=())
    page = state.paginate(queries.merges(request.actor))
    table = Table(
        key="merges",
        caption=_("Merged records"),
        columns=(
            Column(_("Merged")),
            Column(_("Record")),
            Column(_("became")),
            Column(_("By")),
            Column(_("Acts"), is_label_hidden=True),
        ),
        rows=page.object_list,
        page=page,
        state=state,
    )
    return render(request, "directory/merges.html", {"table": table})


@require_POST
def undo(request: NetworkRequest, pk: int) -> HttpResponse:
    """The two are two again."""
    found = get_object_or_404(Merge.objects.for_actor(request.actor), pk=pk)
    try:
        with attempt():
            actions.undo_merge(by=request.actor, merge=found, now=timezone.now())
    except Problem as problem:
        messages.error(request, str(problem.message))
    else:
        messages.success(request, _("The two records are two again."))
    return HttpResponseRedirect(reverse("directory:merges", args=[request.network.slug]))


def _kind(noun: str) -> str:
    if noun not in KINDS:
        raise Http404
    return KINDS[noun]


def _place(noun: str) -> str:
    return "directory:organisation" if noun == "organisations" else "directory:person"


def _address(request: NetworkRequest, noun: str, record: Record) -> str:
    return reverse(_place(noun), args=[request.network.slug, record.pk])


def _pair(request: NetworkRequest, noun: str, one: int, two: int) -> tuple[Record, Record]:
    pair = queries.pair_of(request.actor, _kind(noun), one, two)
    if pair is None:
        raise Http404
    return pair
