"""Messages of meetings: what somebody may stop, and what reaches whoever is called by right."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import translation

from samphan.comms.actions import BY_RIGHT, note_bounce
from samphan.comms.actions.addresses import stop_addresses
from samphan.comms.actions.letters import footer
from samphan.comms.models import Addressee, Message, Purpose
from samphan.governance.actions.attendees import add_guest, answer_call, call_meeting, remind_called
from samphan.governance.actions.ballots import open_ballot, prepare_ballot
from samphan.governance.actions.meetings import cancel_meeting
from samphan.governance.models import Attendee, Reply
from samphan.tenancy.scope import user_scope
from tests.factories.meetings import at, item_of, make_board, make_meeting, people_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from samphan.governance.models import Meeting
    from samphan.kit.actor import Actor
    from tests.personas import World

NOW = at(9, on=dt.date(2026, 3, 2))


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


def make_called(by: Actor) -> Meeting:
    """A meeting of five members and a guest, each with an address of their own: m0 … m4, guest."""
    meeting = make_meeting(by, make_board(by))
    for place, each in enumerate(people_of(meeting)):
        Attendee.objects.filter(pk=each.pk).update(email=f"m{place}@example.org")
    add_guest(by=by, meeting=meeting, name_th="ผู้เชี่ยวชาญ", email="guest@example.org")
    return meeting


def stop(by: Actor, address: str, *purposes: str) -> None:
    Addressee.objects.update_or_create(
        network_id=by.network_id, address_key=address, defaults={"stopped": list(purposes)}
    )


def sent_to() -> list[str]:
    return list(Message.objects.order_by("id").values_list("to_address", flat=True))


def test_call_meeting_reaches_members_whatever_they_stopped_and_says_so_below(by: Actor) -> None:
    meeting = make_called(by)
    stop(by, "m0@example.org", *Purpose.values)
    assert call_meeting(by=by, meeting=meeting, now=NOW) == 6
    message = Message.objects.get(to_address="m0@example.org")
    assert message.stop_url == ""
    _words, _line, below = message.text.rpartition("\n-- \n")
    thai, english = below.splitlines()
    with translation.override("en"):
        address = stop_addresses(by.network_id, "alpha", ["m0@example.org"], now=NOW)["m0@example.org"]
        assert english == footer(by, address, BY_RIGHT, ["en"]).splitlines()[-1]
    assert "it cannot be stopped" in english
    assert thai.endswith(address)


def test_call_meeting_asks_whether_a_guest_wants_invitations(by: Actor) -> None:
    meeting = make_called(by)
    stop(by, "guest@example.org", "invitation")
    assert call_meeting(by=by, meeting=meeting, now=NOW) == 5
    assert sent_to() == [f"m{place}@example.org" for place in range(5)]


def test_call_meeting_lets_a_guest_stop_invitations_with_one_click(by: Actor) -> None:
    call_meeting(by=by, meeting=make_called(by), now=NOW)
    message = Message.objects.get(to_address="guest@example.org")
    page, _mark, query = message.stop_url.partition("?")
    assert (query, page in message.text) == ("stop=invitation", True)


def test_remind_called_leaves_out_who_stopped_reminders_and_what_is_returned(by: Actor) -> None:
    meeting = make_called(by)
    call_meeting(by=by, meeting=meeting, now=NOW)
    answer_call(by=by, attendee=people_of(meeting)[0], reply=Reply.COMES, now=NOW)
    stop(by, "m1@example.org", "reminder")
    stop(by, "m2@example.org", "notice", "invitation")
    note_bounce(by=by, address="m3@example.org", reason="5.1.1", now=NOW)
    Message.objects.all().delete()
    assert remind_called(by=by, meeting=meeting, now=NOW) == 3
    assert sent_to() == ["m2@example.org", "m4@example.org", "guest@example.org"]
    assert {each.stop_url.partition("?")[2] for each in Message.objects.all()} == {"stop=reminder"}


def test_cancelled_meeting_is_told_to_everybody_who_was_called(by: Actor) -> None:
    meeting = make_called(by)
    call_meeting(by=by, meeting=meeting, now=NOW)
    for each in ("m0@example.org", "guest@example.org"):
        stop(by, each, *Purpose.values)
    Message.objects.all().delete()
    cancel_meeting(by=by, meeting=meeting, reason="ไม่ครบองค์ประชุม")
    assert sent_to() == [*(f"m{place}@example.org" for place in range(5)), "guest@example.org"]
    assert {each.stop_url for each in Message.objects.all()} == {""}


def test_ballot_reaches_voters_whatever_they_stopped(by: Actor) -> None:
    meeting = make_called(by)
    stop(by, "m0@example.org", *Purpose.values)
    ballot = prepare_ballot(by=by, item=item_of(meeting), question_th="เห็นชอบหรือไม่")
    assert open_ballot(by=by, ballot=ballot, now=NOW) == 5
    assert sent_to() == [f"m{place}@example.org" for place in range(5)]


def test_list_of_people_says_whom_not_every_message_reaches(
    world: World, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        meeting = make_called(by)
        stop(by, "m0@example.org", "reminder", "notice")
        stop(by, "guest@example.org", "invitation", "thanks")
        note_bounce(by=by, address="m1@example.org", reason="5.1.1", now=NOW)
    address = reverse("governance:attendees", args=["alpha", meeting.pk])
    text = browser("secretariat").get(f"{address}?lang=en").content.decode()
    said = ["Does not want: reminders", "Does not want: invitations", "Messages come back from this address."]
    assert [text.count(each) for each in said] == [1, 1, 1]
