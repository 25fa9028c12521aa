"""What bad input gets: a clear sentence beside the field, in the reader's language, and nothing lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.visitor import Visitor


pytestmark = pytest.mark.journey

LANGUAGES = ("th", "en")
SESSION = "sessionid"
TYPED = "ข้อความที่พิมพ์ไว้แล้วต้องไม่หาย"
# Zero-width characters, a heap of marks, a mark without letter, an override of direction, and markup.
RUBBISH = "ลุ่ม\u200bน้ำ\u200d ก\u0e48\u0e48\u0e48\u0e48\u0e34\u0e34 \u0e48x \u202egnp.\u202c <img src=x onerror=alert(1)>"


@pytest.fixture
def arrive(visitor: Callable[..., Visitor]) -> Callable[[str], Visitor]:
    """Somebody of the secretariat at a browser of her own, signed in."""

    def somebody(language: str) -> Visitor:
        reader = visitor(language)
        reader.sign_in("secretariat")
        return reader

    return somebody


def make_event(somsri: Visitor, title: str, **fields: str) -> str:
    """A new event; its address."""
    somsri.open("/n/cupt/events/new/")
    somsri.fill(title_th=title, **fields)
    somsri.save()
    assert re.fullmatch(r"/n/cupt/events/\d+/", somsri.path)
    return somsri.path


def error_of(reader: Visitor, field: str) -> str:
    """What stands beside a field."""
    return reader.page.locator(f"#id_{field}_error").inner_text()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"starts": "31/02/2569"}, "starts", "There is no such day in the calendar."),
        (
            {"starts": "2569-03-31"},
            "starts",
            "The year looks like a Buddhist year written in the international form.",
        ),
        (
            {"starts": "9 ก.พ. 2569", "ends": "8 ก.พ. 2569"},
            "ends",
            "The end must not lie before the beginning.",
        ),
        ({"stated_participants": "-105"}, "stated_participants", "A count cannot be negative."),
        (
            {"stated_participants": "ราวร้อยคน"},
            "stated_participants",
            "Write a whole number, for example 105.",
        ),
    ],
    ids=["no such day", "Buddhist year as CE", "end before start", "negative", "no number"],
)
def test_field_that_cannot_be_says_why_and_keeps_the_rest(
    arrive: Callable[[str], Visitor], language: str, fields: dict[str, str], field: str, message: str
) -> None:
    somsri = arrive(language)
    somsri.open("/n/cupt/events/new/")
    title = "กิจกรรมที่ยังบันทึกไม่ได้"
    somsri.fill(title_th=title, goal_th=TYPED, **fields)
    somsri.save()
    assert somsri.path == "/n/cupt/events/new/"
    assert somsri.say(message) in error_of(somsri, field)
    assert {name: somsri.page.input_value(f"[name={name}]") for name in fields} == fields
    assert somsri.page.input_value("[name=goal_th]") == TYPED
    somsri.check_widths()
    somsri.open("/n/cupt/events/")
    assert title not in somsri.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_institution_is_named_and_kept(arrive: Callable[[str], Visitor], language: str) -> None:
    somsri = arrive(language)
    event = make_event(somsri, "กิจกรรมกับสถาบันที่ไม่มีใครรู้จัก")
    somsri.open(f"{event}hosts/list/")
    somsri.page.fill("#id_rows-0-organisation", "มหาวิทยาลัยดาวอังคาร")
    offer = somsri.page.locator("a[data-add]:visible")
    expect(offer.locator("..")).to_contain_text(somsri.say("Nothing found"))
    with somsri.page.expect_popup() as opened:
        offer.click()
    assert opened.value.input_value("[name=name_th]") == "มหาวิทยาลัยดาวอังคาร"
    assert somsri.page.locator("#id_rows-0-organisation").is_visible()
    somsri.open(f"{event}hosts/teams/")
    somsri.fill(rows__0__duty_th="ทีมสถานที่", rows__0__organisations="มหาวิทยาลัยมหิดล\nมหาวิทยาลัยดาวอังคาร")
    somsri.save()
    assert "มหาวิทยาลัยดาวอังคาร" in error_of(somsri, "rows-0-organisations")
    kept = somsri.page.input_value("[name=rows-0-organisations]")
    assert kept.split() == ["มหาวิทยาลัยมหิดล", "มหาวิทยาลัยดาวอังคาร"]
    somsri.check_widths()
    somsri.open(f"{event}hosts/")
    assert "ทีมสถานที่" not in somsri.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_very_long_text_is_refused_and_kept(arrive: Callable[[str], Visitor], language: str) -> None:
    somsri = arrive(language)
    long = ("ยาวมาก " * 40_000)[:200_000].strip()
    somsri.open("/n/cupt/events/new/")
    somsri.fill(title_th=TYPED)
    # Pasted as a whole: typing it key by key takes a browser minutes.
    somsri.page.eval_on_selector("[name=goal_th]", "(field, text) => { field.value = text }", long)
    somsri.save()
    assert somsri.path == "/n/cupt/events/new/"
    assert str(len(long)) in error_of(somsri, "goal_th")
    assert somsri.page.input_value("[name=goal_th]") == long
    assert somsri.page.input_value("[name=title_th]") == TYPED
    somsri.check()


@pytest.mark.parametrize("language", LANGUAGES)
def test_rubbish_is_cleaned_and_never_markup(arrive: Callable[[str], Visitor], language: str) -> None:
    somsri = arrive(language)
    event = make_event(somsri, RUBBISH, venue_th=RUBBISH)
    shown = somsri.page.locator("main h1").inner_text()
    assert shown.startswith(
        "ลุ่มน้ำ ก\u0e48\u0e48\u0e48\u0e48\u0e34\u0e34 \u0e48x gnp. <img src=x onerror=alert(1)>"
    )
    assert somsri.page.locator("main img").count() == 0
    somsri.check_widths()
    somsri.open(f"{event}change/")
    assert "\u202e" not in somsri.page.input_value("[name=venue_th]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_people_saving_one_record(arrive: Callable[[str], Visitor], language: str) -> None:
    first, second = arrive(language), arrive(language)
    event = make_event(first, "กิจกรรมที่สองคนแก้พร้อมกัน", venue_th="หอประชุม")
    first.open(f"{event}change/")
    second.open(f"{event}change/")
    first.fill(venue_th="โรงละคร")
    first.save()
    second.fill(venue_th="ศาลาริมน้ำ", goal_th=TYPED)
    second.save()
    assert second.path == f"{event}change/"
    told = second.page.locator("main .diff")
    assert "โรงละคร" in told.inner_text()
    assert "ศาลาริมน้ำ" in told.inner_text()
    assert second.page.input_value("[name=goal_th]") == TYPED
    second.check_widths()
    first.open(event)
    assert "โรงละคร" in first.text
    second.save()
    assert "ศาลาริมน้ำ" in second.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_session_that_ended_with_a_full_form(
    arrive: Callable[[str], Visitor], visitor: Callable[..., Visitor], language: str
) -> None:
    somsri, other = arrive(language), arrive(language)
    title = f"กิจกรรมของคนที่หมดเวลา {uuid4()}"
    somsri.open("/n/cupt/events/new/")
    somsri.fill(title_th=title, starts="มี.ค. 2569", stated_participants="105")
    somsri.page.context.clear_cookies(name=SESSION)
    somsri.save()
    assert somsri.path == "/accounts/login/"
    left = somsri.page.url
    stranger = visitor(language)
    stranger.page.goto(left)
    email, password = stranger.installation.accounts["board"]
    stranger.fill(login=email, password=password)
    stranger.save()
    assert title not in stranger.page.content()

    email, password = somsri.installation.accounts["secretariat"]
    somsri.fill(login=email, password=password)
    somsri.save()
    assert somsri.path == "/n/cupt/events/new/"
    assert somsri.page.input_value("[name=title_th]") == title
    assert somsri.page.input_value("[name=starts]") == "มี.ค. 2569"
    somsri.check_widths()
    other.open("/n/cupt/events/")
    assert title not in other.text
    somsri.save()
    other.open("/n/cupt/events/")
    assert title in other.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_somebody_may_not_see_is_not_there(
    arrive: Callable[[str], Visitor], visitor: Callable[..., Visitor], language: str
) -> None:
    somsri = arrive(language)
    event = make_event(somsri, "กิจกรรมของเครือข่ายเดียว")
    for path in (event.replace("cupt", "ton-nam"), "/n/ton-nam/reports/1/", "/n/cupt/reports/999999/"):
        assert somsri.go(path).status == 404
    outsider = visitor(language)
    outsider.sign_in("outsider")
    for path in (event, "/n/cupt/reports/", "/n/cupt/"):
        assert outsider.go(path).status == 404
        assert "กิจกรรมของเครือข่ายเดียว" not in outsider.page.content()
        outsider.errors.clear()
        outsider.check_widths()
