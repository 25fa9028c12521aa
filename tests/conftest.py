"""One embedded server a run, one template database a set of migrations, one clone a worker.

Tests run as the app role: a superuser would prove nothing about row-level security.
"""

from __future__ import annotations

import hashlib
import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from hypothesis import settings as properties
from psycopg import sql

from samphan.kit import migrating
from samphan.kit.embedded import Server, ensure_database
from samphan.settings.base import PACKAGE
from samphan.tenancy import scope

KEPT_TEMPLATES = 6

pytest_plugins = ["tests.personas"]

# A busy machine is no fault of what is tested.
properties.register_profile("unhurried", deadline=None)
properties.load_profile("ci" if os.environ.get("CI") else "unhurried")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Whoever starts the suite in the background of a script makes it deaf to Ctrl-C, and with it what it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def migrations_hash() -> str:
    """What the template database is named by: the text of every migration of ours and the versions of others'."""
    digest = hashlib.sha256()
    for path in [*sorted(PACKAGE.glob("*/migrations/*.py")), PACKAGE / "tenancy" / "rowsecurity.py"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server of the test run, started by the first worker that needs it."""
    running = Server(settings.DATA_DIR, durable=False)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def template_database(server: Server, django_db_blocker: Any) -> str:
    """A migrated database, made once for a set of migrations; later runs find it."""
    name = f"template_{migrations_hash()}"
    with psycopg.connect(**server.config("superuser", "postgres").libpq(), autocommit=True) as admin:
        admin.execute("select pg_advisory_lock(71)")
        known = admin.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
        if not known:
            drop_leftovers(admin)
            building = f"building_{migrations_hash()}"
            ensure_database(server, building)
            with django_db_blocker.unblock():
                migrate(server.config("owner", building).django())
            admin.execute(
                sql.SQL("alter database {} rename to {}").format(
                    sql.Identifier(building), sql.Identifier(name)
                )
            )
    return name


def drop_leftovers(admin: psycopg.Connection[Any]) -> None:
    """Forget databases of runs that are over, and all but the latest templates (others may still clone them)."""
    known = [name for (name,) in admin.execute("select datname from pg_database order by oid").fetchall()]
    templates = [name for name in known if name.startswith("template_")]
    ours = (name for name in known if name.startswith(("test_", "leak_")))
    over = [name for name in ours if not Path("/proc", name.rpartition("_")[2]).exists()]
    half = [name for name in known if name.startswith("building_")]
    for name in [*templates[:-KEPT_TEMPLATES], *over, *half]:
        admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def migrate(entry: Any) -> None:
    """Run all migrations as the owner."""
    wrapped = connections["default"]
    before = dict(wrapped.settings_dict)
    connections["default"].close()
    wrapped.settings_dict.update(entry)
    try:
        migrating.migrate(connections["default"])
    finally:
        wrapped.close()
        wrapped.settings_dict.update(before)


def clone(server: Server, template: str, name: str) -> None:
    """A fresh database from the template: takes some 20 ms."""
    with psycopg.connect(**server.config("superuser", "postgres").libpq(), autocommit=True) as admin:
        admin.execute("select pg_advisory_lock(71)")
        admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        admin.execute(
            sql.SQL("create database {} template {} owner samphan_owner").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )


@pytest.fixture(scope="session")
def django_db_setup(
    server: Server, template_database: str, worker_id: str, django_db_blocker: Any
) -> Iterator[None]:
    """pytest-django's databases: a clone for this worker, reached as the app role."""
    name = f"test_{worker_id}_{os.getpid()}"
    with django_db_blocker.unblock():
        clone(server, template_database, name)
        entry = server.config("app", name).django()
        connection.close()
        connection.settings_dict.update(entry)
        connection.settings_dict["TEST"]["NAME"] = name
        yield
        connection.close()


@pytest.fixture
def committed(
    server: Server, template_database: str, worker_id: str, django_db_blocker: Any
) -> Iterator[str]:
    """A database of its own in which everything commits for real; for what an outer transaction would hide."""
    name = f"leak_{worker_id}_{os.getpid()}"
    with django_db_blocker.unblock():
        clone(server, template_database, name)
        before = dict(connection.settings_dict)
        connection.close()
        connection.settings_dict.update(server.config("app", name).django())
        yield name
        connection.close()
        connection.settings_dict.update(before)


@pytest.fixture(autouse=True)
def outbox_takes_mail(settings: Any) -> None:
    """Django's test environment swaps the mail backend; ours is part of what is tested."""
    settings.MAILERS = {"default": {"BACKEND": "samphan.comms.mail.OutboxBackend"}}


Statements = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def statements() -> Statements:
    """Collector of what a page asks the database, to be opened in a ``with`` block.

    Inside the transaction of a test a scope saves, reads and puts back the outer settings; BEGIN and COMMIT
    are not counted either.
    """

    @contextmanager
    def collect() -> Iterator[list[str]]:
        sent: list[str] = []
        with CaptureQueriesContext(connection) as captured:
            yield sent
        putting_back = ("SAVEPOINT", "RELEASE", "select coalesce(current_setting", "select set_config")
        sent += [each["sql"] for each in captured if not each["sql"].startswith(putting_back)]

    return collect


def _owned_tables() -> re.Pattern[str]:
    tables = [
        model._meta.db_table for model in apps.get_models() if getattr(model, "table_kind", "") == "owned"
    ]
    return re.compile(r'"(' + "|".join(tables) + r')"')


@pytest.fixture(autouse=True)
def scope_is_open(request: pytest.FixtureRequest) -> Iterator[None]:
    """A query on an owned table outside a scope would silently find nothing: here it raises."""
    if not {"db", "transactional_db", "committed"} & set(request.fixturenames):
        yield
        return
    owned = _owned_tables()

    def check(execute: Any, statement: str, params: Any, many: bool, context: Any) -> Any:
        if scope.current.get() is None and owned.search(str(statement)):
            raise AssertionError(f"query on an owned table outside a scope: {statement}")
        return execute(statement, params, many, context)

    with connection.execute_wrapper(check):
        yield
