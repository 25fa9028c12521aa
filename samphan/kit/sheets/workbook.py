"""Workbooks (xlsx): looked through first, then read by calamine, which evaluates nothing.

Looked through, because the reader allocates the whole rectangle up to the last cell and a copy of every shared text: a
lone value in XFD1048576 would take all memory of the machine. Formulas give the value that was stored with them; one
that never had a value is refused by the name of its cell. Merged cells all hold what a reader sees in them.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _

from samphan.kit.errors import Problem
from samphan.kit.sheets import limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MAX_UNPACKED: Final = 240 * 1024 * 1024
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
# What lies beyond the limits: a column after GR (the 200th), a row from 120,000 on.
_BEYOND: Final = re.compile(
    rb'\sr="(?:(?:[A-Z]{3}|[H-Z][A-Z]|G[S-Z])[0-9]|[A-Z]{0,3}(?:1[2-9][0-9]{4}|[2-9][0-9]{5}|[0-9]{7}))'
)
_NO_RESULT: Final = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ROW_START: Final = re.compile(rb"<(?:\w+:)?row\b")
_REFERENCE: Final = re.compile(rb'\sr="([A-Z]{1,3}[0-9]{1,7})"')
_ROW: Final = re.compile(rb'<(?:\w+:)?row\s(?:[^>]*?\s)?r="([0-9]{1,7})"')


@dataclass(frozen=True, slots=True)
class _Listed:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    is_visible: bool


@dataclass(frozen=True, slots=True)
class Read:
    """The cells of a sheet, row by row; ``names`` are the sheets that could be chosen instead."""

    rows: Iterator[list[Any]]
    notes: list[str]
    name: str
    names: tuple[str, ...]


def read(content: bytes, wanted: str = "", *, is_measured: bool = True) -> Read:
    """Cells of a visible sheet that is not empty: the one of a name, else the first.

    ``is_measured``: the text that cells would take is added up as well, which is worth a second where all of it is read.

    Raises:
        Problem: not a workbook, damaged, protected, too large when unpacked, or a formula without a result.
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
    chosen = next((sheet for sheet in filled if sheet.name == wanted), None) if wanted else filled[0]
    if chosen is None:
        raise limits.no_such_sheet()
    cells = parts[chosen.part]
    _refuse_beyond(cells)
    if is_measured:
        _measure_text(cells, parts.get(_STRINGS, b""))
    _refuse_without_result(cells)
    del cells
    parts.clear()  # calamine unpacks for itself
    notes = []
    if len(filled) > 1 and not wanted:
        notes.append(
            _("The file has several sheets. The first one was read: “%(name)s”.") % {"name": chosen.name}
        )
    return Read(_cells(content, chosen.name), notes, chosen.name, tuple(sheet.name for sheet in filled))


def _cells(content: bytes, name: str) -> Iterator[list[Any]]:
    """The rows from row 1 and column A on, also where the first cell stands further to the right."""
    import python_calamine as calamine

    try:
        sheet = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name)
        merged, width = sheet.merged_cell_ranges or [], sheet.width
        left = (sheet.start or (0, 0))[1]
        rows = sheet.iter_rows()
    except calamine.PasswordError:
        raise limits.protected() from None
    except calamine.CalamineError:
        raise limits.damaged() from None
    blank: list[Any] = [""] * left
    whole = (blank + row for row in rows)
    return _with_merged(whole, merged, left + width) if merged else whole


def _with_merged(
    rows: Iterable[list[Any]],
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]],
    width: int,
) -> Iterator[list[Any]]:
    """Each cell of a merged range holds its value; a title across the whole sheet stays one cell."""
    begin: dict[int, list[tuple[int, int, int]]] = {}
    for (top, left), (bottom, right) in merged:
        if right - left + 1 < width:
            begin.setdefault(top, []).append((bottom, left, right))
    running: list[tuple[int, int, int, Any]] = []
    for number, row in enumerate(rows):
        running = [each for each in running if each[0] >= number]
        for bottom, left, right in begin.get(number, ()):
            if left < len(row):
                running.append((bottom, left, right, row[left]))
        for _bottom, left, right, value in running:
            row[left : right + 1] = [value] * (min(right + 1, len(row)) - left)
        yield row


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


def _refuse_beyond(sheet: bytes) -> None:
    """Refuse a rectangle that would be too large before anything allocates it.

    Nearly every sheet names each of its cells and none beyond the limits: that is seen at once. Only otherwise every
    reference is read.
    """
    named = sheet.count(b'<c r="')
    if named == sheet.count(b"<c ") + sheet.count(b"<c>") + sheet.count(b":c") and not _BEYOND.search(sheet):
        return
    width = height = 0
    for found in _CELL.finditer(sheet):
        column = 0
        for letter in found[1]:
            column = column * 26 + letter - 64
        width, height = max(width, column), max(height, int(found[2]))
    if _count(_FILLED, sheet) > _count(_CELL, sheet):
        height = max([height, *map(int, _ROW.findall(sheet)), _count(_ROW_START, sheet)])
        width = max([width, *(_count(_FILLED, row) for row in _ROW_START.split(sheet))])
    if height > limits.MAX_ROWS:
        raise limits.too_many_rows()
    if width > limits.MAX_COLUMNS:
        raise limits.too_many_columns()


def _measure_text(sheet: bytes, strings: bytes) -> None:
    """Refuse texts that many cells share and that would be copied into each of them."""
    starts = [found.start() for found in _STRING.finditer(strings)]
    # Workbooks that were written row by row keep each text in its cell and share none.
    lengths = [end - start for start, end in pairwise([*starts, len(strings)])]
    if max(lengths, default=0) * sheet.count(b't="s"') <= _BYTES_A_CHARACTER * limits.MAX_TEXT:
        return
    shared = sum(lengths[int(at)] for at in _SHARED.findall(sheet) if int(at) < len(lengths))
    if shared > _BYTES_A_CHARACTER * limits.MAX_TEXT:
        raise limits.too_much_text()


def _refuse_without_result(sheet: bytes) -> None:
    """A formula that no program ever calculated has no value to be read."""
    if b"f>" not in sheet and b"<f" not in sheet:
        return
    found = _NO_RESULT.search(sheet)
    if found is None:
        return
    begin = sheet.rfind(b"<c ", 0, found.start())
    reference = _REFERENCE.search(sheet, max(begin, 0), found.start())
    raise limits.without_result(reference[1].decode() if reference else "?")


def _count(pattern: re.Pattern[bytes], content: bytes) -> int:
    return sum(1 for _each in pattern.finditer(content))
