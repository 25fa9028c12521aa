"""J1: one command, sign in with the account that the start-up names, a tour of the demo network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.installation import Installation
    from tests.journeys.visitor import Visitor


pytestmark = pytest.mark.journey


def test_start_says_where_and_with_which_accounts(installation: Installation) -> None:
    assert installation.url in installation.said
    for email, password in installation.accounts.values():
        assert email in installation.said
        assert password in installation.said


def test_start_twice_finds_the_first(installation: Installation) -> None:
    second = installation.run("up", "--port", installation.url.rpartition(":")[2])
    assert second.returncode == 0
    assert installation.url in second.stdout


@pytest.mark.parametrize("language", ["th", "en"])
def test_tour_demo_network(visitor: Callable[..., Visitor], language: str) -> None:
    somsri = visitor(language)
    somsri.sign_in("secretariat")
    somsri.open("/?choose=1")
    somsri.check()
    somsri.page.click("text=ที่ประชุมอธิการบดี" if language == "th" else "text=Council of University Presidents")
    somsri.page.wait_for_url("**/n/cupt/")
    doors = somsri.page.locator("nav.doors a").all_inner_texts()
    assert (
        doors
        == {
            "th": ["ภาพรวม", "เครือข่าย", "งาน", "เรียนรู้", "รายงาน"],
            "en": ["Overview", "Network", "Work", "Learn", "Reports"],
        }[language]
    )
    paths = [str(each.get_attribute("href")) for each in somsri.page.locator("nav.doors a").all()]
    somsri.tour(*paths)
    somsri.open(paths[1])
    tabs = [str(each.get_attribute("href")) for each in somsri.page.locator("main nav.tabs a").all()]
    somsri.tour(*tabs)


def test_sign_in_with_wrong_password_is_limited(visitor: Callable[..., Visitor]) -> None:
    stranger = visitor("en")
    for _attempt in range(6):
        stranger.open("/accounts/login/")
        stranger.page.fill("input[name=login]", "board@demo.example")
        stranger.page.fill("input[name=password]", "not the password")
        stranger.page.click("main form button.btn-primary")
        stranger.page.wait_for_load_state()
    assert "This was tried too often in a short time" in stranger.page.inner_text("main")


def test_reset_password_by_mail(visitor: Callable[..., Visitor]) -> None:
    lead = visitor("en")
    lead.open("/accounts/password/reset/")
    lead.check()
    lead.page.fill("input[name=email]", "lead@demo.example")
    lead.page.click("main form button.btn-primary")
    lead.page.wait_for_load_state()
    lead.open("/outbox/")
    lead.page.locator("main a[href*='/accounts/password/reset/key/']").first.click()
    lead.page.wait_for_load_state()
    for name in ("password1", "password2"):
        lead.page.fill(f"input[name={name}]", "a wholly new password")
    lead.page.click("main form button.btn-primary")
    lead.page.wait_for_load_state()
    lead.installation.accounts["lead"] = ("lead@demo.example", "a wholly new password")
    lead.sign_in("lead")
    lead.open("/n/cupt/")
    assert "/n/cupt/" in lead.page.url
