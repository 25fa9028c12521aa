"""Provinces by code, their districts and sub-districts by name and their outlines, from the catalogue (``catalogue/places``)."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from samphan import catalogue
from samphan.kit.bilingual import Text, is_thai
from samphan.kit.thai.fold import fold
from samphan.kit.thai.sortkey import sort_key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

PLACES: Final = "places"
MOST_SUGGESTED: Final = 12
CAPITAL: Final = "TH-10"


@cache
def _provinces() -> dict[str, tuple[str, str]]:
    """Code → names in Thai and English, in Thai order."""
    found: dict[str, tuple[str, str]] = {}
    for pack in catalogue.read(PLACES).values():
        top = pack.fields(required="code provinces")
        for entry in top["provinces"].entries():
            words = entry.fields(required="code th en")
            found[words["code"].text()] = (words["th"].text(), words["en"].text())
    return dict(sorted(found.items(), key=lambda item: sort_key(item[1][0])))


def province_names(code: str) -> tuple[str, str]:
    """The names of a province in Thai and English; empty for an unknown or empty code."""
    return _provinces().get(code, ("", ""))


def province_name(code: str) -> Text:
    """The name of a province in the reader's language."""
    return Text.of(*province_names(code))


def is_province(code: str) -> bool:
    return code in _provinces()


def province_choices() -> tuple[tuple[str, str], ...]:
    """Codes and names in Thai order, for forms and filters."""
    return _choices("th" if is_thai() else "en")


@cache
def _choices(language: str) -> tuple[tuple[str, str], ...]:
    return tuple((code, str(Text.of(*names, language=language))) for code, names in _provinces().items())


def find_province(text: str) -> str:
    """The code of a province whose name was written, with or without จังหวัด; empty when it is none."""
    wanted = fold(text.strip().removeprefix("จังหวัด").removeprefix("จ.").strip())
    for code, names in _provinces().items():
        if wanted and wanted in {fold(name) for name in (*names, code)}:
            return code
    return ""


@dataclass(frozen=True, slots=True)
class District:
    """A district (amphoe; khet in Bangkok): ``code`` of the Ministry of the Interior, the province in which it lies, names."""

    code: str
    province: str
    name_th: str
    name_en: str

    @property
    def label(self) -> str:
        """Both names, for a list from which one chooses."""
        place = province_name(self.province)
        return f"{self.name_th} ({self.name_en}) · {place}"


@cache
def _districts() -> tuple[District, ...]:
    """Every known district in Thai order, from ``*-districts.csv``: code, name in Thai, name in English."""
    found = []
    for folder in catalogue.folders(PLACES):
        for path in sorted(folder.glob("*-districts.csv")):
            country = path.name.partition("-")[0].upper()
            with path.open(encoding="utf-8", newline="") as lines:
                for code, name_th, name_en in csv.reader(line for line in lines if not line.startswith("#")):
                    found.append(District(code, f"{country}-{code[:2]}", name_th, name_en))
    return tuple(sorted(found, key=lambda each: sort_key(each.name_th)))


def district_key(text: str) -> str:
    """A district's name as it is compared: folded, without อำเภอ, อ., เขต or กิ่ง in front."""
    words = text.strip()
    for before in ("กิ่งอำเภอ", "อำเภอ", "อ.", "เขต", "Amphoe ", "Khet "):
        words = words.removeprefix(before).strip()
    return fold(words)


def find_districts(words: str, *, province: str = "") -> list[District]:
    """Districts whose Thai or English name holds the words, those that begin with them first; of one province if named."""
    wanted = district_key(words)
    found = [
        (not any(name.startswith(wanted) for name in names), each)
        for each in _districts()
        if not province or each.province == province
        for names in [(fold(each.name_th), fold(each.name_en))]
        if any(wanted in name for name in names)
    ]
    return [each for _later, each in sorted(found, key=lambda pair: pair[0])[:MOST_SUGGESTED]]


def district_lies_elsewhere(district: str, province: str) -> tuple[str, ...]:
    """The codes of other provinces that have a district of this name, where the given one is known to have none."""
    wanted = district_key(district)
    found = {each.province for each in _districts() if wanted in {fold(each.name_th), fold(each.name_en)}}
    return () if not wanted or province in found else tuple(sorted(found))


def marks(province: str) -> tuple[str, str, str]:
    """What stands before the Thai name of a sub-district, of a district and of the province itself."""
    return ("แขวง", "เขต", "") if province == CAPITAL else ("ต.", "อ.", "จ.")


