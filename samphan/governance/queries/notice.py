"""The words of messages about a meeting: in Thai, with English below, and one personal address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from samphan.comms.queries.texts import BETWEEN
from samphan.governance.models import MeetingState
from samphan.kit.formats import thai_date, thai_datetime
from samphan.tenancy import links

if TYPE_CHECKING:
    from samphan.governance.models import Attendee, Ballot, Meeting, Minutes
    from samphan.tenancy.models import Link


def notice(meeting: Meeting, attendee: Attendee, address: str) -> tuple[str, str]:
    """Subject and text of the notice."""
    until_th, until_en = _until(meeting)
    thai = [
        f"เรียน {attendee.name_th}",
        f"ขอเชิญเข้าร่วม{meeting.title_th}",
        *_facts_th(meeting),
        meeting.note_th,
        f"โปรดแจ้งผลการเข้าร่วม{until_th}ที่\n{address}",
        "ที่อยู่นี้เป็นของท่านโดยเฉพาะ เปิดได้โดยไม่ต้องเข้าสู่ระบบ โปรดอย่าส่งต่อ",
    ]
    english = [
        f"Dear {attendee.name_en or attendee.name_th}",
        f"You are invited to: {meeting.title_en or meeting.title_th}",
        *_facts_en(meeting),
        meeting.note_en,
        f"Please say{until_en} whether you will come:\n{address}",
        "This address is yours alone and opens without signing in. Please do not pass it on.",
    ]
    return f"ขอเชิญเข้าร่วม{meeting.title_th}", _both(thai, english)


def reminder(meeting: Meeting, attendee: Attendee, address: str) -> tuple[str, str]:
    """Subject and text for somebody who has not replied."""
    until_th, until_en = _until(meeting)
    thai = [
        f"เรียน {attendee.name_th}",
        f"ฝ่ายเลขานุการยังไม่ได้รับแจ้งผลการเข้าร่วม{meeting.title_th} จากท่าน",
        *_facts_th(meeting),
        f"โปรดแจ้งผลการเข้าร่วม{until_th}ที่\n{address}",
    ]
    english = [
        f"Dear {attendee.name_en or attendee.name_th}",
        f"We have not heard yet whether you will come to: {meeting.title_en or meeting.title_th}",
        *_facts_en(meeting),
        f"Please tell us{until_en}:\n{address}",
    ]
    return f"ขอทราบผลการเข้าร่วม{meeting.title_th}", _both(thai, english)


def stopped(meeting: Meeting, attendee: Attendee) -> tuple[str, str]:
    """Subject and text that tell somebody who was called that the meeting is postponed or cancelled, and why."""
    is_postponed = meeting.state == MeetingState.POSTPONED
    word_th = "เลื่อน" if is_postponed else "ยกเลิก"
    word_en = "postponed" if is_postponed else "cancelled"
    thai = [
        f"เรียน {attendee.name_th}",
        f"ขอแจ้ง{word_th}{meeting.title_th}",
        *_facts_th(meeting),
        f"เหตุผล {meeting.state_reason}",
        "ฝ่ายเลขานุการจะแจ้งกำหนดวันประชุมใหม่ให้ทราบต่อไป" if is_postponed else "",
    ]
    english = [
        f"Dear {attendee.name_en or attendee.name_th}",
        f"This meeting is {word_en}: {meeting.title_en or meeting.title_th}",
        *_facts_en(meeting),
        f"Reason: {meeting.state_reason}",
        "You will be told the new day." if is_postponed else "",
    ]
    return f"ขอแจ้ง{word_th}{meeting.title_th}", _both(thai, english)


def circulation(
    meeting: Meeting, minutes: Minutes, attendee: Attendee, link: Link, slug: str
) -> tuple[str, str]:
    """Subject and text with which minutes are sent for correction, with the last day on which the link works."""
    address, last = links.address(link, slug), links.last_day(link)
    until_th = f"ภายในวันที่ {_day(minutes.correct_until, 'th')} " if minutes.correct_until else ""
    until_en = f" until {_day(minutes.correct_until, 'en')}" if minutes.correct_until else ""
    thai = [
        f"เรียน {attendee.name_th}",
        f"ขอส่งรายงาน{meeting.title_th} เพื่อโปรดพิจารณา หากประสงค์จะแก้ไข โปรดแจ้ง{until_th}ที่\n{address}",
        f"ที่อยู่นี้เป็นของท่านโดยเฉพาะ ใช้ได้ถึงวันที่ {_day(last, 'th')} โปรดอย่าส่งต่อ หากพ้นกำหนด โปรดขอที่อยู่ใหม่จากฝ่ายเลขานุการ",
    ]
    english = [
        f"Dear {attendee.name_en or attendee.name_th}",
        f"The minutes are ready: {meeting.title_en or meeting.title_th}. Please propose corrections{until_en}:\n{address}",
        f"This address is yours alone and works until {_day(last, 'en')}; please do not pass it on. Later, ask the secretariat for another.",
    ]
    return f"ขอส่งรายงาน{meeting.title_th}", _both(thai, english)


def ballot_call(ballot: Ballot, meeting: Meeting, attendee: Attendee, address: str) -> tuple[str, str]:
    """Subject and text with which somebody is asked to vote."""
    secret_th = "การลงคะแนนเป็นการลับ ระบบไม่บันทึกว่าผู้ใดลงคะแนนอย่างไร" if ballot.is_secret else ""
    secret_en = "The ballot is secret: who voted for what is not kept." if ballot.is_secret else ""
    thai = [
        f"เรียน {attendee.name_th}",
        f"ขอเชิญลงคะแนนใน{meeting.title_th}\nเรื่อง {ballot.question_th}",
        secret_th,
        f"ลงคะแนนได้หนึ่งครั้งที่\n{address}",
        "ที่อยู่นี้เป็นของท่านโดยเฉพาะ โปรดอย่าส่งต่อ",
    ]
    english = [
        f"Dear {attendee.name_en or attendee.name_th}",
        f"Please vote in: {meeting.title_en or meeting.title_th}\nQuestion: {ballot.question_en or ballot.question_th}",
        secret_en,
        f"You can vote once:\n{address}",
        "This address is yours alone. Please do not pass it on.",
    ]
    return f"ขอเชิญลงคะแนน {ballot.question_th}"[:400], _both(thai, english)


def _until(meeting: Meeting) -> tuple[str, str]:
    if meeting.reply_until is None:
        return "", ""
    return f"ภายในวันที่ {_day(meeting.reply_until, 'th')} ", f" until {_day(meeting.reply_until, 'en')}"


def _facts_th(meeting: Meeting) -> list[str]:
    with translation.override("th"):
        lines = [f"วันเวลา {thai_datetime(meeting.starts_at)}"]
    if meeting.place_th:
        lines.append(f"สถานที่ {meeting.place_th}")
    if meeting.online_url:
        lines.append(f"ประชุมออนไลน์ {meeting.online_url}")
    return ["\n".join(lines)]


def _facts_en(meeting: Meeting) -> list[str]:
    with translation.override("en"):
        lines = [f"When: {thai_datetime(meeting.starts_at)}"]
    if meeting.place_en or meeting.place_th:
        lines.append(f"Where: {meeting.place_en or meeting.place_th}")
    if meeting.online_url:
        lines.append(f"Online: {meeting.online_url}")
    return ["\n".join(lines)]


def _day(day: object, language: str) -> str:
    with translation.override(language):
        return thai_date(day)  # type: ignore[arg-type]  # a date; the callers leave None out


def _both(thai: list[str], english: list[str]) -> str:
    return "\n\n".join(filter(None, thai)) + BETWEEN + "\n\n".join(filter(None, english))
