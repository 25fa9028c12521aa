"""Pages of users who say which person they are, and of the secretariat that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.directory import policy
from samphan.directory.actions import accept_claim, claim_person, describe_self, end_claim, refuse_claim
from samphan.directory.actions.claim import OWN_WORDS
from samphan.directory.forms.person import ClaimAnswerForm, ClaimForm, SelfForm
from samphan.directory.models import ClaimState, Person, PersonClaim
from samphan.directory.queries.claim import claims as list_claims
from samphan.directory.queries.claim import evidence
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import attempt, bind, respond
from samphan.kit.errors import Problem
from samphan.kit.formats import moment
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest

FILTERS: Final = ("state",)
SORTED: Final = ("", "user", "name", "asked")


def claim(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form in which somebody says to be this person."""
    person = get_object_or_404(Person.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.claim, on=person)
    address = reverse("directory:person", args=[request.network.slug, pk])
    return respond(
        request,
        bind(ClaimForm, request),
        act=lambda form: claim_person(
            by=request.actor, person=person, words=form.cleaned_data["words"], now=timezone.now()
        ),
        then=lambda _claim: address,
        template="directory/claim_form.html",
        context={"person": person, "back": address},
        success=_("The secretariat will look at it and answer."),
    )


def claims(request: NetworkRequest) -> HttpResponse:
    """Everybody who said to be somebody; those that wait first."""
    request.actor.must(policy.see_claims, on=request.network)
    state = ListState.read(request, sorts=SORTED, filters=FILTERS)
    page = state.paginate(list_claims(request.actor, state))
    table = Table(
        key="claims",
        caption=_("Who is who"),
        columns=(
            Column(_("User"), "user"),
            Column(_("Person"), "name"),
            Column(_("Said on"), "asked"),
            Column(_("State")),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search by name"),
        filters=(Filter("state", _("State"), [("", _("all")), *ClaimState.choices], state.filters["state"]),),
        export_url=reverse("directory:export_claims", args=[request.network.slug]),
    )
    return render(request, "directory/claims.html", {"table": table})


def export_claims(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.see_claims, on=request.network)
    state = ListState.read(request, sorts=SORTED, filters=FILTERS)
    return spreadsheet(
        _("Who is who"),
        [_("User"), _("Person"), _("Said on"), _("State"), _("Reason")],
        (
            [
                each.user.name,
                str(each.person.name),
                moment(each.asked_at),
                str(each.get_state_display()),
                each.answer,
            ]
            for each in list_claims(request.actor, state)
        ),
    )


def answer(request: NetworkRequest, pk: int) -> HttpResponse:
    """What speaks for a claim, and the answer."""
    found = PersonClaim.objects.for_actor(request.actor).select_related("person", "user")
    asked = get_object_or_404(found, pk=pk)
    request.actor.must(policy.decide_claim, on=asked)
    back = reverse("directory:claims", args=[request.network.slug])

    def act(form: ClaimAnswerForm) -> PersonClaim:
        now = timezone.now()
        if form.cleaned_data["decision"] == "accept":
            return accept_claim(by=request.actor, claim=asked, now=now)
        return refuse_claim(by=request.actor, claim=asked, reason=form.cleaned_data["answer"], now=now)

    return respond(
        request,
        bind(ClaimAnswerForm, request),
        act=act,
        then=lambda _claim: back,
        template="directory/claim.html",
        context={"claim": asked, "evidence": evidence(request.actor, asked), "back": back},
    )


def end(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks before a claim is taken back."""
    found = PersonClaim.objects.for_actor(request.actor).select_related("person", "user")
    asked = get_object_or_404(found, pk=pk)
    request.actor.must(policy.end_claim, on=asked)
    address = reverse("directory:person", args=[request.network.slug, asked.person_id])
    if request.method == "POST":
        try:
            with attempt():
                end_claim(by=request.actor, claim=asked, now=timezone.now())
        except Problem as problem:
            messages.error(request, str(problem.message))
        else:
            messages.success(request, _("It was taken back."))
        return HttpResponseRedirect(address)
    return render(
        request, "directory/claim_end.html", {"claim": asked, "person": asked.person, "back": address}
    )


def me(request: NetworkRequest, pk: int) -> HttpResponse:
    """The own record, as far as one changes it oneself."""
    person = get_object_or_404(Person.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.edit_self, on=person)
    address = reverse("directory:person", args=[request.network.slug, pk])
    return respond(
        request,
        bind(SelfForm, request, initial={name: getattr(person, name) for name in (*OWN_WORDS, "version")}),
        act=lambda form: describe_self(by=request.actor, person=person, **form.cleaned_data),
        then=lambda _person: address,
        template="directory/self_form.html",
        context={"person": person, "back": address},
    )
