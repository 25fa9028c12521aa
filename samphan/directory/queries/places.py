"""Provinces by code, their districts by name and their outlines, from the catalogue (``catalogue/places``)."""

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
    """A district (amphoe; khet in Bangkok) with the province in which it lies."""

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
                    found.append(District(f"{country}-{code[:2]}", name_th, name_en))
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
