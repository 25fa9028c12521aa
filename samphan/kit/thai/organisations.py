"""Organisations under the many names that people write for one.

A key is a name without what varies: prefixes written out, dots, blanks and ฯ dropped. Two names with one key are the
same to a reader; the other direction does not hold, and abbreviations are shared by several institutions (มกส., มรธ.,
SU). So keys find candidates, and a person chooses: nothing here ever merges.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from samphan.kit.thai.fold import fold

_UNIVERSITY: Final = "มหาวิทยาลัย"
_RAJABHAT: Final = "มหาวิทยาลัยราชภัฏ"
_RAJAMANGALA: Final = "มหาวิทยาลัยเทคโนโลยีราชมงคล"

# An abbreviated prefix is written out only before a word of at least four letters: ม.ขอนแก่น, but not ม.อ. or ม.มจร.
_NAME: Final = r"(?=[ก-ฮเ-ไ][ก-๎]{3,})"
_EXPANSIONS: Final = tuple(
    (re.compile(pattern), full)
    for pattern, full in (
        (r"^มหาลัย", _UNIVERSITY),
        (r"^(?:ม\.? ?|มหาวิทยาลัย ?)ราชภั[ฏฎ] ?", _RAJABHAT),
        (rf"^(?:มรภ\.? ?|ม\.รภ\. ?|มร\.? ?){_NAME}", _RAJABHAT),
        (rf"^(?:มทร\.? ?|ม\.ทร\. ?|ม\.ราชมงคล ?|มหาวิทยาลัยราชมงคล ?|ราชมงคล ?){_NAME}", _RAJAMANGALA),
        (rf"^ราชภั[ฏฎ] ?{_NAME}", _RAJABHAT),
        (rf"^ม(?:\. ?| ){_NAME}", _UNIVERSITY),
        (rf"^(?:รร\.|ร\.ร\.) ?{_NAME}", "โรงเรียน"),
        (rf"^รพ\. ?สต\. ?{_NAME}", "โรงพยาบาลส่งเสริมสุขภาพตำบล"),
        (rf"^รพ\. ?{_NAME}", "โรงพยาบาล"),
        (rf"^อบจ\. ?{_NAME}", "องค์การบริหารส่วนจังหวัด"),
        (rf"^อบต\. ?{_NAME}", "องค์การบริหารส่วนตำบล"),
        (rf"^(?:สนง\.|สนง|สนน\.) ?{_NAME}", "สำนักงาน"),
        (rf"^บจก?\. ?{_NAME}", "บริษัท"),
    )
)
_EXPANDED: Final = frozenset("มรอสบ")
"""The letters with which an abbreviated prefix begins: most names need not be compared with all of them."""

_LATIN: Final = re.compile(r"[a-z&]")
_MISSPELT: Final = str.maketrans({"ฎ": "ฏ"})
_ENGLISH: Final = (
    (re.compile(r"\buniv\b\.?|\bu\.(?= ?of\b)"), "university"),
    (re.compile(r"\binst\b\.?"), "institute"),
    (re.compile(r"\btech\b\.?"), "technology"),
    (re.compile(r"\bdept\b\.?"), "department"),
    (re.compile(r"\s*&\s*"), " and "),
    (re.compile(r"\b(?:the|of|at)\b"), " "),
)
# What one of them begins with: most names need not be compared with all.
_ABBREVIATED: Final = re.compile(r"&|\b(?:univ|inst|tech|dept|the|of|at)\b")
_DROPPED: Final = re.compile(r"[^a-z0-9ก-ฮะ-ฺเ-ๅ็-๎]|ฯ")
_NOT_LATIN_OR_THAI: Final = re.compile(r"[^\x00-\x7f\u0e00-\u0e7f]")
_CORE: Final = re.compile(
    r"^(?:มหาวิทยาลัย|สถาบัน|วิทยาลัย|สมาคม|มูลนิธิ|สำนักงาน)|มหาวิทยาลัย$|^university|university$|^institute|institute$"
)
_SHORTEST_CORE: Final = 4

# Letters that sound alike are what people confuse: ทักสิน for ทักษิณ, ราชพัด for ราชภัฏ. Silenced letters are not heard.
_SILENCED: Final = re.compile(r"[ก-ฮ][ิุ]?์")
_SOUNDS: Final = str.maketrans("ศษณฎฏฐฑฒธฬญภฆฅฉฌใ", "สสนดตถทททลยพคคชชไ")
_ALIKE: Final = re.compile("[ศษณฎฏฐฑฒธฬญภฆฅฉฌใ]")


@lru_cache(maxsize=8_192)  # a name is compared, kept and searched: three times the same key
def organisation_key(text: str) -> str:
    """The name without what varies; empty when nothing remains.

    ม.เชียงใหม่, มหาลัยเชียงใหม่ and มหาวิทยาลัยเชียงใหม่ share a key, as do "Chiang Mai Univ." and "Chiangmai University".
    """
    name = fold(text)
    if name[:1] in _EXPANDED:
        for pattern, full in _EXPANSIONS:
            name, count = pattern.subn(full, name, count=1)
            if count:
                break
    if _ABBREVIATED.search(name) and _LATIN.search(name):
        for pattern, full in _ENGLISH:
            name = pattern.sub(full, name)
    name = name.replace("ราชภัฎ", "ราชภัฏ")
    if _NOT_LATIN_OR_THAI.search(name):
        return re.sub(r"[\W_]", "", name)
    return _DROPPED.sub("", name)


def core_key(text: str) -> str:
    """The key without the kind of organisation: เชียงใหม่ for มหาวิทยาลัยเชียงใหม่; the key itself if too little would remain."""
    return core_of(organisation_key(text))


def core_of(key: str) -> str:
    """``core_key`` of a name of which the key is known."""
    core = _CORE.sub("", key)
    return core if len(core) >= _SHORTEST_CORE else key


def alias_keys(names: Iterable[str]) -> set[str]:
    """Every key under which an organisation with these names (full, short, abbreviated, former) is to be found.

    For each name its key and its core. Ask with the same function: a query finds an organisation when the two sets
    share a key; one shared by several organisations is an ambiguity to be shown.
    """
    keys: set[str] = set()
    for name in names:
        keys |= {organisation_key(name), core_key(name)}
    keys.discard("")
    return keys


def near[T](
    text: str, candidates: Mapping[str, T], limit: int = 5, cutoff: float = 75
) -> list[tuple[T, float]]:
    """The `limit` best candidates for a misspelt name with their likeness (0 to 100), best first, at least `cutoff`.

    `candidates` maps keys (of `alias_keys`) to what they stand for; each thing is given once, with its best key. Thai
    letters of the same sound count as the same letter.
    """
    core = core_key(text)
    if not core:
        return []
    best: list[tuple[T, float]] = []
    scored = process.extract(
        core, list(candidates), scorer=fuzz.WRatio, processor=sound_key, score_cutoff=cutoff, limit=4 * limit
    )
    for key, score, _ in scored:
        thing = candidates[key]
        if all(thing != known for known, _ in best):
            best.append((thing, score))
    return best[:limit]


def sound_key(key: str) -> str:
    """A key as it is heard: letters that sound alike made one, silenced letters left out."""
    heard = _SILENCED.sub("", key) if "์" in key else key
    return heard.translate(_SOUNDS) if _ALIKE.search(heard) else heard
