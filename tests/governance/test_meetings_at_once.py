"""Two people at the same moment: one of them waits; no number is given twice and no vote counts twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from samphan.governance.actions.ballots import cast_vote, close_ballot, open_ballot
from samphan.governance.actions.resolutions import record_resolution
from samphan.governance.models import Ballot, BallotOption, Manner, Meeting, Resolution, Voter
from samphan.governance.policy.meetings import VOTE
from samphan.kit.errors import Problem
from samphan.tenancy.scope import user_scope
from tests.events.test_at_once import meanwhile
from tests.factories.meetings import acting_by_link, hold, item_of, make_board, make_meeting
from tests.governance.test_ballots import NOW, make_general, option_ids
from tests.personas import World, make_world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor


@pytest.fixture
def world(committed: str) -> Iterator[World]:
    with translation.override("en"):
        yield make_world()


def test_plan_two_meetings_at_once_gives_two_numbers(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        body = make_board(by)
    with (
        meanwhile(world, lambda by: make_meeting(by, body, is_listed=False)),
        user_scope(world.users["secretariat"], "alpha") as by,
    ):
        make_meeting(by, body, is_listed=False)
    with user_scope(world.users["secretariat"], "alpha"):
        assert sorted(Meeting.objects.values_list("number", flat=True)) == [1, 2]


def test_record_two_resolutions_at_once_gives_two_numbers(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        meeting = hold(by, make_meeting(by, make_board(by)))
        item = item_of(meeting)

    def decide(by: Actor) -> None:
        record_resolution(by=by, item=item, text_th="มติ", manner=Manner.CONSENSUS)

    with meanwhile(world, decide), user_scope(world.users["secretariat"], "alpha") as by:
        decide(by)
    with user_scope(world.users["secretariat"], "alpha"):
        assert sorted(Resolution.objects.values_list("number", flat=True)) == [1, 2]


@pytest.fixture
def voter(world: World) -> Voter:
    with user_scope(world.users["secretariat"], "alpha") as by:
        ballot = make_general(by)
        open_ballot(by=by, ballot=ballot, now=NOW)
        return Voter.objects.select_related("ballot").order_by("id")[0]


def _vote(by: Actor, voter: Voter) -> None:
    options = option_ids(voter.ballot)
    with acting_by_link(by, VOTE, voter) as bearer:
        cast_vote(by=bearer, voter=voter, options=options[:1], now=NOW)


def test_vote_twice_at_once_by_one_link_counts_once(world: World, voter: Voter) -> None:
    with (
        meanwhile(world, lambda by: _vote(by, voter)),
        user_scope(world.users["secretariat"], "alpha") as by,
        pytest.raises(Problem, match="cast by this link already"),
    ):
        _vote(by, voter)
    with user_scope(world.users["secretariat"], "alpha"):
        assert sum(BallotOption.objects.values_list("link_votes", flat=True)) == 1


def test_vote_while_the_ballot_closes_is_refused(world: World, voter: Voter) -> None:
    with (
        meanwhile(world, lambda by: close_ballot(by=by, ballot=voter.ballot, now=NOW)),
        user_scope(world.users["secretariat"], "alpha") as by,
        pytest.raises(Problem, match="This ballot is closed"),
    ):
        _vote(by, voter)
    with user_scope(world.users["secretariat"], "alpha"):
        assert Ballot.objects.get().state == "closed"
        assert sum(BallotOption.objects.values_list("link_votes", flat=True)) == 0