@dataclass(frozen=True, slots=True)
class Subdistrict:
    """A sub-district (tambon; khwaeng in Bangkok) with the district in which it lies; its name is known in Thai alone."""

    name_th: str
    district: District

    @property
    def label(self) -> str:
        """The name with its district and province, for a list from which one chooses."""
        small, large, _ = marks(self.district.province)
        place = province_name(self.district.province)
        return f"{small}{self.name_th} {large}{self.district.name_th} · {place}"


@cache
def _subdistricts() -> dict[str, tuple[tuple[str, str], ...]]:
    """Code of a district → its sub-districts, each as it is compared and as it is called, in Thai order.

    From ``*-subdistricts.csv``: code of the district, name in Thai.
    """
    found: dict[str, list[str]] = {}
    for folder in catalogue.folders(PLACES):
        for path in sorted(folder.glob("*-subdistricts.csv")):
            with path.open(encoding="utf-8", newline="") as lines:
                for code, name_th in csv.reader(line for line in lines if not line.startswith("#")):
                    found.setdefault(code, []).append(name_th)
    return {
        code: tuple((fold(name), name) for name in sorted(names, key=sort_key))
        for code, names in found.items()
    }


def subdistrict_key(text: str) -> str:
    """A sub-district's name as it is compared: folded, without ตำบล, ต. or แขวง in front."""
    words = text.strip()
    for before in ("ตำบล", "ต.", "แขวง", "Tambon ", "Khwaeng "):
        words = words.removeprefix(before).strip()
    return fold(words)


def _districts_called(name: str, province: str) -> list[District]:
    """The districts of this name (all of them where it is empty), of one province if named."""
    wanted = district_key(name)
    return [
        each
        for each in _districts()
        if (not province or each.province == province)
        and (not wanted or wanted in {fold(each.name_th), fold(each.name_en)})
    ]


def find_subdistricts(words: str, *, district: str = "", province: str = "") -> list[Subdistrict]:
    """Sub-districts whose name holds the words, those that begin with them first.

    Of a district that is named, all that fit; else as many as a list of suggestions takes, and none without words.
    """
    wanted = subdistrict_key(words)
    if not (wanted or district_key(district)):
        return []
    known = _subdistricts()
    found = [
        ((key != wanted, not key.startswith(wanted)), Subdistrict(name, each))
        for each in _districts_called(district, province)
        for key, name in known.get(each.code, ())
        if wanted in key
    ]
    most = None if district_key(district) else MOST_SUGGESTED
    return [each for _later, each in sorted(found, key=lambda pair: pair[0])[:most]]


def districts_with(subdistrict: str, *, province: str = "") -> list[District]:
    """The districts that have a sub-district of this name, of one province if named."""
    wanted, known = subdistrict_key(subdistrict), _subdistricts()
    return [
        each
        for each in _districts_called("", province)
        if any(wanted == key for key, _name in known.get(each.code, ()))
    ]


def subdistrict_is_unlisted(subdistrict: str, district: str, province: str) -> bool:
    """Whether a district of the province is known, and no sub-district of this name in it. Names change: that is a hint."""
    wanted = subdistrict_key(subdistrict)
    known = _subdistricts()
    keys = {key for each in _districts_called(district, province) for key, _name in known.get(each.code, ())}
    return bool(wanted and district_key(district) and keys) and wanted not in keys


@dataclass(frozen=True, slots=True)
class Outlines:
    """A drawing of a country: the ``d`` of an SVG path by the code of each province, and how a point is placed on it."""

    width: int
    height: int
    west: float
    north: float
    across: float
    down: float
    provinces: Mapping[str, str]

    def place(self, latitude: Decimal | float, longitude: Decimal | float) -> tuple[float, float] | None:
        """Where a point (degrees, WGS 84) lies on the drawing; None outside of it."""
        x = (float(longitude) - self.west) * self.across
        y = (self.north - float(latitude)) * self.down
        return (round(x, 1), round(y, 1)) if 0 <= x <= self.width and 0 <= y <= self.height else None


@cache
def outlines(country: str = "th") -> Outlines:
    """The outlines of a country's provinces, from ``<country>-outlines.json``; an installation's own file wins."""
    path = next(
        path
        for folder in reversed(catalogue.folders(PLACES))
        if (path := folder / f"{country}-outlines.json").exists()
    )
    drawn = json.loads(path.read_text(encoding="utf-8"))
    return Outlines(**{name: drawn[name] for name in Outlines.__slots__})
