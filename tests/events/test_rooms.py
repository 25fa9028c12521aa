"""Rooms, people of teams: lists of preparing, what does not fit, and that no parts of others come in."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from samphan.events.actions.hosts import TeamRow, arrange_teams
from samphan.events.actions.parts import remove_part, restore_removed
from samphan.events.actions.preparing import RoomRow, TeamPersonRow, arrange_rooms, arrange_team_people
from samphan.events.actions.programme import AgendaRow, arrange_agenda
from samphan.events.models import AgendaItem, Registration, Room, TeamPerson
from samphan.events.queries.agenda import agenda_items, clashes, group_sizes
from samphan.kit.errors import Problem
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.events import make_full_event
from tests.factories.preparing import prepare_event

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.test import Client

    from samphan.events.models import Event
    from tests.conftest import Statements
    from tests.events.conftest import At
    from tests.personas import World

DAY = dt.date(2026, 3, 31)


def test_write_rooms_and_put_the_programme_into_them(
    world: World, browser: Callable[[str], Client], event: Event, at: At, sheet: Callable[..., dict[str, Any]]
) -> None:
    client = browser("secretariat")
    rows = sheet(
        {"name_th": "ห้องประชุมใหญ่", "capacity": "๒๐๐", "equipment_th": "จอ 2 จอ"}, {"name_th": "ห้อง 2"}, {}
    )
    assert client.post(at("write_rooms"), rows).headers["Location"] == at("rooms")
    with user_scope(world.users["secretariat"], "alpha"):
        room = Room.objects.get(name_th="ห้องประชุมใหญ่")
        assert list(Room.objects.order_by("order").values_list("name_th", "capacity")) == [
            ("ห้องประชุมใหญ่", 200),
            ("ห้อง 2", None),
        ]
        known = event.agenda.get()
    item = {
        "id": known.pk, "title_th": "พิธีเปิด", "kind": "plenary", "day": "31/3/2569", "starts_at": "9.00",
        "room": room.pk, "track": "ก",
    }  # fmt: skip
    assert client.post(at("agenda"), sheet(item, known=1)).status_code == 302
    page = client.get(at("rooms"))
    assert "พิธีเปิด" in page.text
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(at("rooms_export")).content))
    assert [row[0] for row in book.get_sheet_by_index(0).to_python()[1:]] == ["ห้องประชุมใหญ่", "ห้อง 2"]


@pytest.mark.parametrize("capacity", ["-1", "99999999999", "มาก"])
def test_write_room_with_an_impossible_size_says_so(
    browser: Callable[[str], Client], at: At, sheet: Callable[..., dict[str, Any]], capacity: str
) -> None:
    response = browser("secretariat").post(at("write_rooms"), sheet({"name_th": "ห้อง", "capacity": capacity}))
    assert response.status_code == 422
    assert f'value="{capacity}"' in response.text


def test_remove_room_leaves_the_item_and_undo_puts_it_back(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        (room,) = arrange_rooms(by=by, event=event, rows=[RoomRow(name_th="ห้อง 1")]).parts
        pk = room.pk
        arrange_agenda(by=by, event=event, rows=[AgendaRow(title_th="พิธีเปิด", room=room)])
        entry = remove_part(by=by, part=room)
        assert AgendaItem.objects.get(title_th="พิธีเปิด").room_id is None
        restore_removed(by=by, event=event, entry=entry)
        assert AgendaItem.objects.get(title_th="พิธีเปิด").room_id == pk


def test_room_too_small_for_its_group_or_for_everybody_is_shown(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        small, none = arrange_rooms(
            by=by, event=event, rows=[RoomRow(name_th="ห้องเล็ก", capacity=0), RoomRow(name_th="ไม่ทราบขนาด")]
        ).parts
        group = event.groups.get()
        rows = [
            AgendaRow(title_th="ทุกคน", room=small),
            AgendaRow(title_th="กลุ่ม", kind="workshop", room=small, group=group),
            AgendaRow(title_th="พัก", kind="break", room=small),
            AgendaRow(title_th="ไม่ทราบ", room=none),
        ]
        arrange_agenda(by=by, event=event, rows=rows, removed=[event.agenda.get().pk])
        found = clashes(agenda_items(by, event), group_sizes(event))
        assert [each.code for each in found] == ["capacity"]
        Registration.objects.update(group=group)
        found = clashes(agenda_items(by, event), group_sizes(event))
        assert [each.code for each in found] == ["capacity", "capacity"]
        Registration.objects.update(state="withdrawn")
        assert clashes(agenda_items(by, event), group_sizes(event)) == []


def test_write_team_people_on_its_page_and_export(
    world: World, browser: Callable[[str], Client], event: Event, at: At, sheet: Callable[..., dict[str, Any]]
) -> None:
    with user_scope(world.users["secretariat"], "alpha"):
        team = event.teams.get()
        seat = team.members.select_related("organisation").get()
    client = browser("secretariat")
    rows = sheet(
        {"name": "ดร.กานดา ใจดี", "team": team.pk, "role": "lead", "organisation": seat.organisation_id},
        {"name": "", "role": "member"},
    )
    assert client.post(at("team_people"), rows).headers["Location"] == at("hosts")
    assert "กานดา" in client.get(at("hosts")).text
    without = client.post(f"{at('team_people')}?lang=en", sheet({"name": "ไม่มีทีม", "role": "member"}))
    assert (without.status_code, "This field is required." in without.text) == (422, True)
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(at("team_people_export")).content))
    assert [row[1] for row in book.get_sheet_by_index(0).to_python()[1:]] == ["ดร.กานดา ใจดี"]


def test_write_team_people_of_another_event_is_refused(world: World, event: Event, foreign: Event) -> None:
    with system_scope("test", world.b.pk):
        team = foreign.teams.get()
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Problem):
            arrange_team_people(by=by, event=event, rows=[TeamPersonRow(name="ก", team=team)])
        own = event.teams.get()
        with pytest.raises(Problem):
            arrange_team_people(by=by, event=event, rows=[TeamPersonRow(name="ก", team=own, role="king")])
        with pytest.raises(Problem):
            arrange_team_people(by=by, event=event, rows=[TeamPersonRow(name=" ", team=own)])


def test_remove_team_with_people_is_undone_with_them(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        team = event.teams.get()
        rows = [TeamPersonRow(name="คุณหนึ่ง", team=team), TeamPersonRow(name="คุณสอง", team=team)]
        arrange_team_people(by=by, event=event, rows=rows)
        removed = arrange_teams(by=by, event=event, rows=[TeamRow(duty_th="ใหม่")], removed=[team.pk]).removed
        assert TeamPerson.objects.count() == 0
        restore_removed(by=by, event=event, entry=removed[0])
        assert list(TeamPerson.objects.order_by("order").values_list("name", flat=True)) == ["คุณหนึ่ง", "คุณสอง"]


def test_open_lists_of_preparing_takes_the_same_statements_for_one_row_and_for_three(
    world: World, browser: Callable[[str], Client], statements: Statements, at: At
) -> None:
    client = browser("secretariat")
    asked: dict[str, list[int]] = {}
    for rows in (1, 3):
        with system_scope("test", world.a.pk) as by:
            event = prepare_event(by, make_full_event(by, rows=rows), rows=rows)
        for name in ("hosts", "team_people", "rooms", "write_rooms", "programme", "agenda", "agenda_roles"):
            address = re.sub(r"/events/\d+/", f"/events/{event.pk}/", at(name))
            client.get(address)
            with statements() as sent:
                assert client.get(address).status_code == 200
            asked.setdefault(name, []).append(len(sent))
    assert {name: one for name, (one, _three) in asked.items()} == {
        name: three for name, (_one, three) in asked.items()
    }
