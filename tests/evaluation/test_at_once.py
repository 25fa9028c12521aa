"""Two people press the same button at the same moment: one action, one round, one seat."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from samphan.evaluation.actions import challenges
from samphan.evaluation.actions.coverage import plan_cell
from samphan.evaluation.actions.ratings import Told, begin_rating, close_rating, give_rating, seat_of
from samphan.evaluation.models import (
    ChallengeMark,
    ChallengeReply,
    ChallengeRound,
    CoverageAction,
    RatingRound,
    RatingScore,
)
from samphan.kit.errors import Problem
from samphan.networks.actions import admit_member, name_representative
from samphan.projects.models import ActionItem
from samphan.tenancy.scope import user_scope
from tests.evaluation.conftest import NOW, TODAY, make_partner, make_project
from tests.evaluation.test_coverage import make_matrix
from tests.events.test_at_once import meanwhile
from tests.factories.directory import make_organisation
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


def test_rating_that_comes_while_its_round_is_closed_is_refused(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = make_project(by)
        round_ = begin_rating(by=by, project=project, today=TODAY)
        ours = round_.ratings.get()
        theirs = seat_of(by=by, partner=make_partner(by, project))
        give_rating(by=by, rating=ours, said={"1.1": Told(2)}, now=NOW)
    with (
        meanwhile(world, lambda by: close_rating(by=by, round_=round_, today=TODAY)),
        user_scope(world.users["lead"], "alpha") as by,
        pytest.raises(Problem),
    ):
        give_rating(by=by, rating=theirs, said={"1.1": Told(4)}, now=NOW, said_by="ป้าแดง", channel="phone")
    with user_scope(world.users["secretariat"], "alpha"):
        assert list(RatingScore.objects.values_list("score", flat=True)) == [2]


@pytest.fixture
def reply(world: World) -> ChallengeReply:
    """The one member that is asked about challenges, in a round that is open."""
    today = timezone.localdate()
    with user_scope(world.users["secretariat"], "alpha") as by:
        member = admit_member(by=by, organisation=make_organisation(by, "มหาวิทยาลัยของเรา"))
        name_representative(
            by=by,
            member=member,
            email="coordinator@example.org",
            name="Coordinator",
            since_on=dt.date(2026, 1, 1),
        )
        round_ = challenges.open_challenge_round(by=by, title_th="ความท้าทาย", due_on=today, today=today)
        return round_.replies.get()


def test_answer_about_challenges_that_comes_while_the_round_is_closed_is_refused(
    world: World, reply: ChallengeReply
) -> None:
    today = timezone.localdate()
    with (
        meanwhile(world, lambda by: challenges.close_challenge_round(by=by, round_=reply.round, today=today)),
        user_scope(world.users["coordinator"], "alpha") as by,
        pytest.raises(Problem),
    ):
        challenges.answer_challenges(
            by=by, reply=reply, marks={"CH1": challenges.Mark(1, 5)}, name="ก", now=timezone.now()
        )
    with user_scope(world.users["secretariat"], "alpha"):
        assert not ChallengeMark.objects.exists()


def test_answer_about_challenges_while_all_who_wait_are_written_to_waits_and_both_are_kept(
    world: World, reply: ChallengeReply
) -> None:
    now = timezone.now()
    with (
        meanwhile(
            world,
            lambda _by: ChallengeRound.objects.select_for_update().get(pk=reply.round_id),
            lambda by: challenges.ask_about_challenges(
                by=by, round_=reply.round, subject="ขอความเห็น", body="{link}", now=now
            ),
        ),
        user_scope(world.users["coordinator"], "alpha") as by,
    ):
        challenges.answer_challenges(
            by=by, reply=reply, marks={"CH1": challenges.Mark(1, 5)}, name="ก", now=now
        )
    with user_scope(world.users["secretariat"], "alpha"):
        reply.refresh_from_db()
    assert (reply.asked_at, reply.answered_at) == (now, now)
