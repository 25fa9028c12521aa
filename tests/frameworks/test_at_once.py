"""A framework is adopted twice at the same moment, or withdrawn while somebody aligns with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.http import QueryDict
from django.urls import reverse

from samphan.evaluation.queries.coverage import Asked, coverage
from samphan.frameworks.actions.alignments import Cell, align
from samphan.frameworks.actions.framework import adopt_framework, restore_framework, withdraw_framework
from samphan.frameworks.models import Framework, FrameworkItem, FrameworkState
from samphan.frameworks.queries.alignments import kind_of
from samphan.kit.errors import Problem
from samphan.projects.models import Project, ProjectAlignment
from samphan.tenancy.scope import user_scope
from tests.events.test_at_once import meanwhile
from tests.frameworks.conftest import TODAY
from tests.personas import World, make_world

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


@pytest.fixture
def world(committed: str) -> World:
    return make_world()


def make_project(by: Actor) -> Project:
    return Project.objects.create(network_id=by.network_id, title_th="ก", sort_key="ก", review="approved")


def test_adopt_the_same_framework_at_once_is_one_copy_and_said_to_the_second(world: World) -> None:
    client = world.client("secretariat")
    with meanwhile(world, lambda by: adopt_framework(by=by, code="tsu", today=TODAY)):
        answer = client.post(reverse("frameworks:adopt", args=["alpha", "tsu"]))
    assert answer.status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        (kept,) = Framework.objects.all()
        assert (kept.code, FrameworkItem.objects.filter(framework=kept).count() > 0) == ("tsu", True)


def test_align_while_the_framework_is_withdrawn_is_refused(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        framework, project = adopt_framework(by=by, code="tsu", today=TODAY), make_project(by)
        item = FrameworkItem.objects.filter(framework=framework, axis="outcome")[0]
    with (
        meanwhile(world, lambda by: withdraw_framework(by=by, framework=framework, reason="กรอบเก่า")),
        user_scope(world.users["lead"], "alpha") as by,
        pytest.raises(Problem),
    ):
        align(by=by, kind=kind_of("project"), thing=project, cells=[Cell(item)])
    with user_scope(world.users["lead"], "alpha"):
        assert not ProjectAlignment.objects.exists()


def test_framework_withdrawn_while_in_use_keeps_what_was_aligned_and_its_matrix(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        framework, project = adopt_framework(by=by, code="tsu", today=TODAY), make_project(by)
        row = FrameworkItem.objects.filter(framework=framework, axis="outcome").order_by("order")[0]
        column = FrameworkItem.objects.filter(framework=framework, axis="level").order_by("order")[0]
        align(by=by, kind=kind_of("project"), thing=project, cells=[Cell(row, column)])
        withdrawn = withdraw_framework(by=by, framework=framework, reason="กรอบเก่า")
        found = coverage(by, withdrawn, Asked.read(QueryDict(), withdrawn))
        assert (withdrawn.state, found.lines[0].cells[0].numbers.projects) == (FrameworkState.WITHDRAWN, 1)
        with pytest.raises(Problem, match=r"."):
            adopt_framework(by=by, code="tsu", today=TODAY)
        assert restore_framework(by=by, framework=withdrawn).state == FrameworkState.IN_USE
    client = world.client("secretariat")
    page = client.get(reverse("projects:project_goals", args=["alpha", project.pk]))
    assert (page.status_code, row.title_th in page.text) == (200, True)
