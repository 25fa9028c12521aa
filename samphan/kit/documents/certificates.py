"""Certificates: one page each, A4 across, with a number, a code to type and a QR code that leads to the public page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from samphan.kit.documents.emblems import FORMATS, checked
from samphan.kit.documents.engine import make_pdf
from samphan.kit.documents.fitting import MM, Fitter, qr_drawing
from samphan.kit.documents.model import DocumentError
from samphan.kit.documents.text import clean, printable
from samphan.kit.documents.wording import say

if TYPE_CHECKING:
    from datetime import datetime

    from samphan.kit.documents.model import Emblem, Language, Numerals

_TEMPLATE: Final = Path(__file__).parent / "certificates.typ"
_WIDTH: Final = 220.0
"""Millimetres that a line may take."""


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """What differs from one certificate to the next. ``address`` is its public page, ``code`` what is typed there."""

    name: str
    number: str
    code: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    """Certificates of one event.

    Attributes:
        heading: what it is ("เกียรติบัตร").
        lead: words above the name, lines: words under it.
        given: the line with the date.
        signer: name in brackets and position.
        number_label, code_label: words before number and code.
    """

    title: str
    organisation: str
    heading: str
    lead: str
    lines: tuple[str, ...]
    given: str
    signer: tuple[str, ...]
    number_label: str
    code_label: str
    pages: tuple[CertificatePage, ...]
    created: datetime
    language: Language = "th"
    numerals: Numerals = "arabic"
    emblem: Emblem | None = None
    glossary: frozenset[str] = frozenset()


def render_certificates(certificates: Certificates) -> bytes:
    """The certificates as PDF/A-2a and PDF/UA-1, in their order; the same ones give the same bytes.

    Raises:
        DocumentError: there is none, the emblem cannot be used, or the engine refused.
    """
    if not certificates.pages:
        raise DocumentError("content", "there is no certificate to be made")
    data = json.dumps(_data(certificates), ensure_ascii=False, separators=(",", ":"))
    return make_pdf(_template(), {"sheet": data}, timestamp=int(certificates.created.timestamp()))


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _data(sheet: Certificates) -> dict[str, Any]:
    names = [*(page.name for page in sheet.pages), *sheet.glossary]
    fitter = Fitter(names, sheet.numerals)
    exact = Fitter(names)  # numbers and codes are typed as they stand
    width = _WIDTH * MM
    emblem = None
    if sheet.emblem:
        seen = sheet.emblem.description or f"{say(sheet.language, 'ตรา', 'Emblem of ')}{sheet.organisation}"
        emblem = {
            "bytes": list(checked(sheet.emblem)),
            "format": FORMATS[sheet.emblem.mime],
            "alt": printable(clean(seen)),
        }
    return {
        "language": sheet.language,
        "title": printable(clean(sheet.title)).replace("\n", " "),
        "emblem": emblem,
        "organisation": fitter.fit(sheet.organisation, width, (17, 15, 13), lines=2, bold=True),
        "heading": fitter.fit(sheet.heading, width, (30,), lines=1, bold=True),
        "lead": fitter.fit(sheet.lead, width, (15, 13), lines=2),
        "lines": [fitter.fit(line, width, (15, 13.5, 12), lines=2) for line in sheet.lines],
        "given": fitter.fit(sheet.given, width, (14, 12), lines=1),
        "signer": [fitter.fit(line, 110 * MM, (13, 12, 11), lines=2) for line in sheet.signer],
        "pages": [
            {
                "name": fitter.fit(page.name, width, (28, 25, 22, 19), lines=2, bold=True),
                "number": exact.fit(f"{sheet.number_label} {page.number}", 75 * MM, (10, 9), lines=2),
                "code": exact.fit(f"{sheet.code_label} {page.code}", 75 * MM, (10, 9), lines=2),
                "qr": qr_drawing(page.address),
                "qr-label": printable(
                    clean(
                        say(
                            sheet.language,
                            "รหัสคิวอาร์สำหรับตรวจสอบเกียรติบัตร",
                            "QR code to verify the certificate",
                        )
                    )
                ),
            }
            for page in sheet.pages
        ],
    }
