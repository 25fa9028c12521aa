"""Resolutions of meetings that are followed up: actions with one owner, what is still open, where it came from."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from samphan.governance.actions.agenda import pull_arising
from samphan.governance.actions.resolutions import record_resolution, remove_resolution
from samphan.governance.models import AgendaItem, Manner, Resolution
from samphan.governance.queries.agenda import outline
from samphan.kit import lineage
from samphan.kit.errors import Problem
from samphan.projects.actions.action_items import add_action, carry_over, finish_action
from samphan.projects.models import ActionItem
from samphan.projects.queries.resolutions import followed
from samphan.tenancy.scope import user_scope
from tests.factories.meetings import DAY, at, hold, item_of, make_board, make_meeting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World

NOW = at(9, on=dt.date(2026, 3, 20))


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


def decide(by: Actor) -> Resolution:
    meeting = hold(by, make_meeting(by, make_board(by)))
    return record_resolution(by=by, item=item_of(meeting), text_th="ให้จัดทำแผน", manner=Manner.CONSENSUS)


def test_open_actions_come_back_under_matters_arising_once(by: Actor) -> None:
    resolution = decide(by)
    add_action(
        by=by, title_th="ร่างแผน", owner_label="ฝ่ายแผน", due_on=dt.date(2026, 4, 1), resolution=resolution
    )
    done = add_action(by=by, title_th="เชิญคณะทำงาน", owner_label="ฝ่ายเลขานุการ", resolution=resolution)
    finish_action(by=by, action=done, now=NOW)
    later = make_meeting(by, resolution.meeting.body, on=DAY + dt.timedelta(days=28))
    assert pull_arising(by=by, meeting=later) == 1
    assert pull_arising(by=by, meeting=later) == 0
    line = next(each for each in outline(later) if each.item.title_th == "ร่างแผน")
    assert (line.number, line.item.follows) == (
        "3.1",
        "การประชุมคณะกรรมการบริหาร ครั้งที่ 1/2569 · ฝ่ายแผน · 1 เม.ย. 2569",
    )


def test_carried_over_action_follows_the_same_resolution(by: Actor) -> None:
    resolution = decide(by)
    action = add_action(by=by, title_th="ร่างแผน", owner_label="ฝ่ายแผน", resolution=resolution)
    later = carry_over(by=by, action=action, now=NOW)
    [found] = followed(by, resolution.meeting)
    assert [(each.pk, each.state) for each in found.actions] == [
        (action.pk, "carried_over"),
        (later.pk, "open"),
    ]


def test_lineage_leads_from_the_resolution_to_its_action_and_back(by: Actor) -> None:
    resolution = decide(by)
    action = add_action(by=by, title_th="ร่างแผน", owner_label="ฝ่ายแผน", resolution=resolution)
    [after] = lineage.trace(by, "governance.resolution", [resolution.pk], "after")[resolution.pk]
    assert (after.thing.key, after.thing.state_code) == (("projects.actionitem", action.pk), "open")
    [before] = lineage.trace(by, "projects.actionitem", [action.pk], "before")[action.pk]
    assert before.thing.url == f"/n/alpha/resolutions/{resolution.pk}/"


def test_lineage_does_not_tell_resolutions_to_who_may_not_see_meetings(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        action = add_action(by=by, title_th="ร่างแผน", owner_label="ฝ่ายแผน", resolution=decide(by))
    with user_scope(world.users["coordinator"], "alpha") as by:
        assert lineage.trace(by, "projects.actionitem", [action.pk], "before")[action.pk] == ()


def test_resolution_that_is_followed_up_stays(by: Actor) -> None:
    resolution = decide(by)
    add_action(by=by, title_th="ร่างแผน", owner_label="ฝ่ายแผน", resolution=resolution)
    with pytest.raises(Problem):
        remove_resolution(by=by, resolution=resolution, reason="ผิด")


def test_follow_up_by_the_form_has_one_owner_and_a_day(
    world: World, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        resolution = decide(by)
    client = browser("secretariat")
    path = f"/n/alpha/work/actions/resolutions/{resolution.pk}/new/"
    assert "ให้จัดทำแผน" in client.get(path).text
    assert client.post(path, {"title_th": "ร่างแผน", "owner_label": "ฝ่ายแผน"}).status_code == 422
    answer = client.post(path, {"title_th": "ร่างแผน", "owner_label": "ฝ่ายแผน", "due_on": "1 เมษายน 2569"})
    assert answer["Location"] == f"/n/alpha/work/actions/meetings/{resolution.meeting_id}/"
    assert "ร่างแผน" in client.get(answer["Location"]).text
    with user_scope(world.users["secretariat"], "alpha"):
        assert ActionItem.objects.get().resolution == resolution
        assert not AgendaItem.objects.filter(title_th="ร่างแผน").exists()


def test_tab_of_a_meeting_asks_the_same_whatever_the_number_of_actions(
    world: World, browser: Callable[[str], Client], statements: Statements
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        resolution = decide(by)
    client, counts = browser("secretariat"), []
    for count in (1, 2):
        for place in range(count):
            with user_scope(world.users["secretariat"], "alpha") as by:
                add_action(by=by, title_th=f"งานที่ {place}", owner_label="ฝ่ายแผน", resolution=resolution)
        with statements() as sent:
            assert client.get(f"/n/alpha/work/actions/meetings/{resolution.meeting_id}/").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]
