"""Topics, groups and agenda: written as lists, moved, removed and brought back."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ValidationError

from samphan.events.actions.parts import remove_part, restore_removed
from samphan.events.actions.programme import GroupRow, arrange_groups
from samphan.events.models import AgendaItem, Evidence, Output, StrategicGroup, Topic
from samphan.kit.errors import Problem
from samphan.kit.fields import ClockField
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import user_scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.events.models import Event
    from tests.events.conftest import At
    from tests.personas import World


def version_of(client: Client, address: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', client.get(address).text)
    assert found
    return found[1]


def names(world: World, model: type[Any] = Topic) -> list[str]:
    with user_scope(world.users["secretariat"], "alpha"):
        return list(model.objects.order_by("order", "id").values_list("title_th", flat=True))


def test_write_topics_adds_changes_and_orders(
    world: World, browser: Callable[[str], Client], event: Event, at: At, sheet: Callable[..., dict[str, Any]]
) -> None:
    with user_scope(world.users["secretariat"], "alpha"):
        known = event.topics.get()
    client = browser("secretariat")
    rows = sheet(
        {"id": known.pk, "title_th": "ประเด็นเดิมที่แก้แล้ว"},
        {"title_th": "ประเด็นใหม่", "detail_th": "บรรทัดหนึ่ง\r\nบรรทัดสอง"},
        {},
        known=1,
        version=version_of(client, at("topics")),
    )
    rows |= {"rows-0-ORDER": "2", "rows-1-ORDER": "1"}
    assert client.post(at("topics"), rows).headers["Location"] == at("programme")
    assert names(world) == ["ประเด็นใหม่", "ประเด็นเดิมที่แก้แล้ว"]
    with user_scope(world.users["secretariat"], "alpha"):
        assert Topic.objects.get(order=1).detail_th == "บรรทัดหนึ่ง\nบรรทัดสอง"
        entry = AuditEntry.objects.get(act="change_topic")
        assert entry.changes == {"title_th": ["ประเด็น 1", "ประเด็นเดิมที่แก้แล้ว"]}


def test_write_topics_that_somebody_changed_meanwhile_asks_and_keeps_what_others_added(
    world: World, browser: Callable[[str], Client], event: Event, at: At, sheet: Callable[..., dict[str, Any]]
) -> None:
    with user_scope(world.users["secretariat"], "alpha"):
        known = event.topics.get()
    client = browser("secretariat")
    opened = version_of(client, at("topics"))
    first = sheet({"id": known.pk, "title_th": "ของคนแรก"}, {"title_th": "คนแรกเพิ่ม"}, known=1, version=opened)
    assert client.post(at("topics"), first).status_code == 302
    mine = {"id": known.pk, "title_th": "ของคนที่สอง"}
    second = client.post(at("topics"), sheet(mine, known=1, version=opened))
    assert second.status_code == 409
    assert "คนแรกเพิ่ม" in second.text
    assert "ของคนที่สอง" in second.text
    now = re.search(r'name="version" value="(\d+)"', second.text)
    assert now
    assert client.post(at("topics"), sheet(mine, known=1, version=now[1])).status_code == 302
    assert names(world) == ["ของคนที่สอง", "คนแรกเพิ่ม"]


def test_write_topics_with_an_empty_title_keeps_what_was_typed(
    world: World, browser: Callable[[str], Client], at: At, sheet: Callable[..., dict[str, Any]]
) -> None:
    response = browser("secretariat").post(
        f"{at('topics')}?lang=en", sheet({"title_th": "", "detail_th": "รายละเอียดที่พิมพ์ไว้"})
    )
    assert response.status_code == 422
    assert "รายละเอียดที่พิมพ์ไว้" in response.text
    assert "This field is required." in response.text
    assert names(world) == ["ประเด็น 1"]


def test_write_topics_removes_a_row_and_undo_brings_it_back_with_its_links(
    world: World, browser: Callable[[str], Client], event: Event, at: At, sheet: Callable[..., dict[str, Any]]
) -> None:
    with user_scope(world.users["secretariat"], "alpha"):
        known = event.topics.get()
    client = browser("secretariat")
    gone = client.post(at("topics"), sheet({"id": known.pk, "title_th": "ประเด็น 1", "DELETE": "on"}, known=1))
    assert names(world) == []
    page = client.get(gone.headers["Location"])
    entries = re.search(r'name="entries" value="([\d,]+)"', page.text)
    assert entries
    back = client.post(at("restore"), {"entries": entries[1], "next": at("programme")})
    assert back.headers["Location"] == at("programme")
    with user_scope(world.users["secretariat"], "alpha"):
        restored = Topic.objects.get()
        assert (restored.pk, restored.title_th) == (known.pk, "ประเด็น 1")
        assert StrategicGroup.objects.get().topic_id == known.pk
        assert AgendaItem.objects.get().topic_id == known.pk
    client.post(at("restore"), {"entries": entries[1]})
    assert names(world) == ["ประเด็น 1"]


def test_remove_group_with_evidence_is_undone_with_it(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        group = event.groups.get()
        pk = group.pk
        before = sorted(
            Evidence.objects.values_list("group_id", "output_id", "agenda_item_id", "document_id"), key=str
        )
        entry = remove_part(by=by, part=group)
        assert Output.objects.get().group_id is None
        assert Evidence.objects.count() == len(before) - 1
        restore_removed(by=by, event=event, entry=entry)
        after = Evidence.objects.values_list("group_id", "output_id", "agenda_item_id", "document_id")
        assert sorted(after, key=str) == before
        assert Output.objects.get().group_id == pk


def test_restore_group_whose_code_was_taken_meanwhile_is_refused(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        entry = remove_part(by=by, part=event.groups.get())
        arrange_groups(by=by, event=event, rows=[GroupRow(code="G1", title_th="กลุ่มอื่น")])
        with pytest.raises(Problem):
            restore_removed(by=by, event=event, entry=entry)
        assert names_now(event) == ["กลุ่มอื่น"]


def test_restore_of_other_event_does_nothing(world: World, event: Event, foreign: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        entry = remove_part(by=by, part=event.groups.get())
        with pytest.raises(Problem):
            restore_removed(
                by=by, event=type(event)(pk=event.pk + 999, network_id=event.network_id), entry=entry
            )


def names_now(event: Event) -> list[str]:
    return list(event.groups.order_by("order").values_list("title_th", flat=True))


def test_restore_entries_that_are_no_numbers_does_nothing(browser: Callable[[str], Client], at: At) -> None:
    assert (
        browser("secretariat").post(at("restore"), {"entries": "x,,-1,99999999999999999999"}).status_code
        == 302
    )
    outside = browser("secretariat").post(
        at("restore"), {"entries": "", "next": "https://elsewhere.example/"}
    )
    assert outside.headers["Location"] == at("event")


def test_write_groups_exchanges_codes_in_one_go(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        now, new = arrange_groups(
            by=by,
            event=event,
            rows=[GroupRow(code="NOW", title_th="ก"), GroupRow(code="NEW", title_th="ข")],
            removed=[event.groups.get().pk],
        ).parts
        arrange_groups(
            by=by,
            event=event,
            rows=[
                GroupRow(id=now.pk, code="NEW", title_th="ก"),
                GroupRow(id=new.pk, code="NOW", title_th="ข"),
            ],
        )
        assert {group.title_th: group.code for group in event.groups.all()} == {"ก": "NEW", "ข": "NOW"}


def test_write_groups_with_a_code_twice_says_so(
    world: World, browser: Callable[[str], Client], at: At, sheet: Callable[..., dict[str, Any]]
) -> None:
    response = browser("secretariat").post(
        f"{at('groups')}?lang=en", sheet({"code": "NOW", "title_th": "ก"}, {"code": "now", "title_th": "ข"})
    )
    assert response.status_code == 422
    assert "Two groups have the code" in response.text
    assert names(world, StrategicGroup) == ["กลุ่ม"]


def test_write_groups_with_a_topic_of_another_network_is_refused(
    world: World,
    browser: Callable[[str], Client],
    foreign: Event,
    at: At,
    sheet: Callable[..., dict[str, Any]],
) -> None:
    with user_scope(world.users["stranger"], "beta"):
        topic = foreign.topics.get().pk
    response = browser("secretariat").post(
        at("groups"), sheet({"code": "X", "title_th": "ก", "topic": topic})
    )
    assert response.status_code == 422
    assert names(world, StrategicGroup) == ["กลุ่ม"]


def test_write_topics_with_the_id_of_another_network_makes_a_new_one(
    world: World,
    browser: Callable[[str], Client],
    foreign: Event,
    at: At,
    sheet: Callable[..., dict[str, Any]],
) -> None:
    with user_scope(world.users["stranger"], "beta"):
        topic = foreign.topics.get().pk
    data = sheet({"id": topic, "title_th": "แย่งชื่อ"}, {"id": topic, "title_th": "x", "DELETE": "on"}, known=1)
    browser("secretariat").post(at("topics"), data)
    with user_scope(world.users["stranger"], "beta"):
        assert foreign.topics.get().title_th == "ประเด็น 1"
    assert "แย่งชื่อ" in names(world)


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("9.30", dt.time(9, 30)),
        ("09:30", dt.time(9, 30)),
        ("๑๓.๐๐ น.", dt.time(13)),
        ("9 น.", dt.time(9)),
        ("0.00", dt.time(0)),
        ("", None),
    ],
)
def test_read_time_as_people_write_it(typed: str, time: dt.time | None) -> None:
    assert ClockField(required=False).clean(typed) == time


@pytest.mark.parametrize("typed", ["24.00", "9.60", "noon", "9", "9.5", "-1.00", "9.30 9.40"])
def test_read_time_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        ClockField(required=False).clean(typed)


def test_write_agenda_ending_before_it_starts_says_so_in_its_row(
    world: World, browser: Callable[[str], Client], at: At, sheet: Callable[..., dict[str, Any]]
) -> None:
    row = {"title_th": "อาหารค่ำ", "starts_at": "18.00", "ends_at": "17.00", "day": "31/2/2569"}
    response = browser("secretariat").post(f"{at('agenda')}?lang=en", sheet(row))
    assert response.status_code == 422
    assert "The end time must lie after the start time." in response.text
    assert "There is no such day in the calendar." in response.text
    assert names(world, AgendaItem) == ["กิจกรรม 1"]


def test_write_agenda_keeps_what_is_known(
    world: World, browser: Callable[[str], Client], at: At, sheet: Callable[..., dict[str, Any]]
) -> None:
    rows = sheet({"title_th": "อาหารค่ำ", "day": "31 มี.ค. 69", "starts_at": "18.30"}, {"title_th": "ปิดงาน"})
    assert browser("secretariat").post(at("agenda"), rows).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        known = AgendaItem.objects.filter(title_th__in=["อาหารค่ำ", "ปิดงาน"]).order_by("order")
        assert list(known.values_list("day", "starts_at", "ends_at")) == [
            (dt.date(2026, 3, 31), dt.time(18, 30), None),
            (None, None, None),
        ]


def test_move_topic_up_and_down_without_a_script(
    world: World, browser: Callable[[str], Client], event: Event, at: At, sheet: Callable[..., dict[str, Any]]
) -> None:
    client = browser("secretariat")
    client.post(at("topics"), sheet({"title_th": "สอง"}, {"title_th": "สาม"}))
    assert names(world) == ["สอง", "สาม", "ประเด็น 1"]
    with user_scope(world.users["secretariat"], "alpha"):
        first, last = Topic.objects.get(title_th="สอง"), Topic.objects.get(title_th="ประเด็น 1")
    response = client.post(at("move", "topic", last.pk), {"to": "up"})
    assert response.headers["Location"] == f"{at('programme')}#topic-{last.pk}"
    assert names(world) == ["สอง", "ประเด็น 1", "สาม"]
    client.post(at("move", "topic", first.pk), {"to": "up"})
    assert names(world) == ["สอง", "ประเด็น 1", "สาม"]
    client.post(at("move", "topic", first.pk), {"to": "down"})
    assert names(world) == ["ประเด็น 1", "สอง", "สาม"]


@pytest.mark.parametrize("act", ["move", "remove_part"])
def test_act_on_part_of_another_network_or_event_is_not_found(
    world: World, browser: Callable[[str], Client], foreign: Event, at: At, act: str
) -> None:
    with user_scope(world.users["stranger"], "beta"):
        topic = foreign.topics.get().pk
    client = browser("secretariat")
    assert client.post(at(act, "topic", topic)).status_code == 404
    assert client.post(at(act, "nonsense", 1)).status_code == 404
    assert client.get(at(act, "topic", 1)).status_code == 405


@pytest.mark.parametrize("persona", ["board", "lead"])
def test_remove_topic_without_the_role_is_refused(
    world: World, browser: Callable[[str], Client], event: Event, at: At, persona: str
) -> None:
    with user_scope(world.users["secretariat"], "alpha"):
        topic = event.topics.get().pk
    assert browser(persona).post(at("remove_part", "topic", topic)).status_code == 403
    assert names(world) == ["ประเด็น 1"]


def test_write_topics_after_the_session_ended_gives_the_text_back_to_its_author(
    world: World, browser: Callable[[str], Client], at: At, sheet: Callable[..., dict[str, Any]]
) -> None:
    client = browser("secretariat")
    owner = re.search(r'name="draft_owner" value="([^"]+)"', client.get(at("topics")).text)
    assert owner
    client.logout()
    lost = client.post(at("topics"), sheet({"title_th": "ประเด็นที่พิมพ์ไว้"}) | {"draft_owner": owner[1]})
    way_back = parse_qs(urlsplit(lost.headers["Location"]).query)["next"][0]
    assert names(world) == ["ประเด็น 1"]
    assert "ประเด็นที่พิมพ์ไว้" in browser("secretariat").get(way_back).text
    assert "ประเด็นที่พิมพ์ไว้" not in browser("board").get(way_back).text
