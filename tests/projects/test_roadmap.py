"""The roadmap: horizons, items, what needs what, how far each is, and what of it is public."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from samphan.kit.errors import Conflict, Problem, Refused
from samphan.kit.partial import PartialDate
from samphan.projects.actions.item_parts import (
    MeasureRow,
    PartnerRow,
    name_item_partners,
    tie_item,
    write_measures,
)
from samphan.projects.actions.items import add_item, describe_item, move_item, report_item
from samphan.projects.actions.roadmap import (
    HorizonRow,
    archive_roadmap,
    arrange_horizons,
    publish_roadmap,
    restore_roadmap,
)
from samphan.projects.models import Roadmap, RoadmapItem, RoadmapStatus, Theme
from samphan.projects.queries.items import item_page
from samphan.projects.queries.roadmap import roadmap_page
from samphan.projects.queries.timeline import timeline
from samphan.tenancy.models import AuditEntry, SearchRow
from samphan.tenancy.scope import anonymous_scope, system_scope, user_scope
from tests.projects.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World
    from tests.projects.conftest import Members

MONTH, YEAR = PartialDate.of(dt.date(2026, 3, 1), "month"), PartialDate.of(dt.date(2026, 1, 1), "year")


def item(by: Actor, roadmap: Roadmap, title: str, **words: Any) -> RoadmapItem:
    return add_item(by=by, roadmap=roadmap, now=NOW, title_th=title, **words)


def test_create_roadmap_has_three_horizons(world: World, roadmap: Roadmap) -> None:
    with user_scope(world.users["lead"], "alpha"):
        assert list(roadmap.horizons.order_by("order").values_list("code", flat=True)) == [
            "NOW",
            "NEXT",
            "NEW",
        ]


def test_arrange_horizons_keeps_items_and_refuses_to_lose_them(world: World, roadmap: Roadmap) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        first, second, third = roadmap.horizons.order_by("order")
        made = item(by, roadmap, "ก", horizon=second)
        # Two exchange their codes, one goes, one is new.
        rows = [
            HorizonRow("NEXT", "ก่อน", id=first.pk),
            HorizonRow("NOW", "หลัง", id=second.pk),
            HorizonRow("LATER", "ไกล"),
        ]
        arrange_horizons(by=by, roadmap=roadmap, rows=rows)
        made.refresh_from_db()
        assert made.horizon.code == "NOW"
        assert not roadmap.horizons.filter(pk=third.pk).exists()
        with pytest.raises(Problem, match="There are items"):
            arrange_horizons(by=by, roadmap=roadmap, rows=rows[:1])
        with pytest.raises(Problem, match="code of its own"):
            arrange_horizons(by=by, roadmap=roadmap, rows=[HorizonRow("A", "ก"), HorizonRow("A", "ข")])
        with pytest.raises(Problem, match="at least one"):
            arrange_horizons(by=by, roadmap=roadmap, rows=[])


def test_add_item_stands_in_first_horizon_with_history_search_and_audit(
    world: World, roadmap: Roadmap
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        made = item(by, roadmap, "ธนาคารน้ำ", theme=" น้ำ ")
        assert (made.horizon.code, made.state, made.progress) == ("NOW", "proposed", None)
        assert made.theme is not None
        assert made.theme.name_th == "น้ำ"
        assert [each.state for each in made.history.all()] == ["proposed"]
        assert SearchRow.objects.filter(kind="projects.roadmapitem", object_id=made.pk).count() == 1
        entry = AuditEntry.objects.get(act="add_item", object_id=made.pk)
        assert entry.changes["theme"] == [None, "น้ำ"]
        item(by, roadmap, "อีกข้อ", theme="น้ำ")
        assert Theme.objects.count() == 1


@pytest.mark.parametrize(
    ("starts", "ends", "is_possible"),
    [
        (MONTH, YEAR, True),
        (YEAR, MONTH, True),
        (MONTH, PartialDate.of(dt.date(2026, 3, 1)), True),
        (MONTH, PartialDate.of(dt.date(2026, 2, 28)), False),
        (YEAR, PartialDate.of(dt.date(2025, 1, 1), "year"), False),
        (None, MONTH, True),
    ],
)
def test_add_item_with_half_known_period(
    world: World, roadmap: Roadmap, starts: PartialDate | None, ends: PartialDate | None, is_possible: bool
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        if is_possible:
            assert item(by, roadmap, "ก", starts=starts, ends=ends).ends == ends
        else:
            with pytest.raises(Problem) as found:
                item(by, roadmap, "ก", starts=starts, ends=ends)
            assert found.value.field == "ends"


def test_report_item_adds_history_that_nobody_changes(world: World, roadmap: Roadmap) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        made = item(by, roadmap, "ก")
        report_item(by=by, item=made, now=NOW, state="under_way", progress=30, note="เริ่มแล้ว")
        report_item(by=by, item=made, now=NOW, state="done")
        made.refresh_from_db()
        assert (made.state, made.progress) == ("done", 100)
        rows = list(made.history.order_by("id").values_list("state", "progress", "note"))
        assert rows == [("proposed", None, ""), ("under_way", 30, "เริ่มแล้ว"), ("done", 100, "")]
        assert RoadmapStatus.objects.update(note="") == 0
        with connection.cursor() as cursor:
            cursor.execute("delete from projects_roadmapstatus")
            assert cursor.rowcount == 0
        assert made.history.count() == 3


def test_report_item_dropped_needs_its_reason(world: World, roadmap: Roadmap) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        made = item(by, roadmap, "ก")
        with pytest.raises(Problem, match="why it was dropped"):
            report_item(by=by, item=made, now=NOW, state="dropped")
        report_item(by=by, item=made, now=NOW, state="dropped", note="ไม่มีงบประมาณ")
        made.refresh_from_db()
        assert (made.state, made.state_reason) == ("dropped", "ไม่มีงบประมาณ")


def test_report_item_with_parts_takes_no_progress(world: World, roadmap: Roadmap) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        whole = item(by, roadmap, "ทั้งหมด")
        report_item(by=by, item=whole, now=NOW, state="under_way", progress=90)
        part = item(by, roadmap, "ส่วน", parent=whole)
        whole.refresh_from_db()
        assert whole.progress is None
        with pytest.raises(Problem, match="counted from them"):
            report_item(by=by, item=whole, now=NOW, state="under_way", progress=10)
        report_item(by=by, item=part, now=NOW, state="under_way", progress=20)
        assert item_page(by, whole).progress.value == Decimal("20.0")
        assert [each.progress for each in whole.history.order_by("id")] == [None, 90, None]


def test_coordinator_reports_items_of_own_institution_alone(
    world: World, roadmap: Roadmap, members: Members
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        own = item(by, roadmap, "ของเรา", owner=members.own)
        other = item(by, roadmap, "ของเขา", owner=members.other)
    with user_scope(world.users["coordinator"], "alpha") as by:
        report_item(by=by, item=own, now=NOW, state="under_way", progress=10)
        write_measures(by=by, item=own, rows=[MeasureRow("จำนวน", actual=Decimal(5))])
        with pytest.raises(Refused):
            report_item(by=by, item=other, now=NOW, state="under_way")
        with pytest.raises(Refused):
            describe_item(by=by, item=own, now=NOW, title_th="เปลี่ยน")
        with pytest.raises(Refused):
            name_item_partners(by=by, item=own, rows=[])


def test_place_item_below_its_own_part_is_refused_with_the_way(world: World, roadmap: Roadmap) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        a = item(by, roadmap, "ก")
        b = item(by, roadmap, "ข", parent=a)
        c = item(by, roadmap, "ค", parent=b)
        for parent in (a, b, c):
            with pytest.raises(Problem, match="part of its own part") as found:
                describe_item(by=by, item=a, now=NOW, parent=parent)
            assert found.value.field == "parent"
        with pytest.raises(Problem) as found:
            describe_item(by=by, item=a, now=NOW, parent=c)
        assert str(found.value.message).endswith("ก → ค → ข → ก")


def test_tie_item_refuses_a_circle_with_the_way(world: World, roadmap: Roadmap) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        a, b, c = (item(by, roadmap, title) for title in "กขค")
        tie_item(by=by, item=a, needs=[b])
        tie_item(by=by, item=b, needs=[c])
        with pytest.raises(Problem) as found:
            tie_item(by=by, item=c, needs=[a])
        assert str(found.value.message).endswith("ค → ก → ข → ค")
        with pytest.raises(Problem, match="ก → ก"):
            tie_item(by=by, item=a, needs=[a])
        page = item_page(by, b)
        assert ([each.title_th for each in page.needs], [each.title_th for each in page.needed_by]) == (
            ["ค"],
            ["ก"],
        )
        # What is no longer needed no longer closes a circle.
        tie_item(by=by, item=b, needs=[])
        tie_item(by=by, item=c, needs=[a])


def test_write_measures_keeps_not_measured_apart_from_zero(world: World, roadmap: Roadmap) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        made = item(by, roadmap, "ก")
        rows = [
            MeasureRow("ก", baseline=Decimal(10), target=Decimal(20), actual=Decimal(15)),
            MeasureRow("ข", target=Decimal(400)),
            MeasureRow("ค", target=Decimal(5), actual=Decimal(0)),
            MeasureRow("ง", baseline=Decimal(5), target=Decimal(5), actual=Decimal(5)),
        ]
        write_measures(by=by, item=made, rows=rows)
        page = item_page(by, made)
        assert [row.reached for row in page.measures] == [50, None, 0, None]
        assert [str(row.measure.said_target) for row in page.measures] == ["20", "400", "5", "5"]
        write_measures(by=by, item=made, rows=[MeasureRow("ก", id=page.measures[0].measure.pk)])
        assert [row.measure.pk for row in item_page(by, made).measures] == [page.measures[0].measure.pk]


def test_move_item_within_and_to_another_horizon(world: World, roadmap: Roadmap) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        a, b = item(by, roadmap, "ก"), item(by, roadmap, "ข")
        move_item(by=by, item=b, up=True)
        move_item(by=by, item=b, up=True)
        state = roadmap_page(by, roadmap, {})
        assert [card.item.title_th for card in state.columns[0].cards] == ["ข", "ก"]
        move_item(by=by, item=a, horizon=roadmap.horizons.get(code="NEW"))
        state = roadmap_page(by, roadmap, {})
        assert [[card.item.title_th for card in column.cards] for column in state.columns] == [
            ["ข"],
            [],
            ["ก"],
        ]


def test_describe_item_saved_meanwhile_is_a_conflict(
    world: World, browser: Callable[[str], Client], roadmap: Roadmap, at: Callable[..., str]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        made = item(by, roadmap, "ก")
        describe_item(by=by, item=made, now=NOW, version=1, title_th="คนแรก")
        with pytest.raises(Conflict):
            describe_item(by=by, item=made, now=NOW, version=1, title_th="คนที่สอง")
    data = {"version": "1", "title_th": "คนที่สอง", "horizon": made.horizon_id, "weight": "1"}
    answer = browser("lead").post(at("item_change", made.pk), data)
    assert answer.status_code == 409
    assert "คนแรก" in answer.text
    assert 'value="คนที่สอง"' in answer.text


def test_post_item_with_bad_input_keeps_what_was_typed(
    browser: Callable[[str], Client], roadmap: Roadmap, at: Callable[..., str], world: World
) -> None:
    with user_scope(world.users["lead"], "alpha"):
        horizon = roadmap.horizons.get(code="NOW").pk
    client = browser("lead")
    good = {"title_th": "ก", "horizon": horizon, "weight": "1"}
    for change, kept in (
        ({"detail_th": "ย" * 50_000}, "ย" * 50_000),
        ({"weight": "-1"}, 'value="-1"'),
        ({"weight": "มาก"}, 'value="มาก"'),
        ({"starts": "มีนาคม 2569", "ends": "2568"}, "มีนาคม 2569"),
        ({"horizon": "99999999999999999999"}, 'value="ก"'),
        ({"parent": "0"}, 'value="ก"'),
        ({"title_th": "x" * 600}, "x" * 600),
    ):
        answer = client.post(at("item_new", roadmap.pk), good | change)
        assert answer.status_code == 422, change
        assert kept in answer.text, change
    with user_scope(world.users["lead"], "alpha"):
        assert RoadmapItem.objects.count() == 0
    answer = client.post(
        at("item_new", roadmap.pk), good | {"weight": "๒.๕", "title_th": "<script>อันตราย</script>"}
    )
    assert answer.status_code == 302
    page = client.get(at("roadmap", roadmap.pk))
    assert "<script>อันตราย" not in page.text
    with user_scope(world.users["lead"], "alpha"):
        assert RoadmapItem.objects.get().weight == Decimal("2.50")


def test_post_partners_reads_rows_and_names(
    world: World, browser: Callable[[str], Client], roadmap: Roadmap, members: Members, at: Callable[..., str]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        made = item(by, roadmap, "ก")
    rows = {
        "rows-TOTAL_FORMS": 3, "rows-INITIAL_FORMS": 0, "version": 1,
        "rows-0-organisation": members.other.pk, "rows-0-role": "ทดสอบ", "rows-0-ORDER": 2,
        "rows-1-organisation": "", "rows-1-organisation_words": "มหาวิทยาลัยของเรา", "rows-1-ORDER": 1,
        "rows-2-organisation": "", "rows-2-role": "", "rows-2-ORDER": 3,
    }  # fmt: skip
    assert browser("lead").post(at("item_partners", made.pk), rows).status_code == 302
    with user_scope(world.users["lead"], "alpha") as by:
        found = [(each.organisation_id, each.role) for each in item_page(by, made).partners]
    assert found == [(members.own.pk, ""), (members.other.pk, "ทดสอบ")]
    stale = browser("lead").post(at("item_partners", made.pk), rows)
    assert stale.status_code == 409
    wrong = browser("lead").post(
        at("item_partners", made.pk), rows | {"rows-0-organisation": "99999", "version": 2}
    )
    assert (wrong.status_code, "ทดสอบ" in wrong.text) == (422, True)


def test_open_roadmap_asks_as_often_with_many_items(
    world: World,
    browser: Callable[[str], Client],
    roadmap: Roadmap,
    members: Members,
    at: Callable[..., str],
    statements: Statements,
) -> None:
    client = browser("secretariat")
    counts = []
    for number in range(1, 4):
        with user_scope(world.users["lead"], "alpha") as by:
            made = item(by, roadmap, f"ข้อ {number}", owner=members.own, theme=f"แนว {number}", ends=MONTH)
            item(by, roadmap, f"ส่วน {number}", parent=made, owner=members.other)
            name_item_partners(by=by, item=made, rows=[PartnerRow(members.other)])
        if number == 2:
            continue
        for page in (at("roadmap", roadmap.pk), at("items"), at("roadmaps"), at("items_export")):
            with statements() as sent:
                assert client.get(page).status_code == 200
            counts.append(len(sent))
    assert counts[:4] == counts[4:]


def test_filter_roadmap_by_owner_theme_and_state(
    world: World, browser: Callable[[str], Client], roadmap: Roadmap, members: Members, at: Callable[..., str]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        kept = item(by, roadmap, "ที่ต้องการ", owner=members.own, theme="น้ำ")
        item(by, roadmap, "ที่ซ่อน", owner=members.other, theme="ดิน")
    client = browser("board")
    for page in (at("roadmap", roadmap.pk), at("items")):
        for query in ({"owner": members.own.pk}, {"theme": kept.theme_id}):
            text = client.get(page, query_params=query).text.partition("<main")[2]
            links = set(re.findall(r"roadmap/items/\d+/\">([^<]+)", text))
            assert links == {"ที่ต้องการ"}, (page, query)
    assert "ที่ซ่อน" not in client.get(at("items"), query_params={"q": "ต้องการ"}).text.partition("<main")[2]
    assert (
        client.get(
            at("items"), query_params={"owner": "x' or 1=1", "state": "?", "sort": "-until"}
        ).status_code
        == 200
    )


def test_draw_timeline_says_what_is_sure_and_what_is_possible(world: World, roadmap: Roadmap) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        item(
            by,
            roadmap,
            "รู้วัน",
            starts=PartialDate.of(dt.date(2026, 1, 1)),
            ends=PartialDate.of(dt.date(2026, 12, 31)),
        )
        item(by, roadmap, "รู้ปี", starts=YEAR, ends=YEAR)
        item(by, roadmap, "ไม่รู้")
        drawn = timeline(roadmap_page(by, roadmap, {}), today=dt.date(2026, 7, 2))
    known, year, unknown = drawn.rows
    assert known.sure is not None
    assert (known.sure.x, known.sure.width) == ("0.00%", "100.00%")
    assert (year.sure, unknown.kind) == (None, "none")
    assert drawn.today == "49.86%"
    assert [mark.x for mark in drawn.marks][:2] == ["0.00%", "24.66%"]


def test_open_public_roadmap_shows_public_items_alone(
    world: World, roadmap: Roadmap, members: Members, statements: Statements
) -> None:
    address = reverse("projects_public:roadmap", args=["alpha", roadmap.token])
    with user_scope(world.users["lead"], "alpha") as by:
        shown = item(
            by,
            roadmap,
            "เปิดเผย",
            owner=members.own,
            owner_label="นางสาวลับ เฉพาะ",
            is_public=True,
            theme="แนวลับ",
        )
        name_item_partners(by=by, item=shown, rows=[PartnerRow(members.other, "ช่วย")])
        write_measures(
            by=by, item=shown, rows=[MeasureRow("ตัวชี้วัดเปิดเผย", target=Decimal(25), actual=Decimal(9))]
        )
        hidden = item(by, roadmap, "ปกปิด", owner=members.other)
        tie_item(by=by, item=shown, needs=[hidden])
        report_item(by=by, item=shown, now=NOW, state="under_way", progress=40, note="บันทึกภายใน")
        report_item(by=by, item=hidden, now=NOW, state="under_way", progress=0)
    assert Client().get(address).status_code == 404
    with user_scope(world.users["lead"], "alpha") as by:
        publish_roadmap(by=by, roadmap=roadmap, is_public=True)
    page = Client().get(address, query_params={"lang": "en"})
    assert page.status_code == 200
    for word in ("เปิดเผย", "มหาวิทยาลัยของเรา", "มหาวิทยาลัยริมน้ำ", "ตัวชี้วัดเปิดเผย", "9 of 25", "40&nbsp;%"):
        assert word in page.text, word
    for word in ("ปกปิด", "นางสาวลับ", "บันทึกภายใน", "แนวลับ"):
        assert word not in page.text, word
    with system_scope("test", world.a.pk) as by:
        archive_roadmap(by=by, roadmap=roadmap, now=NOW)
    assert Client().get(address).status_code == 404
    with system_scope("test", world.a.pk) as by:
        restore_roadmap(by=by, roadmap=roadmap)
        publish_roadmap(by=by, roadmap=roadmap, is_public=False)
    assert Client().get(address).status_code == 404


def test_public_page_is_told_names_that_stand_in_it_alone(
    world: World, roadmap: Roadmap, members: Members
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        item(by, roadmap, "เปิดเผย", owner=members.own, is_public=True)
        item(by, roadmap, "ปกปิด", owner=members.other)
        publish_roadmap(by=by, roadmap=roadmap, is_public=True)
    ask = "select organisation_id from projects_public_names(%s)"
    with anonymous_scope("alpha"), connection.cursor() as cursor:
        cursor.execute(ask, [roadmap.pk])
        assert cursor.fetchall() == [(members.own.pk,)]
        assert RoadmapItem.objects.update(title_th="แก้") == 0
    with anonymous_scope("beta"), connection.cursor() as cursor:
        cursor.execute(ask, [roadmap.pk])
        assert cursor.fetchall() == []


def test_archive_roadmap_hides_it_and_loses_nothing(
    world: World, browser: Callable[[str], Client], roadmap: Roadmap, at: Callable[..., str]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        item(by, roadmap, "ก")
    client = browser("secretariat")
    assert client.post(at("roadmap_archive", roadmap.pk), {"reason": "ครบกำหนด"}).status_code == 302
    assert "แผนที่นำทางเครือข่าย" not in client.get(at("roadmaps")).text.partition("<main")[2]
    assert "แผนที่นำทางเครือข่าย" in client.get(f"{at('roadmaps')}?archived=1").text
    client.post(at("roadmap_restore", roadmap.pk))
    assert "แผนที่นำทางเครือข่าย" in client.get(at("roadmaps")).text
    with user_scope(world.users["lead"], "alpha"):
        assert RoadmapItem.objects.count() == 1
        assert AuditEntry.objects.get(act="archive_roadmap").reason == "ครบกำหนด"


@pytest.mark.parametrize("persona", ["board", "coordinator", "partner"])
def test_keep_roadmap_needs_the_permission(
    world: World, browser: Callable[[str], Client], roadmap: Roadmap, at: Callable[..., str], persona: str
) -> None:
    client = browser(persona)
    assert client.get(at("roadmap", roadmap.pk)).status_code == 200
    for name in ("roadmap_change", "horizons", "item_new", "roadmap_archive"):
        assert client.get(at(name, roadmap.pk)).status_code == 403, name
    assert client.post(at("roadmap_publish", roadmap.pk), {"public": "1"}).status_code == 403
    with user_scope(world.users["lead"], "alpha"):
        assert not Roadmap.objects.get().is_public
