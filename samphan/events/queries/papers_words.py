"""The words that official papers of an event begin with. They are proposed once; people change them at will.

The forms are those of the regulation on correspondence (external letter, memo); official paper is in Thai.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samphan.events.models import PaperKind
from samphan.kit.thai.dates import format_date, format_range

if TYPE_CHECKING:
    import datetime as dt

    from samphan.events.models import Event

RESPECTFULLY = "ขอแสดงความนับถือ"
MEMO = "บันทึกข้อความ"


def period_th(event: Event) -> str:
    """When the event is, in Thai words: "วันที่ 31 มีนาคม – 1 เมษายน 2569"; empty when nobody knows."""
    if event.starts is None:
        return ""
    if event.starts.precision != "day":
        return str(event.starts.format("th"))
    if event.ends is None or event.ends == event.starts or event.ends.precision != "day":
        return f"วันที่ {format_date(event.starts.from_on, language='th')}"
    return f"วันที่ {format_range(event.starts.from_on, event.ends.last_on, language='th')}"


def proposed(event: Event, kind: str, *, issuer: str, people: int, institutions: int) -> dict[str, Any]:
    """The fields of a new paper, from the record of the event; ``people`` and ``institutions`` are 0 when not known."""
    held = f"กำหนดจัด{event.title_th}"
    if when := period_th(event):
        held += f" ใน{when}" if when.startswith("วันที่") else f" ในช่วง{when}"
    if event.venue_th:
        held += f" ณ {event.venue_th}"
    aim = f" โดยมีวัตถุประสงค์เพื่อ{event.goal_th.removeprefix('เพื่อ')}" if event.goal_th else ""
    if kind == PaperKind.MEMO:
        return _memo(event, held, aim, people=people, institutions=institutions)
    return _invitation(event, held, aim, issuer)


def _invitation(event: Event, held: str, aim: str, issuer: str) -> dict[str, Any]:
    return {
        "subject": f"ขอเชิญเข้าร่วม{event.title_th}"[:500],
        "addressee": "อธิการบดี",
        "enclosures": "กำหนดการ จำนวน 1 ชุด\nแบบตอบรับการเข้าร่วม จำนวน 1 ฉบับ",
        "closing": RESPECTFULLY,
        "text": "\n\n".join(
            [
                f"ด้วย{issuer} {held}{aim}".replace("  ", " "),
                (
                    "ในการนี้ จึงขอเรียนเชิญท่านหรือผู้แทนเข้าร่วมกิจกรรมดังกล่าวตามกำหนดการที่แนบมาพร้อมนี้"
                    " โดยขอความอนุเคราะห์แจ้งรายชื่อผู้เข้าร่วมตามแบบตอบรับ"
                ),
                "จึงเรียนมาเพื่อโปรดพิจารณา",
            ]
        ),
    }


def _memo(event: Event, held: str, aim: str, *, people: int, institutions: int) -> dict[str, Any]:
    who = f" โดยมีผู้เข้าร่วมจำนวน {people:,} คน" if people else ""
    who += f" จาก {institutions:,} สถาบัน" if people and institutions else ""
    return {
        "subject": f"ขออนุมัติจัด{event.title_th}"[:500],
        "addressee": "อธิการบดี",
        "closing": "",
        "text": "\n\n".join(
            [
                f"ด้วยหน่วยงาน{held}{aim}",
                (
                    f"เพื่อให้การดำเนินงานเป็นไปด้วยความเรียบร้อย จึงขออนุมัติจัดกิจกรรมดังกล่าว{who}"
                    " พร้อมทั้งขออนุมัติออกหนังสือเชิญหน่วยงานที่เกี่ยวข้อง"
                ),
                "จึงเรียนมาเพื่อโปรดพิจารณาอนุมัติ",
            ]
        ),
    }


def dated(day: dt.date) -> str:
    """A date as it stands in the head of a letter: 31 มีนาคม 2569."""
    return format_date(day, language="th")
