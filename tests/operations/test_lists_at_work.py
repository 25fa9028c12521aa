"""Lists and the worker: two at once do not double, and a worker that is killed leaves nothing and is followed by another."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app

from samphan.directory.actions.imports import bring_list, match_columns, take_in_list
from samphan.directory.actions.imports_work import TAKE_IN, ask_work
from samphan.directory.models import ListImport, ListWork, Organisation
from samphan.directory.queries.imports import kinds
from samphan.kit import jobs
from samphan.kit.sheets import read_table
from samphan.tenancy.models import AuditEntry, SearchRow
from samphan.tenancy.scope import user_scope
from tests.directory.lists import NOW
from tests.personas import World, make_world

if TYPE_CHECKING:
    from pathlib import Path

    from samphan.kit.embedded import Server

ROWS = 4_000
PATIENCE = 60.0
QUEUE = {"default": {"BACKEND": "samphan.kit.jobs.ProcrastinateBackend"}}
WORKER = """
import django, sys
django.setup()
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app
from samphan.kit.embedded import Server
connection.settings_dict.update(Server(settings.DATA_DIR, durable=False).config("app", sys.argv[1]).django())
settings.TASKS = {"default": {"BACKEND": "samphan.kit.jobs.ProcrastinateBackend"}}
with app.replace_connector(app.connector.get_worker_connector()):
    app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)
"""


@pytest.fixture
def world(committed: str) -> World:
    return make_world()


def brought(world: World, persona: str, network: str, text: str) -> ListImport:
    """A list that waits to be taken in."""
    with user_scope(world.users[persona], network) as by:
        found = bring_list(by=by, kind=kinds()["organisations"], sheet=read_table(text))
        columns = {int(column): code for column, code in found.columns.items()}
        return match_columns(by=by, brought=found, header_row=found.header_row, columns=columns)


def test_same_list_in_two_networks_at_once_does_not_double(world: World) -> None:
    text = "ชื่อ\n" + "".join(f"สำนักงานตัวอย่างที่ {number}\n" for number in range(300))
    lists = {
        ("secretariat", "alpha"): brought(world, "secretariat", "alpha", text),
        ("stranger", "beta"): brought(world, "stranger", "beta", text),
    }
    start, problems = threading.Barrier(2), []

    def take_in(persona: str, network: str) -> None:
        try:
            start.wait()
            with user_scope(world.users[persona], network) as by:
                take_in_list(by=by, brought=lists[persona, network], now=NOW)
        except Exception as error:  # noqa: BLE001 - said by the test itself
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=take_in, args=each) for each in lists]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    with user_scope(world.users["secretariat"], "alpha"):
        assert Organisation.objects.count() == 300
        assert SearchRow.objects.filter(kind="directory.organisation").count() == 300
        mine = ListImport.objects.get().outcome["counts"]
    with user_scope(world.users["stranger"], "beta"):
        theirs = ListImport.objects.get().outcome["counts"]
    assert sorted(
        [(mine["organisations"], mine["present"]), (theirs["organisations"], theirs["present"])]
    ) == [
        (0, 300),
        (300, 0),
    ]


def test_killed_worker_leaves_nothing_and_is_followed_once(
    world: World, committed: str, server: Server, settings: Any, tmp_path: Path
) -> None:
    settings.TASKS = QUEUE
    text = "ชื่อ,ชื่อย่อ\n" + "".join(f"สำนักงานตัวอย่างที่ {n},ส{n}\n" for n in range(ROWS))
    found = brought(world, "secretariat", "alpha", text)
    with user_scope(world.users["secretariat"], "alpha") as by:
        ask_work(by=by, brought=found, act=TAKE_IN)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "samphan.settings.test", "SAMPHAN_MODE": "test"}
    killed = subprocess.Popen([sys.executable, "-c", WORKER, committed], env=environment)
    assert until(world, lambda work: work.done > 0), "the worker has begun to write"
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    assert (count(world), state(world)) == (0, "preview")
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_workers set last_heartbeat = now() - interval '1 hour'")
        cursor.execute("select count(*) from procrastinate_jobs where status = 'doing'")
        assert cursor.fetchone() == (1,)
    for _round in range(2):  # the second time there is nothing left to do
        with transaction.atomic():
            app.configure_task(jobs.RESCUE, queue=jobs.QUEUE, queueing_lock="now").defer(timestamp=0)
        with app.replace_connector(app.connector.get_worker_connector()):
            app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)
    deadline = time.monotonic() + PATIENCE
    while state(world) != "done" and time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("update procrastinate_jobs set scheduled_at = null where status = 'todo'")
        with app.replace_connector(app.connector.get_worker_connector()):
            app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)
    assert (count(world), state(world)) == (ROWS, "done")
    with user_scope(world.users["secretariat"], "alpha"):
        assert AuditEntry.objects.filter(act="take_in_list").count() == 1
        assert AuditEntry.objects.filter(act="add_by_list").count() == ROWS


def until(world: World, reached: Any) -> bool:
    """Whether the work on the list comes so far in time."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with user_scope(world.users["secretariat"], "alpha"):
            if reached(ListWork.objects.get()):
                return True
        time.sleep(0.02)
    return False


def count(world: World) -> int:
    with user_scope(world.users["secretariat"], "alpha"):
        return Organisation.objects.count()


def state(world: World) -> str:
    with user_scope(world.users["secretariat"], "alpha"):
        return ListImport.objects.get().state
