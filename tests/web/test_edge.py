"""The edge: what is refused before any page is asked, and how it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from samphan.accounts.adapter import AccountAdapter

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.personas import World

DATABASE_CACHE = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_cache"}
}


def test_request_that_is_too_large_is_refused_unread(db: None, settings: Any) -> None:
    settings.LARGEST_REQUEST = 1000
    answer = Client().post("/accounts/login/", {"file": SimpleUploadedFile("x", b"x" * 2000)})
    assert answer.status_code == 413
    assert "10 เมกะไบต์" in answer.text
    assert Client().post("/accounts/login/", {"login": "x"}).status_code == 200


@pytest.mark.parametrize("length", ["", "-1", "x", "99999999999999999999999999"])
def test_request_with_a_length_that_cannot_be_is_answered(db: None, length: str) -> None:
    assert Client().generic("POST", "/accounts/login/", CONTENT_LENGTH=length).status_code in {200, 400, 413}


def is_limited(answer: Any) -> bool:
    """Whether a sign-in came back because too many were tried."""
    said = AccountAdapter.error_messages["too_many_login_attempts"]
    return bool(answer.context["form"].non_field_errors() == [said])


def test_wrong_passwords_are_counted_in_the_database(world: World, settings: Any) -> None:
    settings.CACHES = DATABASE_CACHE
    right = {"login": "coordinator@example.org", "password": "correct horse"}
    for _each in range(5):
        assert Client().post("/accounts/login/", {**right, "password": "wrong"}).status_code == 200
    refused = Client().post("/accounts/login/", right)
    assert refused.status_code == 200
    assert is_limited(refused)
    assert Client().post("/accounts/login/", {**right, "login": "lead@example.org"}).status_code == 302


def test_wrong_passwords_of_one_machine_are_counted_over_all_accounts(world: World, settings: Any) -> None:
    """The address is that of the connection: a header that anybody can write changes nothing."""
    settings.CACHES = DATABASE_CACHE
    for number in range(30):
        wrong = {"login": f"nobody{number}@example.org", "password": "wrong"}
        Client(headers={"x-forwarded-for": f"10.0.0.{number}"}).post("/accounts/login/", wrong)
    right = {"login": "coordinator@example.org", "password": "correct horse"}
    assert is_limited(Client(headers={"x-forwarded-for": "10.9.9.9"}).post("/accounts/login/", right))
    assert Client(REMOTE_ADDR="10.1.1.1").post("/accounts/login/", right).status_code == 302


def test_links_for_new_passwords_are_counted_in_the_database(world: World, settings: Any) -> None:
    settings.CACHES = DATABASE_CACHE
    asked = {"email": "coordinator@example.org"}
    answers = [Client().post("/accounts/password/reset/", asked) for _each in range(6)]
    assert [each.status_code for each in answers] == [302] * 5 + [429]
    assert "ดำเนินการหลายครั้งเกินไป" in answers[-1].text


def test_page_that_fails_tells_nothing(
    browser: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError("secret words of a traceback")

    client = browser("secretariat")
    client.raise_request_exception = False
    monkeypatch.setattr("samphan.tenancy.queries.grants", fail)
    answer = client.get("/n/alpha/access/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "RuntimeError" not in answer.text


@pytest.mark.parametrize("value", ["https://evil.example", "xx", "th\r\nSet-Cookie: a=b", "en-GB", "TH"])
def test_language_that_is_not_spoken_is_not_kept(db: None, value: str) -> None:
    answer = Client().get("/accounts/login/", {"lang": value})
    assert answer.status_code == 200
    assert "samphan_language" not in answer.cookies
