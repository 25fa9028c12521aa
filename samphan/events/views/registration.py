"""Registration as the organisers see it: seats and links, settings, who waits, what people need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.events.actions import registration as actions
from samphan.events.actions.registration_settings import (
    SETTINGS_FIELDS,
    make_form_link,
    set_up_registration,
)
from samphan.events.forms.registration import APPROVED, LEFT, QUEUED, DeclineForm, SettingsForm, WithdrawForm
from samphan.events.models import ParticipantCategory, Registration, RegistrationSettings
from samphan.events.policy import manage_people, see_people
from samphan.events.policy import registration as policy
from samphan.events.policy.attendance import see_addresses
from samphan.events.queries import registration as queries
from samphan.events.transitions.registration import ACCEPT, RECONSIDER, RETURN
from samphan.events.views.cockpit import address, load, tab
from samphan.kit.bilingual import pair
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind, respond
from samphan.kit.errors import Problem
from samphan.kit.formats import thai_datetime
from samphan.kit.numbers import number_in
from samphan.kit.workbook import spreadsheet
from samphan.surveys.models import Purpose, State, Survey

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.events.models import Event
    from samphan.kit.http import NetworkRequest

MOST_CHOSEN = 2_000


def registration(request: NetworkRequest, pk: int) -> HttpResponse:
    """Seats, states and links of an event's registration; numbers alone, so open to whoever sees the event."""
    event = load(request, pk)
    may_set_up = request.actor.may(policy.set_up, on=event)
    page = queries.registration_page(event, request.network.slug, now=timezone.now())
    context = {
        "page": page,
        "may_set_up": may_set_up,
        "may_see_people": request.actor.may(see_people, on=event),
        "may_see_needs": request.actor.may(policy.see_needs, on=event),
        "is_open": page.settings is not None and page.settings.is_open(timezone.localdate()),
    }
    return tab(request, event, "events/registration.html", context)


