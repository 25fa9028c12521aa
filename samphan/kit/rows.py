"""Adding one row by a statement that is put together once for each model.

Django's ``save()`` makes the same INSERT anew for every row, which takes longer than PostgreSQL needs to carry it out;
one registration adds eight rows.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import AutoField

if TYPE_CHECKING:
    from django.db.models import Field, Model

_TAKES_A_VALUE: Final = "%s"


def add[M: Model](obj: M) -> M:
    """Insert a new object without a key, with every default and automatic time of its fields, and give it its key.

    No signals are sent and no ``save()`` of the model is asked: for models that need neither. A row that is owned
    by no network is refused by the database.

    Raises:
        ValueError: the object has a key already, or refers to one that was not saved.
    """
    if obj.pk is not None:
        raise ValueError(f"{obj!r} has a key already")
    prepare: Any = obj._prepare_related_fields_for_save  # type: ignore[attr-defined]  # noqa: SLF001 - as ``save()`` begins; the stubs leave it out
    prepare(operation_name="add")
    statement, fields = _statement(type(obj))
    database = connections[DEFAULT_DB_ALIAS]
    values = [field.get_db_prep_save(field.pre_save(obj, add=True), database) for field in fields]
    with database.cursor() as cursor:
        cursor.execute(statement, values)
        (obj.pk,) = cursor.fetchone()
    state = obj._state  # noqa: SLF001 - as ``save()`` ends
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    return obj


@cache
def _statement(model: type[Model]) -> tuple[str, tuple[Field[Any, Any], ...]]:
    """The INSERT of a model, and the fields whose values it takes."""
    options = model._meta  # noqa: SLF001 - Django's own name for the model's options
    if not isinstance(options.pk, AutoField):
        raise TypeError(f"{model.__name__} does not get its key from the database")
    fields = tuple(each for each in options.concrete_fields if not each.primary_key)
    if any(each.generated or each.has_db_default() or hasattr(each, "get_placeholder") for each in fields):
        raise TypeError(f"{model.__name__} has columns that are more than a value")
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(each.column)) for each in fields)
    taken = ", ".join([_TAKES_A_VALUE] * len(fields))
    table, key = quote(options.db_table), quote(str(options.pk.column))
    return f"INSERT INTO {table} ({names}) VALUES ({taken}) RETURNING {key}", fields  # noqa: S608 - made of the model's own names
