"""Lists of members, and of who represents them: what each row would become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.directory.queries.imports import (
    NONE,
    NOT_KEPT,
    Checked,
    CheckedRow,
    Field,
    Question,
    RowState,
    Trouble,
    mapped_rows,
    settle,
)
from samphan.directory.queries.imports_cells import (
    brought_on,
    read_choice,
    read_day,
    read_email,
    read_text,
    refuse_backwards,
)
from samphan.directory.queries.imports_institutions import Institution, look_up
from samphan.directory.queries.imports_organisations import NAME_WORDS
from samphan.kit.partial import PartialDate
from samphan.kit.thai.fold import fold
from samphan.networks.models import Member, MemberCategory, Representative, RepresentativeKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from samphan.directory.models import ListImport
    from samphan.directory.queries.imports_lines import Lines
    from samphan.kit.actor import Actor

_ORGANISATION: Final = Field(
    "organisation", gettext_lazy("organisation"),
    ("organisation", "organization", "member", "institution", "หน่วยงาน", "องค์กร", "สมาชิก", "สถาบัน", "สถาบันสมาชิก", "ชื่อหน่วยงาน",
     "ชื่อสถาบัน", "ชื่อสมาชิก", "มหาวิทยาลัย", "สังกัด", "ต้นสังกัด"),
    lambda cell: bool(NAME_WORDS.search(cell)),
)  # fmt: skip
_IGNORED: Final = Field(
    NOT_KEPT, gettext_lazy("not taken in"), ("ลำดับ", "ลำดับที่", "ที่", "no", "no.", "remark", "ลายมือชื่อ")
)
MEMBER_FIELDS: Final = (
    _ORGANISATION,
    Field("category", gettext_lazy("category"), ("category", "type", "ประเภท", "ประเภทสมาชิก", "ประเภทสมาชิกภาพ")),
    Field("number", gettext_lazy("member number"), ("number", "member number", "เลขที่สมาชิก", "หมายเลขสมาชิก", "เลขสมาชิก")),
    Field("since", gettext_lazy("member since"),
          ("since", "from", "member since", "joined", "ตั้งแต่", "วันที่เป็นสมาชิก", "เป็นสมาชิกตั้งแต่", "วันที่เข้าเป็นสมาชิก", "วันเริ่ม")),
    Field("until", gettext_lazy("member until"), ("until", "to", "left", "ถึง", "ถึงวันที่", "วันสิ้นสุด", "สิ้นสุด", "วันที่พ้นสมาชิกภาพ")),
    Field("instrument", gettext_lazy("resolution or order"), ("resolution", "order", "มติ", "มติที่ประชุม", "คำสั่ง", "อ้างอิง"), is_prose=True),
    Field("note", gettext_lazy("note"), ("note", "remark", "หมายเหตุ"), is_prose=True),
    _IGNORED,
)  # fmt: skip
MEMBER_COLUMNS: Final = (
    gettext_lazy("organisation"),
    gettext_lazy("category"),
    gettext_lazy("number"),
    gettext_lazy("since"),
    gettext_lazy("until"),
)
REPRESENTATIVE_FIELDS: Final = (
    _ORGANISATION,
    Field("name", gettext_lazy("name"),
          ("name", "full name", "representative", "ชื่อ-สกุล", "ชื่อ-นามสกุล", "ชื่อ นามสกุล", "ชื่อผู้แทน", "ผู้แทน", "ผู้ประสานงาน", "ชื่อ")),
    Field("email", gettext_lazy("e-mail address"), ("email", "e-mail", "mail", "อีเมล", "อีเมล์"), lambda cell: "@" in cell),
    Field("phone", gettext_lazy("telephone"),
          ("phone", "telephone", "mobile", "โทรศัพท์", "เบอร์โทร", "เบอร์โทรศัพท์", "มือถือ", "หมายเลขโทรศัพท์")),
    Field("position", gettext_lazy("position"), ("position", "post", "ตำแหน่ง"), is_prose=True),
    Field("kind", gettext_lazy("kind of representative"), ("kind", "role", "type", "ประเภท", "บทบาท", "ประเภทผู้แทน", "ฐานะ")),
    Field("since", gettext_lazy("from"), ("since", "from", "ตั้งแต่", "วันที่เริ่ม", "วันเริ่ม", "วันที่ได้รับแต่งตั้ง")),
    Field("until", gettext_lazy("until"), ("until", "to", "ถึง", "ถึงวันที่", "วันสิ้นสุด", "สิ้นสุด")),
    _IGNORED,
)  # fmt: skip
REPRESENTATIVE_COLUMNS: Final = (
    gettext_lazy("member"),
    gettext_lazy("name"),
    gettext_lazy("e-mail address"),
    gettext_lazy("kind of representative"),
    gettext_lazy("from"),
)
_KINDS: Final = {
    fold(word): kind.value
    for kind, words in {
        RepresentativeKind.LEAD: ("lead", "main", "หลัก", "ผู้แทนหลัก", "ผู้แทน", "ตัวจริง"),
        RepresentativeKind.ALTERNATE: ("alternate", "deputy", "สำรอง", "ผู้แทนสำรอง", "ผู้ช่วย"),
        RepresentativeKind.DUES: ("dues", "finance", "การเงิน", "ค่าบำรุง", "ผู้ประสานงานค่าบำรุง", "ผู้แทนด้านการเงิน"),
    }.items()
    for word in words
}


@dataclass(slots=True)
class MemberRow:
    """A row as a membership."""

    institution: Institution | None = None
    category: int | None = None
    category_name: str = ""
    number: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None
    instrument: str = ""
    note: str = ""


@dataclass(slots=True)
class RepresentativeRow:
    """A row as somebody who speaks for a member (``member`` is its id)."""

    institution: Institution | None = None
    member: int | None = None
    name: str = ""
    email: str = ""
    phone: str = ""
    position: str = ""
    kind: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None


def check_members(actor: Actor, brought: ListImport, lines: Lines) -> Checked:
    """The rows of a list of members. The number of statements does not depend on the number of rows."""
    rows = list(mapped_rows(brought, lines))
    categories = {
        fold(name): (pk, name_th)
        for pk, name_th, name_en in MemberCategory.objects.filter(network_id=brought.network_id).values_list(
            "pk", "name_th", "name_en"
        )
        for name in (name_th, name_en)
        if name
    }
    known = dict(
        Member.objects.filter(network_id=brought.network_id).values_list("organisation_id", "number")
    )
    today = brought_on(brought)
    for row in rows:
        member = row.subject = MemberRow()
        member.since, member.until = read_day(row, "since", today), read_day(row, "until", today)
        refuse_backwards(row, "until", member.since, member.until)
        member.number, member.note = read_text(row, "number", 40), read_text(row, "note", 500)
        member.instrument = read_text(row, "instrument", 300)
        if text := row.values.get("category", ""):
            found = categories.get(fold(text))
            if found is None:
                row.troubles.append(
                    Trouble("category", _("The network has no category of members by this name."), text)
                )
            else:
                member.category, member.category_name = found
    shared = _find(actor, brought, rows)
    numbers = {number: 0 for number in known.values() if number}
    firsts: dict[str, CheckedRow] = {}
    for row in rows:
        member = row.subject
        if row.troubles or member.institution is None:
            continue
        if member.institution.id in known:
            row.state = RowState.PRESENT
            row.notes.append(_("A member already; nothing is changed."))
            continue
        first = firsts.setdefault(member.institution.key, row)
        if first is not row:
            row.state = RowState.DUPLICATE
            row.relates.append(first.number)
            row.notes.append(_("The same as row %(row)s; it is counted once.") % {"row": first.number})
        elif member.number and numbers.setdefault(member.number, row.number) != row.number:
            row.troubles.append(Trouble("number", _("Another member has this number."), member.number))
    settle(rows, shared, brought.answers)
    for row in rows:
        row.cells = (_name(row), row.subject.category_name, row.subject.number, *_days(row.subject))
    return Checked(rows, [question for question in shared.values() if question.rows])


def check_representatives(actor: Actor, brought: ListImport, lines: Lines) -> Checked:
    """The rows of a list of representatives. The number of statements does not depend on the number of rows."""
    rows = list(mapped_rows(brought, lines))
    today = brought_on(brought)
    for row in rows:
        row.subject = _read_representative(row, today)
    shared = _find(actor, brought, rows)
    members = dict(Member.objects.filter(network_id=brought.network_id).values_list("organisation_id", "pk"))
    named = set(
        Representative.objects.filter(network_id=brought.network_id).values_list("member_id", "email")
    )
    firsts: dict[tuple[Any, ...], CheckedRow] = {}
    for row in rows:
        person = row.subject
        if row.troubles or person.institution is None or shared_is_open(row, shared):
            continue
        person.member = members.get(person.institution.id) if person.institution.id else None
        if person.member is None:
            row.troubles.append(
                Trouble(
                    "organisation",
                    _("This organisation is not a member."),
                    row.values.get("organisation", ""),
                )
            )
            continue
        if (person.member, person.email.lower()) in named:
            row.state = RowState.PRESENT
            continue
        first = firsts.setdefault((person.member, person.email.lower(), person.kind), row)
        if first is not row:
            row.state = RowState.DUPLICATE
            row.relates.append(first.number)
    settle(rows, shared, brought.answers)
    labels = dict(RepresentativeKind.choices)
    for row in rows:
        person = row.subject
        row.cells = (
            _name(row), person.name, person.email, str(labels.get(person.kind, "")), *_days(person)[:1]
        )  # fmt: skip
    return Checked(rows, [question for question in shared.values() if question.rows])


def _read_representative(row: CheckedRow, today: dt.date) -> RepresentativeRow:
    """The cells of a row; what is wrong with them goes into the row."""
    person = RepresentativeRow()
    person.name, person.position = read_text(row, "name", 200), read_text(row, "position", 200)
    person.phone, person.email = read_text(row, "phone", 60), read_email(row)
    person.kind = read_choice(row, "kind", _KINDS)
    person.since, person.until = read_day(row, "since", today), read_day(row, "until", today)
    refuse_backwards(row, "until", person.since, person.until)
    if not person.name:
        row.troubles.append(Trouble("name", _("There is no name in this row.")))
    if not person.email and not any(trouble.field == "email" for trouble in row.troubles):
        row.troubles.append(Trouble("email", _("A representative is found by the e-mail address.")))
    if person.since is None:
        person.since = PartialDate.of(today)
        row.notes.append(_("From the day on which the list was brought."))
    return person


def shared_is_open(row: CheckedRow, shared: dict[str, Question]) -> bool:
    """Whether the row waits for an answer that many rows share."""
    return any(shared[code].is_open for code in row.waits_for)


def _find(actor: Actor, brought: ListImport, rows: Sequence[CheckedRow]) -> dict[str, Question]:
    """The organisation of each row; what is not certain is asked once."""
    institutions = look_up(
        actor,
        (row.values.get("organisation", "") for row in rows),
        brought.answers,
        label=_("Which organisation is this?"),
        none=_("leave these rows out"),
    )
    for row in rows:
        institution = institutions.of(row.values.get("organisation", ""))
        if institution is None:
            row.troubles.append(Trouble("organisation", _("There is no organisation in this row.")))
            continue
        if institution.question:
            row.waits_for.append(institution.question)
            if institutions.questions[institution.question].answer == NONE:
                row.state = RowState.LEFT_OUT
                continue
        row.subject.institution = institution
    return institutions.questions


def _name(row: CheckedRow) -> str:
    institution = row.subject.institution
    return (institution.name or institution.text) if institution else row.values.get("organisation", "")


def _days(subject: MemberRow | RepresentativeRow) -> tuple[str, str]:
    from samphan.kit.formats import language

    return (
        subject.since.format(language(), style="short") if subject.since else "",
        subject.until.format(language(), style="short") if subject.until else "",
    )
