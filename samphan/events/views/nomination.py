"""Nominations: institutions are asked, and name people on one page, with an account or by a personal link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
from samphan.events.models import Nomination, NominationState, ParticipatingInstitution, Registration
from samphan.events.policy import registration as policy
from samphan.events.policy import see_people
from samphan.events.queries import nomination as queries
from samphan.events.queries.organisations import directory_for
from samphan.events.transitions.registration import ACCEPT, RETURN
from samphan.events.views.cockpit import address, load, tab
from samphan.events.views.nomination_place import Place, linked_nomination, say
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import attempt, bind, respond
from samphan.kit.errors import Problem
from samphan.kit.http import by_link
from samphan.kit.workbook import spreadsheet
from samphan.networks.models import Member

if TYPE_CHECKING:
    from django.http import HttpResponse

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
            Column(_("Waiting list"), kind="number"),
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
            _("Waiting list"),
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
        bind(InviteForm, request, directory=directory_for(request.actor)),
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
        then=lambda _nomination: Place.inside(request, nomination).page,
        template="events/nominations_form.html",
        context={"event": nomination.event, "title": nomination.organisation.name},
    )


@require_POST
def renew(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """A new link for an institution; the old one ends."""
    nomination = _nomination(request, pk, part)
    actions.renew_nomination_link(by=request.actor, nomination=nomination, now=timezone.now())
    messages.success(request, _("The link is ready. A link that was there before does not work any more."))
    return HttpResponseRedirect(Place.inside(request, nomination).page)


def _nomination(request: NetworkRequest, pk: int, part: int) -> Nomination:
    """A nomination of an event that the reader may see: all of them, or the own institution's."""
    event = load(request, pk)
    found = Nomination.objects.filter(network_id=request.network.id, event=event)
    nomination = get_object_or_404(found.select_related("event", "organisation"), pk=part)
    if not request.actor.may(policy.see_nomination, on=nomination):
        raise Http404
    return nomination


# --- the page of one institution --------------------------------------------------------------------------


def nomination(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The people whom an institution names, with an account."""
    found = _nomination(request, pk, part)
    return _page(request, found, Place.inside(request, found))


@never_cache
@by_link(policy.NOMINATE)
def nominate(request: LinkRequest) -> HttpResponse:
    """The same by the personal link of the institution."""
    return _page(request, linked_nomination(request), Place.by_link(request))


def _page(request: NetworkRequest, found: Nomination, place: Place) -> HttpResponse:
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
                say(request, named)
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
        response = tab(request, found.event, "events/nomination.html", context, within="events:nominations")
        response.status_code = status
        return response
    return render(request, "events/nominate.html", {"event": found.event, **context}, status=status)


def _answer(place: Place) -> str:
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
    place: Place

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


def nominee_answer(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The institution does not take part, or does after all; ``part`` is the nomination."""
    found = _nomination(request, pk, part)
    request.actor.must(policy.nominate, on=found)
    return _answered(request, found, Place.inside(request, found))


@never_cache
@by_link(policy.NOMINATE)
def nominate_answer(request: LinkRequest) -> HttpResponse:
    """The same by link."""
    return _answered(request, linked_nomination(request), Place.by_link(request))


def _answered(request: NetworkRequest, found: Nomination, place: Place) -> HttpResponse:
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
