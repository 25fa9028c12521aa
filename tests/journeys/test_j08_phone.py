"""J8: a phone joins a board without a name, loses the network and the server, and still posts each idea once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.gathering import day, make_event, number_in, open_board, own_cards, write_card

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Route

    from tests.journeys.installation import Installation
    from tests.journeys.visitor import Visitor


pytestmark = pytest.mark.journey

IDEAS = ("กิจกรรมพี่เลี้ยงผู้ประสานงาน", "ฐานข้อมูลผู้เชี่ยวชาญร่วม", "ทุนเดินทางของชุมชน")
UNFINISHED = "ยังเขียนไม่จบ"


def join_by_pin(phone: Visitor, pin: str) -> None:
    """Type the six digits that stand on the projector, read the promise, take part without a name."""
    phone.hold_phone()
    phone.open("/join/")
    phone.check()
    phone.fill(pin=pin)
    phone.press(phone.page.locator("main").get_by_role("button", name=phone.say("Join"), exact=True))
    phone.open(phone.path)
    phone.check()
    phone.page.locator("[data-start] button[type=submit]").click()
    expect(phone.page.locator("[data-question]")).to_be_visible()


def lose_answer(route: Route) -> None:
    """The server gets the card; its answer is lost on the way back."""
    route.fetch()
    route.abort("internetdisconnected")


@pytest.mark.parametrize("language", ["th", "en"])
def test_phone_that_loses_network_and_server_posts_each_idea_once(
    visitor: Callable[..., Visitor], installation: Installation, language: str
) -> None:
    somsri = visitor(language)
    somsri.sign_in("secretariat")
    event = make_event(somsri, f"วันระดมความคิด ({language})", starts=day(0), ends=day(0))
    board = open_board(somsri, event, "กระดานความคิดของกลุ่ม")

    phone = visitor(language)
    join_by_pin(phone, board.pin)
    phone.check()
    write_card(phone, IDEAS[0])
    expect(own_cards(phone, "arrived")).to_have_count(1)
    phone.is_cut_off = True
    phone.page.route("**/cards?*", lose_answer, times=1)
    write_card(phone, IDEAS[1])
    expect(own_cards(phone, "waiting")).to_have_count(1)
    with phone.cut_off():
        write_card(phone, IDEAS[2])
        phone.page.locator("[data-draft]").fill(UNFINISHED)
        expect(own_cards(phone, "waiting")).to_have_count(2)
        phone.check()
        installation.stop()
        installation.start()
    expect(own_cards(phone, "arrived")).to_have_count(3, timeout=60_000)
    phone.page.reload()
    expect(own_cards(phone, "arrived")).to_have_count(3)
    expect(phone.page.locator("[data-draft]")).to_have_value(UNFINISHED)
    phone.check()

    stored = installation.rows("select text from boards_card where board_id = %s", number_in(board.page))
    assert sorted(stored) == sorted((idea,) for idea in IDEAS)
    somsri.open(board.lead)
    column = somsri.page.locator("[data-prompt]").first
    expect(column.locator("[data-facts]")).to_contain_text(somsri.say("Cards: {n}").format(n=len(IDEAS)))
    expect(column.locator("[data-face]")).to_have_count(0)
    column.locator("[data-do=reveal]").click()
    expect(column.locator("[data-face]")).to_have_count(3)
    expect(own_cards(phone, "shown")).to_have_count(3)
