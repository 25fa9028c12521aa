"""Conditions over many keys, as a search gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import BooleanField, F, Func, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

_TAKEN_APART: Final = 100
"""PostgreSQL looks into a list of up to so many constants while it plans (MAX_SAOP_ARRAY_SIZE of its predtest.c)."""


def among(name: str, keys: Iterable[int]) -> Func:
    """Condition: the key in the column ``name`` is one of ``keys``; to be used like a ``Q``.

    Says the same as ``name__in``, as one parameter in place of one a key. Beside an ``OR`` PostgreSQL compares each
    key of a short list with each other one while it plans, which takes ten times as long as finding the rows: a short
    list is therefore made long by repeating a key.
    """
    listed = [str(key) for key in keys]
    listed += listed[:1] * (_TAKEN_APART + 1 - len(listed))
    return Func(
        F(name),
        # As PostgreSQL writes an array, because Django and the driver would ask each key for its type.
        Value(f"{{{','.join(listed)}}}"),
        template="%(expressions)s::bigint[])",
        arg_joiner=" = any(",
        output_field=BooleanField(),
    )
