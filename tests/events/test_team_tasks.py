"""Tasks of the teams: written, in an order that can be done, due, done in one tap, taken from a template."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from samphan import catalogue
from samphan.catalogue import PackError
from samphan.events.actions.event import describe_event
from samphan.events.actions.hosts import TeamRow, arrange_teams
from samphan.events.actions.parts import remove_part, restore_removed
from samphan.events.actions.team_tasks import advance_task, take_template, write_task
from samphan.events.models import EventKind, TaskNeed, TaskState, TeamTask
from samphan.events.queries.task_templates import offered, template
from samphan.events.queries.team_tasks import circle, due_lines
from samphan.kit.components import ListState
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.kit.partial import PartialDate
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_person
from tests.factories.events import make_event, make_full_event
from tests.factories.preparing import prepare_event

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from django.test import Client

    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.events.conftest import At
    from tests.personas import World

TODAY = dt.date(2026, 3, 10)


def make_task(by: Actor, event: Event, title: str, **fields: Any) -> TeamTask:
    return write_task(by=by, event=event, title_th=title, **fields)


def test_write_task_ties_the_owner_to_the_one_person_of_that_name(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        person = make_person(by, "กานดา")
        known = make_task(
            by, event, "จองห้อง", owner_name=f"ผศ.ดร.{person.given_name_th} {person.family_name_th}"
        )
        other = make_task(by, event, "พิมพ์ป้าย", owner_name="คุณหนึ่ง")
        assert (known.owner_id, other.owner_id) == (person.pk, None)
        assert (str(known.owner_said), str(other.owner_said)) == (person.name_th, "คุณหนึ่ง")
        make_person(by, "กานดา")
        twice = make_task(by, event, "งานซ้ำชื่อ", owner_name=known.owner_name)
        assert twice.owner_id is None


def test_write_task_that_would_wait_for_itself_names_the_way(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        first = make_task(by, event, "หนึ่ง")
        second = make_task(by, event, "สอง", needs=[first])
        third = make_task(by, event, "สาม", needs=[second])
        with pytest.raises(Problem) as caught:
            make_task(by, event, "หนึ่ง", task=first, needs=[third])
        assert caught.value.field == "needs"
        assert "“หนึ่ง” → “สาม” → “สอง” → “หนึ่ง”" in str(caught.value.message)
        with pytest.raises(Problem):
            make_task(by, event, "หนึ่ง", task=first, needs=[first])
        assert list(TaskNeed.objects.order_by("id").values_list("task_id", "needed_id")) == [
            (second.pk, first.pk),
            (third.pk, second.pk),
        ]


@pytest.mark.parametrize(
    ("needs", "way"),
    [
        ({}, []),
        ({1: [2], 2: [3]}, []),
        ({1: [1]}, [1, 1]),
        ({1: [2], 2: [1]}, [1, 2, 1]),
        ({1: [2, 4], 2: [3], 3: [2], 4: [1]}, [1, 4, 1]),
        ({2: [3], 3: [2], 1: [2]}, []),
    ],
)
def test_find_circle_in_needs(needs: dict[int, list[int]], way: list[int]) -> None:
    assert circle(needs, 1) == way


def test_write_task_with_parts_of_another_event_is_refused(
    world: World, event: Event, foreign: Event
) -> None:
    with system_scope("test", world.b.pk) as stranger:
        theirs = make_task(stranger, foreign, "ของเครือข่ายอื่น")
        team = foreign.teams.get()
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Problem):
            make_task(by, event, "ก", team=team)
        with pytest.raises(Problem):
            make_task(by, event, "ก", needs=[theirs])
        with pytest.raises(TeamTask.DoesNotExist):
            make_task(by, event, "ก", task=theirs)


def test_write_task_that_somebody_saved_meanwhile_conflicts(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        task = make_task(by, event, "เดิม")
        make_task(by, event, "คนแรก", task=task, version=1)
        with pytest.raises(Conflict) as caught:
            make_task(by, event, "คนที่สอง", task=task, version=1)
        assert (caught.value.version, caught.value.current["title_th"]) == (2, "คนแรก")


def test_drop_task_asks_why_and_reopening_forgets_it(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        task = make_task(by, event, "งาน")
        with pytest.raises(Problem):
            advance_task(by=by, task=task, act="drop", today=TODAY)
        dropped = advance_task(by=by, task=task, act="drop", today=TODAY, reason="ไม่จำเป็นแล้ว")
        assert (dropped.state, dropped.dropped_reason) == (TaskState.DROPPED, "ไม่จำเป็นแล้ว")
        with pytest.raises(Problem):
            advance_task(by=by, task=task, act="finish", today=TODAY)
        opened = advance_task(by=by, task=task, act="reopen", today=TODAY)
        done = advance_task(by=by, task=opened, act="finish", today=TODAY)
        assert (opened.dropped_reason, done.state, done.done_on) == ("", TaskState.DONE, TODAY)


def test_due_tasks_are_open_ones_until_the_day_with_overdue_ones_first(
    world: World, event: Event, foreign: Event
) -> None:
    with system_scope("test", world.b.pk) as stranger:
        make_task(stranger, foreign, "ลับของเครือข่ายอื่น", due_on=TODAY)
    with user_scope(world.users["secretariat"], "alpha") as by:
        other = make_event(by, "Other")
        make_task(by, event, "สัปดาห์นี้", due_on=TODAY + dt.timedelta(days=6))
        make_task(by, other, "เลยกำหนด", due_on=TODAY - dt.timedelta(days=400))
        make_task(by, event, "ปีหน้า", due_on=TODAY + dt.timedelta(days=7))
        make_task(by, event, "ไม่มีวัน")
        done = make_task(by, event, "เสร็จแล้ว", due_on=TODAY)
        advance_task(by=by, task=done, act="finish", today=TODAY)
        found = due_lines(by, TODAY + dt.timedelta(days=6), TODAY)
        assert [(line.title, line.is_overdue) for line in found] == [("เลยกำหนด", True), ("สัปดาห์นี้", False)]
    with user_scope(world.users["partner"], "alpha") as by:
        assert due_lines(by, TODAY, TODAY) == []


def test_remove_task_is_undone_with_its_needs(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        first = make_task(by, event, "หนึ่ง", due_on=TODAY, owner_name="คุณหนึ่ง")
        make_task(by, event, "สอง", needs=[first])
        pk = first.pk
        before = TeamTask.objects.values().get(pk=pk)
        entry = remove_part(by=by, part=first)
        assert (TeamTask.objects.count(), TaskNeed.objects.count()) == (1, 0)
        restore_removed(by=by, event=event, entry=entry)
        after = TeamTask.objects.values().get(pk=pk)
        assert {**after, "changed_at": None} == {**before, "changed_at": None}
        assert TaskNeed.objects.get().needed_id == pk


# --- templates


@pytest.mark.parametrize("kind", EventKind.values)
def test_shipped_template_of_every_kind_can_be_read(kind: str) -> None:
    entries = template(kind)
    assert len(entries) > 5
    assert all(each.title_th and each.title_en and each.team_words for each in entries)
    assert len({each.code for each in entries}) == len(entries)


def test_take_template_computes_days_and_recognises_teams(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        arrange_teams(by=by, event=event, rows=[TeamRow(duty_th="ฝ่ายสถานที่และอาหาร")])
        made = take_template(by=by, event=event, codes=["approval", "venue", "catering"])
        assert [(task.template_code, task.due_on) for task in made] == [
            ("approval", dt.date(2026, 1, 15)),
            ("venue", dt.date(2026, 1, 30)),
            ("catering", dt.date(2026, 3, 17)),
        ]
        assert made[1].team is not None
        assert made[1].team.duty_th == "ฝ่ายสถานที่และอาหาร"
        assert list(made[1].needs.values_list("needed_id", flat=True)) == [made[0].pk]
        assert list(made[2].needs.all()) == []
        assert take_template(by=by, event=event, codes=["approval", "venue"]) == []
        assert [each.entry.code for each in offered(event) if each.is_taken] == [
            "approval",
            "venue",
            "catering",
        ]
        assert AuditEntry.objects.filter(act="take_template").count() == 1


def test_take_template_without_a_known_first_day_leaves_the_days_open(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        event = make_event(by, starts=PartialDate.of(dt.date(2026, 3, 1), "month"), ends=None)
        (task,) = take_template(by=by, event=event, codes=["approval"])
        assert task.due_on is None


def test_template_with_a_task_that_waits_for_a_later_one_is_refused(settings: Any, tmp_path: Path) -> None:
    folder = tmp_path / "catalogue" / "event_templates"
    folder.mkdir(parents=True)
    settings.DATA_DIR = tmp_path
    one = "{code: a, title_th: ก, title_en: A, team_th: ก, team_en: A, team_words: [ก], days: 1, after: [b]}"
    (folder / "other.yaml").write_text(f"code: other\nsource: x\ntasks:\n  - {one}\n", encoding="utf-8")
    template.cache_clear()
    with pytest.raises(PackError, match="not before this task: b"):
        template("other")
    template.cache_clear()
    assert set(catalogue.read("event_templates")) == set(EventKind.values)


# --- pages


def test_list_tasks_is_found_filtered_and_exported(
    world: World, browser: Callable[[str], Client], event: Event, foreign: Event, at: At
) -> None:
    with system_scope("test", world.b.pk) as stranger:
        make_task(stranger, foreign, "จองห้องของเครือข่ายอื่น")
    with user_scope(world.users["secretariat"], "alpha") as by:
        room = make_task(by, event, "จองห้อง", owner_name="คุณหนึ่ง", due_on=dt.date(2020, 1, 1))
        make_task(by, event, "ส่งหนังสือเชิญ", needs=[room])
    client = browser("secretariat")
    page = client.get(f"{at('tasks')}?lang=en")
    assert "จองห้อง" in page.text
    assert "Waits for: จองห้อง" in page.text
    assert "ของเครือข่ายอื่น" not in page.text
    assert "ส่งหนังสือเชิญ" not in client.get(f"{at('tasks')}?q=คุณหนึ่ง").text
    assert "ส่งหนังสือเชิญ" not in client.get(f"{at('tasks')}?when=overdue").text
    assert client.get(f"{at('tasks')}?team=x&state=x&when=x&sort=x&page=x").status_code == 200
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{at('tasks_export')}?q=จองห้อง").content))
    rows = sheet.get_sheet_by_index(0).to_python()
    assert [(row[0], row[3], row[4]) for row in rows[1:]] == [("จองห้อง", "คุณหนึ่ง", dt.date(2020, 1, 1))]


def test_mark_task_done_in_one_tap_and_back(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        task = make_task(by, event, "งาน")
    client = browser("secretariat")
    done = client.post(at("advance_task", task.pk, "finish"), {"next": f"{at('tasks')}?state=open"})
    assert done.headers["Location"] == f"{at('tasks')}?state=open#team_task-{task.pk}"
    client.post(at("advance_task", task.pk, "finish"), {"next": "https://elsewhere.example/"})
    with user_scope(world.users["secretariat"], "alpha"):
        assert TeamTask.objects.get().state == TaskState.DONE
        assert AuditEntry.objects.filter(act="finish_team_task").count() == 1
    assert client.post(at("advance_task", task.pk, "drop")).status_code == 404
    assert client.post(at("drop_task", task.pk), {"reason": ""}).status_code == 422


def test_write_task_page_keeps_what_was_typed_and_names_the_circle(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        first = make_task(by, event, "หนึ่ง")
        second = make_task(by, event, "สอง", needs=[first])
    client = browser("secretariat")
    data = {"title_th": "หนึ่งใหม่", "needs": [second.pk], "version": 1, "due_on": "31/2/2569"}
    bad = client.post(f"{at('change_task', first.pk)}?lang=en", data)
    assert (bad.status_code, "There is no such day in the calendar." in bad.text) == (422, True)
    circle_page = client.post(f"{at('change_task', first.pk)}?lang=en", {**data, "due_on": ""})
    assert circle_page.status_code == 422
    assert "would wait for each other" in circle_page.text
    assert "หนึ่งใหม่" in circle_page.text
    long = client.post(at("add_task"), {"title_th": "ก" * 50_000, "detail_th": "ข" * 50_000})
    assert long.status_code == 422
    made = client.post(at("add_task"), {"title_th": "ย้อนหลังได้", "due_on": "1 มกราคม 2560"})
    assert made.status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        assert TeamTask.objects.get(title_th="ย้อนหลังได้").due_on == dt.date(2017, 1, 1)
        assert TeamTask.objects.count() == 3


def test_take_template_on_its_page(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    client = browser("secretariat")
    page = client.get(f"{at('take_template')}?lang=en")
    codes = re.findall(r'name="codes" value="(\w+)" checked', page.text)
    assert codes == [each.code for each in template("workshop")]
    assert client.post(at("take_template"), {}).status_code == 422
    assert client.post(at("take_template"), {"codes": ["nonsense"]}).status_code == 422
    assert client.post(at("take_template"), {"codes": codes}).status_code == 302
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert TeamTask.objects.filter(event=event).count() == len(codes)
        describe_event(by=by, event=event, kind="visit")
    assert client.get(at("take_template")).status_code == 200


@pytest.mark.parametrize("persona", ["board", "coordinator", "lead"])
def test_change_tasks_without_the_role_is_refused(
    world: World, browser: Callable[[str], Client], event: Event, at: At, persona: str
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        task = make_task(by, event, "งาน")
    client = browser(persona)
    assert client.get(at("tasks")).status_code == 200
    assert client.get(at("add_task")).status_code == 403
    assert client.get(at("take_template")).status_code == 403
    assert client.post(at("advance_task", task.pk, "finish")).status_code == 403
    assert client.post(at("drop_task", task.pk), {"reason": "x"}).status_code == 403
    with user_scope(world.users[persona], "alpha") as by, pytest.raises(Refused):
        make_task(by, event, "ก")


def test_list_tasks_takes_the_same_statements_for_one_row_and_for_three(
    world: World, browser: Callable[[str], Client], statements: Statements, at: At
) -> None:
    client = browser("secretariat")
    asked = []
    for rows in (1, 3):
        with system_scope("test", world.a.pk) as by:
            event = prepare_event(by, make_full_event(by, rows=rows), rows=rows)
            address = at("tasks").replace(at("tasks").split("/")[4], str(event.pk))
        client.get(address)
        with statements() as sent:
            assert client.get(address).status_code == 200
        asked.append(len(sent))
    assert asked[0] == asked[1]


def test_sort_tasks_leaves_those_without_a_day_at_the_end(world: World, event: Event) -> None:
    from samphan.events.queries.team_tasks import tasks

    with user_scope(world.users["secretariat"], "alpha") as by:
        make_task(by, event, "ไม่มีวัน")
        make_task(by, event, "หลัง", due_on=dt.date(2026, 2, 1))
        make_task(by, event, "ก่อน", due_on=dt.date(2026, 1, 1))
        for sort, expected in (("due", ["ก่อน", "หลัง", "ไม่มีวัน"]), ("-due", ["หลัง", "ก่อน", "ไม่มีวัน"])):
            found = tasks(by, event, ListState(sort=sort), today=TODAY)
            assert [task.title_th for task in found] == expected
