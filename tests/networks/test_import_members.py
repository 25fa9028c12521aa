"""Lists of members and of their representatives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from samphan.directory.actions import add_organisation
from samphan.directory.actions.imports import answer_questions, take_in_list
from samphan.directory.actions.imports_undo import undo_list
from samphan.directory.models import Organisation
from samphan.directory.queries.imports import NONE, RowState
from samphan.kit.errors import Problem
from samphan.networks.actions.membership import change_member
from samphan.networks.models import Member, MemberCategory, MembershipPeriod, Representative
from samphan.tenancy.scope import user_scope
from tests.directory.lists import NOW, brought, checked, said, settled, states, taken_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import DjangoAssertNumQueries

    from samphan.kit.actor import Actor
    from tests.personas import World

MEMBERS = (
    "หน่วยงาน,ประเภทสมาชิก,เลขที่สมาชิก,เป็นสมาชิกตั้งแต่,ถึงวันที่\n"
    "มหาวิทยาลัยก,สามัญ,001,8 พ.ย. 2564,\n"
    "มหาวิทยาลัยข,,002,2565,31/12/2567\n"
)


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    """The secretariat of network A, in its scope, reading English."""
    with translation.override("en"), user_scope(world.users["secretariat"], "alpha") as actor:
        MemberCategory.objects.create(network_id=actor.network_id, name_th="สามัญ", name_en="Ordinary")
        yield actor


def test_take_in_members_admits_each(by: Actor) -> None:
    known = add_organisation(by=by, kind="university", name_th="มหาวิทยาลัยก")
    taken = taken_in(by, "memberships", MEMBERS)
    first, second = Member.objects.select_related("organisation").order_by("number")
    assert (first.organisation_id, first.number, str(first.since.from_on)) == (known.pk, "001", "2021-11-08")
    assert (second.organisation.name_th, second.since.precision, str(second.until.from_on)) == (
        "มหาวิทยาลัยข",
        "year",
        "2024-12-31",
    )
    assert first.periods.get().category.name_th == "สามัญ"
    assert taken.outcome["counts"] == {
        "members": 2,
        "organisations": 1,
        "present": 0,
        "duplicate": 0,
        "left_out": 0,
    }


def test_undo_members_removes_them_with_their_periods(by: Actor) -> None:
    taken = taken_in(by, "memberships", MEMBERS)
    undone = undo_list(by=by, brought=taken)
    assert undone.outcome["stays"] == []
    assert not Member.objects.exists()
    assert not MembershipPeriod.objects.exists()
    assert not Organisation.objects.exists()


def test_undo_members_keeps_what_was_changed_and_names_it(by: Actor) -> None:
    taken = taken_in(by, "memberships", MEMBERS)
    changed = Member.objects.get(number="001")
    change_member(by=by, member=changed, note="ตรวจแล้ว")
    undone = undo_list(by=by, brought=taken)
    assert [(kind, name, why) for kind, _pk, why, name in undone.outcome["stays"]] == [
        ("networks.member", "มหาวิทยาลัยก", "changed"),
        ("directory.organisation", "มหาวิทยาลัยก", "used"),
    ]
    assert [each.pk for each in Member.objects.all()] == [changed.pk]


def test_check_members_says_what_is_wrong_at_its_cell(by: Actor) -> None:
    add_organisation(by=by, kind="university", name_th="มหาวิทยาลัยก")
    taken_in(by, "memberships", "หน่วยงาน\nมหาวิทยาลัยก\n")
    text = (
        "หน่วยงาน,ประเภทสมาชิก,เลขที่สมาชิก,เป็นสมาชิกตั้งแต่,ถึงวันที่\n"
        "มหาวิทยาลัยก,,,,\nมหาวิทยาลัยค,วิสามัญ,,,\nมหาวิทยาลัยง,,,2565,2564\nมหาวิทยาลัยจ,,,เมื่อวาน,\n"
        "มหาวิทยาลัยฉ,,9,,\nมหาวิทยาลัยฉ,,9,,\n,สามัญ,,,\n"
    )
    result = checked(by, settled(by, brought(by, "memberships", text)))
    assert states(result) == {
        2: RowState.PRESENT,
        3: RowState.PROBLEM,
        4: RowState.PROBLEM,
        5: RowState.PROBLEM,
        6: RowState.OK,
        7: RowState.DUPLICATE,
        8: RowState.PROBLEM,
    }
    assert [said(row) for row in result.rows[1:4]] == [
        ["The network has no category of members by this name."],
        ["The end must not lie before the beginning."],
        ["This is not a date that can be read. Write it as 31/3/2569, 3/2569 or 2569."],
    ]


def test_organisation_that_is_left_out_leaves_its_rows_out(by: Actor) -> None:
    found = brought(by, "memberships", "หน่วยงาน\nสำนักงานที่ไม่มีใครรู้จัก\n")
    [question] = checked(by, found).shared
    found = answer_questions(by=by, brought=found, answers={question.code: NONE})
    assert states(checked(by, found)) == {2: RowState.LEFT_OUT}
    with pytest.raises(Problem, match="nothing to take in"):
        take_in_list(by=by, brought=found, now=NOW)


def test_representatives_are_named_for_members_only(by: Actor) -> None:
    taken_in(by, "memberships", MEMBERS)
    add_organisation(by=by, kind="university", name_th="มหาวิทยาลัยที่ไม่เป็นสมาชิก")
    text = (
        "สังกัด,ชื่อ-สกุล,อีเมล,โทรศัพท์,ประเภทผู้แทน,ตั้งแต่\n"
        "มหาวิทยาลัยก,ผศ.ดร.มานี ใจดี,Manee@Example.org,0812345678,หลัก,1 ม.ค. 2568\n"
        "มหาวิทยาลัยก,นายปิติ ใจงาม,piti@example.org,,สำรอง,\n"
        "มหาวิทยาลัยที่ไม่เป็นสมาชิก,นายชูใจ,chujai@example.org,,,\n"
        "มหาวิทยาลัยข,นายวีระ,ไม่ใช่อีเมล,,,\n"
        "มหาวิทยาลัยข,นายวีระ,veera@example.org,,ใหญ่,\n"
    )
    found = brought(by, "representatives", text)
    result = checked(by, found)
    assert [said(row) for row in result.rows] == [
        [],
        [],
        ["This organisation is not a member."],
        ["This is not an e-mail address."],
        ["This is not one of the usual words."],
    ]
    found = answer_questions(by=by, brought=found, answers={f"out-{row}": "yes" for row in (4, 5, 6)})
    taken = take_in_list(by=by, brought=found, now=NOW)
    named = Representative.objects.order_by("pk").values_list("email", "phone", "kind", "name")
    assert list(named) == [
        ("manee@example.org", "0812345678", "lead", "ผศ.ดร.มานี ใจดี"),
        ("piti@example.org", "", "alternate", "นายปิติ ใจงาม"),
    ]
    undo_list(by=by, brought=taken)
    assert not Representative.objects.exists()


def test_row_that_breaks_leaves_nothing_and_is_named(by: Actor) -> None:
    taken_in(by, "memberships", MEMBERS)
    text = (
        "สังกัด,ชื่อ-สกุล,อีเมล,ประเภทผู้แทน\n"
        "มหาวิทยาลัยข,นายหนึ่ง,one@example.org,หลัก\n"
        "มหาวิทยาลัยข,นายสอง,two@example.org,หลัก\n"
    )
    found = brought(by, "representatives", text)
    with pytest.raises(Problem, match=r"Row 3: .*leads at that time"):
        take_in_list(by=by, brought=found, now=NOW)
    assert not Representative.objects.exists()
    found.refresh_from_db()
    assert (found.state, found.created) == ("preview", [])


@pytest.mark.parametrize(
    ("kind", "head"), [("memberships", "หน่วยงาน"), ("representatives", "สังกัด,ชื่อ-สกุล,อีเมล")]
)
def test_check_needs_same_number_of_statements_for_any_length(
    by: Actor, django_assert_num_queries: DjangoAssertNumQueries, kind: str, head: str
) -> None:
    add_organisation(by=by, kind="university", name_th="มหาวิทยาลัยก")
    expected = {"memberships": 5, "representatives": 5}[kind]
    for count in (1, 3):
        rows = "".join(f"มหาวิทยาลัยก,นายคน{n},p{n}@example.org\n" for n in range(count))
        found = brought(by, kind, f"{head}\n{rows}")
        with django_assert_num_queries(expected):
            checked(by, found)
