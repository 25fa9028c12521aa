"""Forms of contact points and of who looks after an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.directory import policy
from samphan.directory.actions import (
    add_contact_point,
    appoint_steward,
    change_contact_point,
    end_stewardship,
    remove_contact_point,
)
from samphan.directory.actions.contact import WORDS
from samphan.directory.forms.contact import ContactForm, StewardEndForm, StewardForm
from samphan.directory.models import ContactPoint, Organisation, Person, Steward
from samphan.kit.editing import bind, respond

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest


def of_organisation(request: NetworkRequest, pk: int) -> HttpResponse:
    """A further contact point of an organisation."""
    return _add(request, get_object_or_404(Organisation.objects.for_actor(request.actor), pk=pk))


def of_person(request: NetworkRequest, pk: int) -> HttpResponse:
    """A further contact point of a person."""
    return _add(request, get_object_or_404(Person.objects.for_actor(request.actor), pk=pk))


def _add(request: NetworkRequest, subject: Organisation | Person) -> HttpResponse:
    request.actor.must(policy.add_contact, on=subject)
    address = _page(request, subject)
    return respond(
        request,
        bind(ContactForm, request),
        act=lambda form: add_contact_point(by=request.actor, subject=subject, **form.words()),
        then=lambda _contact: address,
        template="directory/contact_form.html",
        context={"subject": subject, "back": address},
    )


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """Correct a contact point."""
    contact, subject = _kept(request, pk)
    address = _page(request, subject)
    return respond(
        request,
        bind(ContactForm, request, initial={name: getattr(contact, name) for name in (*WORDS, "version")}),
        act=lambda form: change_contact_point(
            by=request.actor, contact=contact, version=form.cleaned_data["version"], **form.words()
        ),
        then=lambda _contact: address,
        template="directory/contact_form.html",
        context={"contact": contact, "subject": subject, "back": address},
    )


def remove(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks before a contact point is taken away."""
    contact, subject = _kept(request, pk)
    address = _page(request, subject)
    if request.method == "POST":
        remove_contact_point(by=request.actor, contact=contact)
        messages.success(request, _("The contact point was removed."))
        return HttpResponseRedirect(address)
    context = {"contact": contact, "subject": subject, "back": address}
    return render(request, "directory/contact_remove.html", context)


def appoint(request: NetworkRequest, pk: int) -> HttpResponse:
    """A user looks after an organisation from a day on."""
    shown = get_object_or_404(Organisation.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.appoint_stewards, on=shown)
    address = _page(request, shown)
    return respond(
        request,
        bind(
            StewardForm,
            request,
            network_id=request.network.pk,
            initial={"since_on": timezone.localdate()},
        ),
        act=lambda form: appoint_steward(by=request.actor, organisation=shown, **form.cleaned_data),
        then=lambda _steward: address,
        template="directory/steward_form.html",
        context={"subject": shown, "back": address},
    )


def end_steward(request: NetworkRequest, pk: int) -> HttpResponse:
    """The last day of looking after an organisation."""
    found = Steward.objects.for_actor(request.actor).select_related("organisation", "user")
    steward = get_object_or_404(found, pk=pk)
    request.actor.must(policy.end_stewardship, on=steward)
    address = _page(request, steward.organisation)
    return respond(
        request,
        bind(StewardEndForm, request, initial={"last_on": timezone.localdate()}),
        act=lambda form: end_stewardship(by=request.actor, steward=steward, **form.cleaned_data),
        then=lambda _steward: address,
        template="directory/steward_form.html",
        context={"steward": steward, "subject": steward.organisation, "back": address},
    )


def _kept(request: NetworkRequest, pk: int) -> tuple[ContactPoint, Organisation | Person]:
    found = ContactPoint.objects.for_actor(request.actor).select_related("person", "organisation")
    contact = get_object_or_404(found, pk=pk)
    request.actor.must(policy.keep_contact, on=contact)
    subject = contact.organisation or contact.person
    if subject is None:
        raise Http404
    return contact, subject


def _page(request: NetworkRequest, subject: Organisation | Person) -> str:
    name = "directory:organisation" if isinstance(subject, Organisation) else "directory:person"
    return reverse(name, args=[request.network.slug, subject.pk])
