"""Official papers of a meeting: what they say, frozen as data, and the document made of it.

The forms are those of the regulation on correspondence: the external letter with a reply form, the agenda as a book, the
record of a meeting (form 11), and the list that people sign. Official paper is in Thai.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from samphan.governance.models import (
    Manner,
    MeetingPaper,
    MeetingState,
    PaperKind,
    Presence,
    Result,
    Standing,
)
from samphan.governance.queries.agenda import outline
from samphan.governance.queries.meetings import attendees
from samphan.governance.queries.minutes import minutes_lines, minutes_of
from samphan.kit.documents import (
    Column,
    Document,
    Heading,
    KeyValues,
    LetterHead,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
)
from samphan.kit.thai.dates import format_date
from samphan.tenancy import files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samphan.governance.models import Attendee, Meeting
    from samphan.governance.queries.agenda import AgendaLine
    from samphan.governance.queries.minutes import MinutesLine
    from samphan.kit.actor import NetworkRef
    from samphan.kit.documents.model import Block

RESPECTFULLY: Final = "ขอแสดงความนับถือ"
TITLES: Final = {
    PaperKind.INVITATION: "ขอเชิญประชุม",
    PaperKind.BOOK: "ระเบียบวาระการประชุม",
    PaperKind.MINUTES: "รายงานการประชุม",
    PaperKind.NAMES: "บัญชีลงลายมือชื่อผู้เข้าประชุม",
}
ROW: Final = 30.0
_BLANK: Final = "." * 60
_MANNERS: Final = {
    Manner.CONSENSUS: "โดยไม่มีผู้คัดค้าน",
    Manner.UNANIMOUS: "เป็นเอกฉันท์",
}


def content_of(
    meeting: Meeting, kind: str, network: NetworkRef, words: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What a paper says now; ``meeting`` is loaded with body, chair and secretary.

    ``words``: address, contact, addressee, signer_name, signer_position, has_thai_numerals.
    """
    people = attendees(meeting)
    return {
        "kind": str(kind),
        "organisation": network.name_th,
        "title": meeting.title_th,
        "body": meeting.body.name_th,
        "day": meeting.on.isoformat(),
        "starts": _clock(meeting.starts_at),
        "ends": _clock(meeting.ends_at),
        "place": _place(meeting),
        "reply_until": meeting.reply_until.isoformat() if meeting.reply_until else "",
        "note": meeting.note_th,
        "allows_substitutes": meeting.allows_substitutes,
        "is_draft": kind == PaperKind.MINUTES and meeting.state != MeetingState.ADOPTED,
        "people": [_person(each) for each in people],
        "agenda": [_item(line) for line in outline(meeting)] if kind != PaperKind.MINUTES else [],
        "minutes": _minutes(meeting) if kind == PaperKind.MINUTES else {},
        "address": "",
        "contact": "",
        "addressee": "",
        "signer_name": "",
        "signer_position": "",
        "has_thai_numerals": True,
        **(words or {}),
    }


def proposed(meeting: Meeting, kind: str) -> dict[str, Any]:
    """The words that a new paper begins with; people change them at will."""
    name = meeting.secretary_name if kind == PaperKind.INVITATION else meeting.chair_name
    return {
        "addressee": f"ผู้มีหน้าที่ประชุม{meeting.body.name_th}",
        "signer_name": str(name),
        "signer_position": "เลขานุการที่ประชุม" if kind == PaperKind.INVITATION else "ประธานที่ประชุม",
        "has_thai_numerals": kind in {PaperKind.INVITATION, PaperKind.MINUTES},
    }


