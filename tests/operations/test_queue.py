"""The queue with a real worker: what is tried again, what is taken up after a crash, what is done every night."""

from __future__ import annotations

import datetime as dt
import socket
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from samphan.comms.actions import write
from samphan.comms.models import Message, MessageState
from samphan.kit import jobs
from samphan.tenancy.models import Draft
from samphan.tenancy.scope import system_scope, user_scope
from tests.personas import World, make_world

if TYPE_CHECKING:
    from samphan.kit.embedded import Server

DELIVER = "samphan.comms.tasks.deliver"


@pytest.fixture
def world(committed: str) -> World:
    return make_world()


def work() -> None:
    """Let a worker do what is there to be done now."""
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)


def later(name: str, **arguments: Any) -> int:
    """A job in the queue, as ``jobs.defer`` puts it there."""
    task = app.configure_task(jobs.GENERIC, queue=jobs.QUEUE, allow_unknown=True)
    return task.defer(name=name, arguments=arguments)


def rescue() -> None:
    """What happens every minute, now; the worker itself may have put it into the queue as well."""
    app.configure_task(jobs.RESCUE, queue=jobs.QUEUE, queueing_lock="now").defer(timestamp=0)
    work()


def asked(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def message(world: World) -> Message:
    with system_scope("test", world.a.pk):
        return write(to="somebody@example.org", subject="เรื่อง", text="ข้อความ", network_id=world.a.pk)


def state_of(world: World, waiting: Message) -> str:
    with system_scope("test", world.a.pk):
        return Message.objects.get(pk=waiting.pk).state


@pytest.fixture
def waiting(world: World, settings: Any) -> Message:
    """A message that the worker has not seen."""
    made = message(world)
    with system_scope("test", world.a.pk):
        Message.objects.filter(pk=made.pk).update(state=MessageState.WAITING, left_at=None)
    return made


@pytest.mark.parametrize("is_in_worker", [False, True])
def test_job_asked_for_in_a_transaction_that_fails_is_not_there(
    world: World, settings: Any, is_in_worker: bool
) -> None:
    settings.TASKS = {"default": {"BACKEND": "samphan.kit.jobs.ProcrastinateBackend"}}
    count = "select count(*) from procrastinate_jobs"
    of_worker = app.replace_connector(app.connector.get_worker_connector()) if is_in_worker else nullcontext()
    with of_worker, system_scope("test", world.a.pk):
        write(to="somebody@example.org", subject="เรื่อง", text="ข้อความ", network_id=world.a.pk)
        assert asked(count) == [(1,)]
        transaction.set_rollback(True)
    assert asked(count) == [(0,)]
    message(world)
    assert asked(count) == [(1,)]


def test_job_of_a_killed_worker_is_done_by_the_next(world: World, waiting: Message) -> None:
    job = later(DELIVER, message=waiting.pk, network=world.a.pk)
    ((worker,),) = asked(
        "insert into procrastinate_workers (last_heartbeat) values (now() - interval '1 hour') returning id"
    )
    asked(
        "update procrastinate_jobs set status = 'doing', worker_id = %s where id = %s returning id",
        worker,
        job,
    )
    rescue()
    assert state_of(world, waiting) == MessageState.KEPT


def test_job_that_kills_every_worker_is_given_up(world: World, waiting: Message) -> None:
    job = later(DELIVER, message=waiting.pk, network=world.a.pk)
    asked(
        "update procrastinate_jobs set status = 'doing', worker_id = null, attempts = %s where id = %s returning id",
        jobs.ATTEMPTS,
        job,
    )
    rescue()
    assert asked("select status from procrastinate_jobs where id = %s", job) == [("failed",)]
    assert state_of(world, waiting) == MessageState.WAITING


def test_message_waits_for_a_mail_server_that_does_not_answer(
    world: World, waiting: Message, settings: Any
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    settings.MAILERS = {
        **settings.MAILERS,
        "server": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 2},
        },
    }
    job = later(DELIVER, message=waiting.pk, network=world.a.pk)
    work()
    with system_scope("test", world.a.pk):
        failed = Message.objects.get(pk=waiting.pk)
    assert (failed.state, failed.attempts) == (MessageState.FAILED, 1)
    assert failed.problem.startswith("ConnectionRefusedError")
    ((status, attempts, wait),) = asked(
        "select status, attempts, scheduled_at - now() from procrastinate_jobs where id = %s", job
    )
    assert (status, attempts) == ("todo", 1)
    assert dt.timedelta() < wait < dt.timedelta(seconds=5)


