"""The facts of an event: what a report is composed from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samphan.events.actions.people import arrange_categories, register_person
from samphan.events.models import Event, Result
from samphan.events.queries.facts import Ref, event_facts
from samphan.events.queries.numbers import participation_numbers
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation, make_person
from tests.factories.events import make_event, make_full_event

if TYPE_CHECKING:
    from samphan.directory.models import Organisation
    from tests.personas import World


def first_host(event: Event) -> Organisation:
    host = event.hosts.order_by("order").select_related("organisation").first()
    assert host is not None
    return host.organisation


def count(function: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        function()
    return len(captured)


def test_facts_hold_every_record_with_its_reference(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        event = make_full_event(by, rows=2)
        facts = event_facts(event, organisation=first_host(event))
        assert [
            len(part) for part in (facts.topics, facts.groups, facts.agenda, facts.hosts, facts.teams)
        ] == [2] * 5
        assert [len(part) for part in (facts.outputs, facts.documents, facts.results, facts.uses)] == [2] * 4
        assert facts.topics[0].groups == (facts.groups[0],)
        assert facts.topics[1].agenda == (facts.agenda[1],)
        assert [each.name.th for each in facts.teams[0].organisations] == [
            each.organisation.name.th for each in facts.hosts
        ]
        result = facts.results[0]
        assert result.ref == Ref("events.result", Result.objects.order_by("order")[0].pk)
        assert [facts.find(ref) for ref in result.evidence] == [
            facts.agenda[0], facts.groups[0], facts.outputs[0], facts.documents[0]
        ]  # fmt: skip
        assert [facts.find(ref) for ref in facts.uses[0].sources] == [
            facts.results[0], facts.groups[0], facts.outputs[0], facts.documents[0]
        ]  # fmt: skip


def test_facts_take_the_same_statements_for_one_row_and_for_three(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        events = [make_full_event(by, rows=rows) for rows in (1, 3)]
        hosts = [first_host(event) for event in events]
        counts = [
            count(lambda e=e, o=o: event_facts(e, organisation=o)) for e, o in zip(events, hosts, strict=True)
        ]
    assert counts == [13, 13]


def test_facts_without_organisation_show_no_uses(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        facts = event_facts(make_full_event(by))
        assert facts.uses == ()
        assert facts.participation.outside is None


def test_count_people_by_the_reporting_organisation_and_its_units(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        event = make_event(by)
        university = make_organisation(by, "มหาวิทยาลัยเหนือ")
        faculty = make_organisation(by, "คณะวิทยาศาสตร์", kind="faculty", parent=university)
        department = make_organisation(by, "ภาควิชาเคมี", kind="unit", parent=faculty)
        other = make_organisation(by, "มหาวิทยาลัยใต้")
        places = {"ก": university, "ข": faculty, "ค": department, "ง": other, "จ": None}
        for name, organisation in places.items():
            register_person(by=by, event=event, person=make_person(by, name), organisation=organisation)
        asked = participation_numbers(event, university)
        assert (asked.own, asked.outside, asked.unclear) == (3, 1, 1)
        asked = participation_numbers(event, faculty)
        # Whoever comes for the university may be the faculty's own staff: nobody can tell.
        assert (asked.own, asked.outside, asked.unclear) == (2, 1, 2)
        assert asked.counted == 5
        assert asked.counted_institutions == 2
        assert asked.institution_ids == (other.pk, university.pk)


def test_count_people_beside_what_was_stated(world: World) -> None:
    from samphan.events.actions.people import CategoryRow

    with user_scope(world.users["secretariat"], "alpha") as by:
        event = make_event(by, stated_participants=105, stated_institutions=25)
        rows = [
            CategoryRow(name_th="คณะกรรมการ", stated_count=41),
            CategoryRow(name_th="เจ้าหน้าที่", stated_count=64),
        ]
        committee, _officers = arrange_categories(by=by, event=event, rows=rows).parts
        register_person(by=by, event=event, person=make_person(by, "ก"), category=committee)
        numbers = participation_numbers(event)
        assert numbers.sums_agree is True
        assert [(each.stated, each.counted, each.difference) for each in numbers.categories] == [
            (41, 1, -40),
            (64, 0, None),
        ]
        assert (numbers.stated_institutions, numbers.counted_institutions) == (25, 0)


def test_count_people_of_other_network_shows_nothing(world: World) -> None:
    with system_scope("test", world.b.pk) as by:
        foreign = make_full_event(by, rows=3)
    with user_scope(world.users["secretariat"], "alpha"):
        assert participation_numbers(foreign).counted == 0
        assert event_facts(foreign).topics == ()


@pytest.mark.parametrize("stated", [None, 41])
def test_sums_without_every_stated_number_are_not_compared(world: World, stated: int | None) -> None:
    from samphan.events.actions.people import CategoryRow

    with user_scope(world.users["secretariat"], "alpha") as by:
        event = make_event(by, stated_participants=105)
        rows = [CategoryRow(name_th="คณะกรรมการ", stated_count=stated), CategoryRow(name_th="เจ้าหน้าที่")]
        arrange_categories(by=by, event=event, rows=rows)
        assert participation_numbers(event).sums_agree is None
