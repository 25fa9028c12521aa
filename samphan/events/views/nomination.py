"""Nominations: institutions are asked, and name people on one page, with an account or by a personal link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samphan.directory.models import Organisation
from samphan.events.actions import nomination as actions
from samphan.events.actions import registration as registrations
from samphan.events.forms.nomination import AnswerForm, InviteForm, NominationForm, NomineeForm
from samphan.events.forms.organisations import Picker
from samphan.events.forms.registration import WithdrawForm
from samphan.events.models import Nomination, NominationState, ParticipatingInstitution, Registration
from samphan.events.policy import registration as policy
from samphan.events.policy import see_people
from samphan.events.queries import nomination as queries
from samphan.events.transitions.registration import ACCEPT, RETURN
from samphan.events.views.cockpit import address, load, tab
from samphan.events.views.registration_links import linked, token_of
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import attempt, bind, respond
from samphan.kit.errors import Problem
from samphan.kit.http import by_link
from samphan.kit.workbook import spreadsheet
from samphan.networks.models import Member

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.events.models import Event
    from samphan.kit.http import LinkRequest, NetworkRequest


# --- the organisers ---------------------------------------------------------------------------------------


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS)


def nominations(request: NetworkRequest, pk: int) -> HttpResponse:
    """The institutions that were asked, who has answered, and how many each named."""
    event = load(request, pk)
    request.actor.must(policy.see_own_nominations, on=event)
    state = _state(request)
    shown = state.paginate(queries.nominations(request.actor, event, state))
    may_see_all = request.actor.may(see_people, on=event)
    table = Table(
        key="nominations",
        caption=_("Nominations"),
        columns=(
            Column(_("Institution"), "name"),
            Column(_("Contact")),
            Column(_("State"), "answered"),
            Column(_("Named"), kind="number"),
            Column(_("Confirmed"), kind="number"),
            Column(_("Waiting"), kind="number"),
        ),
        rows=shown.object_list,
        page=shown,
        state=state,
        search_label=_("Search institutions"),
        filters=(
            Filter("state", _("State"), [("", _("all")), *NominationState.choices], state.filters["state"]),
        ),
        export_url=reverse("events:nominations_export", args=[request.network.slug, pk])
        if may_see_all
        else "",
    )
    context = {"table": table, "may_set_up": request.actor.may(policy.set_up, on=event)}
    return tab(request, event, "events/nominations.html", context)


def export(request: NetworkRequest, pk: int) -> HttpResponse:
    """What the list shows, as a workbook with the links for whoever may send them."""
    event = load(request, pk)
    request.actor.must(see_people, on=event)
    known = {}
    if request.actor.may(policy.set_up, on=event):
        found = queries.nomination_links(event, request.network.slug, now=timezone.now())
        known = {each.nomination.pk: each.address for each in found}
    return spreadsheet(
        _("Nominations"),
        [
            _("Institution"),
            _("Contact"),
            _("E-mail address"),
            _("Quota"),
            _("State"),
            _("Named"),
            _("Confirmed"),
            _("Waiting"),
            _("Note"),
            _("Personal link"),
        ],
        (
            [
                each.organisation.name,
                each.contact_name,
                each.contact_email,
                each.quota,
                each.get_state_display(),
                each.named,
                each.confirmed,
                each.waiting,
                each.note,
                known.get(each.pk, ""),
            ]
            for each in queries.nominations(request.actor, event, _state(request))
        ),
    )


def invite(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks which institutions are to name people."""
    event = load(request, pk)
    request.actor.must(policy.set_up, on=event)

    def act(form: InviteForm) -> list[Nomination]:
        chosen = list(form.cleaned_data["organisations"])
        if form.cleaned_data["all_members"]:
            members = Member.objects.filter(network_id=event.network_id).values("organisation_id")
            chosen += Organisation.objects.filter(pk__in=members).order_by("sort_key", "id")
        if form.cleaned_data["all_institutions"]:
            named = ParticipatingInstitution.objects.filter(event=event).values("organisation_id")
            chosen += Organisation.objects.filter(pk__in=named).order_by("sort_key", "id")
        return actions.invite_institutions(
            by=request.actor,
            event=event,
            organisations=chosen,
            quota=form.cleaned_data["quota"],
            now=timezone.now(),
        )

    def then(made: list[Nomination]) -> str:
        number = len(made)
        sentence = ngettext(
            "%(count)s institution has a personal link now.",
            "%(count)s institutions have a personal link now.",
            number,
        )
        messages.info(request, sentence % {"count": number})
        return address(request, "events:nominations", event)

    return respond(
        request,
        bind(InviteForm, request, picker=Picker(request.actor)),
        act=act,
        then=then,
        template="events/nominations_form.html",
        context={"event": event, "title": _("Ask institutions to name people")},
    )


