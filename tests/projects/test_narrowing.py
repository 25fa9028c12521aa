"""The list of projects, narrowed by what is picked among very many: organisation, series, item of a framework."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from samphan.frameworks.actions.alignments import Cell, align
from samphan.frameworks.actions.framework import adopt_framework, withdraw_framework
from samphan.frameworks.models import FrameworkItem
from samphan.frameworks.queries.alignments import kind_of
from samphan.projects.actions.project import begin_project, describe_project
from samphan.projects.models import ProjectSeries
from samphan.tenancy.scope import user_scope
from tests.projects.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.projects.models import Project
    from tests.conftest import Statements
    from tests.personas import World
    from tests.projects.conftest import Members

SERIES = "โคกหนองนา"


def fill(world: World, members: Members, number: int) -> Project:
    """A project of our own institution, in a series, that serves SDG 4."""
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = begin_project(
            by=by,
            today=NOW.date(),
            title_th=f"โครงการที่ {number}",
            title_en=f"Project {number}",
            lead=members.own,
        )
        describe_project(by=by, project=project, series=SERIES)
        item = FrameworkItem.objects.filter(framework__code="sdg", code="4").first() or goal(world)
        align(by=by, kind=kind_of("project"), thing=project, cells=[Cell(item)])
    return project


def goal(world: World) -> FrameworkItem:
    """SDG 4, of a framework that is adopted by asking for it."""
    with user_scope(world.users["secretariat"], "alpha") as by:
        return adopt_framework(by=by, code="sdg", today=NOW.date()).items.get(code="4")


def other(world: World) -> None:
    """A project that none of the filters means, in a series of its own."""
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = begin_project(by=by, today=NOW.date(), title_th="โครงการอื่น", title_en="Other project")
        describe_project(by=by, project=project, series="ผ้าทอ")


def picked(world: World, members: Members) -> dict[str, str]:
    """What one picks to mean the projects of ``fill``."""
    with user_scope(world.users["secretariat"], "alpha"):
        series = ProjectSeries.objects.get(title_th=SERIES)
        item = FrameworkItem.objects.get(framework__code="sdg", code="4")
    return {"organisation": str(members.own.pk), "series": str(series.pk), "item": str(item.pk)}


def titles(html: str) -> list[str]:
    """The projects of a page, in their order."""
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    return re.findall(r"(?:Other p|P)roject ?\d?", body)


def chips(html: str) -> list[str]:
    """What the page says that the list is narrowed by."""
    body = html.partition('class="chips"')[2].partition("</ul>")[0]
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", each)).split()) for each in body.split("<li>")[1:]]


def test_projects_are_narrowed_by_what_is_picked_and_it_can_be_taken_off(
    world: World, members: Members, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    fill(world, members, 1)
    other(world)
    client, wanted = browser("secretariat"), picked(world, members)
    assert titles(client.get(at("projects"), {"lang": "en"}).text) == ["Project 1", "Other project"]
    said = {
        "organisation": "Organisation: มหาวิทยาลัยของเรา",
        "series": f"Series: {SERIES}",
        "item": "Goal or framework: 4 Quality education · Sustainable Development Goals (SDG)",
    }
    for name, value in wanted.items():
        page = client.get(at("projects"), {name: value}).text
        assert (name, titles(page), chips(page)) == (name, ["Project 1"], [said[name]])
        assert f'<option value="{value}" selected>' in page
        exported = client.get(at("projects_export"), {name: value, "format": "csv"}).getvalue().decode()
        assert ("Project 1" in exported, "Other project" in exported) == (True, False)
    page = client.get(at("projects"), wanted).text
    assert chips(page) == list(said.values())
    without = [unescape(each) for each in re.findall(r'href="([^"]+)" aria-label="Take off', page)]
    assert without == [
        at("projects") + "?" + "&".join(f"{name}={wanted[name]}" for name in wanted if name != gone)
        for gone in wanted
    ]


def test_name_is_typed_where_there_is_no_script(
    world: World, members: Members, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    fill(world, members, 1)
    other(world)
    client = browser("secretariat")
    client.get(at("projects"), {"lang": "en"})
    # A full name is taken as it is, a part of one brings choices.
    for typed in ({"series_words": SERIES}, {"organisation_words": "มหาวิทยาลัยของเรา"}):
        assert titles(client.get(at("projects"), typed).text) == ["Project 1"]
        exported = client.get(at("projects_export"), {**typed, "format": "csv"}).getvalue().decode()
        assert "Other project" not in exported
    page = client.get(at("projects"), {"series_words": "หนอง"}).text
    assert titles(page) == ["Project 1", "Other project"]
    assert re.findall(r'<option value="\d+">([^<]+)</option>', page.partition('id="projects-series"')[2])[
        :1
    ] == [SERIES]


@pytest.mark.parametrize("value", ["x", "0", "99999999", "9" * 40, "-1"])
def test_id_of_nothing_narrows_to_nothing_and_says_nothing(
    world: World, members: Members, browser: Callable[[str], Client], at: Callable[..., str], value: str
) -> None:
    fill(world, members, 1)
    client = browser("secretariat")
    for name in ("organisation", "series", "item"):
        page = client.get(at("projects"), {name: value})
        assert (page.status_code, titles(page.text), chips(page.text)) == (200, [], [])


def test_options_are_found_by_parts_of_words_and_stay_in_the_network(
    world: World, members: Members, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    fill(world, members, 1)
    other(world)
    items = reverse("frameworks:item_options", args=["alpha"])
    client = browser("secretariat")
    client.get(at("projects"), {"lang": "en"})

    def found(address: str, words: str) -> list[str]:
        return re.findall(r'<option value="\d+">([^<]+)</option>', client.get(address, {"q": words}).text)

    assert found(at("series_options"), "") == ["ผ้าทอ", SERIES] or found(at("series_options"), "") == [
        SERIES,
        "ผ้าทอ",
    ]
    assert found(at("series_options"), "นา หนอง") == [SERIES]
    assert found(at("series_options"), "ไม่มี") == []
    assert found(items, "education sustainable")[:1] == [
        "4 Quality education · Sustainable Development Goals (SDG)"
    ]
    assert found(items, "17.1")[0].startswith("17.1 ")
    assert len(found(items, "sustainable")) == 12
    with user_scope(world.users["secretariat"], "alpha") as by:
        withdraw_framework(by=by, framework=FrameworkItem.objects.get(code="17.1").framework, reason="เลิกใช้")
    assert found(items, "17.1") == []
    # Another network sees nothing of it, and who may see no project is told no series.
    beta = browser("stranger")
    assert beta.get(reverse("projects:series_options", args=["beta"]), {"q": "โคก"}).text.strip() == ""
    assert beta.get(at("series_options"), {"q": "โคก"}).status_code == 404
    assert browser("outsider").get(at("series_options"), {"q": "โคก"}).status_code == 404


def test_list_that_is_narrowed_asks_as_often_with_many(
    world: World,
    members: Members,
    browser: Callable[[str], Client],
    at: Callable[..., str],
    statements: Statements,
) -> None:
    client = browser("secretariat")
    counts = []
    for number in range(1, 4):
        fill(world, members, number)
        wanted = {**picked(world, members), "lang": "en"}
        with statements() as sent:
            page = client.get(at("projects"), wanted)
        assert len(titles(page.text)) == number
        counts.append(len(sent))
    assert counts == [counts[0]] * 3
    with statements() as plain:
        client.get(at("projects"), {"lang": "en"})
    # What is picked is named with one statement each; nothing is read of what could be picked.
    assert counts[0] == len(plain) + 3
    assert len(plain) <= 10
