"""Titles that stand before Thai names: the table behind `names`."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

type TitleKind = Literal["academic", "doctor", "rank", "profession", "royal", "civil"]


@dataclass(frozen=True, slots=True)
class AcademicTitle:
    """An academic title in its four official forms; `spellings` are further ones that people type."""

    code: str
    th_full: str
    th_short: str
    en_full: str
    en_short: str
    spellings: tuple[str, ...] = ()

    def written(self, language: Literal["th", "en"], style: Literal["full", "short"]) -> str:
        """The title as it is written before a name."""
        if language == "th":
            return self.th_full if style == "full" else self.th_short
        return self.en_full if style == "full" else self.en_short


# Abbreviations: Chiang Mai University Act B.E. 2551, section 62, as in the acts of most public universities.
_ACADEMIC: Final = (
    AcademicTitle("professor", "ศาสตราจารย์", "ศ.", "Professor", "Prof."),
    AcademicTitle("associate_professor", "รองศาสตราจารย์", "รศ.", "Associate Professor", "Assoc. Prof.", ("Assoc Prof",)),
    AcademicTitle(
        "assistant_professor", "ผู้ช่วยศาสตราจารย์", "ผศ.", "Assistant Professor", "Asst. Prof.",
        ("Assist. Prof.", "Ass. Prof."),
    ),
    AcademicTitle("lecturer", "อาจารย์", "อ.", "Lecturer", "Lect.", ("Ajarn", "Aj.")),
    AcademicTitle(
        "emeritus_professor", "ศาสตราจารย์เกียรติคุณ", "ศ. (เกียรติคุณ)", "Professor Emeritus", "Prof. Emeritus",
        ("ศาสตราจารย์กิตติคุณ", "ศ.กิตติคุณ", "ศ.(กิตติคุณ)", "Emeritus Professor", "Emeritus Prof.", "Prof. Em."),
    ),
    AcademicTitle("special_professor", "ศาสตราจารย์พิเศษ", "ศ. (พิเศษ)", "Adjunct Professor", "Adj. Prof.", ("Adjunct Prof.",)),
    AcademicTitle(
        "special_associate_professor", "รองศาสตราจารย์พิเศษ", "รศ. (พิเศษ)",
        "Adjunct Associate Professor", "Adj. Assoc. Prof.", ("Adjunct Assoc. Prof.",),
    ),
    AcademicTitle(
        "special_assistant_professor", "ผู้ช่วยศาสตราจารย์พิเศษ", "ผศ. (พิเศษ)",
        "Adjunct Assistant Professor", "Adj. Asst. Prof.", ("Adjunct Asst. Prof.",),
    ),
    AcademicTitle("special_lecturer", "อาจารย์พิเศษ", "อ. (พิเศษ)", "Special Lecturer", "Special Lect."),
    AcademicTitle("clinical_professor", "ศาสตราจารย์คลินิก", "ศ. (คลินิก)", "Clinical Professor", "Clin. Prof.", ("Clinical Prof.",)),
    AcademicTitle(
        "clinical_associate_professor", "รองศาสตราจารย์คลินิก", "รศ. (คลินิก)",
        "Clinical Associate Professor", "Clin. Assoc. Prof.", ("Clinical Assoc. Prof.",),
    ),
    AcademicTitle(
        "clinical_assistant_professor", "ผู้ช่วยศาสตราจารย์คลินิก", "ผศ. (คลินิก)",
        "Clinical Assistant Professor", "Clin. Asst. Prof.", ("Clinical Asst. Prof.",),
    ),
)  # fmt: skip

#: Academic titles by their stable code.
ACADEMIC_TITLES: Final[dict[str, AcademicTitle]] = {title.code: title for title in _ACADEMIC}


@dataclass(frozen=True, slots=True)
class TitleForm:
    """One way of writing a title.

    `is_plain_without_dot`: no name reads like it, so its dot may be missing before a blank even when only one word
    follows.
    """

    text: str
    kind: TitleKind
    code: str = ""

    @property
    def is_plain_without_dot(self) -> bool:
        return self.text in _PLAIN_WITHOUT_DOT


_PLAIN_WITHOUT_DOT: Final = frozenset({"ดร.", "ผศ.", "รศ.", "Dr.", "Prof.", "Mr.", "Mrs.", "Ms."})
_DOCTORS: Final = ("ดร.", "ดอกเตอร์", "ด็อกเตอร์", "Dr.", "Doctor")
_PROFESSIONS: Final = (
    "นายแพทย์", "แพทย์หญิง", "ทันตแพทย์", "เภสัชกร", "นายสัตวแพทย์", "สัตวแพทย์", "นพ.", "พญ.", "ทพ.", "ทพญ.", "ทญ.", "ภก.", "ภญ.",
    "น.สพ.", "นสพ.", "สพ.ญ.", "สพญ.", "ทนพ.", "ทนพญ.", "กภ.", "พว.", "วศ.", "สถ.", "M.D.",
)  # fmt: skip
_RANKS: Final = (
    "พลเอก", "พลโท", "พลตรี", "พลจัตวา", "พันเอก", "พันโท", "พันตรี", "ร้อยเอก", "ร้อยโท", "ร้อยตรี",
    "พลเรือเอก", "พลเรือโท", "พลเรือตรี", "นาวาเอก", "นาวาโท", "นาวาตรี", "เรือเอก", "เรือโท", "เรือตรี",
    "พลอากาศเอก", "พลอากาศโท", "พลอากาศตรี", "นาวาอากาศเอก", "นาวาอากาศโท", "นาวาอากาศตรี",
    "เรืออากาศเอก", "เรืออากาศโท", "เรืออากาศตรี",
    "พลตำรวจเอก", "พลตำรวจโท", "พลตำรวจตรี", "พันตำรวจเอก", "พันตำรวจโท", "พันตำรวจตรี",
    "ร้อยตำรวจเอก", "ร้อยตำรวจโท", "ร้อยตำรวจตรี", "นายดาบตำรวจ", "ดาบตำรวจ",
    "จ่าสิบเอก", "จ่าสิบโท", "จ่าสิบตรี", "สิบเอก", "สิบโท", "สิบตรี", "จ่าสิบตำรวจ", "สิบตำรวจเอก", "สิบตำรวจโท", "สิบตำรวจตรี",
    "พล.อ.", "พล.ท.", "พล.ต.", "พ.อ.", "พ.ท.", "พ.ต.", "ร.อ.", "ร.ท.", "ร.ต.",
    "พล.ร.อ.", "พล.ร.ท.", "พล.ร.ต.", "น.อ.", "น.ท.", "น.ต.", "พล.อ.อ.", "พล.อ.ท.", "พล.อ.ต.",
    "พล.ต.อ.", "พล.ต.ท.", "พล.ต.ต.", "พ.ต.อ.", "พ.ต.ท.", "พ.ต.ต.", "ร.ต.อ.", "ร.ต.ท.", "ร.ต.ต.", "ด.ต.",
    "จ.ส.อ.", "จ.ส.ท.", "จ.ส.ต.", "ส.อ.", "ส.ท.", "ส.ต.", "ส.ต.อ.", "ส.ต.ท.", "ส.ต.ต.",
    "Gen.", "Lt. Gen.", "Maj. Gen.", "Col.", "Lt. Col.", "Maj.", "Capt.", "Lt.", "Sub Lt.", "Acting Sub Lt.", "Pol.",
)  # fmt: skip
_ROYAL: Final = (
    "หม่อมเจ้าหญิง", "หม่อมเจ้า", "หม่อมราชวงศ์หญิง", "หม่อมราชวงศ์", "หม่อมหลวงหญิง", "หม่อมหลวง", "ท่านผู้หญิง", "คุณหญิง",
    "ม.จ.", "ม.ร.ว.", "ม.ล.", "มรว.", "มล.", "M.C.", "M.R.", "M.L.", "Khunying", "Thanphuying",
)  # fmt: skip
_CIVIL: Final = (
    "นาย", "นาง", "นางสาว", "คุณ", "เด็กชาย", "เด็กหญิง", "ด.ช.", "ด.ญ.", "น.ส.", "นส.", "Mr.", "Mrs.", "Ms.", "Miss", "Mister",
    "พระมหา", "พระครู", "พระอาจารย์", "พระปลัด", "พระสมุห์", "พระใบฎีกา", "Ven.", "Khun",
)  # fmt: skip
#: Given names that begin like คุณ and are more often a name than คุณ before a name.
NAMES_LIKE_TITLES: Final = frozenset({"คุณวุฒิ", "คุณธรรม", "คุณภัทร", "คุณภาพ", "คุณภพ", "คุณนิธิ"})
#: Acting ranks put this before the rank: ว่าที่ ร.ต., ว่าที่ร้อยตรี, ว่าที่พันตรี.
_ACTING: Final = "ว่าที่"
#: Written after the rank of a special colonel, and after the rank or profession of a woman.
_AFTER: Final[dict[TitleKind, str]] = {"rank": r"(?:\s?\(พิเศษ\)|\s?หญิง)?", "profession": r"(?:\s?หญิง)?"}


def _forms() -> list[TitleForm]:
    forms: list[TitleForm] = []
    for title in _ACADEMIC:
        for text in (title.th_full, title.th_short, title.en_full, title.en_short, *title.spellings):
            forms += [TitleForm(variant, "academic", title.code) for variant in _variants(text)]
    forms += [TitleForm(text, "doctor") for text in _DOCTORS]
    forms += [TitleForm(text, "profession") for text in _PROFESSIONS]
    forms += [TitleForm(text, "rank") for text in _RANKS]
    forms += [TitleForm(text, "royal") for text in _ROYAL]
    forms += [TitleForm(text, "civil") for text in _CIVIL]
    return forms


def _variants(text: str) -> tuple[str, ...]:
    """ศ.(พิเศษ) is also typed ศ.พิเศษ, and ศาสตราจารย์พิเศษ also ศาสตราจารย์ (พิเศษ)."""
    bare = text.replace(" (", "").replace("(", "").replace(")", "")
    for kind in ("เกียรติคุณ", "กิตติคุณ", "พิเศษ", "คลินิก"):
        if bare.endswith(kind):
            head = bare.removesuffix(kind)
            return f"{head}{kind}", f"{head}({kind})"
    return (text,)


def _pattern(form: TitleForm) -> re.Pattern[str]:
    """The form with blanks and dots as people type them: ผศ . ดร., ผศ.ดร, ศ. (พิเศษ), พล . อ."""
    pieces = re.findall(r"[^\s.()]+|[.()]", form.text)
    parts: list[str] = []
    for index, piece in enumerate(pieces):
        if piece == ".":
            parts.append(r"(?:\s?\.)?" if index == len(pieces) - 1 else r"\s?\.")
        else:
            parts.append(r"\s?" + re.escape(piece) if parts else re.escape(piece))
    acting = rf"(?:{_ACTING}\s?)?" if form.kind == "rank" else ""
    return re.compile(acting + "".join(parts) + _AFTER.get(form.kind, ""), re.IGNORECASE)


def title_forms(first: str) -> tuple[tuple[TitleForm, re.Pattern[str]], ...]:
    """The forms that can begin with a letter (lower case), with their patterns, longest first: นางสาว before นาง."""
    return _forms_by_letter().get(first, ())


@cache
def _forms_by_letter() -> dict[str, tuple[tuple[TitleForm, re.Pattern[str]], ...]]:
    found: dict[str, list[tuple[TitleForm, re.Pattern[str]]]] = {}
    for form in sorted(_forms(), key=lambda form: -len(form.text)):
        entry = (form, _pattern(form))
        for first in {form.text[0].lower(), *(_ACTING[0] if form.kind == "rank" else "")}:
            found.setdefault(first, []).append(entry)
    return {first: tuple(entries) for first, entries in found.items()}
