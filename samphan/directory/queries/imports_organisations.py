"""A list of organisations: what each row would become."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.directory.models import Organisation, OrganisationKind
from samphan.directory.queries.identifiers import read_domain, read_ror
from samphan.directory.queries.imports import (
    NEW,
    NO,
    NOT_KEPT,
    NOTHING,
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
    settle,
)
from samphan.directory.queries.imports_evidence import Evidence, find_evidence
from samphan.directory.queries.imports_institutions import (
    Institution,
    guess_kind,
    look_up,
)
from samphan.directory.queries.matching import SHORT_NAME
from samphan.directory.queries.places import find_province
from samphan.kit.bilingual import Text
from samphan.kit.thai.organisations import organisation_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samphan.directory.models import ListImport
    from samphan.directory.queries.imports_lines import Lines
    from samphan.kit.actor import Actor

NAME_WORDS: Final = re.compile(
    r"มหาวิทยาลัย|สถาบัน|วิทยาลัย|สำนักงาน|โรงเรียน|คณะ|สมาคม|มูลนิธิ|ที่ประชุม|กระทรวง|กรม|บริษัท|เทศบาล"
    r"|universit|institut|college|school|council|office|association|foundation",
    re.IGNORECASE,
)
FIELDS: Final = (
    Field(
        "name_th",
        gettext_lazy("name in Thai"),
        ("name_th", "ชื่อ", "ชื่อไทย", "ชื่อภาษาไทย", "ชื่อหน่วยงาน", "ชื่อสถาบัน", "ชื่อองค์กร", "หน่วยงาน", "สถาบัน", "องค์กร",
         "มหาวิทยาลัย", "สถาบันอุดมศึกษา", "รายชื่อสถาบัน", "name", "organisation", "organization", "institution",
         "university", "thai name", "name in thai"),
        lambda cell: bool(NAME_WORDS.search(cell)),
    ),
    Field("name_en", gettext_lazy("name in English"),
          ("name_en", "ชื่ออังกฤษ", "ชื่อภาษาอังกฤษ", "english name", "name in english", "english")),
    Field("abbreviation_th", gettext_lazy("Thai abbreviation"),
          ("abbr_th", "abbreviation_th", "ชื่อย่อ", "ตัวย่อ", "อักษรย่อ", "ชื่อย่อไทย", "ชื่อย่อภาษาไทย", "ตัวย่อไทย", "abbreviation",
           "thai abbreviation", "acronym")),
    Field("abbreviation_en", gettext_lazy("English abbreviation"),
          ("abbr_en", "abbreviation_en", "ชื่อย่ออังกฤษ", "ชื่อย่อภาษาอังกฤษ", "ตัวย่ออังกฤษ", "ตัวย่อภาษาอังกฤษ",
           "อักษรย่อภาษาอังกฤษ", "english abbreviation")),
    Field("kind", gettext_lazy("kind"), ("kind", "type", "ประเภท", "ชนิด", "กลุ่ม", "ประเภทหน่วยงาน", "ประเภทสถาบัน")),
    Field("parent", gettext_lazy("part of"),
          ("parent", "part of", "สังกัด", "ต้นสังกัด", "หน่วยงานต้นสังกัด", "สถาบันต้นสังกัด", "เป็นส่วนหนึ่งของ")),
    Field("website", gettext_lazy("website"), ("website", "url", "เว็บไซต์", "web", "เว็บ", "homepage")),
    Field("other_names", gettext_lazy("other names"),
          ("other names", "ชื่ออื่น", "ชื่อเดิม", "ชื่อเรียกอื่น", "aliases", "alias", "former name", "also known as")),
    Field("ror", gettext_lazy("ROR id"), ("ror", "ror id", "รหัส ror", "rorid")),
    Field("domain", gettext_lazy("web domain"), ("domain", "domains", "web domain", "โดเมน")),
    Field("province", gettext_lazy("province"), ("province", "จังหวัด", "ที่ตั้งจังหวัด", "changwat")),
    Field(NOT_KEPT, gettext_lazy("not taken in"),
          ("ลำดับ", "ที่", "ลำดับที่", "no", "no.", "หมายเหตุ", "อีเมล", "e-mail", "โทรศัพท์", "เบอร์โทร", "ที่อยู่", "remark", "phone")),
)  # fmt: skip
NEEDS: Final = (("name_th", "name_en"),)
COLUMNS: Final = (
    gettext_lazy("name in Thai"),
    gettext_lazy("name in English"),
    gettext_lazy("abbreviation"),
    gettext_lazy("part of"),
)
LIMITS: Final = {"name_th": 300, "name_en": 300, "abbreviation_th": 40, "abbreviation_en": 40, "website": 300}
#: What a record that is there already may get from a list, where it has nothing.
FILLED: Final = ("name_en", "abbreviation_th", "abbreviation_en", "website", "ror", "domain", "province")
FILL: Final = "fill-present"
_THAI: Final = re.compile(r"[ก-ฮ]")
_APART: Final = re.compile(r"\s*[;,/|]\s*|\s+(?:หรือ|or)\s+")
_NAMES_APART: Final = re.compile(r"\s*[;|]\s*")
_PLAIN_URL: Final = re.compile(r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?\.){1,5}[a-z]{2,20}/?")
_is_url = URLValidator(schemes=["http", "https"])
_KINDS: Final = tuple(Option(value, label) for value, label in OrganisationKind.choices)


@dataclass(slots=True)
class Draft:
    """An organisation that a list would add, or the one that it already is (``id``).

    ``parent`` is what stands above it; ``parent_row`` the row of the list that does.
    """

    name_th: str
    name_en: str = ""
    abbreviation_th: str = ""
    abbreviation_en: str = ""
    kind: str = OrganisationKind.OTHER
    website: str = ""
    ror: str = ""
    domain: str = ""
    province: str = ""
    abbreviations: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    id: int | None = None
    parent: Institution | None = None
    parent_row: int | None = None
    fills: Mapping[str, str] = NOTHING
    is_filled: bool = False
    key_th: str = ""
    key_en: str = ""

    @property
    def aliases(self) -> list[str]:
        """Names beside those that the record itself holds."""
        own = {self.name_th, self.name_en, self.abbreviation_th, self.abbreviation_en}
        return [text for text in dict.fromkeys([*self.abbreviations, *self.others]) if text not in own]

    @property
    def keys(self) -> list[str]:
        return [key for key in (self.key_th, self.key_en) if key]

    @property
    def other_keys(self) -> list[str]:
        """Keys of further names; a short one is as good as an abbreviation, and says nothing."""
        keys = [organisation_key(text) for text in self.others]
        return [key for key in keys if len(key) > SHORT_NAME and key not in self.keys]


def check_organisations(
    actor: Actor, brought: ListImport, lines: Lines, *, is_new_asked: bool = False
) -> Checked:
    """The rows of a list of organisations. The number of statements does not depend on the number of rows.

    With ``is_new_asked`` a name that the directory does not know is asked before it is added.
    """
    rows = list(mapped_rows(brought, lines))
    for row in rows:
        row.subject = _read(row)
    evidence = find_evidence(row.subject for row in rows)
    firsts = _mark_duplicates(rows, brought.answers)
    picked = _picked(brought.answers)
    shared: dict[str, Question] = {}
    for row in rows:
        if row.state is not RowState.DUPLICATE and not row.troubles:
            _identify(row, evidence, picked, brought.answers, is_new_asked=is_new_asked)
            _ask_kind(row, brought.answers, is_shown=lines.with_choices)
    _ask_filling(actor, rows, shared, brought.answers)
    _find_parents(actor, rows, firsts, shared, brought.answers)
    settle(rows, shared, brought.answers)
    for row in rows:
        row.cells = _cells(row)
    return Checked(rows, [question for question in shared.values() if question.rows])


def _read(row: CheckedRow) -> Draft:
    """The cells of a row as an organisation; what is wrong with them goes into the row."""
    values = row.values
    for name, text in values.items():
        if len(text) > (limit := LIMITS.get(name, len(text))):
            row.troubles.append(
                Trouble(name, _("Longer than %(limit)s characters.") % {"limit": limit}, text)
            )
    name_th, name_en = values.get("name_th", ""), values.get("name_en", "")
    key_th = organisation_key(name_th) if name_th else ""
    key_en = organisation_key(name_en) if name_en else ""
    if not (key_th if name_th else key_en):
        row.troubles.append(Trouble("name_th", _("There is no name in this row."), name_th))
    if name_th and not name_en and not _THAI.search(name_th):
        name_en, key_en = name_th, key_th
    if name_en and not name_th:
        row.notes.append(_("No Thai name: the English one stands in its place."))
        name_th, key_th = name_en, key_en
    short = _parts(_APART, values.get("abbreviation_th", ""))
    short_en = _parts(_APART, values.get("abbreviation_en", ""))
    thai = [part for part in short if _THAI.search(part)] or (short if short_en else [])
    latin = short_en or [part for part in short if part not in thai]
    draft = Draft(
        name_th,
        name_en,
        thai[0] if thai else "",
        latin[0] if latin else "",
        guess_kind(values.get("kind", ""), name_th, name_en),
        _website(row),
        _ror(row),
        _domain(row),
        _province(row),
        abbreviations=[*short, *short_en],
        others=_parts(_NAMES_APART, values.get("other_names", "")),
        key_th=key_th,
        key_en=key_en,
    )
    if any(len(other) > LIMITS["name_th"] for other in draft.others):
        row.troubles.append(
            Trouble(
                "other_names", _("Longer than %(limit)s characters.") % {"limit": 300}, values["other_names"]
            )
        )
    return draft


def _parts(apart: re.Pattern[str], text: str) -> list[str]:
    return [part for part in apart.split(text) if part] if text else []


def _website(row: CheckedRow) -> str:
    typed = row.values.get("website", "")
    if not typed or typed in {"-", "–"}:
        return ""
    address = typed if "://" in typed else f"https://{typed}"
    if _PLAIN_URL.fullmatch(address):
        return address
    try:
        _is_url(address)
    except ValidationError:
        row.troubles.append(Trouble("website", _("This is not the address of a website."), typed))
        return ""
    return address


def _ror(row: CheckedRow) -> str:
    typed = row.values.get("ror", "")
    if not typed:
        return ""
    found = read_ror(typed)
    if found is None:
        row.troubles.append(Trouble("ror", _("This is not a ROR id (as 05m2fqn25)."), typed))
    return found or ""


def _domain(row: CheckedRow) -> str:
    """The first of the domains in the cell; one that is none is passed over, because nothing hangs on it."""
    typed = row.values.get("domain", "")
    return next(filter(None, map(read_domain, _APART.split(typed))), "") if typed else ""


def _province(row: CheckedRow) -> str:
    typed = row.values.get("province", "")
    if not typed:
        return ""
    code = _find_province(typed)
    if not code:
        row.notes.append(_("“%(name)s” is not the name of a province and is left out.") % {"name": typed})
    return code


@lru_cache(maxsize=500)
def _find_province(text: str) -> str:
    return find_province(text)


def _mark_duplicates(rows: Sequence[CheckedRow], answers: Mapping[str, str]) -> dict[str, CheckedRow]:
    """Rows that repeat an earlier one count once; the first of each key is given back.

    The same letters are the same organisation. Another spelling with the same key is asked: by default it is another.
    """
    texts: dict[str, CheckedRow] = {}
    firsts: dict[str, CheckedRow] = {}
    for row in rows:
        draft: Draft = row.subject
        if row.troubles or answers.get(f"out-{row.number}") == YES:
            continue
        text = draft.name_th.casefold()
        first = texts.setdefault(text, row)
        if first is not row and draft.ror and first.subject.ror and draft.ror != first.subject.ror:
            first = _ask_same(row, first, answers)  # one name, and the register of names says two
        elif first is row and firsts.setdefault(draft.key_th, row) is not row:
            row.relates.append(firsts[draft.key_th].number)
            first = _ask_same(row, firsts[draft.key_th], answers)
        if first is not row:
            row.relates.append(first.number)
            row.state = RowState.DUPLICATE
            row.notes.append(_("The same as row %(row)s; it is counted once.") % {"row": first.number})
            _merge(first.subject, draft)
    return firsts


def _ask_same(row: CheckedRow, first: CheckedRow, answers: Mapping[str, str]) -> CheckedRow:
    options = (Option(NO, _("another organisation")), Option(YES, _("the same: count it once")))
    code = f"same-{row.number}"
    question = Question(
        code,
        _("Is this row %(row)s, “%(name)s”, in another spelling?")
        % {"row": first.number, "name": first.subject.name_th},
        options,
        answered(answers, code, options),
        proposal=NO,
        may_wait=True,
    )
    row.questions.append(question)
    return first if question.answer == YES else row


def _merge(first: Draft, again: Draft) -> None:
    """What a repeated row knows more is kept: empty cells are filled, further abbreviations become names."""
    for name in FILLED:
        if not getattr(first, name):
            setattr(first, name, getattr(again, name))
    first.abbreviations += [each for each in again.abbreviations if each not in first.abbreviations]
    first.others += [each for each in again.others if each not in first.others]


def _picked(answers: Mapping[str, str]) -> dict[int, Text]:
    """Organisations that were picked as answers, with their names."""
    ids = {
        int(answer)
        for code, answer in answers.items()
        if code.startswith("known-") and answer.isdecimal() and len(answer) < 19
    }
    found = Organisation.objects.filter(pk__in=ids).values_list("pk", "name_th", "name_en")
    return {pk: Text.of(name_th, name_en) for pk, name_th, name_en in found}


def _identify(
    row: CheckedRow,
    evidence: Evidence,
    picked: Mapping[int, Text],
    answers: Mapping[str, str],
    *,
    is_new_asked: bool,
) -> None:
    """Whether the directory has the organisation already: its ROR id or its full name say so, all else is asked.

    An abbreviation in a column of its own is no evidence at all: institutions share them.
    """
    draft: Draft = row.subject
    match = evidence.of(draft)
    if match.is_certain:
        draft.id = match.found[0].id
        row.state = RowState.PRESENT
        if match.why:
            row.notes.append(match.why)
        return
    if not match.found and not is_new_asked:
        return
    code, answer = f"known-{row.number}", answers.get(f"known-{row.number}", "")
    if answer != NEW and not (answer.isdecimal() and len(answer) < 19 and int(answer) in picked):
        answer = ""
    ids = [each.id for each in match.found]
    question = Question(
        code,
        _("Which organisation is this?") if ids else _("The directory does not know this name."),
        (
            *(Option(str(each.id), each.name) for each in match.found),
            Option(NEW, _("add as a new organisation")),
        ),
        answer,
        proposal=str(ids[0]) if len(ids) == 1 and match.is_likely else "",
        subject=draft.name_th,
        hint=match.why,
        picks=True,
        nears=not ids,
    )
    if match.why:
        row.notes.append(match.why)
    row.questions.append(question)
    if answer.isdecimal():
        draft.id = int(answer)
        row.state = RowState.PRESENT
        if draft.id not in ids:
            question.options = (Option(answer, picked[draft.id]), *question.options)


def _ask_kind(row: CheckedRow, answers: Mapping[str, str], *, is_shown: bool) -> None:
    draft: Draft = row.subject
    if draft.id is not None or any(question.is_open for question in row.questions):
        return
    code = f"kind-{row.number}"
    answer = answered(answers, code, _KINDS) if code in answers else ""
    if draft.kind == OrganisationKind.OTHER and not answer:
        row.notes.append(_("The name does not say what kind of organisation this is."))
    if is_shown:
        row.questions.append(Question(code, _("Kind"), _KINDS, answer, proposal=draft.kind, may_wait=True))
    draft.kind = answer or draft.kind


def _ask_filling(
    actor: Actor, rows: Sequence[CheckedRow], shared: dict[str, Question], answers: Mapping[str, str]
) -> None:
    """Whether records that are there get what they lack: asked once for all, and by default they are left alone."""
    present = [row for row in rows if row.state is RowState.PRESENT and row.subject.id is not None]
    records = Organisation.objects.filter(
        pk__in={row.subject.id for row in present}, kept_by_id=actor.network_id
    ).in_bulk()
    options = (Option(NO, _("leave them as they are")), Option(YES, _("add what they lack")))
    question = shared[FILL] = Question(
        FILL,
        _("Organisations that are there already"),
        options,
        answered(answers, FILL, options),
        proposal=NO,
        may_wait=True,
        hint=_("What a record has is never changed; empty fields and further names can be added."),
    )
    for row in present:
        draft: Draft = row.subject
        record = records.get(draft.id or 0)
        if record is None:
            continue
        fills = {
            name: value for name in FILLED if (value := getattr(draft, name)) and not getattr(record, name)
        }
        if draft.ror and record.ror and draft.ror != record.ror:
            continue
        if fills or draft.aliases:
            row.waits_for.append(FILL)
            if question.answer == YES:
                draft.fills, draft.is_filled = fills, True
                if fills:
                    row.notes.append(
                        _("Adds: %(fields)s.") % {"fields": " · ".join(map(str, fills.values()))}
                    )


def _find_parents(
    actor: Actor,
    rows: Sequence[CheckedRow],
    firsts: Mapping[str, CheckedRow],
    shared: dict[str, Question],
    answers: Mapping[str, str],
) -> None:
    """What stands above each organisation: a row of the same list, else one that the directory knows, else asked."""
    taken = [
        row
        for row in rows
        if row.values.get("parent")
        and row.state is not RowState.DUPLICATE
        and not row.troubles
        and row.subject.id is None
    ]
    wanted = {row.number: row.values["parent"] for row in taken}
    outside = [
        text for text in dict.fromkeys(wanted.values()) if not _usable_row(firsts.get(organisation_key(text)))
    ]
    institutions = look_up(
        actor, outside, answers, label=_("Part of which organisation?"), none=_("leave it without one")
    )
    shared |= institutions.questions
    for row in taken:
        text = wanted[row.number]
        above = _usable_row(firsts.get(organisation_key(text)))
        if above is not None:
            row.relates.append(above.number)
        if above is row:
            row.troubles.append(Trouble("parent", _("An organisation cannot be a part of itself."), text))
        elif above is not None:
            row.subject.parent_row = above.number
        elif institution := institutions.of(text):
            row.subject.parent = institution
            if institution.question:
                row.waits_for.append(institution.question)
    _mark_circles(taken)


def _usable_row(row: CheckedRow | None) -> CheckedRow | None:
    return row if row is not None and not row.troubles else None


def _mark_circles(rows: Sequence[CheckedRow]) -> None:
    """Rows that stand above each other in a circle."""
    above = {row.number: row.subject.parent_row for row in rows}
    for row in rows:
        seen: set[int] = set()
        at: int | None = row.number
        while at is not None and at not in seen:
            seen.add(at)
            at = above.get(at)
        if at == row.number:
            row.troubles.append(
                Trouble(
                    "parent", _("These organisations would be parts of each other."), row.values["parent"]
                )
            )


def _cells(row: CheckedRow) -> tuple[str, ...]:
    draft: Draft = row.subject
    above: Any = draft.parent.name or draft.parent.text if draft.parent else row.values.get("parent", "")
    short = " · ".join(
        dict.fromkeys([each for each in (draft.abbreviation_th, draft.abbreviation_en) if each])
    )
    return draft.name_th, draft.name_en if draft.name_en != draft.name_th else "", short, above
