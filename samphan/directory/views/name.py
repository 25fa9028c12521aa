"""Forms of an organisation's names and of what it came out of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samphan.directory import policy
from samphan.directory.actions import (
    add_former_name,
    relate_organisations,
    remove_former_name,
    rename_organisation,
    unrelate_organisations,
)
from samphan.directory.actions.organisation import NAMES
from samphan.directory.forms.organisation import FormerNameForm, RenameForm, SuccessionForm
from samphan.directory.models import Organisation, OrganisationName, Succession
from samphan.kit.editing import bind, respond

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest


def rename(request: NetworkRequest, pk: int) -> HttpResponse:
    """The organisation has new names since a day."""
    shown = get_object_or_404(Organisation.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.keep, on=shown)
    address = _page(request, pk)
    return respond(
        request,
        bind(RenameForm, request, initial={name: getattr(shown, name) for name in (*NAMES, "version")}),
        act=lambda form: rename_organisation(by=request.actor, organisation=shown, **form.cleaned_data),
        then=lambda _organisation: address,
        template="directory/rename_form.html",
        context={"organisation": shown, "back": address},
        success=_("The new name holds; the former one is kept."),
    )


def add_name(request: NetworkRequest, pk: int) -> HttpResponse:
    """A former name that is not in the record yet."""
    shown = get_object_or_404(Organisation.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.keep, on=shown)
    address = _page(request, pk)
    return respond(
        request,
        bind(FormerNameForm, request),
        act=lambda form: add_former_name(by=request.actor, organisation=shown, **form.cleaned_data),
        then=lambda _name: address,
        template="directory/former_name_form.html",
        context={"organisation": shown, "back": address},
    )


def remove_name(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks before a former name that was entered by mistake is taken away."""
    seen = Organisation.objects.for_actor(request.actor)
    names = OrganisationName.objects.filter(organisation__in=seen, kind=OrganisationName.Kind.FORMER)
    name = get_object_or_404(names.select_related("organisation"), pk=pk)
    request.actor.must(policy.keep, on=name.organisation)
    address = _page(request, name.organisation_id)
    if request.method == "POST":
        remove_former_name(by=request.actor, name=name)
        messages.success(request, _("The former name was removed."))
        return HttpResponseRedirect(address)
    context = {"name": name, "organisation": name.organisation, "back": address}
    return render(request, "directory/former_name_remove.html", context)


def add_succession(request: NetworkRequest, pk: int) -> HttpResponse:
    """What this organisation came out of, or what became of it."""
    shown = get_object_or_404(Organisation.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.keep, on=shown)
    address = _page(request, pk)

    def act(form: SuccessionForm) -> Succession:
        words: dict[str, Any] = form.cleaned_data
        is_earlier = words["side"] == "earlier"
        return relate_organisations(
            by=request.actor,
            earlier=words["other"] if is_earlier else shown,
            later=shown if is_earlier else words["other"],
            kind=words["kind"],
            happened=words["happened"],
        )

    return respond(
        request,
        bind(SuccessionForm, request, actor=request.actor),
        act=act,
        then=lambda _made: address,
        template="directory/succession_form.html",
        context={"organisation": shown, "back": address},
    )


def remove_succession(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks before a relation that was entered by mistake is taken away."""
    seen = Organisation.objects.for_actor(request.actor)
    found = Succession.objects.filter(earlier__in=seen).select_related("earlier", "later")
    succession = get_object_or_404(found, pk=pk)
    request.actor.must(policy.keep_succession, on=succession)
    address = _page(request, succession.later_id)
    if request.method == "POST":
        unrelate_organisations(by=request.actor, succession=succession)
        messages.success(request, _("The relation was removed."))
        return HttpResponseRedirect(address)
    context = {"succession": succession, "organisation": succession.later, "back": address}
    return render(request, "directory/succession_remove.html", context)


def _page(request: NetworkRequest, pk: int) -> str:
    return reverse("directory:organisation", args=[request.network.slug, pk])
