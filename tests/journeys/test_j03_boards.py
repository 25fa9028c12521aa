"""J3: 21 stated seats beside 8 printed names, and an invented body before and after a change of office, also on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from django.utils.translation import ngettext, override, pgettext
from playwright.sync_api import expect

from samphan.kit.thai.dates import format_date
from samphan.web.demo.bodies import BOARD as OFFICES
from samphan.web.demo.bodies import MEMBERS, STATED_ON, STATED_SEATS
from tests.journeys.gathering import day, number_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

BOARD: Final = "คณะกรรมการบริหารสมาคม"
COMMITTEE: Final = "คณะกรรมการตัวอย่างด้านความร่วมมือ"
OLD_CHAIR, NEW_CHAIR = "รศ.ดร.สมมุติ นำทาง", "ศ.ดร.ตัวอย่าง สานต่อ"
ACTING: Final = "ผศ.ดร.รับช่วง ชั่วคราว"
LEAVES, COMES = MEMBERS.names[3], MEMBERS.names[1]
PRINTED: Final = [name for office in OFFICES for name in office.names]


def open_body(reader: Visitor, network: str, name: str) -> str:
    """Open a body from the list of its network; its page."""
    reader.open(f"/n/{network}/bodies/")
    reader.press(reader.page.get_by_role("link", name=name).first)
    return reader.path


def names_on(reader: Visitor) -> list[str]:
    """Who is named on the page as sitting in the body, in the order of the page."""
    return reader.page.locator("#board table .name").all_inner_texts()


def office(reader: Visitor, message: str) -> str:
    """A word about an office as the reader reads it."""
    with override(reader.language):
        return pgettext("office", message)


def gone(reader: Visitor, name: str) -> Locator:
    """The line that says that somebody left with the change that is shown."""
    left = reader.page.locator(".badge", has_text=office(reader, "left"))
    return reader.page.locator("#board li", has=left).filter(has_text=name)


def test_stated_seats_stand_beside_the_printed_names(visitor: Callable[..., Visitor]) -> None:
    for language in ("th", "en"):
        somsri = visitor(language)
        somsri.sign_in("secretariat")
        board = open_body(somsri, "ent", "Executive Board" if language == "en" else BOARD)
        somsri.open(f"{board}?on={STATED_ON.isoformat()}")
        somsri.check_widths()

        # Two numbers that are not one: what the source states, and whom it prints. Nobody says how they fit.
        assert sorted(names_on(somsri)) == sorted(PRINTED)
        assert somsri.tile("Stated seats") == STATED_SEATS
        assert somsri.tile("People") == len(PRINTED)
        assert format_date(STATED_ON, language=language) in somsri.text
        with override(language):
            unclear = ngettext(
                "Whether the %(count)s person who is listed is among the stated seats is not stated.",
                "Whether the %(count)s people who are listed are among the stated seats is not stated.",
                len(PRINTED),
            )
        assert unclear % {"count": len(PRINTED)} in somsri.text
        expect(somsri.page.locator("#board .badge", has_text=office(somsri, "vacant"))).to_have_count(0)

        # Of one of them: no first day is made up, and no seat.
        somsri.press(somsri.page.locator("#board").get_by_role("link", name=PRINTED[0]).first)
        assert somsri.say("Among the stated seats") in somsri.text
        assert format_date(STATED_ON, language=language) in somsri.text


def test_board_is_seen_before_and_after_a_change_of_office(visitor: Callable[..., Visitor]) -> None:
    somsri = visitor("th")
    somsri.sign_in("secretariat")
    committee = open_body(somsri, "cupt", COMMITTEE)

    # The chair's last day, and the day after: the seat is vacant and somebody acts.
    somsri.open(f"{committee}?on=2022-09-30")
    assert OLD_CHAIR in names_on(somsri)
    assert ACTING not in names_on(somsri)
    somsri.press(somsri.page.locator(".as-of-steps a").last)
    assert "on=2022-10-01" in somsri.page.url
    assert OLD_CHAIR not in names_on(somsri)
    assert ACTING in names_on(somsri)
    expect(gone(somsri, OLD_CHAIR)).to_have_count(1)
    somsri.check_widths()

    # The new board begins on 1 April 2566.
    somsri.open(f"{committee}?on=1/4/2566")
    assert NEW_CHAIR in names_on(somsri)
    assert ACTING not in names_on(somsri)

    # A change of our own: somebody takes an office over from today on.
    somsri.open(f"{committee}?on={day(-1).isoformat()}")
    before = names_on(somsri)
    assert LEAVES in before
    assert COMES not in before
    somsri.press(somsri.page.locator("#board table").get_by_role("link", name=LEAVES))
    somsri.press(somsri.page.get_by_role("link", name=office(somsri, "Replace"), exact=True))
    somsri.pick("id_person", COMES.rsplit(" ", maxsplit=1)[-1], COMES)
    somsri.fill(since=day(0).isoformat())
    somsri.check_widths()
    somsri.save()
    somsri.open(f"{committee}?on={day(0).isoformat()}")
    after = names_on(somsri)
    assert after == [COMES if name == LEAVES else name for name in before]
    expect(gone(somsri, LEAVES)).to_have_count(1)
    somsri.open(f"{committee}?on={day(-1).isoformat()}")
    assert names_on(somsri) == before

    # The slider goes through the days of change, and the address says which day is shown.
    slider = somsri.page.locator("#as-of-stop")
    slider.evaluate("node => { node.value = 0; node.dispatchEvent(new Event('change', {bubbles: true})) }")
    expect(somsri.page.locator("#board table .name", has_text=OLD_CHAIR)).to_have_count(1)
    assert names_on(somsri)[0] == OLD_CHAIR


def test_board_is_printed_as_of_the_day_that_is_shown(visitor: Callable[..., Visitor]) -> None:
    somsri = visitor("th")
    somsri.sign_in("secretariat")
    committee = open_body(somsri, "cupt", COMMITTEE)
    somsri.open(f"{committee}?on=2022-10-01")
    shown = names_on(somsri)
    somsri.follow("For paper")
    assert names_on(somsri) == shown
    assert "1 ตุลาคม 2565" in somsri.text
    expect(somsri.page.locator("main button, main form, main .tile")).to_have_count(0)
    somsri.check_widths()
    somsri.page.emulate_media(media="print")
    for name in shown:
        expect(somsri.page.locator("#board").get_by_text(name, exact=True).first).to_be_visible()
    somsri.page.emulate_media(media="screen")

    # What everybody may see: the same names, without the way into the records.
    stranger = visitor("en")
    stranger.open(f"/p/cupt/bodies/{number_in(committee)}/?on=2022-10-01")
    assert len(names_on(stranger)) == len(shown)
    expect(stranger.page.locator("#board table a")).to_have_count(0)
    stranger.check_widths()
