"""What tests of the lists of an event share: bringing, checking and settling one, and a list as secretaries have it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from samphan.directory.actions.imports import answer_questions, bring_list, match_columns
from samphan.directory.models import ListImport
from samphan.directory.queries.imports import kinds, proposals
from samphan.directory.queries.imports_institutions import new_names
from samphan.directory.queries.imports_lines import all_lines
from samphan.kit.sheets import read_table

if TYPE_CHECKING:
    from samphan.directory.queries.imports import Checked, RowState
    from samphan.events.models import Event
    from samphan.kit.actor import Actor

NOW = dt.datetime(2026, 3, 31, 9, 0, tzinfo=dt.UTC)
HEAD = "ที่\tชื่อ-สกุล\tตำแหน่ง\tสถาบัน\tประเภท\tอีเมล\n"
GIVEN = ["สมชาย", "วรรณา", "ประเสริฐ", "กมลชนก", "ณัฐพล", "สุภาวดี", "ธนกฤต", "พิมพ์ใจ", "อนันต์", "รัตนา", "Somchai"]
FAMILY = ["ใจดี", "ณ เชียงใหม่", "ศรีสุข", "ตัวอย่างวงศ์", "บุญมาก", "แก้วงาม", "รักเรียน", "ทองดี", "สายน้ำ", "Example"]
TITLES = [
    "ผศ.ดร.",
    "รองศาสตราจารย์ ดร.",
    "นาย",
    "นางสาว",
    "น.ส. ",
    "ดร.",
    "อ.",
    "ว่าที่ ร.ต.",
    "Dr. ",
    "",
    "ผู้ช่วยศาสตราจารย์ ",
]


def brought(by: Actor, event: Event, text: str, kind: str = "participants") -> ListImport:
    """A list with its columns matched as guessed."""
    found = bring_list(by=by, kind=kinds()[kind], sheet=read_table(text), subject_id=event.pk)
    columns = {int(column): code for column, code in found.columns.items()}
    return match_columns(by=by, brought=found, header_row=found.header_row, columns=columns)


def checked(by: Actor, found: ListImport) -> Checked:
    fresh = ListImport.objects.get(pk=found.pk)
    return kinds()[found.kind].check(by, fresh, all_lines(fresh))


def states(result: Checked) -> dict[int, RowState]:
    return {row.number: row.state for row in result.rows}


def settled(by: Actor, found: ListImport) -> ListImport:
    """Every proposal accepted, every unknown name added: what a secretary does with two buttons."""
    for answers_of in (proposals, new_names, proposals):
        found = answer_questions(by=by, brought=found, answers=answers_of(checked(by, found)))
    return found


def realistic_list(people: int, institutions: int) -> str:
    """What a secretary copies out of Excel: mixed titles, abbreviations of nobody, two categories, rubbish between."""
    rows = [
        "\t".join(
            (
                str(number + 1),
                f"{TITLES[number % 11]}{GIVEN[number % 11]} {FAMILY[number % 10]}{'กขคงจฉชซ'[number // 11 % 8]}{'ญฐณดตถท'[number // 88]}",
                "ผู้อำนวยการ\u200b" if number % 3 else "เจ้าหน้าที่วิเทศสัมพันธ์",
                f"มหาวิทยาลัยลำดับที่{'กขคงจฉชซฌญฐณดตถทธนบปผพฟภม'[number % institutions]}แห่งหนึ่ง",
                "คณะกรรมการ" if number < 41 else "เจ้าหน้าที่",
                f"someone{number}@example.org",
            )
        )
        for number in range(people)
    ]
    return HEAD + "\n".join(rows) + "\n"
