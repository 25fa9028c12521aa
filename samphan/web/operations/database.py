"""The database of the installation, embedded or given, as the commands need it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import psycopg

from samphan.kit.console import SpokenError
from samphan.kit.embedded import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.embedded import Role
    from samphan.kit.environment import DatabaseConfig, Environment

ALL_ROWS_ROLE = "samphan_backup"
"""The role the owner turns into to see every row (see `samphan.kit.embedded.provision`)."""


@contextlib.contextmanager
def available(environment: Environment) -> Iterator[None]:
    """The database can be reached inside: the embedded server runs, and stops afterwards if nobody else uses it."""
    if environment.database is not None:
        yield
        return
    with Server(environment.data_dir):
        yield


def config(environment: Environment, role: Role) -> DatabaseConfig:
    """How to connect as `role`.

    Raises:
        SpokenError: the given server has no connection for it.
    """
    if environment.database is None:
        return Server(environment.data_dir).config(role)
    if role == "app":
        return environment.database
    if environment.database_owner is None:
        raise SpokenError(
            "DATABASE_OWNER_URL is not set, and this needs the role that owns the database"
            " (samphan doctor prints how to make it).",
            "ยังไม่ได้กำหนด DATABASE_OWNER_URL ซึ่งคำสั่งนี้ต้องใช้บทบาทที่เป็นเจ้าของฐานข้อมูล"
            " (คำสั่ง samphan doctor แสดงวิธีสร้าง)",
        )
    return environment.database_owner


def connect(environment: Environment, role: Role) -> psycopg.Connection:
    """A connection as `role`, each statement on its own.

    Raises:
        SpokenError: the server does not answer, or refuses the role.
    """
    target = config(environment, role)
    try:
        return psycopg.connect(**target.libpq(), connect_timeout=10, autocommit=True)
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        raise SpokenError(
            f"The database {target.name} on {target.host} cannot be reached as {target.user}: {reason}",
            f"เชื่อมต่อฐานข้อมูล {target.name} ที่ {target.host} ด้วยบทบาท {target.user} ไม่ได้: {reason}",
        ) from error


def has_tables(environment: Environment) -> bool:
    """Whether somebody migrated here before."""
    with connect(environment, "owner") as connection:
        found = connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1").fetchone()
    return found is not None


def holds_records(environment: Environment) -> bool:
    """Whether a user or a network exists, seen past row-level security."""
    if not has_tables(environment):
        return False
    with connect(environment, "owner") as connection:
        connection.execute(f"SET ROLE {ALL_ROWS_ROLE}")
        found = connection.execute(
            "SELECT EXISTS (SELECT FROM accounts_user) OR EXISTS (SELECT FROM tenancy_network)"
        ).fetchone()
    return found == (True,)


def be_owner() -> None:
    """Let Django, in this process, connect as the role that migrates. To be called before its first query."""
    from django.conf import settings
    from django.db import connection

    owner = config(settings.ENVIRONMENT, "owner").django()
    connection.settings_dict.update(
        HOST=owner["HOST"],
        PORT=owner["PORT"],
        USER=owner["USER"],
        PASSWORD=owner["PASSWORD"],
        NAME=owner["NAME"],
        OPTIONS={**owner["OPTIONS"], "application_name": "samphan migrate"},
    )
