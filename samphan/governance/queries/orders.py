"""The order of appointment in its official form, and the list of names with room for signatures.

The form of an order (Regulation on correspondence, form 4): the issuer, its number of the year, the subject, why and
by what right, who is appointed, from when, "สั่ง ณ วันที่" and who signs. Official paper is in Thai.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from samphan.governance.models import Capacity
from samphan.kit.documents import Column, Document, Item, Numbered, Paragraph, Signature, Table
from samphan.kit.thai.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.governance.models import Body, Instrument, Term
    from samphan.governance.queries.board import Board
    from samphan.kit.actor import Actor
    from samphan.kit.documents.model import Block
    from samphan.kit.partial import PartialDate

#: What is written by hand; the rest comes from the records.
WORDS: Final = (
    "issuer", "subject", "reason", "duties", "effective_on", "signer_name", "signer_position", "has_thai_numerals",
)  # fmt: skip
ROW: Final = 30.0
"""Height of a row, in points, in which somebody signs."""


def proposed_order(body: Body, terms: Sequence[Term], *, issuer: str) -> dict[str, Any]:
    """The words that an order begins with; people change them at will."""
    starts = sorted(term.since.from_on for term in terms if term.since and term.since.precision == "day")
    return {
        "issuer": issuer,
        "subject": f"แต่งตั้ง{body.name_th}"[:500],
        "reason": (
            f"เพื่อให้การดำเนินงานของ{body.name_th}เป็นไปด้วยความเรียบร้อยและบรรลุวัตถุประสงค์"
            f" อาศัยอำนาจตามข้อบังคับของ{issuer} จึงแต่งตั้งบุคคลดังต่อไปนี้"
        ),
        "duties": f"ให้{body.name_th}มีหน้าที่และอำนาจ ดังนี้ {' '.join(body.purpose_th.split())}"
        if body.purpose_th
        else "",
        "effective_on": starts[0] if starts else None,
        "has_thai_numerals": True,
    }


def content_of(actor: Actor, body: Body, terms: Sequence[Term], words: dict[str, Any]) -> dict[str, Any]:
    """What an order says, as it is kept with it: its words, and its people as they are recorded now."""
    written = {name: words.get(name) or "" for name in WORDS}
    effective = words.get("effective_on")
    return {
        **written,
        "issuer": written["issuer"] or (actor.network.name_th if actor.network else ""),
        "effective_on": effective.isoformat() if effective else "",
        "has_thai_numerals": bool(words.get("has_thai_numerals")),
        "body": body.name_th,
        "people": [_person(term) for term in terms],
    }


def _person(term: Term) -> dict[str, str]:
    office = term.position.title_th
    if term.capacity == Capacity.ACTING:
        office = f"รักษาการ{office}"
    elif term.capacity == Capacity.SUBSTITUTE and term.stands_for:
        office = f"ปฏิบัติหน้าที่แทน{term.stands_for.name_th} {office}"
    behind = f"ผู้แทน{term.on_behalf_th}" if term.on_behalf_th else ""
    seat = term.seat
    if seat is not None and seat.office_th:
        behind = f"{seat.office_th} โดยตำแหน่ง"
    return {"name": term.name_th, "office": office, "behind": behind, "period": _period(term)}


def _period(term: Term) -> str:
    begun = f"ตั้งแต่{_said(term.since)}" if term.since else ""
    return f"{begun} ถึง{_said(term.until)}".strip() if term.until else begun


def _said(day: PartialDate) -> str:
    words = day.format("th")
    return {"day": f"วันที่ {words}", "month": f"เดือน{words}"}.get(day.precision, f"พ.ศ. {words}")


def order_document(order: Instrument) -> Document:
    """An issued order as a document, of the words that are kept with it."""
    content: dict[str, Any] = order.content or {}
    people = content["people"]
    periods = {each["period"] for each in people}
    together = periods.pop() if len(periods) == 1 else None
    blocks: list[Block] = [
        Paragraph(" ".join(content["reason"].split())),
        Numbered(tuple(Item(_line(each, with_period=together is None)) for each in people), pattern="{}."),
    ]
    blocks += [Paragraph(" ".join(part.split())) for part in content["duties"].splitlines() if part.strip()]
    blocks += [Paragraph(_effect(content["effective_on"], together)), _signature(order, content)]
    return Document(
        title=f"คำสั่ง{content['issuer']}",
        organisation="",
        created=order.changed_at,
        blocks=tuple(blocks),
        subtitle_lines=(f"ที่ {order.number}", f"เรื่อง {content['subject']}"),
        language="th",
        numerals="thai" if content["has_thai_numerals"] else "arabic",
        glossary=frozenset({content["issuer"], content["body"], *(each["name"] for each in people)}),
    )


def _line(person: dict[str, str], *, with_period: bool) -> str:
    behind = f" ({person['behind']})" if person["behind"] else ""
    when = f" {person['period']}" if with_period and person["period"] else ""
    stands_in = person["office"].startswith(("รักษาการ", "ปฏิบัติหน้าที่แทน"))
    return f"{person['name']}{behind} {'' if stands_in else 'เป็น'}{person['office']}{when}"


def _effect(effective_on: str, period: str | None) -> str:
    """From when the order holds; until when, where that is the same for everybody."""
    if not effective_on:
        return "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป"
    day = format_date(dt.date.fromisoformat(effective_on), language="th")
    _begun, _word, last = (period or "").partition(" ถึง")
    return f"ทั้งนี้ ตั้งแต่วันที่ {day} " + (f"ถึง{last}" if last else "เป็นต้นไป")


def _signature(order: Instrument, content: dict[str, Any]) -> Signature:
    dated = order.dated
    day = format_date(dated.from_on, precision=dated.precision, with_era=True) if dated else ""
    lines = (f"({content['signer_name']})", *filter(None, [content["signer_position"]]))
    return Signature(lines, closing=f"สั่ง ณ วันที่ {day}")


def name_list_document(body: Body, board: Board, *, issuer: str, created: dt.datetime) -> Document:
    """Who sits in a body on a day, each with room for a signature; vacant seats are named too."""
    rows: list[tuple[str, str, str, str]] = []
    for row in board.rows():
        office = row.group.position.title_th
        if row.holding is None:
            rows.append((str(len(rows) + 1), "(ว่าง)", office, ""))
            continue
        entry = _person(row.holding.term)
        behind = f"\n{entry['behind']}" if entry["behind"] else ""
        rows.append((str(len(rows) + 1), entry["name"], f"{entry['office']}{behind}", ""))
    day = format_date(board.on, language="th")
    return Document(
        title=f"รายชื่อ{body.name_th}",
        organisation=issuer,
        created=created,
        blocks=(
            Table(
                (
                    Column("ที่", "center", share=0.35),
                    Column("ชื่อ–นามสกุล", share=2.0),
                    Column("ตำแหน่ง", share=2.0),
                    Column("ลายมือชื่อ", share=1.6),
                ),
                tuple(rows),
                row_height=ROW,
                key="names",
            ),
        ),
        subtitle_lines=(f"ณ วันที่ {day}",),
        language="th",
        glossary=frozenset({body.name_th, issuer, *(name for _number, name, _office, _hand in rows)}),
    )
