"""Rows that name a record which was merged since are rows of the organisation that stayed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from samphan.directory.actions.merging import merge_records
from samphan.directory.queries.picking import own_organisations_of
from samphan.kit.components import ListState
from samphan.kit.errors import Problem
from samphan.projects.actions.action_items import add_action, finish_action
from samphan.projects.actions.possible import (
    ChosenPartner,
    ask_institution,
    express_interest,
    open_call,
    propose_project,
    start_project,
)
from samphan.projects.actions.side import write_partner
from samphan.projects.models import ProjectInterest, ProjectPartner
from samphan.projects.queries.action_items import action_items, action_owners
from samphan.projects.queries.dossier import MOST, projects
from samphan.projects.queries.gates import ties
from samphan.projects.queries.listings import listing_owners, listings
from samphan.projects.queries.matches import matches
from samphan.projects.queries.pairs import alike, count_alike
from samphan.projects.queries.records import records
from samphan.tenancy.scope import user_scope
from tests.factories.directory import make_organisation
from tests.projects.conftest import NOW, UNTIL
from tests.projects.test_alike import working
from tests.projects.test_listings import listing

if TYPE_CHECKING:
    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor
    from samphan.projects.models import Project
    from tests.personas import World
    from tests.projects.conftest import Members


@dataclass(frozen=True)
class Two:
    """A record, and its double that will be merged into it."""

    kept: Organisation
    double: Organisation


@pytest.fixture
def two(world: World, members: Members) -> Two:
    with user_scope(world.users["secretariat"], "alpha") as by:
        return Two(members.own, make_organisation(by, "ม.ของเรา"))


def merge(world: World, two: Two) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        merge_records(by=by, kept=two.kept, merged=two.double, now=NOW)


def narrowed(**filters: object) -> ListState:
    return ListState(filters={name: str(value) for name, value in filters.items()})


def partner(by: Actor, project: Project, organisation: Organisation) -> None:
    ProjectPartner.objects.create(
        network_id=by.network_id, project=project, organisation=organisation, side="society"
    )


def test_partner_under_a_merged_record_links_two_projects(world: World, two: Two, members: Members) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        one, other, third = (working(by, title) for title in "กขค")
        for project, organisation in ((one, two.kept), (other, two.double), (third, members.other)):
            partner(by, project, organisation)
        assert {(each.one.pk, each.other.pk) for each in alike(by)} == {
            (one.pk, other.pk), (one.pk, third.pk), (other.pk, third.pk),
        }  # fmt: skip
    merge(world, two)
    with user_scope(world.users["lead"], "alpha") as by:
        pairs = {(one.pk, third.pk), (other.pk, third.pk)}
        assert {(each.one.pk, each.other.pk) for each in alike(by)} == pairs
        assert ([each.other for each in alike(by, one)], count_alike(by, one)) == ([third], 1)


def test_lists_narrowed_to_an_organisation_hold_what_names_its_merged_record(
    world: World, two: Two, members: Members
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = working(by, "ก")
        partner(by, project, two.double)
        action = add_action(by=by, title_th="ติดตาม", owner_label="กองแผน", organisation=two.double)
        offer = listing(by, members, organisation=two.double)
    merge(world, two)
    with user_scope(world.users["lead"], "alpha") as by:
        for pk in (two.kept.pk, two.double.pk):
            assert list(records(by, narrowed(organisation=pk))) == [project]
            assert list(action_items(by, narrowed(owner=pk), today=NOW.date())) == [action]
            assert list(listings(by, narrowed(owner=pk), today=NOW.date())) == [offer]
        choice = [(str(two.kept.pk), "มหาวิทยาลัยของเรา")]
        assert (action_owners(by), listing_owners(by)) == (choice, choice)
    # Who speaks for the record that stayed speaks for what names the other one.
    with user_scope(world.users["coordinator"], "alpha") as by:
        assert [each for each, _label in own_organisations_of(by)] == [two.kept]
        assert finish_action(by=by, action=action, now=NOW).state == "done"


def test_page_of_an_organisation_names_a_project_of_both_its_records_once(world: World, two: Two) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        for number in range(MOST + 1):
            project = working(by, f"โครงการ {number}")
            partner(by, project, two.kept)
            partner(by, project, two.double)
    merge(world, two)
    with user_scope(world.users["lead"], "alpha") as by:
        found = projects(by, [two.kept.pk, two.double.pk])
        assert (len(found.lines), found.total) == (MOST, MOST + 1)
        assert found.url == f"/n/alpha/work/projects/?organisation={two.kept.pk}"


def test_listings_of_one_institution_under_two_records_are_no_match(
    world: World, two: Two, members: Members
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        offer = listing(by, members)
        need = listing(by, members, "need", organisation=two.double)
        assert [each.other for each in matches(by, offer, today=NOW.date()).suggested] == [need]
    merge(world, two)
    with user_scope(world.users["lead"], "alpha") as by:
        assert matches(by, offer, today=NOW.date()).suggested == []


def test_past_work_under_a_merged_record_speaks_for_a_match(world: World, two: Two, members: Members) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = working(by, "ทะเลสาบของเรา")
        partner(by, project, two.double)
        partner(by, project, members.other)
        offer, need = listing(by, members), listing(by, members, "need")
    merge(world, two)
    with user_scope(world.users["lead"], "alpha") as by:
        for each in (offer, need):
            (found,) = matches(by, each, today=NOW.date()).suggested
            assert [why.found for why in found.reasons if why.code == "partners"] == ["ทะเลสาบของเรา"]


def test_institution_answers_a_call_once_under_either_record(world: World, two: Two) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        idea = propose_project(by=by, title_th="ก")
        possible = open_call(by=by, possible=idea, until=UNTIL, now=NOW)
        made = express_interest(by=by, possible=possible, organisation=two.double, now=NOW, role="ช่วย")
    merge(world, two)
    with user_scope(world.users["lead"], "alpha") as by:
        again = express_interest(by=by, possible=possible, organisation=two.kept, now=NOW, role="นำ")
        asked, _link = ask_institution(by=by, possible=possible, organisation=two.kept, now=NOW)
        assert ({made, again, asked}, ProjectInterest.objects.get().role) == ({made}, "นำ")
        project = start_project(by=by, possible=possible, partners=[ChosenPartner(two.kept)], now=NOW)
        assert ProjectInterest.objects.get().state == "chosen"
        with pytest.raises(Problem, match="partner already"):
            write_partner(by=by, project=project, organisation=two.double, side="university")


def test_project_of_one_organisation_under_two_records_ties_nobody(world: World, two: Two) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = working(by, "ก", starts=dt.date(2026, 1, 1).isoformat())
        type(project).objects.filter(pk=project.pk).update(review="approved", category="service")
        partner(by, project, two.kept)
        partner(by, project, two.double)
        assert ties(by).count == 1
    merge(world, two)
    with user_scope(world.users["lead"], "alpha") as by:
        assert ties(by).count == 0
