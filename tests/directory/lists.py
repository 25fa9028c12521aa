"""What tests of brought lists share: bringing, checking and settling one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from samphan.directory.actions.imports import answer_questions, bring_list, match_columns, take_in_list
from samphan.directory.models import ListImport
from samphan.directory.queries.imports import NEW, kinds, proposals
from samphan.directory.queries.imports_lines import all_lines
from samphan.kit.sheets import read_table

if TYPE_CHECKING:
    from samphan.directory.queries.imports import Checked, CheckedRow, RowState
    from samphan.kit.actor import Actor

NOW: Final = dt.datetime(2026, 3, 31, 9, 0, tzinfo=dt.UTC)


def brought(by: Actor, kind: str, text: str, subject_id: int | None = None) -> ListImport:
    """A list with its columns matched as guessed."""
    found = bring_list(by=by, kind=kinds()[kind], sheet=read_table(text), subject_id=subject_id)
    columns = {int(column): code for column, code in found.columns.items()}
    return match_columns(by=by, brought=found, header_row=found.header_row, columns=columns)


def checked(by: Actor, found: ListImport) -> Checked:
    fresh = ListImport.objects.get(pk=found.pk)
    return kinds()[found.kind].check(by, fresh, all_lines(fresh))


def states(result: Checked) -> dict[int, RowState]:
    return {row.number: row.state for row in result.rows}


def said(row: CheckedRow) -> list[str]:
    """What is wrong with a row, in words."""
    return [str(trouble.message) for trouble in row.troubles]


def settled(by: Actor, found: ListImport) -> ListImport:
    """Every proposal accepted, every unknown name added."""
    found = answer_questions(by=by, brought=found, answers=proposals(checked(by, found)))
    unknown = {each.code: NEW for each in checked(by, found).open_questions if each.nears}
    found = answer_questions(by=by, brought=found, answers=unknown)
    return answer_questions(by=by, brought=found, answers=proposals(checked(by, found)))


def taken_in(by: Actor, kind: str, text: str) -> ListImport:
    return take_in_list(by=by, brought=settled(by, brought(by, kind, text)), now=NOW)
