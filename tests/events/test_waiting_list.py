"""The waiting list: a freed seat is offered in order, for a time, and passed on when nobody takes it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from samphan.comms.models import Message
from samphan.events.actions.people import CategoryRow, arrange_categories, register_by_name
from samphan.events.actions.registration import accept, decline, pass_on_seats, return_to, withdraw
from samphan.events.actions.registration_settings import CategoryLimit, set_up_registration
from samphan.events.models import Event, Registration
from samphan.events.tasks import pass_on_seats as pass_on_task
from samphan.events.transitions.registration import (
    ACCEPT,
    DECLINE,
    EXPIRE,
    OFFER,
    REGISTRATION,
    RETURN,
    WITHDRAW,
    registration_acts,
)
from samphan.kit.errors import Problem, Refused
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation
from tests.factories.events import make_event
from tests.factories.registration import NOW, apply, invite, nominate, open_registration

if TYPE_CHECKING:
    from tests.personas import World

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def event(world: World) -> Event:
    with system_scope("test", world.a.pk) as by:
        event = make_event(by)
        open_registration(by, event, seats=1, offer_hours=24)
        return event


def states(event: Event) -> list[str]:
    return list(Registration.objects.filter(event=event).order_by("id").values_list("state", flat=True))


def test_withdraw_offers_the_seat_to_who_waits_longest(world: World, event: Event) -> None:
    with system_scope("test", world.a.pk) as by:
        people = [apply(event, number, now=NOW + number * HOUR) for number in range(3)]
        assert states(event) == ["confirmed", "waiting", "waiting"]
        withdraw(by=by, registration=people[0], now=NOW + 5 * HOUR)
        assert states(event) == ["withdrawn", "offered", "waiting"]
        offered = Registration.objects.get(pk=people[1].pk)
        assert offered.offer_ends_at == NOW + 29 * HOUR
        mail = Message.objects.order_by("-id")[0]
        assert mail.to_address == offered.email
        entry = AuditEntry.objects.get(act="offer_registration")
        assert (entry.actor_kind, entry.object_id) == ("system", offered.pk)


def test_accept_in_time_confirms(world: World, event: Event) -> None:
    with system_scope("test", world.a.pk) as by:
        first, second = apply(event, 1), apply(event, 2)
        withdraw(by=by, registration=first, now=NOW)
        accept(by=by, registration=second, now=NOW + 24 * HOUR - dt.timedelta(seconds=1))
        assert states(event) == ["withdrawn", "confirmed"]
        assert Registration.objects.get(pk=second.pk).offer_ends_at is None


def test_accept_a_minute_too_late_is_said_and_the_task_passes_on(world: World, event: Event) -> None:
    late = NOW + 24 * HOUR + dt.timedelta(minutes=1)
    with system_scope("test", world.a.pk) as by:
        people = [apply(event, number) for number in range(3)]
        withdraw(by=by, registration=people[0], now=NOW)
        with pytest.raises(Problem):
            accept(by=by, registration=people[1], now=late)
        assert pass_on_seats(by=by, event=event, now=late) == 1
        assert states(event) == ["withdrawn", "withdrawn", "offered"]
        lapsed = Registration.objects.get(pk=people[1].pk)
        assert lapsed.offer_ends_at is not None
        returned = return_to(by=by, registration=lapsed, now=late)
        assert returned.state == "waiting"


def test_task_passes_on_in_every_network(world: World, event: Event) -> None:
    with system_scope("test", world.a.pk) as by:
        people = [apply(event, number) for number in range(3)]
        withdraw(by=by, registration=people[0], now=NOW)
        Registration.objects.filter(pk=people[1].pk).update(offer_ends_at=NOW - HOUR)
    pass_on_task.call()
    with system_scope("test", world.a.pk):
        # The day of the event lies in the past of the real clock: what has ended is taken back, nothing is offered.
        assert states(event) == ["withdrawn", "withdrawn", "waiting"]


def test_raise_the_seats_offers_them(world: World, event: Event) -> None:
    with system_scope("test", world.a.pk) as by:
        for number in range(4):
            apply(event, number)
        set_up_registration(by=by, event=event, has_form=True, seats=3, now=NOW)
        assert states(event) == ["confirmed", "offered", "offered", "waiting"]


def test_lower_the_seats_takes_nobodys_seat(world: World, event: Event) -> None:
    with system_scope("test", world.a.pk) as by:
        set_up_registration(by=by, event=event, has_form=True, seats=3, now=NOW)
        people = [apply(event, number) for number in range(4)]
        set_up_registration(by=by, event=event, has_form=True, seats=1, now=NOW)
        assert states(event) == ["confirmed"] * 3 + ["waiting"]
        withdraw(by=by, registration=people[0], now=NOW)
        assert states(event) == ["withdrawn", "confirmed", "confirmed", "waiting"]


def test_offer_passes_over_who_cannot_use_the_seat(world: World, event: Event) -> None:
    with system_scope("test", world.a.pk) as by:
        rows = [CategoryRow(name_th="อาจารย์"), CategoryRow(name_th="นักศึกษา")]
        teachers, students = arrange_categories(by=by, event=event, rows=rows).parts
        limits = [CategoryLimit(category=teachers, seats=1), CategoryLimit(category=students, seats=1)]
        set_up_registration(by=by, event=event, has_form=True, seats=2, limits=limits, now=NOW)
        teacher = apply(event, 1, category=teachers)
        student = apply(event, 2, category=students)
        apply(event, 3, category=teachers)
        apply(event, 4, category=students)
        withdraw(by=by, registration=student, now=NOW)
        assert states(event) == ["confirmed", "withdrawn", "waiting", "offered"]
        withdraw(by=by, registration=teacher, now=NOW)
        assert states(event) == ["withdrawn", "withdrawn", "offered", "offered"]


def test_newcomer_does_not_pass_those_who_wait(world: World, event: Event) -> None:
    with system_scope("test", world.a.pk) as by:
        people = [apply(event, number) for number in range(2)]
        withdraw(by=by, registration=people[0], now=NOW)
        assert apply(event, 9).state == "waiting"


def test_recorded_by_staff_is_confirmed_beyond_the_last_seat_and_counts(world: World, event: Event) -> None:
    with system_scope("test", world.a.pk) as by:
        apply(event, 1)
        recorded = register_by_name(by=by, event=event, name="แขก พิเศษ")
        assert (recorded.state, recorded.way) == ("confirmed", "recorded")
        assert apply(event, 2).state == "waiting"
        first = Registration.objects.order_by("id")[0]
        withdraw(by=by, registration=first, now=NOW)
        assert states(event) == ["withdrawn", "confirmed", "waiting"]


def test_unapproved_person_who_waited_for_the_quota_is_put_up_for_approval(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        event = make_event(by)
        open_registration(by, event, needs_approval=True)
        nomination = invite(by, event, make_organisation(by), quota=1)
        first, second = nominate(nomination, 1), nominate(nomination, 2)
        assert [first.state, second.state] == ["submitted", "waiting"]
        decline(by=by, event=event, registrations=[first], reason="ซ้ำ", now=NOW)
        assert states(event) == ["declined", "submitted"]


def test_offer_ends_when_the_event_begins(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        event = make_event(by)
        open_registration(by, event, seats=1, offer_hours=48)
        first, second = apply(event, 1), apply(event, 2)
        withdraw(by=by, registration=first, now=dt.datetime(2026, 3, 30, 3, tzinfo=dt.UTC))
        offered = Registration.objects.get(pk=second.pk)
        assert offered.offer_ends_at == dt.datetime(2026, 3, 30, 17, tzinfo=dt.UTC)


def test_table_of_the_life_holds_what_may_follow() -> None:
    assert {act: registration_acts(state) for state, act in REGISTRATION if state == "offered"} == {
        ACCEPT: (ACCEPT, EXPIRE, WITHDRAW),
        EXPIRE: (ACCEPT, EXPIRE, WITHDRAW),
        WITHDRAW: (ACCEPT, EXPIRE, WITHDRAW),
    }
    assert registration_acts("withdrawn") == (RETURN,)
    assert OFFER in registration_acts("waiting")
    assert DECLINE not in registration_acts("confirmed")


def test_step_that_cannot_follow_is_a_problem(world: World, event: Event) -> None:
    with system_scope("test", world.a.pk) as by:
        registration = apply(event, 1)
        withdraw(by=by, registration=registration, now=NOW)
        with pytest.raises(Problem):
            withdraw(by=by, registration=registration, now=NOW)


def test_act_on_a_registration_of_others_is_refused(world: World, event: Event) -> None:
    with system_scope("test", world.a.pk):
        registration = apply(event, 1)
    with user_scope(world.users["coordinator"], "alpha") as by:
        for act in (withdraw, accept, return_to):
            with pytest.raises(Refused):
                act(by=by, registration=registration, now=NOW)
