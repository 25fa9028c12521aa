"""Asking the participants how it was, and what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samphan.events import policy
from samphan.events.actions import survey as actions
from samphan.events.policy import survey as survey_policy
from samphan.events.queries import survey as queries
from samphan.events.views.cockpit import address, load, tab
from samphan.kit.components import Column, ListState, Table
from samphan.kit.editing import attempt
from samphan.kit.errors import Problem
from samphan.kit.workbook import spreadsheet
from samphan.surveys.queries.lists import open_address
from samphan.surveys.queries.results import results

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.events.models import Event, EventSurvey
    from samphan.kit.http import NetworkRequest

PER_PAGE = 50


def satisfaction(request: NetworkRequest, pk: int) -> HttpResponse:
    """How to ask, who has answered, and the results."""
    event = load(request, pk)
    request.actor.must(survey_policy.see_satisfaction, on=event)
    about = queries.satisfaction_of(event)
    context: dict[str, Any] = {
        "about": about,
        "may_ask": request.actor.may(survey_policy.ask_participants, on=event),
        "may_see_people": request.actor.may(policy.see_people, on=event),
    }
    if about is not None:
        about.event = event
        context |= _shown(request, event, about, may_ask=bool(context["may_ask"]))
    return tab(request, event, "events/survey.html", context)


def _shown(request: NetworkRequest, event: Event, about: EventSurvey, *, may_ask: bool) -> dict[str, Any]:
    now, slug = timezone.now(), request.network.slug
    asked = queries.people_to_ask(event).count()
    shown: dict[str, Any] = {
        "survey": about.survey,
        "results": results(request.actor, about.survey, asked=asked or None),
        "rates": queries.rates(about),
    }
    if may_ask:
        state = ListState.read(request, sorts=())
        page = state.paginate(queries.asked_participants(about, words=state.query), per_page=PER_PAGE)
        shown |= {
            "open_address": open_address(about.survey, slug=slug, now=now),
            "waiting": queries.not_asked_yet(about).count(),
            "table": Table(
                key="asked",
                caption=_("Personal links"),
                columns=(
                    Column(_("Name")),
                    Column(_("Category")),
                    Column(_("State")),
                    Column(_("Personal link")),
                ),
                rows=queries.links_for(list(page.object_list), slug=slug, now=now),
                page=page,
                state=state,
                search_label=_("Search people"),
                export_url=reverse("events:satisfaction_export", args=[slug, event.pk]),
            ),
        }
    return shown


def export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The personal links as a workbook, for a mail merge or a list."""
    event = load(request, pk)
    request.actor.must(survey_policy.ask_participants, on=event)
    return spreadsheet(
        _("Personal links"),
        [_("Name"), _("Category"), _("E-mail address"), _("State"), _("Personal link")],
        (
            [
                each.registration.person.name,
                each.registration.category.name if each.registration.category else "",
                each.registration.email,
                _("answered") if each.has_answered else _("not yet"),
                each.address,
            ]
            for each in queries.personal_links(event, slug=request.network.slug, now=timezone.now())
        ),
    )


@require_POST
def advance(request: NetworkRequest, pk: int, act: str) -> HttpResponse:
    """Begin, open, ask, close."""
    event = load(request, pk)
    request.actor.must(survey_policy.ask_participants, on=event)
    about = queries.satisfaction_of(event)
    try:
        with attempt():
            messages.success(request, _act(request, event, about, act))
    except Problem as problem:
        messages.error(request, str(problem.message))
    return HttpResponseRedirect(address(request, "events:satisfaction", event))


def _act(request: NetworkRequest, event: Event, about: EventSurvey | None, act: str) -> str:
    """Do it, and say what was done."""
    by = request.actor
    if act == "begin":
        actions.begin_satisfaction(by=by, event=event)
        return _("The survey was made from the template. Look at its questions, then open it.")
    if about is None:
        raise Http404
    if act == "open":
        actions.open_satisfaction(by=by, about=about, now=timezone.now())
        return _("The survey takes answers now.")
    if act == "ask":
        count = actions.ask_participants(by=by, about=about)
        return ngettext("%(count)s personal link was made.", "%(count)s personal links were made.", count) % {
            "count": count
        }
    if act == "close":
        actions.close_satisfaction(by=by, about=about)
        return _("The survey is closed.")
    raise Http404
