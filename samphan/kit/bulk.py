"""Many rows at once: ids are taken beforehand, and the values go through COPY.

PostgreSQL refuses COPY into a table under row-level security, so the rows pass through a temporary one; and the ORM
spends most of its time on making instances. What is the same in every row is sent once.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final, cast

from django.db import connection
from django.db.models import NOT_PROVIDED
from psycopg import Cursor, sql

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from django.db import models

_LENGTH: Final = re.compile(r"\([0-9, ]+\)")


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """So many ids that nobody else gets, rising. One statement."""
    if not count:
        return []
    table, column = _table(model), model._meta.pk.column  # noqa: SLF001 - Django's own name for the options of a model
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, %s)) from generate_series(1, %s)",
            [table, column, count],
        )
        return [pk for (pk,) in cursor.fetchall()]


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], **constants: Any
) -> int:
    """Insert rows of values in the order of ``columns`` (field names, ``x_id`` for a reference); how many they were.

    ``constants`` hold for every row; all other fields get their default. Values are as the database takes them: JSON as
    text. What is too long or breaks a constraint raises as ever. Four statements, whatever the number of rows.
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001 - see above
    blank = model()
    for name, field in fields.items():
        if name in columns or name in constants or field.primary_key or field.db_default is not NOT_PROVIDED:
            continue
        constants[name] = field.get_db_prep_save(field.pre_save(blank, add=True), connection)
    given = [sql.Identifier(str(fields[name].column)) for name in columns]
    every = [*given, *(sql.Identifier(str(fields[name].column)) for name in constants)]
    typed = [sql.SQL("%s::{}").format(sql.SQL(_type(fields[name]))) for name in constants]
    table, passing = sql.Identifier(_table(model)), sql.Identifier(f"passing_{_table(model)}")
    apart = sql.SQL(", ").join
    making = sql.SQL("create temporary table {} on commit drop as select {} from {} with no data")
    moving = sql.SQL("insert into {} ({}) select {} from {}")
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.execute(making.format(passing, apart(given), table))
        with cursor.copy(sql.SQL("copy {} from stdin").format(passing)) as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            moving.format(table, apart(every), apart([*given, *typed]), passing), list(constants.values())
        )
        count = cursor.rowcount
        cursor.execute(sql.SQL("drop table {}").format(passing))
    return count


def ahead[T](made: Iterable[T]) -> Generator[T]:
    """The same things, each made in a second thread while the one before it is used.

    So Python makes rows while the database takes the last ones in. What makes them must not use the database: the other
    thread has no connection with a scope.
    """
    source = iter(made)
    end = object()
    with ThreadPoolExecutor(max_workers=1) as maker:
        coming = maker.submit(next, source, end)
        while (one := coming.result()) is not end:
            coming = maker.submit(next, source, end)
            yield cast("T", one)


def _table(model: type[models.Model]) -> str:
    return model._meta.db_table  # noqa: SLF001 - see above


def _type(field: Any) -> str:
    """The type without its length: a cast to ``varchar(40)`` would cut silently what is too long."""
    return _LENGTH.sub("", str(field.db_type(connection)))
