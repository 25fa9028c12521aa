"""Lists of who sits where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from samphan.directory.actions.imports import take_in_list
from samphan.directory.actions.imports_undo import undo_list
from samphan.directory.models import Person
from samphan.directory.queries.imports import RowState
from samphan.governance.models import Body, Position, Seat, Term
from samphan.kit.errors import Problem
from samphan.tenancy.scope import user_scope
from tests.directory.lists import NOW, brought, checked, said, states, taken_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor
    from tests.personas import World

HEAD = "คณะกรรมการ,ตำแหน่ง,ชื่อ-สกุล,สังกัด,ตั้งแต่,ถึงวันที่\n"


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    """The secretariat of network A with a board of a president and two members."""
    with translation.override("en"), user_scope(world.users["secretariat"], "alpha") as actor:
        board = Body.objects.create(network_id=actor.network_id, kind="board", name_th="คณะกรรมการบริหาร")
        for order, (title, count) in enumerate((("ประธาน", 1), ("กรรมการ", 2))):
            position = Position.objects.create(
                network_id=actor.network_id, body=board, title_th=title, order=order
            )
            for number in range(1, count + 1):
                Seat.objects.create(network_id=actor.network_id, body=board, position=position, number=number)
        yield actor


def test_take_in_terms_appoints_with_titles_taken_apart(by: Actor) -> None:
    text = (
        f"{HEAD}คณะกรรมการบริหาร,ประธาน,ศ.ดร.มานี ใจดี,มหาวิทยาลัยก,1 ม.ค. 2568,31 ธ.ค. 2569\n"
        "คณะกรรมการบริหาร,กรรมการ,นายปิติ ใจงาม,,2568,\n"
    )
    taken = taken_in(by, "terms", text)
    first, second = Term.objects.select_related("seat", "person", "on_behalf").order_by("pk")
    assert (first.person.academic_title, first.person.given_name_th) == ("professor", "มานี")
    assert (first.seat.number, first.on_behalf.name_th, str(first.since.from_on)) == (
        1,
        "มหาวิทยาลัยก",
        "2025-01-01",
    )
    assert (second.seat, second.in_seats, second.since.precision) == (None, "not_stated", "year")
    assert taken.outcome["counts"]["terms"] == 2
    undone = undo_list(by=by, brought=taken)
    assert undone.outcome["stays"] == []
    assert (Term.objects.count(), Person.objects.count()) == (0, 0)


def test_check_terms_names_what_the_network_lacks(by: Actor) -> None:
    text = (
        f"{HEAD}คณะทำงานที่ไม่มี,ประธาน,นายก ข,,,\nคณะกรรมการบริหาร,เลขานุการ,นายก ข,,,\n"
        "คณะกรรมการบริหาร,ประธาน,นายก ข,,2569,2568\nคณะกรรมการบริหาร,ประธาน,นายก ข,,2568,\nคณะกรรมการบริหาร,ประธาน,นายก ข,,2568,\n"
    )
    result = checked(by, brought(by, "terms", text))
    assert [said(row) for row in result.rows] == [
        ["The network has no body by this name."],
        ["The body has no such position."],
        ["The end must not lie before the beginning."],
        [],
        [],
    ]
    assert [states(result)[row] for row in (5, 6)] == [RowState.OK, RowState.DUPLICATE]


def test_seat_that_is_taken_refuses_the_whole_list_by_its_row(by: Actor) -> None:
    taken_in(by, "terms", f"{HEAD}คณะกรรมการบริหาร,ประธาน,นายหนึ่ง ต้น,,1/1/2568,31/12/2568\n")
    text = (
        f"{HEAD}คณะกรรมการบริหาร,กรรมการ,นายสอง ปลาย,,1/1/2568,\n"
        "คณะกรรมการบริหาร,ประธาน,นายสาม กลาง,,1/6/2568,\n"
    )
    found = brought(by, "terms", text)
    with pytest.raises(Problem, match=r"Row 3: "):
        take_in_list(by=by, brought=found, now=NOW)
