"""The doors of a network, and the panels behind them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.personas import World

_ROW = re.compile(r'<nav class="door-tabs[^"]*".*?</nav>', re.DOTALL)
_LINK = re.compile(r'<a href="([^"]+)"(?: aria-current="(\w+)")?>')


def rows(world: World, who: str, path: str) -> list[list[tuple[str, str]]]:
    """Each row of tabs: what the tabs lead to, and how they are marked."""
    page = world.client(who).get(f"{path}?lang=en").content.decode()
    return [_LINK.findall(row) for row in _ROW.findall(page)]


@pytest.mark.parametrize("path", ["/n/alpha/organisations/", "/n/alpha/people/", "/n/alpha/people/new/"])
def test_page_inside_a_panel_marks_both_rows(world: World, path: str) -> None:
    outer, inner = rows(world, "secretariat", path)
    assert [where for where, mark in outer if mark] == ["/n/alpha/organisations/"]
    [(where, mark)] = [each for each in inner if each[1]]
    assert path.startswith(where)
    assert mark == ("page" if path == where else "true")


def test_page_of_a_plain_panel_has_one_row(world: World) -> None:
    [outer] = rows(world, "secretariat", "/n/alpha/network/members/")
    assert [each for each in outer if each[1]] == [("/n/alpha/network/members/", "page")]


@pytest.mark.parametrize(
    ("path", "panel"),
    [
        ("/n/alpha/learn/library/new/", "/n/alpha/learn/library/"),
        ("/n/alpha/learn/news/new/", "/n/alpha/learn/library/"),
        ("/n/alpha/learn/dossiers/new/", "/n/alpha/learn/dossiers/"),
    ],
)
def test_page_below_a_panel_stands_behind_its_door_though_another_door_has_its_app(
    world: World, path: str, panel: str
) -> None:
    outer = rows(world, "secretariat", path)[0]
    assert [where for where, mark in outer if mark] == [panel]


def test_panel_with_others_inside_leads_to_the_first_that_the_reader_may_see(world: World) -> None:
    outer, inner = rows(world, "board", "/n/alpha/access/")
    assert [where for where, _mark in inner] == ["/n/alpha/access/", "/n/alpha/audit/"]
    assert ("/n/alpha/access/", "true") in outer
    assert not any(
        where.startswith("/n/alpha/access") for where, _mark in rows(world, "partner", "/n/alpha/network/")[0]
    )
