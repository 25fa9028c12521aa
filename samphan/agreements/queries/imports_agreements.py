"""Lists of agreements: what each row would become."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.agreements.models import Agreement, AgreementKind, Ending
from samphan.directory.queries.imports import (
    NONE,
    NOT_KEPT,
    Checked,
    CheckedRow,
    Field,
    RowState,
    Trouble,
    mapped_rows,
    settle,
)
from samphan.directory.queries.imports_cells import (
    brought_on,
    read_choice,
    read_day,
    read_text,
    refuse_backwards,
)
from samphan.directory.queries.imports_institutions import Institution, look_up
from samphan.kit.formats import language
from samphan.kit.thai.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.models import ListImport
    from samphan.directory.queries.imports import Question
    from samphan.directory.queries.imports_lines import Lines
    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

FIELDS: Final = (
    Field("title_th", gettext_lazy("title"),
          ("title", "agreement", "name", "subject", "ชื่อ", "ชื่อข้อตกลง", "ชื่อบันทึกข้อตกลง", "เรื่อง", "ชื่อความร่วมมือ", "ข้อตกลง"), is_prose=True),
    Field("title_en", gettext_lazy("title in English"), ("title in english", "english title", "ชื่อภาษาอังกฤษ", "ชื่ออังกฤษ")),
    Field("kind", gettext_lazy("kind"), ("kind", "type", "ประเภท", "ชนิด", "รูปแบบ")),
    Field("parties", gettext_lazy("parties"),
          ("parties", "partners", "party", "คู่สัญญา", "คู่ความร่วมมือ", "หน่วยงาน", "หน่วยงานคู่สัญญา", "ภาคี", "สถาบัน", "คู่ภาคี")),
    Field("parties_2", gettext_lazy("further parties"), ("party 2", "partner", "หน่วยงานที่ 2", "คู่สัญญาฝ่ายที่ 2", "ฝ่ายที่สอง")),
    Field("paper_number", gettext_lazy("number of the paper"), ("number", "no of agreement", "เลขที่", "เลขที่หนังสือ", "เลขที่ข้อตกลง")),
    Field("signed_on", gettext_lazy("signed on"), ("signed", "signed on", "date", "วันที่ลงนาม", "ลงนาม", "วันลงนาม", "ลงนามเมื่อ")),
    Field("in_force_from", gettext_lazy("in force from"), ("from", "in force", "start", "วันที่มีผล", "มีผลตั้งแต่", "วันเริ่มต้น", "เริ่ม")),
    Field("ends", gettext_lazy("ends"), ("ends", "until", "end", "expiry", "expires", "วันสิ้นสุด", "สิ้นสุด", "หมดอายุ", "วันหมดอายุ", "ถึง")),
    Field("scope_th", gettext_lazy("scope"), ("scope", "ขอบเขต", "ขอบเขตความร่วมมือ", "สาระสำคัญ", "วัตถุประสงค์"), is_prose=True),
    Field(NOT_KEPT, gettext_lazy("not taken in"), ("ลำดับ", "ลำดับที่", "ที่", "no.", "หมายเหตุ", "remark")),
)  # fmt: skip
NEEDS: Final = (("title_th", "title_en"), ("parties",))
COLUMNS: Final = (
    gettext_lazy("title"),
    gettext_lazy("kind"),
    gettext_lazy("parties"),
    gettext_lazy("signed on"),
    gettext_lazy("ends"),
)
_KINDS: Final = {
    fold(word): kind.value
    for kind, words in {
        AgreementKind.MOU: (
            "mou",
            "บันทึกความเข้าใจ",
            "บันทึกความร่วมมือ",
            "mou (บันทึกความเข้าใจ)",
            "memorandum of understanding",
        ),
        AgreementKind.MOA: ("moa", "บันทึกข้อตกลง", "บันทึกข้อตกลงความร่วมมือ", "memorandum of agreement"),
        AgreementKind.CONTRACT: ("contract", "สัญญา"),
        AgreementKind.LETTER_OF_INTENT: ("loi", "letter of intent", "หนังสือแสดงเจตจำนง"),
        AgreementKind.DECLARATION: ("declaration", "ปฏิญญา", "แถลงการณ์ร่วม", "ประกาศเจตนารมณ์"),
        AgreementKind.INFORMAL: ("informal", "ไม่เป็นทางการ"),
        AgreementKind.OTHER: ("other", "อื่น ๆ", "อื่นๆ", "อื่น"),
    }.items()
    for word in words
}
_APART: Final = re.compile(r"\s*[;|\n]\s*")
_NOTHING_ENDS: Final = frozenset(
    map(fold, ("ไม่มี", "ไม่กำหนด", "ไม่มีกำหนด", "open", "none", "no end", "-", "–"))
)


@dataclass(slots=True)
class AgreementRow:
    """A row as an agreement between its parties."""

    title_th: str = ""
    title_en: str = ""
    kind: str = AgreementKind.MOU
    paper_number: str = ""
    scope_th: str = ""
    parties: list[Institution] = field(default_factory=list)
    signed_on: PartialDate | None = None
    in_force_from: PartialDate | None = None
    ends: PartialDate | None = None

    @property
    def ending(self) -> str:
        """Without a last day the agreement has no end."""
        return Ending.FIXED if self.ends else Ending.OPEN


def check_agreements(actor: Actor, brought: ListImport, lines: Lines) -> Checked:
    """The rows of a list of agreements. The number of statements does not depend on the number of rows."""
    rows = list(mapped_rows(brought, lines))
    for row in rows:
        row.subject = _read(row, brought)
    shared = _find_parties(actor, brought, rows)
    known = {
        (fold(title), signed)
        for title, signed in Agreement.objects.filter(network_id=brought.network_id).values_list(
            "title_th", "signed_on"
        )
    }
    firsts: dict[tuple[str, PartialDate | None], CheckedRow] = {}
    for row in rows:
        agreement: AgreementRow = row.subject
        key = (fold(agreement.title_th), agreement.signed_on)
        if row.troubles:
            continue
        if key in known:
            row.state = RowState.PRESENT
            row.notes.append(_("An agreement of this title and day is in the register."))
        elif (first := firsts.setdefault(key, row)) is not row:
            row.state = RowState.DUPLICATE
            row.relates.append(first.number)
            row.notes.append(_("The same as row %(row)s; it is counted once.") % {"row": first.number})
    settle(rows, shared, brought.answers)
    labels = dict(AgreementKind.choices)
    for row in rows:
        agreement = row.subject
        row.cells = (
            agreement.title_th,
            str(labels.get(agreement.kind, "")),
            " · ".join(each.name or each.text for each in agreement.parties),
            agreement.signed_on.format(language(), style="short") if agreement.signed_on else "",
            agreement.ends.format(language(), style="short") if agreement.ends else "",
        )
    return Checked(rows, [question for question in shared.values() if question.rows])


def _read(row: CheckedRow, brought: ListImport) -> AgreementRow:
    today = brought_on(brought)
    title_th, title_en = read_text(row, "title_th", 500), read_text(row, "title_en", 500)
    if not title_th and not title_en:
        row.troubles.append(Trouble("title_th", _("There is no title in this row.")))
    agreement = AgreementRow(
        title_th or title_en,
        title_en,
        read_choice(row, "kind", _KINDS, AgreementKind.MOU),
        read_text(row, "paper_number", 80),
        read_text(row, "scope_th", 5_000),
    )
    agreement.signed_on = read_day(row, "signed_on", today)
    agreement.in_force_from = read_day(row, "in_force_from", today)
    if fold(row.values.get("ends", "")) not in _NOTHING_ENDS:
        agreement.ends = read_day(row, "ends", today)
    refuse_backwards(row, "ends", agreement.in_force_from or agreement.signed_on, agreement.ends)
    return agreement


def _names(row: CheckedRow) -> list[str]:
    cells = (row.values.get("parties", ""), row.values.get("parties_2", ""))
    return list(dict.fromkeys(part for cell in cells for part in _APART.split(cell) if part))


def _find_parties(actor: Actor, brought: ListImport, rows: Sequence[CheckedRow]) -> dict[str, Question]:
    """Each party of each row; what is not certain is asked once for all rows."""
    institutions = look_up(
        actor,
        (name for row in rows for name in _names(row)),
        brought.answers,
        label=_("Which organisation is this?"),
        none=_("leave this party out"),
    )
    for row in rows:
        keys: set[str] = set()
        for name in _names(row):
            institution = institutions.of(name)
            if institution is None:
                continue
            if institution.question:
                row.waits_for.append(institution.question)
                if institutions.questions[institution.question].answer == NONE:
                    continue
            key = str(institution.id) if institution.id is not None else institution.key
            if key not in keys:
                keys.add(key)
                row.subject.parties.append(institution)
        if len(row.subject.parties) < 2:
            row.troubles.append(
                Trouble(
                    "parties",
                    _("An agreement has at least two parties; write them with a semicolon between."),
                    row.values.get("parties", ""),
                )
            )
    return institutions.questions
