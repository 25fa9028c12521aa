"""Badges: eight on a sheet of A4, with marks to cut along. Long names get smaller letters or a second line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from samphan.kit.documents.engine import make_pdf
from samphan.kit.documents.fitting import MM, Fitter, qr_drawing
from samphan.kit.documents.model import DocumentError
from samphan.kit.documents.text import clean, printable
from samphan.kit.documents.wording import say

if TYPE_CHECKING:
    from datetime import datetime

    from samphan.kit.documents.model import Language

#: Millimetres. Two columns and four rows on A4 leave 15 mm at the sides and 16.5 mm above and below.
WIDTH, HEIGHT, COLUMNS, ROWS = 90.0, 66.0, 2, 4
INSET, QR = 5.0, 21.0
_TEMPLATE: Final = Path(__file__).parent / "badges.typ"


@dataclass(frozen=True, slots=True)
class Badge:
    """One badge. ``address`` is what its QR code leads to, with http or https; empty for none."""

    name: str
    institution: str = ""
    category: str = ""
    group: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class BadgeSheet:
    """All badges of an event, in their order; ``heading`` stands small on each."""

    title: str
    heading: str
    badges: tuple[Badge, ...]
    created: datetime
    language: Language = "th"


def render_badges(sheet: BadgeSheet) -> bytes:
    """The badges as PDF/A-2a and PDF/UA-1; the same sheet gives the same bytes.

    Raises:
        DocumentError: there is no badge, or the engine refused.
    """
    if not sheet.badges:
        raise DocumentError("content", "a sheet of badges needs a badge")
    data = json.dumps(_data(sheet), ensure_ascii=False, separators=(",", ":"))
    return make_pdf(_template(), {"sheet": data}, timestamp=int(sheet.created.timestamp()))


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _data(sheet: BadgeSheet) -> dict[str, Any]:
    fitter = Fitter([badge.name for badge in sheet.badges])
    width = (WIDTH - 2 * INSET) * MM
    heading = fitter.fit(sheet.heading, width, (8.5, 7.5), lines=2)
    return {
        "language": sheet.language,
        "title": printable(clean(sheet.title)).replace("\n", " "),
        "geometry": {
            "width": WIDTH,
            "height": HEIGHT,
            "columns": COLUMNS,
            "rows": ROWS,
            "inset": INSET,
            "qr": QR,
        },
        "badges": [_badge(fitter, badge, heading, sheet.language) for badge in sheet.badges],
    }


def _badge(fitter: Fitter, badge: Badge, heading: dict[str, Any], language: Language) -> dict[str, Any]:
    width = (WIDTH - 2 * INSET) * MM
    beside = width - (QR + 3) * MM if badge.address else width
    return {
        "heading": heading,
        "name": fitter.fit(badge.name, width, (20, 18, 16, 14, 12.5, 11), lines=2, bold=True),
        "institution": fitter.fit(badge.institution, width, (12, 11, 10, 9), lines=2),
        "category": fitter.fit(badge.category, beside, (10.5, 9.5, 8.5), lines=2, bold=True),
        "group": fitter.fit(badge.group, beside, (10.5, 9.5, 8.5), lines=2),
        "qr": qr_drawing(badge.address) if badge.address else "",
        "qr-label": printable(clean(say(language, f"รหัสคิวอาร์ของ {badge.name}", f"QR code of {badge.name}"))),
    }
