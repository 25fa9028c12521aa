"""Seats are exact: whoever asks at the same moment, nobody gets a seat that is not there, and none stays empty."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from samphan.events.actions.people import CategoryRow, arrange_categories
from samphan.events.actions.registration import accept, register_by_form, withdraw
from samphan.events.actions.registration_settings import CategoryLimit, set_up_registration
from samphan.events.models import Event, Registration, RegistrationState
from samphan.kit.errors import Problem
from samphan.tenancy.scope import system_scope
from tests.factories.directory import make_organisation
from tests.factories.events import make_event
from tests.factories.registration import (
    NOW,
    applicant,
    apply,
    by_link_of,
    form_link,
    invite,
    nominate,
    open_registration,
)
from tests.personas import World, make_world

if TYPE_CHECKING:
    from collections.abc import Callable

ATTEMPTS, AT_ONCE, SEATS = 60, 8, 20
SECONDS = 10


@pytest.fixture
def world(committed: str) -> World:
    return make_world()


def storm(act: Callable[[int], object], attempts: int = ATTEMPTS) -> Counter[str]:
    """Let eight threads, each with a connection of its own, act as often as asked; what came of it."""
    came: Counter[str] = Counter()
    lock = threading.Lock()

    def one(number: int) -> None:
        try:
            act(number)
            result = "done"
        except Problem as problem:
            result = str(problem.message)
        finally:
            connection.close()
        with lock:
            came[result] += 1

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, range(attempts)))
    return came


def states(world: World, event: Event) -> Counter[str]:
    with system_scope("test", world.a.pk):
        return Counter(Registration.objects.filter(event=event).values_list("state", flat=True))


@pytest.mark.parametrize("has_waiting_list", [True, False])
def test_apply_at_once_for_the_last_seats_gives_each_once(world: World, has_waiting_list: bool) -> None:
    with system_scope("test", world.a.pk) as by:
        event = make_event(by)
        open_registration(by, event, seats=SEATS, has_waiting_list=has_waiting_list)

    def act(number: int) -> None:
        with system_scope("test", world.a.pk):
            apply(event, number)

    came = storm(act)
    refused = ATTEMPTS - SEATS
    if has_waiting_list:
        assert came == {"done": ATTEMPTS}
        assert states(world, event) == {"confirmed": SEATS, "waiting": refused}
    else:
        assert sorted(came.values()) == [SEATS, refused]
        assert states(world, event) == {"confirmed": SEATS}


def test_apply_at_once_counts_categories_apart(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        event = make_event(by)
        categories = arrange_categories(
            by=by, event=event, rows=[CategoryRow(name_th="อาจารย์"), CategoryRow(name_th="นักศึกษา")]
        ).parts
        open_registration(by, event, seats=SEATS)
        limits = [CategoryLimit(category=categories[0], seats=5), CategoryLimit(category=categories[1])]
        set_up_registration(by=by, event=event, has_form=True, seats=SEATS, limits=limits, now=NOW)
        teachers, students = (type(each).objects.get(pk=each.pk) for each in categories)

    def act(number: int) -> None:
        with system_scope("test", world.a.pk):
            apply(event, number, category=teachers if number % 2 else students)

    storm(act)
    with system_scope("test", world.a.pk):
        confirmed = Registration.objects.filter(event=event).taking_part()
        assert Counter(confirmed.values_list("category_id", flat=True)) == {
            teachers.pk: 5,
            students.pk: SEATS - 5,
        }


def test_nominate_at_once_by_a_forwarded_link_stays_within_the_quota(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        event = make_event(by)
        open_registration(by, event)
        nomination = invite(by, event, make_organisation(by), quota=4)

    def act(number: int) -> None:
        with system_scope("test", world.a.pk):
            nominate(nomination, number)

    storm(act, 12)
    assert states(world, event) == {"confirmed": 4, "waiting": 8}


def test_withdraw_at_once_offers_each_seat_to_one_who_waits(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        event = make_event(by)
        open_registration(by, event, seats=6)
        people = [apply(event, number) for number in range(16)]

    def act(number: int) -> None:
        with system_scope("test", world.a.pk) as by:
            withdraw(by=by, registration=people[number], now=NOW)

    storm(act, 6)
    assert states(world, event) == {"withdrawn": 6, "offered": 6, "waiting": 4}
    with system_scope("test", world.a.pk):
        offered = Registration.objects.filter(state=RegistrationState.OFFERED).values_list("pk", flat=True)
        assert sorted(offered) == [each.pk for each in people[6:12]]


def test_accept_at_once_with_the_same_ticket_confirms_once(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        event = make_event(by)
        open_registration(by, event, seats=1)
        first, second = apply(event, 1), apply(event, 2)
        withdraw(by=by, registration=first, now=NOW)

    def act(_number: int) -> None:
        with system_scope("test", world.a.pk) as by:
            accept(by=by, registration=second, now=NOW + dt.timedelta(hours=1))

    assert storm(act, 8) == {"done": 8}
    assert states(world, event) == {"withdrawn": 1, "confirmed": 1}


def test_apply_without_a_limit_waits_for_nobody(world: World) -> None:
    event, began, ended = unlimited(world), threading.Event(), threading.Event()

    def slow() -> bool:
        with system_scope("test", world.a.pk):
            apply(event, 1)
            began.set()
            was_passed = ended.wait(SECONDS)
        connection.close()
        return was_passed

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(slow)
        assert began.wait(SECONDS)
        with system_scope("test", world.a.pk):
            apply(event, 2)
        ended.set()
        assert first.result()
    assert states(world, event) == {"confirmed": 2}


def test_apply_at_once_with_the_same_address_counts_once_without_a_limit(world: World) -> None:
    event = unlimited(world)

    def act(number: int) -> None:
        with system_scope("test", world.a.pk), by_link_of(form_link(event)) as by:
            email = "malee@example.org" if number % 2 else "MALEE@example.org"
            register_by_form(by=by, event=event, applicant=applicant(email=email), now=NOW)

    assert storm(act, 16) == {"done": 16}
    assert states(world, event) == {"confirmed": 1}


def test_limit_set_while_people_register_counts_them_all(world: World) -> None:
    event = unlimited(world)
    before: list[int] = []

    def act(number: int) -> None:
        if number == AT_ONCE:
            with system_scope("test", world.a.pk) as by:
                set_up_registration(by=by, event=event, has_form=True, seats=SEATS, now=NOW)
                before.append(Registration.objects.filter(event=event).count())
        else:
            with system_scope("test", world.a.pk):
                apply(event, number)

    came = storm(act)
    # Whoever was at the door at the very moment is asked to send the form again.
    again = sum(came.values()) - came["done"]
    assert again <= AT_ONCE
    found = states(world, event)
    assert sum(found.values()) == ATTEMPTS - 1 - again
    assert found["confirmed"] == max(SEATS, *before)


def unlimited(world: World) -> Event:
    with system_scope("test", world.a.pk) as by:
        event = make_event(by)
        open_registration(by, event)
    return event
