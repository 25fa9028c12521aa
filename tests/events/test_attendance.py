"""Attendance: the live page, who is missing, the export, and who sees names."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from samphan.events.actions.certificates import issue_certificates, set_certificate_rule
from samphan.events.actions.checkin import register_walk_in
from samphan.events.actions.parts import remove_part
from samphan.events.models import Registration
from samphan.events.queries.presence import came as was_there
from samphan.kit.errors import Problem
from samphan.tenancy.scope import system_scope, user_scope
from tests.events.test_checkin import MORNING, SECOND, scan, send, two_days

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.events.models import Event
    from tests.conftest import Statements
    from tests.personas import World


@pytest.fixture
def came(world: World) -> tuple[Event, list[Registration]]:
    """กานดา came on both days, เกษม on the second, ขวัญ never; สมหมาย walked in on the first."""
    with system_scope("test", world.a.pk) as by:
        event, people = two_days(by, "กานดา", "เกษม", "ขวัญ")
    send(world, event, scan(people[0].pk))
    later = MORNING + dt.timedelta(days=1)
    send(world, event, *(scan(each.pk, day=SECOND, at=later) for each in people[:2]), now=later)
    with user_scope(world.users["secretariat"], "alpha") as by:
        register_walk_in(by=by, event=event, name="สมหมาย มาเอง", scan=scan(None), now=MORNING)
    return event, people


def names(text: str) -> list[str]:
    return [each.split()[0] for each in re.findall(r'<span class="name">([^<]+)</span>', text)]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["กานดา", "เกษม", "ขวัญ", "สมหมาย"]),
        ("presence=present", ["กานดา", "เกษม", "สมหมาย"]),
        ("presence=missing", ["ขวัญ"]),
        ("presence=missing&day=2026-03-31", ["เกษม", "ขวัญ"]),
        ("presence=present&day=2026-04-01", ["กานดา", "เกษม"]),
        ("presence=walk_in", ["สมหมาย"]),
        ("q=กาน", ["กานดา"]),
        ("sort=-name", ["สมหมาย", "ขวัญ", "เกษม", "กานดา"]),
        ("day=nonsense&session=x&category=y", ["กานดา", "เกษม", "ขวัญ", "สมหมาย"]),
    ],
)
def test_list_tells_who_came_and_who_is_missing(
    came: tuple[Event, list[Registration]], browser: Callable[[str], Client], query: str, shown: list[str]
) -> None:
    page = browser("secretariat").get(f"/n/alpha/events/{came[0].pk}/attendance/?{query}")
    assert names(page.text) == shown


def test_export_has_a_column_for_each_day(
    came: tuple[Event, list[Registration]], browser: Callable[[str], Client]
) -> None:
    answer = browser("secretariat").get(f"/n/alpha/events/{came[0].pk}/attendance/export/?lang=en")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][4:] == ["31 Mar 2026", "1 Apr 2026"]
    assert [row[4:] for row in rows[1:]] == [["08.41", "08.41"], ["", "08.41"], ["", ""], ["08.41", ""]]


def test_numbers_are_for_all_and_names_for_some(
    came: tuple[Event, list[Registration]], browser: Callable[[str], Client]
) -> None:
    client, at = browser("coordinator"), f"/n/alpha/events/{came[0].pk}/attendance/"
    assert (client.get(at).status_code, "กานดา" in client.get(at).text) == (200, False)
    assert client.get(f"{at}counts/").status_code == 200
    assert client.get(f"{at}export/").status_code == 403
    assert client.get(f"/n/alpha/events/{came[0].pk}/checkin/").status_code == 403


def test_who_came_cannot_be_taken_off_the_list(world: World, came: tuple[Event, list[Registration]]) -> None:
    event, people = came
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Problem):
            remove_part(by=by, part=people[0])
        remove_part(by=by, part=people[2])
        assert event.registrations.count() == 3


def test_pages_of_certificates_cost_the_same_with_one_and_three(
    world: World, browser: Callable[[str], Client], statements: Statements
) -> None:
    client = browser("secretariat")
    counts = []
    for given in (["ก"], ["ก", "ข", "ค"]):
        with system_scope("test", world.a.pk) as by:
            event, people = two_days(by, *given)
        send(world, event, *(scan(each.pk) for each in people))
        with user_scope(world.users["secretariat"], "alpha") as by:
            set_certificate_rule(by=by, event=event, rule="any_day")
            issue_certificates(by=by, event=event, issued_on=SECOND)
        with statements() as sent:
            assert client.get(f"/n/alpha/events/{event.pk}/certificates/").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_who_came_is_read_once_and_not_compared_with_everybody(
    world: World, came: tuple[Event, list[Registration]]
) -> None:
    """Without statistics a join of 10,000 people with their check-ins took ten seconds."""
    event, people = came
    with system_scope("test", world.a.pk):
        found = Registration.objects.filter(was_there(event))
        assert "Join" not in found.explain()
        assert "Nested Loop" not in found.explain()
        assert set(found) == {*people[:2], Registration.objects.get(way="walk_in")}
        on_first = Registration.objects.filter(was_there(event, day=MORNING.date()))
        assert set(on_first) == {people[0], Registration.objects.get(way="walk_in")}
