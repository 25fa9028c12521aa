"""Names of persons: titles in front are taken apart from given and family name, and put back in official order.

The order is that of the Regulation on the use of academic titles before names, B.E. 2536: academic title, then rank,
then royal or noble title; professions (นพ. ภก.) go with ranks, and ดร. stands after them as offices write it.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from samphan.kit.thai.fold import clean
from samphan.kit.thai.titles import ACADEMIC_TITLES, DOCTOR, OTHER_TITLES, TitleForm, title_forms

type Language = Literal["th", "en"]
type NameStyle = Literal["full", "short"]

_LIST_NUMBER: Final = re.compile(r"^(?:\(?[0-9๐-๙]{1,4}[.)]|[-–•*])\s*(?=\D)")
_SUFFIX_DOCTOR: Final = re.compile(r",?\s+ph\.?\s?d\.?$", re.IGNORECASE)
# A Thai word cannot begin with these, so a title that is followed by one of them was a part of the name.
_CANNOT_BEGIN: Final = re.compile(r"[\u0e30-\u0e3a\u0e45-\u0e4e]|[ก-ฮ]์")
_FILLING: Final = re.compile(r"[\s.]*")
_THAI: Final = re.compile(r"[ก-๎]")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its parts; `other_titles` holds rank, profession, royal and civil titles as they were typed."""

    academic_title: str = ""
    is_doctor: bool = False
    other_titles: str = ""
    given_name: str = ""
    family_name: str = ""
    source: str = ""


def split_name(text: str) -> PersonName:
    """Takes a typed name apart; what cannot be read as a title is a part of the name, and nothing is lost.

    Titles are read in any order, in full or abbreviated, Thai or English. The first word after them is the given
    name, the rest the family name (which may hold blanks: ณ เชียงใหม่) and may be empty. A number or bullet of a list
    in front is dropped. `academic_title` is a code of `ACADEMIC_TITLES` or empty.
    """
    rest = _LIST_NUMBER.sub("", " ".join(clean(text).split()), count=1)
    academic, others, is_doctor = "", [], False
    shorter = _SUFFIX_DOCTOR.sub("", rest)
    if shorter != rest:
        rest, is_doctor = shorter, True
    while True:
        found = _leading_title(rest)
        if found is None:
            break
        form, typed, after = found
        if form.code == DOCTOR:
            is_doctor = True
        elif form.kind == "academic":
            if academic:
                break
            academic = form.code
        else:
            others.append(typed)
        rest = after
    given, _, family = rest.partition(" ")
    return PersonName(academic, is_doctor, " ".join(others), given, family.strip(), text)


def format_name(name: PersonName, language: Language = "th", style: NameStyle = "full") -> str:
    """The name with its titles in official order.

    full: ผู้ช่วยศาสตราจารย์ ดร.สมชาย ใจดี, Assistant Professor Dr. Somchai Jaidee; short: ผศ.ดร.สมชาย ใจดี, Asst. Prof. Dr.
    Somchai Jaidee. Other titles stand as they were typed; `language` is that of the name's own parts.
    """
    before, beside = _by_place(name.other_titles)
    academic = ACADEMIC_TITLES.get(name.academic_title)
    title = academic.written(language, style) if academic else ""
    doctor = ("ดร." if language == "th" else "Dr.") if name.is_doctor else ""
    person = " ".join(part for part in (name.given_name, name.family_name) if part)
    if language == "en":
        return " ".join(part for part in (title, *before, doctor, *beside, person) if part)
    written = ""
    for part in (title, *before, doctor, *beside, person):
        joint = "" if not part or _attaches(written) else " "
        written += joint + part
    return written


def _attaches(written: str) -> bool:
    """Whether what follows is written without a blank: after an abbreviation, and after a title like นาย or นายแพทย์."""
    if not written or written.endswith((".", ")")):
        return True
    last = written.rpartition(" ")[2]
    form = OTHER_TITLES.get(last)
    return form is not None and form.attaches


def _leading_title(text: str) -> tuple[TitleForm, str, str] | None:
    """The title at the beginning of `text`, how it was typed, and what follows; None when there is no more."""
    for form, pattern in title_forms():
        found = pattern.match(text)
        if found is None:
            continue
        after = text[found.end() :]
        rest = after[_end_of_filling(after) :]
        if not rest or _CANNOT_BEGIN.match(after) or not _separates(form, found[0], after):
            continue
        if any(after.startswith(ending) for ending in form.not_before):
            continue
        return form, found[0].strip(), rest
    return None


def _end_of_filling(text: str) -> int:
    found = _FILLING.match(text)
    return found.end() if found else 0


def _separates(form: TitleForm, typed: str, after: str) -> bool:
    """Whether title and name are apart: Latin words and abbreviations without their dot need a blank or a dot."""
    if after[:1] in {" ", "."} or typed.endswith((".", ")", " ")):
        return True
    return not form.needs_gap and _THAI.match(typed) is not None


def _by_place(other_titles: str) -> tuple[list[str], list[str]]:
    """Other titles in two groups: ranks and professions, which stand before ดร., and those beside the name."""
    before: list[str] = []
    beside: list[str] = []
    rest = other_titles
    while rest:
        found = _leading_title(f"{rest} -")
        if found is None or found[0].kind not in {"rank", "profession", "royal", "civil"}:
            before.append(rest)
            break
        form, typed, after = found
        (beside if form.kind in {"royal", "civil"} else before).append(typed)
        rest = after.removesuffix("-").strip()
    return before, beside
