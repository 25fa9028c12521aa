"""What the secretariat prepares before a journey about the day itself begins: event, registration, links, boards."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Locator, Page

    from tests.journeys.visitor import Visitor

BANGKOK: Final = ZoneInfo("Asia/Bangkok")
TICKET: Final = re.compile(r"/p/cupt/events/ticket/[\w-]+/")


@dataclass(frozen=True)
class Delegate:
    """Somebody whom an institution sends."""

    name: str
    email: str
    position: str = "นักวิเทศสัมพันธ์"


def day(ahead: int) -> dt.date:
    """The day so many days from today, as the clock of the network shows it."""
    return dt.datetime.now(BANGKOK).date() + dt.timedelta(days=ahead)


def number_in(path: str) -> int:
    """The number of the record whose page this is."""
    return int(re.findall(r"/(\d+)/", path)[0])


def make_event(somsri: Visitor, title: str, *, starts: dt.date, ends: dt.date) -> str:
    """A new event; its address."""
    somsri.open("/n/cupt/events/new/")
    somsri.fill(
        title_th=title,
        title_en=f"Gathering of {starts.isoformat()}",
        starts=starts.isoformat(),
        ends=ends.isoformat(),
        venue_th="หอประชุมริมน้ำ จังหวัดตรัง",
    )
    somsri.save()
    assert re.fullmatch(r"/n/cupt/events/\d+/", somsri.path)
    return somsri.path


def open_registration(somsri: Visitor, event: str, *, quota: int, needs_approval: bool) -> None:
    """Registration runs from today to tomorrow, with a waiting list."""
    somsri.open(f"{event}registration/settings/")
    somsri.fill(
        opens_on=day(0).isoformat(), closes_on=day(1).isoformat(), seats="40", institution_quota=str(quota)
    )
    somsri.page.set_checked("[name=needs_approval]", needs_approval)
    somsri.page.set_checked("[name=has_waiting_list]", True)
    somsri.check_widths()
    somsri.save()
    assert somsri.path == f"{event}registration/"


def ask_institution(somsri: Visitor, event: str, name: str) -> str:
    """The personal link by which an institution names its people."""
    somsri.open(f"{event}nominations/new/")
    somsri.fill(organisations=name)
    somsri.save()
    assert somsri.path == f"{event}nominations/"
    somsri.check_widths()
    somsri.press(somsri.page.locator("main table tbody a"))
    somsri.check_widths()
    return link_on(somsri)


def link_on(reader: Visitor) -> str:
    """The address that the page gives to be passed on, without the server."""
    address = reader.page.locator("main samphan-copy a").first.get_attribute("href")
    return urlsplit(str(address)).path


def name_people(pim: Visitor, link: str, people: Sequence[Delegate]) -> None:
    """On the page of the institution, one after the other."""
    for each in people:
        pim.open(link)
        pim.fill(name=each.name, position=each.position, email=each.email)
        pim.follow("Name this person")
        assert pim.path == link
        expect(nominee(pim, each)).to_be_visible()


def nominee(pim: Visitor, delegate: Delegate) -> Locator:
    """What the page of the institution says of one person."""
    found = pim.page.locator("main [id^=nominee-]")
    return found.filter(has=pim.page.locator("strong.name", has_text=delegate.name))


def ticket_of(somsri: Visitor, delegate: Delegate) -> str:
    """The address of a ticket, as it was written to its bearer by e-mail."""
    somsri.open(f"/n/cupt/outbox/?q={delegate.email}")
    somsri.press(somsri.page.locator("main table tbody a").first)
    found = TICKET.search(somsri.text)
    assert found, somsri.text
    return found.group()


@dataclass(frozen=True)
class Board:
    """A live board: its page for the secretariat, the address in its QR code, and its PIN."""

    page: str
    join: str
    pin: str

    @property
    def lead(self) -> str:
        return f"{self.page}live/"

    @property
    def wall(self) -> str:
        return f"{self.page}projector/"


def open_board(somsri: Visitor, event: str, title: str) -> Board:
    """A board without names and with the questions of three horizons, opened, its first question shown."""
    somsri.open(f"/n/cupt/boards/event/{number_in(event)}/new/")
    somsri.fill(title_th=title)
    somsri.page.select_option("[name=naming]", "anonymous")
    somsri.page.select_option("[name=template]", "horizons")
    somsri.check_widths()
    somsri.save()
    somsri.follow("Open the board")
    somsri.check_widths()
    page = somsri.path
    board = Board(page, link_on(somsri), somsri.page.locator("main .pin").inner_text())
    somsri.open(board.lead)
    somsri.page.locator("[data-do=show_prompt]:visible").first.click()
    expect(somsri.page.locator("[data-do=reveal]").first).to_be_visible()
    return board


def join_board(phone: Visitor, board: Board) -> None:
    """Take part without a name, by the address in the QR code."""
    phone.hold_phone()
    phone.open(board.join)
    phone.page.locator("[data-start] button[type=submit]").click()
    expect(phone.page.locator("[data-question]")).to_be_visible()


def write_card(phone: Visitor, text: str) -> None:
    """Write an idea and send it."""
    phone.page.locator("[data-draft]").fill(text)
    phone.page.locator("[data-write] button[type=submit]").click()


def own_cards(phone: Visitor, *states: str) -> Locator:
    """The cards of this phone that stand like this: waiting, arrived, shown, refused."""
    return phone.page.locator(", ".join(f"[data-own-list] > [data-state={each}]" for each in states))


def expect_clusters(page: Page, expected: Sequence[tuple[str, int]]) -> None:
    """The facilitator's clusters stand in this order with these titles and numbers of cards, now or soon."""
    found = page.locator("[data-columns] [data-cluster]")
    expect(found.locator("[data-title]")).to_have_text([title for title, _cards in expected])
    for place, (_title, cards) in enumerate(expected):
        expect(found.nth(place).locator("[data-key]")).to_have_count(cards)


def devices(somsri: Visitor) -> dict[str, Any]:
    """The sign-in of somebody, for a further device of the same person."""
    return {"storage_state": somsri.page.context.storage_state()}
