"""Lists of people: titles apart, namesakes asked, e-mail and telephone as they were given, damaged Thai proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from samphan.directory.actions import add_affiliation, add_organisation, add_person
from samphan.directory.actions.imports import answer_questions, take_in_list
from samphan.directory.actions.imports_undo import undo_list
from samphan.directory.models import Affiliation, ContactPoint, Person
from samphan.directory.queries.imports import MEND, YES, RowState
from samphan.tenancy.models import SearchRow
from samphan.tenancy.scope import user_scope
from tests.directory.lists import NOW, brought, checked, said, states, taken_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import DjangoAssertNumQueries

    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor
    from tests.personas import World

HEAD = "ชื่อ-สกุล,สังกัด,ตำแหน่ง,อีเมล,โทรศัพท์\n"


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    """The secretariat of network A, in its scope, reading English."""
    with translation.override("en"), user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


@pytest.fixture
def north(by: Actor) -> Organisation:
    return add_organisation(by=by, kind="university", name_th="มหาวิทยาลัยตัวอย่างเหนือ")


def test_take_in_people_as_if_entered(by: Actor, north: Organisation) -> None:
    text = (
        f"{HEAD}ผศ.ดร.มานี ใจดี,มหาวิทยาลัยตัวอย่างเหนือ,อาจารย์,Manee@example.org,0812345678\n"
        "ว่าที่ ร.ต.ปิติ ณ เชียงใหม่,,,,๐๕๓ ๑๒๓ ๔๕๖\n"
    )
    taken = taken_in(by, "people", text)
    first, second = Person.objects.order_by("pk")
    assert (first.academic_title, first.is_doctor, first.name_th) == (
        "assistant_professor",
        True,
        "ผศ.ดร.มานี ใจดี",
    )
    assert (second.other_titles, second.family_name_th) == ("ว่าที่ ร.ต.", "ณ เชียงใหม่")
    assert list(Affiliation.objects.values_list("person_id", "organisation_id", "position_th")) == [
        (first.pk, north.pk, "อาจารย์")
    ]
    points = ContactPoint.objects.order_by("pk").values_list("person_id", "kind", "value", "visibility")
    assert list(points) == [
        (first.pk, "mail", "Manee@example.org", "secretariat"),
        (first.pk, "phone", "0812345678", "secretariat"),
        (second.pk, "phone", "053 123 456", "secretariat"),
    ]
    assert SearchRow.objects.filter(kind="directory.person").count() == 2
    assert taken.outcome["counts"] == {
        "people": 2,
        "organisations": 0,
        "places": 1,
        "contacts": 3,
        "present": 0,
        "duplicate": 0,
        "left_out": 0,
    }
    undone = undo_list(by=by, brought=taken)
    assert undone.outcome["stays"] == []
    assert (Person.objects.count(), ContactPoint.objects.count(), Affiliation.objects.count()) == (0, 0, 0)


def test_undo_people_keeps_who_is_used_and_names_them(by: Actor, north: Organisation) -> None:
    taken = taken_in(by, "people", f"{HEAD}นางสาวมานี ใจดี,,,,\nนายปิติ ใจงาม,,,,\n")
    kept = Person.objects.get(given_name_th="มานี")
    add_affiliation(by=by, person=kept, organisation=north)
    undone = undo_list(by=by, brought=taken)
    assert [(kind, name) for kind, _pk, _why, name in undone.outcome["stays"]] == [
        ("directory.person", "นางสาวมานี ใจดี")
    ]
    assert list(Person.objects.all()) == [kept]


def test_known_person_at_the_same_place_is_there_already(by: Actor, north: Organisation) -> None:
    known = add_person(by=by, given_name_th="มานี", family_name_th="ใจดี")
    add_affiliation(by=by, person=known, organisation=north)
    other = add_person(by=by, given_name_th="ปิติ", family_name_th="ใจงาม")
    text = (
        f"{HEAD}ดร.มานี ใจดี,มหาวิทยาลัยตัวอย่างเหนือ,,,\nนายปิติ ใจงาม,มหาวิทยาลัยตัวอย่างเหนือ,,,\n"
        "นายชูใจ ดีงาม,,,,\nนายชูใจ ดีงาม,,,,\n"
    )
    found = brought(by, "people", text)
    assert states(checked(by, found)) == {
        2: RowState.PRESENT,
        3: RowState.ASKED,
        4: RowState.OK,
        5: RowState.DUPLICATE,
    }
    found = answer_questions(by=by, brought=found, answers={"person-3": str(other.pk)})
    assert checked(by, found).rows[1].notes == ["Known already; gets this place of work."]
    take_in_list(by=by, brought=found, now=NOW)
    assert Person.objects.count() == 3
    assert Affiliation.objects.filter(person=other, organisation=north).exists()


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("นายก ข,,,ไม่มีแอท,", "This is not an e-mail address."),
        ("นายก ข,,,,โทรมานะ", "This is not a telephone number."),
        ("รวม 25 คน,,,,", "This does not look like the name of a person."),
        (",มหาวิทยาลัยตัวอย่างเหนือ,,,", "There is no name in this row."),
    ],
)
def test_what_is_wrong_stands_at_its_row(by: Actor, north: Organisation, cells: str, message: str) -> None:
    [row] = checked(by, brought(by, "people", f"{HEAD}{cells}\n")).rows
    assert (row.state, said(row)) == (RowState.PROBLEM, [message])


def test_lost_zero_of_a_telephone_number_is_pointed_out(by: Actor) -> None:
    [row] = checked(by, brought(by, "people", f"{HEAD}นายก ข,,,,812345678\n")).rows
    assert (row.state, row.subject.phone) == (RowState.OK, "812345678")
    assert "A zero may have been lost in front of the telephone number." in row.notes


def test_damaged_thai_is_proposed_with_the_difference_and_never_on_names(by: Actor) -> None:
    found = brought(by, "people", f"{HEAD}นายกติติ ศรีสอ้าน,,ผูบ้รหิารการศกึษา,,\n")
    result = checked(by, found)
    [row] = result.rows
    assert row.notes == ["Damaged Thai: “ผูบ้รหิารการศกึษา” → “ผู้บริหารการศึกษา”"]
    assert (row.state, row.subject.position) == (RowState.OK, "ผูบ้รหิารการศกึษา")
    assert [(each.code, each.value, each.rows) for each in result.shared] == [(MEND, "no", [2])]
    found = answer_questions(by=by, brought=found, answers={MEND: YES})
    [row] = checked(by, found).rows
    assert (row.subject.position, row.subject.name.family_name) == ("ผู้บริหารการศึกษา", "ศรีสอ้าน")


def test_check_needs_same_number_of_statements_for_any_length(
    by: Actor, north: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    add_person(by=by, given_name_th="มานี", family_name_th="ใจดี")
    for count in (1, 3):
        rows = "".join(f"มานี ใจดี,มหาวิทยาลัยตัวอย่างเหนือ,,p{n}@example.org,\n" for n in range(count))
        found = brought(by, "people", f"{HEAD}{rows}")
        with django_assert_num_queries(5):
            checked(by, found)
