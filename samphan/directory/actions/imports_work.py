"""What a worker does with a large list: read the rest of it, check it, answer what is alike, take it in, undo it.

The work of one act is one transaction: a worker that is killed in the middle leaves nothing behind, and the queue begins
again. How far it is stands in ``ListWork``, written through a second connection, because the transaction itself shows
nothing before its end.
"""

from __future__ import annotations

import gc
import json
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samphan.directory import policy
from samphan.directory.actions.imports import (
    answer_questions,
    list_label,
    take_in_list,
    write_rows,
)
from samphan.directory.actions.imports_bulk import listening
from samphan.directory.actions.imports_undo import undo_list
from samphan.directory.models import ImportState, ListImport, ListRows, ListWork, WorkState
from samphan.directory.queries.imports import MARKS, kinds, proposals
from samphan.directory.queries.imports_institutions import new_names
from samphan.directory.queries.imports_lines import CHUNK, all_lines
from samphan.directory.queries.imports_sources import read_source
from samphan.kit import jobs
from samphan.kit.errors import Problem
from samphan.tenancy import files
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from samphan.directory.queries.imports import Checked
    from samphan.kit.actor import Actor

READ, CHECK, ACCEPT, ADD_NEW, TAKE_IN, UNDO = "read", "check", "accept", "new", "take_in", "undo"
ACTS: Final = (READ, CHECK, ACCEPT, ADD_NEW, TAKE_IN, UNDO)
_PAUSE: Final = 0.5
"""Seconds between two writings of how far the work is."""

SHARED_KEPT: Final = 200
_PROGRESS: Final = "update directory_listwork set state = 'running', done = %s, of = %s where id = %s"


@transaction.atomic
def ask_work(*, by: Actor, brought: ListImport, act: str) -> ListWork:
    """Let the worker do something with a list; asked again while it is at work, nothing more is asked.

    Raises:
        Problem: the worker is busy with something else on this list.
    """
    by.must(policy.manage_list, on=brought)
    if act not in ACTS or by.user_id is None:
        raise ValueError(act)
    work = ListWork.objects.select_for_update().filter(network_id=by.network_id, brought=brought).first()
    if work is not None and work.is_open:
        if act in {work.act, CHECK}:
            return work
        raise Problem(_("The list is still being worked on. Wait a moment."))
    if work is None:
        work = ListWork(network_id=by.network_id, brought=brought)
    work.act, work.state, work.problem = act, WorkState.WAITING, ""
    work.done, work.of = 0, brought.row_count
    work.asked_by_id, work.language = by.user_id, get_language() or "th"
    work.save()
    record(by, "ask_list_work", brought, changes={"act": [None, act]}, label=list_label(brought))
    jobs.defer("directory.work_on_list", work=work.pk, network=by.network_id)
    return work


@transaction.atomic
def do_work(*, by: Actor, work: ListWork, now: dt.datetime) -> None:
    """Do what was asked for, all of it or nothing. What was done already is not done again.

    Raises:
        Problem: the list cannot be read or taken in as it is.
    """
    by.must(policy.manage_list, on=work.brought)
    with connection.cursor() as cursor:
        # One list, one worker: a second one, which the queue sent after a crash, waits here and then finds it done.
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCK, work.pk % 2_000_000_000])
    work = ListWork.objects.select_related("brought__file").get(pk=work.pk)
    if not work.is_open:
        return
    with _progress(work) as told, listening(told), _without_collector():
        _act(by, work, now)
    ListWork.objects.filter(pk=work.pk).update(state=WorkState.DONE)


@transaction.atomic
def fail_work(*, by: Actor, work: ListWork, problem: str) -> None:
    """Say why nothing came of it; the list stays as it was."""
    by.must(policy.manage_list, on=work.brought)
    ListWork.objects.filter(pk=work.pk).update(state=WorkState.FAILED, problem=problem[:500])
    record(
        by,
        "fail_list_work",
        work.brought,
        changes={"problem": [None, problem[:500]]},
        label=list_label(work.brought),
    )


