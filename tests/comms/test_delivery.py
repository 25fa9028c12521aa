"""Messages reach a mail server, once each, also when the worker is killed in the middle."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from samphan.comms.actions import (
    approve_mailing,
    begin_mailing,
    claim,
    lift_bounce,
    note_bounce,
    retry_mailing,
    retry_message,
    write,
)
from samphan.comms.models import Mailing, Message, MessageState, Recipient
from samphan.kit import jobs
from samphan.tenancy.scope import system_scope
from tests.factories.messages import make_mailing, make_representative
from tests.personas import World, make_world

if TYPE_CHECKING:
    from tests.comms.conftest import Sink

NOW = dt.datetime(2026, 5, 1, 3, tzinfo=dt.UTC)


@pytest.fixture
def world(committed: str, settings: Any) -> World:
    """Committed for real, with jobs that wait in the queue for a worker."""
    settings.TASKS = {"default": {"BACKEND": "samphan.kit.jobs.ProcrastinateBackend"}}
    return make_world()


def work() -> None:
    """Let a worker do what is there to be done now."""
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)


def jobs_due_now() -> None:
    """What waits for its next attempt waits no longer."""
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = now() where status = 'todo'")


def every_five_minutes() -> None:
    app.configure_task("samphan.every.comms.begin_due", queue=jobs.QUEUE).defer(timestamp=0)
    work()


def mailing_to(world: World, count: int, **fields: Any) -> Mailing:
    """An approved mailing to ``count`` representatives, from r0@example.org on."""
    with system_scope("test", world.a.pk) as by:
        for number in range(count):
            make_representative(by, f"r{number}@example.org", f"นาย{number}")
        return approve_mailing(by=by, mailing=make_mailing(by, **fields), version=None, now=NOW)


def begin(world: World, mailing: Mailing) -> None:
    with system_scope("test", world.a.pk) as by:
        begin_mailing(by=by, mailing=mailing, now=timezone.now())


def states(world: World) -> dict[str, str]:
    with system_scope("test", world.a.pk):
        return dict(Message.objects.filter(network_id=world.a.pk).values_list("to_address", "state"))


def written(world: World) -> list[int]:
    with system_scope("test", world.a.pk):
        return list(Recipient.objects.exclude(message=None).values_list("message_id", flat=True))


def test_mailing_reaches_every_recipient(world: World, sink: Sink) -> None:
    mailing = mailing_to(world, 3)
    begin(world, mailing)
    work()
    assert sink.addresses == ["r0@example.org", "r1@example.org", "r2@example.org"]
    letter = next(each for each in sink.letters if each["To"] == "r1@example.org")
    assert letter["Subject"] == "ข่าวถึง มหาวิทยาลัยของ r1@example.org"
    assert letter.get_content().partition("-- ")[0].split() == ["เรียน", "นาย1", "มีข่าวจาก", "เครือข่ายก"]
    assert set(states(world).values()) == {"sent"}
    with system_scope("test", world.a.pk):
        assert Mailing.objects.get(pk=mailing.pk).state == "sent"


def test_mailing_without_a_mail_server_is_kept(world: World) -> None:
    begin(world, mailing_to(world, 2))
    work()
    assert states(world) == {"r0@example.org": "kept", "r1@example.org": "kept"}


def test_jobs_that_run_twice_send_once(world: World, sink: Sink) -> None:
    mailing = mailing_to(world, 3)
    begin(world, mailing)
    task = app.configure_task(jobs.GENERIC, queue=jobs.QUEUE, allow_unknown=True)
    again = {"mailing": mailing.pk, "network": world.a.pk}
    task.defer(name="samphan.comms.tasks.send_mailing", arguments=again)
    work()
    for pk in written(world):
        task.defer(name="samphan.comms.tasks.deliver", arguments={"message": pk, "network": world.a.pk})
    work()
    assert sink.addresses == ["r0@example.org", "r1@example.org", "r2@example.org"]


def test_mailbox_that_does_not_exist_is_not_tried_again(world: World, sink: Sink) -> None:
    sink.unknown = {"r0@example.org"}
    mailing = mailing_to(world, 2)
    begin(world, mailing)
    work()
    assert states(world) == {"r0@example.org": "refused", "r1@example.org": "sent"}
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where status = 'todo'")
        assert cursor.fetchone() == (0,)
    with system_scope("test", world.a.pk) as by:
        second = approve_mailing(by=by, mailing=make_mailing(by), version=None, now=NOW)
        skipped = Recipient.objects.filter(mailing=second).values_list("to_address", "skipped")
        assert dict(skipped) == {"r0@example.org": "refused", "r1@example.org": ""}


def test_server_that_is_busy_gets_the_message_later(world: World, sink: Sink) -> None:
    sink.is_busy = True
    begin(world, mailing_to(world, 1))
    work()
    assert states(world) == {"r0@example.org": "failed"}
    sink.is_busy = False
    jobs_due_now()
    work()
    assert states(world) == {"r0@example.org": "sent"}
    assert sink.addresses == ["r0@example.org"]


def test_retry_mailing_sends_what_failed_and_nothing_else(world: World, sink: Sink) -> None:
    sink.unknown = {"r1@example.org"}
    mailing = mailing_to(world, 3)
    begin(world, mailing)
    work()
    sink.unknown = set()
    with system_scope("test", world.a.pk) as by:
        assert retry_mailing(by=by, mailing=mailing) == 1
    work()
    assert sink.addresses == ["r0@example.org", "r1@example.org", "r2@example.org"]


def test_message_of_a_worker_killed_while_sending_is_not_sent_again(world: World, sink: Sink) -> None:
    with system_scope("test", world.a.pk):
        message = write(to="a@example.org", subject="s", text="t", network_id=world.a.pk)
    with system_scope("test", world.a.pk):
        assert claim(message.pk) is not None
    work()
    assert states(world) == {"a@example.org": MessageState.UNCLEAR}
    assert sink.letters == []


def test_message_to_a_returned_address_leaves_once_that_is_lifted(world: World, sink: Sink) -> None:
    with system_scope("test", world.a.pk) as by:
        returned = note_bounce(by=by, address="A@example.org", reason="5.1.1", now=NOW)
        message = write(to="a@example.org", subject="s", text="t", network_id=world.a.pk)
    with system_scope("test", world.b.pk):
        write(to="a@example.org", subject="s", text="t", network_id=world.b.pk)
    work()
    assert states(world) == {"a@example.org": MessageState.FAILED}
    assert sink.addresses == ["a@example.org"]
    with system_scope("test", world.a.pk) as by:
        lift_bounce(by=by, addressee=returned)
        retry_message(by=by, message=message)
    work()
    assert states(world) == {"a@example.org": MessageState.SENT}
    assert sink.addresses == ["a@example.org", "a@example.org"]


def test_mail_about_signing_in_is_sent_again_after_a_kill(world: World, sink: Sink) -> None:
    with system_scope("test"):
        message = write(to="a@example.org", subject="s", text="t")
    with system_scope("test"):
        assert claim(message.pk) is not None
    work()
    assert sink.addresses == ["a@example.org"]


def test_scheduled_mailing_begins_once_at_its_time(world: World, sink: Sink) -> None:
    soon = timezone.now() + dt.timedelta(hours=1)
    mailing = mailing_to(world, 2, send_at=soon)
    every_five_minutes()
    assert sink.letters == []
    with system_scope("test", world.a.pk):
        Mailing.objects.filter(pk=mailing.pk).update(send_at=timezone.now())
    every_five_minutes()
    every_five_minutes()
    assert sink.addresses == ["r0@example.org", "r1@example.org"]


def test_scheduled_mailings_of_every_network_begin(world: World, sink: Sink) -> None:
    for network in (world.a, world.b):
        with system_scope("test", network.pk) as by:
            make_representative(by, f"{network.slug}@example.org")
            mailing = make_mailing(by, send_at=timezone.now())
            approve_mailing(by=by, mailing=mailing, version=None, now=NOW)
    every_five_minutes()
    assert sink.addresses == ["alpha@example.org", "beta@example.org"]


def test_messages_whose_job_was_lost_are_sent(world: World, sink: Sink) -> None:
    long_ago = timezone.now() - dt.timedelta(hours=1)
    for network in (world.a.pk, None):
        with system_scope("test", network):
            write(to=f"{network or 0}@example.org", subject="s", text="t", network_id=network)
            Message.objects.update(written_at=long_ago)
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")
    every_five_minutes()
    assert sink.addresses == sorted([f"{world.a.pk}@example.org", "0@example.org"])


WORKER = """
import django, sys
django.setup()
from django.conf import settings
from django.db import connection
connection.settings_dict.update({database!r})
settings.MAILERS = {mailers!r}
settings.TASKS = {{"default": {{"BACKEND": "samphan.kit.jobs.ProcrastinateBackend"}}}}
from procrastinate.contrib.django import app
with app.replace_connector(app.connector.get_worker_connector()):
    app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)
