"""Lists of an event and the institutions that they name: found, asked, offered, added, named as taking part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from samphan.directory.actions import add_organisation
from samphan.directory.actions.imports import answer_questions, take_in_list
from samphan.directory.actions.imports_undo import undo_list
from samphan.directory.models import Organisation
from samphan.directory.queries.imports import NEW, NONE, RowState, proposals
from samphan.directory.queries.imports_institutions import new_names, offer_near
from samphan.events.actions.event import create_event
from samphan.events.models import ParticipatingInstitution, Registration
from samphan.tenancy.scope import user_scope
from tests.events.lists import HEAD, NOW, brought, checked, states

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def test_institution_in_other_words_is_found_by_its_name(
    by: Actor, event: Event, north: Organisation
) -> None:
    text = f"{HEAD}1\tก ข\t\tม.ตัวอย่างเหนือ\n2\tค ง\t\tมหาลัยตัวอย่างเหนือ (มตน.)\n3\tจ ฉ\t\t-\n"
    result = checked(by, brought(by, event, text))
    assert states(result) == {2: RowState.OK, 3: RowState.OK, 4: RowState.OK}
    assert [row.cells[3] for row in result.rows] == ["มหาวิทยาลัยตัวอย่างเหนือ", "มหาวิทยาลัยตัวอย่างเหนือ", ""]


def test_abbreviation_of_institution_is_asked_once_for_all_rows(
    by: Actor, event: Event, north: Organisation
) -> None:
    other = add_organisation(by=by, kind="international", name_th="สมาคมตัวอย่าง", abbreviation_th="มตน")
    found = brought(by, event, f"{HEAD}1\tก ข\t\tมตน.\n2\tค ง\t\tมตน\n3\tจ ฉ\t\tมตน.\n")
    result = checked(by, found)
    [question] = result.shared
    assert (question.rows, question.proposal) == ([2, 3, 4], "")
    assert [option.value for option in question.options] == [str(north.pk), str(other.pk), NEW, NONE]
    assert proposals(result) == {}
    found = answer_questions(by=by, brought=found, answers={question.code: str(other.pk)})
    assert set(states(checked(by, found)).values()) == {RowState.OK}
    take_in_list(by=by, brought=found, now=NOW)
    assert set(Registration.objects.values_list("organisation_id", flat=True)) == {other.pk}


def test_single_meaning_of_abbreviation_is_proposed_not_taken(
    by: Actor, event: Event, north: Organisation
) -> None:
    found = brought(by, event, f"{HEAD}1\tก ข\t\tมตน.\n")
    result = checked(by, found)
    assert states(result) == {2: RowState.ASKED}
    assert proposals(result) == {result.shared[0].code: str(north.pk)}


def test_unknown_institution_can_be_left_empty(by: Actor, event: Event) -> None:
    found = brought(by, event, f"{HEAD}1\tก ข\t\tที่ไหนสักแห่ง\n")
    [question] = checked(by, found).shared
    found = answer_questions(by=by, brought=found, answers={question.code: NONE})
    take_in_list(by=by, brought=found, now=NOW)
    assert Registration.objects.get().organisation is None
    assert Organisation.objects.count() == 0


def test_institutions_of_event_are_named(by: Actor, event: Event, north: Organisation) -> None:
    text = "สถาบัน,ชื่อย่อ\nมหาวิทยาลัยตัวอย่างเหนือ,\nมหาวิทยาลัยตัวอย่างใต้,มตต.\nมหาวิทยาลัยตัวอย่างเหนือ,\n"
    found = brought(by, event, text, "institutions")
    result = checked(by, found)
    assert states(result) == {2: RowState.OK, 3: RowState.ASKED, 4: RowState.DUPLICATE}
    found = answer_questions(by=by, brought=found, answers=new_names(result))
    taken = take_in_list(by=by, brought=found, now=NOW)
    assert taken.outcome["counts"] == {
        "organisations": 1,
        "named": 2,
        "present": 0,
        "duplicate": 1,
        "left_out": 0,
    }
    named = ParticipatingInstitution.objects.filter(event=event, brought_by=taken)
    assert {each.organisation.name_th for each in named} == {"มหาวิทยาลัยตัวอย่างเหนือ", "มหาวิทยาลัยตัวอย่างใต้"}
    again = brought(by, event, text, "institutions")
    assert states(checked(by, again)) == {2: RowState.PRESENT, 3: RowState.PRESENT, 4: RowState.DUPLICATE}
    undo_list(by=by, brought=taken)
    assert ParticipatingInstitution.objects.count() == 0
    assert [each.name_th for each in Organisation.objects.all()] == ["มหาวิทยาลัยตัวอย่างเหนือ"]


def test_misspelt_institution_is_offered_the_right_one_and_not_added_at_once(
    by: Actor, event: Event, north: Organisation
) -> None:
    text = f"{HEAD}1\tก ข\t\tมหาวิทยาลัยตัวอย่างเหนอ\n2\tค ง\t\tวิทยาลัยดนตรีพื้นบ้าน\n3\tจ ฉ\t\tคณะสังคมศาสตร์ มหาวิทยาลัยตัวอย่างเหนือ\n"
    result = checked(by, brought(by, event, text))
    misspelt, unknown, part = result.shared
    assert new_names(result) == {unknown.code: NEW}
    offer_near([misspelt, part])
    assert [option.value for option in misspelt.options] == [str(north.pk), NEW, NONE]
    assert [option.value for option in part.options] == [str(north.pk), NEW, NONE]
