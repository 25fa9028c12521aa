"""Meetings of a board of five, made through the actions that the pages use."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from samphan.governance.actions.attendees import DayRow, list_called, note_day
from samphan.governance.actions.meetings import open_meeting, plan_meeting
from samphan.governance.models import AgendaItem, Attendee, ItemKind, Presence
from tests.factories.bodies import make_body, make_term, seat_of
from tests.factories.directory import make_person

if TYPE_CHECKING:
    from samphan.governance.models import Body, Meeting
    from samphan.kit.actor import Actor

DAY = dt.date(2026, 3, 12)
NAMES = ("กมล", "ขวัญ", "คมสัน", "จันทร์", "ชาญ")


def at(hour: int, minute: int = 0, *, on: dt.date = DAY) -> dt.datetime:
    """A time of the day of the meeting, in the time zone of the network."""
    return timezone.make_aware(dt.datetime.combine(on, dt.time(hour, minute)))


def make_board(by: Actor, **words: Any) -> Body:
    """A board of five people whose quorum is more than half."""
    rule = {"quorum_rule": "more_than", "quorum_over": 1, "quorum_under": 2}
    body = make_body(by, seats=(("ประธานกรรมการ", 1), ("กรรมการ", 4)), since=None, **{**rule, **words})
    for place, name in enumerate(NAMES):
        seat = seat_of(body, "กรรมการ", place) if place else seat_of(body, "ประธานกรรมการ")
        person = make_person(by, given_name_th=name, family_name_th="ใจดี")
        make_term(by, seat, "2025-01-01", "2027-12-31", person=person)
    return body


def make_meeting(
    by: Actor, body: Body, *, on: dt.date = DAY, is_listed: bool = True, **words: Any
) -> Meeting:
    """A meeting in preparation at ten o'clock, with the list of those to be called."""
    meeting = plan_meeting(by=by, body=body, starts_at=at(10, on=on), place_th="ห้องประชุม ๑", **words)
    if is_listed:
        list_called(by=by, meeting=meeting)
    return meeting


def people_of(meeting: Meeting) -> list[Attendee]:
    """The list, in its order."""
    return list(Attendee.objects.filter(meeting=meeting).order_by("order", "id"))


def hold(by: Actor, meeting: Meeting, *, present: int = 4) -> Meeting:
    """Open the meeting with so many in the room; the others are absent."""
    rows = [
        DayRow(
            attendee=each,
            presence=Presence.IN_ROOM if place < present else Presence.ABSENT,
            absence_reason="" if place < present else "ติดภารกิจ",
        )
        for place, each in enumerate(people_of(meeting))
    ]
    note_day(by=by, meeting=meeting, rows=rows)
    return open_meeting(by=by, meeting=meeting, at=at(10, 5, on=meeting.on))


def item_of(meeting: Meeting, kind: str = ItemKind.DECISION) -> AgendaItem:
    """The standard item of a kind."""
    return AgendaItem.objects.select_related("meeting__body", "adopts").get(
        meeting=meeting, kind=kind, parent=None
    )
