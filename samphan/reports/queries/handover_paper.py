"""A handover pack as bytes: the paper to read, and the folder with lists and files."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final, Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samphan.kit.documents import Column, Document, Heading, KeyValues, Note, Paragraph, Table, render_pdf
from samphan.kit.documents.model import Run
from samphan.kit.formats import number, thai_date
from samphan.kit.workbook import workbook
from samphan.tenancy import files

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from samphan.kit.documents import Block
    from samphan.kit.documents.model import Inline
    from samphan.reports.models import HandoverPack
    from samphan.reports.queries.handover import Cell, Kept, Part

MOST_BYTES: Final = 200 * 1024 * 1024
"""Files beyond so many bytes in all stay where they are; the paper says which, and where."""
NAME: Final = 120
_UNSAFE: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
EARLIEST: Final = (1980, 1, 1, 0, 0, 0)


def paper(pack: HandoverPack, parts: Sequence[Part], kept: Sequence[Kept]) -> bytes:
    """The PDF.

    Raises:
        DocumentError: the engine refused it.
    """
    rows: list[tuple[str, Inline]] = [(_("Office that is handed over"), pack.office)]
    rows += [(_("Handed over by"), pack.giver)] if pack.giver else []
    rows += [(_("Taken over by"), pack.taker)] if pack.taker else []
    rows.append((_("Date"), thai_date(pack.asked_at)))
    blocks: list[Block] = [KeyValues(tuple(rows))]
    if pack.network.is_sample:
        blocks.append(Note(_("This network holds sample data."), kind="sample"))
    if pack.words:
        blocks += [Heading(1, _("To the successor")), *map(Paragraph, pack.words.split("\n\n"))]
    for part in parts:
        blocks += [Heading(1, part.label), Paragraph(part.said, indent=False)]
        blocks.append(_table(part) if part.rows else Paragraph(_("Nothing is recorded."), indent=False))
    blocks += [Heading(1, _("Where the papers are")), *_places(kept)]
    language: Literal["th", "en"] = "en" if pack.language == "en" else "th"
    return render_pdf(
        Document(
            title=_("Handover of an office"),
            subtitle_lines=(pack.office,),
            organisation=str(pack.network.name),
            created=pack.asked_at,
            blocks=tuple(blocks),
            language=language,
        )
    )


def _table(part: Part) -> Table:
    short = {_("No."), _("Day"), _("Due"), _("Until"), _("Year")}
    columns = tuple(Column(head, share=0 if head in short else 1) for head in part.heads)
    return Table(columns, tuple(tuple(map(_cell, row)) for row in part.rows), caption=part.label)


def _cell(value: Cell) -> Inline:
    if value is None or value == "":
        return "–"
    if isinstance(value, (int, str)):
        text = str(value)
        is_address = text.startswith(("https://", "http://")) and text.isascii()
        return (Run(_("open"), link=text),) if is_address else text
    return thai_date(value, "short")


def taken(kept: Sequence[Kept]) -> frozenset[int]:
    """The places in the list of the files that go into the folder: one after the other, as long as there is room."""
    found, size = set(), 0
    for place, each in enumerate(kept):
        if size + each.file.size <= MOST_BYTES:
            size += each.file.size
            found.add(place)
    return frozenset(found)


def _places(kept: Sequence[Kept]) -> list[Block]:
    if not kept:
        return [Paragraph(_("Nothing is recorded."), indent=False)]
    columns = (
        Column(_("Folder")),
        Column(_("Paper"), share=2),
        Column(_("File"), share=2),
        Column(_("Address"), share=0),
    )
    inside = taken(kept)
    rows = tuple(
        (
            each.folder if place in inside else _("not in the folder"),
            each.title,
            each.file.name,
            _cell(each.address),
        )
        for place, each in enumerate(kept)
    )
    words = _("The files lie in the folder that belongs to this paper. The address leads to the record.")
    said: list[Block] = [Paragraph(words, indent=False)]
    if left := len(kept) - len(inside):
        cut = ngettext(
            "The folder holds %(most)s MB of files at most. %(left)s file is not in it; its address leads to it.",
            "The folder holds %(most)s MB of files at most. %(left)s files are not in it; their addresses lead to them.",
            left,
        )
        said.append(Note(cut % {"most": MOST_BYTES // 2**20, "left": number(left)}, kind="remark"))
    return [*said, Table(columns, rows, caption=_("Where the papers are"))]


def folder(made: bytes, parts: Sequence[Part], kept: Sequence[Kept], *, at: dt.datetime) -> bytes:
    """The folder as zip: the paper, one workbook a list, and the files that are ``taken``; the paper names the others.

    The same records give the same bytes.
    """
    buffer = io.BytesIO()
    stamp = max(EARLIEST, at.timetuple()[:6])
    names: set[str] = set()
    inside = taken(kept)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:

        def put(name: str, content: bytes) -> None:
            entry = zipfile.ZipInfo(_free(name, names), stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            bundle.writestr(entry, content)

        put(f"{_safe(_('handover'))}.pdf", made)
        for place, part in enumerate(parts, start=1):
            content = workbook(part.label, part.heads, part.rows)
            put(f"{_safe(_('lists'))}/{place:02} {_safe(part.label)}.xlsx", content)
        for place, each in enumerate(kept):
            if place not in inside:
                continue
            put(f"{_safe(each.folder)}/{_safe(each.file.name)}", files.read(each.file))
    return buffer.getvalue()


def _safe(name: str) -> str:
    """A name that every system takes, and that leads nowhere else."""
    return " ".join(_UNSAFE.sub(" ", name).split()).strip(". ")[:NAME] or "file"


def _free(name: str, names: set[str]) -> str:
    """The name, with a number where another file has it."""
    stem, dot, ending = name.rpartition(".")
    found, number = name, 1
    while found.casefold() in names:
        number += 1
        found = f"{stem} ({number}){dot}{ending}"
    names.add(found.casefold())
    return found
