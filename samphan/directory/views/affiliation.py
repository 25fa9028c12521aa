"""Forms of where a person belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samphan.directory import policy
from samphan.directory.actions import (
    add_affiliation,
    change_affiliation,
    end_affiliation,
    remove_affiliation,
)
from samphan.directory.actions.affiliation import WORDS, affiliation_version
from samphan.directory.forms.person import AffiliationForm, EndForm
from samphan.directory.models import Affiliation, Person
from samphan.kit.editing import bind, respond

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest


def add(request: NetworkRequest, pk: int) -> HttpResponse:
    """A further organisation of a person."""
    person = get_object_or_404(Person.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.keep, on=person)
    address = reverse("directory:person", args=[request.network.slug, pk])
    return respond(
        request,
        bind(AffiliationForm, request, actor=request.actor),
        act=lambda form: add_affiliation(
            by=request.actor, person=person, **{name: form.cleaned_data[name] for name in WORDS}
        ),
        then=lambda _affiliation: address,
        template="directory/affiliation_form.html",
        context={"person": person, "back": address},
    )


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """Correct where and when somebody belonged."""
    affiliation = _kept(request, pk)
    address = _person_page(request, affiliation)
    return respond(
        request,
        bind(
            AffiliationForm,
            request,
            actor=request.actor,
            initial={
                "version": affiliation_version(affiliation),
                **{name: getattr(affiliation, name) for name in WORDS},
            },
        ),
        act=lambda form: change_affiliation(by=request.actor, affiliation=affiliation, **form.cleaned_data),
        then=lambda _affiliation: address,
        template="directory/affiliation_form.html",
        context={"affiliation": affiliation, "person": affiliation.person, "back": address},
    )


def end(request: NetworkRequest, pk: int) -> HttpResponse:
    """Somebody left."""
    affiliation = _kept(request, pk)
    address = _person_page(request, affiliation)
    return respond(
        request,
        bind(EndForm, request),
        act=lambda form: end_affiliation(
            by=request.actor, affiliation=affiliation, until=form.cleaned_data["until"]
        ),
        then=lambda _affiliation: address,
        template="directory/affiliation_end.html",
        context={"affiliation": affiliation, "person": affiliation.person, "back": address},
    )


def remove(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks before an affiliation that was entered by mistake is taken away."""
    affiliation = _kept(request, pk)
    address = _person_page(request, affiliation)
    if request.method == "POST":
        remove_affiliation(by=request.actor, affiliation=affiliation)
        messages.success(request, _("The affiliation was removed."))
        return HttpResponseRedirect(address)
    context = {"affiliation": affiliation, "person": affiliation.person, "back": address}
    return render(request, "directory/affiliation_remove.html", context)


def _kept(request: NetworkRequest, pk: int) -> Affiliation:
    found = Affiliation.objects.for_actor(request.actor).select_related("person", "organisation")
    affiliation = get_object_or_404(found, pk=pk)
    request.actor.must(policy.keep, on=affiliation)
    return affiliation


def _person_page(request: NetworkRequest, affiliation: Affiliation) -> str:
    return reverse("directory:person", args=[request.network.slug, affiliation.person_id])
