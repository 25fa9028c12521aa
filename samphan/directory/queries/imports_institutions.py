"""Institutions that a list names, found in the directory at once.

A full name that one organisation has is that organisation. An abbreviation is never more than a proposal, because
institutions share them; several meanings and unknown names are asked, once for all rows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.db import connection
from django.utils.translation import gettext as _

from samphan.directory.models import Organisation, OrganisationKind, OrganisationName
from samphan.directory.queries.imports import NEW, NONE, Option, Question, question_code, unknown_names
from samphan.directory.queries.matching import NEAR_LIMIT, NEAR_ORGANISATION, SHORT_NAME
from samphan.kit.bilingual import Text
from samphan.kit.thai.organisations import alias_keys, core_key, near, organisation_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samphan.directory.queries.imports import Checked
    from samphan.kit.actor import Actor

_IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\)\s*$")
_INSIDE: Final = re.compile(r"(?<=.)(?:มหาวิทยาลัย|สถาบัน|วิทยาลัย|โรงเรียน)")
# A list of a hundred thousand keys is joined: as one long condition it takes seconds to plan.
_BY_KEY: Final = """
select n.key, n.kind, o.id, o.name_th, o.name_en
  from unnest(%s::varchar[]) as wanted(key)
  join directory_organisationname n on n.key = wanted.key
  join directory_organisation named on named.id = n.organisation_id
  join directory_organisation o on o.id = coalesce(named.merged_into_id, named.id)
"""
_KINDS: Final = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"^คณะกรรมการ|^ที่ประชุม|^สภา|^คณะทำงาน|\bcouncil\b|\bcommittee\b", OrganisationKind.COUNCIL),
        (r"^คณะ|^(?:บัณฑิต)?วิทยาลัย.*มหาวิทยาลัย|\bfaculty\b|^school of\b", OrganisationKind.FACULTY),
        (r"เขตพื้นที่การศึกษา|education(?:al)? service area", OrganisationKind.EDUCATION_AREA),
        (r"^โรงเรียน|\bschool\b", OrganisationKind.SCHOOL),
        (r"^มูลนิธิ|\bfoundation\b", OrganisationKind.FOUNDATION),
        (r"^สมาคม|^ชมรม|^เครือข่าย|\bassociation\b|\bsociety\b|\bnetwork\b", OrganisationKind.ASSOCIATION),
        (r"^บริษัท|^ห้างหุ้นส่วน|จำกัด|\bltd\b|\bcompany\b|\bplc\b|\binc\b", OrganisationKind.COMPANY),
        (r"^องค์การบริหารส่วน|^เทศบาล|^อบ[จต]|^กรุงเทพมหานคร$|^เมืองพัทยา|\bmunicipality\b", OrganisationKind.LOCAL_GOVERNMENT),
        (r"^ชุมชน|^หมู่บ้าน|^วิสาหกิจชุมชน|\bcommunity\b(?! college)", OrganisationKind.COMMUNITY),
        (r"^(?:กอง|งาน|ฝ่าย|ศูนย์|ภาควิชา|สาขา|หน่วย|กลุ่ม|สำนัก(?!งาน))|^(?:office|centre|center|division) of\b", OrganisationKind.UNIT),
        (r"^สำนักงาน.*มหาวิทยาลัย|^สถาบัน.*มหาวิทยาลัย", OrganisationKind.UNIT),
        (r"^(?:กระทรวง|กรม|สำนักงาน|จังหวัด|อำเภอ|องค์การ)|แห่งชาติ$|\bministry\b|\bdepartment of\b|\bagency\b", OrganisationKind.AGENCY),
        (r"มหาวิทยาลัย|สถาบัน|วิทยาลัย|\buniversity\b|\binstitute\b|\bcollege\b", OrganisationKind.UNIVERSITY),
        (r"อาเซียน|นานาชาติ|ระหว่างประเทศ|สหประชาชาติ|\basean\b|\bunesco\b|\bunited nations\b|\binternational\b", OrganisationKind.INTERNATIONAL),
    )
)  # fmt: skip


def guess_kind(*names: str) -> str:
    """The kind of an organisation by the first of its names that tells it; ``other`` when none does."""
    for name in names:
        if name and (kind := _kind(name.strip().lower())):
            return kind
    return OrganisationKind.OTHER


@lru_cache(maxsize=2_000)
def _kind(text: str) -> str:
    return next((kind for pattern, kind in _KINDS if pattern.search(text)), "")


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation of the directory that a key leads to; ``by_name`` unless only an abbreviation does."""

    id: int
    name: Text
    by_name: bool


