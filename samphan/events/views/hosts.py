"""Who carries the event: hosts and teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.shortcuts import render
from django.utils.translation import gettext as _

from samphan.events import policy
from samphan.events.actions import hosts as actions
from samphan.events.forms.sheets import HostRowForm, TeamRowForm
from samphan.events.models import EventHost, Team, TeamOrganisation, TeamPerson
from samphan.events.queries.organisations import directory_for, offered
from samphan.events.views.cockpit import load, tab
from samphan.events.views.sheets import Sheet, write
from samphan.kit.numbers import number_in

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from samphan.events.models import Event
    from samphan.kit.http import NetworkRequest


def _hosts(request: NetworkRequest, event: Event) -> QuerySet[EventHost]:
    hosts = EventHost.objects.for_actor(request.actor).filter(event=event)
    return hosts.select_related("organisation").order_by("order", "id")


def _teams(request: NetworkRequest, event: Event) -> QuerySet[Team]:
    seats = TeamOrganisation.objects.select_related("organisation").order_by("order", "id")
    teams = Team.objects.for_actor(request.actor).filter(event=event)
    people = TeamPerson.objects.select_related("person", "organisation").order_by("order", "id")
    found = teams.prefetch_related(Prefetch("members", seats)).prefetch_related(Prefetch("people", people))
    return found.order_by("order", "id")


def hosts(request: NetworkRequest, pk: int) -> HttpResponse:
    """Hosts with their roles, teams with their organisations."""
    event = load(request, pk)
    teams = list(_teams(request, event))
    seated = {seat.organisation_id for team in teams for seat in team.members.all()}
    context = {
        "hosts": _hosts(request, event),
        "teams": teams,
        "seats": sum(len(team.members.all()) for team in teams),
        "organisations": len(seated),
    }
    return tab(request, event, "events/hosts.html", context)


def write_hosts(request: NetworkRequest, pk: int) -> HttpResponse:
    """The hosts, written as a list."""
    event = load(request, pk)
    rows = list(_hosts(request, event))
    posted = [number_in(value) for name, value in request.POST.items() if name.endswith("-organisation")]
    directory = directory_for(request.actor, [*(row.organisation_id for row in rows), *posted])
    sheet = Sheet(
        title=_("Hosts"),
        help=_("An organisation may hold several roles: one row each."),
        add_label=_("Add a host"),
        url_name="events:hosts",
        row=HostRowForm,
        initial=[{"organisation": row.organisation, "role": row.role} for row in rows],
        version=actions.hosts_version(event),
        act=lambda values, _removed, version: actions.arrange_hosts(
            by=request.actor, event=event, rows=[actions.HostRow(**each) for each in values], version=version
        ),
        row_kwargs={"directory": directory},
    )
    return write(request, event, sheet)


def write_teams(request: NetworkRequest, pk: int) -> HttpResponse:
    """All teams with all their organisations on one page."""
    event = load(request, pk)
    rows = list(_teams(request, event))
    members = {row.pk: [seat.organisation for seat in row.members.all()] for row in rows}
    directory = directory_for(
        request.actor, [each.pk for organisations in members.values() for each in organisations]
    )
    sheet = Sheet(
        title=_("Teams"),
        help=_(
            "One row a duty. Write the organisations that carry it below each other, by name or abbreviation."
        ),
        add_label=_("Add a team"),
        url_name="events:hosts",
        row=TeamRowForm,
        initial=[
            {"id": row.pk, "duty_th": row.duty_th, "duty_en": row.duty_en, "organisations": members[row.pk]}
            for row in rows
        ],
        version=actions.teams_version(event),
        act=lambda values, removed, version: actions.arrange_teams(
            by=request.actor,
            event=event,
            rows=[actions.TeamRow(**each) for each in values],
            removed=removed,
            version=version,
        ),
        row_kwargs={"directory": directory},
    )
    return write(request, event, sheet)


def organisations(request: NetworkRequest) -> HttpResponse:
    """Options of the organisation picker: found by any part of a name; without words those of the network."""
    request.actor.must(policy.enter, on=request.network)
    options = offered(request.actor, request.GET.get("q", "")[:200])
    return render(request, "kit/options.html", {"options": options})
