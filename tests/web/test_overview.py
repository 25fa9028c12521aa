"""The overview of a network and the door to learning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from samphan.tenancy.scope import system_scope
from tests.factories.world import fill_network

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.conftest import Statements
    from tests.personas import World

@pytest.fixture
def filled(world: World) -> World:
    with system_scope("test", world.a.pk) as by:
        fill_network(by, "ownalpha")
    with system_scope("test", world.b.pk) as by:
        fill_network(by, "foreignbeta")
    return world


def test_open_overview_shows_what_was(filled: World, browser: Callable[[str], Client]) -> None:
    text = browser("secretariat").get("/n/alpha/?lang=en").text
    assert "Title ownalpha" in text
    assert "foreignbeta" not in text


def test_open_overview_as_partner_shows_no_events(filled: World, browser: Callable[[str], Client]) -> None:
    response = browser("partner").get("/n/alpha/?lang=en")
    assert response.status_code == 200
    assert "Title ownalpha" not in response.text
    assert browser("partner").get("/n/alpha/learn/uses/").status_code == 403


def test_list_uses_finds_and_counts(
    filled: World, browser: Callable[[str], Client], statements: Statements
) -> None:
    client = browser("secretariat")
    with statements() as sent:
        page = client.get("/n/alpha/learn/uses/?lang=en&q=ownalpha")
    assert "การใช้ ownalpha" in page.text
    assert len(sent) == 7  # session, user, scope, number of rows, rows, institutions, counts
    assert "การใช้ ownalpha" not in client.get("/n/alpha/learn/uses/?lang=en&state=done").text
    export = client.get("/n/alpha/learn/uses/export/")
    assert export["Content-Type"].endswith("spreadsheetml.sheet")
