"""Two people press the same button at the same moment: one action, one round, one seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from samphan.evaluation.actions.coverage import plan_cell
from samphan.evaluation.actions.ratings import begin_rating
from samphan.evaluation.models import CoverageAction, RatingRound
from samphan.kit.errors import Problem
from samphan.projects.models import ActionItem
from samphan.tenancy.scope import user_scope
from tests.evaluation.conftest import TODAY, make_project
from tests.evaluation.test_coverage import make_matrix
from tests.events.test_at_once import meanwhile
from tests.personas import World, make_world

if TYPE_CHECKING:
    from tests.evaluation.test_coverage import Matrix


@pytest.fixture
def world(committed: str) -> World:
    return make_world()


@pytest.fixture
def matrix(world: World) -> Matrix:
    with user_scope(world.users["secretariat"], "alpha") as by:
        return make_matrix(by)


def test_plan_the_same_empty_cell_at_once_makes_one_action(world: World, matrix: Matrix) -> None:
    item, across = matrix.rows[0], matrix.columns[0]
    with (
        meanwhile(world, lambda by: plan_cell(by=by, item=item, across=across)),
        user_scope(world.users["lead"], "alpha") as by,
        pytest.raises(Problem),
    ):
        plan_cell(by=by, item=item, across=across)
    with user_scope(world.users["lead"], "alpha"):
        assert (CoverageAction.objects.count(), ActionItem.objects.count()) == (1, 1)


def test_click_twice_on_an_empty_cell_makes_one_action(world: World, matrix: Matrix) -> None:
    client = world.client("secretariat")
    plan = reverse("evaluation:coverage_plan", args=["alpha", matrix.framework.pk])
    for _click in range(2):
        answer = client.post(
            plan, {"item": matrix.rows[1].pk, "across": matrix.columns[0].pk, "next": "//evil.example"}
        )
        assert (answer.status_code, answer["Location"].startswith("/n/alpha/")) == (302, True)
    with user_scope(world.users["secretariat"], "alpha"):
        assert CoverageAction.objects.count() == 1


def test_begin_a_round_at_once_is_one_round(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = make_project(by)
    client = world.client("secretariat")
    with meanwhile(world, lambda by: begin_rating(by=by, project=project, today=TODAY)):
        answer = client.post(reverse("evaluation:rating_begin", args=["alpha", project.pk]))
    assert answer.status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        assert RatingRound.objects.filter(project=project).count() == 1
