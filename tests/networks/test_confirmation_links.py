"""Links by which a member confirms its record: how long they work, what is said about it, and those without an end."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.test import Client
from django.utils import timezone, translation

from samphan.comms.models import Message
from samphan.comms.queries import segments
from samphan.governance.actions.meetings import close_meeting
from samphan.governance.actions.minutes import circulate_minutes, write_frame
from samphan.kit.thai.dates import format_date
from samphan.networks.actions import admit_member, name_representative
from samphan.networks.actions import confirmation as actions
from samphan.networks.models import Confirmation, ConfirmationRound
from samphan.tenancy import links
from samphan.tenancy.models import Link
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation
from tests.factories.meetings import at, hold, make_board, make_meeting
from tests.personas import make_world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor
    from tests.personas import World

TODAY = timezone.localdate()
SOON, LATE = TODAY + dt.timedelta(days=5), TODAY + dt.timedelta(days=60)
MONTH = TODAY + dt.timedelta(days=links.DAYS)


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


def begin(by: Actor, due_on: dt.date = SOON) -> ConfirmationRound:
    member = admit_member(by=by, organisation=make_organisation(by, "มหาวิทยาลัยหนึ่ง"))
    name_representative(
        by=by, member=member, email="lead@example.org", name="ผศ.นำ", since_on=dt.date(2020, 1, 1)
    )
    return actions.open_confirmation_round(by=by, year=2569, opened_on=TODAY, due_on=due_on)


def ask(by: Actor, of: ConfirmationRound, *, now: dt.datetime | None = None) -> Message:
    actions.ask_for_confirmation(by=by, of=of, subject="x", body="x", now=now or timezone.now())
    return Message.objects.latest("id")


@pytest.mark.parametrize(("due", "last"), [(SOON, MONTH), (LATE, LATE)])
def test_link_works_for_a_month_and_until_answers_are_due_and_the_mail_says_so(
    by: Actor, due: dt.date, last: dt.date
) -> None:
    message = ask(by, begin(by, due))
    link = Link.objects.get(purpose="networks.confirm")
    assert links.last_day(link) == last
    assert message.text.count(format_date(last)) == 1


def test_asking_again_begins_the_time_of_the_link_anew(by: Actor) -> None:
    of = begin(by)
    ask(by, of)
    Link.objects.update(expires_at=timezone.now() + dt.timedelta(days=2))
    ask(by, of)
    assert [links.last_day(each) for each in Link.objects.filter(purpose="networks.confirm")] == [MONTH]


def test_looking_at_the_link_does_not_begin_its_time_anew(by: Actor) -> None:
    of = begin(by)
    ask(by, of)
    end = timezone.now() + dt.timedelta(days=2)
    Link.objects.update(expires_at=end)
    pk = of.confirmations.get().pk
    assert actions.personal_links(by, [pk], now=timezone.now())[pk].expires_at == end


def test_expired_link_says_who_gives_a_new_one_and_asking_gives_it(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        of = begin(by)
        ask(by, of)
        old = Link.objects.get(purpose="networks.confirm")
        Link.objects.update(expires_at=timezone.now() - dt.timedelta(minutes=1))
        before = links.path(old, "alpha")
    page = Client().get(f"{before}?lang=en")
    assert (page.status_code, "มหาวิทยาลัยหนึ่ง" in page.content.decode()) == (410, False)
    assert "It was sent by Network A." in page.content.decode()
    assert "Ask whoever sent it to you for a new link" in page.content.decode()
    with user_scope(world.users["secretariat"], "alpha") as by:
        ask(by, of)
        new = Link.objects.exclude(pk=old.pk).get(purpose="networks.confirm")
        after = links.path(new, "alpha")
    assert Client().get(after).status_code == 200


def test_mailing_to_members_can_say_until_when_the_link_works(by: Actor) -> None:
    begin(by)
    found = list(segments.segment("networks.unconfirmed").recipients(by, by.network_id, None))
    assert [each.values["until"] for each in found] == [
        (format_date(MONTH), format_date(MONTH, language="en"))
    ]


def test_link_to_minutes_works_for_a_month_and_its_mail_says_so(
    by: Actor, settings: Any, tmp_path: Any
) -> None:
    settings.DATA_DIR = tmp_path
    meeting = hold(by, make_meeting(by, make_board(by)))
    meeting.attendees.filter(order=0).update(email="m0@example.org")
    close_meeting(by=by, meeting=meeting, at=at(12))
    write_frame(by=by, meeting=meeting, recorder="ผู้จด")
    now = timezone.now()
    assert circulate_minutes(by=by, meeting=meeting, now=now, correct_until=SOON) == 1
    made = Link.objects.filter(purpose="governance.correct")
    assert {links.last_day(each) for each in made} == {MONTH}
    text = Message.objects.latest("id").text
    assert [text.count(format_date(each)) for each in (SOON, MONTH)] == [1, 1]
    circulate_minutes(by=by, meeting=meeting, now=now, correct_until=LATE)
    assert {links.last_day(each) for each in made.all()} == {LATE}


def test_open_links_of_before_get_an_end_and_no_others(committed: str, server: Any) -> None:
    world = make_world()
    with user_scope(world.users["secretariat"], "alpha") as by, translation.override("th"):
        of = begin(by, LATE)
        open_one = ask(by, of)
        confirmation = Confirmation.objects.get()
        revoked = links.make("networks.confirm", confirmation)
        links.revoke(revoked, now=timezone.now())
        other = links.make("networks.apply", confirmation)
        Link.objects.update(expires_at=None)
        assert open_one.to_address == "lead@example.org"
    end = import_module("samphan.networks.migrations.0005_links_that_end").END
    minutes = import_module("samphan.governance.migrations.0004_links_that_end").END
    with psycopg.connect(**server.config("owner", committed).libpq(), autocommit=True) as owner:
        for statements in (end, minutes):
            owner.execute(statements)
    with system_scope("test", world.a.pk):
        ends = {
            each.pk: links.last_day(each) for each in Link.objects.filter(purpose__startswith="networks.")
        }
    assert {ends.pop(revoked.pk), ends.pop(other.pk)} == {None}
    assert list(ends.values()) == [LATE]
