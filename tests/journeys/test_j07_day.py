"""J7: the day itself: three phones at the door, one of them without a network; every number is that of those who came."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.gathering import (
    Delegate,
    ask_institution,
    day,
    devices,
    make_event,
    name_people,
    number_in,
    open_registration,
    ticket_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from tests.journeys.visitor import Visitor


pytestmark = pytest.mark.journey

INSTITUTION = "มหาวิทยาลัยเชียงใหม่"
EARLY, WRONG_DAY, OFFLINE, BY_NAME, ABSENT = DELEGATES = (
    Delegate("ดร.เช้าตรู่ มาก่อน", "early.j7@example.org"),
    Delegate("นายพรุ่งนี้ ผิดวัน", "tomorrow.j7@example.org"),
    Delegate("นางสาวสัญญาณ ขาดหาย", "offline.j7@example.org"),
    Delegate("นายค้นหา ด้วยชื่อ", "byname.j7@example.org"),
    Delegate("ผศ.ไม่มา ติดราชการ", "absent.j7@example.org"),
)
WALK_IN = "นางสาวแวะมา ขอร่วมด้วย"
CAME = (EARLY.name, WRONG_DAY.name, OFFLINE.name, BY_NAME.name, WALK_IN)


def open_station(phone: Visitor, station: str) -> None:
    """The station, once it has the list of the event on the phone."""
    phone.open(station)
    expect(phone.page.locator("[data-state]")).to_contain_text(
        phone.say("Connected. Check-ins are sent at once.")
    )


def answer(phone: Visitor) -> Locator:
    return phone.page.locator("[data-answer] [data-title]")


def scan(phone: Visitor, ticket: str, said: str) -> None:
    """What the scanner of a laptop types: the address in the QR code; then what is answered."""
    phone.page.fill("#checkin-code", f"{phone.installation.url}{ticket}")
    phone.page.press("#checkin-code", "Enter")
    expect(answer(phone)).to_have_text(re.compile(f"^{re.escape(phone.say(said))}"))


def check_in_by_camera(phone: Visitor, event: str, ticket: str) -> None:
    """The phone's own camera opens the address of the ticket; it leads to the person at the station."""
    phone.open(ticket)
    assert phone.path.startswith(f"{event}checkin/t/")
    phone.check()
    phone.page.locator("[data-found]").get_by_role("button").click()
    expect(answer(phone)).to_have_text(phone.say("Welcome"))


def find_and_check_in(phone: Visitor, name: str) -> None:
    """Look for somebody on the list that the phone keeps."""
    phone.page.fill("[data-search] [name=q]", name)
    phone.page.locator("[data-found] li", has_text=name).get_by_role("button").click()
    expect(phone.page.locator("[data-answer] [data-name]")).to_contain_text(name)


def walk_in(phone: Visitor, event: str) -> None:
    phone.open(f"{event}checkin/walk-in/")
    phone.check()
    phone.fill(name=WALK_IN)
    phone.pick("id_organisation", "มหิดล", "มหาวิทยาลัยมหิดล")
    phone.save()
    expect(answer(phone)).to_have_text(phone.say("Welcome"))
    expect(phone.page.locator("[data-answer] [data-name]")).to_contain_text(WALK_IN)


def test_three_phones_count_everybody_once(visitor: Callable[..., Visitor]) -> None:
    somsri = visitor("th")
    somsri.sign_in("secretariat")
    event = make_event(somsri, "วันทดลองลงทะเบียนหน้างาน", starts=day(0), ends=day(1))
    open_registration(somsri, event, quota=len(DELEGATES), needs_approval=False)
    link = ask_institution(somsri, event, INSTITUTION)
    name_people(somsri, link, DELEGATES)
    tickets = {each: ticket_of(somsri, each) for each in DELEGATES[:3]}

    first = visitor("th")
    first.hold_phone()
    first.sign_in("helper")
    second, third = (visitor("th", **devices(first)) for _each in range(2))
    for phone in (second, third):
        phone.hold_phone()
    station = f"{event}checkin/"

    open_station(third, station)
    third.check()
    with third.cut_off():
        scan(third, tickets[OFFLINE], "Welcome")
        scan(third, tickets[OFFLINE], "Already checked in")
        scan(third, tickets[EARLY], "Welcome")
        find_and_check_in(third, BY_NAME.name)
        expect(third.page.locator("[data-queue] [data-waiting]")).to_contain_text("4")
        third.check()

        # Meanwhile at the other doors.
        check_in_by_camera(first, event, tickets[EARLY])
        scan(first, tickets[EARLY], "Already checked in")
        open_station(second, f"{station}?day={day(1).isoformat()}")
        scan(second, tickets[WRONG_DAY], "Wrong day")
        open_station(second, station)
        scan(second, tickets[WRONG_DAY], "Welcome")
        walk_in(first, event)
    expect(third.page.locator("[data-queue] [data-waiting]")).to_have_count(0, timeout=30_000)
    expect(third.page.locator("[data-queue] .checkin-conflict")).to_have_count(1)
    expect(third.page.locator("[data-queue] .checkin-conflict")).to_contain_text(EARLY.name)

    somsri.open(f"{event}attendance/")
    assert (somsri.tile("Came"), somsri.tile("Walk-ins")) == (len(CAME), 1)
    somsri.check_widths()
    came = somsri.page.locator("main table tbody tr").filter(has_not_text=somsri.say("not there yet"))
    for name in CAME:
        expect(came.filter(has_text=name)).to_have_count(1)
    expect(came.filter(has_text=ABSENT.name)).to_have_count(0)

    pim = visitor("th")
    pim.sign_in("coordinator-cmu")
    pim.open(f"/n/cupt/reports/event/{number_in(event)}/new/")
    pim.pick("id_organisation", INSTITUTION, INSTITUTION)
    pim.save()
    numbers = re.findall(r"(\d+) คน", pim.text)
    assert str(len(CAME)) in numbers
    assert str(len(DELEGATES) + 1) not in numbers
