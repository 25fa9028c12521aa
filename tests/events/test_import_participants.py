"""Lists of participants: titles taken apart, institutions and namesakes asked, everybody registered as one, undone as one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from samphan.directory.actions import add_affiliation, add_organisation, add_person, describe_person
from samphan.directory.actions.imports import answer_questions, take_in_list
from samphan.directory.actions.imports_undo import undo_list
from samphan.directory.models import Affiliation, Organisation, Person, PersonRelation
from samphan.directory.queries.imports import NEW, RowState, kinds
from samphan.directory.queries.imports_lines import all_lines, first_rows
from samphan.events.actions.event import create_event
from samphan.events.actions.people import register_person
from samphan.events.models import ParticipantCategory, Registration
from samphan.kit.errors import Problem, Refused
from samphan.tenancy.models import AuditEntry, SearchRow
from samphan.tenancy.scope import system_scope, user_scope
from tests.events.lists import HEAD, NOW, brought, checked, realistic_list, settled, states

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import DjangoAssertNumQueries

    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from tests.personas import World


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    """The secretariat of network A, in its scope."""
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


@pytest.fixture
def event(by: Actor) -> Event:
    return create_event(by=by, title_th="วันสร้างเครือข่าย", title_en="Networking day")


@pytest.fixture
def north(by: Actor) -> Organisation:
    return add_organisation(by=by, kind="university", name_th="มหาวิทยาลัยตัวอย่างเหนือ", abbreviation_th="มตน.")


def test_split_titles_from_names(by: Actor, event: Event) -> None:
    text = (
        "คำนำหน้า\tชื่อ\tนามสกุล\nผศ.ดร.\tสมชาย\tณ เชียงใหม่\nผอ.\tวรรณา\tดีงาม\n\tรศ.ประเสริฐ\tใจดี\nนาย\tนาย\tจันทร์\n"
    )
    rows = checked(by, brought(by, event, text)).rows
    assert [row.cells[:3] for row in rows] == [
        ("ผศ. ดร.", "สมชาย", "ณ เชียงใหม่"),
        ("ผอ.", "วรรณา", "ดีงาม"),
        ("รศ.", "ประเสริฐ", "ใจดี"),
        ("นาย", "นาย", "จันทร์"),
    ]


def test_take_in_list_of_105_people_and_25_institutions(by: Actor, event: Event) -> None:
    began = time.monotonic()
    found = brought(by, event, realistic_list(105, 25))
    result = checked(by, found)
    assert [question.code.partition("-")[0] for question in result.shared] == ["institution"] * 25 + [
        "category"
    ] * 2
    found = settled(by, found)
    taken = take_in_list(by=by, brought=found, now=NOW)
    assert time.monotonic() - began < 5
    assert taken.outcome["counts"] == {
        "registered": 105,
        "people": 105,
        "organisations": 25,
        "categories": 2,
        "present": 0,
        "duplicate": 0,
        "left_out": 0,
    }
    assert Registration.objects.filter(event=event, brought_by=taken).count() == 105
    counted = {each.name_th: each.registrations.count() for each in ParticipantCategory.objects.all()}
    assert counted == {"คณะกรรมการ": 41, "เจ้าหน้าที่": 64}
    assert Affiliation.objects.count() == PersonRelation.objects.count() == 105
    assert SearchRow.objects.filter(kind="directory.person", network_id=by.network_id).count() == 105
    first = Person.objects.get(given_name_th="สมชาย", family_name_th="ใจดีกญ")
    assert (first.academic_title, first.is_doctor) == ("assistant_professor", True)
    registration = Registration.objects.select_related("organisation").get(person=first)
    assert registration.position == "เจ้าหน้าที่วิเทศสัมพันธ์"
    assert registration.organisation.name_th == "มหาวิทยาลัยลำดับที่กแห่งหนึ่ง"
    assert "example.org" not in str(first_rows(taken, 1000))


def test_undo_list_removes_everything_it_created(by: Actor, event: Event) -> None:
    taken = take_in_list(by=by, brought=settled(by, brought(by, event, realistic_list(20, 5))), now=NOW)
    undone = undo_list(by=by, brought=taken)
    assert undone.outcome["removed"] == {
        "events.registration": 20,
        "directory.person": 20,
        "events.participantcategory": 1,
        "directory.organisation": 5,
    }
    for model in (Registration, Person, PersonRelation, Affiliation, ParticipantCategory, Organisation):
        assert model.objects.count() == 0, model
    assert SearchRow.objects.filter(kind__startswith="directory.").count() == 0


def test_undo_list_keeps_who_takes_part_elsewhere(by: Actor, event: Event) -> None:
    other = create_event(by=by, title_th="อีกงานหนึ่ง", title_en="Another event")
    text = f"{HEAD}1\tสมชาย ใจดี\t\tมหาวิทยาลัยก\t\n2\tวรรณา ดีงาม\t\tมหาวิทยาลัยก\t\n3\tรัตนา ศรีสุข\t\tสถาบันข\t\n"
    taken = take_in_list(by=by, brought=settled(by, brought(by, event, text)), now=NOW)
    somchai = Person.objects.get(given_name_th="สมชาย")
    register_person(by=by, event=other, person=somchai)
    undone = undo_list(by=by, brought=taken)
    university = Organisation.objects.get(name_th="มหาวิทยาลัยก")
    assert undone.outcome["stays"] == [
        ["directory.person", somchai.pk, "used", "สมชาย ใจดี"],
        ["directory.organisation", university.pk, "used", "มหาวิทยาลัยก"],
    ]
    assert Registration.objects.filter(event=event).count() == 0
    assert [each.given_name_th for each in Person.objects.all()] == ["สมชาย"]
    assert Affiliation.objects.get().organisation_id == university.pk
    assert PersonRelation.objects.get().person_id == somchai.pk


def test_undo_list_keeps_who_was_changed(by: Actor, event: Event) -> None:
    taken = take_in_list(by=by, brought=brought(by, event, f"{HEAD}1\tสมชาย ใจดี\n2\tวรรณา ดีงาม\n"), now=NOW)
    wanna = Person.objects.get(given_name_th="วรรณา")
    describe_person(by=by, person=wanna, version=1, given_name_th="วรรณา", family_name_th="ดีเลิศ")
    undone = undo_list(by=by, brought=taken)
    assert undone.outcome["stays"] == [["directory.person", wanna.pk, "changed", "วรรณา ดีเลิศ"]]
    assert [each.pk for each in Person.objects.all()] == [wanna.pk]


def test_same_name_at_same_institution_is_the_same_person(
    by: Actor, event: Event, north: Organisation
) -> None:
    known = add_person(by=by, given_name_th="สมชาย", family_name_th="ใจดี", academic_title="professor")
    add_affiliation(by=by, person=known, organisation=north)
    found = brought(by, event, f"{HEAD}1\tผศ.สมชาย  ใจดี\t\tมหาวิทยาลัยตัวอย่างเหนือ\n")
    assert states(checked(by, found)) == {2: RowState.OK}
    taken = take_in_list(by=by, brought=found, now=NOW)
    assert Registration.objects.get().person_id == known.pk
    assert (taken.outcome["counts"]["people"], Affiliation.objects.count()) == (0, 1)
    assert undo_list(by=by, brought=taken).outcome["removed"] == {"events.registration": 1}
    assert Person.objects.get().academic_title == "professor"


def test_same_name_at_other_institution_is_asked(by: Actor, event: Event, north: Organisation) -> None:
    south = add_organisation(by=by, kind="university", name_th="มหาวิทยาลัยตัวอย่างใต้")
    known = add_person(by=by, given_name_th="สมชาย", family_name_th="ใจดี")
    add_affiliation(by=by, person=known, organisation=north)
    text = f"{HEAD}1\tสมชาย ใจดี\t\tมหาวิทยาลัยตัวอย่างใต้\n"
    found = brought(by, event, text)
    [row] = checked(by, found).rows
    assert (row.state, row.questions[0].proposal) == (RowState.ASKED, "")
    assert [str(option.label) for option in row.questions[0].options] == [
        "สมชาย ใจดี · มหาวิทยาลัยตัวอย่างเหนือ",
        "somebody else with the same name",
    ]
    found = answer_questions(by=by, brought=found, answers={"person-2": str(known.pk)})
    take_in_list(by=by, brought=found, now=NOW)
    assert Person.objects.count() == 1
    assert set(Affiliation.objects.values_list("organisation_id", flat=True)) == {north.pk, south.pk}
    again = brought(by, event, text)
    assert states(checked(by, again)) == {2: RowState.PRESENT}


def test_namesake_is_another_person_when_so_answered(by: Actor, event: Event, north: Organisation) -> None:
    add_person(by=by, given_name_th="สมชาย", family_name_th="ใจดี")
    found = brought(by, event, f"{HEAD}1\tสมชาย ใจดี\t\tมหาวิทยาลัยตัวอย่างเหนือ\n")
    found = answer_questions(by=by, brought=found, answers={"person-2": NEW})
    take_in_list(by=by, brought=found, now=NOW)
    assert Person.objects.count() == 2


def test_repeated_person_is_taken_in_once(by: Actor, event: Event) -> None:
    text = f"{HEAD}1\tนายสมชาย ใจดี\t\t\n2\tผศ.สมชาย ใจดี\t\t\n3\tสมชาย ใจดี\t\tสถาบันข\n"
    found = settled(by, brought(by, event, text))
    result = checked(by, found)
    assert states(result) == {2: RowState.OK, 3: RowState.DUPLICATE, 4: RowState.OK}
    assert result.rows[2].notes == ["The same name stands in row 2 with another institution."]
    found = answer_questions(by=by, brought=found, answers={"same-3": "no"})
    assert states(checked(by, found)) == {2: RowState.OK, 3: RowState.OK, 4: RowState.OK}
    take_in_list(by=by, brought=found, now=NOW)
    assert Person.objects.count() == Registration.objects.count() == 3


def test_person_picked_twice_is_registered_once(by: Actor, event: Event) -> None:
    known = add_person(by=by, given_name_th="สมชาย", family_name_th="ใจดี")
    found = settled(by, brought(by, event, f"{HEAD}1\tสมชาย ใจดี\t\tสถาบันก\n2\tสมชาย ใจดี\t\tสถาบันข\n"))
    found = answer_questions(
        by=by, brought=found, answers={"person-2": str(known.pk), "person-3": str(known.pk)}
    )
    assert states(checked(by, found)) == {2: RowState.OK, 3: RowState.DUPLICATE}
    take_in_list(by=by, brought=found, now=NOW)
    assert Registration.objects.count() == 1


def test_existing_category_is_used_and_new_one_asked(by: Actor, event: Event) -> None:
    known = ParticipantCategory.objects.create(
        network_id=by.network_id, event=event, name_th="คณะกรรมการ", name_en="Committee", order=1
    )
    found = brought(by, event, f"{HEAD}1\tก ข\t\t\tcommittee\n2\tค ง\t\t\tแขก\n3\tจ ฉ\t\t\tกก.\n")
    first, second = checked(by, found).shared
    assert (first.subject, first.proposal, second.subject) == ("แขก", NEW, "กก.")
    found = answer_questions(by=by, brought=found, answers={first.code: NEW, second.code: str(known.pk)})
    take_in_list(by=by, brought=found, now=NOW)
    assert list(ParticipantCategory.objects.order_by("order").values_list("name_th", flat=True)) == [
        "คณะกรรมการ",
        "แขก",
    ]
    assert known.registrations.count() == 2


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", None),
        ("\u200b\u200c", None),
        ("...", "There is no name in this row."),
        ("12345", "There is no name in this row."),
        ("รวม 105 คน", "This does not look like the name of a person."),
        ("มหาวิทยาลัยเชียงใหม่", "This does not look like the name of a person."),
        ("ก" * 151, "Longer than 150 characters."),
        ("สมชาย " + "ก" * 151, "Longer than 150 characters."),
    ],
)
def test_row_without_person_is_a_problem(by: Actor, event: Event, name: str, message: str | None) -> None:
    result = checked(by, brought(by, event, f"{HEAD}1\tวรรณา ดีงาม\n2\t{name}\tหัวหน้า\n"))
    troubles = [str(trouble.message) for trouble in result.rows[1].troubles]
    assert troubles == [message or "There is no name in this row."]
    assert states(result)[3] is RowState.PROBLEM


def test_position_and_institution_too_long_are_problems_at_their_cell(by: Actor, event: Event) -> None:
    result = checked(by, brought(by, event, f"{HEAD}1\tก ข\t{'ก' * 201}\t{'ข' * 301}\t{'ค' * 301}\n"))
    assert [trouble.field for trouble in result.rows[0].troubles] == ["institution", "position", "category"]


def test_row_that_repeats_the_header_is_passed_over(by: Actor, event: Event) -> None:
    result = checked(by, brought(by, event, f"{HEAD}1\tก ข\n{HEAD}2\tค ง\n\n3\tจ ฉ\n"))
    assert [row.number for row in result.rows] == [2, 4, 6]


def test_foreign_name_stands_in_both_languages(by: Actor, event: Event) -> None:
    take_in_list(by=by, brought=brought(by, event, f"{HEAD}1\tProf. Mary Ann Smith\n"), now=NOW)
    person = Person.objects.get()
    assert (person.academic_title, person.given_name_th, person.family_name_th) == (
        "professor",
        "Mary",
        "Ann Smith",
    )
    assert (person.given_name_en, person.family_name_en) == ("Mary", "Ann Smith")


def test_hostile_names_come_through_as_they_are(by: Actor, event: Event) -> None:
    names = [
        "<b>สมชาย</b> ใจดี",
        "Robert'); DROP TABLE",
        "{{ก*7}} ทดลอง",
        "สมชาย =1+1",
        "\u202eกลับ หลัง",
        "น\u0e49\u0e4d\u0e32ใจ ดี",
    ]
    take_in_list(by=by, brought=brought(by, event, HEAD + "".join(f"1\t{name}\n" for name in names)), now=NOW)
    assert {each.given_name_th for each in Person.objects.all()} == {
        "<b>สมชาย</b>",
        "Robert');",
        "{{ก*7}}",
        "สมชาย",
        "กลับ",
        "น้ำใจ",
    }


def test_list_for_event_of_other_network_is_refused(world: World) -> None:
    with system_scope("test", "beta") as other:
        foreign = create_event(by=other, title_th="งานของเครือข่ายข", title_en="Event of B")
    with user_scope(world.users["secretariat"], "alpha") as by, pytest.raises(Problem) as caught:
        brought(by, foreign, f"{HEAD}1\tก ข\n")
    assert caught.value.field == "subject"


def test_person_of_other_network_is_not_offered(world: World) -> None:
    with system_scope("test", "beta") as other:
        secret = add_person(by=other, given_name_th="ลับ", family_name_th="มาก")
    with user_scope(world.users["secretariat"], "alpha") as by:
        event = create_event(by=by, title_th="งาน", title_en="Event")
        found = brought(by, event, f"{HEAD}1\tลับ มาก\n")
        assert states(checked(by, found)) == {2: RowState.OK}
        found = answer_questions(by=by, brought=found, answers={"person-2": str(secret.pk)})
        take_in_list(by=by, brought=found, now=NOW)
        assert Registration.objects.get().person_id != secret.pk


@pytest.mark.parametrize("persona", ["board", "lead", "partner"])
def test_bring_participants_without_right_is_refused(world: World, persona: str) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        event = create_event(by=by, title_th="งาน", title_en="Event")
    with user_scope(world.users[persona], "alpha") as by, pytest.raises(Refused):
        brought(by, event, f"{HEAD}1\tก ข\n")


def test_take_in_list_leaves_one_entry_of_the_list(by: Actor, event: Event) -> None:
    before = AuditEntry.objects.count()
    found = brought(by, event, f"{HEAD}1\tก ข\n2\tค ง\n")
    take_in_list(by=by, brought=found, now=NOW)
    acts = list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))[before:]
    assert [act for act in acts if act != "add_by_list"] == [
        "bring_list",
        "match_list_columns",
        "add_people",
        "register_people",
        "take_in_list",
    ]


def test_check_list_needs_same_number_of_statements_for_any_length(
    by: Actor, event: Event, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    add_person(by=by, given_name_th="คน", family_name_th="ที่หนึ่ง")
    for count in (1, 3, 200):
        rows = "".join(f"{n}\tคน ที่หนึ่ง{'' if n == 0 else n}\t\tสถาบัน{n}\tกลุ่ม{n}\n" for n in range(count))
        found = brought(by, event, HEAD + rows)
        with django_assert_num_queries(6):
            assert len(kinds()["participants"].check(by, found, all_lines(found)).rows) == count


def test_take_in_two_thousand_people_is_quick(by: Actor, event: Event) -> None:
    rows = "".join(f"{n}\tผศ.ดร.คนที่{n} สกุล{n}\tอาจารย์\tสถาบันที่{n % 100}\tกลุ่ม\n" for n in range(2_000))
    found = settled(by, brought(by, event, HEAD + rows))
    began = time.monotonic()
    take_in_list(by=by, brought=found, now=NOW)
    assert Registration.objects.count() == 2_000
    assert time.monotonic() - began < 10
