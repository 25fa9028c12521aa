"""Provinces by code, from the catalogue (``catalogue/places``)."""

from __future__ import annotations

from functools import cache
from typing import Final

from samphan import catalogue
from samphan.kit.bilingual import Text, is_thai
from samphan.kit.thai.fold import fold
from samphan.kit.thai.sortkey import sort_key

PLACES: Final = "places"


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
