"""The library is narrowed by what the projects of its case studies serve, by a control on the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from samphan.frameworks.actions.alignments import Cell, align
from samphan.frameworks.actions.framework import adopt_framework
from samphan.frameworks.queries.alignments import kind_of
from samphan.knowledge.actions.case import make_case, publish_case
from samphan.projects.models import Project, ReviewState, Visibility
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.knowledge import NOW, full_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.frameworks.models import FrameworkItem
    from tests.conftest import Statements
    from tests.personas import World

HERE = "/n/alpha/learn/library/"


@pytest.fixture
def goals(world: World) -> dict[str, FrameworkItem]:
    """Goals 4 and 13 of the sustainable development goals, that were adopted."""
    with user_scope(world.users["secretariat"], "alpha") as by:
        adopted = adopt_framework(by=by, code="sdg", today=NOW.date())
        return {code: adopted.items.get(code=code) for code in ("4", "13")}


def told(world: World, mark: str, goal: FrameworkItem) -> Project:
    """A published case study of a project that serves a goal."""
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = full_project(by, mark)
        Project.objects.filter(pk=project.pk).update(
            review=ReviewState.APPROVED, visibility=Visibility.PUBLIC, category="engagement"
        )
        project.refresh_from_db()
        align(by=by, kind=kind_of("project"), thing=project, cells=[Cell(goal)])
        publish_case(by=by, case=make_case(by=by, project=project), now=NOW)
    return project


def offered(client: Client, **query: str) -> list[str]:
    """The values of the control, the first being that for all."""
    control = client.get(HERE, query).text.partition('name="item"')[2].partition("</select>")[0]
    return re.findall(r'<option value="(\d*)"', control)


def shown(client: Client, **query: str) -> list[str]:
    return [row[0].title_th for row in client.get(HERE, query).context["table"].rows]


def test_control_offers_what_case_studies_serve_and_narrows_by_it(
    world: World, goals: dict[str, FrameworkItem], browser: Callable[[str], Client]
) -> None:
    told(world, "alfa", goals["4"])
    told(world, "bravo", goals["13"])
    client = browser("board")
    assert offered(client) == ["", str(goals["4"].pk), str(goals["13"].pk)]
    assert shown(client, item=str(goals["4"].pk)) == ["โครงการ alfa"]
    assert shown(client, item=str(goals["13"].pk)) == ["โครงการ bravo"]
    assert (
        "selected"
        in client.get(HERE, {"item": str(goals["13"].pk)})
        .text.partition('name="item"')[2]
        .partition("</select>")[0]
    )


def test_goal_that_an_address_names_stands_in_the_control(
    world: World, goals: dict[str, FrameworkItem], browser: Callable[[str], Client]
) -> None:
    told(world, "alfa", goals["4"])
    asked = str(goals["13"].pk)
    assert offered(browser("board"), item=asked) == ["", str(goals["4"].pk), asked]
    assert shown(browser("board"), item=asked) == []


def test_private_project_tells_nothing_of_what_it_serves(
    world: World, goals: dict[str, FrameworkItem], browser: Callable[[str], Client]
) -> None:
    project = told(world, "alfa", goals["4"])
    told(world, "bravo", goals["13"])
    with system_scope("test", world.a.pk):
        Project.objects.filter(pk=project.pk).update(visibility=Visibility.PRIVATE)
    assert offered(browser("board")) == ["", str(goals["13"].pk)]
    assert shown(browser("board"), item=str(goals["4"].pk)) == []
    assert shown(browser("secretariat"), item=str(goals["4"].pk)) == ["โครงการ alfa"]


def test_library_without_frameworks_has_no_such_control(
    world: World, browser: Callable[[str], Client]
) -> None:
    assert 'name="item"' not in browser("board").get(HERE).text


def test_library_asks_the_same_of_one_goal_and_many(
    world: World, goals: dict[str, FrameworkItem], browser: Callable[[str], Client], statements: Statements
) -> None:
    client = browser("board")
    told(world, "alfa", goals["4"])
    client.get(HERE)
    with statements() as one:
        client.get(HERE)
    told(world, "bravo", goals["13"])
    told(world, "charlie", goals["13"])
    with statements() as three:
        client.get(HERE)
    assert len(three) == len(one)
