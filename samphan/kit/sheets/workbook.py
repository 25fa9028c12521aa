"""Workbooks (xlsx): looked through first, then read by calamine, which evaluates nothing.

Looked through, because the reader allocates the whole rectangle up to the last cell and a copy of every shared text: a
lone value in XFD1048576 would take all memory of the machine. The first visible sheet with something in it is read;
formulas give the value that was stored with them.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _

from samphan.kit.errors import Problem
from samphan.kit.sheets import limits

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_UNPACKED: Final = 80 * 1024 * 1024
MAX_PARTS: Final = 2_000
_BYTES_A_CHARACTER: Final = 4
_STRINGS: Final = "xl/sharedStrings.xml"
_BOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_STRING: Final = re.compile(rb"<(?:\w+:)?si\b")
# A cell that is not empty; the same with its reference, which may be left out; a cell that points at a shared text.
_FILLED: Final = re.compile(rb"<(?:\w+:)?c(?:\s[^>]*)?(?<!/)>")
_CELL: Final = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>')
_SHARED: Final = re.compile(rb'\st="s"[^>]*>(?:<(?:\w+:)?f\b[^>]*/>)?<(?:\w+:)?v>([0-9]{1,9})<')
_ROW: Final = re.compile(rb'<(?:\w+:)?row\s(?:[^>]*?\s)?r="([0-9]{1,7})"')


@dataclass(frozen=True, slots=True)
class _Listed:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    is_visible: bool


def read(content: bytes) -> tuple[list[list[Any]], list[str]]:
    """Cells of the first visible sheet that is not empty, and notes.

    Raises:
        Problem: not a workbook, damaged, protected, or too large when unpacked.
    """
    parts = _unpacked(content)
    if _BOOK not in parts:
        raise _not_a_workbook(parts)
    try:
        listed = [sheet for sheet in _sheets(parts) if sheet.is_visible and sheet.part in parts]
    except ET.ParseError:
        raise limits.damaged() from None
    filled = [sheet for sheet in listed if _FILLED.search(parts[sheet.part])]
    if not filled:
        raise limits.nothing()
    _measure(parts[filled[0].part], parts.get(_STRINGS, b""))
    notes = []
    if len(filled) > 1:
        notes.append(
            _("The file has several sheets. The first one was read: “%(name)s”.") % {"name": filled[0].name}
        )
    return _cells(content, filled[0].name), notes


def _cells(content: bytes, name: str) -> list[list[Any]]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except calamine.PasswordError:
        raise limits.protected() from None
    except calamine.CalamineError:
        raise limits.damaged() from None


def _not_a_workbook(parts: dict[str, bytes]) -> Problem:
    if any(name.startswith("word/") for name in parts):
        return Problem(_("This is a text document. Copy its table and paste it here instead."))
    return limits.not_a_table()


def _unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of the archive that describe cells; counted while unpacking, since sizes in an archive may lie."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_PARTS:
                raise limits.too_much_text()
            if any(entry.flag_bits & 1 for entry in entries):
                raise limits.protected()
            parts: dict[str, bytes] = {}
            room = MAX_UNPACKED
            for entry in entries:
                unpacked = b"".join(_inflated(content, entry, room))
                room -= len(unpacked)
                is_read = entry.filename.endswith((".xml", ".rels"))
                parts[entry.filename.lstrip("/")] = unpacked if is_read else b""
            return parts
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError):
        raise limits.damaged() from None


def _inflated(content: bytes, entry: zipfile.ZipInfo, room: int) -> Iterator[bytes]:
    """The bytes of one entry, by what the stream holds and not by the size that the archive claims."""
    head = content[entry.header_offset : entry.header_offset + 30]
    if not head.startswith(b"PK\x03\x04") or len(head) < 30:
        raise zipfile.BadZipFile
    start = (
        entry.header_offset
        + 30
        + int.from_bytes(head[26:28], "little")
        + int.from_bytes(head[28:30], "little")
    )
    data = content[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        if len(data) > room:
            raise limits.too_much_text()
        yield data
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile
    stream = zlib.decompressobj(-15)
    while not stream.eof:
        piece = stream.decompress(data, 1 << 20)
        data = stream.unconsumed_tail
        if not piece and not data:
            break
        room -= len(piece)
        if room < 0:
            raise limits.too_much_text()
        yield piece


def _sheets(parts: dict[str, bytes]) -> Iterator[_Listed]:
    """The sheets in the order of the workbook, each with the part that holds its cells."""
    targets = {
        each.get("Id", ""): each.get("Target", "") for each in _parse(parts.get(_RELATIONS, b"")).iter()
    }
    for element in _parse(parts[_BOOK]).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        key = next((value for name, value in element.items() if name.endswith("}id")), "")
        target = targets.get(key, "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        yield _Listed(element.get("name", ""), part, element.get("state", "visible") == "visible")


def _parse(xml: bytes) -> ET.Element:
    if b"<!DOCTYPE" in xml:
        raise limits.damaged()
    return ET.fromstring(xml)  # noqa: S314 - without a document type there are no entities to expand


def _measure(sheet: bytes, strings: bytes) -> None:
    """Refuse a rectangle or an amount of text that would be too large before anything allocates it."""
    width = height = 0
    for found in _CELL.finditer(sheet):
        column = 0
        for letter in found[1]:
            column = column * 26 + letter - 64
        width, height = max(width, column), max(height, int(found[2]))
    if _count(_FILLED, sheet) > _count(_CELL, sheet):
        height = max([height, *map(int, _ROW.findall(sheet))])
    if height > limits.MAX_ROWS:
        raise limits.too_many_rows()
    if width > limits.MAX_COLUMNS:
        raise limits.too_many_columns()
    starts = [found.start() for found in _STRING.finditer(strings)]
    lengths = [end - start for start, end in zip(starts, [*starts[1:], len(strings)], strict=True)]
    shared = sum(lengths[int(at)] for at in _SHARED.findall(sheet) if int(at) < len(lengths))
    if shared > _BYTES_A_CHARACTER * limits.MAX_TEXT:
        raise limits.too_much_text()


def _count(pattern: re.Pattern[bytes], content: bytes) -> int:
    return sum(1 for _each in pattern.finditer(content))
