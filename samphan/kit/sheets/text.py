"""Tables as plain text: csv with any of the usual delimiters, or what a spreadsheet puts on the clipboard."""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import Final

from django.utils.translation import gettext as _

from samphan.kit.errors import Problem
from samphan.kit.sheets import limits

_OTHERS: Final = (
    b"%PDF-", b"MZ", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"PK"
)  # fmt: skip
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_MARKUP: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|meta|table|workbook|body)\b", re.IGNORECASE
)
_THAI: Final = re.compile(r"[ก-ฺเ-๛]")
# A mark without a consonant before it: what text of another code page looks like when it is read as Thai.
_LONE_MARK: Final = re.compile(r"(?<![ก-ฺเ-๎])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_DELIMITERS: Final = "\t;,|"
_SAID: Final = re.compile(r"sep=([;,|\t])(?:\r?\n|\r)", re.IGNORECASE)
_LINES: Final = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")
_SAMPLE_LINES, _SAMPLE_CHARACTERS = 200, 200_000


def decode(content: bytes) -> tuple[str, list[str]]:
    """The text in the bytes of a file, and notes about its encoding.

    UTF-8 and UTF-16 are read silently; Windows-874, which Thai Excel still writes, with a note.

    Raises:
        Problem: the bytes are no text, or text whose encoding is not known.
    """
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise limits.protected()
        raise Problem(_("This is a file of an old Office version. Open it and save it as xlsx."))
    if content.startswith(_OTHERS):
        raise limits.not_a_table()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        wide = _decoded(content, "utf-16")
        if wide is None:
            raise limits.damaged()
        return _checked(wide), []
    utf_8 = _decoded(content, "utf-8-sig")
    if utf_8 is not None:
        return _checked(utf_8), []
    thai = None if b"\x00" in content else _decoded(content, "cp874")
    if thai is None or not _is_thai(thai):
        raise Problem(_("The text is not in UTF-8. Save it in Excel as “CSV UTF-8” or as xlsx."))
    note = _(
        "The file is in the older Thai encoding (Windows-874), not in UTF-8. Please check that the names are right."
    )
    return _checked(thai), [note]


def separate(text: str) -> tuple[list[list[str]], list[str]]:
    """Rows and cells of a text, and notes. The delimiter is the one by which the rows agree.

    Raises:
        Problem: there are too many rows.
    """
    text = text.removeprefix("\ufeff")
    said = _SAID.match(text)
    delimiter = said[1] if said else _delimiter(text)
    lines = _LINES.split(text[said.end() :] if said else text)
    try:
        return _rows(lines, delimiter), []
    except csv.Error:
        rows = [line.rstrip("\r\n").split(delimiter) for line in lines]
        return rows, [_("A quotation mark is never closed, so quotation marks were taken as they stand.")]


def _rows(lines: list[str], delimiter: str) -> list[list[str]]:
    """Cells by the rules of csv; ``strict`` makes a quotation mark that swallows the rest an error."""
    rows: list[list[str]] = []
    for row in csv.reader(lines, delimiter=delimiter, strict=True):
        rows.append(row)
        if len(rows) > limits.MAX_ROWS and any(cell.strip() for cell in row):
            raise limits.too_many_rows()
    return rows


def _checked(text: str) -> str:
    if "\x00" in text:
        raise limits.not_a_table()
    if _MARKUP.match(text[:2000]):
        raise Problem(
            _("This is a web page with the name of a spreadsheet. Open it in Excel and save it as xlsx.")
        )
    return text


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_thai(text: str) -> bool:
    """Whether what was read as Windows-874 is Thai: nearly all of it beyond ASCII, and every mark on a consonant."""
    beyond = sum(1 for char in text if char > "\x7f")
    return len(_THAI.findall(text)) >= 0.9 * beyond and not _LONE_MARK.search(text)


def _delimiter(text: str) -> str:
    """The character that divides at least half of the lines into the same number (two or more) of cells.

    When there is none, only tabs divide: a comma or semicolon here and there is a part of the text.
    """
    lines = [line for line in text[:_SAMPLE_CHARACTERS].splitlines()[:_SAMPLE_LINES] if line.strip()]
    best, best_score = "\t", 0.0
    for delimiter in _DELIMITERS:
        widths = Counter(_width(line, delimiter) for line in lines)
        width, count = max(widths.items(), key=lambda each: each[1] if each[0] > 1 else 0, default=(1, 0))
        if width > 1 and count * 2 >= len(lines) and count * (1 + width / 1000) > best_score:
            best, best_score = delimiter, count * (1 + width / 1000)
    return best


def _width(line: str, delimiter: str) -> int:
    """Cells in a line; delimiters between quotation marks do not count."""
    return 1 + sum(part.count(delimiter) for part in line.split('"')[::2])
