"""Lists of agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from samphan.agreements.models import Agreement, Party
from samphan.directory.actions import add_organisation
from samphan.directory.actions.imports_undo import undo_list
from samphan.directory.queries.imports import RowState
from samphan.tenancy.scope import user_scope
from tests.directory.lists import brought, checked, said, states, taken_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor
    from tests.personas import World

HEAD = "ชื่อข้อตกลง,ประเภท,หน่วยงานคู่สัญญา,วันที่ลงนาม,วันสิ้นสุด,เลขที่\n"


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    """The secretariat of network A, in its scope, reading English."""
    with translation.override("en"), user_scope(world.users["secretariat"], "alpha") as actor:
        add_organisation(by=actor, kind="university", name_th="มหาวิทยาลัยก")
        add_organisation(by=actor, kind="agency", name_th="สำนักงานกลาง")
        yield actor


def test_take_in_agreements_with_known_and_new_parties(by: Actor) -> None:
    text = (
        f"{HEAD}ความร่วมมือด้านชุมชน,MOU,มหาวิทยาลัยก; สำนักงานกลาง,8 พ.ย. 2564,7/11/2569,001/2564\n"
        "การใช้ห้องร่วม,สัญญา,มหาวิทยาลัยก;บริษัทใหม่จำกัด,2567,ไม่มีกำหนด,\n"
    )
    taken = taken_in(by, "agreements", text)
    first, second = Agreement.objects.order_by("pk")
    assert (first.kind, first.ending, str(first.ends.from_on), first.paper_number) == (
        "mou",
        "fixed",
        "2026-11-07",
        "001/2564",
    )
    assert (second.kind, second.ending, second.signed_on.precision) == ("contract", "open", "year")
    names = Party.objects.filter(agreement=second).order_by("order")
    assert list(names.values_list("organisation__name_th", flat=True)) == ["มหาวิทยาลัยก", "บริษัทใหม่จำกัด"]
    assert (taken.outcome["counts"]["agreements"], taken.outcome["counts"]["organisations"]) == (2, 1)
    again = checked(by, brought(by, "agreements", text))
    assert states(again) == {2: RowState.PRESENT, 3: RowState.PRESENT}
    undone = undo_list(by=by, brought=taken)
    assert (undone.outcome["stays"], Agreement.objects.count()) == ([], 0)


def test_check_agreements_says_what_is_wrong(by: Actor) -> None:
    text = (
        f"{HEAD}ฝ่ายเดียว,,มหาวิทยาลัยก,,,\nคนเดียวสองครั้ง,,มหาวิทยาลัยก;ม.ก;มหาวิทยาลัยก,,,\n"
        ",,มหาวิทยาลัยก;สำนักงานกลาง,,,\nกลับทาง,,มหาวิทยาลัยก;สำนักงานกลาง,2567,2566,\n"
    )
    result = checked(by, brought(by, "agreements", text))
    apart = "An agreement has at least two parties; write them with a semicolon between."
    assert said(result.rows[0]) == [apart]
    assert said(result.rows[2]) == ["There is no title in this row."]
    assert said(result.rows[3]) == ["The end must not lie before the beginning."]
