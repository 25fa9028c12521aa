"""A button pressed twice at the same moment: the second press waits for the first and finds what it began."""

from __future__ import annotations

import pytest

from samphan.knowledge.actions.case import make_case_once
from samphan.knowledge.models import CaseStudy
from samphan.tenancy.actions import grant
from samphan.tenancy.scope import system_scope, user_scope
from tests.events.test_at_once import meanwhile
from tests.factories.knowledge import full_project
from tests.personas import World, make_world


@pytest.fixture
def world(committed: str) -> World:
    made = make_world()
    with system_scope("test", made.a.pk) as by:
        grant(by=by, user=made.users["outsider"], role="secretariat")
    return made


def test_make_case_at_once_begins_one(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = full_project(by, "alfa")
    with (
        meanwhile(world, lambda by: make_case_once(by=by, project=project, after=0)),
        user_scope(world.users["outsider"], "alpha") as by,
    ):
        begun, is_new = make_case_once(by=by, project=project, after=0)
        assert (is_new, list(CaseStudy.objects.filter(project=project))) == (False, [begun])
