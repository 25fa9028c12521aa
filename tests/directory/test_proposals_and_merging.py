"""Proposals about a record that becomes another one, and becomes itself again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import translation

from samphan.directory import policy
from samphan.directory.actions import (
    answer_proposal,
    appoint_steward,
    propose_change,
    relate_person,
    withdraw_proposal,
)
from samphan.directory.actions.merging import merge_records, undo_merge
from samphan.directory.models import ChangeProposal, Organisation, Person
from samphan.directory.queries.merging import merge_plan
from samphan.directory.queries.proposal import proposals, proposed_fields, waiting_for
from samphan.kit.components import ListState
from samphan.kit.errors import Problem
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation, make_person

if TYPE_CHECKING:
    from samphan.directory.models import Merge
    from tests.directory.conftest import Statements
    from tests.personas import World

Browser = Callable[[str], Client]
NOW = dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)


def make_two(world: World) -> tuple[Organisation, Organisation]:
    """The record that stays and the one that is merged, both kept by network A."""
    with system_scope("test", world.a.pk) as by:
        return make_organisation(by, "ที่อยู่ต่อ", website="https://stays.th"), make_organisation(by, "ที่ซ้ำ")


def propose(world: World, subject: Organisation | Person, **words: Any) -> ChangeProposal:
    with user_scope(world.users["stranger"], "beta") as by:
        return propose_change(
            by=by, subject=subject, words=words or {"website": "https://new.th"}, reason="แจ้งแล้ว", now=NOW
        )


def merge(world: World, kept: Organisation | Person, merged: Organisation | Person) -> Merge:
    with user_scope(world.users["secretariat"], "alpha") as by:
        return merge_records(by=by, kept=kept, merged=merged, now=NOW)


def test_proposal_about_a_merged_record_is_taken_into_the_one_that_stayed(world: World) -> None:
    kept, merged = make_two(world)
    made = propose(world, merged)
    merge(world, kept, merged)
    with user_scope(world.users["secretariat"], "alpha") as by:
        received = ChangeProposal.objects.for_actor(by).with_records().get(pk=made.pk)
        assert (received.subject, received.has_moved) == (kept, True)
        [field] = proposed_fields(received)
        assert (field.present, field.wanted, field.is_stale) == ("https://stays.th", "https://new.th", True)
        assert (waiting_for(by, kept), waiting_for(by, merged)) == (1, 1)
        answer_proposal(by=by, proposal=received, fields=["website"], answer="", now=NOW)
        kept.refresh_from_db()
        merged.refresh_from_db()
        assert (kept.website, merged.website) == ("https://new.th", "")


def test_proposal_is_about_its_own_record_again_when_the_merge_is_undone(world: World) -> None:
    kept, merged = make_two(world)
    made = propose(world, merged)
    done = merge(world, kept, merged)
    with user_scope(world.users["secretariat"], "alpha") as by:
        undo_merge(by=by, merge=done, now=NOW)
        received = ChangeProposal.objects.for_actor(by).with_records().get(pk=made.pk)
        assert (received.subject, received.has_moved) == (merged, False)
        assert waiting_for(by, kept) == 0
        answer_proposal(by=by, proposal=received, fields=["website"], answer="", now=NOW)
        kept.refresh_from_db()
        merged.refresh_from_db()
        assert (kept.website, merged.website) == ("https://stays.th", "https://new.th")


def test_what_was_taken_before_the_merge_is_undone_stays_where_it_was_written(world: World) -> None:
    kept, merged = make_two(world)
    made = propose(world, merged)
    done = merge(world, kept, merged)
    with user_scope(world.users["secretariat"], "alpha") as by:
        received = ChangeProposal.objects.for_actor(by).get(pk=made.pk)
        answer_proposal(by=by, proposal=received, fields=["website"], answer="", now=NOW)
        undo_merge(by=by, merge=done, now=NOW)
        kept.refresh_from_db()
        merged.refresh_from_db()
        assert (kept.website, merged.website) == ("https://new.th", "")


def test_proposal_made_on_a_form_that_was_open_at_the_merge_is_refused(world: World) -> None:
    kept, merged = make_two(world)
    merge(world, kept, merged)
    with user_scope(world.users["stranger"], "beta") as by:
        merged = Organisation.objects.for_actor(by).get(pk=merged.pk)
        with pytest.raises(Problem):
            propose_change(by=by, subject=merged, words={"website": "https://new.th"}, reason="x", now=NOW)
        assert ChangeProposal.objects.for_actor(by).count() == 0


def test_steward_of_the_record_that_stayed_answers(world: World) -> None:
    kept, merged = make_two(world)
    with system_scope("test", world.a.pk) as by:
        coordinator = world.users["coordinator"]
        appoint_steward(by=by, organisation=kept, user=coordinator, since_on=dt.date(2020, 1, 1))
        apart = make_organisation(by, "ไม่เกี่ยว")
    made, other = propose(world, merged), propose(world, apart)
    merge(world, kept, merged)
    with user_scope(world.users["coordinator"], "alpha") as by:
        seen = ChangeProposal.objects.for_actor(by).with_records()
        assert [each.pk for each in seen] == [made.pk]
        assert policy.answer_proposal(by, seen[0])
        assert not policy.answer_proposal(by, ChangeProposal.objects.get(pk=other.pk))


def test_network_that_does_not_see_the_person_who_stayed_reads_the_name_that_it_knew(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        kept, merged = make_person(by, "สมชาย", "ปกปิด"), make_person(by, "สมชาย", "เปิดเผย", is_listed=True)
    with system_scope("test", world.b.pk) as by:
        relate_person(by=by, person=merged)
    made = propose(world, merged, given_name_en="Somchai")
    merge(world, kept, merged)
    with user_scope(world.users["stranger"], "beta") as by:
        [sent] = proposals(by, ListState())
        assert (sent.subject, sent.has_moved) == (merged, False)
        withdraw_proposal(by=by, proposal=sent, now=NOW)
    with user_scope(world.users["secretariat"], "alpha") as by:
        received = ChangeProposal.objects.for_actor(by).with_records().get(pk=made.pk)
        assert (received.subject, received.state) == (kept, "withdrawn")


def test_merge_says_that_proposals_wait_about_the_record_that_goes(world: World) -> None:
    kept, merged = make_two(world)
    propose(world, merged)
    propose(world, kept)
    with user_scope(world.users["secretariat"], "alpha") as by, translation.override("en"):
        assert [each for each in merge_plan(by, kept, merged).warnings if "1 proposed change waits" in each]


def test_pages_say_that_the_record_was_merged(world: World, browser: Browser, statements: Statements) -> None:
    kept, merged = make_two(world)
    made = propose(world, merged)
    client = browser("secretariat")
    before = statements(client, "/n/alpha/proposals/")
    merge(world, kept, merged)
    assert statements(client, "/n/alpha/proposals/") == before
    listed = client.get("/n/alpha/proposals/?lang=en&q=ที่อยู่ต่อ").text
    assert "proposed for “ที่ซ้ำ”, merged since" in listed
    page = client.get(f"/n/alpha/proposals/{made.pk}/?lang=en").text
    assert "This was proposed for “ที่ซ้ำ”, which became one record with “ที่อยู่ต่อ”." in page
    assert f"/n/alpha/organisations/{kept.pk}/" in page
    waits = client.get(f"/n/alpha/organisations/{kept.pk}/?lang=en").text
    assert "1 proposed change waits for an answer." in waits
