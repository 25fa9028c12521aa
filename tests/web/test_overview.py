"""The overview of a network and the door to learning."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from samphan.events.actions.team_tasks import write_task
from samphan.events.models import Event
from samphan.kit import due
from samphan.projects.actions.action_items import add_action
from samphan.projects.actions.project import begin_project
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.reports import make_networking_day
from tests.factories.world import fill_network

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.conftest import Statements
    from tests.personas import World


@pytest.fixture
def filled(world: World) -> World:
    with system_scope("test", world.a.pk) as by:
        fill_network(by, "ownalpha")
    with system_scope("test", world.b.pk) as by:
        fill_network(by, "foreignbeta")
    return world


def test_open_overview_shows_what_was(filled: World, browser: Callable[[str], Client]) -> None:
    text = browser("secretariat").get("/n/alpha/?lang=en").text
    assert "Title ownalpha" in text
    assert "foreignbeta" not in text


def test_open_overview_of_projects_without_events_begins_with_a_project(
    world: World, browser: Callable[[str], Client]
) -> None:
    client = browser("secretariat")
    new_project, new_event = 'href="/n/alpha/work/projects/new/"', 'href="/n/alpha/events/new/"'
    quiet = client.get("/n/alpha/?lang=en")
    with system_scope("test", world.a.pk) as by:
        made = [
            begin_project(by=by, title_th=f"โครงการ {number}", today=timezone.localdate())
            for number in range(6)
        ]
    told = client.get("/n/alpha/?lang=en")
    assert (quiet.context["overview"].is_quiet, new_event in quiet.text) == (True, True)
    assert (new_project in told.text, new_event in told.text) == (True, False)
    overview = told.context["overview"]
    assert (overview.project_count, overview.projects) == (6, made[:0:-1])
    assert "Projects that were changed last" not in browser("stranger").get("/n/beta/?lang=en").text


def test_open_overview_as_partner_shows_no_events(filled: World, browser: Callable[[str], Client]) -> None:
    response = browser("partner").get("/n/alpha/?lang=en")
    assert response.status_code == 200
    assert "Title ownalpha" not in response.text
    assert browser("partner").get("/n/alpha/learn/uses/").status_code == 403


def test_list_uses_finds_and_counts(
    filled: World, browser: Callable[[str], Client], statements: Statements
) -> None:
    client = browser("secretariat")
    with statements() as sent:
        page = client.get("/n/alpha/learn/uses/?lang=en&q=ownalpha")
    assert "การใช้ ownalpha" in page.text
    assert len(sent) == 7  # session, user, scope, number of rows, rows, institutions, counts
    assert "การใช้ ownalpha" not in client.get("/n/alpha/learn/uses/?lang=en&state=done").text
    export = client.get("/n/alpha/learn/uses/export/")
    assert export["Content-Type"].endswith("spreadsheetml.sheet")


def test_open_page_behind_a_door_marks_where_it_belongs(
    filled: World, browser: Callable[[str], Client]
) -> None:
    def marked(path: str) -> list[tuple[str, str]]:
        tabs = browser("secretariat").get(f"/n/alpha/{path}?lang=en").text.partition('class="door-tabs"')[2]
        return re.findall(r'href="/n/alpha/([^"]+)" aria-current="(\w+)"', tabs.partition("</nav>")[0])

    assert marked("network/members/") == [("network/members/", "page")]
    assert marked("network/members/new/") == [("network/members/", "true")]
    assert marked("people/new/") == [("organisations/", "true")]  # the first page of the directory


def test_open_complete_event_leads_on_to_its_report(filled: World, browser: Callable[[str], Client]) -> None:
    with system_scope("test", filled.a.pk) as by:
        unfinished = Event.objects.get()
        event = make_networking_day(by).event
    client = browser("secretariat")

    def leads_on(event: Event) -> bool:
        page = client.get(f"/n/alpha/events/{event.pk}/").text
        return f'class="btn" href="/n/alpha/reports/event/{event.pk}/"' in page

    assert [leads_on(event), leads_on(unfinished)] == [True, False]


def test_open_overview_lists_what_is_due_this_week(
    filled: World, browser: Callable[[str], Client], statements: Statements
) -> None:
    today = timezone.localdate()
    with system_scope("test", filled.a.pk) as by:
        event = Event.objects.get()
        for days, title in ((-3, "งานค้าง"), (2, "งานสัปดาห์นี้"), (30, "งานเดือนหน้า")):
            add_action(by=by, title_th=title, owner_label="สมศรี", due_on=today + dt.timedelta(days=days))
        write_task(by=by, event=event, title_th="งานของทีม", due_on=today)
    client = browser("secretariat")
    page = client.get("/n/alpha/")
    overview = page.context["overview"]
    with user_scope(filled.users["secretariat"], "alpha") as by:
        every = due.lines(by, until=today + dt.timedelta(days=7), today=today)
    ours = {"งานค้าง", "งานของทีม", "งานสัปดาห์นี้", "งานเดือนหน้า"}
    shown = [(line.title, line.is_overdue) for line in every if line.title in ours]
    assert shown == [("งานค้าง", True), ("งานของทีม", False), ("งานสัปดาห์นี้", False)]
    assert (overview.this_week, overview.this_week_count) == (every[: len(overview.this_week)], len(every))
    for line in overview.this_week:
        assert client.get(line.url).status_code == 200, line
    with statements() as before:
        client.get("/n/alpha/")
    with system_scope("test", filled.a.pk) as by:
        for number in range(3):
            add_action(by=by, title_th=f"อีก {number}", owner_label="สมศรี", due_on=today)
            write_task(by=by, event=event, title_th=f"อีกงาน {number}", due_on=today)
    with statements() as after:
        client.get("/n/alpha/")
    assert len(before) == len(after)
