"""Outputs are carried on, and the way can be gone in both directions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from samphan.events.actions.continuations import (
    carry_on,
    carry_on_as_action,
    carry_on_as_item,
    carry_on_as_possible_project,
    let_go,
)
from samphan.events.actions.uses import write_use
from samphan.events.models import Continuation, Output
from samphan.events.queries.continuations import OUTPUT
from samphan.kit.errors import Problem, Refused
from samphan.kit.lineage import trace
from samphan.projects.actions.roadmap import create_roadmap
from samphan.projects.models import FollowUp, Horizon, PossibleProject, RoadmapItem
from samphan.tenancy.scope import system_scope, user_scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from tests.personas import World

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 4, 2, 9, tzinfo=dt.UTC)


def horizon(by: Actor) -> Horizon:
    roadmap = create_roadmap(by=by, title_th="แผนที่นำทาง", title_en="Roadmap")
    found = roadmap.horizons.order_by("order").first()
    assert found is not None
    return found


def labels(branches: Any) -> list[str]:
    return [branch.thing.label_th for branch in branches]


def test_carry_output_on_as_item_action_and_possible_project(world: World, event: Event) -> None:
    with system_scope("test", world.a.pk) as by:
        output = Output.objects.filter(event=event).order_by("id")[0]
        for made in (
            carry_on_as_item(by=by, output=output, now=NOW, horizon=horizon(by), title_th="รายการ"),
            carry_on_as_action(
                by=by,
                output=output,
                now=NOW,
                title_th="งาน",
                owner_label="สมศรี",
                due_on=dt.date(2026, 6, 1),
            ),
            carry_on_as_possible_project(by=by, output=output, now=NOW, title_th="แนวคิด"),
        ):
            assert made.target.title_th in {"รายการ", "งาน", "แนวคิด"}
        after = trace(by, OUTPUT, [output.pk], "after")[output.pk]
        assert {"รายการ", "งาน", "แนวคิด"} <= set(labels(after))
        item = RoadmapItem.objects.get()
        assert labels(trace(by, "projects.roadmapitem", [item.pk], "before")[item.pk]) == [output.title_th]
        # Each owner is asked twice: half a year and a year after the event.
        assert FollowUp.objects.count() == 6


def test_carry_output_on_twice_is_said_once(world: World, event: Event) -> None:
    with system_scope("test", world.a.pk) as by:
        output = Output.objects.filter(event=event).order_by("id")[0]
        made = carry_on_as_possible_project(by=by, output=output, now=NOW, title_th="แนวคิด")
        assert carry_on(by=by, output=output, target=made.target, on=NOW.date()) == made
        assert Continuation.objects.count() == 1
        let_go(by=by, continuation=made)
        assert not Continuation.objects.exists()
        assert PossibleProject.objects.count() == 1


def test_carry_output_on_as_something_of_another_network_is_refused(world: World, event: Event) -> None:
    with system_scope("test", world.b.pk) as by:
        from samphan.projects.actions.possible import propose_project

        foreign = propose_project(by=by, title_th="ของเครือข่ายอื่น")
    with system_scope("test", world.a.pk) as by:
        output = Output.objects.filter(event=event).order_by("id")[0]
        with pytest.raises(Problem):
            carry_on(by=by, output=output, target=foreign, on=NOW.date())


def test_carry_output_on_as_board_member_is_refused(world: World, event: Event) -> None:
    with user_scope(world.users["board"], "alpha") as by:
        output = Output.objects.filter(event=event).order_by("id")[0]
        with pytest.raises(Refused):
            carry_on_as_possible_project(by=by, output=output, now=NOW, title_th="แนวคิด")


def test_walk_the_pages_of_carrying_on(world: World, event: Event, at: Callable[..., str]) -> None:
    with system_scope("test", world.a.pk) as by:
        place = horizon(by)
        output = Output.objects.filter(event=event).order_by("id")[0]
    client = world.client("secretariat")
    story = at("output", output.pk)
    assert client.get(story).status_code == 200
    posts = {
        "item": {"title_th": "รายการ ก", "horizon": place.pk, "ends": "2570"},
        "action": {"title_th": "งาน ข", "owner_label": "สมชาย", "due_on": "1/6/2569"},
        "possible": {"title_th": "แนวคิด ค", "need_th": "ความต้องการ"},
    }
    for kind, said in posts.items():
        assert client.get(at(f"carry_on_{kind}", output.pk)).status_code == 200, kind
        assert client.post(at(f"carry_on_{kind}", output.pk), said)["Location"] == story, kind
    page = client.get(story).text
    for title in ("รายการ ก", "งาน ข", "แนวคิด ค"):
        assert title in page
    with system_scope("test", world.a.pk):
        item = RoadmapItem.objects.get()
        other = Output.objects.filter(event=event).order_by("-id")[0]
    joined = client.post(at("carry_on_existing", other.pk), {"target": f"roadmap_item:{item.pk}"})
    assert joined.status_code == 302
    for bad in ("", "roadmap_item:x", "user:1", f"roadmap_item:{item.pk + 1000}"):
        assert client.post(at("carry_on_existing", other.pk), {"target": bad}).status_code == 422
    assert client.post(at("carry_on_action", other.pk), {"title_th": "ไม่มีผู้รับผิดชอบ"}).status_code == 422
    with system_scope("test", world.a.pk):
        made = Continuation.objects.get(output=other, roadmap_item=item)
    client.post(at("let_go", other.pk, made.pk))
    with system_scope("test", world.a.pk):
        assert not Continuation.objects.filter(output=other, roadmap_item=item).exists()


def test_open_output_of_another_event_is_not_found(world: World, event: Event, foreign: Event) -> None:
    with system_scope("test", world.b.pk):
        other = Output.objects.filter(event=foreign).order_by("id")[0]
    client = world.client("secretariat")
    for owner in (event, foreign):
        for name in ("output", "carry_on_item"):
            path = reverse(f"events:{name}", args=["alpha", owner.pk, other.pk])
            assert client.get(path).status_code == 404


def test_open_output_takes_the_same_statements_with_one_and_three(
    world: World, event: Event, at: Callable[..., str], statements: Any
) -> None:
    with system_scope("test", world.a.pk):
        output = Output.objects.filter(event=event).order_by("id")[0]
        organisation = event.hosts.order_by("id")[0].organisation
    client = world.client("secretariat")
    counts = []
    for number in (1, 2):
        with system_scope("test", world.a.pk) as by:
            for _ in range(number):
                carry_on_as_possible_project(by=by, output=output, now=timezone.now(), title_th="แนวคิด")
                write_use(by=by, event=event, organisation=organisation, title_th="ใช้", outputs=[output])
        with statements() as sent:
            assert client.get(at("output", output.pk)).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]
