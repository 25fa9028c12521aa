"""Packs of evidence: asked for on a page, made by the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from samphan.kit import jobs
from samphan.kit.documents import Column, Document, Note, Table, render_pdf
from samphan.kit.documents.joining import Part, join, pages_of
from samphan.kit.errors import Problem
from samphan.reports import policy
from samphan.reports.models import EvidencePack, RenderState
from samphan.reports.queries.pack import pack_parts
from samphan.tenancy import files
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from samphan.kit.documents import Block
    from samphan.reports.queries.pack import PackPart, Source


@transaction.atomic
def ask_pack(*, by: Actor, event: Event, language: str) -> EvidencePack:
    """Ask the worker for a pack of what stands in the event now; one that is being made is not asked for twice."""
    by.must(policy.make_pack, on=event)
    waiting = EvidencePack.objects.filter(event=event, language=language, state=RenderState.WAITING).first()
    if waiting is not None:
        return waiting
    if not any(part.sources for part in pack_parts(event, language)):
        raise Problem(_("There is nothing to put into the pack yet."))
    pack = EvidencePack.objects.create(
        network_id=event.network_id, event=event, language=language, asked_by=by.label
    )
    record(by, "ask_pack", pack, label=(event.title_th, event.title_en))
    jobs.defer("reports.make_pack", pack=pack.pk, network=pack.network_id)
    return pack


@transaction.atomic
def make_pack(*, by: Actor, pack: EvidencePack) -> EvidencePack:
    """Make the file of a pack: an index, then every part; what cannot be joined travels as an attachment.

    Raises:
        DocumentError: the engine refused a paper.
    """
    by.must(policy.make_pack, on=pack.event)
    with translation.override(pack.language):
        parts = pack_parts(pack.event, pack.language)
        content, lines = _assembled(pack, parts)
        name = f"{_('evidence')}-{pack.event.slug}.pdf"
    pack.file = files.store(
        content,
        network_id=pack.network_id,
        name=name,
        media_type=files.PDF,
        photographs=[each for part in parts for source in part.sources for each in source.photographs],
    )
    pack.contents, pack.state, pack.problem = lines, RenderState.READY, ""
    pack.save(update_fields=["file", "contents", "state", "problem"])
    record(by, "make_pack", pack, label=(pack.event.title_th, pack.event.title_en))
    return pack


@transaction.atomic
def note_pack_failure(*, by: Actor, pack: EvidencePack, problem: str) -> None:
    """Say with the pack why it could not be made."""
    by.must(policy.make_pack, on=pack.event)
    pack.state, pack.problem = RenderState.FAILED, problem[:500]
    pack.save(update_fields=["state", "problem"])
    record(by, "note_failure", pack, reason=problem[:500], label=(pack.event.title_th, pack.event.title_en))


def _assembled(pack: EvidencePack, parts: Sequence[PackPart]) -> tuple[bytes, list[dict[str, Any]]]:
    joined: list[Part] = []
    attached: list[tuple[str, bytes]] = []
    lines: list[dict[str, Any]] = []
    for part in parts:
        if not part.sources:
            lines.append(_line(part, "", "missing"))
        for source in part.sources:
            line = _line(part, source.title)
            content, pages = _pages(pack, source)
            if pages:
                joined.append(Part(f"{part.label}: {source.title}", content))
                line["pages"] = pages
            else:
                name = f"{len(attached) + 1:02}-{source.file.name if source.file else source.title}"
                attached.append((name, content))
                line["note"] = name
            lines.append(line)
    index = _index(pack, lines, 0)
    # The index says on which page each paper begins, and its own length moves them. Wider numbers may make it longer,
    # never shorter again: a longer one is taken as it is, with its page numbers right.
    length = pages_of(index) or 1
    while (pages_of(made := _index(pack, lines, length)) or 1) > length:
        length += 1
    whole = join(
        [Part(_("Index"), made), *joined],
        title=f"{_('Evidence')}: {pack.event.title}",
        created=pack.asked_at,
        attachments=attached,
    )
    return whole, lines


def _line(part: PackPart, title: str, note: str = "") -> dict[str, Any]:
    return {
        "code": part.code,
        "part": str(part.label),
        "title": title,
        "first": 0,
        "pages": 0,
        "note": note,
    }


def _pages(pack: EvidencePack, source: Source) -> tuple[bytes, int]:
    """The paper as PDF with its number of pages, or the bytes as they are with 0."""
    if source.file is None:
        content = render_pdf(_document(pack, source.title, source.blocks))
        return content, pages_of(content) or 0
    content = files.read(source.file)
    if source.file.media_type in {files.JPEG, files.PNG}:
        return _picture(pack, source.title, content)
    return content, (pages_of(content) or 0) if source.file.media_type == files.PDF else 0


def _picture(pack: EvidencePack, title: str, content: bytes) -> tuple[bytes, int]:
    """A scanned page that came as a picture, on a page of its own."""
    from samphan.kit.documents import Photograph, Pictures
    from samphan.kit.pictures import PictureError, read_picture

    try:
        picture = read_picture(content)
    except PictureError:
        return content, 0
    shown = Pictures((Photograph(picture.content, "", title),), columns=1)
    made = render_pdf(_document(pack, title, (shown,)))
    return made, pages_of(made) or 0


def _index(pack: EvidencePack, lines: list[dict[str, Any]], length: int) -> bytes:
    page = length + 1
    rows = []
    for number, line in enumerate(lines, start=1):
        if line["pages"]:
            line["first"] = page
            page += line["pages"]
        where = str(line["first"]) if line["pages"] else "–"
        said = line["title"]
        if line["note"] == "missing":
            said = _("(nothing kept yet)")
        elif line["note"]:
            said = _("%(title)s (attached to this file as %(name)s)") % {
                "title": line["title"],
                "name": line["note"],
            }
        rows.append((str(number), line["part"], said, where, str(line["pages"] or "–")))
    columns = (
        Column(_("No."), align="right", share=0),
        Column(_("Part")),
        Column(_("Paper"), share=2),
        Column(_("Page"), align="right", share=0),
        Column(_("Number of pages"), align="right", share=0),
    )
    blocks: tuple[Block, ...] = (Table(columns, tuple(rows)),)
    if pack.event.is_sample:
        blocks = (Note(_("This event holds sample data."), kind="sample"), *blocks)
    return render_pdf(_document(pack, _("Index of the evidence"), blocks))


def _document(pack: EvidencePack, title: str, blocks: tuple[Block, ...]) -> Document:
    language: Literal["th", "en"] = "en" if pack.language == "en" else "th"
    return Document(
        title=title,
        subtitle_lines=(str(pack.event.title),),
        organisation=str(pack.network.name),
        created=pack.asked_at,
        blocks=blocks,
        language=language,
    )
