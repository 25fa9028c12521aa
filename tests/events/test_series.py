"""Series: an event after another one with what was chosen, days shifted; and the numbers of both side by side."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from samphan.events.actions import cloning
from samphan.events.actions.cloning import Copied, can_come_along, clone_event
from samphan.events.actions.series import join_series, leave_series
from samphan.events.models import (
    BudgetLine,
    Event,
    EventSeries,
    Output,
    Registration,
    RegistrationSettings,
    TaskNeed,
    TeamPerson,
    TeamTask,
)
from samphan.events.queries.series import compared
from samphan.kit.errors import Problem, Refused
from samphan.kit.partial import PartialDate
from samphan.surveys.actions.questions import QuestionRow, add_question
from samphan.surveys.actions.survey import create_survey
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.events import make_event, make_full_event
from tests.factories.preparing import prepare_event

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.events.conftest import At
    from tests.personas import World

NEXT = PartialDate.of(dt.date(2027, 3, 31))
EVERYTHING = ("hosts", "teams", "people", "tasks", "topics", "rooms", "agenda", "budget")


@pytest.fixture
def event(world: World) -> Event:
    with system_scope("test", world.a.pk) as by:
        return prepare_event(by, make_full_event(by))


def test_clone_brings_what_was_chosen_with_shifted_days(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        item, room = event.agenda.get(), event.rooms.get()
        item.room, item.group = room, event.groups.get()
        item.save()
        event.refresh_from_db()
        made = clone_event(by=by, source=event, title_th="ปีหน้า", starts=NEXT, what=EVERYTHING)
        assert (made.previous_id, made.series_id, made.kind) == (event.pk, event.series_id, event.kind)
        assert (made.stated_participants, made.goal_th) == (None, "เป้าหมาย")
        team = made.teams.get()
        assert team.pk != event.teams.get().pk
        assert team.members.count() == 1
        assert made.team_people.get().team_id == team.pk
        assert list(made.tasks.order_by("id").values_list("title_th", "due_on", "team_id", "owner_name")) == [
            ("จองห้อง ", dt.date(2027, 3, 1), None, ""),
            ("งาน 1 ", dt.date(2027, 3, 10), team.pk, "คนที่1 "),
        ]
        need = TaskNeed.objects.get(task__event=made)
        assert (need.task.event_id, need.needed.event_id) == (made.pk, made.pk)
        copied = made.agenda.get()
        assert (copied.day, copied.room_id, copied.group_id) == (
            dt.date(2027, 3, 31),
            made.rooms.get().pk,
            made.groups.get().pk,
        )
        assert copied.topic_id == made.topics.get().pk
        assert list(made.agenda_roles.all()) == []
        assert (
            Registration.objects.filter(event=made).count(),
            Output.objects.filter(event=made).count(),
        ) == (0, 0)
        entry = AuditEntry.objects.get(act="clone_event")
        assert entry.changes["copied"][1]["tasks"] == 2


def test_clone_leaves_behind_what_was_not_chosen(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        made = clone_event(by=by, source=event, title_th="ปีหน้า", starts=NEXT, what=["tasks", "people"])
        assert made.teams.count() == 0
        assert TeamPerson.objects.filter(event=made).count() == 0
        assert list(made.tasks.order_by("id").values_list("team_id", "owner_name")) == [
            (None, ""),
            (None, "คนที่1 "),
        ]
        bare = clone_event(by=by, source=event, title_th="ว่าง")
        assert (bare.tasks.count(), bare.agenda.count(), bare.rooms.count(), bare.hosts.count()) == (
            0,
            0,
            0,
            0,
        )
        assert bare.slug != made.slug


@pytest.mark.parametrize("starts", [None, PartialDate.of(dt.date(2027, 3, 1), "month")])
def test_clone_onto_a_day_that_is_not_known_leaves_the_days_open(
    world: World, event: Event, starts: PartialDate | None
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        made = clone_event(by=by, source=event, title_th="ปีหน้า", starts=starts, what=["tasks", "agenda"])
        assert list(made.tasks.values_list("due_on", flat=True)) == [None, None]
        assert made.agenda.get().day is None


def test_clone_opens_done_tasks_and_leaves_dropped_ones_and_amounts_spent(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        first, second = event.tasks.order_by("id")
        TeamTask.objects.filter(pk=first.pk).update(state="done", done_on=dt.date(2026, 1, 1))
        TeamTask.objects.filter(pk=second.pk).update(state="dropped", dropped_reason="x")
        BudgetLine.objects.filter(event=event).update(actual=Decimal("9.99"))
        made = clone_event(by=by, source=event, title_th="ปีหน้า", starts=NEXT, what=["tasks", "budget"])
        assert list(made.tasks.values_list("state", "done_on")) == [("open", None)]
        line = made.budget_lines.get()
        assert (line.planned, line.actual) == (Decimal("1000.50"), None)


def test_clone_brings_the_registration_form_with_its_questions(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        survey = create_survey(by=by, title_th="คำถามเพิ่มเติม", purpose="registration", is_anonymous=False)
        add_question(by=by, survey=survey, row=QuestionRow(kind="short_text", text_th="มาถึงกี่โมง"))
        RegistrationSettings.objects.update_or_create(
            network_id=event.network_id,
            event=event,
            defaults={
                "survey": survey,
                "seats": 105,
                "opens_on": dt.date(2026, 3, 1),
                "changed_by": "last-year@example.org",
                "version": 7,
            },
        )
        event.categories.update(stated_count=60, quota=2)
        categories = list(event.categories.order_by("order", "id").values_list("name_th", flat=True))
        assert categories
        made = clone_event(by=by, source=event, title_th="ปีหน้า", starts=NEXT, what=["registration"])
        settings = RegistrationSettings.objects.select_related("survey").get(event=made)
        assert (settings.seats, settings.opens_on) == (105, dt.date(2027, 3, 1))
        assert (settings.changed_by, settings.version) == (by.label, 1)
        copied = made.categories.order_by("order", "id").values_list("name_th", "stated_count", "quota")
        assert list(copied) == [(name, None, 2) for name in categories]
        assert settings.survey is not None
        assert settings.survey_id != survey.pk
        assert list(settings.survey.questions.values_list("text_th", flat=True)) == ["มาถึงกี่โมง"]
        bare = clone_event(by=by, source=made, title_th="ปีต่อไป", what=["registration"])
        assert RegistrationSettings.objects.get(event=bare).opens_on is None


def test_clone_asks_what_upper_apps_registered(
    world: World, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int, int | None]] = []

    def copy(*, by: Actor, source_event: Event, new_event: Event, shift_days: int | None) -> int:
        asked.append((source_event.pk, new_event.pk, shift_days))
        return 3

    monkeypatch.setattr(cloning, "_further", {})
    cloning.register(Copied("boards_of_test", "Boards", copy, is_usual=False))
    assert can_come_along()[-1] == ("boards_of_test", "Boards", False)
    with user_scope(world.users["secretariat"], "alpha") as by:
        made = clone_event(by=by, source=event, title_th="ปีหน้า", starts=NEXT, what=["boards_of_test"])
        assert asked == [(event.pk, made.pk, 365)]
        assert AuditEntry.objects.get(act="clone_event").changes["copied"] == [None, {"boards_of_test": 3}]
        with pytest.raises(Problem):
            clone_event(by=by, source=event, title_th="ก", what=["nonsense"])


@pytest.mark.parametrize("persona", ["board", "coordinator", "lead"])
def test_clone_without_the_role_is_refused(
    world: World, browser: Callable[[str], Client], event: Event, at: At, persona: str
) -> None:
    with user_scope(world.users[persona], "alpha") as by, pytest.raises(Refused):
        clone_event(by=by, source=event, title_th="ก")
    client = browser(persona)
    assert client.get(at("series")).status_code == 200
    for name in ("clone", "write_series"):
        assert client.get(at(name)).status_code == 403
    assert client.post(at("leave_series")).status_code == 403


def test_event_cannot_come_before_itself_even_over_others(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        made = clone_event(by=by, source=event, title_th="ปีหน้า")
        for previous in (event, made):
            with pytest.raises(Problem):
                join_series(by=by, event=event, series=EventSeries.objects.get(), previous=previous)
        with pytest.raises(Problem):
            join_series(by=by, event=event)


def test_leave_series_and_come_back(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        leave_series(by=by, event=event)
        leave_series(by=by, event=event)
        event.refresh_from_db()
        assert (event.series_id, EventSeries.objects.count()) == (None, 1)
        join_series(by=by, event=event, series=EventSeries.objects.get())
        assert AuditEntry.objects.filter(act="leave_series").count() == 1


def test_compare_numbers_of_two_events(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        made = clone_event(by=by, source=event, title_th="ปีหน้า", starts=NEXT, what=["budget"])
        parts = compared(by, made, event)
        rows = {
            (part.title, row.label): (row.now, row.before, row.difference)
            for part in parts
            for row in part.rows
        }
        assert list(rows.values()) == [
            (None, 1, None),
            (0, 1, -1),
            (None, 1, None),
            (0, 1, -1),
            (None, 1, None),
            (None, None, None),
            (None, None, None),
            (Decimal("1000.50"), Decimal("1000.50"), Decimal("0.00")),
            (None, None, None),
            (0, 1, -1),
            (0, 1, -1),
            (0, 1, -1),
            (0, 2, -2),
        ]


# --- pages


def test_clone_on_its_page(world: World, browser: Callable[[str], Client], event: Event, at: At) -> None:
    client = browser("secretariat")
    page = client.get(f"{at('clone')}?lang=en")
    ticked = re.findall(r'name="what" value="(\w+)"[^>]*checked', page.text)
    assert {"teams", "tasks", "agenda", "budget", "rooms"} <= set(ticked)
    bad = client.post(at("clone"), {"title_th": "", "starts": "31/2/2570", "what": ticked})
    assert bad.status_code == 422
    made = client.post(at("clone"), {"title_th": "วันสร้างเครือข่าย 2570", "starts": "31/3/2570", "what": ticked})
    assert made.status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        new = Event.objects.get(title_th="วันสร้างเครือข่าย 2570")
        assert new.tasks.count() == 2
    series = html.unescape(
        client.get(re.sub(r"/events/\d+/", f"/events/{new.pk}/", f"{at('series')}?lang=en")).text
    )
    assert "compared below" in series
    assert "1,000.50" in series
    address = re.sub(r"/events/\d+/", f"/events/{new.pk}/", at("series_export"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{address}?with={event.pk}").content))
    assert len(book.get_sheet_by_index(0).to_python()) > 10


def test_write_series_on_its_page(
    world: World, browser: Callable[[str], Client], event: Event, foreign: Event, at: At
) -> None:
    with system_scope("test", world.b.pk) as stranger:
        theirs = join_series(by=stranger, event=foreign, title_th="ชุดของเครือข่ายอื่น")
    client = browser("secretariat")
    assert "ชุดของเครือข่ายอื่น" not in client.get(at("write_series")).text
    assert client.post(at("write_series"), {"series": theirs.pk}).status_code == 422
    assert client.post(at("write_series"), {}).status_code == 422
    assert client.post(at("write_series"), {"title_th": "ชุดใหม่"}).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        event.refresh_from_db()
        assert str(event.series.title_th if event.series else "") == "ชุดใหม่"


def test_open_series_takes_the_same_statements_for_one_row_and_for_three(
    world: World, browser: Callable[[str], Client], statements: Statements, at: At
) -> None:
    client = browser("secretariat")
    asked = []
    for rows in (1, 3):
        with system_scope("test", world.a.pk) as by:
            one = prepare_event(by, make_full_event(by, rows=rows), rows=rows)
            one.refresh_from_db()
            for _number in range(rows):
                clone_event(by=by, source=one, title_th="ปีหน้า", starts=NEXT, what=EVERYTHING)
        address = re.sub(r"/events/\d+/", f"/events/{one.pk}/", at("series"))
        client.get(address)
        with statements() as sent:
            assert client.get(address).status_code == 200
        asked.append(len(sent))
    assert asked[0] == asked[1]


def test_make_event_has_a_kind(world: World, browser: Callable[[str], Client], event: Event, at: At) -> None:
    client = browser("secretariat")
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Problem):
            make_event(by, kind="party")
        version = Event.objects.get(pk=event.pk).version
    data = {"title_th": "ก", "kind": "visit", "stated_budget": "๑,๐๐๐ บาท", "version": version}
    assert client.post(at("change"), data).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        changed = Event.objects.get(pk=event.pk)
        assert (changed.kind, changed.stated_budget) == ("visit", Decimal("1000.00"))
    assert client.post(at("change"), {"title_th": "ก", "kind": "party"}).status_code == 422