@pytest.mark.parametrize("name", ["samphan.comms.tasks.deliver"])
def test_job_about_something_that_is_gone_ends(world: World, name: str) -> None:
    job = later(name, message=999_999, network=world.a.pk)
    work()
    assert asked("select status from procrastinate_jobs where id = %s", job) == [("succeeded",)]


def test_message_of_another_network_is_not_sent(world: World, waiting: Message) -> None:
    later(DELIVER, message=waiting.pk, network=world.b.pk)
    work()
    assert state_of(world, waiting) == MessageState.WAITING


def test_tidy_forgets_what_has_had_its_time(world: World, committed: str, server: Server) -> None:
    user = world.users["secretariat"]
    now = timezone.now()
    old = now - dt.timedelta(days=15)
    with user_scope(user):
        for key in ("old", "new"):
            Draft.objects.create(user=user, key=key, path="/", body="a=b")
        Draft.objects.filter(key="old").update(saved_at=old)
    with system_scope("test"):
        for to in ("old@example.org", "new@example.org"):
            write(to=to, subject="s", text="t")
        Message.objects.filter(to_address="old@example.org").update(written_at=old)
    of_network = message(world)
    with system_scope("test", world.a.pk):
        Message.objects.filter(pk=of_network.pk).update(written_at=old)
    for age in (-1, 1):
        session = SessionStore()
        session.set_expiry(now + dt.timedelta(days=age))
        session.save()
    app.configure_task("samphan.every.web.tidy", queue=jobs.QUEUE).defer(timestamp=0)
    work()
    with psycopg.connect(**server.config("superuser", committed).libpq()) as admin:
        assert admin.execute("select key from tenancy_draft").fetchall() == [("new",)]
        kept = admin.execute("select to_address from comms_message order by 1").fetchall()
    assert kept == [("new@example.org",), ("somebody@example.org",)]
    assert Session.objects.count() == 1


def test_drafts_of_others_are_not_seen_before_they_are_forgotten(world: World) -> None:
    user = world.users["secretariat"]
    with user_scope(user):
        Draft.objects.create(user=user, key="new", path="/", body="a=b")
    with system_scope("test"):
        assert list(Draft.objects.all()) == []
    with user_scope(world.users["board"]):
        assert list(Draft.objects.all()) == []


def test_regular_work_is_known_to_the_worker() -> None:
    due = {each.task.name: each.cron for each in app.periodic_registry.periodic_tasks.values()}
    assert due == {
        jobs.RESCUE: "* * * * *",
        "samphan.every.comms.begin_due": "*/5 * * * *",
        "samphan.every.comms.write_digests": "10 7 * * *",
        "samphan.every.agreements.remind": "17 3 * * *",
        "samphan.every.engagement.remind_follow_ups": "41 3 * * *",
        "samphan.every.events.pass_on_seats": "*/5 * * * *",
        "samphan.every.events.purge_needs": "41 2 * * *",
        "samphan.every.surveys.forget": "20 2 * * *",
        "samphan.every.boards.forget": "35 2 * * *",
        "samphan.every.knowledge.forget_papers": "11 2 * * *",
        "samphan.every.web.let_go_of_files": "47 4 * * *",
        "samphan.every.web.tidy": "23 3 * * *",
    }
