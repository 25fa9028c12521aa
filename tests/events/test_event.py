"""The list of events, the form of an event, its overview."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from samphan.events.models import Event
from samphan.kit.partial import PartialDate
from samphan.tenancy import search
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.events import make_event, make_full_event

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.conftest import Statements
    from tests.events.conftest import At
    from tests.personas import World

LIST = "/n/alpha/events/"
NEW = "/n/alpha/events/new/"


def titles(response: Any) -> list[str]:
    """The events of a list page in their order."""
    return re.findall(r'href="/n/alpha/events/\d+/">([^<]+)</a>', response.text)


def day(offset: int) -> PartialDate:
    return PartialDate.of(timezone.localdate() + dt.timedelta(days=offset))


def make_events(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        make_event(by, "Past", title_th="ก ผ่านไปแล้ว", starts=day(-40), ends=day(-39))
        make_event(by, "Now", title_th="ข กำลังจัด", starts=day(-1), ends=day(1))
        make_event(by, "Coming", title_th="เก กำลังจะมา", starts=day(30), ends=None)
        make_event(by, "Undated", title_th="ค ยังไม่กำหนดวัน", starts=None, ends=None)


# --- the list


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["เก กำลังจะมา", "ข กำลังจัด", "ก ผ่านไปแล้ว", "ค ยังไม่กำหนดวัน"]),
        ("sort=date", ["ก ผ่านไปแล้ว", "ข กำลังจัด", "เก กำลังจะมา", "ค ยังไม่กำหนดวัน"]),
        ("sort=title", ["ก ผ่านไปแล้ว", "เก กำลังจะมา", "ข กำลังจัด", "ค ยังไม่กำหนดวัน"]),
        ("when=past", ["ก ผ่านไปแล้ว"]),
        ("when=coming", ["เก กำลังจะมา", "ข กำลังจัด", "ค ยังไม่กำหนดวัน"]),
        ("q=กำลัง", ["เก กำลังจะมา", "ข กำลังจัด"]),
        ("q=กำลัง&when=past", []),
        ("sort=nonsense&page=99", ["เก กำลังจะมา", "ข กำลังจัด", "ก ผ่านไปแล้ว", "ค ยังไม่กำหนดวัน"]),
    ],
)
def test_list_events_by_words_time_and_order(
    world: World, browser: Callable[[str], Client], query: str, shown: list[str]
) -> None:
    make_events(world)
    assert titles(browser("secretariat").get(f"{LIST}?{query}")) == shown


def test_list_events_of_half_known_month_are_coming_until_it_ends(
    world: World, browser: Callable[[str], Client]
) -> None:
    today = timezone.localdate()
    with system_scope("test", world.a.pk) as by:
        make_event(by, title_th="เดือนนี้", starts=PartialDate.of(today, "month"), ends=None)
    assert titles(browser("secretariat").get(f"{LIST}?when=coming")) == ["เดือนนี้"]
    assert titles(browser("secretariat").get(f"{LIST}?when=past")) == []


def test_list_events_without_any_offers_the_first_step(browser: Callable[[str], Client]) -> None:
    assert f'href="{NEW}"' in browser("secretariat").get(LIST).text
    assert NEW not in browser("lead").get(LIST).text


def test_list_events_shows_none_of_other_network(
    browser: Callable[[str], Client], event: Event, foreign: Event
) -> None:
    assert len(titles(browser("secretariat").get(LIST))) == 1


def test_list_events_takes_the_same_statements_for_one_row_and_for_three(
    world: World, browser: Callable[[str], Client], statements: Statements
) -> None:
    client = browser("secretariat")
    counts = []
    for rows in (1, 2):
        with system_scope("test", world.a.pk) as by:
            for _row in range(rows):
                make_event(by)
        with statements() as sent:
            client.get(f"{LIST}?q=เครือข่าย")
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 8


def test_export_events_gives_what_the_list_shows(world: World, browser: Callable[[str], Client]) -> None:
    make_events(world)
    response = browser("secretariat").get(f"{LIST}export/?when=past")
    import io

    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert [row[:2] for row in rows[1:]] == [["ก ผ่านไปแล้ว", "Past"]]


@pytest.mark.parametrize("persona", ["partner", "stranger"])
def test_list_events_is_closed_to_who_may_not_see_them(
    browser: Callable[[str], Client], event: Event, persona: str
) -> None:
    assert browser(persona).get(LIST).status_code == {"partner": 403, "stranger": 404}[persona]
    assert browser(persona).get(f"{LIST}{event.pk}/").status_code == 404


# --- the form


def form(**words: str) -> dict[str, str]:
    return {"title_th": "การประชุมสามัญประจำปี", "title_en": "Annual Meeting", **words}


def test_create_event_derives_its_address_and_is_found(
    world: World, browser: Callable[[str], Client]
) -> None:
    response = browser("secretariat").post(
        NEW, form(starts="31 มี.ค. 69", ends="เมษายน 2569", stated_participants="๑๐๕")
    )
    with user_scope(world.users["secretariat"], "alpha"):
        made = Event.objects.get()
        assert response.headers["Location"] == f"/n/alpha/events/{made.pk}/"
        assert (made.slug, made.stated_participants) == ("annual-meeting", 105)
        assert made.starts == PartialDate.of(dt.date(2026, 3, 31))
        assert made.ends == PartialDate.of(dt.date(2026, 4, 1), "month")
        assert [hit.object_id for hit in search.find("สามัญ", kinds=["events.event"]).hits] == [made.pk]
        assert AuditEntry.objects.get(act="create_event").object_id == made.pk


def test_create_event_of_a_taken_name_gets_a_number(world: World, browser: Callable[[str], Client]) -> None:
    for _time in range(3):
        browser("secretariat").post(NEW, form())
    with user_scope(world.users["secretariat"], "alpha"):
        assert list(Event.objects.order_by("pk").values_list("slug", flat=True)) == [
            "annual-meeting", "annual-meeting-2", "annual-meeting-3"
        ]  # fmt: skip


def test_create_event_with_its_thai_title_alone(world: World, browser: Callable[[str], Client]) -> None:
    for starts in ("31 มี.ค. 69", "2569", ""):
        browser("secretariat").post(NEW, form(title_en="", starts=starts))
    with user_scope(world.users["secretariat"], "alpha"):
        slugs = Event.objects.order_by("pk").values_list("slug", flat=True)
        assert list(slugs) == ["event-2026", "event-2026-2", "event"]


LONG = "ก" * 200_000


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"starts": "31/02/2569"}, "starts", "There is no such day in the calendar."),
        ({"starts": "2569-03-31"}, "starts", "The year looks like a Buddhist year"),
        ({"starts": "next week"}, "starts", "This is not a date we can read."),
        ({"starts": "1/4/2569", "ends": "31/3/2569"}, "ends", "The end must not lie before the beginning."),
        ({"starts": "2/4/2569", "ends": "เมษายน 2569"}, "ends", "The end is known less exactly"),
        ({"stated_participants": "-3"}, "stated_participants", "A count cannot be negative."),
        ({"stated_institutions": "many"}, "stated_institutions", "Write a whole number"),
        ({"title_th": "\u200b\u200d "}, "title_th", "This field is required."),
        ({"slug": "ไทย"}, "slug", "Write small Latin letters"),
        ({"slug": "networking-day"}, "slug", "Another event of this network has this address."),
        ({"problem_th": LONG}, "problem_th", "200000"),
    ],
)
def test_create_event_with_bad_input_says_so_at_the_field_and_loses_nothing(
    browser: Callable[[str], Client], event: Event, typed: dict[str, str], field: str, sentence: str
) -> None:
    response = browser("secretariat").post(f"{NEW}?lang=en", form(**typed, venue_th="โรงแรมริมน้ำ"))
    assert response.status_code == 422
    wrong = re.search(rf'id="id_{field}_error">(.*?)</ul>', response.text, re.DOTALL)
    assert wrong
    assert sentence in wrong[1]
    assert "โรงแรมริมน้ำ" in response.text
    if typed.get("problem_th"):
        assert LONG in response.text


def test_create_event_stores_text_without_invisible_rubbish(
    world: World, browser: Callable[[str], Client]
) -> None:
    browser("secretariat").post(NEW, form(title_th="งา\u200bน  ประชุม\u202e"))
    with user_scope(world.users["secretariat"], "alpha"):
        assert Event.objects.get().title_th == "งาน ประชุม"


def test_change_event_that_somebody_saved_meanwhile_shows_what_changed(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    client = browser("secretariat")
    opened = {"version": str(event.version), "slug": event.slug}
    client.post(at("change"), form(**opened, venue_th="หอประชุมใหญ่"))
    second = client.post(at("change"), form(**opened, venue_th="ห้องประชุมเล็ก"))
    assert second.status_code == 409
    assert "หอประชุมใหญ่" in second.text
    assert "ห้องประชุมเล็ก" in second.text
    version = re.search(r'name="version" value="(\d+)"', second.text)
    assert version
    again = client.post(at("change"), form(version=version[1], slug=event.slug, venue_th="ห้องประชุมเล็ก"))
    assert again.status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        event.refresh_from_db()
        assert (event.venue_th, event.version) == ("ห้องประชุมเล็ก", 3)


def test_change_event_is_found_by_its_new_words_alone(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    browser("secretariat").post(at("change"), form(version=str(event.version)))
    with user_scope(world.users["secretariat"], "alpha"):
        assert search.find("สร้างเครือข่าย", kinds=["events.event"]).hits == ()
        assert len(search.find("สามัญ", kinds=["events.event"]).hits) == 1


@pytest.mark.parametrize("persona", ["board", "coordinator", "lead"])
@pytest.mark.parametrize("page", ["change", "remove", "topics", "write_teams", "add_result", "register"])
def test_change_event_without_the_role_is_refused_with_a_reason(
    browser: Callable[[str], Client], at: At, persona: str, page: str
) -> None:
    response = browser(persona).get(at(page), headers={"Accept-Language": "en"})
    assert response.status_code == 403


def test_remove_event_needs_a_reason_and_takes_everything_with_it(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    client = browser("secretariat")
    assert client.post(at("remove"), {"reason": " "}).status_code == 422
    client.post(at("remove"), {"reason": "entered twice"})
    with user_scope(world.users["secretariat"], "alpha"):
        assert not Event.objects.exists()
        assert AuditEntry.objects.get(act="remove_event").reason == "entered twice"
        assert search.find("เครือข่าย", kinds=["events.event"]).hits == ()


def test_remove_event_with_a_report_is_refused(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    from samphan.reports.models import Report

    with user_scope(world.users["secretariat"], "alpha"):
        Report.objects.create(
            network=world.a,
            event=event,
            organisation=event.hosts.select_related("organisation").get().organisation,
            profile="x",
            round_year=2570,
            period_from=dt.date(2026, 1, 1),
            period_until=dt.date(2027, 1, 1),
        )
    response = browser("secretariat").post(f"{at('remove')}?lang=en", {"reason": "entered twice"})
    assert response.status_code == 422
    assert "There is a report about this event" in response.text
    with user_scope(world.users["secretariat"], "alpha"):
        assert event.registrations.count() == 1


# --- the overview


def test_open_event_takes_the_same_statements_whatever_is_in_it(
    world: World, browser: Callable[[str], Client], statements: Statements
) -> None:
    client = browser("secretariat")
    counts = []
    for rows in (1, 3):
        with system_scope("test", world.a.pk) as by:
            full = make_full_event(by, rows=rows)
        with statements() as sent:
            client.get(reverse("events:event", args=["alpha", full.pk]))
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 10


@pytest.mark.parametrize("page", ["programme", "hosts", "people", "results", "uses"])
@pytest.mark.parametrize("persona", ["secretariat", "coordinator"])
def test_open_tab_takes_the_same_statements_whatever_is_in_it(
    world: World, browser: Callable[[str], Client], statements: Statements, page: str, persona: str
) -> None:
    client = browser(persona)
    counts = []
    for rows in (1, 3):
        with system_scope("test", world.a.pk) as by:
            full = make_full_event(by, rows=rows)
        with statements() as sent:
            assert client.get(reverse(f"events:{page}", args=["alpha", full.pk])).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 11


def test_open_event_names_what_is_missing_with_the_place_to_fill_it_in(
    world: World, browser: Callable[[str], Client]
) -> None:
    with system_scope("test", world.a.pk) as by:
        bare = make_event(by)
    text = browser("secretariat").get(f"{LIST}{bare.pk}/?lang=en").text
    missing = re.findall(r'finding-missing.*?finding-text">([^<]+)<.*?href="([^"]+)"', text, re.DOTALL)
    assert ("Topics", f"{LIST}{bare.pk}/programme/") in missing
    assert ("Venue", f"{LIST}{bare.pk}/change/") in missing
    assert "1 of 18 parts are filled in." in text
    assert 'value="1" max="18"' in text
    assert f"{LIST}{bare.pk}/change/" not in browser("lead").get(f"{LIST}{bare.pk}/").text


def test_open_event_of_other_network_is_not_found(browser: Callable[[str], Client], foreign: Event) -> None:
    for page in ("event", "programme", "hosts", "people", "results", "uses", "change", "remove"):
        assert (
            browser("secretariat").get(reverse(f"events:{page}", args=["alpha", foreign.pk])).status_code
            == 404
        )
        assert (
            browser("secretariat").get(reverse(f"events:{page}", args=["beta", foreign.pk])).status_code
            == 404
        )
