"""Two people at the same moment: one of them waits, nobody sees an error of ours, and no text is lost."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.utils import timezone

from samphan.events.actions.agenda_versions import publish_agenda
from samphan.events.actions.allocation import accept_allocation
from samphan.events.actions.parts import remove_part
from samphan.events.actions.people import register_person
from samphan.events.actions.programme import (
    AgendaRow,
    GroupRow,
    TopicRow,
    arrange_agenda,
    arrange_groups,
    arrange_topics,
)
from samphan.events.actions.team_tasks import write_task
from samphan.events.models import AgendaVersion, Registration, StrategicGroup, TaskNeed, Topic
from samphan.events.queries.allocation import allocation
from samphan.kit.errors import Conflict, Problem
from samphan.networks.actions import admit_member
from samphan.networks.models import Member
from samphan.tenancy.actions import grant, invite, revoke
from samphan.tenancy.models import Counter, Grant
from samphan.tenancy.numbers import next_number
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation, make_person
from tests.factories.events import make_event
from tests.personas import World, make_world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samphan.kit.actor import Actor


SECONDS = 10


@pytest.fixture
def world(committed: str) -> World:
    return make_world()


@contextmanager
def meanwhile(
    world: World, act: Callable[[Actor], Any], then: Callable[[Actor], Any] = lambda _by: None
) -> Iterator[None]:
    """Somebody else has acted when the block begins, and acts on (``then``) and commits as soon as the block waits for it."""
    acted = threading.Event()

    def other() -> None:
        with user_scope(world.users["secretariat"], "alpha") as by:
            act(by)
            acted.set()
            wait_until_waited_for()
            then(by)
        connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    acted.wait(SECONDS)
    try:
        yield
    finally:
        thread.join()


def wait_until_waited_for() -> None:
    """Return once another transaction waits for a lock of this database."""
    until = time.monotonic() + SECONDS
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(
                "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
            )
            if cursor.fetchone():
                return
            time.sleep(0.02)


def test_admit_the_same_member_at_once_is_said_and_keeps_the_text(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        organisation = make_organisation(by)
    client = world.client("secretariat")
    with meanwhile(world, lambda by: admit_member(by=by, organisation=organisation)):
        answer = client.post(
            "/n/alpha/network/members/new/", {"organisation": organisation.pk, "note": "บันทึกที่ยาวมาก"}
        )
    assert answer.status_code == 422
    assert "บันทึกที่ยาวมาก" in answer.text
    assert "ในขณะนี้" in answer.text
    with system_scope("test", world.a.pk):
        assert Member.objects.filter(organisation=organisation).count() == 1


def test_refer_to_what_is_removed_at_this_moment_is_said(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        event = make_event(by)
        (topic,) = arrange_topics(by=by, event=event, rows=[TopicRow(title_th="ประเด็น")]).parts
    client = world.client("secretariat")
    path = f"/n/alpha/events/{event.pk}/programme/groups/"
    fields = client.get(path).context["formset"]
    posted = {
        f"{fields.prefix}-TOTAL_FORMS": "1",
        f"{fields.prefix}-INITIAL_FORMS": "0",
        f"{fields.prefix}-0-code": "NOW",
        f"{fields.prefix}-0-title_th": "กลุ่มที่พิมพ์ไว้",
        f"{fields.prefix}-0-topic": str(topic.pk),
    }
    with meanwhile(world, lambda by: remove_part(by=by, part=Topic.objects.get(pk=topic.pk))):
        answer = client.post(path, posted)
    assert answer.status_code == 422
    assert "ในขณะนี้" in answer.text
    assert "กลุ่มที่พิมพ์ไว้" in answer.text
    with system_scope("test", world.a.pk):
        assert not StrategicGroup.objects.exists()


def test_withdraw_an_invitation_that_was_answered_meanwhile_is_said(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        invitation, _token = invite(
            by=by, email="guest@example.org", name="", role="coordinator", now=timezone.now()
        )
    client = world.client("secretariat")
    path = f"/n/alpha/access/invitations/{invitation.pk}/withdraw/"
    assert client.post(path).status_code == 302
    again = client.post(path)
    assert again.status_code == 409
    assert "ไม่มีข้อมูลใดเปลี่ยนแปลง" in again.text


def test_two_who_take_the_role_from_each_other_leave_one(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        grants = [Grant.objects.get(role="secretariat")]
        grants.append(grant(by=by, user=world.users["board"], role="secretariat"))
    client = world.client("board")
    with meanwhile(world, lambda by: revoke(by=by, given=grants[1])):
        answer = client.post(f"/n/alpha/access/roles/{grants[0].pk}/revoke/")
    assert answer.status_code == 422
    with system_scope("test", world.a.pk):
        assert [each.pk for each in Grant.objects.filter(role="secretariat")] == [grants[0].pk]


def test_numbers_given_at_once_are_two(world: World) -> None:
    numbers: list[int] = []

    def take(_by: Actor) -> None:
        numbers.append(next_number(network_id=world.a.pk, kind="report", year=2569))

    with meanwhile(world, take), system_scope("test", world.a.pk) as by:
        take(by)
    with system_scope("test", world.a.pk):
        assert Counter.objects.get(kind="report", year=2569).last == 2
    assert sorted(numbers) == [1, 2]


def test_two_needs_at_once_make_no_circle(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        event = make_event(by)
        one = write_task(by=by, event=event, title_th="หนึ่ง")
        two = write_task(by=by, event=event, title_th="สอง")
    with (
        meanwhile(world, lambda by: write_task(by=by, event=event, task=one, title_th="หนึ่ง", needs=[two])),
        user_scope(world.users["secretariat"], "alpha") as by,
        pytest.raises(Problem),
    ):
        write_task(by=by, event=event, task=two, title_th="สอง", needs=[one])
    with user_scope(world.users["secretariat"], "alpha"):
        assert list(TaskNeed.objects.values_list("task_id", "needed_id")) == [(one.pk, two.pk)]


def test_publish_the_programme_at_once_publishes_it_once(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        event = make_event(by)
        arrange_agenda(by=by, event=event, rows=[AgendaRow(title_th="พิธีเปิด")])
    now = timezone.now()
    with (
        meanwhile(world, lambda by: publish_agenda(by=by, event=event, now=now)),
        user_scope(world.users["secretariat"], "alpha") as by,
        pytest.raises(Problem),
    ):
        publish_agenda(by=by, event=event, now=now)
    with user_scope(world.users["secretariat"], "alpha"):
        assert list(AgendaVersion.objects.values_list("number", flat=True)) == [1]


def test_accept_two_allocations_at_once_writes_the_first(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        event = make_event(by)
        arrange_groups(by=by, event=event, rows=[GroupRow(code=code, title_th="กลุ่ม") for code in "AB"])
        for number in range(4):
            register_person(by=by, event=event, person=make_person(by, f"คน{number}"))
        version = allocation(by, event, seed=1).version
    with (
        meanwhile(world, lambda by: accept_allocation(by=by, event=event, seed=1, version=version)),
        user_scope(world.users["secretariat"], "alpha") as by,
        pytest.raises(Conflict),
    ):
        accept_allocation(by=by, event=event, seed=2, version=version)
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert sorted(each.heads for each in allocation(by, event, seed=3).balance) == [2, 2]
        assert Registration.objects.filter(event=event, group__isnull=True).count() == 0
