"""What was written on the live boards stands in part one of the report, as far as everybody could read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from samphan.boards.queries.summary import board_summaries
from samphan.directory.actions import add_organisation
from samphan.events.actions.hosts import HostRow, arrange_hosts
from samphan.reports.actions.report import open_report
from samphan.reports.queries.state import state_of
from samphan.tenancy.scope import system_scope
from tests.boards.conftest import make_room

if TYPE_CHECKING:
    from tests.personas import World

pytestmark = pytest.mark.django_db


def test_report_tells_what_the_boards_gathered(world: World) -> None:
    room = make_room(world)
    client = world.client("secretariat")
    keys = [room.phone().write(room.prompts[0], f"ความคิด {number}") for number in range(4)]
    with system_scope("test", world.a.pk) as by:
        assert board_summaries(room.event) == ()
        organisation = add_organisation(by=by, kind="university", name_th="มหาวิทยาลัยทดสอบ", name_en="")
        arrange_hosts(by=by, event=room.event, rows=[HostRow(organisation=organisation, role="main_host")])
        report = open_report(
            by=by,
            event=room.event,
            organisation=organisation,
            profile_code="participation-2569",
            round_year=2570,
        )
    assert room.act(client, "reveal", prompt=room.prompts[0]).status_code == 200
    assert room.act(client, "cluster", cards=keys[:3], title="น้ำสะอาด").status_code == 200
    assert room.act(client, "hide", card=keys[3]).status_code == 200
    with system_scope("test", world.a.pk):
        (summary,) = board_summaries(room.event)
        assert (summary.cards, summary.clusters) == (3, ("น้ำสะอาด",))
        passages = [str(block.text) for block in state_of(report, slug="alpha").composition.blocks()]
    assert "ได้การ์ด 3 ใบ จัดเป็น 1 กลุ่มความคิด ได้แก่ “น้ำสะอาด”" in passages