@transaction.atomic
def check_list(*, by: Actor, brought: ListImport) -> Checked:
    """Check all rows of a large list and keep what was found, so that its pages can be shown quickly."""
    by.must(policy.manage_list, on=brought)
    checked = kinds()[brought.kind].check(by, brought, all_lines(brought, with_choices=False))
    _keep_marks(brought, checked)
    asked = checked.open_questions
    brought.summary = {
        "counts": {state.value: count for state, count in checked.counts().items()},
        "questions": len([each for each in asked if each in checked.shared]),
        "proposals": sum(1 for each in asked if each.proposal),
        "unknown": sum(1 for each in asked if each.nears),
        # Where the shared questions are asked first, the open ones before the others.
        "asked_in": [
            each.rows[0]
            for each in sorted(checked.shared, key=lambda each: not each.is_open)[:SHARED_KEPT]
            if each.rows
        ],
    }
    ListImport.objects.filter(pk=brought.pk).update(summary=brought.summary)
    return checked


_LOCK: Final = 7_210_402


def _act(by: Actor, work: ListWork, now: dt.datetime) -> None:
    brought = work.brought
    if work.act == READ:
        _read_rest(by, brought)
    elif work.act == TAKE_IN:
        take_in_list(by=by, brought=brought, now=now)
        return
    elif work.act == UNDO:
        undo_list(by=by, brought=brought)
        return
    if brought.state == ImportState.PREVIEW:
        checked = check_list(by=by, brought=brought)
        if work.act in {ACCEPT, ADD_NEW}:
            answers = proposals(checked) if work.act == ACCEPT else new_names(checked)
            answer_questions(by=by, brought=brought, answers=answers)
            brought.refresh_from_db()
            check_list(by=by, brought=brought)


def _read_rest(by: Actor, brought: ListImport) -> None:
    """The rows that were not read when the file came. The first ones are there, and somebody may look at them."""
    if brought.is_read or brought.file is None:
        return
    sheet = read_source(files.read(brought.file), brought.file.name, sheet=brought.sheet)
    start = brought.row_count // CHUNK * CHUNK
    ListRows.objects.filter(network_id=by.network_id, brought=brought, first__gt=start).delete()
    write_rows(brought, sheet.rows[start:], first=start + 1)
    ListImport.objects.filter(pk=brought.pk).update(row_count=len(sheet.rows), is_read=True)
    brought.refresh_from_db()
    record(by, "bring_list", brought, changes={"rows": [None, len(sheet.rows)]}, label=list_label(brought))


def _keep_marks(brought: ListImport, checked: Checked) -> None:
    """One letter a row, and the rows on which others depend. Two statements."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select first, jsonb_array_length(cells) from directory_listrows where network_id = %s and brought_id = %s"
            " order by first",
            [brought.network_id, brought.pk],
        )
        chunks: dict[int, tuple[list[str], dict[str, list[int]]]] = {
            first: ([" "] * length, {}) for first, length in cursor.fetchall()
        }
    firsts = list(chunks)
    at = 0
    for row in checked.rows:
        while at + 1 < len(firsts) and row.number >= firsts[at + 1]:
            at += 1
        marks, links = chunks[firsts[at]]
        marks[row.number - firsts[at]] = MARKS[row.state]
        if row.relates:
            links[str(row.number)] = row.relates
    with connection.cursor() as cursor:
        cursor.execute(
            "update directory_listrows r set marks = given.marks, links = given.links"
            " from unnest(%s::int[], %s::text[], %s::jsonb[]) as given(first, marks, links)"
            " where r.network_id = %s and r.brought_id = %s and r.first = given.first",
            [
                firsts,
                ["".join(chunks[first][0]) for first in firsts],
                [json.dumps(chunks[first][1]) for first in firsts],
                brought.network_id,
                brought.pk,
            ],
        )


@contextmanager
def _without_collector() -> Iterator[None]:
    """A hundred thousand rows live until the end: none of them is rubbish to be looked for again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _progress(work: ListWork) -> Iterator[Callable[[int], None]]:
    """A function that is told of steps and writes them where others see them, at most twice a second."""
    side = connection.copy()
    done, told = 0, 0.0

    def tell(steps: int) -> None:
        nonlocal done, told
        done += steps
        if time.monotonic() - told < _PAUSE:
            return
        told = time.monotonic()
        with side.cursor() as cursor:
            cursor.execute("begin")
            cursor.execute("select set_config('app.networks', %s, true)", [str(work.network_id)])
            cursor.execute(_PROGRESS, [done, max(work.of, done), work.pk])
            cursor.execute("commit")

    try:
        tell(0)
        yield tell
    finally:
        side.close()
