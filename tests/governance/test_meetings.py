"""Meetings: their numbers, who is called, replies by link, the quorum and what is decided with it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from samphan.comms.models import Message
from samphan.governance.actions.attendees import (
    DayRow,
    answer_call,
    call_meeting,
    list_called,
    note_day,
    remind_called,
    take_replies,
)
from samphan.governance.actions.meetings import (
    cancel_meeting,
    change_meeting,
    close_meeting,
    open_meeting,
    plan_meeting,
    postpone_meeting,
    replan_meeting,
)
from samphan.governance.models import Attendee, ItemKind, Meeting, MeetingState, Presence, Reply
from samphan.governance.queries.agenda import outline
from samphan.governance.queries.meetings import attendees
from samphan.governance.queries.quorum import moments, needed, quorum
from samphan.kit.errors import Problem, Refused
from samphan.kit.partial import PartialDate
from samphan.tenancy import links
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import link_scope, user_scope
from tests.factories.meetings import DAY, at, hold, item_of, make_board, make_meeting, people_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor
    from tests.personas import World

NOW = at(9, on=dt.date(2026, 3, 1))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences that actions raise are compared in the language of the source."""
    with translation.override("en"):
        yield


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


def test_plan_meeting_counts_each_kind_within_the_buddhist_year(by: Actor) -> None:
    body = make_board(by)
    made = [
        make_meeting(by, body, is_listed=False),
        make_meeting(by, body, is_listed=False, on=dt.date(2026, 12, 31)),
        make_meeting(by, body, is_listed=False, kind="extraordinary"),
        make_meeting(by, body, is_listed=False, on=dt.date(2027, 1, 1)),
    ]
    assert [each.count for each in made] == ["1/2569", "2/2569", "1/2569", "1/2570"]
    assert made[0].title_th == "การประชุมคณะกรรมการบริหาร ครั้งที่ 1/2569"


def test_plan_meeting_number_used_twice_is_refused(by: Actor) -> None:
    body = make_board(by)
    make_meeting(by, body, is_listed=False)
    with pytest.raises(Problem, match=r"No\. 1/2569 was used already .* The next one is 2") as found:
        make_meeting(by, body, is_listed=False, number=1)
    assert found.value.field == "number"


def test_plan_meeting_before_the_body_exists_is_refused(by: Actor) -> None:
    body = make_board(by)
    body.since = PartialDate.of(dt.date(2026, 4, 1))
    body.save()
    with pytest.raises(Problem, match="does not exist on that day") as found:
        make_meeting(by, body, is_listed=False)
    assert found.value.field == "starts_at"


def test_plan_meeting_begins_with_the_official_agenda_and_the_last_minutes(by: Actor) -> None:
    body = make_board(by)
    first = make_meeting(by, body, is_listed=False, on=dt.date(2026, 2, 1))
    lines = outline(make_meeting(by, body, is_listed=False))
    assert [(line.number, line.item.kind) for line in lines] == [
        (str(place), kind) for place, kind in enumerate(ItemKind.values, start=1)
    ]
    assert lines[1].item.adopts == first


