"""Bringing a list: match its columns, answer its questions, take it in as one, or discard it.

Nothing stands in the directory before ``take_in_list``; undoing it is in ``imports_undo``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from samphan.directory import policy
from samphan.directory.actions.imports_bulk import as_ranges
from samphan.directory.models import ImportKind, ImportState, ListColumn, ListImport, ListRows
from samphan.directory.queries.imports import NOT_KEPT, Checked, ListKind, kinds
from samphan.directory.queries.imports_columns import (
    NAME,
    guess_columns,
    guess_header,
    plain_header,
    remembered,
    with_remembered,
)
from samphan.directory.queries.imports_lines import CHUNK, all_lines, first_rows
from samphan.directory.transitions import ANSWER, DISCARD, LIST, MATCH, REOPEN, TAKE_IN
from samphan.kit.errors import Problem
from samphan.kit.thai.fold import clean
from samphan.tenancy import files
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from samphan.kit.actor import Actor
    from samphan.kit.sheets import Sheet

#: Two lists are never taken in at the same time, in whatever network: the directory is shared, and both might add one name.
LOCK: Final = 7_210_401
ANSWER_LENGTH: Final = 500
_CODE: Final = re.compile(r"[a-z]{2,20}-[0-9a-z_-]{1,40}")


def list_label(brought: ListImport) -> tuple[str, str]:
    """How a list is called, in Thai and English: by its file, else by what it holds."""
    if brought.source_name:
        return brought.source_name, brought.source_name
    labels = []
    for language in ("th", "en"):
        with translation.override(language):
            labels.append(str(_("pasted list: %(kind)s") % {"kind": ImportKind(brought.kind).label}))
    return labels[0], labels[1]


@transaction.atomic
def bring_list(
    *,
    by: Actor,
    kind: ListKind,
    sheet: Sheet,
    source_name: str = "",
    subject_id: int | None = None,
    content: bytes = b"",
    media_type: str = files.CSV,
) -> ListImport:
    """Keep a list that somebody brought, and its file, with a guess of what its columns hold.

    When ``sheet`` holds only the first rows, the others are read afterwards (``imports_work``).
    """
    by.must(policy.bring_list, on=kind.code)
    if kind.subjects is None:
        subject_id = None
    elif subject_id not in {pk for pk, _label in kind.subjects(by)}:
        raise Problem(_("Choose one from the list."), field="subject")
    name = clean(source_name)[:255]
    brought = ListImport(
        network_id=by.network_id,
        kind=kind.code,
        source_name=name,
        subject_id=subject_id,
        brought_by_id=by.user_id,
    )
    if content:
        brought.file = files.store(
            content, network_id=by.network_id, name=name or "list", media_type=media_type
        )
    _describe(brought, kind, sheet)
    brought.save(force_insert=True)
    write_rows(brought, sheet.rows)
    record(by, "bring_list", brought, changes={"rows": [None, len(sheet.rows)]}, label=list_label(brought))
    return brought


@transaction.atomic
def choose_sheet(*, by: Actor, brought: ListImport, sheet: Sheet) -> ListImport:
    """Read another sheet of the same file instead; answers to the rows of the first are forgotten."""
    brought = locked(by, brought, MATCH)
    _describe(brought, kinds()[brought.kind], sheet)
    brought.answers, brought.summary, brought.state = {}, {}, ImportState.MAPPING
    brought.save()
    ListRows.objects.filter(network_id=by.network_id, brought=brought).delete()
    write_rows(brought, sheet.rows)
    record(by, "choose_list_sheet", brought, changes={"sheet": [None, sheet.name]}, label=list_label(brought))
    return brought


def _describe(brought: ListImport, kind: ListKind, sheet: Sheet) -> None:
    """What is known of a list from its first rows: names of the columns and what they hold."""
    header_row = guess_header(sheet.rows, kind.fields)
    columns = guess_columns(sheet.rows[:CHUNK], kind.fields, header_row)
    if kind.tidy is not None:
        columns = kind.tidy(columns)
    if header_row:
        known = remembered(brought.network_id, kind.code, sheet.rows[header_row - 1])
        columns = with_remembered(columns, known)
    brought.header_row = header_row
    brought.columns = {str(column): code for column, code in sorted(columns.items())}
    brought.sheet, brought.sheets = sheet.name, list(sheet.names)
    brought.row_count, brought.is_read = len(sheet.rows), sheet.is_whole


def write_rows(brought: ListImport, rows: Sequence[list[str]], *, first: int = 1) -> None:
    """Keep cells, a thousand rows together; ``first`` is the number of the first row."""
    ListRows.objects.bulk_create(
        [
            ListRows(
                network_id=brought.network_id,
                brought=brought,
                first=first + at,
                cells=rows[at : at + CHUNK],
            )
            for at in range(0, len(rows), CHUNK)
        ],
        batch_size=20,
    )


@transaction.atomic
def match_columns(
    *, by: Actor, brought: ListImport, header_row: int, columns: Mapping[int, str]
) -> ListImport:
    """Say which row names the columns and what each column holds; the network's next list of the kind begins with that.

    Answers belong to rows and names, so they survive; corrections of cells do too.
    """
    brought = locked(by, brought, MATCH)
    kind = kinds()[brought.kind]
    codes = [code for code in columns.values() if code]
    if not set(codes) <= {each.code for each in kind.fields}:
        raise Problem(_("Choose one from the list."))
    brought.header_row = header_row if header_row <= min(brought.row_count, CHUNK) else 0
    brought.columns = {str(column): code for column, code in sorted(columns.items()) if code}
    brought.state, brought.summary = ImportState.PREVIEW, {}
    brought.save(update_fields=["header_row", "columns", "state", "summary"])
    _remember(brought)
    record(
        by,
        "match_list_columns",
        brought,
        changes={"columns": [None, brought.columns]},
        label=list_label(brought),
    )
    return brought


def _remember(brought: ListImport) -> None:
    """Keep what each named column holds, for the network's next list of the kind."""
    if not brought.header_row:
        return
    header = first_rows(brought, brought.header_row)[-1]
    known: dict[str, str] = {}
    for column, name in enumerate(header):
        plain = plain_header(name)[:NAME]
        code = brought.columns.get(str(column), "")
        if plain and (code or plain not in known):
            known[plain] = code
    ListColumn.objects.bulk_create(
        [
            ListColumn(network_id=brought.network_id, kind=brought.kind, name=name, code=code)
            for name, code in known.items()
        ],
        update_conflicts=True,
        unique_fields=["network", "kind", "name"],
        update_fields=["code"],
    )


