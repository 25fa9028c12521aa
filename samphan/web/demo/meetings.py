"""Meetings of the demo's invented committee: two that were held, one to come. Nothing here happened.

The first one decided two things that became actions; its minutes were adopted by the second. To the third one people
are replying.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from samphan.governance.actions.agenda import add_item
from samphan.governance.actions.attendees import (
    DayRow,
    add_guest,
    answer_call,
    call_meeting,
    list_called,
    note_day,
)
from samphan.governance.actions.meetings import close_meeting, open_meeting, plan_meeting
from samphan.governance.actions.minutes import adopt_minutes, circulate_minutes, write_frame, write_text
from samphan.governance.actions.resolutions import record_resolution
from samphan.governance.models import AgendaItem, Attendee, ItemKind, Manner, Presence, Reply
from samphan.projects.actions.action_items import add_action, finish_action

if TYPE_CHECKING:
    from samphan.governance.models import Body, Meeting
    from samphan.kit.actor import Actor

FIRST, SECOND = dt.date(2026, 7, 16), dt.date(2026, 10, 15)
AHEAD: Final = dt.timedelta(days=12)
PLACE: Final = {"place_th": "ห้องประชุมตัวอย่าง ชั้น 2", "place_en": "Sample meeting room, second floor"}
TEXTS: Final = {
    ItemKind.NOTICE: (
        "ประธานแจ้งว่า สถาบันสมาชิกตัวอย่างทุกแห่งส่งรายชื่อผู้ประสานงานครบแล้ว",
        "The chair said that every sample member institution had named its coordinator.",
    ),
    ItemKind.INFORMATION: (
        "เลขานุการรายงานจำนวนกิจกรรมร่วมที่จัดในครึ่งปีแรก ที่ประชุมไม่มีข้อสังเกต",
        "The secretary reported the joint events of the first half of the year. There were no remarks.",
    ),
}


def add_meetings(by: Actor, body: Body, now: dt.datetime | None = None) -> Meeting:
    """Meetings of an invented body whose members sit in 2026; gives the one to come."""
    now = now or timezone.now()
    first = _held(by, body, FIRST, absent=1)
    _decide(by, first)
    _write_down(by, first)
    second = _held(by, body, SECOND, absent=2)
    item = AgendaItem.objects.select_related("meeting__body", "adopts__body").get(
        meeting=second, kind=ItemKind.ADOPTION, parent=None
    )
    adopt_minutes(by=by, item=item, now=_at(SECOND, 10))
    close_meeting(by=by, meeting=second, at=_at(SECOND, 11, 30))
    return _coming(by, body, now)


def _at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


def _plan(by: Actor, body: Body, day: dt.date, **words: Any) -> Meeting:
    meeting = plan_meeting(
        by=by,
        body=body,
        starts_at=_at(day, 9, 30),
        ends_at=_at(day, 12),
        allows_substitutes=True,
        is_sample=True,
        **PLACE,
        **words,
    )
    list_called(by=by, meeting=meeting)
    return meeting


def _item(meeting: Meeting, kind: str) -> AgendaItem:
    return AgendaItem.objects.select_related("meeting__body").get(meeting=meeting, kind=kind, parent=None)


def _people(meeting: Meeting) -> list[Attendee]:
    return list(Attendee.objects.filter(meeting=meeting).exclude(standing="guest").order_by("order", "id"))


def _held(by: Actor, body: Body, day: dt.date, *, absent: int) -> Meeting:
    """A meeting that took place: the last ones on the list stayed away, one joined online."""
    meeting = _plan(by, body, day)
    people = _people(meeting)
    rows = [
        DayRow(attendee=each, presence=Presence.ONLINE if place == 1 else Presence.IN_ROOM)
        for place, each in enumerate(people[: len(people) - absent])
    ]
    rows += [
        DayRow(attendee=each, presence=Presence.ABSENT, absence_reason="ติดภารกิจ")
        for each in people[len(people) - absent :]
    ]
    note_day(by=by, meeting=meeting, rows=rows)
    add_guest(
        by=by,
        meeting=meeting,
        name_th="นางสาวสมมุติ ช่วยงาน",
        position_th="เจ้าหน้าที่ฝ่ายเลขานุการตัวอย่าง",
        presence=Presence.IN_ROOM,
    )
    return open_meeting(by=by, meeting=meeting, at=_at(day, 9, 35))


def _decide(by: Actor, meeting: Meeting) -> None:
    """Two resolutions, each with an action; the first one is done."""
    above = _item(meeting, ItemKind.DECISION)
    plan = add_item(
        by=by,
        meeting=meeting,
        parent=above,
        title_th="แผนกิจกรรมร่วมตัวอย่าง",
        title_en="Sample plan of joint events",
        presenter="เลขานุการ",
        minutes_planned=30,
    )
    forms = add_item(
        by=by,
        meeting=meeting,
        parent=above,
        title_th="แบบรายงานกลางตัวอย่าง",
        title_en="Sample common report form",
        minutes_planned=20,
    )
    movers = _people(meeting)
    agreed = record_resolution(
        by=by,
        item=plan,
        text_th="เห็นชอบแผนกิจกรรมร่วมตัวอย่าง และให้ฝ่ายเลขานุการแจ้งสถาบันสมาชิก",
        text_en="The sample plan of joint events is approved; the secretariat tells the member institutions.",
        manner=Manner.CONSENSUS,
        proposer=movers[0],
        seconder=movers[1],
    )
    votes = len(movers) - 1
    counted = record_resolution(
        by=by,
        item=forms,
        text_th="ให้จัดทำแบบรายงานกลางหนึ่งแบบใช้ร่วมกันทุกสถาบัน",
        text_en="One common report form is made for all institutions.",
        manner=Manner.COUNTED,
        votes_for=votes - 1,
        abstained=1,
    )
    told = add_action(
        by=by,
        title_th="แจ้งแผนกิจกรรมร่วมแก่สถาบันสมาชิก",
        title_en="Tell the member institutions the plan of joint events",
        owner_label="ฝ่ายเลขานุการตัวอย่าง",
        occasion=meeting.title_th,
        due_on=dt.date(2026, 7, 31),
        resolution=agreed,
        is_sample=True,
    )
    finish_action(by=by, action=told, now=_at(dt.date(2026, 7, 28), 15), done_note="แจ้งทางหนังสือและอีเมลแล้ว")
    add_action(
        by=by,
        title_th="ยกร่างแบบรายงานกลาง",
        title_en="Draft the common report form",
        owner_label="คณะทำงานตัวอย่าง",
        occasion=meeting.title_th,
        due_on=dt.date(2026, 12, 15),
        resolution=counted,
        is_sample=True,
    )


def _write_down(by: Actor, meeting: Meeting) -> None:
    close_meeting(by=by, meeting=meeting, at=_at(FIRST, 11, 45))
    write_frame(
        by=by,
        meeting=meeting,
        opening_th="ประธานกล่าวเปิดการประชุม แล้วดำเนินการตามระเบียบวาระ",
        opening_en="The chair opened the meeting and went through the agenda.",
        recorder="นางสาวสมมุติ ช่วยงาน",
    )
    for kind, (th, en) in TEXTS.items():
        write_text(by=by, item=_item(meeting, kind), text_th=th, text_en=en)
    circulate_minutes(by=by, meeting=meeting, now=_at(dt.date(2026, 7, 23), 9))


def _coming(by: Actor, body: Body, now: dt.datetime) -> Meeting:
    """Called, with some replies; whoever loads the demo after the terms ended sees it with an empty list."""
    day = timezone.localtime(now + AHEAD).date()
    meeting = _plan(by, body, day, reply_until=day - dt.timedelta(days=3))
    people = _people(meeting)
    if not people:
        return meeting
    call_meeting(by=by, meeting=meeting, now=now)
    replies: list[dict[str, str]] = [
        {"reply": Reply.COMES},
        {"reply": Reply.ABSENT, "note": "เดินทางไปราชการต่างจังหวัด"},
        {"reply": Reply.SUBSTITUTE, "substitute_name": "ดร.ผู้แทน ตัวอย่าง"},
    ]
    for each, words in zip(people, replies, strict=False):
        answer_call(by=by, attendee=each, now=now, **words)
    return meeting