def test_plan_meeting_without_the_right_is_refused(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        body = make_board(by)
    with user_scope(world.users["board"], "alpha") as by, pytest.raises(Refused):
        plan_meeting(by=by, body=body, starts_at=at(10))


def test_list_called_takes_the_holders_of_the_day_once(by: Actor) -> None:
    meeting = make_meeting(by, make_board(by))
    people = people_of(meeting)
    assert [each.name_th for each in people] == [
        f"{name} ใจดี" for name in ("กมล", "ขวัญ", "คมสัน", "จันทร์", "ชาญ")
    ]
    assert [each.position_th for each in people] == ["ประธานกรรมการ", *["กรรมการ"] * 4]
    assert list_called(by=by, meeting=meeting) == 5
    assert len(people_of(meeting)) == 5


def test_call_meeting_writes_each_address_once_and_a_link_for_all(by: Actor) -> None:
    meeting = make_meeting(by, make_board(by))
    Attendee.objects.filter(meeting=meeting, order__lt=2).update(email="")
    for each in people_of(meeting)[2:]:
        Attendee.objects.filter(pk=each.pk).update(email=f"m{each.order}@example.org")
    assert call_meeting(by=by, meeting=meeting, now=NOW) == 3
    assert call_meeting(by=by, meeting=meeting, now=NOW) == 0
    assert Message.objects.filter(to_address__startswith="m").count() == 3
    assert all(
        links.open_links("governance.reply", each, now=NOW).count() == 1 for each in people_of(meeting)
    )
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CALLED


def test_remind_called_writes_to_the_silent_alone(by: Actor) -> None:
    meeting = make_meeting(by, make_board(by))
    Attendee.objects.filter(meeting=meeting).update(email="all@example.org")
    call_meeting(by=by, meeting=meeting, now=NOW)
    answer_call(by=by, attendee=people_of(meeting)[0], reply=Reply.COMES, now=NOW)
    assert remind_called(by=by, meeting=meeting, now=NOW) == 4


def test_answer_call_by_link_sees_and_changes_the_own_row_alone(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        meeting = make_meeting(by, make_board(by))
        call_meeting(by=by, meeting=meeting, now=NOW)
        mine, other = people_of(meeting)[:2]
        nonce = links.open_links("governance.reply", mine, now=NOW).get().nonce
    with link_scope("alpha", nonce, frozenset({"governance.reply"})) as bearer:
        assert list(Attendee.objects.for_actor(bearer)) == [mine]
        assert not Meeting.objects.for_actor(bearer).exists()
        answer_call(by=bearer, attendee=mine, reply=Reply.ABSENT, note="ติดภารกิจ", now=NOW)
        with pytest.raises(Refused):
            answer_call(by=bearer, attendee=other, reply=Reply.COMES, now=NOW)
    with user_scope(world.users["secretariat"], "alpha"):
        assert [each.reply for each in people_of(meeting)] == ["absent", "", "", "", ""]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"reply": "absent"}, "note"),
        ({"reply": "substitute", "substitute_name": "ผู้แทน"}, "reply"),
        ({"reply": "whatever"}, "reply"),
    ],
)
def test_answer_call_impossible_is_refused_at_its_field(by: Actor, words: dict[str, str], field: str) -> None:
    meeting = make_meeting(by, make_board(by))
    with pytest.raises(Problem) as found:
        answer_call(by=by, attendee=people_of(meeting)[0], now=NOW, **words)
    assert found.value.field == field


def test_answer_call_with_substitute_needs_a_name(by: Actor) -> None:
    meeting = make_meeting(by, make_board(by), allows_substitutes=True)
    first = people_of(meeting)[0]
    with pytest.raises(Problem) as found:
        answer_call(by=by, attendee=first, reply="substitute", now=NOW)
    assert found.value.field == "substitute_name"
    answer_call(by=by, attendee=first, reply="substitute", substitute_name="ผู้แทน ใจดี", now=NOW)
    assert take_replies(by=by, meeting=meeting) == 1
    assert people_of(meeting)[0].presence == Presence.SUBSTITUTE


def test_note_day_substitute_for_somebody_present_is_refused(by: Actor) -> None:
    meeting = make_meeting(by, make_board(by), allows_substitutes=True)
    first = people_of(meeting)[0]
    with pytest.raises(Problem, match="is present, so nobody stands in") as found:
        note_day(
            by=by, meeting=meeting, rows=[DayRow(attendee=first, presence="in_room", substitute_name="ผู้แทน")]
        )
    assert found.value.field == f"substitute_name-{first.pk}"


@pytest.mark.parametrize(
    ("rule", "of", "least"),
    [
        ({"quorum_rule": "more_than", "quorum_over": 1, "quorum_under": 2}, 5, 3),
        ({"quorum_rule": "more_than", "quorum_over": 1, "quorum_under": 2}, 6, 4),
        ({"quorum_rule": "at_least", "quorum_over": 1, "quorum_under": 2}, 5, 3),
        ({"quorum_rule": "at_least", "quorum_over": 1, "quorum_under": 2}, 6, 3),
        ({"quorum_rule": "at_least", "quorum_over": 2, "quorum_under": 3}, 7, 5),
        ({"quorum_rule": "number", "quorum_count": 4}, 9, 4),
        ({"quorum_rule": "none"}, 9, None),
    ],
)
def test_needed_follows_the_rule_of_the_body(
    by: Actor, rule: dict[str, object], of: int, least: int | None
) -> None:
    from samphan.governance.models import Body

    assert needed(Body(**rule), of) == least


def test_open_meeting_keeps_the_quorum_of_that_moment(by: Actor) -> None:
    meeting = hold(by, make_meeting(by, make_board(by)), present=3)
    assert (meeting.state, meeting.quorum_of, meeting.quorum_needed, meeting.quorum_present) == (
        "held",
        5,
        3,
        3,
    )


def test_open_meeting_before_anybody_is_noted_is_refused(by: Actor) -> None:
    with pytest.raises(Problem, match="Note first who is present"):
        open_meeting(by=by, meeting=make_meeting(by, make_board(by)), at=at(10))


