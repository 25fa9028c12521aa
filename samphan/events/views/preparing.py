"""Lists of preparing that are written as a whole: people of teams, rooms, roles on the programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from samphan.events.actions import preparing as actions
from samphan.events.forms.preparing import AgendaRoleRowForm, RoomRowForm, TeamPersonRowForm
from samphan.events.models import AgendaItem, AgendaRole, Team
from samphan.events.queries.agenda import agenda_items, clashes, group_sizes
from samphan.events.queries.organisations import directory_for
from samphan.events.queries.parts import fingerprint
from samphan.events.queries.preparing import people_of_teams, rooms_of
from samphan.events.views.cockpit import load, tab
from samphan.events.views.sheets import Sheet, write
from samphan.kit.numbers import number_in
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def organisation_kwargs(request: NetworkRequest, rows: Sequence[Any]) -> dict[str, Any]:
    """What rows with an organisation need: the directory, which reads those of all rows together."""
    posted = [number_in(value) for name, value in request.POST.items() if name.endswith("-organisation")]
    directory = directory_for(request.actor, [*(row.organisation_id for row in rows), *posted])
    return {"directory": directory}


def team_people(request: NetworkRequest, pk: int) -> HttpResponse:
    """Who works in which team, written as a list."""
    event = load(request, pk)
    rows = list(people_of_teams(request.actor, event))
    fields = actions.TEAM_PERSON_FIELDS
    teams = list(Team.objects.for_actor(request.actor).filter(event=event).order_by("order", "id"))
    sheet = Sheet(
        title=_("People of the teams"),
        help=_(
            "One row a person and team; somebody may work in several teams. Names are written with titles as usual."
        ),
        add_label=_("Add a person"),
        url_name="events:hosts",
        row=TeamPersonRowForm,
        initial=[{"id": row.pk} | {name: getattr(row, name) for name in fields} for row in rows],
        version=fingerprint(rows, fields),
        act=lambda values, removed, version: actions.arrange_team_people(
            by=request.actor,
            event=event,
            rows=[actions.TeamPersonRow(**each) for each in values],
            removed=removed,
            version=version,
        ),
        row_kwargs={**organisation_kwargs(request, rows), "teams": teams},
    )
    return write(request, event, sheet)


def team_people_export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The people of the teams, as a workbook."""
    event = load(request, pk)
    return spreadsheet(
        _("People of the teams"),
        [_("Team"), _("Name"), _("Role"), _("Organisation")],
        (
            [
                row.team.duty,
                row.who,
                row.get_role_display(),
                row.organisation.name if row.organisation else "",
            ]
            for row in people_of_teams(request.actor, event).order_by("team__order", "team_id", "order", "id")
        ),
    )


def rooms(request: NetworkRequest, pk: int) -> HttpResponse:
    """The rooms of the venue, with what is in each, and what does not fit."""
    event = load(request, pk)
    items = agenda_items(request.actor, event)
    inside: dict[int, list[AgendaItem]] = {}
    for item in items:
        if item.room_id is not None:
            inside.setdefault(item.room_id, []).append(item)
    shown = list(rooms_of(request.actor, event))
    context = {
        "rooms": [(room, inside.get(room.pk, [])) for room in shown],
        "clashes": [each for each in clashes(items, group_sizes(event)) if each.code in {"room", "capacity"}],
        "seats": sum(room.capacity or 0 for room in shown),
    }
    return tab(request, event, "events/rooms.html", context)


def write_rooms(request: NetworkRequest, pk: int) -> HttpResponse:
    """The rooms, written as a list."""
    event = load(request, pk)
    rows = list(rooms_of(request.actor, event))
    fields = actions.ROOM_FIELDS
    sheet = Sheet(
        title=_("Rooms"),
        help=_("Items of the programme are put into these rooms; a room that is too small is shown."),
        add_label=_("Add a room"),
        url_name="events:rooms",
        row=RoomRowForm,
        initial=[{"id": row.pk} | {name: getattr(row, name) for name in fields} for row in rows],
        version=fingerprint(rows, fields),
        act=lambda values, removed, version: actions.arrange_rooms(
            by=request.actor,
            event=event,
            rows=[actions.RoomRow(**each) for each in values],
            removed=removed,
            version=version,
        ),
    )
    return write(request, event, sheet)


def rooms_export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The rooms, as a workbook."""
    event = load(request, pk)
    return spreadsheet(
        _("Rooms"),
        [_("Room"), _("Building and floor"), _("People whom it holds"), _("Equipment")],
        ([room.name, room.place, room.capacity, room.equipment] for room in rooms_of(request.actor, event)),
    )


def agenda_roles(request: NetworkRequest, pk: int) -> HttpResponse:
    """Who speaks, moderates, facilitates and reports, written as a list."""
    event = load(request, pk)
    found = AgendaRole.objects.for_actor(request.actor).filter(event=event)
    rows = list(found.select_related("item", "person", "organisation").order_by("order", "id"))
    fields = actions.AGENDA_ROLE_FIELDS
    items = list(AgendaItem.objects.for_actor(request.actor).filter(event=event).order_by("order", "id"))
    sheet = Sheet(
        title=_("Speakers and other roles"),
        help=_("Speakers, moderators, facilitators and rapporteurs, one row a person and item."),
        add_label=_("Add a role"),
        url_name="events:programme",
        row=AgendaRoleRowForm,
        initial=[{"id": row.pk} | {name: getattr(row, name) for name in fields} for row in rows],
        version=fingerprint(rows, fields),
        act=lambda values, removed, version: actions.arrange_agenda_roles(
            by=request.actor,
            event=event,
            rows=[actions.AgendaRoleRow(**each) for each in values],
            removed=removed,
            version=version,
        ),
        row_kwargs={**organisation_kwargs(request, rows), "items": items},
    )
    return write(request, event, sheet)


def agenda_export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The programme with rooms and roles, as a workbook."""
    event = load(request, pk)
    none = ""
    return spreadsheet(
        _("Agenda"),
        [
            _("Day"),
            _("Starts at"),
            _("Ends at"),
            _("Agenda item"),
            _("Kind"),
            _("Track"),
            _("Room"),
            _("Group"),
            _("Speakers and other roles"),
        ],
        (
            [
                item.day,
                f"{item.starts_at:%H.%M}" if item.starts_at else none,
                f"{item.ends_at:%H.%M}" if item.ends_at else none,
                item.title,
                item.get_kind_display(),
                item.track,
                item.room.name if item.room else none,
                item.group.code if item.group else none,
                ", ".join(f"{each.who} ({each.get_role_display()})" for each in item.roles.all()),
            ]
            for item in agenda_items(request.actor, event)
        ),
    )
