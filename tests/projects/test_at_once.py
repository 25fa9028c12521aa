"""Two people at the same moment: one of them waits, no circle closes, nothing is started or offered twice."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from samphan.kit.errors import Problem
from samphan.networks.actions import admit_member
from samphan.projects.actions.item_parts import tie_item
from samphan.projects.actions.items import add_item, describe_item
from samphan.projects.actions.possible import (
    ChosenPartner,
    express_interest,
    open_call,
    propose_project,
    start_project,
)
from samphan.projects.actions.roadmap import create_roadmap
from samphan.projects.models import Project, ProjectInterest, RoadmapDependency, RoadmapItem, Theme
from samphan.tenancy.scope import user_scope
from tests.events.test_at_once import meanwhile
from tests.factories.directory import make_organisation
from tests.personas import World, make_world
from tests.projects.conftest import NOW

if TYPE_CHECKING:
    from samphan.directory.models import Organisation
    from samphan.projects.models import PossibleProject


@pytest.fixture
def world(committed: str) -> World:
    return make_world()


@pytest.fixture
def items(world: World) -> tuple[RoadmapItem, RoadmapItem]:
    with user_scope(world.users["secretariat"], "alpha") as by:
        roadmap = create_roadmap(by=by, title_th="แผนที่นำทาง")
        first, second = (add_item(by=by, roadmap=roadmap, now=NOW, title_th=title) for title in "กข")
    return first, second


@pytest.fixture
def called(world: World) -> tuple[PossibleProject, Organisation]:
    with user_scope(world.users["secretariat"], "alpha") as by:
        organisation = make_organisation(by)
        admit_member(by=by, organisation=organisation)
        idea = propose_project(by=by, title_th="ก")
        return open_call(by=by, possible=idea, until=dt.date(2999, 1, 1), now=NOW), organisation


def test_tie_both_ways_at_once_closes_no_circle(world: World, items: tuple[RoadmapItem, RoadmapItem]) -> None:
    first, second = items
    with (
        meanwhile(world, lambda by: tie_item(by=by, item=first, needs=[second])),
        user_scope(world.users["lead"], "alpha") as by,
        pytest.raises(Problem, match="circle"),
    ):
        tie_item(by=by, item=second, needs=[first])
    with user_scope(world.users["lead"], "alpha"):
        assert RoadmapDependency.objects.values_list("item_id", "needs_id").get() == (first.pk, second.pk)


def test_place_below_each_other_at_once_makes_no_circle(
    world: World, items: tuple[RoadmapItem, RoadmapItem]
) -> None:
    first, second = items
    with (
        meanwhile(world, lambda by: describe_item(by=by, item=first, now=NOW, parent=second)),
        user_scope(world.users["lead"], "alpha") as by,
        pytest.raises(Problem, match="part of its own part"),
    ):
        describe_item(by=by, item=second, now=NOW, parent=first)
    with user_scope(world.users["lead"], "alpha"):
        assert RoadmapItem.objects.get(pk=second.pk).parent_id is None


def test_save_the_same_item_at_once_shows_the_second_what_changed(
    world: World, items: tuple[RoadmapItem, RoadmapItem]
) -> None:
    item = items[0]
    address = reverse("projects:item_change", args=["alpha", item.pk])
    data = {"version": "1", "title_th": "คนที่สอง", "horizon": item.horizon_id, "weight": "1"}
    client = world.client("lead")
    with meanwhile(world, lambda by: describe_item(by=by, item=item, now=NOW, version=1, title_th="คนแรก")):
        answer = client.post(address, data)
    assert (answer.status_code, "คนแรก" in answer.text, "คนที่สอง" in answer.text) == (409, True, True)


def test_start_at_once_starts_one_project(world: World, called: tuple[PossibleProject, Organisation]) -> None:
    possible, organisation = called
    partners = [ChosenPartner(organisation)]
    with (
        meanwhile(world, lambda by: start_project(by=by, possible=possible, partners=partners, now=NOW)),
        user_scope(world.users["lead"], "alpha") as by,
        pytest.raises(Problem, match="somebody has changed the state"),
    ):
        start_project(by=by, possible=possible, partners=partners, now=NOW)
    with user_scope(world.users["lead"], "alpha"):
        assert Project.objects.count() == 1


def test_express_interest_at_once_is_one_row(
    world: World, called: tuple[PossibleProject, Organisation]
) -> None:
    possible, organisation = called
    with (
        meanwhile(
            world,
            lambda by: express_interest(
                by=by, possible=possible, organisation=organisation, now=NOW, role="คนแรก"
            ),
        ),
        user_scope(world.users["lead"], "alpha") as by,
    ):
        express_interest(by=by, possible=possible, organisation=organisation, now=NOW, role="คนที่สอง")
    with user_scope(world.users["lead"], "alpha"):
        assert ProjectInterest.objects.values_list("role", flat=True).get() == "คนที่สอง"


def test_name_the_same_new_theme_at_once_makes_one(
    world: World, items: tuple[RoadmapItem, RoadmapItem]
) -> None:
    first, second = items
    with (
        meanwhile(world, lambda by: describe_item(by=by, item=first, now=NOW, theme="น้ำ")),
        user_scope(world.users["lead"], "alpha") as by,
    ):
        describe_item(by=by, item=second, now=NOW, theme="น้ำ")
    with user_scope(world.users["lead"], "alpha"):
        assert Theme.objects.count() == 1