def document_of(
    content: dict[str, Any], *, number: str, issued_on: dt.date, created: dt.datetime
) -> Document:
    """The paper of frozen words."""
    kind = PaperKind(content["kind"])
    blocks = {
        PaperKind.INVITATION: _letter,
        PaperKind.BOOK: _book,
        PaperKind.MINUTES: _record,
        PaperKind.NAMES: _names,
    }[kind](content)
    is_letter = kind == PaperKind.INVITATION
    names = [each["name"] for each in content["people"]]
    return Document(
        title=content["title"] if kind != PaperKind.MINUTES else f"รายงาน{content['title']}",
        organisation=content["organisation"],
        created=created,
        blocks=tuple(blocks),
        subtitle_lines=() if is_letter else tuple(_head(content, kind)),
        language="th",
        numerals="thai" if content["has_thai_numerals"] else "arabic",
        # The name of a body may break between its words: kept whole, a long one tears the line before it apart.
        glossary=frozenset(filter(None, [content["organisation"], *names])),
        draft_mark="ร่าง" if content["is_draft"] else "",
        footer="" if is_letter else f"เลขที่ {number}",
        head=_letter_head(content, number, issued_on) if is_letter else None,
    )


def files_named(network: int) -> set[int]:
    """The files that papers which were issued in a network name: they stay although an item lets go of them. One statement."""
    rows = MeetingPaper.objects.filter(network_id=network).values_list("content__agenda", flat=True)
    return {
        file["file"]
        for agenda in rows.iterator()
        for item in agenda or ()
        for file in item.get("files", ())
        if file.get("file")
    }


def attached(paper: MeetingPaper) -> list[tuple[str, bytes]]:
    """The PDFs of the agenda that go into a book, in order: title and bytes. One statement."""
    from samphan.tenancy.models import StoredFile

    wanted = [file for item in paper.content["agenda"] for file in item["files"] if file["is_pdf"]]
    stored = StoredFile.objects.filter(network_id=paper.network_id).in_bulk([each["file"] for each in wanted])
    return [(each["title"], files.read(stored[each["file"]])) for each in wanted if each["file"] in stored]


def _head(content: dict[str, Any], kind: PaperKind) -> Iterator[str]:
    if kind != PaperKind.MINUTES:
        yield TITLES[kind]
    when = f"เมื่อวัน{_day(content['day'])}"
    if kind != PaperKind.MINUTES:
        when = f"วัน{_day(content['day'])} เวลา {content['starts']} น."
    yield when
    if content["place"]:
        yield f"ณ {content['place']}"


def _letter_head(content: dict[str, Any], number: str, issued_on: dt.date) -> LetterHead:
    address = [content["organisation"], *content["address"].splitlines()]
    return LetterHead(
        f"ที่ {number}",
        tuple(filter(None, address)),
        format_date(issued_on, language="th"),
        (
            ("เรื่อง", f"ขอเชิญเข้าร่วม{content['title']}"),
            ("เรียน", content["addressee"]),
            ("สิ่งที่ส่งมาด้วย", "1. ระเบียบวาระการประชุม จำนวน 1 ชุด\n2. แบบตอบรับการเข้าร่วมประชุม จำนวน 1 ฉบับ"),
        ),
    )


def _letter(content: dict[str, Any]) -> Iterator[Block]:
    where = f" ณ {content['place']}" if content["place"] else ""
    yield Paragraph(
        f"ด้วย{content['organisation']} กำหนดจัด{content['title']} ในวัน{_day(content['day'])}"
        f" เวลา {content['starts']} น.{where} เพื่อพิจารณาเรื่องต่าง ๆ ตามระเบียบวาระการประชุมที่แนบมาพร้อมนี้"
    )
    for words in content["note"].split("\n\n"):
        if words.strip():
            yield Paragraph(" ".join(words.split()))
    ask = "ในการนี้ จึงขอเรียนเชิญท่านเข้าร่วมประชุมตามวัน เวลา และสถานที่ดังกล่าว"
    if content["reply_until"]:
        ask += f" และโปรดแจ้งผลการเข้าร่วมตามแบบตอบรับภายในวันที่ {_date(content['reply_until'])}"
    yield Paragraph(ask)
    yield Paragraph("จึงเรียนมาเพื่อโปรดเข้าร่วมประชุม")
    yield Signature(tuple(_signer(content)), closing=RESPECTFULLY)
    if content["contact"]:
        yield Paragraph(content["contact"], indent=False, align="left")
    yield PageBreak()
    yield Heading(1, "ระเบียบวาระการประชุม")
    yield Paragraph(content["title"], indent=False, align="center")
    yield from _agenda(content)
    yield PageBreak()
    yield from _reply_form(content)


