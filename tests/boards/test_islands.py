"""The live pages in a real browser, with pages and streams of a real server; everything commits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from samphan.boards.actions.prepare import PromptWords, add_prompt
from samphan.boards.models import AbuseReport, Card
from samphan.tenancy.scope import system_scope

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.boards.conftest import Room

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


def join(page: Page) -> None:
    """Take part without a name."""
    page.locator("[data-start] button[type=submit]").click()
    expect(page.locator("[data-question]")).to_be_visible()


def write(page: Page, text: str) -> None:
    page.locator("[data-draft]").fill(text)
    page.locator("[data-write] button[type=submit]").click()


def own(page: Page, state: str) -> Any:
    """Own cards on the phone that stand like this: waiting, arrived, shown, refused."""
    return page.locator(f"[data-own-list] > [data-state={state}]")


def stored(room: Room) -> list[str]:
    with system_scope("test", room.world.a.pk):
        return sorted(Card.objects.filter(board=room.board).values_list("text", flat=True))


IDEAS = ["กิจกรรมพี่เลี้ยง", "ฐานข้อมูลร่วม", "ทุนเดินทาง"]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["th", "en"])
def test_phone_that_lost_the_network_posts_each_idea_once(live_room: Room, visit: Any, language: str) -> None:
    phone = visit(PHONE)
    page = phone.open(live_room.base, language)
    phone.check()
    join(page)
    write(page, IDEAS[0])
    expect(own(page, "arrived")).to_have_count(1)
    # The server gets the second card, but its answer is lost: the phone has to send it again.

    def lose_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/cards?*", lose_answer, times=1)
    write(page, IDEAS[1])
    expect(own(page, "waiting")).to_have_count(1)
    phone.context.set_offline(True)
    write(page, IDEAS[2])
    page.locator("[data-draft]").fill("ยังเขียนไม่จบ")
    expect(own(page, "waiting")).to_have_count(2)
    expect(page.locator("[data-outbox]")).to_be_visible()
    phone.check()
    phone.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(own(page, "arrived")).to_have_count(3, timeout=30_000)
    assert stored(live_room) == sorted(IDEAS)
    page.reload()
    expect(page.locator("[data-draft]")).to_have_value("ยังเขียนไม่จบ")
    expect(own(page, "arrived")).to_have_count(3)
    assert stored(live_room) == sorted(IDEAS)
    phone.check()


@pytest.mark.slow
def test_own_card_is_changed_withdrawn_and_then_gone(live_room: Room, visit: Any) -> None:
    phone = visit(PHONE)
    page = phone.open(live_room.base)
    join(page)
    for text in IDEAS[:2]:
        write(page, text)
    expect(own(page, "arrived")).to_have_count(2, timeout=15_000)
    first = page.locator("[data-own-list] > li", has_text=IDEAS[0])
    first.locator("[data-change]").click()
    first.locator("textarea").fill("กิจกรรมพี่เลี้ยงรายเดือน")
    first.locator("form button[type=submit]").click()
    expect(own(page, "arrived")).to_have_count(2)
    second = page.locator("[data-own-list] > li", has_text=IDEAS[1])
    second.locator("[data-withdraw]").click()
    second.locator("[data-sure]").click()
    expect(own(page, "arrived")).to_have_count(1)
    expect(page.locator("[data-outbox]")).to_be_hidden()
    assert stored(live_room) == ["", "กิจกรรมพี่เลี้ยงรายเดือน"]
    assert phone.errors == []


@pytest.mark.slow
def test_phone_without_script_posts_a_card(live_room: Room, visit: Any) -> None:
    phone = visit(PHONE, java_script_enabled=False)
    page = phone.open(live_room.base)
    page.locator("[name=text]").fill(IDEAS[0])
    page.get_by_role("button", name="Send the card").click()
    expect(page.get_by_text("The card has arrived.")).to_be_visible()
    assert stored(live_room) == [IDEAS[0]]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def by_key(page: Page, selector: str) -> None:
    """Go to a button with the Tab key alone, and press it."""
    for _step in range(60):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by Tab")


def stand(page: Page, expected: list[tuple[str, int]]) -> None:
    """The clusters stand in this order with these titles and numbers of cards."""
    clusters = page.locator("[data-columns] [data-cluster]")
    expect(clusters.locator("[data-title]")).to_have_text([title for title, _cards in expected])
    for place, (_title, cards) in enumerate(expected):
        expect(clusters.nth(place).locator("[data-key]")).to_have_count(cards)


@pytest.mark.slow
@pytest.mark.parametrize("by_link", [False, True])
def test_lead_by_keyboard_alone(live_room: Room, visit: Any, by_link: bool) -> None:
    texts = ["หนึ่ง", "สอง", "สาม", "สี่", "ห้า"]
    phone = live_room.phone()
    for text in texts:
        phone.write(live_room.prompts[0], text)
    lead = visit(DESK) if by_link else visit(DESK, live_room, as_="secretariat")
    base = (
        f"/p/alpha/boards/lead/{live_room.lead_token}/"
        if by_link
        else f"/n/alpha/boards/{live_room.board.pk}/"
    )
    page = lead.open(base if by_link else f"{base}live/")
    faces = page.locator("[data-face]")
    by_key(page, "[data-do=reveal]")
    expect(faces).to_have_count(5)
    lead.check()
    page.locator("[data-columns] h2").first.focus()
    while not page.evaluate("document.activeElement.matches('[data-face]')"):
        page.keyboard.press("Tab")
    # Two cards become a cluster, two others another one.
    press(page, "Space", "ArrowDown", "Space", "KeyG")
    page.keyboard.insert_text("กลุ่มหนึ่ง")
    press(page, "Enter")
    expect(page.locator("[data-cluster]")).to_have_count(1)
    page.locator("[data-loose] [data-face]").first.focus()
    press(page, "Space", "ArrowDown", "Space", "KeyG")
    page.keyboard.insert_text("กลุ่มสอง")
    press(page, "Enter")
    expect(page.locator("[data-cluster]")).to_have_count(2)
    stand(page, [("กลุ่มหนึ่ง", 2), ("กลุ่มสอง", 2)])
    # Merged, split, and the split taken back.
    page.locator("[data-cluster-face]").nth(1).focus()
    press(page, "KeyJ", "Enter")
    expect(page.locator("[data-cluster]")).to_have_count(1)
    stand(page, [("กลุ่มหนึ่ง", 4)])
    page.locator("[data-cluster] [data-face]").first.focus()
    press(page, "Space", "KeyS")
    page.keyboard.insert_text("แยก")
    press(page, "Enter")
    expect(page.locator("[data-cluster]")).to_have_count(2)
    stand(page, [("กลุ่มหนึ่ง", 3), ("แยก", 1)])
    page.locator("[data-cluster-face]").first.focus()
    press(page, "KeyU")
    expect(page.locator("[data-cluster]")).to_have_count(1)
    stand(page, [("กลุ่มหนึ่ง", 4)])
    lead.check()
    # The votes are hidden until the voting is closed.
    page.locator("[data-columns] h2").first.focus()
    by_key(page, "[data-do=open_voting]")
    expect(page.locator("[data-do=close_voting]").first).to_be_visible()
    target = f"cluster:{page.locator('[data-columns] [data-cluster]').get_attribute('data-cluster')}"
    assert phone.vote(live_room.prompts[0], **{target: 3}).status_code == 200
    expect(page.locator("[data-cluster] [data-votes]")).to_have_text("")
    page.locator("[data-columns] h2").first.focus()
    by_key(page, "[data-do=close_voting]")
    expect(page.locator("[data-cluster] [data-votes]")).to_have_text("Votes: 3")
    page.locator("body").focus()
    page.locator("h1").click()
    by_key(page, "[data-board=close]")
    press(page, "Enter")
    expect(page.locator("[data-board-state]")).to_have_text(re.compile("closed"))
    lead.check()


@pytest.mark.slow
def test_lead_who_acts_on_what_is_gone_is_told_and_sees_the_present(live_room: Room, visit: Any) -> None:
    secretariat = live_room.world.client("secretariat")
    keys = [live_room.phone().write(live_room.prompts[0], text) for text in IDEAS]
    live_room.act(secretariat, "reveal", prompt=live_room.prompts[0])
    lead = visit(DESK, live_room, as_="secretariat")
    page = lead.open(f"/n/alpha/boards/{live_room.board.pk}/live/")
    expect(page.locator("[data-face]")).to_have_count(3)
    page.route(re.compile("/changes|/live/staff"), lambda route: route.abort())
    page.reload()
    expect(page.locator("[data-face]")).to_have_count(3)
    assert live_room.act(secretariat, "cluster", cards=keys[:2], title="ของคนอื่น").status_code == 200
    page.locator("[data-face]").nth(0).click()
    page.locator("[data-face]").nth(1).click()
    page.locator("[data-selected=group]").click()
    page.locator("[data-ask-field]").fill("ของฉัน")
    press(page, "Enter")
    expect(page.locator("[data-said].is-bad")).to_be_visible()
    stand(page, [("ของคนอื่น", 2)])
    assert lead.errors == []


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_projector_follows_the_facilitator_and_keeps_votes_for_the_end(
    live_room: Room, visit: Any, scheme: str, language: str
) -> None:
    secretariat = live_room.world.client("secretariat")
    prompt = live_room.prompts[0]
    phone = live_room.phone()
    key = phone.write(prompt, IDEAS[0])
    wall = visit({"width": 1920, "height": 1080}, live_room, as_="secretariat", color_scheme=scheme)
    page = wall.open(f"/n/alpha/boards/{live_room.board.pk}/projector/", language)
    expect(page.locator("[data-question]")).to_be_visible()
    expect(page.locator("[data-join] .pin")).to_have_text(live_room.board.pin)
    expect(page.locator("[data-cards] > li")).to_have_count(0)
    wall.check()
    live_room.act(secretariat, "reveal", prompt=prompt)
    expect(page.locator("[data-cards] > li")).to_have_count(1, timeout=10_000)
    live_room.act(secretariat, "open_voting", prompt=prompt)
    phone.vote(prompt, **{f"card:{key}": 2})
    expect(page.locator("[data-now]")).to_be_visible(timeout=10_000)
    expect(page.locator("[data-cards] [data-votes]")).to_have_text("")
    live_room.act(secretariat, "close_voting", prompt=prompt)
    expect(page.locator("[data-cards] [data-votes]")).to_have_text(re.compile("2"), timeout=10_000)
    live_room.act(secretariat, "spotlight", kind="card", id=key)
    expect(page.locator("[data-lit]")).to_have_text(IDEAS[0], timeout=10_000)
    wall.check()


@pytest.mark.slow
def test_phone_hears_at_once_and_comes_back_to_the_present_after_being_away(
    live_room: Room, visit: Any
) -> None:
    secretariat = live_room.world.client("secretariat")
    prompt = live_room.prompts[0]
    phone = visit(PHONE)
    page = phone.open(live_room.base)
    join(page)
    expect(page.locator("[data-hearing=live]")).to_be_visible(timeout=15_000)
    page.route("**/changes?*", lambda route: route.abort())
    live_room.phone().write(prompt, IDEAS[0])
    live_room.act(secretariat, "reveal", prompt=prompt)
    expect(page.locator("[data-targets] > li")).to_have_count(1)
    page.unroute("**/changes?*")
    phone.context.set_offline(True)
    expect(page.locator("[data-hearing=offline]")).to_be_visible()
    live_room.phone().write(prompt, IDEAS[1])
    live_room.act(secretariat, "show_prompt", prompt=live_room.prompts[1])
    phone.context.set_offline(False)
    expect(page.locator("[data-question]")).to_have_text(re.compile("^NEXT"), timeout=15_000)
    page.locator("[data-back]").click()
    expect(page.locator("[data-targets] > li")).to_have_count(2)
    expect(page.locator("[data-follow]")).to_be_visible()
    phone.check()


def choose(page: Page, label: str) -> None:
    """An entry of the menu that is open."""
    page.locator("[data-sheet] [data-item]", has_text=label).first.click()


@pytest.mark.slow
def test_polls_are_answered_changed_counted_with_paper_and_shown_at_the_end(
    live_room: Room, visit: Any
) -> None:
    secretariat = live_room.world.client("secretariat")
    with system_scope("test", live_room.world.a.pk) as by:
        asked = [
            add_prompt(
                by=by,
                board=live_room.board,
                words=PromptWords(text_th=f"ถาม {kind}", kind=kind, options=options),
            )
            for kind, options in (("choices", ("เช้า", "บ่าย", "เย็น")), ("scale", ()), ("words", ()))
        ]
    choices, scale, words = (each.pk for each in asked)
    names = {each.pk: each.text_th for each in asked}
    phone, lead = visit(PHONE), visit(DESK, live_room, as_="secretariat")
    page = phone.open(live_room.base)
    join(page)
    desk = lead.open(f"/n/alpha/boards/{live_room.board.pk}/live/")
    for prompt, answer in ((choices, ("0", "2")), (scale, ("3",)), (words, ("น้ำ", "คน", "ทุน"))):
        assert live_room.act(secretariat, "show_prompt", prompt=prompt).status_code == 200
        expect(page.locator("[data-question]")).to_have_text(names[prompt], timeout=10_000)
        form = page.locator("[data-poll]")
        expect(form).to_be_visible()
        form.locator("button[type=submit]").click()
        expect(page.locator("[data-status]")).to_have_text("Choose or write an answer first.")
        for number, each in enumerate(answer):
            if prompt == words:
                form.locator("[data-word-field]").nth(number).fill(each)
            else:
                form.locator("[data-choice-field]").nth(int(each)).check()
        form.locator("button[type=submit]").click()
        expect(page.locator("[data-answer-state]")).to_have_text(re.compile("has arrived"))
        phone.check()
        expect(page.locator("[data-results]")).to_be_hidden()
    # What was counted on paper is added, by the menu of the question.
    column = desk.locator("[data-columns] > *", has_text="ถาม scale")
    column.locator("[data-do=menu]").click()
    choose(desk, "Votes counted on paper…")
    choose(desk, "2 ·")
    desk.locator("[data-ask-field]").fill("3")
    with desk.expect_response("**/act?*"):
        press(desk, "Enter")
    lead.check()
    for prompt in (choices, scale, words):
        assert live_room.act(secretariat, "close_prompt", prompt=prompt).status_code == 200
    shown = {each["id"]: each for each in live_room.seen()["prompts"]}
    assert [each["votes"] for each in shown[choices]["options"]] == [1, 0, 1]
    assert shown[scale]["results"]["points"] == {"1": 0, "2": 3, "3": 0, "4": 1, "5": 0}
    assert shown[words]["results"]["words"] == [["คน", 1], ["ทุน", 1], ["น้ำ", 1]]
    expect(page.locator("[data-results]")).to_be_visible(timeout=10_000)
    phone.check()


@pytest.mark.slow
def test_reported_card_is_dealt_with_by_who_leads(live_room: Room, visit: Any) -> None:
    secretariat = live_room.world.client("secretariat")
    live_room.phone().write(live_room.prompts[0], "ข้อความที่ควรตรวจ")
    live_room.act(secretariat, "reveal", prompt=live_room.prompts[0])
    phone, lead = visit(PHONE), visit(DESK, live_room, as_="secretariat")
    page = phone.open(live_room.base)
    join(page)
    desk = lead.open(f"/n/alpha/boards/{live_room.board.pk}/live/")
    expect(desk.locator("[data-reports]")).to_be_hidden()
    page.get_by_role("button", name="Report this card: ข้อความที่ควรตรวจ").click()
    phone.check()
    page.get_by_label("It names a person or gives away something private").check()
    page.get_by_role("button", name="Report", exact=True).click()
    expect(page.locator("[data-targets]")).to_contain_text("reported")
    expect(page.get_by_role("button", name=re.compile("Report this card"))).to_have_count(0)
    desk.locator("[data-reports]").click(timeout=10_000)
    choose(desk, "ข้อความที่ควรตรวจ")
    choose(desk, "Hide from everybody")
    expect(desk.locator("[data-reports]")).to_be_hidden()
    expect(page.locator("[data-targets] > li")).to_have_count(0, timeout=10_000)
    lead.check()
    with system_scope("test", live_room.world.a.pk):
        assert list(AbuseReport.objects.values_list("is_handled", flat=True)) == [True]


@pytest.mark.slow
def test_typed_in_card_is_corrected_and_gets_its_paper_votes(live_room: Room, visit: Any) -> None:
    secretariat = live_room.world.client("secretariat")
    prompt = live_room.prompts[0]
    live_room.phone().write(prompt, "จากโทรศัพท์")
    live_room.act(secretariat, "add_card", prompt=prompt, text="จากกระดาด\nสองบรรทัด", way="paper")
    live_room.act(secretariat, "reveal", prompt=prompt)
    live_room.act(secretariat, "open_voting", prompt=prompt)
    lead = visit(DESK, live_room, as_="secretariat")
    page = lead.open(f"/n/alpha/boards/{live_room.board.pk}/live/")
    page.locator("[data-face]", has_text="จากโทรศัพท์").focus()
    press(page, "KeyM")
    expect(page.locator("[data-sheet] [data-item]", has_text="Correct the card…")).to_have_count(0)
    press(page, "Escape")
    page.locator("[data-face]", has_text="จากกระดาด").focus()
    press(page, "KeyM")
    choose(page, "Correct the card…")
    lines = page.locator("[data-ask-lines]")
    expect(lines).to_have_value("จากกระดาด\nสองบรรทัด")
    lead.check()
    lines.fill("จากกระดาษ\nสองบรรทัด")
    page.locator("[data-ask]").get_by_role("button", name="Save").click()
    card = page.locator("[data-face]", has_text="จากกระดาษ")
    expect(card).to_be_visible()
    card.focus()
    press(page, "KeyM")
    choose(page, "Votes counted on paper…")
    page.locator("[data-ask-field]").fill("7")
    with page.expect_response(lambda answer: "tally" in (answer.request.post_data or "")):
        press(page, "Enter")
    live_room.act(secretariat, "close_voting", prompt=prompt)
    votes = {each["text"]: each["votes"] for each in live_room.seen()["cards"]}
    assert votes == {"จากกระดาษ\nสองบรรทัด": 7, "จากโทรศัพท์": 0}
    assert lead.errors == []
