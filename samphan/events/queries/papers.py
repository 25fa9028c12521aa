"""Official papers as documents: the external letter with its reply form, and the memo."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

from samphan.events.models import PaperKind
from samphan.events.queries.papers_words import MEMO, dated, period_th
from samphan.kit.documents import (
    Column,
    Document,
    Emblem,
    Heading,
    KeyValues,
    LetterHead,
    MemoHead,
    PageBreak,
    Paragraph,
    Signature,
    Table,
)
from samphan.tenancy import files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.events.models import Paper
    from samphan.kit.documents.model import Block
    from samphan.tenancy.models import StoredFile

#: What of a paper is frozen with a version.
FIELDS: Final = (
    "kind", "unit", "address", "contact", "addressee", "subject", "reference", "enclosures", "text", "closing",
    "signer_name", "signer_position", "has_thai_numerals",
)  # fmt: skip
DELEGATES: Final = 4
ROW: Final = 26.0
_PARAGRAPHS: Final = re.compile(r"\n\s*\n")
_BLANK: Final = "." * 60


def content_of(paper: Paper) -> dict[str, Any]:
    """The words of a paper as they are frozen with a version; the paper is loaded with event and organisation."""
    event = paper.event
    return {
        **{name: getattr(paper, name) for name in FIELDS},
        "organisation": paper.organisation.name_th if paper.organisation else "",
        "reply_until": paper.reply_until.isoformat() if paper.reply_until else "",
        "event_title": event.title_th,
        "event_period": period_th(event),
        "event_venue": event.venue_th,
    }


def document_of(
    content: dict[str, Any],
    *,
    number: str,
    issued_on: dt.date | None,
    created: dt.datetime,
    emblem: StoredFile | None,
) -> Document:
    """The paper of frozen words. Without a number or date their places stay empty, as on a draft."""
    is_memo = content["kind"] == PaperKind.MEMO
    day = dated(issued_on) if issued_on else ""
    blocks: list[Block] = [Paragraph(each) for each in _paragraphs(content["text"])]
    blocks.append(Signature(tuple(_signer(content)), closing=content["closing"]))
    if not is_memo:
        blocks += list(_foot(content))
        blocks += list(_reply_form(content))
    return Document(
        title=content["subject"],
        organisation=content["organisation"] or content["unit"] or "–",
        created=created,
        blocks=tuple(blocks),
        language="th",
        numerals="thai" if content["has_thai_numerals"] else "arabic",
        emblem=picture(emblem),
        glossary=frozenset(filter(None, [content["organisation"], content["signer_name"]])),
        head=_memo_head(content, number, day) if is_memo else _letter_head(content, number, day),
    )


def picture(stored: StoredFile | None) -> Emblem | None:
    """A stored emblem for the head of a paper."""
    if stored is None:
        return None
    return Emblem(files.read(stored), "image/png" if stored.media_type == files.PNG else "image/jpeg")


def _paragraphs(text: str) -> list[str]:
    return [" ".join(each.split()) for each in _PARAGRAPHS.split(text) if each.strip()]


def _letter_head(content: dict[str, Any], number: str, day: str) -> LetterHead:
    address = [content["organisation"], *content["address"].splitlines()]
    rows = [("เรื่อง", content["subject"]), ("เรียน", content["addressee"])]
    if content["reference"]:
        rows.append(("อ้างถึง", content["reference"]))
    if content["enclosures"]:
        things = [each.strip() for each in content["enclosures"].splitlines() if each.strip()]
        listed = [f"{place}. {each}" for place, each in enumerate(things, 1)] if len(things) > 1 else things
        rows.append(("สิ่งที่ส่งมาด้วย", "\n".join(listed)))
    return LetterHead(f"ที่ {number}".strip(), tuple(filter(None, address)), day, tuple(rows))


def _memo_head(content: dict[str, Any], number: str, day: str) -> MemoHead:
    office = " ".join(filter(None, [content["unit"], content["organisation"]]))
    if content["contact"]:
        office = f"{office} {content['contact']}"
    return MemoHead(
        MEMO,
        (
            (("ส่วนราชการ", office),),
            (("ที่", number), ("วันที่", day)),
            (("เรื่อง", content["subject"]),),
        ),
        (("เรียน", content["addressee"]),),
    )


def _signer(content: dict[str, Any]) -> Iterator[str]:
    yield f"({content['signer_name'] or _BLANK[:40]})"
    if content["signer_position"]:
        yield content["signer_position"]


def _foot(content: dict[str, Any]) -> Iterator[Block]:
    """Who owns the matter, at the left under the signature."""
    lines = [content["unit"], *content["contact"].splitlines()]
    if any(lines):
        yield Paragraph("\n".join(filter(None, lines)), indent=False, align="left")


def _reply_form(content: dict[str, Any]) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(1, "แบบตอบรับการเข้าร่วม")
    facts = [
        ("กิจกรรม", content["event_title"]),
        ("กำหนดจัด", content["event_period"]),
        ("สถานที่", content["event_venue"]),
    ]
    yield KeyValues((*((name, value) for name, value in facts if value), ("สถาบัน", _BLANK)))
    yield Paragraph("(......) ยินดีเข้าร่วม โดยมีผู้เข้าร่วมดังรายชื่อต่อไปนี้", indent=False, align="left")
    yield Table(
        (
            Column("ที่", "center", share=0.35),
            Column("ชื่อ–นามสกุล", share=2.2),
            Column("ตำแหน่ง", share=1.6),
            Column("โทรศัพท์", share=1.1),
            Column("อีเมล", share=1.6),
        ),
        tuple((str(place), "", "", "", "") for place in range(1, DELEGATES + 1)),
        row_height=ROW,
        numerals="thai" if content["has_thai_numerals"] else "arabic",
    )
    yield Paragraph("(......) ไม่สามารถเข้าร่วมได้", indent=False, align="left")
    until = content["reply_until"]
    where = " ".join(filter(None, [content["unit"] or content["organisation"], content["contact"]]))
    ask = f"โปรดส่งแบบตอบรับภายในวันที่ {dated(dt.date.fromisoformat(until))}" if until else "โปรดส่งแบบตอบรับ"
    yield Paragraph(f"{ask} ไปยัง {where}" if where else ask, indent=False, align="left")
    yield Signature(("(" + _BLANK[:40] + ")", "ตำแหน่ง " + _BLANK[:36], "ผู้ตอบรับ"))
