"""Resolutions with their votes and quorum, minutes and their adoption, the agenda that carries them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from samphan.governance.actions.agenda import (
    add_file,
    add_item,
    change_item,
    copy_agenda,
    move_item,
    remove_item,
)
from samphan.governance.actions.attendees import DayRow, note_day
from samphan.governance.actions.meetings import close_meeting
from samphan.governance.actions.minutes import (
    adopt_minutes,
    circulate_minutes,
    decide_correction,
    propose_correction,
    write_frame,
    write_text,
)
from samphan.governance.actions.resolutions import change_resolution, record_resolution, remove_resolution
from samphan.governance.models import (
    AgendaItem,
    ItemKind,
    Manner,
    MeetingState,
    Minutes,
    MinutesVersion,
    Resolution,
    Result,
    Rule,
)
from samphan.governance.queries.agenda import outline
from samphan.governance.queries.meetings import to_be_adopted
from samphan.governance.queries.votes import Count, result
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.tenancy import links
from samphan.tenancy.scope import link_scope, user_scope
from tests.factories.meetings import DAY, at, hold, item_of, make_board, make_meeting, people_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.governance.models import Meeting
    from samphan.kit.actor import Actor
    from tests.personas import World

NOW = at(9, on=dt.date(2026, 3, 20))


@pytest.fixture(autouse=True)
def english(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.DATA_DIR = tmp_path
    with translation.override("en"):
        yield


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


@pytest.fixture
def held(by: Actor) -> Meeting:
    """Four of five are present; three are needed."""
    return hold(by, make_meeting(by, make_board(by)))


def counted(**votes: int) -> dict[str, Any]:
    return {"text_th": "เห็นชอบแผน", "manner": Manner.COUNTED, **votes}


@pytest.mark.parametrize(
    ("rule", "count", "casting", "expected"),
    [
        (Rule.MAJORITY, Count(3, 1), "", Result.CARRIED),
        (Rule.MAJORITY, Count(1, 2, 7), "", Result.LOST),
        (Rule.MAJORITY, Count(2, 2), "", None),
        (Rule.MAJORITY, Count(2, 2), "for", Result.CARRIED),
        (Rule.MAJORITY, Count(2, 2), "against", Result.LOST),
        (Rule.ABSOLUTE, Count(3, 1, 2), "", Result.LOST),
        (Rule.ABSOLUTE, Count(3, 1, 1), "", Result.CARRIED),
        (Rule.TWO_THIRDS, Count(6, 3), "", Result.CARRIED),
        (Rule.TWO_THIRDS, Count(5, 3, 1), "", Result.LOST),
        (Rule.TWO_THIRDS, Count(6, 2, 1, 0, 3), "", Result.CARRIED),
        (Rule.TWO_THIRDS, Count(0, 0, recused=2), "", Result.LOST),
    ],
)
def test_result_follows_the_rule(rule: str, count: Count, casting: str, expected: Result | None) -> None:
    assert result(rule, count, casting=casting) is expected


def test_record_resolution_votes_that_do_not_add_up_are_refused_with_the_sum(
    by: Actor, held: Meeting
) -> None:
    with pytest.raises(Problem, match=r"3 for \+ 2 against .* = 5, but those present have 4 votes") as found:
        record_resolution(by=by, item=item_of(held), **counted(votes_for=3, votes_against=2))
    assert found.value.field == "votes_for"


def test_record_resolution_keeps_count_and_recusal(by: Actor, held: Meeting) -> None:
    people = people_of(held)
    made = record_resolution(
        by=by,
        item=item_of(held),
        proposer=people[0],
        seconder=people[1],
        recused={people[2].pk: "เป็นคู่สัญญา"},
        **counted(votes_for=2, abstained=1),
    )
    assert (made.number, made.result, made.recused, made.present, made.needed) == (1, "carried", 1, 4, 3)
    assert [each.reason for each in made.recusals.all()] == ["เป็นคู่สัญญา"]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"casting": "for", "votes_for": 3, "votes_against": 1}, "casting"),
        ({"votes_for": 2, "votes_against": 2}, "casting"),
        ({"votes_for": 4, "text_th": " "}, "text_th"),
    ],
)
def test_record_resolution_impossible_is_refused_at_its_field(
    by: Actor, held: Meeting, words: dict[str, Any], field: str
) -> None:
    with pytest.raises(Problem) as found:
        record_resolution(by=by, item=item_of(held), **{**counted(), **words})
    assert found.value.field == field


def test_record_resolution_moved_by_somebody_absent_is_refused(by: Actor, held: Meeting) -> None:
    absent = people_of(held)[4]
    with pytest.raises(Problem) as found:
        record_resolution(by=by, item=item_of(held), text_th="มติ", manner=Manner.CONSENSUS, proposer=absent)
    assert found.value.field == "proposer"


def test_without_quorum_nothing_is_decided_but_it_can_be_noted(by: Actor) -> None:
    meeting = hold(by, make_meeting(by, make_board(by)), present=2)
    with pytest.raises(Problem, match="2 of 5 are present and 3 are needed"):
        record_resolution(by=by, item=item_of(meeting), text_th="มติ", manner=Manner.CONSENSUS)
    noted = record_resolution(by=by, item=item_of(meeting), text_th="รับทราบ", manner=Manner.NOTED)
    assert noted.result == Result.NOTED


def test_quorum_lost_during_the_meeting_refuses_what_comes_after(by: Actor) -> None:
    meeting = hold(by, make_meeting(by, make_board(by)), present=3)
    third = people_of(meeting)[2]
    note_day(by=by, meeting=meeting, rows=[DayRow(attendee=third, presence="in_room", left_at=at(11))])
    item = item_of(meeting)
    early = record_resolution(by=by, item=item, text_th="ก่อน", manner=Manner.CONSENSUS, voted_at=at(10, 30))
    assert early.present == 3
    with pytest.raises(Problem):
        record_resolution(by=by, item=item, text_th="หลัง", manner=Manner.CONSENSUS, voted_at=at(11, 30))


def test_database_refuses_votes_that_do_not_add_up(by: Actor, held: Meeting) -> None:
    made = record_resolution(by=by, item=item_of(held), **counted(votes_for=4))
    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.filter(pk=made.pk).update(votes_for=5)


def test_change_resolution_after_somebody_else_is_a_conflict(by: Actor, held: Meeting) -> None:
    made = record_resolution(by=by, item=item_of(held), **counted(votes_for=4))
    change_resolution(by=by, resolution=made, version=made.version, text_th="เห็นชอบแผนฉบับแก้")
    with pytest.raises(Conflict):
        change_resolution(by=by, resolution=made, version=made.version, text_th="อื่น")


def test_remove_resolution_takes_a_reason(by: Actor, held: Meeting) -> None:
    made = record_resolution(by=by, item=item_of(held), **counted(votes_for=4))
    with pytest.raises(Problem):
        remove_resolution(by=by, resolution=made, reason="")
    remove_resolution(by=by, resolution=made, reason="บันทึกผิดวาระ")
    assert not Resolution.objects.exists()


def minuted(by: Actor, meeting: Meeting, **words: Any) -> Minutes:
    """The meeting ended, its minutes were written and circulated."""
    close_meeting(by=by, meeting=meeting, at=at(12, on=meeting.on))
    write_frame(by=by, meeting=meeting, recorder="ผู้จด ใจดี")
    write_text(by=by, item=item_of(meeting, ItemKind.NOTICE), text_th="ประธานแจ้งเรื่องงบประมาณ")
    circulate_minutes(by=by, meeting=meeting, now=NOW, **words)
    return Minutes.objects.get(meeting=meeting)


def later_meeting(by: Actor, meeting: Meeting) -> Meeting:
    return hold(by, make_meeting(by, meeting.body, on=DAY + dt.timedelta(days=28)))


def test_write_text_keeps_what_the_other_wrote(by: Actor, held: Meeting) -> None:
    item = item_of(held)
    write_text(by=by, item=item, version=0, text_th="ฉบับแรก")
    with pytest.raises(Conflict) as found:
        write_text(by=by, item=item, version=0, text_th="ฉบับของฉัน")
    assert found.value.current["text_th"] == "ฉบับแรก"


def test_circulate_minutes_freezes_a_version_and_makes_links(by: Actor, held: Meeting) -> None:
    minutes = minuted(by, held)
    held.refresh_from_db()
    assert held.state == MeetingState.MINUTED
    version = MinutesVersion.objects.get(minutes=minutes)
    assert version.content["items"][0]["text_th"] == "ประธานแจ้งเรื่องงบประมาณ"
    assert all(links.open_links("governance.correct", each, now=NOW).count() == 1 for each in people_of(held))


def test_circulate_minutes_before_the_end_is_noted_is_refused(by: Actor, held: Meeting) -> None:
    write_frame(by=by, meeting=held, recorder="ผู้จด")
    with pytest.raises(Problem, match="when the meeting ended"):
        circulate_minutes(by=by, meeting=held, now=NOW)


def test_correction_by_link_is_of_the_own_row(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        meeting = hold(by, make_meeting(by, make_board(by)))
        minuted(by, meeting, correct_until=dt.date(2026, 3, 27))
        first, second = people_of(meeting)[:2]
        link = links.open_links("governance.correct", first, now=NOW).get()
        links.prolong([link], timezone.now() + dt.timedelta(days=1))  # the database asks the clock of today
    with link_scope("alpha", link.nonce, frozenset({"governance.correct"})) as bearer:
        made = propose_correction(by=bearer, attendee=first, text="แก้คำว่า งบ", now=NOW)
        with pytest.raises(Refused):
            propose_correction(by=bearer, attendee=second, text="แก้", now=NOW)
        with pytest.raises(Problem, match="last day for corrections is over"):
            propose_correction(by=bearer, attendee=first, text="แก้", now=at(9, on=dt.date(2026, 3, 28)))
        with pytest.raises(Refused):
            decide_correction(by=bearer, correction=made, accept=True, now=NOW)
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert decide_correction(by=by, correction=made, accept=True, now=NOW).state == "accepted"
        with pytest.raises(Problem):
            decide_correction(by=by, correction=made, accept=False, now=NOW)


def test_adopt_minutes_by_the_next_meeting_freezes_them(by: Actor, held: Meeting) -> None:
    minutes = minuted(by, held)
    later = later_meeting(by, held)
    adopt_minutes(by=by, item=item_of(later, ItemKind.ADOPTION), now=NOW, amendments="หน้า ๒ แก้ชื่อ")
    held.refresh_from_db()
    assert held.state == MeetingState.ADOPTED
    item = item_of(held, ItemKind.NOTICE)
    with pytest.raises(Problem) as found:
        write_text(by=by, item=item, text_th="เปลี่ยน")
    assert found.value.field == "reason"
    with pytest.raises(Problem):
        record_resolution(by=by, item=item_of(held), **counted(votes_for=4))
    write_text(by=by, item=item, text_th="เปลี่ยน", reason="พิมพ์ผิด")
    versions = MinutesVersion.objects.filter(minutes=minutes).order_by("number")
    assert [(each.number, each.occasion, each.reason) for each in versions] == [
        (1, "circulated", ""),
        (2, "adopted", "หน้า ๒ แก้ชื่อ"),
        (3, "changed", "พิมพ์ผิด"),
    ]


def test_item_under_which_minutes_were_adopted_keeps_them(by: Actor, held: Meeting) -> None:
    minuted(by, held)
    item = item_of(later_meeting(by, held), ItemKind.ADOPTION)
    adopt_minutes(by=by, item=item, now=NOW)
    with pytest.raises(Problem, match="minutes were adopted") as found:
        change_item(by=by, item=item, adopts=None)
    assert found.value.field == "adopts"


def test_adopted_minutes_are_not_laid_before_a_meeting_again(by: Actor, held: Meeting) -> None:
    minuted(by, held)
    later = later_meeting(by, held)
    item = item_of(later, ItemKind.ADOPTION)
    assert list(to_be_adopted(later)) == [held]
    adopt_minutes(by=by, item=item, now=NOW)
    assert list(to_be_adopted(later)) == []
    change_item(by=by, item=item, title_th="รับรองรายงานครั้งก่อน")
    third = make_meeting(by, held.body, on=DAY + dt.timedelta(days=56))
    assert item_of(third, ItemKind.ADOPTION).adopts == later
    with pytest.raises(Problem, match="adopted already") as found:
        change_item(by=by, item=item_of(third, ItemKind.ADOPTION), adopts=held)
    assert found.value.field == "adopts"


def test_form_of_an_item_offers_what_can_still_be_adopted(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        first = hold(by, make_meeting(by, make_board(by)))
        minuted(by, first)
        second = later_meeting(by, first)
        item = item_of(second, ItemKind.ADOPTION)
        adopt_minutes(by=by, item=item, now=NOW)
        third = make_meeting(by, first.body, on=DAY + dt.timedelta(days=56))
    client = world.client("secretariat")
    own = client.get(f"/n/alpha/meetings/{second.pk}/agenda/{item.pk}/").text
    other = client.get(f"/n/alpha/meetings/{third.pk}/agenda/new/").text
    assert f'<option value="{first.pk}" selected>' in own
    assert (f'<option value="{first.pk}"' in other, f'<option value="{second.pk}"' in other) == (False, True)


def test_minutes_do_not_adopt_themselves(by: Actor, held: Meeting) -> None:
    minuted(by, held)
    item = item_of(held, ItemKind.ADOPTION)
    with pytest.raises(Problem, match="does not adopt its own minutes") as found:
        change_item(by=by, item=item, adopts=held)
    assert found.value.field == "adopts"
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.filter(pk=item.pk).update(adopts=held)


@pytest.mark.parametrize("is_opened", [True, False])
def test_adopt_minutes_takes_an_opened_meeting_with_a_quorum(
    by: Actor, held: Meeting, *, is_opened: bool
) -> None:
    minuted(by, held)
    later = make_meeting(by, held.body, on=DAY + dt.timedelta(days=28))
    if is_opened:
        hold(by, later, present=2)
    with pytest.raises(Problem):
        adopt_minutes(by=by, item=item_of(later, ItemKind.ADOPTION), now=NOW)


def test_agenda_numbers_items_below_items(by: Actor) -> None:
    meeting = make_meeting(by, make_board(by), is_listed=False)
    above = item_of(meeting)
    first = add_item(by=by, meeting=meeting, parent=above, title_th="เรื่องแรก")
    second = add_item(by=by, meeting=meeting, parent=above, title_th="เรื่องที่สอง")
    third = add_item(by=by, meeting=meeting, parent=second, title_th="ย่อย")
    move_item(by=by, item=second, step=-1)
    found = {line.item.pk: line.number for line in outline(meeting)}
    assert (found[second.pk], found[third.pk], found[first.pk]) == ("5.1", "5.1.1", "5.2")
    with pytest.raises(Problem, match="three deep"):
        add_item(by=by, meeting=meeting, parent=third, title_th="ลึกไป")
    with pytest.raises(Problem, match="below itself"):
        change_item(by=by, item=second, parent=third)


def test_copy_agenda_takes_over_each_item_once(by: Actor) -> None:
    body = make_board(by)
    first = make_meeting(by, body, is_listed=False)
    add_item(by=by, meeting=first, parent=item_of(first), title_th="เรื่องประจำ", presenter="เลขานุการ")
    later = make_meeting(by, body, is_listed=False, on=DAY + dt.timedelta(days=28))
    assert (copy_agenda(by=by, meeting=later), copy_agenda(by=by, meeting=later)) == (1, 0)
    assert [line.number for line in outline(later)] == ["1", "2", "3", "4", "5", "5.1", "6"]


def test_remove_item_under_which_something_was_decided_is_refused(by: Actor, held: Meeting) -> None:
    record_resolution(by=by, item=item_of(held), text_th="มติ", manner=Manner.CONSENSUS)
    with pytest.raises(Problem):
        remove_item(by=by, item=item_of(held))
    remove_item(by=by, item=item_of(held, ItemKind.OTHER))
    assert len(outline(held)) == 5


def test_remove_item_that_somebody_wants_corrected_is_refused(by: Actor, held: Meeting) -> None:
    minuted(by, held)
    item = item_of(held, ItemKind.OTHER)
    propose_correction(by=by, attendee=people_of(held)[0], text="ขอแก้", item=item, now=NOW)
    with pytest.raises(Problem, match="stays on the agenda"):
        remove_item(by=by, item=item)


def test_add_file_is_known_by_its_bytes(by: Actor) -> None:
    meeting = make_meeting(by, make_board(by), is_listed=False)
    with pytest.raises(Problem) as found:
        add_file(by=by, item=item_of(meeting), title="", name="report.pdf", content=b"MZ not a pdf")
    assert found.value.field == "file"
    added = add_file(by=by, item=item_of(meeting), title="", name="ก.docx", content=b"%PDF-1.7 x")
    assert added.file.name.endswith(".pdf")
