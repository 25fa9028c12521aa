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
from samphan.directory.models import ImportKind, ImportState, ListImport
from samphan.directory.queries.imports import Checked, ListKind, guess_columns, guess_header, kinds
from samphan.directory.transitions import ANSWER, DISCARD, LIST, MATCH, REOPEN, TAKE_IN
from samphan.kit.errors import Problem
from samphan.kit.thai.fold import clean
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

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
    *, by: Actor, kind: ListKind, sheet: Sheet, source_name: str = "", subject_id: int | None = None
) -> ListImport:
    """Keep a list that somebody brought, with a guess of what its columns hold."""
    by.must(policy.bring_list, on=kind.code)
    if kind.subjects is None:
        subject_id = None
    elif subject_id not in {pk for pk, _label in kind.subjects(by)}:
        raise Problem(_("Choose one from the list."), field="subject")
    header_row = guess_header(sheet.rows, kind.fields)
    columns = guess_columns(sheet.rows, kind.fields, header_row)
    if kind.tidy is not None:
        columns = kind.tidy(columns)
    brought = ListImport.objects.create(
        network_id=by.network_id,
        kind=kind.code,
        source_name=clean(source_name)[:255],
        subject_id=subject_id,
        header_row=header_row,
        rows=sheet.rows,
        columns={str(column): code for column, code in sorted(columns.items())},
        brought_by_id=by.user_id,
    )
    record(by, "bring_list", brought, changes={"rows": [None, len(sheet.rows)]}, label=list_label(brought))
    return brought


@transaction.atomic
def match_columns(
    *, by: Actor, brought: ListImport, header_row: int, columns: Mapping[int, str]
) -> ListImport:
    """Say which row names the columns and what each column holds.

    Answers belong to rows and names, so they survive; corrections of cells do too.
    """
    brought = locked(by, brought, MATCH)
    kind = kinds()[brought.kind]
    codes = [code for code in columns.values() if code]
    if not set(codes) <= {each.code for each in kind.fields}:
        raise Problem(_("Choose one from the list."))
    brought.header_row = header_row if header_row <= len(brought.rows) else 0
    brought.columns = {str(column): code for column, code in sorted(columns.items()) if code}
    brought.state = ImportState.PREVIEW
    brought.save(update_fields=["header_row", "columns", "state"])
    record(
        by,
        "match_list_columns",
        brought,
        changes={"columns": [None, brought.columns]},
        label=list_label(brought),
    )
    return brought


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
    kind = kinds()[brought.kind]
    checked = kind.check(by, brought)
    _must_be_ready(checked)
    outcome = kind.take_in(by=by, brought=brought, checked=checked)
    brought.created = outcome.created
    brought.outcome = {"counts": outcome.counts}
    brought.rows = _without_unmapped(brought)
    brought.state, brought.done_at = ImportState.DONE, now
    brought.save(update_fields=["created", "outcome", "rows", "state", "done_at"])
    record(
        by,
        "take_in_list",
        brought,
        changes={"counts": [None, outcome.counts], "created": [None, outcome.created]},
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
    """Forget a list that is not taken in, with all its rows."""
    brought = locked(by, brought, DISCARD)
    record(by, "discard_list", brought, label=list_label(brought))
    brought.delete()


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


def _without_unmapped(brought: ListImport) -> list[list[str]]:
    """Only what was asked for is kept: telephone numbers in a further column are not."""
    mapped = {int(column) for column, code in brought.columns.items() if code != "not_kept"}
    return [[cell if column in mapped else "" for column, cell in enumerate(row)] for row in brought.rows]