def known_by_key(keys: Iterable[str]) -> dict[str, list[Known]]:
    """The organisations that have a key, by key. One statement, whatever the number of keys.

    By a name: the present one, or another or a former one that is longer than an abbreviation.
    """
    wanted = sorted({key for key in keys if key})
    found: dict[str, dict[int, Known]] = {}
    if not wanted:
        return {}
    kinds = OrganisationName.Kind
    with connection.cursor() as cursor:
        cursor.execute(_BY_KEY, [wanted])
        for key, kind, pk, name_th, name_en in cursor.fetchall():
            by_name = kind == kinds.NAME or (kind != kinds.ABBREVIATION and len(key) > SHORT_NAME)
            before = found.setdefault(key, {}).get(pk)
            found[key][pk] = Known(
                pk, Text.of(name_th, name_en), by_name or (before is not None and before.by_name)
            )
    return {key: sorted(by_id.values(), key=lambda each: each.id) for key, by_id in found.items()}


@dataclass(slots=True)
class Institution:
    """What the name of an institution in a list stands for: a known one, a new one, or nothing yet."""

    text: str
    key: str
    id: int | None = None
    name: str = ""
    is_new: bool = False
    question: str = ""


@dataclass(slots=True)
class Institutions:
    """All institutions that a list names, with the questions about those that are not certain."""

    by_text: dict[str, Institution]
    questions: dict[str, Question] = field(default_factory=dict)

    def of(self, text: str) -> Institution | None:
        """What a cell stands for; None when it is empty or says nothing (–)."""
        return self.by_text.get(text)

    @property
    def new(self) -> list[Institution]:
        """Those to be added, once for each key."""
        return list({each.key: each for each in self.by_text.values() if each.is_new}.values())


def look_up(
    actor: Actor, texts: Iterable[str], answers: Mapping[str, str], *, label: str, none: str
) -> Institutions:
    """Find institutions by what a list calls them: two statements.

    ``label`` asks, ``none`` is the answer that leaves the institution out. Names with one key are one institution.
    """
    keys = {text: organisation_key(text) for text in dict.fromkeys(texts) if organisation_key(text)}
    bare = {text: organisation_key(_IN_BRACKETS.sub("", text)) for text in keys}
    known = known_by_key({*keys.values(), *bare.values()})
    institutions = Institutions({})
    chosen = _chosen(keys.values(), answers)
    for text, key in keys.items():
        found = known.get(key) or known.get(bare[text], [])
        institution = institutions.by_text[text] = Institution(text, key)
        if len(found) == 1 and found[0].by_name:
            institution.id, institution.name = found[0].id, found[0].name
            continue
        code = institution.question = question_code("institution", key)
        question = institutions.questions.get(code)
        if question is None:
            question = institutions.questions[code] = _question(actor, text, code, found, label, none)
        answer = answers.get(code, "")
        if answer in {option.value for option in question.options} or answer.isdecimal():
            _apply(institution, question, answer, chosen)
    _name_new(institutions)
    return institutions


def _chosen(keys: Iterable[str], answers: Mapping[str, str]) -> dict[int, Text]:
    """Organisations that were picked as answers; an id that nobody has is no answer."""
    picked = {answers.get(question_code("institution", key), "") for key in set(keys)}
    ids = [int(answer) for answer in picked if answer.isdecimal() and len(answer) < 19]
    found = Organisation.objects.filter(pk__in=ids).values_list("pk", "name_th", "name_en")
    return {pk: Text.of(name_th, name_en) for pk, name_th, name_en in found}


