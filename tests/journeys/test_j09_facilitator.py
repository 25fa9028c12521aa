"""J9: the facilitator leads a board by keyboard alone; the projector shows what everybody may see, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.gathering import (
    day,
    devices,
    expect_clusters,
    join_board,
    make_event,
    open_board,
    own_cards,
    write_card,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from playwright.sync_api import Page

    from tests.journeys.visitor import Visitor


pytestmark = pytest.mark.journey

IDEAS = ("ตั้งผู้ประสานงานลุ่มน้ำ", "อบรมผู้ประสานงาน", "แลกเปลี่ยนนักศึกษา", "หลักสูตรร่วม", "ทุนวิจัยร่วม")
STAFF, STUDENTS, APART = "คนทำงาน", "นักศึกษา", "แยกออกมา"


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def go_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press one key until that has the focus."""
    for _step in range(80):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{selector} cannot be reached with {key}")


def from_the_top(page: Page) -> None:
    """Where the Tab key begins: the first thing of the page."""
    page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges()")
    page.keyboard.press("Control+Home")


def do(page: Page, act: str) -> None:
    """Press a button of the question, found with the Tab key."""
    from_the_top(page)
    go_to(page, f"[data-do={act}]")
    press(page, "Enter")


def make_cluster(page: Page, title: str) -> None:
    """The two first cards that are in no cluster become one."""
    go_to(page, "[data-face], [data-cluster-face]")
    go_to(page, "[data-loose] [data-face]", "ArrowDown")
    press(page, "Space", "ArrowDown", "Space", "KeyG")
    page.keyboard.insert_text(title)
    press(page, "Enter")
    expect(page.locator("[data-columns] [data-cluster]", has_text=title)).to_have_count(1)


def see(walls: Sequence[Visitor], selector: str, count: int) -> None:
    """Everybody in the room sees it, readable in light and in dark."""
    for wall in walls:
        expect(wall.page.locator(selector)).to_have_count(count, timeout=20_000)
        wall.check()


def merge_split_undo(page: Page) -> None:
    """One cluster goes into the other, one card is split off, and that is taken back."""
    go_to(page, "[data-cluster-face]", "ArrowUp")
    kept = STAFF if STUDENTS in page.evaluate("document.activeElement.textContent") else STUDENTS
    press(page, "KeyJ", "Enter")
    expect(page.locator("[data-columns] [data-cluster]")).to_have_count(1)
    expect_clusters(page, [(kept, 4)])
    go_to(page, "[data-face], [data-cluster-face]")
    go_to(page, "[data-cluster] [data-face]", "ArrowDown")
    press(page, "Space", "KeyS")
    page.keyboard.insert_text(APART)
    press(page, "Enter")
    expect(page.locator("[data-columns] [data-cluster]")).to_have_count(2)
    expect_clusters(page, [(kept, 3), (APART, 1)])
    go_to(page, "[data-face], [data-cluster-face]")
    press(page, "KeyU")
    expect(page.locator("[data-columns] [data-cluster]")).to_have_count(1)
    expect_clusters(page, [(kept, 4)])


def vote(phone: Visitor, dots: int) -> None:
    """Give votes to what stands first on the phone."""
    more = phone.page.locator("[data-targets] [data-more]:visible").first
    for _dot in range(dots):
        more.click()
    expect(phone.page.locator("[data-ballot-state]")).to_have_text(
        phone.say("Your votes have arrived. You can change them until voting is closed.")
    )


def test_facilitator_leads_by_keyboard_and_the_wall_is_readable(visitor: Callable[..., Visitor]) -> None:
    somsri = visitor("th")
    somsri.sign_in("secretariat")
    event = make_event(somsri, "วันรวมความคิด", starts=day(0), ends=day(0))
    board = open_board(somsri, event, "กระดานของกลุ่มงานเร่งด่วน")
    walls = [visitor("th", color_scheme=scheme, **devices(somsri)) for scheme in ("light", "dark")]
    for wall in walls:
        wall.page.set_viewport_size({"width": 1920, "height": 1080})
        wall.open(board.wall)
        expect(wall.page.locator("[data-join] .pin")).to_have_text(board.pin)
    see(walls, "[data-question]:visible", 1)

    phone = visitor("th")
    join_board(phone, board)
    for number, idea in enumerate(IDEAS, start=1):
        write_card(phone, idea)
        expect(own_cards(phone, "arrived")).to_have_count(number)
    see(walls, "[data-cards] > li", 0)

    page = somsri.page
    do(page, "reveal")
    see(walls, "[data-cards] > li", len(IDEAS))
    somsri.check()
    make_cluster(page, STAFF)
    make_cluster(page, STUDENTS)
    expect_clusters(page, [(STAFF, 2), (STUDENTS, 2)])
    see(walls, "[data-cards] .wall-cluster", 2)
    merge_split_undo(page)
    somsri.check()

    do(page, "open_voting")
    vote(phone, 3)
    phone.check()
    see(walls, "[data-votes]:visible", 0)
    do(page, "close_voting")
    told = page.locator("[data-columns] [data-votes]:visible, [data-columns] [data-note]:visible")
    expect(told.filter(has_text=somsri.say("Votes: {n}").format(n=3))).to_have_count(1)
    see(walls, "[data-cards] [data-votes]:visible:has-text('3')", 1)
    from_the_top(page)
    go_to(page, "[data-board=close]")
    press(page, "Enter", "Enter")
    expect(page.locator("samphan-board-lead")).to_have_attribute("data-state", "closed")
    see(walls, "[data-closed]:visible", 1)
    expect(phone.page.locator("[data-closed]")).to_be_visible()
    somsri.check()
    phone.check()
