"""Every page of an event that was held and of one that is being prepared, and of what came of them, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.gathering import number_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.journeys.visitor import Visitor


pytestmark = pytest.mark.journey

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