def _question(actor: Actor, text: str, code: str, found: Sequence[Known], label: str, none: str) -> Question:
    options = [Option(str(each.id), each.name) for each in found]
    if actor.holds("directory.edit"):
        options.append(Option(NEW, _("add as a new organisation")))
    options.append(Option(NONE, none))
    only = found[0] if len(found) == 1 else None
    if only:
        hint = _("Known by this abbreviation. Abbreviations are shared, so please confirm.")
    elif found:
        hint = _("Several organisations are called this.")
    else:
        hint = _("The directory does not know this name.")
    return Question(
        code,
        label,
        tuple(options),
        proposal=str(only.id) if only else "",
        subject=text,
        hint=hint,
        picks=True,
        nears=not found,
    )


def _apply(institution: Institution, question: Question, answer: str, chosen: Mapping[int, Text]) -> None:
    if answer == NEW:
        institution.is_new = True
    elif answer.isdecimal() and len(answer) < 19:
        pk = int(answer)
        if pk not in chosen:
            return
        institution.id, institution.name = pk, chosen[pk]
        if answer not in {option.value for option in question.options}:
            question.options = (Option(answer, chosen[pk]), *question.options)
    question.answer = answer


def _name_new(institutions: Institutions) -> None:
    """A new organisation is called by the longest of the spellings that a list has for it."""
    longest: dict[str, str] = {}
    for each in institutions.by_text.values():
        if each.is_new and len(each.text) > len(longest.get(each.key, "")):
            longest[each.key] = each.text
    for each in institutions.by_text.values():
        if each.is_new:
            each.name = longest[each.key]


def offer_near(questions: Iterable[Question]) -> None:
    """Put organisations with similar names before the other options of questions about unknown ones.

    Two statements when there is such a question, none otherwise. Asked again, it changes nothing.
    """
    wanted = [question for question in questions if question.nears]
    if not wanted:
        return
    known = _Spellings(OrganisationName.objects.values_list("text", "organisation_id"))
    offered = {question.code: known.similar(question.subject) for question in wanted}
    ids = {pk for found in offered.values() for pk in found}
    names = {
        pk: Text.of(name_th, name_en)
        for pk, name_th, name_en in Organisation.objects.filter(pk__in=ids).values_list(
            "pk", "name_th", "name_en"
        )
    }
    for question in wanted:
        present = {option.value for option in question.options}
        found = [Option(str(pk), names[pk]) for pk in offered[question.code] if str(pk) not in present]
        question.options = (*found, *question.options)
        if found:
            question.hint = _("The directory does not know this name, but a similar one: %(name)s.") % {
                "name": found[0].label
            }


def new_names(checked: Checked) -> dict[str, str]:
    """Answers that add every unknown organisation, except where a similar name makes a slip of the pen likely."""
    unknown = unknown_names(checked)
    offer_near(unknown)
    return {each.code: NEW for each in unknown if not any(option.value.isdigit() for option in each.options)}


class _Spellings:
    """All spellings of the directory, by the letters that stand in them, so that few are compared with a name."""

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        self._keys: dict[str, int] = {}
        self._by_part: dict[str, list[str]] = defaultdict(list)
        for text, pk in names:
            for key in alias_keys([text]):
                if self._keys.setdefault(key, pk) == pk:
                    for part in _parts(key):
                        self._by_part[part].append(key)

    def similar(self, text: str) -> list[int]:
        """Ids of organisations with a similar name, and of the institution of which the text may name a part."""
        inside = [organisation_key(text[found.start() :]) for found in _INSIDE.finditer(text)]
        exact = [self._keys[key] for key in inside if key in self._keys]
        compared = {
            key: self._keys[key] for part in _parts(core_key(text)) for key in self._by_part.get(part, ())
        }
        close = near(text, compared, limit=NEAR_LIMIT, cutoff=NEAR_ORGANISATION)
        return list(dict.fromkeys([*exact, *(pk for pk, _score in close)]))


def _parts(key: str) -> set[str]:
    """Every three letters that follow each other; a slip of the pen leaves some of them."""
    return {key[at : at + 3] for at in range(max(1, len(key) - 2))}