"""


@pytest.mark.slow
def test_worker_killed_in_the_middle_sends_nothing_twice(world: World, sink: Sink, settings: Any) -> None:
    """Forty recipients, a worker of its own, SIGKILL while letters arrive; the next one goes on from there."""
    count = 40
    begin(world, mailing_to(world, count))
    script = WORKER.format(database=dict(connection.settings_dict), mailers=settings.MAILERS)
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "samphan.settings.test", "SAMPHAN_MODE": "test"}
    worker = subprocess.Popen([sys.executable, "-c", script], env=environment, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while len(sink.letters) < 10 and time.monotonic() < until and worker.poll() is None:
        time.sleep(0.005)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    at_the_kill = len(sink.letters)
    assert 10 <= at_the_kill < count
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_workers set last_heartbeat = now() - interval '1 hour'")
    app.configure_task(jobs.RESCUE, queue=jobs.QUEUE, queueing_lock="now").defer(timestamp=0)
    work()
    jobs_due_now()
    work()
    found = states(world)
    arrived = sink.addresses
    assert len(arrived) == len(set(arrived))
    assert set(found) == {f"r{number}@example.org" for number in range(count)}
    unclear = {address for address, state in found.items() if state == MessageState.UNCLEAR}
    assert len(unclear) <= 1
    assert {address for address, state in found.items() if state == MessageState.SENT} == set(
        arrived
    ) - unclear
    assert len(found) == count