def settings(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of dates, seats and ways."""
    event = load(request, pk)
    request.actor.must(policy.set_up, on=event)
    known = RegistrationSettings.objects.for_actor(request.actor).filter(event=event).first()
    shown = known or RegistrationSettings(event=event, network_id=event.network_id, has_form=True)
    names = ("version", *SETTINGS_FIELDS, "survey")
    initial = {name: getattr(shown, name) for name in names}
    if known is None:
        initial["version"] = None
    surveys = Survey.objects.filter(
        network_id=event.network_id, purpose=Purpose.REGISTRATION, state__in=[State.OPEN, State.DRAFT]
    )
    form = bind(
        SettingsForm,
        request,
        initial=initial,
        categories=_categories(event),
        surveys=list(surveys.order_by("sort_key", "id")),
    )

    def act(form: SettingsForm) -> RegistrationSettings:
        fields = {name: form.cleaned_data[name] for name in SETTINGS_FIELDS}
        return set_up_registration(
            by=request.actor,
            event=event,
            survey=form.cleaned_data["survey"],
            limits=form.limits(),
            version=form.cleaned_data["version"],
            now=timezone.now(),
            **fields,
        )

    return respond(
        request,
        form,
        act=act,
        then=lambda _settings: address(request, "events:registration", event),
        template="events/registration_settings.html",
        context={"event": event, "title": _("Settings of the registration")},
    )


def _categories(event: Event) -> list[ParticipantCategory]:
    return list(ParticipantCategory.objects.filter(event=event).order_by("order", "id"))


@require_POST
def make_link(request: NetworkRequest, pk: int) -> HttpResponse:
    """A link to the form; one that was there ends."""
    event = load(request, pk)
    make_form_link(by=request.actor, event=event, now=timezone.now())
    messages.success(request, _("The link is ready. A link that was there before does not work any more."))
    return HttpResponseRedirect(address(request, "events:registration", event))


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS)


def waiting(request: NetworkRequest, pk: int) -> HttpResponse:
    """Who waits: for approval, for a seat, or has one offered."""
    event = load(request, pk)
    request.actor.must(see_people, on=event)
    state = _state(request)
    shown = state.paginate(queries.waiting(request.actor, event, state))
    categories = [(str(each.pk), each.name) for each in _categories(event)]
    table = Table(
        key="waiting",
        caption=_("Pending"),
        columns=(
            Column(_("Name"), "name"),
            Column(_("Organisation")),
            Column(_("Category")),
            Column(_("State")),
            Column(_("Registered"), "since"),
            Column(_("What to do"), is_label_hidden=True),
        ),
        rows=shown.object_list,
        page=shown,
        state=state,
        search_label=_("Search people"),
        filters=(
            Filter(
                "state",
                _("State"),
                [("", _("all")), *((each.value, each.label) for each in queries.OPEN)],
                state.filters["state"],
            ),
            Filter("category", _("Category"), [("", _("all")), *categories], state.filters["category"]),
        ),
        export_url=reverse("events:waiting_export", args=[request.network.slug, event.pk]),
    )
    context = {"table": table, "may_manage_people": request.actor.may(manage_people, on=event)}
    return tab(request, event, "events/waiting.html", context)


def waiting_export(request: NetworkRequest, pk: int) -> HttpResponse:
    """What the list of those who wait shows, as a workbook; how to reach them only for who keeps contact."""
    event = load(request, pk)
    request.actor.must(see_people, on=event)
    has_addresses = bool(request.actor.may(see_addresses, on=event))
    return spreadsheet(
        _("Pending"),
        [
            _("Name in Thai"),
            _("Name in English"),
            _("Organisation"),
            _("Category"),
            _("Position"),
            _("State"),
            *([_("E-mail address"), _("Telephone")] if has_addresses else []),
            _("Registered"),
        ],
        (
            [
                *pair(each.person, "name"),
                each.organisation.name if each.organisation else each.organisation_name,
                each.category.name if each.category else "",
                each.position,
                each.get_state_display(),
                *([each.email, each.phone] if has_addresses else []),
                thai_datetime(each.registered_at),
            ]
            for each in queries.waiting(request.actor, event, _state(request))
        ),
    )


def _chosen(request: NetworkRequest, event: Event) -> list[Registration]:
    """The ticked registrations, or the one of a button in a row."""
    given = [*request.POST.getlist("pick"), *request.GET.getlist("pick")][:MOST_CHOSEN]
    ids = [part for each in given if (part := number_in(each)) is not None]
    return list(
        Registration.objects.for_actor(request.actor)
        .filter(event=event, pk__in=ids)
        .select_related("person")
        .order_by("registered_at", "id")
    )


@require_POST
def approve(request: NetworkRequest, pk: int) -> HttpResponse:
    """Approve the ticked registrations, or go on to ask why they are declined."""
    event = load(request, pk)
    request.actor.must(policy.set_up, on=event)
    chosen = _chosen(request, event)
    if request.POST.get("act") == "decline" and chosen:
        query = "&".join(f"pick={each.pk}" for each in chosen)
        return HttpResponseRedirect(f"{address(request, 'events:decline', event)}?{query}")
    came = actions.approve(by=request.actor, event=event, registrations=chosen, now=timezone.now())
    for number, sentence, say in (
        (came.confirmed, APPROVED, messages.success),
        (came.queued, QUEUED, messages.info),
        (came.left, LEFT, messages.warning),
    ):
        if number:
            say(request, sentence % {"count": number})
    if not came.confirmed + came.queued + came.left:
        messages.info(request, _("Nobody was chosen who waits for approval."))
    return HttpResponseRedirect(address(request, "events:waiting", event))


def decline(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks why the chosen registrations are declined."""
    event = load(request, pk)
    request.actor.must(policy.set_up, on=event)
    chosen = _chosen(request, event)
    return respond(
        request,
        bind(DeclineForm, request),
        act=lambda form: actions.decline(
            by=request.actor,
            event=event,
            registrations=chosen,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        ),
        then=lambda _declined: address(request, "events:waiting", event),
        template="events/registration_ask.html",
        context={
            "event": event,
            "people": chosen,
            "title": _("Decline registrations"),
            "kind": "danger",
            "back": address(request, "events:waiting", event),
        },
        success=_("The registrations were declined."),
    )


def _registration(request: NetworkRequest, pk: int, part: int) -> Registration:
    found = Registration.objects.for_actor(request.actor).select_related("event", "person", "nomination")
    return get_object_or_404(found, event_id=pk, pk=part)


def withdraw(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Asks before a registration is withdrawn by the organisers."""
    found = _registration(request, pk, part)
    request.actor.must(policy.answer, on=found)
    return respond(
        request,
        bind(WithdrawForm, request),
        act=lambda form: actions.withdraw(
            by=request.actor, registration=found, reason=form.cleaned_data["reason"], now=timezone.now()
        ),
        then=lambda _registration: address(request, "events:people", found.event),
        template="events/registration_ask.html",
        context={
            "event": found.event,
            "people": [found],
            "title": _("Withdraw a registration"),
            "kind": "danger",
            "back": address(request, "events:people", found.event),
        },
    )


@require_POST
def step(request: NetworkRequest, pk: int, part: int, act: str) -> HttpResponse:
    """Steps that need no words: accept an offer for somebody, let somebody return, reconsider."""
    found = _registration(request, pk, part)
    acts: dict[str, Any] = {
        ACCEPT: actions.accept,
        RETURN: actions.return_to,
        RECONSIDER: actions.reconsider,
    }
    if act not in acts:
        raise Http404
    try:
        done = acts[act](by=request.actor, registration=found, now=timezone.now())
    except Problem as problem:
        messages.error(request, str(problem.message))
    else:
        messages.success(
            request,
            _("%(name)s: %(state)s.") % {"name": found.person.name, "state": done.get_state_display()},
        )
    return HttpResponseRedirect(address(request, "events:waiting", found.event))


def needs(request: NetworkRequest, pk: int) -> HttpResponse:
    """Food and access: numbers for the kitchen, then names for those who prepare it."""
    event = load(request, pk)
    request.actor.must(policy.see_needs, on=event)
    rows = list(queries.needs(request.actor, event))
    context = {"counts": queries.need_counts(event), "rows": rows}
    return tab(request, event, "events/needs.html", context, within="events:registration")


def needs_export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The numbers for the kitchen as a workbook: no names."""
    event = load(request, pk)
    request.actor.must(policy.see_needs, on=event)
    return spreadsheet(
        _("Needs"),
        [_("Kind"), _("Personal need"), _("People")],
        ([str(each.kind.label), str(each.choice.label), each.heads] for each in queries.need_counts(event)),
    )
