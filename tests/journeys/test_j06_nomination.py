"""J6: a representative without an account nominates within the quota; approval, confirmation with QR code and calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.journeys.gathering import (
    Delegate,
    ask_institution,
    day,
    make_event,
    name_people,
    nominee,
    open_registration,
    ticket_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.journeys.visitor import Visitor


pytestmark = pytest.mark.journey

QUOTA = 4
TITLE = "การประชุมผู้แทนสถาบันลุ่มน้ำ"
OPENING = "พิธีเปิดการประชุม"
DELEGATES = (
    Delegate("รศ.ดร.วารินทร์ ธารธรรม", "warin.j6@example.org", "รองอธิการบดี"),
    Delegate("นางสาวปลายฝน ริมตลิ่ง", "plaifon.j6@example.org"),
    Delegate("นายคงคา ลำน้ำเย็น", "khongkha.j6@example.org"),
    Delegate("ผศ.ดร.สายชล ปากน้ำ", "saichon.j6@example.org"),
    Delegate("นายหนองบัว กลางบึง", "nongbua.j6@example.org"),
)
INSTEAD = Delegate("นางสาวน้ำผึ้ง เขื่อนดิน", "namphueng.j6@example.org")


def stands(pim: Visitor, delegate: Delegate, state: str) -> None:
    """The page of the institution says how it stands with somebody."""
    expect(nominee(pim, delegate)).to_contain_text(pim.say(state))


def write_agenda(somsri: Visitor, event: str) -> None:
    somsri.open(f"{event}programme/agenda/")
    if not somsri.page.locator("[name=rows-0-title_th]").count():
        somsri.page.click("samphan-rows > [data-add]")
    somsri.fill(
        rows__0__title_th=OPENING,
        rows__0__day=day(40).isoformat(),
        rows__0__starts_at="9.00",
        rows__0__ends_at="10.30",
    )
    somsri.save()


def substitute(pim: Visitor, gone: Delegate, instead: Delegate) -> None:
    """Somebody else comes in the place of one who was named."""
    pim.press(nominee(pim, gone).get_by_role("link", name=pim.say("Substitute"), exact=True))
    pim.fill(name=instead.name, position=instead.position, email=instead.email)
    pim.check_widths()
    pim.save()
    expect(nominee(pim, instead)).to_contain_text(gone.name)


def approve(somsri: Visitor, event: str, *people: Delegate) -> None:
    """The secretariat ticks those who wait for approval, and lets them in at once."""
    somsri.open(f"{event}registration/waiting/")
    somsri.check_widths()
    for each in people:
        row = somsri.page.locator("main table tbody tr", has_text=each.name)
        row.locator("[name=pick][type=checkbox]").check()
    somsri.follow("Approve the chosen")
    somsri.open(f"{event}registration/")
    assert somsri.tile("Confirmed") == QUOTA
    somsri.check_widths()


def read_calendar(guest: Visitor, folder: Path) -> None:
    """What the calendar of a phone is given: the days, and the session at its time in Bangkok."""
    with guest.page.expect_download() as taken:
        guest.page.get_by_role("link", name=guest.say("Add to my calendar")).click()
    file = folder / "ticket.ics"
    taken.value.save_as(file)
    entries = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    whole, opening = sorted(entries, key=lambda each: str(each["uid"]))
    assert (str(whole["summary"]), whole.decoded("dtstart"), whole.decoded("dtend")) == (
        TITLE,
        day(40),
        day(42),
    )
    assert str(whole["url"]).endswith(guest.path)
    assert OPENING in str(opening["summary"])
    assert opening.decoded("dtstart").isoformat() == f"{day(40).isoformat()}T09:00:00+07:00"


def test_representative_nominates_within_the_quota(visitor: Callable[..., Visitor], tmp_path: Path) -> None:
    somsri = visitor("th")
    somsri.sign_in("secretariat")
    event = make_event(somsri, TITLE, starts=day(40), ends=day(41))
    write_agenda(somsri, event)
    open_registration(somsri, event, quota=QUOTA, needs_approval=True)
    link = ask_institution(somsri, event, "มหาวิทยาลัยมหิดล")

    pim = visitor("th")
    pim.open(link)
    pim.check_widths()
    name_people(pim, link, DELEGATES)
    pim.check_widths()
    *within, fifth = DELEGATES
    for each in within:
        stands(pim, each, "waiting for approval")
    stands(pim, fifth, "on the waiting list")
    gone, *others = within
    substitute(pim, gone, INSTEAD)
    stands(pim, gone, "withdrawn")
    stands(pim, fifth, "on the waiting list")

    approve(somsri, event, INSTEAD, *others)
    pim.open(link)
    for each in (INSTEAD, *others):
        stands(pim, each, "confirmed")

    guest = visitor("th")
    guest.hold_phone()
    for delegate, said in (
        (gone, "This registration was withdrawn"),
        (fifth, "You are on the waiting list"),
        (INSTEAD, "Your registration is confirmed"),
    ):
        guest.open(ticket_of(somsri, delegate))
        assert guest.say(said) in guest.text
        assert delegate.name in guest.text
        qr = guest.page.get_by_role("img", name=guest.say("QR code of your ticket"))
        expect(qr).to_have_count(1 if delegate is INSTEAD else 0)
    guest.check_widths()
    read_calendar(guest, tmp_path)

    # Somebody gives the seat up: the fifth moves up, and is approved like everybody else.
    pim.press(nominee(pim, others[0]).locator("a[href$='/withdraw/']"))
    pim.press("main form.confirm button.btn-danger")
    stands(pim, fifth, "waiting for approval")
    approve(somsri, event, fifth)
    guest.open(ticket_of(somsri, fifth))
    assert guest.say("Your registration is confirmed") in guest.text
