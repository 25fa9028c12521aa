"""Keeping people: titles apart from names, who sees whom, affiliations with half-known dates."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from samphan.directory import policy
from samphan.directory.actions import (
    add_affiliation,
    change_affiliation,
    describe_person,
    end_affiliation,
    relate_person,
    remove_affiliation,
    unrelate_person,
)
from samphan.directory.models import Affiliation, Organisation, Person, PersonRelation
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.kit.partial import PartialDate
from samphan.tenancy import search
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_affiliation, make_organisation, make_person
from tests.personas import make_world

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from tests.personas import World

KIND = "directory.person"


def found(words: str) -> list[str]:
    return [hit.label_th for hit in search.find(words, kinds=[KIND]).hits]


def described(person: Person, **words: object) -> dict[str, object]:
    names = (
        "academic_title",
        "is_doctor",
        "other_titles",
        "given_name_th",
        "family_name_th",
        "given_name_en",
        "family_name_en",
        "is_listed",
        "version",
    )
    return {name: getattr(person, name) for name in names} | words


def year(number: int) -> PartialDate:
    return PartialDate.of(dt.date(number, 1, 1), "year")


@pytest.mark.parametrize(
    "words", ["สมชาย", "ใจดี", "ชาย ใจ", "ผศ.ดร.สมชาย", "ผศ ดร สมชาย", "ผู้ช่วยศาสตราจารย์ ดร.สมชาย ใจดี", "somchai", "jaidee som", "สม\u200bชาย"]
)  # fmt: skip
def test_find_person_by_any_part_with_or_without_titles(world: World, words: str) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        make_person(
            by,
            "สมชาย",
            "ใจดี",
            academic_title="assistant_professor",
            is_doctor=True,
            given_name_en="Somchai",
            family_name_en="Jaidee",
        )
        make_person(by, "วิชัย", "ใจกล้า", academic_title="assistant_professor", is_doctor=True)
        assert found(words) == ["ผศ.ดร.สมชาย ใจดี"]


def test_people_of_two_networks_cannot_see_each_other(committed: str) -> None:
    world = make_world()
    for network, given, listed in (
        (world.a, "ลับของก", False),
        (world.b, "ลับของข", False),
        (world.b, "เปิดของข", True),
    ):
        with system_scope("test", network.pk) as by:
            person = make_person(by, given, is_listed=listed)
            make_affiliation(by, person, make_organisation(by, f"องค์กรของ{given}"))
    with user_scope(world.users["secretariat"], "alpha") as by:
        names = {"ลับของก", "เปิดของข"}
        assert {person.given_name_th for person in Person.objects.all()} == names
        assert {person.given_name_th for person in Person.objects.for_actor(by)} == names
        assert {each.person.given_name_th for each in Affiliation.objects.select_related("person")} == names
        assert set(found("ของ")) == {"ลับของก ใจดี", "เปิดของข ใจดี"}
        assert Organisation.objects.count() == 3
    with user_scope(world.users["outsider"]):
        assert {person.given_name_th for person in Person.objects.all()} == {"เปิดของข"}
        assert found("ของ") == ["เปิดของข ใจดี"]


def make_people_of_every_sort(world: World) -> list[int]:
    """Kept here, kept elsewhere, listed, related or not, in both networks."""
    ids = []
    for network, other in ((world.a, world.b), (world.b, world.a)):
        with system_scope("test", network.pk) as by:
            for listed in (False, True):
                ids.append(make_person(by, f"คนที่{len(ids)}", is_listed=listed).pk)
            person = make_person(by, f"คนที่{len(ids)}", is_listed=True)
            ids.append(person.pk)
        with system_scope("test", other.pk) as by:
            relate_person(by=by, person=person)
        with system_scope("test", network.pk) as by:
            person = Person.objects.get(pk=person.pk)
            describe_person(by=by, person=person, **described(person, is_listed=False))
    return ids


@pytest.mark.parametrize("persona", ["secretariat", "board", "lead", "partner", "stranger"])
def test_policy_and_queryset_agree_about_every_person(world: World, persona: str) -> None:
    ids = make_people_of_every_sort(world)
    slug = "beta" if persona == "stranger" else "alpha"
    with connection.cursor() as cursor:
        cursor.execute("select set_config('app.networks', %s, true)", [f"{world.a.pk},{world.b.pk}"])
        everybody = list(Person.objects.filter(pk__in=ids))
    assert len(everybody) == len(ids)
    with user_scope(world.users[persona], slug) as by:
        seen = set(Person.objects.for_actor(by).values_list("pk", flat=True))
        assert {person.pk for person in everybody if policy.see_person(by, person)} == seen
        assert len(seen) == 5
        organisations = Organisation.objects.for_actor(by)
        assert {each.pk for each in Organisation.objects.all() if policy.see(by, each)} == {
            each.pk for each in organisations
        }


def test_unlisting_leaves_a_person_with_those_who_have_to_do_with_him(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        person = make_person(by, "เปิดเผย", is_listed=True)
        assert found("เปิดเผย") == ["เปิดเผย ใจดี"]
    with user_scope(world.users["stranger"], "beta") as by:
        relate_person(by=by, person=Person.objects.for_actor(by).get(pk=person.pk))
        assert found("เปิดเผย") == ["เปิดเผย ใจดี"]
    with system_scope("test", world.a.pk) as by:
        person = Person.objects.get(pk=person.pk)
        describe_person(by=by, person=person, **described(person, is_listed=False, given_name_th="ปกปิด"))
        assert (found("เปิดเผย"), found("ปกปิด")) == ([], ["ปกปิด ใจดี"])
    with user_scope(world.users["stranger"], "beta") as by:
        assert (found("เปิดเผย"), found("ปกปิด")) == ([], ["ปกปิด ใจดี"])
        unrelate_person(by=by, person=Person.objects.for_actor(by).get(pk=person.pk))
        assert found("ปกปิด") == []
        assert not Person.objects.for_actor(by).exists()


def test_rewrite_search_of_other_networks_person_is_impossible(world: World) -> None:
    with system_scope("test", world.b.pk) as by:
        person = make_person(by, "ของข", is_listed=True)
    with (
        user_scope(world.users["secretariat"], "alpha"),
        pytest.raises(ProgrammingError, match="kept by another network"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("select directory_make_findable(%s, 'x', '', '|x|', '|x|', 'x')", [person.pk])


def test_unrelate_own_person_is_refused(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        person = make_person(by)
        with pytest.raises(Problem):
            unrelate_person(by=by, person=person)
        assert PersonRelation.objects.for_actor(by).count() == 1


def test_relate_unseen_person_is_refused(world: World) -> None:
    with system_scope("test", world.b.pk) as by:
        hidden = make_person(by, "ลับ")
    with user_scope(world.users["secretariat"], "alpha") as by, pytest.raises(Refused):
        relate_person(by=by, person=hidden)


def test_describe_person_twice_from_one_version_conflicts(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        person = make_person(by)
        words = described(person)
        describe_person(by=by, person=person, **(words | {"given_name_th": "คนแรก"}))
        with pytest.raises(Conflict) as caught:
            describe_person(by=by, person=person, **(words | {"given_name_th": "คนที่สอง"}))
    assert (caught.value.version, caught.value.current["given_name_th"]) == (2, "คนแรก")


def test_describe_person_of_other_network_is_refused(world: World) -> None:
    with system_scope("test", world.b.pk) as by:
        person = make_person(by, is_listed=True)
        organisation = make_organisation(by)
    with user_scope(world.users["secretariat"], "alpha") as by:
        seen = Person.objects.for_actor(by).get(pk=person.pk)
        with pytest.raises(Refused, match="เครือข่ายข"):
            describe_person(by=by, person=seen, **described(seen))
        with pytest.raises(Refused, match="เครือข่ายข"):
            add_affiliation(by=by, person=seen, organisation=organisation)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"given_name_th": " "}, "given_name_th"),
        ({"family_name_th": "ก" * 151}, "family_name_th"),
        ({"other_titles": "ก" * 101}, "other_titles"),
        ({"academic_title": "wizard"}, "academic_title"),
    ],
)
def test_add_person_with_what_cannot_be_is_refused(world: World, words: dict[str, str], field: str) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Problem) as caught:
            make_person(by, **{"given_name_th": "ก", **words})
        assert caught.value.field == field
        assert Person.objects.count() == 0


def affiliated(by: Actor, **words: object) -> Affiliation:
    return make_affiliation(by, make_person(by), make_organisation(by), **words)


@pytest.mark.parametrize(
    ("since", "until", "on", "is_current"),
    [
        (None, None, dt.date(2026, 6, 1), True),
        (year(2026), None, dt.date(2025, 12, 31), False),
        (year(2026), None, dt.date(2026, 1, 1), True),
        (None, year(2026), dt.date(2026, 12, 31), True),
        (None, year(2026), dt.date(2027, 1, 1), False),
        (PartialDate.of(dt.date(2026, 3, 1), "month"), year(2026), dt.date(2026, 8, 1), True),
    ],
)
def test_affiliation_with_half_known_dates_holds_where_nothing_speaks_against_it(
    world: World, since: PartialDate | None, until: PartialDate | None, on: dt.date, *, is_current: bool
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        affiliation = affiliated(by, since=since, until=until)
        assert Affiliation.objects.get(pk=affiliation.pk).is_current(on) is is_current


def test_affiliation_that_ends_before_it_begins_is_refused(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Problem) as caught:
            affiliated(by, since=year(2026), until=PartialDate.of(dt.date(2025, 12, 31)))
        assert caught.value.field == "until"
        affiliation = affiliated(by, since=year(2026))
        with pytest.raises(Problem):
            end_affiliation(by=by, affiliation=affiliation, until=year(2025))
        assert Affiliation.objects.get().until is None


def test_life_of_an_affiliation_is_in_the_history_of_the_person(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        affiliation = affiliated(by, position_th="อาจารย์")
        change_affiliation(by=by, affiliation=affiliation, position_th="คณบดี")
        end_affiliation(by=by, affiliation=affiliation, until=year(2026))
        remove_affiliation(by=by, affiliation=affiliation)
        assert Affiliation.objects.count() == 0
        acts = AuditEntry.objects.filter(object_kind="directory.person", object_id=affiliation.person_id)
        assert [(entry.act, entry.changes) for entry in acts.exclude(act="add_person").order_by("id")] == [
            (
                "add_affiliation",
                {
                    "organisation": [None, "มหาวิทยาลัยทดสอบ"],
                    "position_th": [None, "อาจารย์"],
                    "position_en": [None, ""],
                },
            ),
            ("change_affiliation", {"position_th": ["อาจารย์", "คณบดี"]}),
            ("end_affiliation", {"until": [None, "2026-01-01/2027-01-01"]}),
            (
                "remove_affiliation",
                {
                    "organisation": ["มหาวิทยาลัยทดสอบ", None],
                    "position_th": ["คณบดี", None],
                    "until": ["2026-01-01/2027-01-01", None],
                },
            ),
        ]
