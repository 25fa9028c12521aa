"""The programme drawn by day and track, what clashes, what was published, what changed, whom that concerns."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import translation
from python_calamine import CalamineWorkbook

from samphan.events.actions.agenda_versions import publish_agenda, show_agenda
from samphan.events.actions.preparing import AgendaRoleRow, RoomRow, arrange_agenda_roles, arrange_rooms
from samphan.events.actions.programme import AgendaRow, arrange_agenda
from samphan.events.models import AgendaVersion, Registration
from samphan.events.queries.agenda import agenda_items, clashes, days_of, overlap
from samphan.events.queries.agenda_versions import before, changes_between, concerned, items_of
from samphan.kit.errors import Problem, Refused
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.events.models import AgendaItem, Event
    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.events.conftest import At
    from tests.personas import World

DAY = dt.date(2026, 3, 31)
NOW = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)


def clock(hour: int, minute: int = 0) -> dt.time:
    return dt.time(hour, minute)


def timed(title: str, starts: dt.time | None, ends: dt.time | None = None, **fields: object) -> AgendaRow:
    return AgendaRow(title_th=title, day=DAY, starts_at=starts, ends_at=ends, **fields)  # type: ignore[arg-type]  # passed on


@pytest.fixture
def empty(world: World, event: Event) -> Event:
    """The event without anything on its programme."""
    with system_scope("test", world.a.pk):
        event.agenda.all().delete()
    return event


def arranged(by: Actor, event: Event, *rows: AgendaRow) -> list[AgendaItem]:
    arrange_agenda(by=by, event=event, rows=rows)
    return agenda_items(by, event)


def test_draw_parallel_items_side_by_side_and_tracks_in_one_column(world: World, empty: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        items = arranged(
            by,
            empty,
            timed("พิธีเปิด", clock(9), clock(10)),
            timed("ก1", clock(10), clock(11), track="ก"),
            timed("ข", clock(10), clock(12), track="ข"),
            timed("ก2", clock(11), clock(12), track="ก"),
            timed("ไม่มีเวลา", None),
            AgendaRow(title_th="ไม่มีวัน"),
            timed("อาหาร", clock(12)),
        )
        days = days_of(items)
        drawn = [
            [[[item.title_th for item in column] for column in band.columns] for band in day.bands]
            for day in days
        ]
        assert drawn == [[[["พิธีเปิด"]], [["ก1", "ก2"], ["ข"]], [["อาหาร"]]], []]
        assert [[item.title_th for item in day.untimed] for day in days] == [["ไม่มีเวลา"], ["ไม่มีวัน"]]
        assert [day.day for day in days] == [DAY, None]


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ((9, 10), (10, 11), False),
        ((9, 11), (10, 12), True),
        ((9, None), (9, 10), True),
        ((9, None), (10, 11), False),
        ((None, None), (9, 10), False),
        ((9, 12), (10, None), True),
    ],
)
def test_overlap_guesses_no_end(
    world: World,
    empty: Event,
    first: tuple[int | None, int | None],
    second: tuple[int | None, int | None],
    *,
    together: bool,
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        rows = [
            timed("x", clock(start) if start else None, clock(end) if end else None)
            for start, end in (first, second)
        ]
        one, other = arranged(by, empty, *rows)
        assert overlap(one, other) is together
        assert overlap(other, one) is together


def test_clashes_of_room_group_and_person_warn_and_refuse_nothing(world: World, empty: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by, translation.override("en"):
        (room,) = arrange_rooms(by=by, event=empty, rows=[RoomRow(name_th="ห้อง 1")]).parts
        group = empty.groups.get()
        one, other, later = arranged(
            by,
            empty,
            timed("หนึ่ง", clock(9), clock(11), room=room, group=group),
            timed("สอง", clock(10), clock(12), room=room, group=group),
            timed("สาม", clock(12), clock(13), room=room, group=group),
        )
        rows = [AgendaRoleRow(name="ดร. กานดา  ใจดี", item=each) for each in (one, other, later)]
        arrange_agenda_roles(by=by, event=empty, rows=rows)
        found = clashes(agenda_items(by, empty), {})
        assert [(each.code, each.item_ids) for each in found] == [
            (code, (one.pk, other.pk)) for code in ("room", "group", "person")
        ]
        assert found[0].text == "ห้อง 1 is taken twice at the same time: “หนึ่ง” and “สอง”."


def test_write_agenda_with_parts_of_another_event_is_refused(
    world: World, event: Event, foreign: Event
) -> None:
    with system_scope("test", world.b.pk) as stranger:
        (room,) = arrange_rooms(by=stranger, event=foreign, rows=[RoomRow(name_th="ห้องเขา")]).parts
        group, item = foreign.groups.get(), foreign.agenda.get()
    with user_scope(world.users["secretariat"], "alpha") as by:
        for row in (AgendaRow(title_th="x", room=room), AgendaRow(title_th="x", group=group)):
            with pytest.raises(Problem):
                arrange_agenda(by=by, event=event, rows=[row])
        with pytest.raises(Problem):
            arrange_agenda_roles(by=by, event=event, rows=[AgendaRoleRow(name="ก", item=item)])
        with pytest.raises(Problem):
            arrange_agenda(by=by, event=event, rows=[AgendaRow(title_th="x", kind="party")])


def test_publish_freezes_and_a_second_time_needs_a_change(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        first = publish_agenda(by=by, event=event, now=NOW, note="ฉบับแรก")
        with pytest.raises(Problem):
            publish_agenda(by=by, event=event, now=NOW)
        item = event.agenda.get()
        arrange_agenda(by=by, event=event, rows=[AgendaRow(id=item.pk, title_th="ชื่อใหม่", day=DAY)])
        second = publish_agenda(by=by, event=event, now=NOW)
        assert (first.number, second.number) == (1, 2)
        assert [each.title_th for each in items_of(AgendaVersion.objects.get(number=1))] == ["กิจกรรม 1"]
        assert before(second) == first
        assert AuditEntry.objects.filter(act="publish_agenda").count() == 2


def test_publish_an_empty_programme_is_refused(world: World, empty: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by, pytest.raises(Problem):
        publish_agenda(by=by, event=empty, now=NOW)


def test_changes_are_said_in_sentences_in_both_languages(world: World, empty: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        one, two = arrange_rooms(
            by=by, event=empty, rows=[RoomRow(name_th="ห้อง 1"), RoomRow(name_th="ห้อง 2", place_th="ชั้น 3")]
        ).parts
        kept, moved, gone = arranged(
            by,
            empty,
            timed("เปิด", clock(9), room=one),
            timed("ย้าย", clock(10), clock(11)),
            timed("ตัดออก", clock(12)),
        )
        arrange_agenda_roles(by=by, event=empty, rows=[AgendaRoleRow(name="คุณหนึ่ง", item=kept)])
        first = publish_agenda(by=by, event=empty, now=NOW)
        arrange_agenda(
            by=by,
            event=empty,
            rows=[
                timed("พิธีเปิด", clock(9), id=kept.pk, room=two),
                timed("ย้าย", clock(13), clock(14), id=moved.pk, group=empty.groups.get()),
                timed("ใหม่", None),
            ],
            removed=[gone.pk],
        )
        role = empty.agenda_roles.get()
        arrange_agenda_roles(by=by, event=empty, rows=[AgendaRoleRow(id=role.pk, name="คุณสอง", item=kept)])
        second = publish_agenda(by=by, event=empty, now=NOW)
        with translation.override("en"):
            said = [(each.act, each.text) for each in changes_between(items_of(first), items_of(second))]
        assert said == [
            ("renamed", "“เปิด” is now called “พิธีเปิด”."),
            ("room", "“พิธีเปิด” changed its room from ห้อง 1 to ห้อง 2 (ชั้น 3)."),
            ("people", "“พิธีเปิด”: คุณสอง (speaker) in place of คุณหนึ่ง (speaker)."),
            ("moved", "“ย้าย” was moved from 31 Mar 2026 10.00–11.00 to 31 Mar 2026 13.00–14.00."),
            ("group", "“ย้าย” is now for G1, before for everybody."),
            ("added", "New: “ใหม่”, 31 Mar 2026."),
            ("removed", "Left out: “ตัดออก”."),
        ]
        with translation.override("th"):
            assert len(changes_between(items_of(first), items_of(second))) == 7


def test_concerned_are_those_with_a_role_and_the_people_of_the_group(
    world: World, empty: Event, statements: Statements
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by, translation.override("en"):
        group = empty.groups.get()
        (item, other) = arranged(by, empty, timed("กลุ่ม", clock(9), group=group), timed("อื่น", clock(12)))
        rows = [AgendaRoleRow(name="คุณหนึ่ง", item=item), AgendaRoleRow(name="ไม่เกี่ยว", item=other)]
        arrange_agenda_roles(by=by, event=empty, rows=rows)
        first = publish_agenda(by=by, event=empty, now=NOW)
        assert concerned(first) == []
        Registration.objects.update(group=group, email="one@example.org")
        arrange_agenda(
            by=by,
            event=empty,
            rows=[timed("กลุ่ม", clock(10), id=item.pk, group=group), timed("อื่น", clock(12), id=other.pk)],
        )
        second = publish_agenda(by=by, event=empty, now=NOW)
        with statements() as sent:
            found = concerned(second)
        assert len(sent) == 2
        registration = Registration.objects.select_related("person").get()
        what = ("“กลุ่ม” was moved from 31 Mar 2026 09.00 to 31 Mar 2026 10.00.",)
        assert [(each.name, each.email, each.what) for each in found] == [
            ("คุณหนึ่ง", "", what),
            (str(registration.person.name), "one@example.org", what),
        ]
        Registration.objects.update(state="withdrawn")
        assert [each.name for each in concerned(second)] == ["คุณหนึ่ง"]


# --- pages


def test_public_programme_is_read_only_after_it_was_opened(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    address = f"/p/alpha/events/programme/{event.slug}/"
    with user_scope(world.users["secretariat"], "alpha") as by:
        version = publish_agenda(by=by, event=event, now=NOW, note="หมายเหตุ")
    anybody = Client()
    assert anybody.get(address).status_code == 404
    client = browser("secretariat")
    client.post(at("show_agenda", 1), {"to": "open"})
    page = anybody.get(address)
    assert page.status_code == 200
    assert ("กิจกรรม 1" in page.text, "หมายเหตุ" in page.text) == (True, True)
    assert anybody.get(f"/p/beta/events/programme/{event.slug}/").status_code == 404
    with user_scope(world.users["secretariat"], "alpha") as by:
        arrange_agenda(by=by, event=event, rows=[AgendaRow(title_th="ยังไม่เผยแพร่")])
        publish_agenda(by=by, event=event, now=NOW + dt.timedelta(days=1))
    assert "ยังไม่เผยแพร่" not in anybody.get(address).text
    assert browser("board").post(at("show_agenda", 1), {"to": "close"}).status_code == 403
    client.post(at("show_agenda", 2), {"to": "close"})
    assert anybody.get(address).status_code == 404
    with user_scope(world.users["board"], "alpha") as by, pytest.raises(Refused):
        show_agenda(by=by, version=version, is_public=True)


def test_publish_on_its_page_shows_changes_and_whom_to_tell(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    client = browser("secretariat")
    assert client.post(at("publish_agenda"), {"note": "", "is_public": "on"}).headers["Location"] == at(
        "agenda_version", 1
    )
    assert client.post(at("publish_agenda"), {"note": "ซ้ำ"}).status_code == 422
    with user_scope(world.users["secretariat"], "alpha") as by:
        item = event.agenda.get()
        arrange_agenda(
            by=by,
            event=event,
            rows=[AgendaRow(id=item.pk, title_th="ใหม่", day=DAY, group=event.groups.get())],
        )
        Registration.objects.update(group=event.groups.get(), email="one@example.org")
    preview = html.unescape(client.get(f"{at('publish_agenda')}?lang=en").text)
    assert "“กิจกรรม 1” is now called “ใหม่”." in preview
    client.post(at("publish_agenda"), {"note": ""})
    page = client.get(f"{at('agenda_version', 2)}?lang=en")
    assert "one@example.org" in page.text
    found = re.search(r'href="([^"]+notice=programme_changed)"', page.text)
    assert found
    mailing = client.get(html.unescape(found[1]))
    assert (mailing.status_code, "events.concerned" in mailing.text) == (200, True)
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(at("agenda_concerned", 2)).content))
    assert [row[1] for row in book.get_sheet_by_index(0).to_python()[1:]] == ["one@example.org"]
    lesser = browser("coordinator")
    assert "one@example.org" not in lesser.get(at("agenda_version", 2)).text
    assert lesser.get(at("agenda_concerned", 2)).status_code == 403
    assert lesser.get(at("publish_agenda")).status_code == 403
    assert client.get(at("agenda_version", 9)).status_code == 404


def test_export_programme_with_rooms_and_roles(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        arrange_agenda_roles(
            by=by, event=event, rows=[AgendaRoleRow(name="=คุณหนึ่ง", item=event.agenda.get(), role="moderator")]
        )
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(browser("secretariat").get(f"{at('agenda_export')}?lang=en").content)
    )
    rows = book.get_sheet_by_index(0).to_python()
    assert (rows[1][3], rows[1][-1]) == ("กิจกรรม 1", "=คุณหนึ่ง (moderator)")
