"""Ballots: once for each member, results hidden until the end, and of a secret one nothing that leads to a voter."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.core import serializers
from django.db import connection
from django.test import Client
from django.utils import translation

from samphan.governance.actions.attendees import change_attendee, list_called, remove_attendee
from samphan.governance.actions.ballots import (
    Tally,
    close_ballot,
    enter_tally,
    open_ballot,
    prepare_ballot,
    remove_ballot,
)
from samphan.governance.actions.meetings import cancel_meeting, plan_meeting
from samphan.governance.actions.resolutions import change_resolution, record_resolution
from samphan.governance.models import Attendee, Ballot, BallotOption, Manner, OpenVote, Voter
from samphan.governance.queries.ballots import ballot_page
from samphan.kit.errors import Problem
from samphan.kit.partial import PartialDate
from samphan.networks.actions import admit_member, end_membership, name_representative
from samphan.tenancy import links
from samphan.tenancy.models import AuditEntry, Link
from samphan.tenancy.scope import user_scope
from tests.factories.bodies import make_body
from tests.factories.directory import make_organisation
from tests.factories.meetings import at, hold, item_of, make_board, make_meeting, people_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samphan.kit.actor import Actor
    from tests.personas import World

NOW = at(9, on=dt.date(2026, 3, 12))
NAMES = ("มหาวิทยาลัยก", "มหาวิทยาลัยข", "มหาวิทยาลัยค", "มหาวิทยาลัยง")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


def make_general(by: Actor) -> Ballot:
    """A general meeting of four members with a secret ballot that is open; three members are a quorum."""
    for place, name in enumerate(NAMES):
        member = admit_member(by=by, organisation=make_organisation(by, name))
        name_representative(
            by=by,
            member=member,
            email=f"rep{place}@example.org",
            name=f"ผู้แทน {place}",
            since_on=dt.date(2026, 1, 1),
        )
    body = make_body(by, "ที่ประชุมใหญ่", kind="assembly", quorum_rule="more_than", quorum_over=1, quorum_under=2)
    meeting = plan_meeting(by=by, body=body, kind="general", starts_at=at(10))
    list_called(by=by, meeting=meeting)
    return prepare_ballot(by=by, item=item_of(meeting), question_th="เห็นชอบงบดุล", question_en="Accounts")


def paths_of(ballot: Ballot) -> list[str]:
    """The addresses of the voters, in the order of the list."""
    voters = Voter.objects.filter(ballot=ballot).order_by("attendee__order")
    return [links.path(links.open_links("governance.vote", each, now=NOW).get(), "alpha") for each in voters]


def option_ids(ballot: Ballot) -> list[int]:
    return list(BallotOption.objects.filter(ballot=ballot).order_by("order").values_list("pk", flat=True))


@pytest.fixture
def opened(world: World) -> tuple[Ballot, list[str], list[int]]:
    with user_scope(world.users["secretariat"], "alpha") as by:
        ballot = make_general(by)
        open_ballot(by=by, ballot=ballot, now=NOW)
        return ballot, paths_of(ballot), option_ids(ballot)


def test_general_meeting_calls_each_member_with_who_leads_its_representation(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        ballot = make_general(by)
        people = people_of(ballot.meeting)
    assert [(each.name_th, each.position_th, each.email, each.votes) for each in people] == [
        (f"ผู้แทน {place}", name, f"rep{place}@example.org", 1) for place, name in enumerate(NAMES)
    ]


def test_open_ballot_of_who_is_entitled_today_alone(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        ballot = make_general(by)
        Attendee.objects.filter(pk=people_of(ballot.meeting)[3].pk).update(votes=0)
        assert open_ballot(by=by, ballot=ballot, now=NOW) == 3
        with pytest.raises(Problem):
            open_ballot(by=by, ballot=ballot, now=NOW)
        with pytest.raises(Problem):
            remove_ballot(by=by, ballot=ballot)


def test_vote_by_link_counts_once(opened: tuple[Ballot, list[str], list[int]], world: World) -> None:
    ballot, paths, options = opened
    client = Client()
    assert client.get(f"{paths[0]}?lang=en").status_code == 200
    assert client.post(paths[0], {"options": options[0]}).status_code == 302
    # Used twice, or forwarded: the page says that a vote was cast, and not for what.
    again = client.get(f"{paths[0]}?lang=en")
    assert "A vote was cast by this link." in again.text
    assert "เห็นชอบ<" not in again.text
    assert client.post(paths[0], {"options": options[1]}).status_code == 422
    with user_scope(world.users["secretariat"], "alpha"):
        assert [each.link_votes for each in ballot.options.order_by("order")] == [1, 0, 0]


def test_vote_results_are_hidden_until_the_end(
    opened: tuple[Ballot, list[str], list[int]], world: World, browser: Callable[[str], Client]
) -> None:
    ballot, paths, options = opened
    for path in paths[:2]:
        Client().post(path, {"options": options[0]})
    where = f"/n/alpha/meetings/{ballot.meeting_id}/ballots/{ballot.pk}/?lang=en"
    page = browser("secretariat").get(where)
    assert "2 by link + 0 on paper = 2 of 4" in page.text
    assert "By link</th>" not in page.text
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert ballot_page(Ballot.objects.get()).results == ()
        close_ballot(by=by, ballot=ballot, now=NOW)
        found = ballot_page(Ballot.objects.get())
    assert [(each.label_th, each.votes) for each in found.results] == [
        ("เห็นชอบ", 2),
        ("ไม่เห็นชอบ", 0),
        ("งดออกเสียง", 0),
    ]
    assert (found.voted, found.entitled, found.is_met) == (2, 4, False)
    assert "By link</th>" in browser("secretariat").get(where).text


def test_vote_by_link_of_a_closed_ballot_opens_nothing(
    opened: tuple[Ballot, list[str], list[int]], world: World
) -> None:
    ballot, paths, options = opened
    with user_scope(world.users["secretariat"], "alpha") as by:
        close_ballot(by=by, ballot=ballot, now=NOW)
    answer = Client().post(paths[0], {"options": options[0]})
    assert answer.status_code in {403, 404, 410}
    with user_scope(world.users["secretariat"], "alpha"):
        assert not Voter.objects.exclude(way="").exists()


def test_vote_after_the_last_moment_is_refused(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        ballot = make_general(by)
        with pytest.raises(Problem) as found:
            open_ballot(by=by, ballot=ballot, now=NOW, closes_at=NOW)
        assert found.value.field == "closes_at"
        open_ballot(by=by, ballot=ballot, now=NOW, closes_at=NOW + dt.timedelta(hours=1))
        path, options = links.path(Link.objects.order_by("id")[0], "alpha"), option_ids(ballot)
    # The clock of the test run is long past the hour.
    assert Client().post(path, {"options": options[0]}).status_code in {403, 404, 410}


def _everything() -> list[dict[str, Any]]:
    """Every row of every table of ours that the scope shows, as data."""
    rows: list[Any] = []
    for model in apps.get_models():
        if model.__module__.startswith("samphan."):
            rows += json.loads(serializers.serialize("json", model.objects.all()))
    return rows


def test_secret_ballot_leaves_nothing_that_leads_from_a_voter_to_a_vote(
    opened: tuple[Ballot, list[str], list[int]], world: World
) -> None:
    """Who voted for what is turned round, and the database must be the same but for the order of the marks."""
    ballot, paths, options = opened
    with user_scope(world.users["secretariat"], "alpha"):
        acts = AuditEntry.objects.count()
    Client().post(paths[0], {"options": options[0]})
    Client().post(paths[1], {"options": options[1]})
    with user_scope(world.users["secretariat"], "alpha"):
        assert AuditEntry.objects.count() == acts
        assert not OpenVote.objects.exists()
        chosen = {str(each) for each in options}
        for row in _everything():
            if row["model"] != "governance.ballotoption":
                said = {str(value) for name, value in row["fields"].items() if "option" in name}
                assert not said & chosen, row
        names = {each.name_th for each in people_of(ballot.meeting)}
        secret = Link.objects.filter(purpose="governance.vote")
        assert {(each.label_th, each.label_en) for each in secret} == {("", "")}
        assert not any(
            name in json.dumps(row, ensure_ascii=False)
            for row in _everything()
            for name in names
            if row["model"]
            in {"governance.voter", "governance.ballotoption", "governance.ballot", "tenancy.link"}
        )
        # The database's own marks: one vote rewrites every voter and every option, so none of them stands out.
        with connection.cursor() as cursor:
            for table in ("governance_voter", "governance_ballotoption"):
                query = f"select count(distinct xmin::text) from {table} where ballot_id = %s"  # noqa: S608 - made of constants
                cursor.execute(query, [ballot.pk])
                assert cursor.fetchone() == (1,)


def test_open_ballot_shows_who_voted_for_what_when_it_is_closed(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        secret = make_general(by)
        ballot = prepare_ballot(by=by, item=item_of(secret.meeting), question_th="รับสมาชิก", is_secret=False)
        open_ballot(by=by, ballot=ballot, now=NOW)
        [first, *_rest], options = paths_of(ballot), option_ids(ballot)
    page = Client().get(f"{first}?lang=en")
    assert "You vote as ผู้แทน 0" in page.text
    Client().post(first, {"options": options[1]})
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert ballot_page(Ballot.objects.get(pk=ballot.pk)).choices == {}
        close_ballot(by=by, ballot=ballot, now=NOW)
        found = ballot_page(Ballot.objects.get(pk=ballot.pk))
        assert list(found.choices.values()) == [["Against"]]
        assert AuditEntry.objects.filter(act="cast_vote").count() == 1


def test_votes_of_a_category_weigh(opened: tuple[Ballot, list[str], list[int]], world: World) -> None:
    ballot, paths, options = opened
    with user_scope(world.users["secretariat"], "alpha"):
        Attendee.objects.filter(pk=people_of(ballot.meeting)[0].pk).update(votes=3)
    Client().post(paths[0], {"options": options[0]})
    assert Client().post(paths[1], {"options": ""}).status_code == 422
    Client().post(paths[1], {"options": "blank"})
    with user_scope(world.users["secretariat"], "alpha"):
        assert [each.link_votes for each in ballot.options.order_by("order")] == [3, 0, 0]
        ballot.refresh_from_db()
        assert ballot.blank_votes == 1


def test_tally_on_paper_adds_up_with_those_who_voted_on_paper(
    opened: tuple[Ballot, list[str], list[int]], world: World
) -> None:
    ballot, paths, options = opened
    Client().post(paths[0], {"options": options[0]})
    with user_scope(world.users["secretariat"], "alpha") as by:
        voters = list(
            Voter.objects.filter(ballot=ballot).order_by("attendee__order").values_list("pk", flat=True)
        )
        votes = {options[0]: 1, options[1]: 1}
        with pytest.raises(Problem, match="voted by link already"):
            enter_tally(by=by, ballot=ballot, on_paper=voters[:2], tally=Tally(votes, 2))
        with pytest.raises(
            Problem, match="3 votes were handed in on paper, but those who voted on paper have 2"
        ):
            enter_tally(by=by, ballot=ballot, on_paper=voters[1:3], tally=Tally(votes, 3))
        with pytest.raises(Problem, match="2 on paper − 1 spoilt or blank = 1, but 2 votes"):
            enter_tally(by=by, ballot=ballot, on_paper=voters[1:3], tally=Tally(votes, 2, 1))
        enter_tally(by=by, ballot=ballot, on_paper=voters[1:3], tally=Tally(votes, 2))
        enter_tally(by=by, ballot=ballot, on_paper=voters[1:4], tally=Tally(votes, 3, 1))
        close_ballot(by=by, ballot=ballot, now=NOW)
        found = ballot_page(Ballot.objects.get())
    assert [(each.votes, each.link_votes, each.paper_votes) for each in found.results] == [
        (2, 1, 1),
        (1, 0, 1),
        (0, 0, 0),
    ]
    assert (found.voted, found.on_paper, found.blank, found.is_met) == (4, 3, 1, True)


def test_voters_of_an_open_ballot_stay_on_the_list_with_their_votes(
    opened: tuple[Ballot, list[str], list[int]], world: World
) -> None:
    ballot = opened[0]
    with user_scope(world.users["secretariat"], "alpha") as by:
        first = people_of(ballot.meeting)[0]
        with pytest.raises(Problem, match="rest on this person"):
            remove_attendee(by=by, attendee=first, now=NOW)
        with pytest.raises(Problem, match="A ballot is open") as found:
            change_attendee(by=by, attendee=first, email="other@example.org", votes=5)
        assert found.value.field == "votes"
        assert first.member
        last = PartialDate.of(NOW.date() - dt.timedelta(days=1))
        end_membership(by=by, member=first.member, until=last, kind="resigned", reason="ลาออก")
        assert list_called(by=by, meeting=ballot.meeting) == 4


def test_meeting_with_an_open_ballot_is_not_cancelled(
    opened: tuple[Ballot, list[str], list[int]], world: World
) -> None:
    ballot = opened[0]
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Problem, match="A ballot of this meeting is open"):
            cancel_meeting(by=by, meeting=ballot.meeting, reason="งด")
        close_ballot(by=by, ballot=ballot, now=NOW)
        assert cancel_meeting(by=by, meeting=ballot.meeting, reason="งด").state == "cancelled"


def test_prepare_ballot_impossible_is_refused_at_its_field(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        item = item_of(make_general(by).meeting)
        for words, field in (
            ({"options": [("หนึ่ง", "")]}, "options"),
            ({"options": [("หนึ่ง", ""), ("หนึ่ง", "")]}, "options"),
            ({"most_choices": 3}, "most_choices"),
            ({"question_th": " "}, "question_th"),
        ):
            with pytest.raises(Problem) as found:
                prepare_ballot(by=by, item=item, **{"question_th": "คำถาม", **words})  # type: ignore[arg-type]  # values of several kinds
            assert found.value.field == field


def test_closed_ballot_proposes_the_resolution(world: World, browser: Callable[[str], Client]) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        ballot = make_general(by)
        hold(by, ballot.meeting, present=4)
        open_ballot(by=by, ballot=ballot, now=NOW)
        paths, options = paths_of(ballot), option_ids(ballot)
    for path, option in zip(paths, (options[0], options[0], options[1], "blank"), strict=True):
        assert Client().post(path, {"options": option}).status_code == 302
    with user_scope(world.users["secretariat"], "alpha") as by:
        close_ballot(by=by, ballot=ballot, now=NOW)
    client = browser("secretariat")
    page = client.get(f"/n/alpha/meetings/{ballot.meeting_id}/ballots/{ballot.pk}/?lang=en")
    assert f"?ballot={ballot.pk}" in page.text
    form = client.get(f"/n/alpha/meetings/{ballot.meeting_id}/resolutions/new/?ballot={ballot.pk}").context[
        "form"
    ]
    assert {name: form[name].value() for name in ("text_th", "votes_for", "votes_against", "abstained")} == {
        "text_th": "เห็นชอบงบดุล",
        "votes_for": 2,
        "votes_against": 1,
        "abstained": 1,
    }


def test_ballot_without_a_quorum_becomes_a_resolution_only_with_how_it_was_decided(by: Actor) -> None:
    meeting = hold(by, make_meeting(by, make_board(by)))
    item = item_of(meeting)
    ballot = prepare_ballot(by=by, item=item, question_th="เห็นชอบ")
    open_ballot(by=by, ballot=ballot, now=NOW)
    close_ballot(by=by, ballot=ballot, now=NOW)
    words = {"text_th": "เห็นชอบ", "manner": Manner.UNANIMOUS}
    with pytest.raises(Problem, match="0 of 5 voted and 3 are needed") as found:
        record_resolution(by=by, item=item, **words)
    assert found.value.field == "despite_ballot"
    noted = record_resolution(by=by, item=item, text_th="รับทราบผล", manner=Manner.NOTED)
    with pytest.raises(Problem, match="0 of 5"):
        change_resolution(by=by, resolution=noted, **words)
    made = record_resolution(by=by, item=item, despite_ballot="ยกมือในที่ประชุม", **words)
    entry = AuditEntry.objects.get(act="record_resolution", object_id=made.pk)
    assert entry.reason == "ยกมือในที่ประชุม"
    # What was decided already is corrected without saying it again.
    change_resolution(by=by, resolution=made, text_th="เห็นชอบตามเสนอ")


def test_form_of_a_resolution_asks_how_only_after_a_ballot_without_a_quorum(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        meeting = hold(by, make_meeting(by, make_board(by)))
        ballot = prepare_ballot(by=by, item=item_of(meeting), question_th="เห็นชอบ")
    client = world.client("secretariat")
    address = f"/n/alpha/meetings/{meeting.pk}/resolutions/new/?ballot={ballot.pk}"
    assert 'name="despite_ballot"' not in client.get(address).text
    with user_scope(world.users["secretariat"], "alpha") as by:
        open_ballot(by=by, ballot=ballot, now=NOW)
        close_ballot(by=by, ballot=ballot, now=NOW)
    page = client.get(address).text
    assert 'name="despite_ballot"' in page
    assert re.search(r'value="noted"[^>]* checked', page)


@pytest.mark.parametrize(
    ("name_th", "name_en", "title"),
    [
        (
            "ที่ประชุมใหญ่",
            "General meeting",
            "การประชุมใหญ่สามัญประจำปี 2569 ครั้งที่ 1/2569|Annual general meeting 1/2569",
        ),
        (
            "ที่ประชุมใหญ่ของสมาคมทดสอบ",
            "General Meeting of the Association",
            "การประชุมใหญ่สามัญประจำปี 2569 ของสมาคมทดสอบ ครั้งที่ 1/2569|Annual general meeting 1/2569 of the Association",
        ),
        (
            "สมาคมทดสอบ",
            "Association",
            "การประชุมใหญ่สามัญประจำปี 2569 สมาคมทดสอบ ครั้งที่ 1/2569|Annual general meeting 1/2569 of Association",
        ),
    ],
)
def test_title_of_a_general_meeting_says_it_once(by: Actor, name_th: str, name_en: str, title: str) -> None:
    body = make_body(by, name_th, name_en=name_en, kind="assembly")
    meeting = plan_meeting(by=by, body=body, kind="general", starts_at=at(10))
    assert f"{meeting.title_th}|{meeting.title_en}" == title
