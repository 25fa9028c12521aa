"""Statements that Django made, as parts of larger ones that it cannot say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet


def statement_of(rows: QuerySet[Any, Any]) -> tuple[str, Sequence[Any]]:
    """The statement of rows and its values, also where Django knows beforehand that there are none."""
    statement, values = rows.query.get_compiler(connection.alias, elide_empty=False).as_sql()
    return statement, values
