"""Two people appoint at the same moment: one of them is told who holds the seat."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from samphan.governance.models import Term
from samphan.kit.errors import Problem
from samphan.tenancy.scope import system_scope
from tests.factories.bodies import make_body, make_term, seat_of
from tests.factories.directory import make_person
from tests.personas import make_world


@pytest.mark.slow
def test_appoint_to_one_seat_at_once(committed: str) -> None:
    world = make_world()
    with system_scope("test", world.a.pk) as by:
        seat = seat_of(make_body(by, seats=(("นายก", 1),)), "นายก")
        people = [make_person(by, name) for name in ("หนึ่ง", "สอง")]
    barrier, outcomes = threading.Barrier(2), []

    def appoint(number: int) -> None:
        try:
            with system_scope("test", world.a.pk) as by:
                barrier.wait(10)
                make_term(by, seat, "2024-01-01", person=people[number])
            outcomes.append("appointed")
        except Problem as problem:
            outcomes.append(str(problem.field))
        finally:
            connection.close()

    threads = [threading.Thread(target=appoint, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["appointed", "seat"]
    with system_scope("test", world.a.pk):
        assert Term.objects.count() == 1
