"""Lists of organisations: columns guessed, every row explained, abbreviations asked, the whole list undone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from samphan.directory.actions import add_organisation
from samphan.directory.actions.imports import (
    answer_questions,
    bring_list,
    discard_list,
    match_columns,
    reopen_list,
    take_in_list,
)
from samphan.directory.actions.imports_undo import undo_list
from samphan.directory.models import ImportState, ListImport, Organisation, OrganisationName
from samphan.directory.queries.findable import ORGANISATION, organisation_rows
from samphan.directory.queries.imports import NEW, RowState, kinds
from samphan.directory.queries.imports_lines import all_lines, first_rows
from samphan.kit.errors import Problem, Refused
from samphan.kit.sheets import read_table
from samphan.tenancy.models import AuditEntry, SearchRow
from samphan.tenancy.scope import system_scope, user_scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import DjangoAssertNumQueries

    from samphan.directory.queries.imports import Checked
    from samphan.kit.actor import Actor
    from tests.personas import World

NOW = dt.datetime(2026, 3, 31, 9, 0, tzinfo=dt.UTC)
REAL = (
    Path(__file__).resolve().parents[3]
    / "shared"
    / "data"
    / "organisations-thai"
    / "mua_wikipedia_list_242rows.csv"
)
LIST = """ลำดับ\tชื่อหน่วยงาน\tชื่อภาษาอังกฤษ\tชื่อย่อ\tสังกัด\tเว็บไซต์\tโทรศัพท์
1\tมหาวิทยาลัยตัวอย่างเหนือ\tNorthern Sample University\tมตน., NSU\t\twww.nsu.example.ac.th\t053-000000
2\tคณะสังคมศาสตร์ มหาวิทยาลัยตัวอย่างเหนือ\t\t\tมหาวิทยาลัยตัวอย่างเหนือ\t\t053-111111
3\tมูลนิธิแม่น้ำสามสาย\t\t\t-\t\t
"""


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    """The secretariat of network A, in its scope."""
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


def brought(by: Actor, text: str | bytes) -> ListImport:
    """A list with its columns matched as guessed."""
    found = bring_list(by=by, kind=kinds()["organisations"], sheet=read_table(text))
    columns = {int(column): code for column, code in found.columns.items()}
    return match_columns(by=by, brought=found, header_row=found.header_row, columns=columns)


def checked(by: Actor, found: ListImport) -> Checked:
    fresh = ListImport.objects.get(pk=found.pk)
    return kinds()[found.kind].check(by, fresh, all_lines(fresh))


def states(result: Checked) -> dict[int, RowState]:
    return {row.number: row.state for row in result.rows}


def take_in(by: Actor, text: str | bytes) -> ListImport:
    return take_in_list(by=by, brought=brought(by, text), now=NOW)


def test_bring_list_guesses_columns(by: Actor) -> None:
    found = bring_list(by=by, kind=kinds()["organisations"], sheet=read_table(LIST))
    assert found.header_row == 1
    assert found.columns == {
        "0": "not_kept",
        "1": "name_th",
        "2": "name_en",
        "3": "abbreviation_th",
        "4": "parent",
        "5": "website",
        "6": "not_kept",
    }
    assert found.state == ImportState.MAPPING
    assert Organisation.objects.count() == 0


def test_take_in_list_makes_organisations_as_if_entered(by: Actor) -> None:
    taken = take_in(by, LIST)
    university, faculty, foundation = Organisation.objects.order_by("pk")
    assert (university.name_th, university.name_en) == ("มหาวิทยาลัยตัวอย่างเหนือ", "Northern Sample University")
    assert (university.abbreviation_th, university.abbreviation_en) == ("มตน.", "NSU")
    assert university.website == "https://www.nsu.example.ac.th"
    assert [each.kind for each in (university, faculty, foundation)] == [
        "university",
        "faculty",
        "foundation",
    ]
    assert (faculty.parent_id, foundation.parent_id) == (university.pk, None)
    assert university.kept_by_id == by.network_id
    assert sorted(university.names.values_list("kind", "text")) == [
        ("abbreviation", "NSU"),
        ("abbreviation", "มตน."),
        ("name", "Northern Sample University"),
        ("name", "มหาวิทยาลัยตัวอย่างเหนือ"),
    ]
    assert SearchRow.objects.filter(kind="directory.organisation").count() == 3
    assert taken.outcome == {"counts": {"organisations": 3, "present": 0, "duplicate": 0, "left_out": 0}}
    entry = AuditEntry.objects.get(act="take_in_list")
    assert entry.changes["counts"] == [None, taken.outcome["counts"]]
    assert entry.object_label_en == "pasted list: organisations"


def test_take_in_list_makes_same_search_rows_as_records_do(by: Actor) -> None:
    text = (
        "ชื่อไทย\tชื่ออังกฤษ\tชื่อย่อ\tสังกัด\tจังหวัด\tชื่ออื่น\tror\tdomain\n"
        "มหาวิทยาลัยทักษิณ\tThaksin Univ.\tมทษ.; TSU\t\tสงขลา\tม.ทักษิน\t05m2fqn25\ttsu.ac.th\n"
        "คณะศิลปกรรมศาสตร์ ม.ทักษิณ\t\t\tมหาวิทยาลัยทักษิณ\tพัทลุง\t\t\t\n"
    )
    found = take_in(by, text)
    assert found.state == ImportState.DONE
    records = list(Organisation.objects.order_by("id"))
    assert [each.parent_id for each in records] == [None, records[0].pk]
    rows = SearchRow.objects.filter(kind=ORGANISATION).order_by("object_id")
    fields = [field.attname for field in SearchRow._meta.concrete_fields if not field.primary_key]
    assert list(rows.values_list(*fields)) == [
        tuple(getattr(each, name) for name in fields) for each in organisation_rows(records)
    ]


def test_take_in_list_forgets_what_was_not_asked_for(by: Actor) -> None:
    taken = take_in(by, LIST)
    assert "053-000000" not in str(first_rows(taken, 1000))
    assert first_rows(taken, 2)[1][1] == "มหาวิทยาลัยตัวอย่างเหนือ"


def test_take_in_list_again_adds_nothing(by: Actor) -> None:
    take_in(by, LIST)
    again = take_in(by, LIST)
    assert again.outcome["counts"] == {"organisations": 0, "present": 3, "duplicate": 0, "left_out": 0}
    assert Organisation.objects.count() == 3
    assert undo_list(by=by, brought=again).outcome["removed"] == {}
    assert Organisation.objects.count() == 3


def test_check_list_counts_repeated_row_once_and_keeps_what_it_adds(by: Actor) -> None:
    text = "ชื่อ,ชื่อย่อ,ชื่อย่อภาษาอังกฤษ\nมหาวิทยาลัยก,มก.,\nมหาวิทยาลัยข,มข.,\n มหาวิทยาลัยก ,ม.ก.,KU\n"
    found = brought(by, text)
    result = checked(by, found)
    assert states(result) == {2: RowState.OK, 3: RowState.OK, 4: RowState.DUPLICATE}
    assert result.rows[2].notes == ["The same as row 2; it is counted once."]
    take_in_list(by=by, brought=found, now=NOW)
    first = Organisation.objects.get(name_th="มหาวิทยาลัยก")
    assert (first.abbreviation_th, first.abbreviation_en) == ("มก.", "KU")


def test_check_list_asks_about_other_spelling(by: Actor) -> None:
    found = brought(by, "ชื่อ\nมหาวิทยาลัยราชภัฏตัวอย่าง\nม.ราชภัฎตัวอย่าง\n")
    row = checked(by, found).rows[1]
    assert (row.state, row.questions[0].label) == (
        RowState.OK,
        "Is this row 2, “มหาวิทยาลัยราชภัฏตัวอย่าง”, in another spelling?",
    )
    found = answer_questions(by=by, brought=found, answers={"same-3": "yes"})
    assert states(checked(by, found)) == {2: RowState.OK, 3: RowState.DUPLICATE}


def test_check_list_asks_about_abbreviation_with_several_meanings(by: Actor) -> None:
    one = add_organisation(by=by, kind="university", name_th="มหาวิทยาลัยแรก", abbreviation_th="สออ.")
    two = add_organisation(by=by, kind="international", name_th="สมาคมสถาบันอุดมศึกษา", abbreviation_th="สออ.")
    found = brought(by, "ชื่อ\nสออ.\n")
    result = checked(by, found)
    [question] = result.rows[0].questions
    assert states(result) == {2: RowState.ASKED}
    assert question.proposal == ""
    assert [option.value for option in question.options] == [str(one.pk), str(two.pk), NEW]
    with pytest.raises(Problem, match="Some rows still need an answer"):
        take_in_list(by=by, brought=found, now=NOW)
    found = answer_questions(by=by, brought=found, answers={"known-2": str(two.pk)})
    assert states(checked(by, found)) == {2: RowState.PRESENT}


def test_check_list_asks_about_single_meaning_of_abbreviation_without_proposing_it(by: Actor) -> None:
    one = add_organisation(by=by, kind="university", name_th="สถาบันการอาชีวศึกษา", abbreviation_th="สออ.")
    [row] = checked(by, brought(by, "ชื่อ\nสออ.\n")).rows
    assert (row.state, row.questions[0].proposal) == (RowState.ASKED, "")
    assert [option.value for option in row.questions[0].options] == [str(one.pk), NEW]


def test_check_list_ignores_answer_that_nobody_could_give(by: Actor) -> None:
    add_organisation(by=by, kind="university", name_th="มหาวิทยาลัยแรก", abbreviation_th="มร.")
    found = brought(by, "ชื่อ\nมร.\n")
    for answer in ("999999999", "9" * 30, "<script>", "-1"):
        found = answer_questions(by=by, brought=found, answers={"known-2": answer})
        assert states(checked(by, found)) == {2: RowState.ASKED}


@pytest.mark.parametrize(
    ("cells", "field", "message"),
    [
        ("", "name_th", ""),
        ("-\tEN\t\t", "name_th", "There is no name in this row."),
        ("ก" * 301 + "\t\t\t", "name_th", "Longer than 300 characters."),
        ("มหาวิทยาลัยก\t\t" + "ก" * 41 + "\t", "abbreviation_th", "Longer than 40 characters."),
        ("มหาวิทยาลัยก\t\t\tไม่มีเว็บ", "website", "This is not the address of a website."),
        ("มหาวิทยาลัยก\t\t\tjavascript:alert(1)", "website", "This is not the address of a website."),
        ("\u200b\u200b\tx\t\t", None, ""),
    ],
)
def test_check_list_says_what_is_wrong_at_its_row(
    by: Actor, cells: str, field: str | None, message: str
) -> None:
    found = brought(by, f"ชื่อ\tname in english\tชื่อย่อ\tเว็บไซต์\nมหาวิทยาลัยข\t\t\t\n{cells}\n")
    rows = checked(by, found).rows
    if not cells:
        assert [row.number for row in rows] == [2]
        return
    troubles = [(each.field, each.message) for each in rows[1].troubles]
    assert troubles == ([(field, message)] if field else [])
    assert rows[1].state == (RowState.PROBLEM if field else RowState.OK)


def test_correct_cell_mends_row(by: Actor) -> None:
    found = brought(by, "ชื่อ\tเว็บไซต์\nมหาวิทยาลัยก\tไม่มี\n")
    assert states(checked(by, found)) == {2: RowState.PROBLEM}
    found = answer_questions(by=by, brought=found, answers={"cell-2-website": ""})
    assert states(checked(by, found)) == {2: RowState.OK}
    assert checked(by, found).rows[0].subject.website == ""


def test_leave_row_out_lets_rest_in(by: Actor) -> None:
    found = brought(by, "ชื่อ\tเว็บไซต์\nมหาวิทยาลัยก\t\nรวม 2 แห่ง\tไม่มี\n")
    found = answer_questions(by=by, brought=found, answers={"out-3": "yes"})
    taken = take_in_list(by=by, brought=found, now=NOW)
    assert taken.outcome["counts"]["left_out"] == 1
    assert [each.name_th for each in Organisation.objects.all()] == ["มหาวิทยาลัยก"]


def test_take_in_list_with_nothing_left_is_refused(by: Actor) -> None:
    found = answer_questions(by=by, brought=brought(by, "ชื่อ\nมหาวิทยาลัยก\n"), answers={"out-2": "yes"})
    with pytest.raises(Problem, match="There is nothing to take in"):
        take_in_list(by=by, brought=found, now=NOW)


def test_parents_in_a_circle_are_a_problem(by: Actor) -> None:
    found = brought(by, "ชื่อ,สังกัด\nสำนักก,สำนักข\nสำนักข,สำนักก\nสำนักค,สำนักค\nสำนักง,สำนักก\n")
    result = checked(by, found)
    assert states(result) == {
        2: RowState.PROBLEM,
        3: RowState.PROBLEM,
        4: RowState.PROBLEM,
        5: RowState.OK,
    }
    assert result.rows[2].troubles[0].message == "An organisation cannot be a part of itself."


def test_unknown_parent_is_asked_once(by: Actor) -> None:
    found = brought(by, "ชื่อ,สังกัด\nคณะหนึ่ง,มหาวิทยาลัยใหม่\nคณะสอง,ม.ใหม่\nคณะสาม,มหาวิทยาลัยใหม่\n")
    result = checked(by, found)
    [question] = result.shared
    assert (question.rows, question.subject) == ([2, 3, 4], "มหาวิทยาลัยใหม่")
    found = answer_questions(by=by, brought=found, answers={question.code: NEW})
    take_in_list(by=by, brought=found, now=NOW)
    parent = Organisation.objects.get(name_th="มหาวิทยาลัยใหม่")
    assert Organisation.objects.filter(parent=parent).count() == 3
    assert Organisation.objects.count() == 4


def test_kind_is_guessed_and_can_be_corrected(by: Actor) -> None:
    found = brought(by, "ชื่อ,ประเภท\nศูนย์ประสานงาน,\nกลุ่มแม่บ้าน,ชุมชน\nอะไรสักอย่าง,\n")
    rows = checked(by, found).rows
    assert [row.subject.kind for row in rows] == ["unit", "community", "other"]
    assert rows[2].notes == ["The name does not say what kind of organisation this is."]
    found = answer_questions(by=by, brought=found, answers={"kind-4": "association", "kind-2": "nonsense"})
    assert [row.subject.kind for row in checked(by, found).rows] == ["unit", "community", "association"]


def test_undo_list_removes_what_it_created(by: Actor) -> None:
    taken = take_in(by, LIST)
    undone = undo_list(by=by, brought=taken)
    assert undone.state == ImportState.UNDONE
    assert undone.outcome["removed"] == {"directory.organisation": 3}
    assert undone.outcome["stays"] == []
    assert (Organisation.objects.count(), OrganisationName.objects.count()) == (0, 0)
    assert SearchRow.objects.filter(kind="directory.organisation").count() == 0
    assert AuditEntry.objects.get(act="undo_list").changes["removed"] == [{"directory.organisation": 3}, None]


def test_undo_list_keeps_what_was_used_or_changed_since(by: Actor) -> None:
    from samphan.directory.actions import describe_organisation

    taken = take_in(by, LIST)
    university, faculty, foundation = Organisation.objects.order_by("pk")
    add_organisation(by=by, kind="unit", name_th="งานใหม่", parent=faculty)
    describe_organisation(
        by=by,
        organisation=foundation,
        version=1,
        parent=None,
        aliases=(),
        kind="foundation",
        name_th="มูลนิธิสามสาย",
    )
    undone = undo_list(by=by, brought=taken)
    assert undone.outcome["removed"] == {}
    assert undone.outcome["stays"] == [
        ["directory.organisation", university.pk, "used", "มหาวิทยาลัยตัวอย่างเหนือ"],
        ["directory.organisation", faculty.pk, "used", "คณะสังคมศาสตร์ มหาวิทยาลัยตัวอย่างเหนือ"],
        ["directory.organisation", foundation.pk, "changed", "มูลนิธิสามสาย"],
    ]


def test_undo_list_keeps_what_another_network_uses(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        taken = take_in(by, "ชื่อ\nมหาวิทยาลัยก\nมหาวิทยาลัยข\nมหาวิทยาลัยค\n")
        shared = Organisation.objects.get(name_th="มหาวิทยาลัยข")
    with system_scope("test", "beta") as other:
        from samphan.networks.actions import admit_member

        admit_member(by=other, organisation=shared, since=None, until=None, note="")
    with user_scope(world.users["secretariat"], "alpha") as by:
        undone = undo_list(by=by, brought=taken)
        assert undone.outcome["removed"] == {"directory.organisation": 2}
        assert undone.outcome["stays"] == [
            ["directory.organisation", shared.pk, "used_elsewhere", "มหาวิทยาลัยข"]
        ]


def test_reopen_list_takes_in_again(by: Actor) -> None:
    undone = undo_list(by=by, brought=take_in(by, LIST))
    again = reopen_list(by=by, brought=undone)
    assert (again.state, again.created, again.outcome) == (ImportState.PREVIEW, [], {})
    take_in_list(by=by, brought=again, now=NOW)
    assert Organisation.objects.count() == 3


def test_discard_list_forgets_rows(by: Actor) -> None:
    discard_list(by=by, brought=brought(by, LIST))
    assert ListImport.objects.count() == 0
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize("act", [undo_list, reopen_list])
def test_act_in_wrong_state_is_a_problem(by: Actor, act: object) -> None:
    found = brought(by, LIST)
    with pytest.raises(Problem, match="meanwhile"):
        act(by=by, brought=found)  # type: ignore[operator]


def test_take_in_list_twice_is_a_problem(by: Actor) -> None:
    found = brought(by, LIST)
    take_in_list(by=by, brought=found, now=NOW)
    with pytest.raises(Problem, match="“taken in” meanwhile"):
        take_in_list(by=by, brought=found, now=NOW)
    assert Organisation.objects.count() == 3


@pytest.mark.parametrize("persona", ["board", "coordinator", "lead", "partner"])
def test_bring_list_without_right_is_refused(world: World, persona: str) -> None:
    with user_scope(world.users[persona], "alpha") as by, pytest.raises(Refused):
        brought(by, LIST)


def test_lists_of_other_network_do_not_show(world: World) -> None:
    with user_scope(world.users["stranger"], "beta") as by:
        foreign = brought(by, "ชื่อ\nความลับของเครือข่ายข\n")
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert not ListImport.objects.for_actor(by).exists()
        with pytest.raises(Problem, match="discarded"):
            take_in_list(by=by, brought=foreign, now=NOW)


def test_check_list_needs_same_number_of_statements_for_any_length(
    by: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 3, 300):
        rows = "".join(f"สำนักที่ {number},ต้นสังกัด {number},สล{number}.\n" for number in range(count))
        found = brought(by, f"ชื่อ,สังกัด,ชื่อย่อ\n{rows}")
        with django_assert_num_queries(3):
            assert len(kinds()["organisations"].check(by, found, all_lines(found)).rows) == count


def test_take_in_list_of_two_thousand_is_quick(by: Actor) -> None:
    import time

    rows = "".join(f"มหาวิทยาลัยตัวอย่างที่ {number},ม{number}.\n" for number in range(2_000))
    found = brought(by, f"ชื่อ,ชื่อย่อ\n{rows}")
    began = time.monotonic()
    take_in_list(by=by, brought=found, now=NOW)
    assert Organisation.objects.count() == 2_000
    assert time.monotonic() - began < 10


def test_hostile_cells_come_through_as_they_are(by: Actor) -> None:
    names = [
        "<script>alert(1)</script>มหาวิทยาลัย",
        "'; drop table x; --มหาวิทยาลัย",
        "{{ 7*7 }}สถาบัน",
        "=1+1สำนัก",
        "สถาบัน%s%n",
    ]
    take_in(by, "ชื่อ\n" + "\n".join(names) + "\n")
    assert sorted(each.name_th for each in Organisation.objects.all()) == sorted(names)


@pytest.mark.skipif(not REAL.exists(), reason="the shared folder of real data is not here")
def test_real_list_comes_in_as_191_organisations(by: Actor) -> None:
    found = bring_list(by=by, kind=kinds()["organisations"], sheet=read_table(REAL.read_bytes(), REAL.name))
    assert found.columns == {"0": "name_th", "1": "abbreviation_th", "2": "abbreviation_en"}
    found = match_columns(
        by=by, brought=found, header_row=1, columns={0: "name_th", 1: "abbreviation_th", 2: "abbreviation_en"}
    )
    taken = take_in_list(by=by, brought=found, now=NOW)
    assert taken.outcome["counts"] == {"organisations": 191, "present": 0, "duplicate": 51, "left_out": 0}
    assert Organisation.objects.count() == 191
    assert Organisation.objects.exclude(kind="university").count() < 10
    [row] = checked(by, brought(by, "ชื่อ\nKRU\n")).rows
    assert (row.state, row.questions[0].proposal, len(row.questions[0].options)) == (RowState.ASKED, "", 3)
