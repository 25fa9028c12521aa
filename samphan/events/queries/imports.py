"""Lists of an event: its participants, and the institutions that take part. What each row would become."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.directory.models import Affiliation, Person
from samphan.directory.queries.imports import (
    NEW,
    NO,
    NONE,
    NOT_KEPT,
    YES,
    Checked,
    CheckedRow,
    Field,
    Option,
    Question,
    RowState,
    Trouble,
    answered,
    mapped_rows,
    question_code,
    settle,
)
from samphan.directory.queries.imports_institutions import Institution, look_up
from samphan.directory.queries.imports_organisations import NAME_WORDS, check_organisations
from samphan.events.models import ParticipantCategory, ParticipatingInstitution, Registration
from samphan.kit.bilingual import Text
from samphan.kit.thai.fold import fold
from samphan.kit.thai.names import PersonName, split_name
from samphan.kit.thai.sortkey import sort_key
from samphan.kit.thai.titles import ACADEMIC_TITLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samphan.directory.models import ListImport
    from samphan.directory.queries.imports_lines import Lines
    from samphan.kit.actor import Actor

_THAI: Final = re.compile(r"[ก-ฮ]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_CONTACT: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|\+?[0-9๐-๙][0-9๐-๙ ().-]{7,}")
# Lines between the names of a list: headings of groups, sums, remarks.
_NO_PERSON: Final = re.compile(
    r"^(?:รวม|จำนวน|หมายเหตุ|กลุ่มที่|ลำดับ|มหาวิทยาลัย|สถาบัน|สำนักงาน|คณะกรรมการ|ผู้เข้าร่วม|total\b|note\b)",
    re.IGNORECASE,
)
LIMITS: Final = {"institution": 300, "position": 200, "category": 300}
NAME_LIMIT, TITLE_LIMIT = 150, 100


def looks_like_name(cell: str) -> bool:
    """Whether a cell reads like the name of a person: a title in front, or two or three words and no institution."""
    if _CONTACT.search(cell) or any(char.isdigit() for char in cell):
        return False
    name = split_name(cell)
    if name.academic_title or name.is_doctor or name.other_titles:
        return True
    return 2 <= len(cell.split()) <= 3 and len(cell) < 60 and not NAME_WORDS.search(cell)


FIELDS: Final = (
    Field("name", gettext_lazy("name with titles"),
          ("ชื่อ-สกุล", "ชื่อ-นามสกุล", "ชื่อและนามสกุล", "ชื่อ นามสกุล", "รายชื่อ", "รายชื่อผู้เข้าร่วม", "ชื่อผู้เข้าร่วม",
           "ชื่อผู้เข้าร่วมประชุม", "ผู้เข้าร่วม", "คำนำหน้า ชื่อ-สกุล", "คำนำหน้า ชื่อ นามสกุล", "ยศ ชื่อ สกุล", "name", "full name",
           "participant", "name and surname"), looks_like_name),
    Field("title", gettext_lazy("title alone"),
          ("คำนำหน้า", "คำนำหน้าชื่อ", "คำนำหน้านาม", "ตำแหน่งทางวิชาการ", "ยศ", "title", "prefix", "academic title")),
    Field("given", gettext_lazy("given name alone"), ("ชื่อ", "ชื่อตัว", "first name", "given name", "firstname", "forename")),
    Field("family", gettext_lazy("family name alone"),
          ("นามสกุล", "สกุล", "last name", "surname", "family name", "lastname")),
    Field("name_en", gettext_lazy("name in English"),
          ("ชื่อภาษาอังกฤษ", "ชื่ออังกฤษ", "ชื่อ-สกุล ภาษาอังกฤษ", "ชื่อ-นามสกุล ภาษาอังกฤษ", "ชื่อ-สกุล (อังกฤษ)",
           "ชื่อ-สกุล (english)", "english name", "name in english", "name (english)")),
    Field("institution", gettext_lazy("institution"),
          ("สถาบัน", "สังกัด", "ต้นสังกัด", "หน่วยงาน", "มหาวิทยาลัย", "ชื่อสถาบัน", "ชื่อหน่วยงาน", "หน่วยงาน/สถาบัน",
           "สถาบัน/หน่วยงาน", "หน่วยงานต้นสังกัด", "สถาบันต้นสังกัด", "สถาบันอุดมศึกษา", "องค์กร", "institution",
           "organisation", "organization", "affiliation", "university", "office"),
          lambda cell: bool(NAME_WORDS.search(cell))),
    Field("position", gettext_lazy("position"),
          ("ตำแหน่ง", "ตำแหน่งงาน", "ตำแหน่งบริหาร", "ตำแหน่งปัจจุบัน", "position", "job title", "post")),
    Field("category", gettext_lazy("category of participants"),
          ("ประเภท", "กลุ่ม", "ประเภทผู้เข้าร่วม", "กลุ่มผู้เข้าร่วม", "หมวด", "บทบาท", "สถานะ", "category", "type", "role", "group")),
    Field(NOT_KEPT, gettext_lazy("not taken in"),
          ("ลำดับ", "ลำดับที่", "ที่", "no", "no.", "email", "e-mail", "อีเมล", "อีเมล์", "โทรศัพท์", "เบอร์โทร", "เบอร์โทรศัพท์",
           "หมายเลขโทรศัพท์", "มือถือ", "phone", "telephone", "mobile", "line id", "ไลน์", "หมายเหตุ", "remark", "ลายมือชื่อ",
           "ลงชื่อ", "ลายเซ็น", "signature", "อาหาร", "ประทับเวลา", "timestamp", "วันที่ลงทะเบียน"),
          lambda cell: bool(_CONTACT.fullmatch(cell))),
)  # fmt: skip
NEEDS: Final = (("name", "given", "name_en"),)
COLUMNS: Final = (
    gettext_lazy("titles"),
    gettext_lazy("given name"),
    gettext_lazy("family name"),
    gettext_lazy("institution"),
    gettext_lazy("position"),
    gettext_lazy("category"),
)


def tidy_columns(columns: dict[int, str]) -> dict[int, str]:
    """ชื่อ means the given name only beside a family name; ชื่อสกุล is the family name only beside a given one."""
    codes = {code: column for column, code in columns.items()}
    tidied = dict(columns)
    if "given" in codes and "family" not in codes:
        if "name" in codes:
            tidied[codes["name"]] = "family"
        else:
            tidied[codes["given"]] = "name"
    return tidied


@dataclass(slots=True)
class Category:
    """A category as a list names it: one of the event, a new one, or none."""

    text: str
    id: int | None = None
    is_new: bool = False
    name: str = ""
    question: str = ""


@dataclass(slots=True)
class Participant:
    """A row as a person who takes part. ``person_id`` when the network knows the person.

    ``is_placed`` when the person is known to work there; ``is_registered`` when he or she takes part already.
    """

    name: PersonName
    name_en: PersonName
    position: str = ""
    institution: Institution | None = None
    category: Category | None = None
    person_id: int | None = None
    is_placed: bool = False
    is_registered: bool = False

    @property
    def key(self) -> str:
        """The name by which two rows are compared."""
        return fold(f"{self.name.given_name} {self.name.family_name}")

    @property
    def place(self) -> str:
        """The institution by which two rows are compared."""
        if self.institution is None:
            return ""
        return str(self.institution.id) if self.institution.id is not None else self.institution.key


@dataclass(slots=True)
class _Namesake:
    """Somebody of the directory with the name of a row."""

    id: int
    name: str
    places: dict[int, str] = field(default_factory=dict)
    affiliations: set[int] = field(default_factory=set)
    is_registered: bool = False


def check_participants(actor: Actor, brought: ListImport, lines: Lines) -> Checked:
    """The rows of a list of participants. The number of statements does not depend on the number of rows."""
    rows = list(mapped_rows(brought, lines))
    for row in rows:
        row.subject = _read(row)
    shared: dict[str, Question] = {}
    _find_institutions(actor, rows, shared, brought.answers)
    _find_categories(brought, rows, shared)
    namesakes = _namesakes(actor, brought, rows)
    for row in rows:
        if not row.troubles:
            _identify(row, namesakes.get(row.subject.key, []), shared, brought.answers)
    _mark_duplicates(rows, brought.answers)
    settle(rows, shared, brought.answers)
    for row in rows:
        row.cells = _cells(row.subject)
    return Checked(rows, [question for question in shared.values() if question.rows])


def check_institutions(actor: Actor, brought: ListImport, lines: Lines) -> Checked:
    """The rows of a list of institutions that take part: an unknown one is asked before it is added."""
    checked = check_organisations(actor, brought, lines, is_new_asked=True)
    named = set(
        ParticipatingInstitution.objects.filter(
            network_id=brought.network_id, event_id=brought.subject_id or 0
        ).values_list("organisation_id", flat=True)
    )
    for row in checked.rows:
        if row.state is RowState.PRESENT and row.subject.id not in named:
            row.state = RowState.OK
    return checked


def _read(row: CheckedRow) -> Participant:
    """The cells of a row as a person; what is wrong with them goes into the row."""
    values = row.values
    name, english = _name(values), split_name(values.get("name_en", ""))
    if not name.given_name and english.given_name:
        name = english
    written = values.get("name") or values.get("given") or values.get("name_en", "")
    where = next((code for code in ("name", "given", "name_en") if values.get(code)), "name")
    if not _LETTER.search(name.given_name):
        row.troubles.append(Trouble(where, _("There is no name in this row."), written))
    elif not _has_title(name) and _NO_PERSON.search(written):
        row.troubles.append(Trouble(where, _("This does not look like the name of a person."), written))
    elif (
        max(len(name.given_name), len(name.family_name), len(english.given_name), len(english.family_name))
        > NAME_LIMIT
    ):
        row.troubles.append(
            Trouble(where, _("Longer than %(limit)s characters.") % {"limit": NAME_LIMIT}, written)
        )
    elif len(name.other_titles) > TITLE_LIMIT:
        row.troubles.append(Trouble(where, _("There are too many titles before this name."), written))
    elif not name.family_name:
        row.notes.append(_("There is no family name."))
    for code, limit in LIMITS.items():
        if len(values.get(code, "")) > limit:
            row.troubles.append(
                Trouble(code, _("Longer than %(limit)s characters.") % {"limit": limit}, values[code])
            )
    if not _THAI.search(name.given_name) and not english.given_name:
        english = name
    return Participant(name, english, values.get("position", ""))


def _has_title(name: PersonName) -> bool:
    return bool(name.academic_title or name.is_doctor or name.other_titles)


def _name(values: Mapping[str, str]) -> PersonName:
    """The name from one column, or put together from title, given and family name.

    A title that is not known stays as it was typed, before the name.
    """
    title, family = values.get("title", ""), values.get("family", "")
    first = values.get("name") or values.get("given", "")
    name = split_name(first)
    unknown = ""
    if title and first:
        if split_name(f"{title} ก").given_name == "ก":
            name = split_name(f"{title} {first}")
        else:
            unknown = title
    given, rest = name.given_name, name.family_name
    if family and not values.get("name"):
        given, rest = f"{given} {rest}".strip(), family
    others = " ".join(part for part in (unknown, name.other_titles) if part)
    return PersonName(name.academic_title, name.is_doctor, others, given, rest, first)


def _find_institutions(
    actor: Actor, rows: Sequence[CheckedRow], shared: dict[str, Question], answers: Mapping[str, str]
) -> None:
    fine = [row for row in rows if not any(trouble.field == "institution" for trouble in row.troubles)]
    institutions = look_up(
        actor,
        (row.values.get("institution", "") for row in fine),
        answers,
        label=_("Which institution is this?"),
        none=_("leave the institution empty"),
    )
    shared |= institutions.questions
    for row in fine:
        institution = institutions.of(row.values.get("institution", ""))
        if institution is None:
            continue
        if institution.question:
            row.waits_for.append(institution.question)
        is_left_empty = institution.question and shared[institution.question].answer == NONE
        row.subject.institution = None if is_left_empty else institution


def _find_categories(brought: ListImport, rows: Sequence[CheckedRow], shared: dict[str, Question]) -> None:
    """Categories of the event by their name; a new one is asked, with creating it as the proposal."""
    existing = list(
        ParticipantCategory.objects.filter(
            network_id=brought.network_id, event_id=brought.subject_id or 0
        ).order_by("order", "pk")
    )
    by_key = {fold(name): each for each in existing for name in (each.name_en, each.name_th) if name}
    by_id = {str(each.pk): each for each in existing}
    categories: dict[str, Category] = {}
    for row in rows:
        text = row.values.get("category", "")
        key = fold(text)
        if not key or any(trouble.field == "category" for trouble in row.troubles):
            continue
        if key not in categories:
            known = by_key.get(key)
            categories[key] = Category(
                text, known.pk if known else None, name=str(known.name) if known else text
            )
            if known is None:
                _ask_category(categories[key], key, by_id, shared, brought.answers)
        row.subject.category = categories[key]
        if categories[key].question:
            row.waits_for.append(categories[key].question)


def _ask_category(
    category: Category,
    key: str,
    existing: Mapping[str, ParticipantCategory],
    shared: dict[str, Question],
    answers: Mapping[str, str],
) -> None:
    code = category.question = question_code("category", key)
    options = (
        Option(NEW, _("a new category of this event")),
        *(Option(pk, each.name) for pk, each in existing.items()),
        Option(NONE, _("leave the category empty")),
    )
    answer = answered(answers, code, options)
    shared[code] = Question(
        code,
        _("Which category of participants is this?"),
        options,
        answer,
        proposal=NEW,
        subject=category.text,
        hint=_("The event does not have this category yet."),
    )
    if answer in existing:
        category.id, category.name = existing[answer].pk, existing[answer].name
    category.is_new = answer == NEW
    if answer == NONE:
        category.name = ""


def _namesakes(actor: Actor, brought: ListImport, rows: Sequence[CheckedRow]) -> dict[str, list[_Namesake]]:
    """People whom the network knows under the names of the list, by folded name, with the places where they work."""
    keys = {sort_key(f"{row.subject.name.given_name} {row.subject.name.family_name}") for row in rows}
    people = {
        person.pk: person
        for person in Person.objects.for_actor(actor).filter(sort_key__in=keys - {""}).order_by("pk")
    }
    found = {pk: _Namesake(pk, person.name) for pk, person in people.items()}
    places = Affiliation.objects.filter(person_id__in=found).values_list(
        "person_id", "organisation_id", "organisation__name_th", "organisation__name_en"
    )
    for person_id, organisation_id, name_th, name_en in places:
        found[person_id].places[organisation_id] = Text.of(name_th, name_en)
        found[person_id].affiliations.add(organisation_id)
    registered = Registration.objects.filter(network_id=brought.network_id, person_id__in=found).values_list(
        "person_id", "event_id", "organisation_id", "organisation__name_th", "organisation__name_en"
    )
    for person_id, event_id, organisation_id, name_th, name_en in registered:
        if organisation_id is not None:
            found[person_id].places[organisation_id] = Text.of(name_th, name_en)
        found[person_id].is_registered |= event_id == brought.subject_id
    by_key: dict[str, list[_Namesake]] = defaultdict(list)
    for pk, person in people.items():
        by_key[fold(f"{person.given_name_th} {person.family_name_th}")].append(found[pk])
    return by_key


def _identify(
    row: CheckedRow,
    namesakes: Sequence[_Namesake],
    shared: Mapping[str, Question],
    answers: Mapping[str, str],
) -> None:
    """The same name at the same institution is the same person; at another one it is asked."""
    participant: Participant = row.subject
    if not namesakes or any(shared[code].is_open for code in row.waits_for):
        return
    at = participant.institution.id if participant.institution else None
    here = [each for each in namesakes if at is not None and at in each.places]
    if len(here) == 1:
        _become(row, here[0], at)
        return
    options = tuple(
        Option(str(each.id), " · ".join([each.name, *each.places.values()])) for each in here or namesakes
    )
    code = f"person-{row.number}"
    everyone = (*options, Option(NEW, _("somebody else with the same name")))
    question = Question(
        code,
        _("The network knows this name. Is it the same person?"),
        everyone,
        answered(answers, code, everyone),
        proposal=options[0].value if len(options) == 1 and at is None else "",
        subject=participant.name.source,
    )
    row.questions.append(question)
    if question.answer and question.answer != NEW:
        _become(row, next(each for each in namesakes if str(each.id) == question.answer), at)


def _become(row: CheckedRow, known: _Namesake, organisation_id: int | None) -> None:
    participant: Participant = row.subject
    participant.person_id = known.id
    participant.is_placed = organisation_id in known.affiliations
    participant.is_registered = known.is_registered
    if known.is_registered:
        row.state = RowState.PRESENT


def _mark_duplicates(rows: Sequence[CheckedRow], answers: Mapping[str, str]) -> None:
    """Somebody who stands in the list twice takes part once; the same name elsewhere is only pointed out."""
    firsts: dict[tuple[str, str], CheckedRow] = {}
    names: dict[str, CheckedRow] = {}
    people: dict[int, CheckedRow] = {}
    for row in rows:
        participant: Participant = row.subject
        if row.troubles or answers.get(f"out-{row.number}") == YES:
            continue
        first = firsts.setdefault((participant.key, participant.place), row)
        if participant.person_id is not None and first is row:
            first = people.setdefault(participant.person_id, row)
            if first is not row:
                row.state = RowState.DUPLICATE
                row.notes.append(
                    _("The same person as in row %(row)s; taken in once.") % {"row": first.number}
                )
                continue
        if first is not row:
            _ask_again(row, first, answers)
        elif names.setdefault(participant.key, row) is not row:
            row.notes.append(
                _("The same name stands in row %(row)s with another institution.")
                % {"row": names[participant.key].number}
            )


def _ask_again(row: CheckedRow, first: CheckedRow, answers: Mapping[str, str]) -> None:
    """A repeated row is left out unless somebody says that there are two people of this name."""
    options = (Option(YES, _("the same person: take in once")), Option(NO, _("two people of the same name")))
    code = f"same-{row.number}"
    question = Question(
        code,
        _("Stands in row %(row)s already") % {"row": first.number},
        options,
        answered(answers, code, options),
        proposal=YES,
        may_wait=True,
    )
    row.questions.append(question)
    if question.value == YES:
        row.state = RowState.DUPLICATE
    else:
        row.subject.person_id = None
        row.state = RowState.OK


def _cells(participant: Participant) -> tuple[str, ...]:
    name, institution, category = participant.name, participant.institution, participant.category
    academic = ACADEMIC_TITLES.get(name.academic_title)
    titles = [academic.th_short if academic else "", name.other_titles, "ดร." if name.is_doctor else ""]
    return (
        " ".join(filter(None, titles)),
        name.given_name,
        name.family_name,
        _named(institution.name or institution.text, is_new=institution.is_new) if institution else "",
        participant.position,
        _named(category.name, is_new=category.is_new) if category else "",
    )


def _named(name: str, *, is_new: bool) -> str:
    return _("%(name)s (new)") % {"name": name} if is_new else name
