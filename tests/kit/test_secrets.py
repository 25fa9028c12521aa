"""What stands in logs and on the pages of others of an address that lets in whoever holds it."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

from samphan.kit.secrets import hide

TOKEN = "Dhqgm7_7J3Ac2EHfMFmxu4XDdknHcZ58t9k3PfhiVKw"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"https://samphan.example/invitation/{TOKEN}/", "https://samphan.example/invitation/…/"),
        (f"/invitation/{TOKEN}", "/invitation/…"),
        (f"a\n/invitation/{TOKEN}/\nb", "a\n/invitation/…/\nb"),
        (
            "/accounts/password/reset/key/v-dicl23-d573959de5e605931b23bef72eecf574/",
            "/accounts/password/reset/key/…/",
        ),
        ("/n/cupt/events/12/people/", "/n/cupt/events/12/people/"),
        ("มหาวิทยาลัยเทคโนโลยีราชมงคลรัตนโกสินทร์", "มหาวิทยาลัยเทคโนโลยีราชมงคลรัตนโกสินทร์"),
    ],
)
def test_secret_of_an_address_is_hidden(text: str, shown: str) -> None:
    assert hide(text) == shown


def test_log_of_a_refused_invitation_holds_no_token(db: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "django.request"):
        assert Client().get(f"/invitation/{TOKEN}/").status_code == 404
    assert [record.getMessage() for record in caplog.records] == ["Not Found: /invitation/…/"]
