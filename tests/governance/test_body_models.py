"""What the database itself holds to."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from samphan.governance.models import Body, Position, Seat, Term
from samphan.tenancy.scope import system_scope
from tests.factories.bodies import day
from tests.factories.directory import make_person

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from tests.personas import World

pytestmark = pytest.mark.django_db


def seat_of(by: Actor) -> Seat:
    body = Body.objects.create(network_id=by.network_id, kind="board", name_th="คณะกรรมการ")
    position = Position.objects.create(network_id=by.network_id, body=body, title_th="นายก")
    return Seat.objects.create(network_id=by.network_id, body=body, position=position, number=1)


def term(by: Actor, seat: Seat, since: str, until: str = "", **words: Any) -> Term:
    return Term.objects.create(
        network_id=by.network_id,
        body_id=seat.body_id,
        position_id=seat.position_id,
        seat=seat,
        person=make_person(by),
        name_th="สมชาย ใจดี",
        since=day(since),
        until=day(until) if until else None,
        **words,
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("2019-01-01", "2021-12-31"), ("2021-12-31", "")),
        (("2019-01-01", ""), ("2023-05-01", "2024-05-01")),
        (("2019", "2022"), ("2020-06-01", "2020-06-30")),
        (("2020-03", ""), ("2021", "")),
    ],
)
def test_seat_held_by_two_at_once(world: World, first: Any, second: Any) -> None:
    with system_scope("test", world.a.pk) as by:
        seat = seat_of(by)
        term(by, seat, *first)
        with pytest.raises(IntegrityError, match="governance_seat_held_once"), transaction.atomic():
            term(by, seat, *second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("2019-01-01", "2021-12-31"), ("2022-01-01", "")),
        (("2019", "2022"), ("2022", "")),
        (("2019-01-01", "2022"), ("2022-06", "")),
    ],
)
def test_seat_passed_on_with_half_known_dates(world: World, first: Any, second: Any) -> None:
    with system_scope("test", world.a.pk) as by:
        seat = seat_of(by)
        term(by, seat, *first)
        term(by, seat, *second)
        assert Term.objects.filter(seat=seat).count() == 2


def test_acting_beside_the_holder(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        seat = seat_of(by)
        term(by, seat, "2020-01-01")
        term(by, seat, "2020-01-01", capacity="acting")
        assert [each.capacity for each in Term.objects.on(dt.date(2020, 5, 1)).order_by("pk")] == [
            "substantive",
            "acting",
        ]
