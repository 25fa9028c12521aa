"""The bodies of the demo, as the pages show them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from samphan.governance.models import Body
from samphan.governance.queries.board import board
from samphan.governance.queries.terms import vacancies
from samphan.tenancy.scope import system_scope
from samphan.web.demo.bodies import add_bodies, add_ent_board
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from tests.personas import World

pytestmark = pytest.mark.django_db


def test_board_of_ent_states_more_seats_than_names(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = add_ent_board(by)
        found = board(by, body, dt.date(2021, 11, 8))
        rows = [
            (str(row.group.position.title_th), row.holding.term.name_th)
            for row in found.rows()
            if row.holding
        ]
        counts = found.counts
        assert (found.stated, counts.seats, counts.listed, counts.listed_unclear, len(rows)) == (
            21,
            0,
            8,
            8,
            8,
        )
        assert (rows[0], rows[-1]) == (
            ("นายกสมาคม", "ศ.ดร.วิจิตร ศรีสอ้าน"),
            ("เลขาธิการ", "รศ.ดร.ชลวิทย์ เจียรจิตต์"),
        )
        assert list(board(by, body, dt.date(2021, 11, 7)).rows()) == []


def test_sample_committee_changes_over_the_years(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        places = {str(n): make_organisation(by, f"มหาวิทยาลัยสมมุติ{n}") for n in range(4)}
        committee = add_bodies(by, places)
        days = (dt.date(2021, 4, 1), dt.date(2022, 12, 1), dt.date(2023, 4, 1), dt.date(2026, 1, 1))
        counted = [board(by, committee, day).counts for day in days]
        assert [(each.seats, each.filled) for each in counted] == [(6, 5), (6, 4), (6, 6), (6, 5)]
        chair = next(row for row in board(by, committee, days[1]).rows())
        assert chair.holding is not None
        assert (chair.holding.term.capacity, chair.line and chair.line.vacant_since) == (
            "acting",
            dt.date(2022, 10, 1),
        )
        now = board(by, committee, days[3])
        assert (len(now.again), [str(each.name) for each in now.left], now.came) == (
            5,
            ["ดร.รอบคอบ ตรวจทาน"],
            (),
        )
        empty = [each for each in vacancies(by, days[3]) if each.seat.body_id == committee.pk]
        assert [(each.since, str(each.last and each.last.name)) for each in empty] == [
            (dt.date(2025, 4, 1), "ดร.รอบคอบ ตรวจทาน")
        ]
        assert Body.objects.filter(parent=committee).count() == 1
