"""J10: clusters become a roadmap item, an action and a project; each leads back to its cards, and each card forward."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.gathering import (
    day,
    expect_clusters,
    join_board,
    link_on,
    make_event,
    number_in,
    open_board,
    own_cards,
    write_card,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.gathering import Board
    from tests.journeys.visitor import Visitor


pytestmark = pytest.mark.journey

PEOPLE, STUDENTS = "ผู้ประสานงานลุ่มน้ำ", "นักศึกษาทำงานกับชุมชน"
CARDS = {
    "ตั้งผู้ประสานงานทุกสถาบัน": PEOPLE,
    "อบรมผู้ประสานงานปีละครั้ง": PEOPLE,
    "แลกเปลี่ยนนักศึกษาระหว่างลุ่มน้ำ": STUDENTS,
    "ให้หน่วยกิตงานชุมชน": STUDENTS,
    "ขอที่จอดรถเพิ่ม": "",
}
SUGGESTION, IDEA = "ข้อเสนอให้มีผู้ประสานงานลุ่มน้ำ", "ข้อเสนอโครงการนักศึกษากับชุมชน"
ITEM, ACTION, POSSIBLE = (
    "แต่งตั้งผู้ประสานงานให้ครบทุกสถาบัน",
    "ทำหนังสือขอรายชื่อผู้ประสานงาน",
    "โครงการนักศึกษาร่วมแรงลุ่มน้ำ",
)
LEAD, PARTNER = "มหาวิทยาลัยมหิดล", "มหาวิทยาลัยเชียงใหม่"
#: What became of the cards of a cluster: everything that has to stand beside each of them.
FATES = {PEOPLE: (SUGGESTION, ITEM, ACTION), STUDENTS: (IDEA, POSSIBLE)}


def sort_cards(somsri: Visitor, board: Board) -> None:
    """Reveal the cards and put them into two clusters by tapping."""
    somsri.open(board.lead)
    page = somsri.page
    page.locator("[data-do=reveal]:visible").first.click()
    expect(page.locator("[data-loose] [data-face]")).to_have_count(len(CARDS))
    for title in (PEOPLE, STUDENTS):
        for text in (text for text, cluster in CARDS.items() if cluster == title):
            page.locator("[data-loose] [data-face]", has_text=text).click()
        page.locator("[data-selected=group]").click()
        page.locator("[data-ask-field]").fill(title)
        page.keyboard.press("Enter")
        expect(page.locator("[data-columns] [data-cluster]", has_text=title)).to_have_count(1)
    expect_clusters(page, [(PEOPLE, 2), (STUDENTS, 2)])


def make_output(somsri: Visitor, board: Board, cluster: str, kind: str, title: str) -> str:
    """Say what a cluster amounts to; the page of the output."""
    somsri.open(f"{board.page}outputs/")
    somsri.page.get_by_label(cluster, exact=True).check()
    somsri.page.select_option("[name=kind]", kind)
    somsri.fill(title_th=title)
    somsri.check_widths()
    somsri.save()
    somsri.press(somsri.page.locator("main a", has_text=title))
    somsri.check_widths()
    return somsri.path


def carry_on(somsri: Visitor, output: str, way: str, title: str, **fields: str) -> None:
    """Carry an output on as something that somebody answers for."""
    somsri.open(output)
    somsri.follow(way)
    somsri.fill(title_th=title, **fields)
    if way == "as a roadmap item":
        somsri.page.select_option("[name=horizon]", index=1)
    somsri.pick("id_organisation", "มหิดล", LEAD)
    somsri.check_widths()
    somsri.save()
    assert somsri.path == output
    assert title in somsri.text


def start_project(somsri: Visitor, output: str) -> str:
    """Call for partners, two institutions are interested, the project starts; its page."""
    somsri.open(output)
    somsri.press(somsri.page.locator("main .lineage a", has_text=POSSIBLE))
    somsri.check_widths()
    possible = somsri.path
    somsri.follow("Call for partners")
    somsri.fill(until=day(30).isoformat())
    somsri.save()
    for words, name in (("มหิดล", LEAD), ("เชียงใหม่", PARTNER)):
        somsri.follow("Express interest")
        somsri.pick("id_organisation", words, name)
        somsri.fill(role="ประสานชุมชนในพื้นที่")
        somsri.save()
        assert somsri.path == possible
    somsri.check_widths()
    somsri.follow("Start the project")
    for name in (LEAD, PARTNER):
        somsri.page.locator("main .form-check", has_text=name).get_by_role("checkbox").check()
    somsri.page.select_option("[name=lead]", label=LEAD)
    somsri.check_widths()
    somsri.save()
    somsri.check_widths()
    return somsri.path


def trace_back(somsri: Visitor, page: str, cluster: str) -> None:
    """From what was begun to the cards that it comes from, and to the output on the way."""
    texts = [text for text, own in CARDS.items() if own == cluster]
    somsri.open(page)
    title = somsri.page.get_by_role("heading", name=somsri.say("Where it comes from"), exact=True)
    before = somsri.page.locator("main .card", has=title)
    for text in (cluster, *texts):
        expect(before.get_by_role("link", name=text, exact=True)).to_have_count(1)
    somsri.press(before.locator("a[href$='/story/']"))
    for text in texts:
        expect(somsri.page.locator("main .lineage").first).to_contain_text(text)
    somsri.press(somsri.page.locator("main .lineage").first.get_by_role("link", name=cluster, exact=True))
    assert somsri.path.endswith("/outputs/")


def read_fates(reader: Visitor) -> None:
    """Each card stands with all that became of it; a card of which nothing became is there too."""
    for text, cluster in CARDS.items():
        fate = reader.page.locator("main .fate", has=reader.page.locator("[data-card]", has_text=text))
        expect(fate).to_have_count(1)
        for title in FATES.get(cluster, ()):
            expect(fate.locator(".lineage", has_text=title).first).to_be_visible()
        if not cluster:
            expect(fate.locator(".lineage")).to_have_count(0)


def test_cards_become_deeds_and_both_lead_to_each_other(visitor: Callable[..., Visitor]) -> None:
    somsri = visitor("th")
    somsri.sign_in("secretariat")
    event = make_event(somsri, "วันเปลี่ยนความคิดเป็นงาน", starts=day(0), ends=day(0))
    board = open_board(somsri, event, "กระดานของลุ่มน้ำ")
    phone = visitor("th")
    join_board(phone, board)
    for number, text in enumerate(CARDS, start=1):
        write_card(phone, text)
        expect(own_cards(phone, "arrived")).to_have_count(number)
    sort_cards(somsri, board)

    suggestion = make_output(somsri, board, PEOPLE, "suggestion", SUGGESTION)
    carry_on(somsri, suggestion, "as a roadmap item", ITEM, ends="ธ.ค. 2570")
    carry_on(
        somsri, suggestion, "as an action", ACTION, owner_label="นางสมศรี เลขาดี", due_on=day(14).isoformat()
    )
    idea = make_output(somsri, board, STUDENTS, "possible_project", IDEA)
    carry_on(somsri, idea, "as a possible project", POSSIBLE)
    project = start_project(somsri, idea)

    trace_back(somsri, project, STUDENTS)
    for title in (ITEM, ACTION):
        somsri.open(suggestion)
        somsri.press(somsri.page.locator("main .lineage a", has_text=title))
        somsri.check_widths()
        trace_back(somsri, somsri.path, PEOPLE)

    somsri.open(f"/n/cupt/boards/event/{number_in(event)}/became/")
    read_fates(somsri)
    somsri.check_widths()
    somsri.follow("Open the page")
    address = link_on(somsri)
    stranger = visitor("th")
    stranger.open(address)
    read_fates(stranger)
    expect(stranger.page.locator("samphan-own-cards")).to_be_hidden()
    stranger.check_widths()
    phone.open(address)
    expect(phone.page.locator("samphan-own-cards li")).to_have_count(len(CARDS))
    phone.check()
