"""Meetings of a board of five, made through the actions that the pages use."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from samphan.governance.actions.agenda import add_file, add_item
from samphan.governance.actions.attendees import DayRow, add_guest, list_called, note_day
from samphan.governance.actions.ballots import cast_vote, open_ballot, prepare_ballot
from samphan.governance.actions.meeting_papers import issue_paper
from samphan.governance.actions.meetings import close_meeting, open_meeting, plan_meeting
from samphan.governance.actions.minutes import (
    adopt_minutes,
    circulate_minutes,
    propose_correction,
    write_frame,
    write_text,
)
from samphan.governance.actions.resolutions import record_resolution
from samphan.governance.models import AgendaItem, Attendee, ItemKind, Manner, Presence
from samphan.governance.policy.meetings import VOTE
from samphan.kit.actor import LinkRef, bearer
from samphan.tenancy import links
from tests.factories.bodies import make_body, make_term, seat_of
from tests.factories.directory import make_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

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


def fill_meetings(by: Actor, body: Body, marker: str, now: dt.datetime) -> Meeting:
    """One of everything of a meeting whose minutes are adopted by the next one; ``marker`` stands in every text."""
    words = {"title_th": f"เรื่อง {marker}", "title_en": f"Matter {marker}"}
    first = make_meeting(by, body, allows_substitutes=True, note_th=f"หมายเหตุ {marker}")
    add_guest(by=by, meeting=first, name_th=f"แขก {marker}", email=f"guest-{marker}@example.org")
    item = add_item(by=by, meeting=first, parent=item_of(first), detail_th=marker, **words)
    add_file(
        by=by,
        item=item,
        title=f"เอกสาร {marker}",
        name=f"{marker}.pdf",
        content=b"%PDF-1.7 " + marker.encode(),
    )
    hold(by, first, present=4)
    people = people_of(first)
    record_resolution(
        by=by,
        item=item,
        text_th=f"มติ {marker}",
        manner=Manner.COUNTED,
        votes_for=3,
        recused={people[3].pk: f"ผู้มีส่วนได้เสีย {marker}"},
        proposer=people[0],
        seconder=people[1],
    )
    ballot = prepare_ballot(by=by, item=item, question_th=f"คำถาม {marker}", is_secret=False)
    open_ballot(by=by, ballot=ballot, now=now)
    voter = ballot.voters.order_by("id")[0]
    with acting_by_link(by, VOTE, voter) as bearer:
        cast_vote(by=bearer, voter=voter, options=[ballot.options.order_by("id")[0].pk], now=now)
    close_meeting(by=by, meeting=first, at=at(12))
    write_frame(by=by, meeting=first, opening_th=f"เปิดประชุม {marker}", recorder=f"ผู้จด {marker}")
    write_text(by=by, item=item, text_th=f"ที่ประชุมอภิปราย {marker}")
    circulate_minutes(by=by, meeting=first, now=now)
    propose_correction(by=by, attendee=people[0], item=item, text=f"ขอแก้ {marker}", now=now)
    issue_paper(by=by, meeting=first, kind="names", on=DAY)
    later = make_meeting(by, body, on=DAY + dt.timedelta(days=28))
    hold(by, later)
    adopt_minutes(by=by, item=item_of(later, ItemKind.ADOPTION), now=now, amendments=f"แก้ {marker}")
    return first


@contextmanager
def acting_by_link(by: Actor, purpose: str, subject: Model) -> Iterator[Actor]:
    """The bearer of the link to an object, in the scope that is open."""
    link = links.open_links(purpose, subject, now=timezone.now()).get()
    if by.network is None:
        raise ValueError("a link is one of a network")
    yield bearer(LinkRef(link.pk, purpose, link.subject_kind, link.subject_id), by.network, link.label_th)