def change(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The form of the quota and the contact of one institution."""
    nomination = _nomination(request, pk, part)
    request.actor.must(policy.manages, on=nomination)
    initial = {name: getattr(nomination, name) for name in actions.NOMINATION_FIELDS}
    return respond(
        request,
        bind(NominationForm, request, initial=initial),
        act=lambda form: actions.change_nomination(
            by=request.actor, nomination=nomination, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _nomination: _Place.inside(request, nomination).page,
        template="events/nominations_form.html",
        context={"event": nomination.event, "title": nomination.organisation.name},
    )


@require_POST
def renew(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """A new link for an institution; the old one ends."""
    nomination = _nomination(request, pk, part)
    actions.renew_nomination_link(by=request.actor, nomination=nomination, now=timezone.now())
    messages.success(request, _("The link is ready. A link that was there before does not work any more."))
    return HttpResponseRedirect(_Place.inside(request, nomination).page)


def _nomination(request: NetworkRequest, pk: int, part: int) -> Nomination:
    """A nomination of an event that the reader may see: all of them, or the own institution's."""
    event = load(request, pk)
    found = Nomination.objects.filter(network_id=request.network.id, event=event)
    nomination = get_object_or_404(found.select_related("event", "organisation"), pk=part)
    if not request.actor.may(policy.see_nomination, on=nomination):
        raise Http404
    return nomination


# --- the page of one institution --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the page of an institution stands: in the network, or behind its personal link."""

    names: str
    args: tuple[Any, ...]
    page: str
    base: str

    @classmethod
    def inside(cls, request: NetworkRequest, nomination: Nomination) -> _Place:
        args = (request.network.slug, nomination.event_id)
        page = reverse("events:nomination", args=[*args, nomination.pk])
        return cls("events:nominee", args, page, "events/cockpit.html")

    @classmethod
    def by_link(cls, request: LinkRequest) -> _Place:
        args = (request.network.slug, token_of(request))
        page = linked(request, "nominate")
        return cls("events_public:nominee", args, page, "web/base_public.html")

    def at(self, part: int, name: str = "", *more: Any) -> str:
        """The address of a page about one nominated person."""
        return reverse(f"{self.names}{name}", args=[*self.args, part, *more])


def nomination(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The people whom an institution names, with an account."""
    found = _nomination(request, pk, part)
    return _page(request, found, _Place.inside(request, found))


@never_cache
@by_link(policy.NOMINATE)
def nominate(request: LinkRequest) -> HttpResponse:
    """The same by the personal link of the institution."""
    return _page(request, _linked(request), _Place.by_link(request))


def _linked(request: LinkRequest) -> Nomination:
    found = Nomination.objects.for_actor(request.actor).select_related("event", "organisation")
    return get_object_or_404(found, pk=request.link.subject_id)


def _page(request: NetworkRequest, found: Nomination, place: _Place) -> HttpResponse:
    may_nominate = bool(request.actor.may(policy.nominate, on=found))
    page = queries.nomination_page(found)
    form = bind(NomineeForm, request, categories=page.categories)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                with attempt():
                    named = actions.nominate_person(
                        by=request.actor,
                        nomination=found,
                        applicant=form.applicant(found.organisation),
                        now=timezone.now(),
                    )
            except Problem as problem:
                form.add_error(problem.field if problem.field in form.fields else None, str(problem.message))
            else:
                _say(request, named)
                return HttpResponseRedirect(place.page)
    may_manage = bool(request.actor.may(policy.manages, on=found))
    context = {
        "nomination": found,
        "page": page,
        "people": [_Line(each, place) for each in page.people],
        "form": form,
        "may_nominate": may_nominate,
        "may_manage_nomination": may_manage,
        "closed": _why_closed(page, found),
        "answer_url": place.at(found.pk, "_answer") if place.names == "events:nominee" else _answer(place),
        "link": _link(request, found) if may_manage else "",
    }
    if place.names == "events:nominee":
        response = tab(request, found.event, "events/nomination.html", context)
        response.status_code = status
        return response
    return render(request, "events/nominate.html", {"event": found.event, **context}, status=status)


def _answer(place: _Place) -> str:
    return reverse("events_public:nominate_answer", args=place.args)


def _link(request: NetworkRequest, found: Nomination) -> str:
    """The address of the institution's page for the organisers, who send it."""
    return next(
        (
            each.address
            for each in queries.nomination_links(found.event, request.network.slug, now=timezone.now())
            if each.nomination.pk == found.pk
        ),
        "",
    )


def _why_closed(page: queries.NominationPage, found: Nomination) -> str:
    """Why nobody can be named today; "" when it is possible."""
    if page.settings is None:
        return _("Registration for this event has not been set up.")
    try:
        registrations.check_open(page.settings, found.event, timezone.now())
    except Problem as problem:
        return str(problem.message)
    return ""


@dataclass(frozen=True, slots=True)
class _Line:
    """A nominated person with the addresses of what can be done."""

    registration: Registration
    place: _Place

    @property
    def change(self) -> str:
        return self.place.at(self.registration.pk)

    @property
    def substitute(self) -> str:
        return self.place.at(self.registration.pk, "_substitute")

    @property
    def withdraw(self) -> str:
        return self.place.at(self.registration.pk, "_withdraw")

    @property
    def accept(self) -> str:
        return self.place.at(self.registration.pk, "_step", ACCEPT)

    @property
    def restore(self) -> str:
        return self.place.at(self.registration.pk, "_step", RETURN)


def _say(request: NetworkRequest, named: Registration) -> None:
    """What became of somebody who was named."""
    words = {"name": named.person.name}
    match named.state:
        case "waiting":
            messages.warning(
                request,
                _(
                    "%(name)s is on the waiting list, because the quota or the seats are used up. A free seat is offered in order."
                )
                % words,
            )
        case "submitted":
            messages.success(request, _("%(name)s was named and waits for the organisers' approval.") % words)
        case _state:
            messages.success(request, _("%(name)s was named and has a seat.") % words)


# --- one nominated person ---------------------------------------------------------------------------------


def _nominee(request: NetworkRequest, pk: int, part: int) -> tuple[Registration, _Place]:
    """A nominated person of an institution for which the reader may nominate."""
    event = load(request, pk)
    found = Registration.objects.filter(network_id=request.network.id, event=event, nomination__isnull=False)
    registration = get_object_or_404(
        found.select_related("event", "person", "nomination__organisation"), pk=part
    )
    nomination = registration.nomination
    if nomination is None or not request.actor.may(policy.nominate, on=nomination):
        raise Http404
    return registration, _Place.inside(request, nomination)


def _linked_nominee(request: LinkRequest, part: int) -> tuple[Registration, _Place]:
    found = Registration.objects.filter(nomination=_linked(request))
    registration = get_object_or_404(
        found.select_related("event", "person", "nomination__organisation"), pk=part
    )
    return registration, _Place.by_link(request)


def nominee(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Correct how a nominated person is written."""
    return _change(request, *_nominee(request, pk, part))


@never_cache
@by_link(policy.NOMINATE)
def linked_nominee(request: LinkRequest, part: int) -> HttpResponse:
    """The same by link."""
    return _change(request, *_linked_nominee(request, part))


def _change(request: NetworkRequest, found: Registration, place: _Place) -> HttpResponse:
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


def _substitute(request: NetworkRequest, found: Registration, place: _Place) -> HttpResponse:
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


def _withdraw(request: NetworkRequest, found: Registration, place: _Place) -> HttpResponse:
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
    place: _Place,
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


def _step(request: NetworkRequest, found: Registration, place: _Place, act: str) -> HttpResponse:
    acts: dict[str, Any] = {ACCEPT: registrations.accept, RETURN: registrations.return_to}
    if act not in acts:
        raise Http404
    try:
        with attempt():
            done = acts[act](by=request.actor, registration=found, now=timezone.now())
    except Problem as problem:
        messages.error(request, str(problem.message))
    else:
        _say(request, done)
    return HttpResponseRedirect(place.page)


def nominee_answer(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The institution does not take part, or does after all; ``part`` is the nomination."""
    found = _nomination(request, pk, part)
    request.actor.must(policy.nominate, on=found)
    return _answered(request, found, _Place.inside(request, found))


@never_cache
@by_link(policy.NOMINATE)
def nominate_answer(request: LinkRequest) -> HttpResponse:
    """The same by link."""
    return _answered(request, _linked(request), _Place.by_link(request))


def _answered(request: NetworkRequest, found: Nomination, place: _Place) -> HttpResponse:
    takes_part = found.state == NominationState.DECLINED
    title = _("We take part after all") if takes_part else _("We do not take part")
    return respond(
        request,
        bind(AnswerForm, request, initial={"note": found.note}),
        act=lambda form: actions.answer_nomination(
            by=request.actor,
            nomination=found,
            takes_part=takes_part,
            note=form.cleaned_data["note"],
            now=timezone.now(),
        ),
        then=lambda _nomination: place.page,
        template="events/nominee_ask.html",
        context={
            "event": found.event,
            "base": "web/base_public.html" if place.base == "web/base_public.html" else "web/base.html",
            "title": title,
            "label": title,
            "kind": "primary",
            "back": place.page,
        },
    )
