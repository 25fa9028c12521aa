"""Names of persons: titles in front are taken apart from given and family name, and put back in official order.

The order is that of the Regulation on the use of academic titles before names, B.E. 2536: academic title, then rank,
then royal or noble title; professions (นพ. ภก.) go with ranks, and ดร. stands after them as offices write it.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from samphan.kit.thai.fold import clean
from samphan.kit.thai.titles import ACADEMIC_TITLES, NAMES_LIKE_TITLES, TitleForm, TitleKind, title_forms

type Language = Literal["th", "en"]
type NameStyle = Literal["full", "short"]

_LIST_NUMBER: Final = re.compile(r"^(?:\(?[0-9๐-๙]{1,4}[.)]|[-–•*])\s*(?=\D)")
_SUFFIX_DOCTOR: Final = re.compile(r",?\s+ph\.?\s?d\.?$", re.IGNORECASE)
# A Thai word cannot begin with these, so a title that is followed by one of them was a part of the name.
_CANNOT_BEGIN: Final = re.compile(r"[\u0e30-\u0e3a\u0e45-\u0e4e]|[ก-ฮ]์")
_FILLING: Final = re.compile(r"[\s.]*")
_THAI: Final = re.compile(r"[ก-๎]")
#: No name with all its titles is longer; more is a text that landed in the wrong field.
_LONGEST: Final = 300
#: Letters below which what follows a title is no name: ท. of ส.อ.ท.
_SHORTEST_NAME: Final = 3
_COMPLETE: Final = (".", ")", "หญิง")
#: Length of ศ. and อ., which without their dot are titles only before another title.
_ONE_LETTER: Final = 2


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
    rest, doctor_behind = _SUFFIX_DOCTOR.subn("", rest)
    academic, others, is_doctor = "", [], doctor_behind > 0
    seen: set[TitleKind] = set()
    while len(rest) <= _LONGEST and (found := _leading_title(rest)):
        form, typed, after = found
        if form.kind in seen & {"academic", "civil"}:
            break  # nobody has two of these, so the second begins the name
        seen.add(form.kind)
        if form.kind == "doctor":
            is_doctor = True
        elif form.kind == "academic":
            academic = form.code
        else:
            others.append(typed)
        rest = after
    given, _, family = rest.partition(" ")
    return PersonName(academic, is_doctor, " ".join(others), given, family.strip(), text)


def without_titles(text: str) -> str:
    """`text` without the titles in front that are set off from what follows by a dot or a blank.

    นายกสมาคม stays as it is, and so does an abbreviation of which nothing long enough to be a name would be left.
    """
    whole = rest = " ".join(clean(text).split())
    while len(rest) <= _LONGEST and (found := _leading_title(rest)):
        after = found[2]
        if not rest[: len(rest) - len(after)].endswith((".", ")", " ")):
            break
        rest = after
    first = rest.partition(" ")[0]
    return whole if "." in first or len(rest) < _SHORTEST_NAME else rest


def format_name(name: PersonName, language: Language = "th", style: NameStyle = "full") -> str:
    """The name with its titles in official order.

    full: ผู้ช่วยศาสตราจารย์ ดร.สมชาย ใจดี, Assistant Professor Dr. Somchai Jaidee; short: ผศ.ดร.สมชาย ใจดี, Asst. Prof. Dr.
    Somchai Jaidee. Other titles stand as they were typed; `language` is that of the name's own parts.
    """
    before, beside = _by_place(name.other_titles)
    academic = ACADEMIC_TITLES.get(name.academic_title)
    doctor = ("ดร." if language == "th" else "Dr.") if name.is_doctor else ""
    person = " ".join(part for part in (name.given_name, name.family_name) if part)
    titles = [academic.written(language, style) if academic else "", *before, doctor, *beside]
    written = ""
    for part in filter(None, [*titles, person]):
        written += part if _attaches(written, part, language, is_name=part is person) else f" {part}"
    return written


def _attaches(before: str, part: str, language: Language, *, is_name: bool) -> bool:
    """Whether `part` follows without a blank: in Thai after an abbreviation, and a name also after a full title."""
    if not before:
        return True
    if language == "en" or not _THAI.match(part):
        return False
    return before.endswith(".") or (is_name and before[-1] != ")" and not before.endswith(".หญิง"))


def _leading_title(text: str) -> tuple[TitleForm, str, str] | None:
    """The title at the beginning of `text`, how it was typed, and what follows; None when there is no more."""
    if text.partition(" ")[0] in NAMES_LIKE_TITLES:
        return None
    for form, pattern in title_forms(text[:1].lower()):
        found = pattern.match(text)
        if found is None:
            continue
        after = text[found.end() :]
        rest = after[_end_of_filling(after) :]
        if not rest or _CANNOT_BEGIN.match(after) or not _separates(form, found[0], after):
            continue
        typed = found[0].strip()
        complete = f"{typed}." if form.text.endswith(".") and not typed.endswith(_COMPLETE) else typed
        return form, complete, rest
    return None


def _end_of_filling(text: str) -> int:
    found = _FILLING.match(text)
    return found.end() if found else 0


def _separates(form: TitleForm, typed: str, after: str) -> bool:
    """Whether title and name are apart, so that รศนา and นพดล stay names although they begin like รศ. and นพ."""
    if typed.endswith(_COMPLETE):
        return True
    if "." not in form.text and _THAI.match(typed):
        return True
    if len(form.text) == _ONE_LETTER:
        return after[:1] == " " and _begins_with_title(after.lstrip())
    gap = after[:1] == " " and (form.is_plain_without_dot or " " in after.strip())
    return gap or ("." in after and _begins_with_title(after))


def _begins_with_title(text: str) -> bool:
    """For ผศดร.สมชาย and ศ ดร สมชาย: a title without its dot, right before another one that is set off."""
    for form, pattern in title_forms(text[:1].lower()):
        found = pattern.match(text) if form.kind in {"academic", "doctor"} else None
        if found and (found[0].endswith(".") or text[found.end() : found.end() + 1] == " "):
            return True
    return False


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