def test_moments_show_when_the_quorum_was_lost(by: Actor) -> None:
    meeting = hold(by, make_meeting(by, make_board(by)), present=3)
    third = people_of(meeting)[2]
    note_day(by=by, meeting=meeting, rows=[DayRow(attendee=third, presence="in_room", left_at=at(11))])
    people = attendees(meeting)
    assert [(each.at, each.present, each.is_met) for each in moments(meeting, people)] == [(at(11), 2, False)]
    assert quorum(meeting, people, at=at(10, 30)).is_met
    assert not quorum(meeting, people).is_met


def test_close_meeting_before_it_was_opened_is_refused(by: Actor) -> None:
    meeting = hold(by, make_meeting(by, make_board(by)))
    with pytest.raises(Problem):
        close_meeting(by=by, meeting=meeting, at=at(9))
    assert close_meeting(by=by, meeting=meeting, at=at(12)).closed_at == at(12)


def test_postpone_asks_everybody_anew_on_the_new_day(by: Actor) -> None:
    meeting = make_meeting(by, make_board(by))
    Attendee.objects.filter(meeting=meeting).update(email="all@example.org")
    call_meeting(by=by, meeting=meeting, now=NOW)
    answer_call(by=by, attendee=people_of(meeting)[0], reply=Reply.COMES, now=NOW)
    with pytest.raises(Problem):
        postpone_meeting(by=by, meeting=meeting, reason=" ")
    before = Message.objects.count()
    postpone_meeting(by=by, meeting=meeting, reason="ประธานติดภารกิจ")
    told = Message.objects.order_by("-id")[: Message.objects.count() - before]
    assert [("ขอแจ้งเลื่อน" in each.subject, "ประธานติดภารกิจ" in each.text) for each in told] == [
        (True, True)
    ] * 5
    meeting = replan_meeting(by=by, meeting=meeting, starts_at=at(10, on=dt.date(2026, 3, 19)))
    assert (meeting.state, meeting.count) == ("draft", "1/2569")
    assert {each.reply for each in people_of(meeting)} == {""}
    assert call_meeting(by=by, meeting=meeting, now=NOW) == 5


def test_cancelled_meeting_keeps_its_number(by: Actor) -> None:
    body = make_board(by)
    cancel_meeting(by=by, meeting=make_meeting(by, body, is_listed=False), reason="ไม่มีเรื่องพิจารณา")
    assert make_meeting(by, body, is_listed=False).number == 2


def test_change_meeting_says_what_changed(by: Actor) -> None:
    meeting = make_meeting(by, make_board(by), is_listed=False)
    change_meeting(by=by, meeting=meeting, version=meeting.version, place_th="ห้องประชุม ๒")
    entry = AuditEntry.objects.filter(act="change_meeting").get()
    assert entry.changes == {"place_th": ["ห้องประชุม ๑", "ห้องประชุม ๒"]}


def test_day_of_the_meeting_is_that_of_the_network(by: Actor) -> None:
    meeting = make_meeting(by, make_board(by), is_listed=False)
    assert meeting.on == DAY
    assert item_of(meeting).meeting == meeting


def test_answer_call_after_attendance_was_noted_is_refused(by: Actor) -> None:
    meeting = make_meeting(by, make_board(by), allows_substitutes=True)
    call_meeting(by=by, meeting=meeting, now=NOW)
    first, second = people_of(meeting)[:2]
    answer_call(by=by, attendee=first, reply=Reply.SUBSTITUTE, substitute_name="ผู้แทน", now=NOW)
    answer_call(by=by, attendee=second, reply=Reply.COMES, now=NOW)
    take_replies(by=by, meeting=meeting)
    with pytest.raises(Problem, match="noted already"):
        answer_call(by=by, attendee=first, reply=Reply.COMES, now=NOW)
    with pytest.raises(Problem, match="noted already"):
        answer_call(by=by, attendee=second, reply=Reply.SUBSTITUTE, substitute_name="ผู้แทน", now=NOW)


def test_replan_meeting_counts_nobody_who_came_on_the_old_day(by: Actor) -> None:
    meeting = make_meeting(by, make_board(by))
    rows = [DayRow(attendee=each, presence=Presence.IN_ROOM) for each in people_of(meeting)[:2]]
    note_day(by=by, meeting=meeting, rows=rows)
    postpone_meeting(by=by, meeting=meeting, reason="ไม่ครบองค์ประชุม")
    meeting = replan_meeting(by=by, meeting=meeting, starts_at=at(10, on=DAY + dt.timedelta(days=7)))
    assert quorum(meeting, attendees(meeting)).present == 0


def test_change_meeting_day_after_it_was_opened_is_refused(by: Actor) -> None:
    meeting = hold(by, make_meeting(by, make_board(by)))
    with pytest.raises(Problem, match="was opened on") as found:
        change_meeting(by=by, meeting=meeting, starts_at=at(10, on=DAY + dt.timedelta(days=1)))
    assert found.value.field == "starts_at"
