"""J12, the partner's part: a community reads by link what was written about it, disputes one claim, tells its own side.

On a phone of 360×740 without any script; every page weighs less than 60 KB with all that it asks for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import PHONE, PHONE_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

NETWORK = "/n/cupt/work/"
LIGHT = 60 * 1024
TITLE = "กล้วยตากบ้านนาเหนือ"
COMMUNITY = "กลุ่มแม่บ้านบ้านนาเหนือ"
SPEAKER = "ป้าแดง ใจดี"
TOO_MANY = "มากันแค่ยี่สิบคน ไม่ใช่สี่สิบสองคน"
COST = "เสียเวลาวันเสาร์สี่คน ตลอดสองเดือน"
REPLY = "ใบลงชื่อมีสองแผ่น เรานับซ้ำ แก้เป็นยี่สิบคนแล้ว"


@dataclass
class Weight:
    """What a browser received over the wire since it was asked last."""

    visitor: Visitor
    _sizes: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        tools = self.visitor.page.context.new_cdp_session(self.visitor.page)
        tools.on("Network.loadingFinished", lambda told: self._sizes.append(int(told["encodedDataLength"])))
        tools.send("Network.enable")

    def check(self) -> None:
        self.visitor.page.wait_for_load_state("networkidle")
        assert 0 < sum(self._sizes) <= LIGHT, f"{self.visitor.page.url}: {sum(self._sizes)} bytes"
        self._sizes.clear()


def write_row(somsri: Visitor, project: str, noun: str, query: str = "", **values: str) -> None:
    """Add one row to the record."""
    somsri.open(f"{project}record/{noun}/new/{query}")
    somsri.fill(**values)
    somsri.save()


def write_record(somsri: Visitor) -> str:
    """A project of two universities and one community; its address."""
    somsri.open(f"{NETWORK}projects/new/")
    somsri.fill(title_th=TITLE, need_th="กล้วยล้นตลาดและราคาตกทุกปี")
    somsri.save()
    found = re.match(rf"{NETWORK}projects/\d+/", somsri.path)
    assert found, somsri.path
    project = found[0]
    for side, name in (("university", "มหาวิทยาลัยริมน้ำ"), ("other", "มหาวิทยาลัยบนเขา")):
        write_row(somsri, project, "partner", f"?side={side}", name=name)
    write_row(
        somsri,
        project,
        "partner",
        "?side=society",
        name=COMMUNITY,
        role="สอนการตากกล้วย",
        contact_name="ป้าแดง",
    )
    write_row(somsri, project, "served", label="ครัวเรือนที่ปลูกกล้วย", number="42")
    return project


def sheet(somsri: Visitor, project: str, tab: str) -> None:
    """A tab of both sides; the community stands in a card of its own."""
    somsri.open(f"{project}sides/{tab}/")
    expect(somsri.page.locator("section.card", has_text=COMMUNITY)).to_have_count(1)


def state_own_side(somsri: Visitor, project: str) -> None:
    """The university says what the community gains, and how strongly it took part."""
    sheet(somsri, project, "benefits")
    somsri.press(somsri.page.locator("section.card", has_text=COMMUNITY).locator(".card-header a.btn"))
    somsri.page.check("[name=voice][value=university]")
    somsri.page.check("[name=kind][value=benefit]")
    somsri.fill(words="ขายกล้วยได้ราคาดีขึ้น")
    somsri.save()
    sheet(somsri, project, "participation")
    card = somsri.page.locator("section.card", has_text=COMMUNITY)
    somsri.press(card.get_by_role("link", name=somsri.say("As the university sees it")))
    for stage, strength in (("think", "3"), ("do", "4")):
        somsri.page.select_option(f"[name=stage_{stage}]", strength)
    somsri.save()


def ask(somsri: Visitor, project: str) -> str:
    """Ask the community; the path of its link."""
    sheet(somsri, project, "confirmations")
    somsri.check_widths()
    somsri.press(somsri.page.locator("section.card", has_text=COMMUNITY).locator(".card-header a.btn"))
    somsri.fill(purpose="ยืนยันข้อความ")
    if somsri.page.locator("[name=all_the_same]").count():  # in an installation that was walked before
        somsri.page.check("[name=all_the_same]")
    somsri.save()
    somsri.check_widths()
    address = somsri.page.locator("samphan-copy a.address").first.get_attribute("href") or ""
    return "/" + address.split("/", 3)[3]


def answer(daeng: Visitor, weight: Weight) -> None:
    """Step after step: everything is true except how many came."""
    weight.check()
    daeng.fill(said_by=SPEAKER)
    daeng.press("main form button")
    while "/statements/" in daeng.path:
        weight.check()
        assert daeng.page.locator("[name=said_by][type=hidden]").count() == 1
        if daeng.path.endswith("/served/"):
            daeng.page.check("[name=verdict][value=disputed]")
            daeng.press("main form button")
            expect(daeng.page.locator(".has-error .error")).to_have_count(1)
            daeng.fill(words=TOO_MANY)
        else:
            daeng.page.check("[name=verdict][value=confirmed]")
        daeng.press("main form button")
    assert daeng.path.endswith("/gains/"), daeng.path
    daeng.page.check("[name=what][value=cost]")
    daeng.fill(words=COST)
    daeng.press("main form button")
    weight.check()
    daeng.press("[name=onward]")
    while "/stages/" in daeng.path:
        daeng.page.check("[name=intensity][value='1']")
        daeng.press("main form button")
    daeng.fill(words="ภูมิใจที่ได้สอนนักศึกษา")
    daeng.page.check("[name=may_publish]")
    daeng.press("main form button")
    daeng.press("[name=onward]")
    assert daeng.path.endswith("/summary/"), daeng.path
    weight.check()
    assert TOO_MANY in daeng.text


def test_community_answers_by_link_and_both_sides_stand_side_by_side(visitor: Callable[..., Visitor]) -> None:
    somsri = visitor("th")
    somsri.sign_in("secretariat")
    project = write_record(somsri)
    state_own_side(somsri, project)
    path = ask(somsri, project)

    daeng = visitor("th", java_script_enabled=False)
    daeng.page.set_viewport_size({"width": PHONE, "height": PHONE_HEIGHT})
    weight = Weight(daeng)
    daeng.open(path)
    answer(daeng, weight)

    sheet(somsri, project, "confirmations")
    card = somsri.page.locator("section.card", has_text=COMMUNITY)
    expect(card).to_contain_text(TOO_MANY)
    expect(card).to_contain_text(SPEAKER)
    somsri.check_widths()
    somsri.open(project)
    expect(somsri.page.locator("main")).to_contain_text(TOO_MANY)
    sheet(somsri, project, "participation")
    card = somsri.page.locator("section.card", has_text=COMMUNITY)
    expect(card.locator("tbody tr").first).to_contain_text("−2")
    somsri.check_widths()
    sheet(somsri, project, "benefits")
    expect(somsri.page.locator("section.card", has_text=COMMUNITY)).to_contain_text(COST)
    somsri.check_widths()

    sheet(somsri, project, "confirmations")
    somsri.press("main a[href*='/sides/answers/']")
    somsri.page.check("[name=kind][value=changed]")
    somsri.fill(words=REPLY)
    somsri.save()
    daeng.open(f"{path}became/")
    weight.check()
    assert REPLY in daeng.text


def ask_to_rate(somsri: Visitor, rating: str) -> str:
    """Begin a round and ask the community; the path of its link."""
    somsri.open(rating)
    somsri.press(somsri.page.get_by_role("button", name=somsri.say("Begin a rating")))
    line = somsri.page.locator("main li", has_text=COMMUNITY)
    somsri.press(line.get_by_role("link", name=somsri.say("Ask by link")))
    if somsri.page.locator("[name=all_the_same]").is_visible():
        somsri.page.check("[name=all_the_same]")
    somsri.save()
    address = somsri.page.locator("samphan-copy a.address").first.get_attribute("href") or ""
    return "/" + address.split("/", 3)[3]


def test_community_rates_one_question_a_page_and_sends_at_the_end(visitor: Callable[..., Visitor]) -> None:
    somsri = visitor("th")
    somsri.sign_in("secretariat")
    number = write_record(somsri).rstrip("/").rsplit("/", 1)[1]
    rating = f"/n/cupt/learn/ratings/projects/{number}/"
    path = ask_to_rate(somsri, rating)

    daeng = visitor("th", java_script_enabled=False)
    daeng.page.set_viewport_size({"width": PHONE, "height": PHONE_HEIGHT})
    weight = Weight(daeng)
    daeng.open(path)
    weight.check()
    daeng.press("main a.button")
    daeng.page.check("input[value='2']")
    daeng.fill(note_1_1=TOO_MANY)
    daeng.press("main form button")
    # She leaves, and comes back later by the same address.
    daeng.open(path)
    daeng.press("main a.button")
    asked = 1
    while "/questions/" in daeng.path:
        weight.check()
        daeng.page.check("input[value='3']")
        daeng.press("main form button")
        asked += 1
    assert (asked, daeng.path) == (12, f"{path}review/")
    weight.check()
    assert TOO_MANY in daeng.text
    somsri.open(rating)
    expect(somsri.page.locator("main")).not_to_contain_text(TOO_MANY)
    daeng.fill(said_by=SPEAKER)
    daeng.press("main form button")
    somsri.open(rating)
    expect(somsri.page.locator("main")).to_contain_text(TOO_MANY)
    expect(somsri.page.locator("main")).to_contain_text(SPEAKER)
    for page in ("", "questions/1.1/", "review/"):
        somsri.open(f"{path}{page}")
        somsri.check_widths()