@transaction.atomic
def answer_questions(*, by: Actor, brought: ListImport, answers: Mapping[str, str]) -> ListImport:
    """Keep answers by the code of their question; an empty answer takes one back.

    What is not an answer any more (the directory has changed, say) is judged when the list is checked, not here.
    """
    brought = locked(by, brought, ANSWER)
    kept = dict(brought.answers)
    for code, answer in answers.items():
        if not _CODE.fullmatch(code):
            continue
        text = " ".join(clean(answer)[:ANSWER_LENGTH].split())
        # A corrected cell may be empty on purpose; every other empty answer is none.
        if text or code.startswith("cell-"):
            kept[code] = text
        else:
            kept.pop(code, None)
    changed = sum(
        1 for code in kept.keys() | brought.answers.keys() if kept.get(code) != brought.answers.get(code)
    )
    if changed:
        brought.answers = kept
        brought.save(update_fields=["answers"])
        record(
            by,
            "answer_list_questions",
            brought,
            changes={"answers": [None, changed]},
            label=list_label(brought),
        )
    return brought


@transaction.atomic
def take_in_list(*, by: Actor, brought: ListImport, now: dt.datetime) -> ListImport:
    """Make records of the rows, all or none; what was brought but not asked for is forgotten.

    Raises:
        Problem: a row still has a problem or a question.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
    brought = locked(by, brought, TAKE_IN)
    if not brought.is_read:
        raise Problem(_("The rest of the list is still being read. Wait a moment."))
    kind = kinds()[brought.kind]
    checked = kind.check(by, brought, all_lines(brought, with_choices=False))
    _must_be_ready(checked)
    outcome = kind.take_in(by=by, brought=brought, checked=checked)
    brought.created = [[code, as_ranges(ids)] for code, ids in outcome.created]
    brought.outcome = {"counts": outcome.counts}
    if outcome.filled:
        brought.outcome["filled"] = outcome.filled
    if brought.file_id is None:
        _forget_unmapped(brought)
    brought.state, brought.done_at = ImportState.DONE, now
    brought.save(update_fields=["created", "outcome", "state", "done_at"])
    record(
        by,
        "take_in_list",
        brought,
        changes={"counts": [None, outcome.counts], "created": [None, brought.created]},
        label=list_label(brought),
    )
    return brought


@transaction.atomic
def reopen_list(*, by: Actor, brought: ListImport) -> ListImport:
    """Check an undone list again, with the answers that it had."""
    brought = locked(by, brought, REOPEN)
    brought.state, brought.created, brought.outcome, brought.done_at = ImportState.PREVIEW, [], {}, None
    brought.save(update_fields=["state", "created", "outcome", "done_at"])
    record(by, "reopen_list", brought, label=list_label(brought))
    return brought


@transaction.atomic
def discard_list(*, by: Actor, brought: ListImport) -> None:
    """Forget a list that is not taken in, with all its rows and its file."""
    brought = locked(by, brought, DISCARD)
    record(by, "discard_list", brought, label=list_label(brought))
    file = brought.file
    brought.delete()
    if file is not None:
        file.delete()


def locked(by: Actor, brought: ListImport, act: str) -> ListImport:
    """The list, held until the transaction ends, if the actor may and its state allows the act.

    Raises:
        Problem: somebody has taken it in, undone or discarded it meanwhile.
    """
    held = ListImport.objects.select_for_update().filter(pk=brought.pk).first()
    if held is None:
        raise Problem(_("Somebody has discarded this list meanwhile."))
    by.must(policy.manage_list, on=held)
    if (held.state, act) not in LIST:
        state = ImportState(held.state).label
        raise Problem(_("This list is “%(state)s” meanwhile. Open it again.") % {"state": state})
    return held


def _must_be_ready(checked: Checked) -> None:
    if checked.is_ready:
        if not any(row.is_taken for row in checked.rows):
            raise Problem(_("There is nothing to take in: every row is left out."))
        return
    raise Problem(_("Some rows still need an answer or a correction. Correct them, or leave them out."))


def _forget_unmapped(brought: ListImport) -> None:
    """Of a pasted list only what was asked for is kept: telephone numbers in a further column are not."""
    mapped = {int(column) for column, code in brought.columns.items() if code != NOT_KEPT}
    chunks = list(ListRows.objects.filter(network_id=brought.network_id, brought=brought))
    for chunk in chunks:
        chunk.cells = [
            [cell if column in mapped else "" for column, cell in enumerate(row)] for row in chunk.cells
        ]
    ListRows.objects.bulk_update(chunks, ["cells"], batch_size=20)
