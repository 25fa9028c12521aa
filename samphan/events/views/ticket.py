"""The ticket: what became of a registration, and what its bearer can do, by a personal link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samphan.events.actions import registration as actions
from samphan.events.actions.registration_needs import forget_needs, tell_needs
from samphan.events.forms.registration import ContactForm, NeedsForm, WithdrawForm
from samphan.events.models import Registration
from samphan.events.policy.attendance import check_in
from samphan.events.policy.registration import TICKET
from samphan.events.queries import ticket as queries
from samphan.events.queries.checkin import station
from samphan.events.transitions.registration import ACCEPT, RETURN
from samphan.events.views.registration_links import linked, token_of
from samphan.kit.editing import attempt, bind, respond
from samphan.kit.errors import Problem
from samphan.kit.http import by_link
from samphan.tenancy.scope import NoSuchNetwork, user_scope

if TYPE_CHECKING:
    from samphan.kit.http import LinkRequest


def _load(request: LinkRequest) -> Registration:
    found = Registration.objects.for_actor(request.actor)
    return get_object_or_404(
        found.select_related("event", "person", "organisation", "category", "nomination"),
        pk=request.link.subject_id,
    )


def _address(request: LinkRequest) -> str:
    """The whole address of the ticket, as its QR code and the calendar entry carry it."""
    return f"{settings.BASE_URL}{linked(request, 'ticket')}"


@never_cache
@by_link(TICKET)
def ticket(request: LinkRequest) -> HttpResponse:
    """The ticket with its QR code, which is its own address.

    The phone of somebody who is signed in and checks people in is led on to the station on a day of the event, and is
    offered the way on other days: the camera of a phone knows no other address.
    """
    registration = _load(request)
    desk = _station(request, registration)
    if desk and timezone.localdate() in station(registration.event).days:
        return HttpResponseRedirect(desk)
    now = timezone.now()
    shown = queries.ticket(registration, now=now)
    context = {
        "station": desk,
        "ticket": shown,
        "pages": queries.pages(registration.event, request.network, now=now) if shown.is_confirmed else [],
        "registration": registration,
        "event": registration.event,
        "address": _address(request),
        "token": token_of(request),
    }
    return render(request, "events/ticket.html", context)


def _station(request: LinkRequest, registration: Registration) -> str:
    """Where the reader checks this person in; "" for everybody who may not."""
    if not request.user.is_authenticated:
        return ""
    slug, event = request.network.slug, registration.event
    try:
        with user_scope(request.user, slug) as reader:
            may_check_in = reader.may(check_in, on=event)
    except NoSuchNetwork:
        return ""
    return reverse("events:checkin_scan", args=[slug, event.pk, token_of(request)]) if may_check_in else ""


@by_link(TICKET)
def calendar(request: LinkRequest) -> HttpResponse:
    """The event and its sessions for the calendar of a phone."""
    registration = _load(request)
    return HttpResponse(
        queries.calendar(registration, _address(request), now=timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{registration.event.slug}.ics"'},
    )


@require_POST
@by_link(TICKET)
def step(request: LinkRequest, act: str) -> HttpResponse:
    """Accept the seat that is kept, or ask for one again."""
    registration = _load(request)
    acts: dict[str, Any] = {ACCEPT: actions.accept, RETURN: actions.return_to}
    if act not in acts:
        raise Http404
    try:
        with attempt():
            acts[act](by=request.actor, registration=registration, now=timezone.now())
    except Problem as problem:
        messages.error(request, str(problem.message))
    else:
        messages.success(request, _("Saved."))
    return HttpResponseRedirect(linked(request, "ticket"))


@never_cache
@by_link(TICKET)
def withdraw(request: LinkRequest) -> HttpResponse:
    """Asks before the registration is given up."""
    registration = _load(request)
    return respond(
        request,
        bind(WithdrawForm, request),
        act=lambda form: actions.withdraw(
            by=request.actor,
            registration=registration,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        ),
        then=lambda _registration: linked(request, "ticket"),
        template="events/ticket_ask.html",
        context=_asking(request, registration, _("Withdraw my registration"), kind="danger"),
        success=_("Your registration was withdrawn."),
    )


@never_cache
@by_link(TICKET)
def contact(request: LinkRequest) -> HttpResponse:
    """The form of one's own e-mail address and telephone."""
    registration = _load(request)
    initial = {"email": registration.email, "phone": registration.phone}
    return respond(
        request,
        bind(ContactForm, request, initial=initial),
        act=lambda form: actions.change_contact(
            by=request.actor, registration=registration, **form.cleaned_data
        ),
        then=lambda _registration: linked(request, "ticket"),
        template="events/ticket_ask.html",
        context=_asking(request, registration, _("How you can be reached")),
    )


@never_cache
@by_link(TICKET)
def needs(request: LinkRequest) -> HttpResponse:
    """What one needs: told with consent, changed, or taken back by leaving everything empty."""
    registration = _load(request)
    initial: dict[str, Any] = {}
    for need in registration.needs.all():
        initial |= {need.kind: need.choice, f"{need.kind}_words": need.text, "consent": True}

    def act(form: NeedsForm) -> Registration:
        told = form.told()
        if told.needs:
            tell_needs(by=request.actor, registration=registration, told=told, now=timezone.now())
        else:
            forget_needs(by=request.actor, registration=registration)
        return registration

    return respond(
        request,
        bind(NeedsForm, request, initial=initial),
        act=act,
        then=lambda _registration: linked(request, "ticket"),
        template="events/ticket_ask.html",
        context=_asking(request, registration, _("Food and access")),
    )


@require_POST
@by_link(TICKET)
def forget(request: LinkRequest) -> HttpResponse:
    """Take the consent back: what was told about needs is deleted at once."""
    forget_needs(by=request.actor, registration=_load(request))
    messages.success(request, _("What you told about food and access was deleted."))
    return HttpResponseRedirect(linked(request, "ticket"))


def _asking(
    request: LinkRequest, registration: Registration, title: str, kind: str = "primary"
) -> dict[str, Any]:
    return {
        "registration": registration,
        "event": registration.event,
        "title": title,
        "label": title if kind == "danger" else _("Save"),
        "kind": kind,
        "back": linked(request, "ticket"),
    }
