"""Every page of an event that was held and of one that is being prepared, and of what came of them, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.journeys.gathering import number_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.journeys.visitor import Visitor


pytestmark = pytest.mark.journey

A4_WIDTH = 642
"""Of a sheet between its margins of 2 cm, in CSS pixels."""
HELD, PREPARED = "IRO Networking Day 2026", "ครั้งถัดไป"
WORK = (
    "roadmap/",
    "roadmap/items/",
    "actions/",
    "actions/follow-ups/",
    "possible/",
    "projects/",
    "listings/",
)


def find_event(somsri: Visitor, words: str) -> str:
    """An event of the demo, by words of its Thai title."""
    somsri.open(f"/n/cupt/events/?q={words}")
    somsri.press(somsri.page.locator("main table tbody a").first)
    return somsri.path


def tabs(somsri: Visitor) -> dict[str, None]:
    """The addresses of the tabs that the page shows, in their order."""
    found = somsri.page.locator("main nav.tabs a").all()
    return dict.fromkeys(str(each.get_attribute("href")).partition("?")[0] for each in found)


def pages_of(somsri: Visitor, event: str) -> Iterable[str]:
    """Every tab of an event, of the first row and of the second."""
    somsri.open(event)
    known = {event: None, **tabs(somsri)}
    for first in list(known):
        somsri.open(first)
        known |= tabs(somsri)
    return known


@pytest.mark.parametrize(("words", "language"), [(HELD, "th"), (HELD, "en"), (PREPARED, "th")])
def test_every_page_of_an_event(visitor: Callable[..., Visitor], words: str, language: str) -> None:
    somsri = visitor(language)
    somsri.sign_in("secretariat")
    event = find_event(somsri, words)
    pages = pages_of(somsri, event)
    for page in pages:
        somsri.open(page)
        somsri.check_widths()
    assert len(list(pages)) >= 15


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_list_of_work_and_what_stands_behind_it(visitor: Callable[..., Visitor], language: str) -> None:
    somsri = visitor(language)
    somsri.sign_in("secretariat")
    for page in WORK:
        somsri.open(f"/n/cupt/work/{page}")
        somsri.check_widths()
        row = somsri.page.locator("main table tbody th a, main table tbody td a, main .cards h2 a").first
        if row.count():
            somsri.press(row)
            somsri.check_widths()
    event = find_event(somsri, HELD)
    somsri.open(f"/n/cupt/boards/event/{number_in(event)}/")
    for board in [each.get_attribute("href") for each in somsri.page.locator("main .cards h2 a").all()]:
        for page in ("", "outputs/", "live/", "projector/"):
            somsri.open(f"{board}{page}")
            somsri.check_widths()


@pytest.mark.parametrize("has_script", [True, False])
def test_filters_fold_on_a_phone_and_stand_open_at_a_desk(
    visitor: Callable[..., Visitor], has_script: bool
) -> None:
    somsri = visitor("th", java_script_enabled=has_script)
    somsri.sign_in("secretariat")
    somsri.open("/n/cupt/network/members/")
    bar = somsri.page.locator("form.datatable-bar[role=search]").last
    choice, fold = bar.locator("select").first, bar.locator("summary")
    expect(choice).to_be_visible()
    expect(fold).to_be_hidden()
    somsri.hold_phone()
    expect(choice).to_be_hidden()
    expect(bar.locator("[type=search]")).to_be_visible()
    fold.click()
    choice.select_option("current")
    if not has_script:
        somsri.press(bar.locator("button"))
    # What narrows the list is counted on the fold, said above the rows, and taken off by itself.
    expect(fold).to_contain_text("1")
    # The fold stays as the reader left it; a page that was loaded anew comes folded.
    expect(choice).to_be_visible(visible=has_script)
    expect(somsri.page.locator(".chips li")).to_have_count(1)
    if has_script:
        somsri.check()
    somsri.press(".chips a")
    expect(somsri.page.locator(".chips li")).to_have_count(0)
    expect(choice).to_be_hidden()


@pytest.mark.parametrize("has_script", [True, False])
def test_many_filters_show_the_first_at_a_desk_and_the_rest_when_asked_for(
    visitor: Callable[..., Visitor], has_script: bool
) -> None:
    somsri = visitor("th", java_script_enabled=has_script)
    somsri.sign_in("secretariat")
    somsri.open("/n/tsu/work/projects/?mission=research")
    bar = somsri.page.locator("form.datatable-bar[role=search]").last
    year, mission, more = (
        bar.locator("[name=year]"),
        bar.locator("[name=mission]"),
        bar.locator(".filter-more"),
    )
    expect(year).to_be_visible()
    expect(mission).to_be_hidden()
    expect(more.locator("summary")).to_contain_text("1")
    more.locator("summary").click()
    expect(mission).to_have_value("research")
    expect(mission).to_be_visible()
    if has_script:
        somsri.check()
        mission.select_option("")
        expect(somsri.page.locator(".chips li")).to_have_count(0)
        expect(more.locator("summary")).not_to_contain_text("1")
        expect(mission).to_be_visible()
    # On a phone there is one button for all of them.
    somsri.hold_phone()
    expect(more).to_be_hidden()
    expect(mission).to_be_hidden()
    bar.locator(".filter-fold summary").click()
    expect(year).to_be_visible()
    expect(mission).to_be_visible()


@pytest.mark.parametrize("language", ["th", "en"])
def test_area_prints_on_two_sheets_and_no_list_is_cut_off_on_paper(
    visitor: Callable[..., Visitor], language: str
) -> None:
    somsri = visitor(language)
    somsri.sign_in("secretariat")
    somsri.open("/n/tsu/learn/area/")
    assert len(pypdfium2.PdfDocument(somsri.page.pdf(format="A4"))) == 2
    somsri.page.set_viewport_size({"width": A4_WIDTH, "height": 970})
    somsri.page.emulate_media(media="print")
    for path in ("/n/tsu/work/projects/", "/n/tsu/learn/area/", "/n/tsu/work/projects/numbers/"):
        somsri.open(path)
        wider = "each => each.scrollWidth > each.clientWidth"
        frames = somsri.page.locator("main .datatable-frame, main .card, main .tile")
        assert [each for each in frames.all() if each.evaluate(wider)] == []
