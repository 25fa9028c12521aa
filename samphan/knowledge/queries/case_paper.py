"""A case study as a paper."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Final, Literal

from django.utils.translation import gettext as _

from samphan.kit.bilingual import is_thai
from samphan.kit.documents import Bullets, Document, Heading, Item, Note, Photograph, Pictures
from samphan.kit.formats import moment, number
from samphan.knowledge.queries.dossier_blocks import paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.engagement.models import Evidence
    from samphan.kit.documents import Block
    from samphan.knowledge.models import CasePicture
    from samphan.knowledge.queries.case_parts import DrawnCase

_ANY_DAY: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def paper_of(found: DrawnCase, *, at: dt.datetime, picture: Callable[[Evidence], bytes | None]) -> Document:
    """The paper of a case study as it was drawn, in the language that is active, as the record stood at ``at``.

    ``picture`` gives the JPEG of a photograph, or None where its file cannot be read.
    """
    case = found.case
    blocks: list[Block] = []
    if case.is_sample:
        blocks.append(Note(_("This case study holds sample data."), kind="sample"))
    if found.confirmation is not None:
        blocks.append(Note(standing(found)))
    blocks += paragraphs(str(found.summary))
    if case.teaches:
        blocks += [Heading(1, _("What it teaches")), *paragraphs(str(case.teaches))]
    for each in found.told:
        blocks += [Heading(1, str(each.part.title)), *each.blocks]
    if found.voices:
        voices = tuple(Item(each.words, lead=each.partner) for each in found.voices)
        blocks += [Heading(1, _("What partners say")), Bullets(voices)]
    blocks += _photographs(found, picture)
    language: Literal["th", "en"] = "th" if is_thai() else "en"
    return Document(
        title=str(case.title),
        subtitle_lines=(_("Case study"),),
        organisation=str(case.network.name),
        created=at,
        blocks=tuple(blocks),
        language=language,
        draft_mark="" if case.published_at else _("Draft"),
        footer=str(case.title),
    )


def fingerprint(found: DrawnCase) -> str:
    """A mark of all that the paper would say in the language that is active: another one when anything of it changed.

    A photograph counts by its caption and the hash of its content, so that none is opened.
    """
    said = paper_of(found, at=_ANY_DAY, picture=lambda _evidence: None)
    shown = [
        (caption(each), each.evidence.title, each.evidence.file and each.evidence.file.sha256)
        for each in found.pictures
    ]
    return hashlib.sha256(repr((said, shown)).encode()).hexdigest()


def standing(found: DrawnCase) -> str:
    """How far the partners confirm what stands in a case study."""
    return _("What the partners say to it: %(label)s") % {
        "label": found.confirmation.label if found.confirmation else ""
    }


def caption(picture: CasePicture) -> str:
    """What stands under a photograph (loaded with its ``evidence``)."""
    evidence = picture.evidence
    day = moment(evidence.taken_on) if evidence.taken_on else ""
    return " · ".join(filter(None, [str(picture.caption) or evidence.title, day, evidence.place]))


def _photographs(found: DrawnCase, picture: Callable[[Evidence], bytes | None]) -> list[Block]:
    items = [
        Photograph(content, caption=caption(each), description=each.evidence.title)
        for each in found.pictures
        if (content := picture(each.evidence)) is not None
    ]
    blocks: list[Block] = [Heading(1, _("Photographs")), Pictures(tuple(items))] if items else []
    if found.hidden:
        said = _(
            "%(count)s photographs are left out: the people in them were not asked, or took their consent back."
        )
        blocks.append(Note(said % {"count": number(found.hidden)}))
    return blocks
