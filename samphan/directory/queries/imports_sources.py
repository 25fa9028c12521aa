"""What a file that somebody brings may be: a table, or the records of organisations that ROR publishes as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from samphan.kit.sheets import Sheet, read_table
from samphan.kit.sheets.limits import MAX_BYTES, damaged, nothing, too_many_bytes
from samphan.kit.thai.fold import clean
from samphan.tenancy import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: The columns that records of ROR become; their names are such as a list of organisations has.
ROR_COLUMNS: Final = (
    "name_th", "name_en", "abbreviation_th", "abbreviation_en", "other names", "kind", "website", "domain", "province", "ror",
)  # fmt: skip
_KINDS: Final = {
    "company": "บริษัท",
    "government": "กรม",
    "nonprofit": "มูลนิธิ",
    "education": "",
    "healthcare": "",
    "facility": "",
    "archive": "",
    "funder": "",
    "other": "",
}


def read_source(
    content: bytes | str, filename: str = "", *, sheet: str = "", first: int | None = None
) -> Sheet:
    """The table in a file or in pasted text, as ``kit.sheets.read_table``; records of ROR become a table as well."""
    if not isinstance(content, str) and content[:64].lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"[", b"{"}:
        if len(content) > MAX_BYTES:
            raise too_many_bytes()
        records = _records(content)
        if records is not None:
            rows = [list(ROR_COLUMNS), *(_row(record) for record in records)]
            if len(rows) == 1:
                raise nothing()
            if first is not None and len(rows) > first:
                return Sheet(rows[:first], is_whole=False)
            return Sheet(rows)
    return read_table(content, filename, sheet=sheet, first=first)


def media_type(content: bytes) -> str:
    """What is kept of the file: a workbook, JSON, or text."""
    if content.startswith(b"PK"):
        return files.XLSX
    return files.JSON if content[:64].lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"[", b"{"} else files.CSV


def _records(content: bytes) -> list[Mapping[str, Any]] | None:
    """The records in a file of ROR: a list, one record, or what its interface answers; None when it is something else."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise damaged() from None
    if isinstance(found, dict):
        found = found.get("items") if isinstance(found.get("items"), list) else [found]
    is_ror = isinstance(found, list) and all(
        isinstance(each, dict)
        and ({"id", "ror"} & each.keys())
        and ({"names", "name", "name_en"} & each.keys())
        for each in found
    )
    return found if is_ror else None


def _row(record: Mapping[str, Any]) -> list[str]:
    """One record, of version 2 or 1 of ROR's schema or of an extract of it, as cells in the order of ``ROR_COLUMNS``."""
    names = list(_names(record))
    thai = [text for text, kind, language in names if kind == "label" and language == "th"]
    thai.sort(key=len, reverse=True)  # a label may be an abbreviation; the name is the longer one
    english = [text for text, kind, language in names if kind == "display" and language != "th"]
    english += [text for text, kind, language in names if kind == "label" and language == "en"]
    short = [text for text, kind, _language in names if kind == "acronym"]
    main = {*thai[:1], *english[:1], *short}
    others = [text for text, _kind, _language in names if text not in main]
    cells = [
        thai[0] if thai else "",
        english[0] if english else "",
        next((text for text in short if not text.isascii()), ""),
        next((text for text in short if text.isascii()), ""),
        "; ".join(dict.fromkeys([*others, *short])),
        next((_KINDS.get(str(each).lower(), "") for each in _many(record.get("types"))), ""),
        next((text for text in _links(record)), ""),
        next((str(text) for text in _many(record.get("domains"))), ""),
        _province(record),
        str(record.get("ror") or record.get("id") or ""),
    ]
    return [" ".join(clean(cell).split()) for cell in cells]


def _names(record: Mapping[str, Any]) -> Iterable[tuple[str, str, str]]:
    """(text, display | label | acronym | alias, language) of every name, in the second schema of ROR and in the first."""
    for each in _many(record.get("names")):
        if isinstance(each, dict):
            yield _typed_name(each)
    for name in (record.get("name"), record.get("name_en")):
        if name:
            yield str(name), "display", "en"
    for text in _many(record.get("name_th")):
        yield str(text), "label", "th"
    for each in _many(record.get("labels")):
        if isinstance(each, dict):
            yield str(each.get("label", "")), "label", str(each.get("iso639") or "")
    for text in _many(record.get("acronyms")):
        yield str(text), "acronym", ""
    for text in (*_many(record.get("aliases")), *_many(record.get("other_names"))):
        yield str(text), "alias", ""


def _typed_name(name: Mapping[str, Any]) -> tuple[str, str, str]:
    """One name of the second schema, which says what it is by its types."""
    types = set(_many(name.get("types")))
    kind = next((code for code in ("ror_display", "label", "acronym", "alias") if code in types), "alias")
    language = str(name.get("lang") or "")
    if kind == "ror_display":
        kind = "label" if language == "th" else "display"
    return str(name.get("value", "")), kind, language


def _links(record: Mapping[str, Any]) -> Iterable[str]:
    for each in (*_many(record.get("links")), *_many(record.get("website"))):
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict) and each.get("type") == "website":
            yield str(each.get("value", ""))


def _province(record: Mapping[str, Any]) -> str:
    if text := record.get("province_or_region"):
        return str(text)
    for place in (*_many(record.get("locations")), *_many(record.get("addresses"))):
        if isinstance(place, dict):
            details = place.get("geonames_details") or place
            if name := details.get("country_subdivision_name") or details.get("state"):
                return str(name)
    return ""


def _many(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]