def _reply_form(content: dict[str, Any]) -> Iterator[Block]:
    yield Heading(1, "แบบตอบรับการเข้าร่วมประชุม")
    yield KeyValues(
        (
            ("การประชุม", content["title"]),
            ("วัน เวลา", f"วัน{_day(content['day'])} เวลา {content['starts']} น."),
            ("สถานที่", content["place"] or "–"),
            ("ชื่อ–นามสกุล", _BLANK),
            ("ตำแหน่ง", _BLANK),
        )
    )
    yield Paragraph("(......) เข้าร่วมประชุมด้วยตนเอง", indent=False, align="left")
    yield Paragraph("(......) เข้าร่วมประชุมผ่านสื่ออิเล็กทรอนิกส์", indent=False, align="left")
    if content["allows_substitutes"]:
        yield Paragraph(f"(......) มอบหมายผู้มาประชุมแทน ชื่อ {_BLANK[:44]}", indent=False, align="left")
        yield Paragraph(f"ตำแหน่ง {_BLANK[:50]}", indent=True, align="left")
    yield Paragraph(f"(......) ไม่สามารถเข้าร่วมประชุมได้ เนื่องจาก {_BLANK[:40]}", indent=False, align="left")
    ask = "โปรดส่งแบบตอบรับ"
    if content["reply_until"]:
        ask += f"ภายในวันที่ {_date(content['reply_until'])}"
    where = " ".join(filter(None, [content["organisation"], content["contact"]]))
    yield Paragraph(f"{ask} ไปยัง {where}", indent=False, align="left")
    yield Signature((f"({_BLANK[:40]})", f"วันที่ {_BLANK[:32]}", "ผู้ตอบรับ"))


def _agenda(content: dict[str, Any]) -> Iterator[Block]:
    """The items, each standard one as a heading line, what stands below it under it."""
    for item in content["agenda"]:
        call = f"ระเบียบวาระที่ {item['number']}" if not item["depth"] else item["number"]
        runs = [Run(f"{call}  ", bold=True), Run(item["title"], bold=not item["depth"])]
        yield Paragraph(tuple(runs), indent=bool(item["depth"]), align="left")
        said = [item["follows"], item["detail"]]
        if item["presenter"]:
            said.append(f"ผู้เสนอ: {item['presenter']}")
        if item["minutes"]:
            said.append(f"เวลา {item['minutes']} นาที")
        for each in filter(None, said):
            yield Paragraph(each, indent=True, align="left")
        for file in item["files"]:
            apart = "" if file["is_pdf"] else " (แยกต่างหาก)"
            yield Paragraph(f"เอกสารประกอบ: {file['title']}{apart}", indent=True, align="left")


def _book(content: dict[str, Any]) -> Iterator[Block]:
    """The cover with who is called, then the agenda; the papers of the items follow in the PDF."""
    called = [each for each in content["people"] if not each["is_guest"]]
    papers = [file for item in content["agenda"] for file in item["files"]]
    minutes = sum(item["minutes"] or 0 for item in content["agenda"])
    facts = [
        ("ผู้มีหน้าที่ประชุม", f"{len(called)} คน"),
        ("เอกสารประกอบ", f"{len(papers)} รายการ" if papers else "ไม่มี"),
        ("เวลาตามระเบียบวาระ", f"{minutes} นาที" if minutes else ""),
    ]
    yield KeyValues(tuple((name, value) for name, value in facts if value))
    if called:
        yield Heading(2, "ผู้มีหน้าที่ประชุม")
        yield KeyValues(
            tuple(
                (f"{place}. {each['for'] or each['name']}", each["position"] or "–")
                for place, each in enumerate(called, start=1)
            )
        )
    yield PageBreak()
    yield Heading(1, "ระเบียบวาระการประชุม")
    yield from _agenda(content)


