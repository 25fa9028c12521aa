"""Asking the owners after 6 and 12 months what became of it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from samphan.kit.errors import Problem, Refused
from samphan.projects.actions.follow_ups import (
    answer_follow_up,
    ask_follow_up,
    ask_partner,
    later,
    plan_after_end,
    plan_follow_ups,
)
from samphan.projects.actions.items import add_item
from samphan.projects.models import FollowUp
from samphan.projects.queries.due import follow_ups_due
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import user_scope
from tests.factories.projects import fill_work
from tests.projects.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.projects.models import Roadmap
    from tests.conftest import Statements
    from tests.personas import World
    from tests.projects.conftest import Members


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ((2026, 3, 31), 6, (2026, 9, 30)),
        ((2026, 3, 31), 12, (2027, 3, 31)),
        ((2026, 8, 31), 6, (2027, 2, 28)),
        ((2027, 8, 31), 6, (2028, 2, 29)),
        ((2026, 6, 30), 6, (2026, 12, 30)),
        ((2026, 12, 31), 12, (2027, 12, 31)),
    ],
)
def test_later_by_months_is_a_day_of_the_calendar(
    day: tuple[int, int, int], months: int, expected: tuple[int, int, int]
) -> None:
    assert later(dt.date(*day), months) == dt.date(*expected)


def test_plan_follow_ups_for_each_kind_of_subject_once(world: World, members: Members) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        work = fill_work(by, members.own, members.other, "ริมน้ำ", NOW)
        for subject, asked in (
            (work.part, ""),
            (work.action, "ผู้รับผิดชอบ ริมน้ำ"),
            (work.calling, "มหาวิทยาลัยของเรา"),
            (work.project, "มหาวิทยาลัยริมน้ำ"),
        ):
            first = plan_follow_ups(by=by, subject=subject, from_on=dt.date(2026, 1, 31))
            again = plan_follow_ups(by=by, subject=subject, from_on=dt.date(2026, 1, 31))
            assert first == again
            assert [each.due_on for each in first] == [dt.date(2026, 7, 31), dt.date(2027, 1, 31)]
            assert {(each.asked_of, each.subject) for each in first} == {(asked, subject)}
        assert AuditEntry.objects.filter(act="plan_follow_ups").count() == 5


def test_answer_follow_up_by_link_without_account(
    world: World, roadmap: Roadmap, members: Members, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        item = add_item(
            by=by, roadmap=roadmap, now=NOW, title_th="ธนาคารน้ำ", owner=members.own, owner_label="กองแผน"
        )
        hidden = add_item(by=by, roadmap=roadmap, now=NOW, title_th="เรื่องลับ")
        first, second = plan_follow_ups(by=by, subject=item, from_on=dt.date(2025, 1, 1))
        plan_follow_ups(by=by, subject=hidden, from_on=dt.date(2025, 1, 1))
        assert follow_ups_due(by, dt.date(2026, 5, 1)) == 4
        now = dt.datetime.now(dt.UTC)  # the link ends after a month
        old = ask_follow_up(by=by, follow_up=first, now=now)
        link = ask_follow_up(by=by, follow_up=first, now=now)
    old_path, path = (f"/{address.split('/', 3)[3]}" for address in (old, link))
    client = Client()
    assert client.get(old_path).status_code == 410
    page = client.get(path)
    assert (page.status_code, "ธนาคารน้ำ" in page.text, "เรื่องลับ" in page.text) == (200, True, False)
    assert client.post(path, {"answer": "maybe"}).status_code == 422
    assert client.post(path, {"answer": "under_way", "note": "ขุดแล้วสองบ่อ"}).status_code == 302
    with user_scope(world.users["lead"], "alpha") as by:
        first.refresh_from_db()
        assert (first.answer, first.note, first.answered_by) == (
            "under_way", "ขุดแล้วสองบ่อ", "มหาวิทยาลัยของเรา · กองแผน",
        )  # fmt: skip
        item.refresh_from_db()
        assert item.state == "proposed", "the state is changed by those who keep it"
        assert follow_ups_due(by, dt.date(2026, 5, 1)) == 3
        with pytest.raises(Problem, match="one of the answers"):
            answer_follow_up(by=by, follow_up=second, answer="", now=NOW)
    shown = browser("secretariat").get(at("item", item.pk)).text
    assert "ขุดแล้วสองบ่อ" in shown


def test_answer_written_over_another_one_is_told_of_it_first(
    world: World, roadmap: Roadmap, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        item = add_item(by=by, roadmap=roadmap, now=NOW, title_th="ธนาคารน้ำ", owner_label="กองแผน")
        first, _second = plan_follow_ups(by=by, subject=item, from_on=dt.date(2025, 1, 1))
        link = ask_follow_up(by=by, follow_up=first, now=dt.datetime.now(dt.UTC))
    inside, page, outside = browser("lead"), at("follow_up", first.pk), f"/{link.split('/', 3)[3]}"
    owner = Client()
    assert ['name="version" value="0"' in each.text for each in (inside.get(page), owner.get(outside))] == [
        True
    ] * 2
    assert owner.post(outside, {"answer": "done", "note": "ขุดเสร็จแล้ว", "version": "0"}).status_code == 302
    late = inside.post(page, {"answer": "dropped", "note": "ได้ยินว่าเลิก", "version": "0"})
    assert late.status_code == 409
    assert ["ขุดเสร็จแล้ว" in late.text, "ได้ยินว่าเลิก" in late.text, "กองแผน" in late.text] == [True, True, True]
    with user_scope(world.users["lead"], "alpha"):
        first.refresh_from_db()
        assert (first.answer, first.note) == ("done", "ขุดเสร็จแล้ว")
    seen = re.findall(r'name="version" value="(\d+)"', late.text)[0]
    assert inside.post(page, {"answer": "dropped", "note": "เลิกจริง", "version": seen}).status_code == 302
    late = owner.post(outside, {"answer": "under_way", "note": "", "version": seen})
    assert (late.status_code, "เลิกจริง" in late.text) == (409, True)
    with user_scope(world.users["lead"], "alpha"):
        told = AuditEntry.objects.filter(act="answer_follow_up").order_by("-id").first()
        assert told is not None
        assert told.changes["note"] == ["ขุดเสร็จแล้ว", "เลิกจริง"]


def test_coordinator_answers_for_own_institution_alone(
    world: World, roadmap: Roadmap, members: Members
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        planned = [
            plan_follow_ups(
                by=by,
                subject=add_item(by=by, roadmap=roadmap, now=NOW, title_th="ก", owner=owner),
                from_on=dt.date(2025, 1, 1),
            )[0]
            for owner in (members.own, members.other)
        ]
    with user_scope(world.users["coordinator"], "alpha") as by:
        assert answer_follow_up(by=by, follow_up=planned[0], answer="done", now=NOW).answer == "done"
        with pytest.raises(Refused):
            answer_follow_up(by=by, follow_up=planned[1], answer="done", now=NOW)
        with pytest.raises(Refused):
            ask_follow_up(by=by, follow_up=planned[0], now=NOW)


def test_follow_up_has_exactly_one_subject(world: World, members: Members) -> None:
    from django.db import IntegrityError, transaction

    with user_scope(world.users["lead"], "alpha") as by:
        work = fill_work(by, members.own, members.other, "ริมน้ำ", NOW)
        for subjects in ({}, {"roadmap_item": work.item, "action": work.action}):
            with pytest.raises(IntegrityError), transaction.atomic():
                FollowUp.objects.create(network_id=by.network_id, due_on=dt.date(2026, 1, 1), **subjects)


def test_open_follow_ups_by_when_and_as_often_with_many(
    world: World,
    roadmap: Roadmap,
    browser: Callable[[str], Client],
    at: Callable[..., str],
    statements: Statements,
) -> None:
    client = browser("secretariat")
    counts = []
    for number in range(1, 4):
        with user_scope(world.users["lead"], "alpha") as by:
            item = add_item(by=by, roadmap=roadmap, now=NOW, title_th=f"ข้อ {number}")
            plan_follow_ups(by=by, subject=item, from_on=dt.date(2020, 1, 1))
            plan_follow_ups(by=by, subject=item, from_on=dt.date(2998, 1, 1), asked_of="ภายหน้า")
        with statements() as sent:
            client.get(at("follow_ups_export"), query_params={"q": "ข้อ", "state": "all", "months": "other"})
            page = client.get(at("follow_ups"))
        counts.append(len(sent))
        assert ("ภายหน้า" in page.text, page.text.count("roadmap/items/")) == (False, 2 * number)
    assert counts[0] == counts[2]
    assert client.get(at("follow_ups"), query_params={"state": "later"}).text.count("ภายหน้า") == 6


def test_list_is_searched_sorted_narrowed_and_exported_alike(
    world: World, members: Members, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        work = fill_work(by, members.own, members.other, "ริมน้ำ", NOW)
        FollowUp.objects.for_actor(by).delete()
        project = work.project
        project.visibility, project.title_th, project.sort_key = "private", "ขยะเหลือศูนย์", "ก"
        project.save()
        half, _year, _two = plan_after_end(by=by, project=project, now=NOW)
        partner = project.partners.order_by("id")[0]
        ask_partner(by=by, project=project, partner=partner, due_on=half.due_on, now=NOW)
        first, second = plan_follow_ups(
            by=by, subject=work.action, from_on=dt.date(2020, 1, 1), asked_of="ป้าแดง"
        )
        answer_follow_up(by=by, follow_up=first, answer="done", now=NOW)
        answer_follow_up(by=by, follow_up=second, answer="under_way", now=NOW)
    client = browser("lead")

    def listed(**asked: str) -> list[tuple[str, int | None, str]]:
        page = client.get(at("follow_ups"), query_params=asked)
        shown = [row for row, _page in page.context["table"].rows]
        file = client.get(at("follow_ups_export"), query_params={**asked, "format": "csv"})
        lines = list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"))))[1:]
        assert [line[0] for line in lines] == [row.subject.title_th for row in shown]
        assert [line[3] for line in lines] == [str(row.months or "") for row in shown]
        return [(str(row.subject.title_th)[:3], row.months, row.answer) for row in shown]

    task = work.action.title_th[:3]
    sides = [("ขยะ", 6, ""), ("ขยะ", 6, "")]
    assert listed(state="all", q="เหลือศูนย์", months="6") == sides
    assert listed(state="asked") == sides[:1]
    assert listed(state="all", months="other") == [(task, None, "done"), (task, None, "under_way")]
    assert listed(state="all", kind="action", sort="answer") == [
        (task, None, "under_way"),
        (task, None, "done"),
    ]
    assert listed(state="all", q="ป้าแดง", kind="project") == []
    assert [title for title, *_more in listed(state="all", sort="title")] == ["ขยะ"] * 4 + [task] * 2
    assert [title for title, *_more in listed(state="all", sort="-title")] == [task] * 2 + ["ขยะ"] * 4
    assert listed(state="all", months="9" * 18) == []


def test_search_and_export_of_the_list_keep_private_projects_from_others(
    world: World, members: Members, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = fill_work(by, members.own, members.other, "ริมน้ำ", NOW).project
        plan_after_end(by=by, project=project, now=NOW)
        project.visibility = "private"
        project.save()
    asked = {"state": "all", "kind": "project", "q": project.title_th}
    for who, expected in (("lead", 3), ("board", 0)):
        client = browser(who)
        file = client.get(at("follow_ups_export"), query_params={**asked, "format": "csv"})
        rows = list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"))))[1:]
        listed = client.get(at("follow_ups"), query_params=asked).context["table"].total
        assert (who, len(rows), listed) == (who, expected, expected)


def test_plan_and_ask_by_form(
    world: World, roadmap: Roadmap, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        item = add_item(by=by, roadmap=roadmap, now=NOW, title_th="ก", owner_label="กองแผน")
    client = browser("lead")
    assert client.get(at("follow_up_plan", "nothing", item.pk)).status_code == 404
    assert client.post(at("follow_up_plan", "item", item.pk), {"from_on": "1 ม.ค. 2569"}).status_code == 302
    with user_scope(world.users["lead"], "alpha"):
        first = FollowUp.objects.order_by("due_on")[0]
        assert (first.due_on, first.asked_of) == (dt.date(2026, 7, 1), "กองแผน")
    assert "/p/alpha/work/follow-up/" in client.post(at("follow_up_ask", first.pk)).text
