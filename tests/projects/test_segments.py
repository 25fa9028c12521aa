"""Partners of projects as recipients of mailings, by theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from samphan.comms.queries import segments
from samphan.projects.actions.project import begin_project, describe_project
from samphan.projects.models import Project, ProjectPartner, ProjectState, Theme
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation
from tests.projects.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with system_scope("test", world.b.pk) as other:
        themed(other, "ของเครือข่ายอื่น", "น้ำ", "foreign@example.org")
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


def themed(by: Actor, title: str, theme: str, address: str, contact: str = "") -> Project:
    """A project under a theme with one partner, of which ``contact`` is asked for."""
    project = begin_project(by=by, title_th=title, today=NOW.date())
    project = describe_project(by=by, project=project, theme=theme)
    organisation = make_organisation(by, f"ภาคี {title}")
    ProjectPartner.objects.create(
        network_id=by.network_id,
        project=project,
        organisation=organisation,
        contact_name=contact,
        contact_email=address,
    )
    return project


def asked(by: Actor, theme: str) -> list[tuple[str, str]]:
    part = Theme.objects.for_actor(by).get(name_th=theme).pk
    found = segments.segment("projects.theme").recipients(by, by.network_id, part)
    return [(each.name_th, each.address) for each in found]


def test_partners_of_a_theme_are_those_of_its_projects_alone(by: Actor) -> None:
    themed(by, "ก", "น้ำ", "a@example.org", "นางสมศรี")
    themed(by, "ข", "น้ำ", "")
    themed(by, "ค", "ป่า", "c@example.org")
    dropped = themed(by, "ง", "น้ำ", "d@example.org")
    Project.objects.filter(pk=dropped.pk).update(state=ProjectState.DROPPED, state_reason="เลิก")
    assert asked(by, "น้ำ") == [("นางสมศรี", "a@example.org"), ("ภาคี ข", "")]
    assert asked(by, "ป่า") == [("ภาคี ค", "c@example.org")]


def test_parts_are_the_themes_of_the_network(by: Actor) -> None:
    themed(by, "ก", "ป่า", "a@example.org")
    segment = segments.segment("projects.theme")
    assert segment.parts is not None
    assert [name for _pk, name in segment.parts(by, by.network_id)] == ["ป่า"]


def test_partners_cost_the_same_with_one_and_with_three(by: Actor, statements: Statements) -> None:
    for title in "กขค":
        themed(by, title, "น้ำ", f"{ord(title)}@example.org")
        with statements() as sent:
            asked(by, "น้ำ")
        assert len(sent) == 2
