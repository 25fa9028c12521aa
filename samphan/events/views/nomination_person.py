"""One person whom an institution names: corrected, exchanged, withdrawn; with an account or by the personal link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samphan.events.actions import nomination as actions
from samphan.events.actions import registration as registrations
from samphan.events.forms.nomination import NomineeForm
from samphan.events.forms.registration import WithdrawForm
from samphan.events.models import Registration
from samphan.events.policy import registration as policy
from samphan.events.transitions.registration import ACCEPT, RETURN
from samphan.events.views.cockpit import load
from samphan.events.views.nomination_place import Place, linked_nomination, say
from samphan.kit.editing import attempt, bind, respond
from samphan.kit.errors import Problem
from samphan.kit.http import by_link

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.events.models import Event
    from samphan.kit.http import LinkRequest, NetworkRequest


def _nominee(request: NetworkRequest, pk: int, part: int) -> tuple[Registration, Place]:
    """A nominated person of an institution for which the reader may nominate."""
    event = load(request, pk)
    found = Registration.objects.filter(network_id=request.network.id, event=event, nomination__isnull=False)
    registration = get_object_or_404(
        found.select_related("event", "person", "nomination__organisation"), pk=part
    )
    nomination = registration.nomination
    if nomination is None or not request.actor.may(policy.nominate, on=nomination):
        raise Http404
    return registration, Place.inside(request, nomination)


def _linked_nominee(request: LinkRequest, part: int) -> tuple[Registration, Place]:
    found = Registration.objects.filter(nomination=linked_nomination(request))
    registration = get_object_or_404(
        found.select_related("event", "person", "nomination__organisation"), pk=part
    )
    return registration, Place.by_link(request)


def nominee(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Correct how a nominated person is written."""
    return _change(request, *_nominee(request, pk, part))


@never_cache
@by_link(policy.NOMINATE)
def linked_nominee(request: LinkRequest, part: int) -> HttpResponse:
    """The same by link."""
    return _change(request, *_linked_nominee(request, part))


def _change(request: NetworkRequest, found: Registration, place: Place) -> HttpResponse:
    initial = {
        "name": found.person.name_th,
        "category": found.category_id,
        "position": found.position,
        "email": found.email,
    }
    form = bind(NomineeForm, request, initial=initial, categories=list(_categories(found.event)))

    def act(form: NomineeForm) -> Registration:
        words = {name: form.cleaned_data[name] for name in ("name", "position", "email")}
        return actions.change_nominee(
            by=request.actor,
            registration=found,
            category=form.cleaned_data.get("category"),
            now=timezone.now(),
            **words,
        )

    return _asked(request, form, act, found, place, title=_("Correct a person"))


def _categories(event: Event) -> Any:
    return event.categories.order_by("order", "id")


def nominee_substitute(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Somebody else comes instead."""
    return _substitute(request, *_nominee(request, pk, part))


@never_cache
@by_link(policy.NOMINATE)
def linked_nominee_substitute(request: LinkRequest, part: int) -> HttpResponse:
    """The same by link."""
    return _substitute(request, *_linked_nominee(request, part))


def _substitute(request: NetworkRequest, found: Registration, place: Place) -> HttpResponse:
    form = bind(
        NomineeForm,
        request,
        initial={"category": found.category_id},
        categories=list(_categories(found.event)),
    )

    def act(form: NomineeForm) -> Registration:
        organisation = found.nomination.organisation if found.nomination else found.organisation
        return actions.substitute_nominee(
            by=request.actor,
            registration=found,
            applicant=form.applicant(organisation),
            now=timezone.now(),
        )

    title = _("In place of %(name)s") % {"name": found.person.name}
    return _asked(request, form, act, found, place, title=title)


def nominee_withdraw(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Asks before a nominated person is withdrawn."""
    return _withdraw(request, *_nominee(request, pk, part))


@never_cache
@by_link(policy.NOMINATE)
def linked_nominee_withdraw(request: LinkRequest, part: int) -> HttpResponse:
    """The same by link."""
    return _withdraw(request, *_linked_nominee(request, part))


def _withdraw(request: NetworkRequest, found: Registration, place: Place) -> HttpResponse:
    def act(form: WithdrawForm) -> Registration:
        return registrations.withdraw(
            by=request.actor,
            registration=found,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )

    title = _("Withdraw %(name)s") % {"name": found.person.name}
    return _asked(request, bind(WithdrawForm, request), act, found, place, title=title, kind="danger")


def _asked(
    request: NetworkRequest,
    form: Any,
    act: Any,
    found: Registration,
    place: Place,
    *,
    title: str,
    kind: str = "primary",
) -> HttpResponse:
    return respond(
        request,
        form,
        act=act,
        then=lambda _registration: place.page,
        template="events/nominee_ask.html",
        context={
            "event": found.event,
            "base": "web/base_public.html" if place.base == "web/base_public.html" else "web/base.html",
            "title": title,
            "label": title if kind == "danger" else _("Save"),
            "kind": kind,
            "back": place.page,
        },
    )


@require_POST
def nominee_step(request: NetworkRequest, pk: int, part: int, act: str) -> HttpResponse:
    """Accept a seat for somebody, or name somebody again."""
    return _step(request, *_nominee(request, pk, part), act)


@require_POST
@by_link(policy.NOMINATE)
def linked_nominee_step(request: LinkRequest, part: int, act: str) -> HttpResponse:
    """The same by link."""
    return _step(request, *_linked_nominee(request, part), act)


def _step(request: NetworkRequest, found: Registration, place: Place, act: str) -> HttpResponse:
    acts: dict[str, Any] = {ACCEPT: registrations.accept, RETURN: registrations.return_to}
    if act not in acts:
        raise Http404
    try:
        with attempt():
            done = acts[act](by=request.actor, registration=found, now=timezone.now())
    except Problem as problem:
        messages.error(request, str(problem.message))
    else:
        say(request, done)
    return HttpResponseRedirect(place.page)
