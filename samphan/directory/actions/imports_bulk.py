"""What all lists need when they are taken in: audit rows of many records, and ids in short form."""

from __future__ import annotations

import json
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from samphan.kit import bulk
from samphan.kit.errors import Problem
from samphan.tenancy import search
from samphan.tenancy.audit import LABEL
from samphan.tenancy.models import AuditEntry, SearchRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from samphan.kit.actor import Actor

#: What the audit trail says of a record that a list made, and of one to which a list added something.
MADE, FILLED = "add_by_list", "fill_by_list"
_COLUMNS: Final = ("object_id", "object_label_th", "object_label_en", "changes")
_json: Final = json.JSONEncoder(ensure_ascii=False).encode

_listener: ContextVar[Callable[[int], None] | None] = ContextVar("samphan_list_progress", default=None)


@contextmanager
def listening(listener: Callable[[int], None]) -> Iterator[None]:
    """Inside, ``listener`` is told of every step that is done."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def report(steps: int) -> None:
    """So many records more are written; whoever waits for the list may be told."""
    if (listener := _listener.get()) is not None:
        listener(steps)


@contextmanager
def row(number: int) -> Iterator[None]:
    """What is refused inside is said with the number of its row; nothing of the list stays."""
    try:
        yield
    except Problem as problem:
        raise Problem(
            _("Row %(row)s: %(problem)s") % {"row": number, "problem": problem.message}
        ) from problem
    report(1)


def record_many(
    by: Actor, act: str, kind: str, records: Iterable[tuple[int, str, str, Mapping[str, Any]]]
) -> None:
    """One audit row a record, (id, Thai label, English label, changes), some thousand a statement."""
    put_records(by, act, kind, map(audit_row, records))


def audit_row(told: tuple[int, str, str, Mapping[str, Any]]) -> tuple[int, str, str, str]:
    """The values of an audit row that differ from record to record, as ``put_records`` takes them."""
    pk, label_th, label_en, changes = told
    return pk, label_th[:LABEL], label_en[:LABEL], _json(changes)


def put_records(by: Actor, act: str, kind: str, rows: Iterable[tuple[int, str, str, str]]) -> None:
    """Write audit rows of one act on records of one kind. Four statements."""
    bulk.insert(
        AuditEntry,
        _COLUMNS,
        rows,
        network_id=by.network_id or None,
        actor_kind=by.kind,
        user_id=by.user_id,
        actor_label=by.label,
        act=act,
        object_kind=kind,
        reason=by.reason,
    )


def put_new(rows: Iterable[search.Words]) -> None:
    """Write search rows of records that were made just now, of which there can be no others."""
    bulk.insert(SearchRow, search.Words._fields, rows)


def put_again(rows: Sequence[SearchRow]) -> None:
    """Write search rows anew, with those that follow them."""
    if rows:
        search.put(rows)


def as_ranges(ids: Iterable[int]) -> list[list[int]]:
    """Ids as [first, last] of each run: those of a list follow each other, so a hundred thousand are one pair."""
    ranges: list[list[int]] = []
    for pk in sorted(ids):
        if ranges and pk == ranges[-1][1] + 1:
            ranges[-1][1] = pk
        else:
            ranges.append([pk, pk])
    return ranges


def ids_of(ranges: Sequence[Any]) -> Iterator[int]:
    """The ids again; lists of before ranges were kept hold the ids themselves."""
    for each in ranges:
        if isinstance(each, int):
            yield each
        else:
            yield from range(each[0], each[1] + 1)