def _record(content: dict[str, Any]) -> Iterator[Block]:
    """Form 11."""
    members = [each for each in content["people"] if not each["is_guest"]]
    for head, people in (
        ("ผู้มาประชุม", [each for each in members if each["is_there"]]),
        ("ผู้ไม่มาประชุม", [each for each in members if not each["is_there"]]),
        ("ผู้เข้าร่วมประชุม", [each for each in content["people"] if each["is_guest"] and each["is_there"]]),
    ):
        if people:
            yield Heading(2, head)
            yield _listed(people)
    said = content["minutes"]
    yield from _time("เริ่มประชุมเวลา", said["opened"])
    yield from _paragraphs(said["quorum"])
    yield from _paragraphs(said["opening"])
    for item in said["items"]:
        yield from _under_item(item)
    yield from _time("เลิกประชุมเวลา", said["closed"])
    yield Signature((f"({said['recorder'] or _BLANK[:40]})", "ผู้จดรายงานการประชุม"))
    if said["reviewer"]:
        yield Signature((f"({said['reviewer']})", "ผู้ตรวจรายงานการประชุม"))
    if said["adopted"]:
        yield Paragraph(said["adopted"], indent=False, align="left")


def _time(word: str, clock: str) -> Iterator[Block]:
    if clock:
        yield Paragraph((Run(f"{word} ", bold=True), Run(f"{clock} น.")), indent=False, align="left")


def _under_item(item: dict[str, Any]) -> Iterator[Block]:
    call = f"ระเบียบวาระที่ {item['number']}" if not item["depth"] else item["number"]
    yield Heading(2 if not item["depth"] else 3, f"{call} {item['title']}")
    yield from _paragraphs(item["text"])
    for found in item["resolutions"]:
        yield Paragraph((Run("มติที่ประชุม  ", bold=True), Run(found)))
    if not item["text"] and not item["resolutions"] and not item["has_parts"]:
        yield Paragraph("– ไม่มี –")


def _names(content: dict[str, Any]) -> Iterator[Block]:
    columns = (
        Column("ที่", "center", share=0.35),
        Column("ชื่อ–นามสกุล", share=2.0),
        Column("ตำแหน่ง", share=2.0),
        Column("ลายมือชื่อ", share=1.4),
        Column("หมายเหตุ", share=0.9),
    )
    for head, people in (
        ("ผู้มีหน้าที่ประชุม", [each for each in content["people"] if not each["is_guest"]]),
        ("ผู้เข้าร่วมประชุม", [each for each in content["people"] if each["is_guest"]]),
    ):
        if people:
            yield Heading(2, head)
            yield Table(
                columns,
                tuple(
                    (
                        str(place),
                        each["name"],
                        each["position"],
                        "",
                        f"แทน {each['for']}" if each["for"] else "",
                    )
                    for place, each in enumerate(people, start=1)
                ),
                row_height=ROW,
            )


def _listed(people: Sequence[dict[str, Any]]) -> Block:
    return KeyValues(
        tuple((f"{place}. {each['name']}", _said(each)) for place, each in enumerate(people, start=1))
    )


def _said(each: dict[str, Any]) -> str:
    words = [each["position"]]
    if each["for"]:
        words = [each["position"], f"(แทน {each['for']})"]
    elif each["reason"]:
        words.append(f"({each['reason']})")
    if each["is_online"]:
        words.append("(ผ่านสื่ออิเล็กทรอนิกส์)")
    return " ".join(filter(None, words)) or "–"


def _signer(content: dict[str, Any]) -> Iterator[str]:
    yield f"({content['signer_name'] or _BLANK[:40]})"
    if content["signer_position"]:
        yield content["signer_position"]


def _paragraphs(text: str) -> Iterator[Block]:
    for words in text.replace("\r", "").split("\n"):
        if words.strip():
            yield Paragraph(" ".join(words.split()))


def _person(attendee: Attendee) -> dict[str, Any]:
    is_replaced = attendee.presence == Presence.SUBSTITUTE
    return {
        "name": attendee.substitute_name if is_replaced else attendee.name_th,
        "position": (attendee.substitute_position or "") if is_replaced else attendee.position_th,
        "for": " ".join(filter(None, [attendee.name_th, attendee.position_th])) if is_replaced else "",
        "is_guest": attendee.standing == Standing.GUEST,
        "is_there": attendee.is_there,
        "is_online": attendee.presence == Presence.ONLINE,
        "reason": "" if attendee.is_there else attendee.absence_reason,
    }


