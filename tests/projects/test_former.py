"""Addresses at which projects once stood lead to those of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from collections.abc import Callable

FORMER, NOW = "/n/alpha/work/possible/started/", "/n/alpha/work/projects/"


@pytest.mark.parametrize(
    ("rest", "query"),
    [
        ("", ""),
        ("", "q=%E0%B8%9B%E0%B9%88%E0%B8%B2&state=active&state=done&sort=-from"),
        ("export/", "format=csv"),
        ("12/", "lang=en"),
        ("12/agreements/3/untie/", ""),
    ],
)
def test_former_address_leads_for_good_to_that_of_today_with_its_query(
    browser: Callable[[str], Client], rest: str, query: str
) -> None:
    asked = f"?{query}" if query else ""
    answer = browser("board").get(f"{FORMER}{rest}{asked}")
    assert (answer.status_code, answer["Location"]) == (301, f"{NOW}{rest}{asked}")


@pytest.mark.parametrize("rest", ["/evil.example/", "%0d%0aSet-Cookie:a=1", "%3Fq=1", "..%2f..%2fbeta/"])
def test_former_address_never_leads_elsewhere(browser: Callable[[str], Client], rest: str) -> None:
    answer = browser("board").get(f"{FORMER}{rest}")
    assert answer.status_code in {301, 404}
    assert "Set-Cookie" not in answer.headers
    if answer.status_code == 301:
        assert answer["Location"].startswith(NOW)
        assert "?" not in answer["Location"]


def test_former_address_is_closed_to_other_networks_and_takes_no_form(
    browser: Callable[[str], Client],
) -> None:
    assert browser("stranger").get(f"{FORMER}12/").status_code == 404
    assert Client().get(f"{FORMER}12/")["Location"].startswith("/accounts/login/")
    assert browser("board").post(f"{FORMER}12/change/").status_code == 405
