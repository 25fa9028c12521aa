"""Two people at the same moment: one waits, and both are judged by what the other wrote."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from samphan.agreements.actions.party import withdraw_party
from samphan.agreements.actions.reminder import remind_owner
from samphan.agreements.actions.resource import add_entry
from samphan.agreements.models import Agreement, Reminder, ResourceEntry
from samphan.comms.models import Message
from samphan.kit.errors import Problem
from samphan.tenancy.scope import user_scope
from tests.events.test_at_once import meanwhile
from tests.factories.agreements import TODAY, known, make_agreement, make_resource
from tests.factories.directory import make_organisation
from tests.personas import World, make_world

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


@pytest.fixture
def world(committed: str) -> World:
    return make_world()


@pytest.fixture
def agreement(world: World) -> Agreement:
    with user_scope(world.users["secretariat"], "alpha") as by:
        parties = [make_organisation(by, f"มหาวิทยาลัย{name}") for name in "กขค"]
        return make_agreement(by, parties=parties, ends=known("2026-12-31"), owner_email="owner@example.org")


def test_withdraw_two_of_three_parties_at_once_ends_the_agreement(world: World, agreement: Agreement) -> None:
    with user_scope(world.users["secretariat"], "alpha"):
        first, second, _third = agreement.parties.select_related("agreement").order_by("order")
    on = known("2026-06-30")
    with (
        meanwhile(world, lambda by: withdraw_party(by=by, party=first, on=on, reason="ออก")),
        user_scope(world.users["secretariat"], "alpha") as by,
    ):
        withdraw_party(by=by, party=second, on=on, reason="ออก")
    with user_scope(world.users["secretariat"], "alpha"):
        agreement.refresh_from_db()
        assert (agreement.end_cause, agreement.force.upper) == ("alone", dt.date(2026, 7, 1))


def test_remind_at_once_writes_one_message(world: World, agreement: Agreement) -> None:
    with (
        meanwhile(world, lambda by: remind_owner(by=by, agreement=agreement, today=TODAY)),
        user_scope(world.users["secretariat"], "alpha") as by,
    ):
        remind_owner(by=by, agreement=agreement, today=TODAY)
    with user_scope(world.users["secretariat"], "alpha"):
        assert Message.objects.filter(to_address="owner@example.org").count() == 1
        assert Reminder.objects.count() == 1


def test_use_the_last_of_a_resource_at_once_asks_for_a_reason(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        resource = make_resource(by, make_organisation(by))
        add_entry(by=by, resource=resource, kind="received", on=known("2026-05-01"), amount=Decimal(100))

    def use_all(by: Actor) -> ResourceEntry:
        return add_entry(
            by=by,
            resource=resource,
            kind="used",
            on=known("2026-06-01"),
            amount=Decimal(100),
            purpose="จัดประชุม",
        )

    with (
        meanwhile(world, use_all),
        user_scope(world.users["secretariat"], "alpha") as by,
        pytest.raises(Problem) as found,
    ):
        use_all(by)
    assert found.value.field == "note"