def _item(line: AgendaLine) -> dict[str, Any]:
    item = line.item
    return {
        "number": line.number,
        "depth": line.depth,
        "title": item.title_th,
        "detail": item.detail_th,
        "follows": item.follows,
        "presenter": item.presenter,
        "minutes": item.minutes_planned,
        "files": [
            {"title": each.title, "file": each.file_id, "is_pdf": each.file.media_type == files.PDF}
            for each in line.files
        ],
    }


def _minutes(meeting: Meeting) -> dict[str, Any]:
    minutes = minutes_of(meeting)
    lines = minutes_lines(meeting, minutes)
    parents = {each.line.item.parent_id for each in lines}
    adopted = ""
    if minutes is not None and minutes.adopted_in is not None:
        adopted = f"รับรองใน{minutes.adopted_in.meeting.title_th}"
        if minutes.amendments:
            adopted += f" โดยมีการแก้ไข ดังนี้ {minutes.amendments}"
    return {
        "opened": _clock(meeting.opened_at),
        "closed": _clock(meeting.closed_at),
        "quorum": _quorum(meeting),
        "opening": minutes.opening_th if minutes else "",
        "recorder": minutes.recorder if minutes else "",
        "reviewer": minutes.reviewer if minutes else "",
        "adopted": adopted,
        "items": [
            {
                "number": each.line.number,
                "depth": each.line.depth,
                "title": each.line.item.title_th,
                "text": each.text.text_th if each.text else "",
                "resolutions": [_resolution(each, place) for place in range(len(each.resolutions))],
                "has_parts": each.line.item.pk in parents,
            }
            for each in lines
        ],
    }


def _quorum(meeting: Meeting) -> str:
    if meeting.quorum_present is None:
        return ""
    if meeting.quorum_needed is None:
        return f"มีผู้มาประชุม {meeting.quorum_present} คน จากทั้งหมด {meeting.quorum_of} คน"
    met = "ครบองค์ประชุม" if meeting.quorum_present >= meeting.quorum_needed else "ไม่ครบองค์ประชุม"
    return (
        f"มีผู้มาประชุม {meeting.quorum_present} คน จากทั้งหมด {meeting.quorum_of} คน"
        f" (องค์ประชุม {meeting.quorum_needed} คน) {met}"
    )


def _resolution(line: MinutesLine, place: int) -> str:
    """The resolution as the record states it, with how it was decided."""
    found = line.resolutions[place]
    said = found.text_th
    if found.manner in _MANNERS:
        said += f" ({_MANNERS[Manner(found.manner)]})"
    elif found.manner == Manner.COUNTED:
        counts = [
            ("เห็นชอบ", found.votes_for),
            ("ไม่เห็นชอบ", found.votes_against),
            ("งดออกเสียง", found.abstained),
            ("ไม่ลงคะแนน", found.not_voting),
            ("ไม่ร่วมพิจารณา", found.recused),
        ]
        sums = " ".join(f"{word} {votes} เสียง" for word, votes in counts if votes)
        fell = "" if found.result == Result.CARRIED else " ที่ประชุมไม่เห็นชอบ"
        said += f" ({sums}){fell}"
        if found.casting:
            said += " โดยประธานออกเสียงชี้ขาด"
    recused = [each.attendee.name_th for each in found.recusals.all()]
    if recused:
        said += f" ทั้งนี้ {' และ '.join(recused)} มีส่วนได้เสียและไม่ร่วมพิจารณา"
    return said


def _place(meeting: Meeting) -> str:
    if meeting.place_th and meeting.online_url:
        return f"{meeting.place_th} และผ่านสื่ออิเล็กทรอนิกส์"
    return meeting.place_th or ("ประชุมผ่านสื่ออิเล็กทรอนิกส์" if meeting.online_url else "")


def _clock(at: dt.datetime | None) -> str:
    return f"{timezone.localtime(at):%H.%M}" if at else ""


_WEEKDAYS: Final = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")


def _day(day: str) -> str:
    """จันทร์ที่ 31 มีนาคม 2569."""
    found = dt.date.fromisoformat(day)
    return f"{_WEEKDAYS[found.weekday()]}ที่ {format_date(found, language='th')}"


def _date(day: str) -> str:
    return format_date(dt.date.fromisoformat(day), language="th")
