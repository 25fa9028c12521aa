"""Brought lists in every state, each row of them with a marker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.directory.actions.imports import bring_list, match_columns, take_in_list
from samphan.directory.actions.imports_undo import undo_list
from samphan.directory.queries.imports import kinds
from samphan.kit.sheets import read_table

if TYPE_CHECKING:
    import datetime as dt

    from samphan.directory.models import ListImport
    from samphan.events.models import Event
    from samphan.kit.actor import Actor


def bring_lists(*, by: Actor, event: Event, marker: str, now: dt.datetime) -> list[ListImport]:
    """Lists of participants: to be matched, to be checked, taken in, undone; and one of organisations to be checked."""
    matching = _brought(by, event, marker, "ก")
    checking, done, undone = (_matched(by, _brought(by, event, marker, letter)) for letter in "ขคง")
    done, undone = (take_in_list(by=by, brought=each, now=now) for each in (done, undone))
    undone = undo_list(by=by, brought=undone)
    organisations = bring_list(
        by=by, kind=kinds()["organisations"], sheet=read_table(f"ชื่อ\nสำนักงานที่ไม่มีใครรู้จัก{marker}\n")
    )
    return [matching, checking, done, undone, _matched(by, organisations)]


def _brought(by: Actor, event: Event, marker: str, letter: str) -> ListImport:
    text = f"ชื่อ-สกุล\tตำแหน่ง\tโทรศัพท์\nมานี{letter}{marker} มีนา{marker}\tอาจารย์ {marker}\t02-{marker}\n"
    kind = kinds()["participants"]
    return bring_list(
        by=by, kind=kind, sheet=read_table(text), source_name=f"{marker}.xlsx", subject_id=event.pk
    )


def _matched(by: Actor, brought: ListImport) -> ListImport:
    columns = {int(column): code for column, code in brought.columns.items()}
    return match_columns(by=by, brought=brought, header_row=brought.header_row, columns=columns)
