"""What readers stop, what comes back, summaries of what is due, templates, and calendars followed from outside."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import get_language, override
from icalendar import Calendar

from samphan.comms import policy
from samphan.comms.actions import (
    approve_mailing,
    begin_mailing,
    choose_messages,
    choose_own_messages,
    follow_calendar,
    keep_template,
    note_bounce,
    renew_feed,
    unfollow_calendar,
    write_batch,
    write_digest,
)
from samphan.comms.actions.messages import post
from samphan.comms.models import Addressee, CalendarFeed, Mailing, MailTemplate, Message, Recipient
from samphan.comms.queries import calendar
from samphan.comms.queries.addresses import returned
from samphan.comms.queries.calendar import AHEAD, choices
from samphan.kit import due
from samphan.kit.errors import Problem, Refused
from samphan.tenancy import links
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.messages import make_mailing, make_representative

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor
    from tests.personas import World

MONDAY = dt.date(2026, 5, 4)
NOW = dt.datetime(2026, 5, 4, 1, tzinfo=dt.UTC)
ADDRESS = "rep@alpha.example"
pytestmark = pytest.mark.usefixtures("in_english")

REPORT = b"""From: MAILER-DAEMON@mx.example
To: samphan@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; Gone@alpha.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

Final-Recipient: rfc822; slow@alpha.example
Action: delayed
Status: 4.4.7

--B--
"""


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with system_scope("test", world.a.pk) as actor:
        yield actor


def sent(by: Actor, **fields: Any) -> Mailing:
    mailing = approve_mailing(by=by, mailing=make_mailing(by, **fields), version=None, now=NOW)
    begun = begin_mailing(by=by, mailing=mailing, now=NOW)
    while write_batch(by=by, mailing_id=begun.pk):
        pass
    return begun


def skipped(mailing: Mailing, address: str) -> str:
    """Why nothing went to an address; empty when a message did."""
    return Recipient.objects.get(mailing=mailing, to_address=address).skipped


def test_mailing_says_below_how_to_stop_its_kind(by: Actor) -> None:
    make_representative(by, ADDRESS)
    sent(by)
    message = Message.objects.get(to_address=ADDRESS)
    page, _mark, query = message.stop_url.partition("?")
    assert query == "stop=notice"
    assert message.text.endswith(page)
    assert "-- \nเลือกหรือยกเลิก" in message.text or "-- \nTo choose" in message.text


def test_confirmation_cannot_be_stopped(by: Actor) -> None:
    make_representative(by, ADDRESS)
    sent(by, kind="confirmation")
    message = Message.objects.get(to_address=ADDRESS)
    assert message.stop_url == ""
    assert "-- \n" not in message.text


def test_message_carries_the_headers_of_one_click(by: Actor, settings: Any, mailoutbox: Any) -> None:
    settings.MAILERS = {"server": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    message = Message.objects.create(
        network_id=by.network_id, to_address=ADDRESS, subject="s", text="t", stop_url="https://x.example/s"
    )
    post(message)
    assert mailoutbox[0].extra_headers == {
        "List-Unsubscribe": "<https://x.example/s>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_stop_by_link_leaves_the_next_mailing_of_the_kind_out(by: Actor) -> None:
    make_representative(by, ADDRESS)
    make_representative(by, "other@alpha.example")
    sent(by)
    path = Message.objects.get(to_address=ADDRESS).stop_url.partition("://")[2].partition("/")[2]
    page = Client(enforce_csrf_checks=True)
    answer = page.post(f"/{path}", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 204
    assert Addressee.objects.get(address_key=ADDRESS).stopped == ["notice"]
    later = sent(by, name="ข่าวที่สอง")
    assert (skipped(later, ADDRESS), skipped(later, "other@alpha.example")) == ("stopped", "")
    assert skipped(sent(by, name="เตือน", kind="reminder"), ADDRESS) == ""


def test_choice_page_shows_the_stopped_kind_unticked_and_saves_nothing_by_being_read(by: Actor) -> None:
    make_representative(by, ADDRESS)
    sent(by)
    path = "/" + Message.objects.get(to_address=ADDRESS).stop_url.partition("://")[2].partition("/")[2]
    page = Client().get(f"{path}&lang=en")
    assert page.status_code == 200
    assert page.context["form"]["wanted"].value() == ["invitation", "reminder", "thanks", "digest"]
    assert Addressee.objects.get(address_key=ADDRESS).stopped == []
    saved = Client().post(path, {"wanted": ["notice"]})
    assert saved.status_code == 302
    stopped = Addressee.objects.get(address_key=ADDRESS).stopped
    assert stopped == ["invitation", "reminder", "thanks", "digest"]


def test_own_choice_is_refused_for_somebody_else(by: Actor, world: World) -> None:
    with user_scope(world.users["partner"], "alpha") as partner:
        foreign = Addressee.objects.create(network_id=world.a.pk, address_key=ADDRESS)
        with pytest.raises(Refused):
            choose_messages(by=partner, addressee=foreign, stopped=["notice"], now=NOW)
        address = world.users["partner"].email
        own = choose_own_messages(by=partner, address=address, stopped=["notice"], now=NOW, digest="daily")
    own.refresh_from_db()
    assert (own.stopped, own.digest) == (["notice"], "daily")


def test_returned_reads_what_was_given_up_and_not_what_is_late() -> None:
    assert [(each.address, each.reason) for each in returned(REPORT)] == [
        ("Gone@alpha.example", "5.1.1 550 5.1.1 no such user")
    ]
    assert returned(b"Subject: hello\n\nno report") == []
    assert returned(b"\xff\xfe\x00nonsense") == []


def test_returned_address_gets_nothing_until_it_is_lifted(world: World, by: Actor) -> None:
    make_representative(by, "gone@alpha.example")
    make_representative(by, "other@alpha.example")
    client = world.client("secretariat")
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = client.post(
        "/n/alpha/outbox/addresses/returned/file/", {"file": SimpleUploadedFile("r.eml", REPORT)}
    )
    assert answer.status_code == 302
    assert skipped(sent(by), "gone@alpha.example") == "bounced"
    row = Addressee.objects.get(address_key="gone@alpha.example")
    assert client.post(f"/n/alpha/outbox/addresses/{row.pk}/lift/").status_code == 302
    assert skipped(sent(by, name="อีกฉบับ"), "gone@alpha.example") == ""
    bad = client.post(
        "/n/alpha/outbox/addresses/returned/file/", {"file": SimpleUploadedFile("r.eml", b"hello")}
    )
    assert bad.status_code == 422


def test_note_bounce_is_refused_without_the_permission(world: World) -> None:
    with user_scope(world.users["board"], "alpha") as board, pytest.raises(Refused):
        note_bounce(by=board, address=ADDRESS, reason="", now=NOW)


def test_digest_tells_once_a_monday_what_is_due(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    line = due.DueLine("task", "ส่งหนังสือ", "ฝ่ายเลขานุการ", "/n/alpha/x/", MONDAY - dt.timedelta(days=1), True)
    monkeypatch.setitem(due._sources, "test.due", lambda _actor, _until, _today: [line])
    user = world.users["secretariat"]
    with user_scope(user, "alpha") as by:
        tuesday = MONDAY + dt.timedelta(days=1)
        assert write_digest(by=by, user=user, now=NOW, today=tuesday) is False
        assert write_digest(by=by, user=user, now=NOW, today=MONDAY) is True
        assert write_digest(by=by, user=user, now=NOW, today=MONDAY) is False
    with system_scope("test", world.a.pk):
        message = Message.objects.get(to_address=user.email)
        assert "ส่งหนังสือ – ฝ่ายเลขานุการ" in message.text
        assert message.stop_url.endswith("?stop=digest")
    partner = world.users["partner"]
    with user_scope(partner, "alpha") as by:
        assert write_digest(by=by, user=partner, now=NOW, today=MONDAY) is False


def test_digest_is_silent_when_nothing_is_due_or_it_was_stopped(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = world.users["secretariat"]
    monkeypatch.setattr(due, "_sources", {})
    with user_scope(user, "alpha") as by:
        assert write_digest(by=by, user=user, now=NOW, today=MONDAY) is False
        line = due.DueLine("task", "t", "", "/", MONDAY, False)
        monkeypatch.setattr(due, "_sources", {"test.due": lambda *_asked: [line]})
        choose_own_messages(by=by, address=user.email, stopped=["digest"], now=NOW, digest="never")
        assert write_digest(by=by, user=user, now=NOW, today=MONDAY) is False


def test_kept_template_begins_the_next_mailing(world: World, by: Actor) -> None:
    mailing = make_mailing(by, subject_en="News", body_en="Dear {name}")
    kept = keep_template(by=by, mailing=mailing, name="  ข่าว  ประจำเดือน ")
    assert (kept.name, kept.body_en) == ("ข่าว ประจำเดือน", "Dear {name}")
    with pytest.raises(Problem):
        keep_template(by=by, mailing=mailing, name="ข่าว ประจำเดือน")
    client = world.client("secretariat")
    page = client.get(f"/n/alpha/outbox/mailings/new/?template={kept.pk}")
    assert page.context["form"]["body_th"].value() == kept.body_th
    changed = client.post(
        f"/n/alpha/outbox/templates/{kept.pk}/",
        {"name": "ข่าวรายเดือน", "subject_th": "เรื่อง", "body_th": "ข้อความ", "version": kept.version},
    )
    assert changed.status_code == 302
    assert client.get("/n/alpha/outbox/templates/").status_code == 200
    assert client.post(f"/n/alpha/outbox/templates/{kept.pk}/remove/").status_code == 302
    assert not MailTemplate.objects.filter(pk=kept.pk).exists()


def feed_of(world: World, who: str, calendar: str = "network") -> tuple[CalendarFeed, str]:
    with user_scope(world.users[who], "alpha") as actor:
        feed = follow_calendar(by=actor, calendar=calendar, part_id=None, now=NOW)
        link = links.open_links(policy.FOLLOW, feed, now=timezone.now()).get()
        return feed, links.path(link, "alpha")


def test_calendar_shows_what_its_user_may_see_and_ends_with_the_role(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = due.DueLine("task", "งานลับ", "", "/n/alpha/x/", timezone.localdate(), False)
    seen: list[str] = []

    def source(actor: Actor, _until: dt.date, _today: dt.date) -> list[due.DueLine]:
        seen.append(actor.label)
        return [line]

    monkeypatch.setattr(due, "_sources", {"test.due": source})
    _feed, path = feed_of(world, "partner", "mine")
    answer = Client().get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    [entry] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(entry["SUMMARY"]) == "task: งานลับ"
    assert seen == [world.users["partner"].name]
    with system_scope("test", world.a.pk):
        world.users["partner"].__class__.objects.filter(pk=world.users["partner"].pk).update(is_active=False)
    assert Client().get(path).status_code == 404


def test_own_calendar_asks_every_source_of_what_is_due_about_today(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[dt.date, dt.date]] = []

    def source(_actor: Actor, until: dt.date, today: dt.date) -> list[due.DueLine]:
        asked.append((until, today))
        return []

    # Beside the real ones: a source may reckon back from today, which it cannot from the first day of all.
    monkeypatch.setitem(due._sources, "test.due", source)
    _feed, path = feed_of(world, "secretariat", "mine")
    answer = Client().get(path)
    assert answer.status_code == 200
    today = timezone.localdate()
    assert asked == [(today + AHEAD, today)]


def test_renewed_and_given_up_addresses_show_nothing(world: World) -> None:
    feed, path = feed_of(world, "secretariat")
    assert Client().get(path).status_code == 200
    with user_scope(world.users["secretariat"], "alpha") as by:
        renew_feed(by=by, feed=feed, now=timezone.now())
        new = links.path(links.open_links(policy.FOLLOW, feed, now=timezone.now()).get(), "alpha")
    assert Client().get(path).status_code in {404, 410}
    assert Client().get(new).status_code == 200
    with user_scope(world.users["partner"], "alpha") as partner, pytest.raises(Refused):
        unfollow_calendar(by=partner, feed=feed, now=timezone.now())
    with user_scope(world.users["secretariat"], "alpha") as by:
        unfollow_calendar(by=by, feed=feed, now=timezone.now())
    assert Client().get(new).status_code in {404, 410}


def test_follow_calendar_refuses_one_that_is_not_there(world: World) -> None:
    with user_scope(world.users["partner"], "alpha") as by:
        assert [code for code, _name in choices(by)][:2] == ["mine", "network"]
        with pytest.raises(Problem):
            follow_calendar(by=by, calendar="governance.body", part_id=999, now=NOW)


def test_mine_page_saves_and_follows(world: World) -> None:
    client = world.client("partner")
    assert client.get("/n/alpha/outbox/mine/").status_code == 200
    saved = client.post("/n/alpha/outbox/mine/", {"wanted": ["notice"], "digest": "weekly"})
    assert saved.status_code == 302
    assert client.post("/n/alpha/outbox/mine/follow/", {"calendar": "mine"}).status_code == 302
    page = client.get("/n/alpha/outbox/mine/?lang=en")
    assert b"/messages/calendar/" in page.content
    with system_scope("test", world.a.pk):
        row = Addressee.objects.get(address_key=world.users["partner"].email)
        assert (row.stopped, row.digest) == (["invitation", "reminder", "thanks"], "weekly")
        acts = AuditEntry.objects.filter(act__in=["choose_messages", "follow_calendar"])
        assert acts.count() == 2


def test_open_addresses_asks_the_same_with_more_rows(world: World, by: Actor, statements: Any) -> None:
    client = world.client("secretariat")
    note_bounce(by=by, address="a@alpha.example", reason="550", now=NOW)
    with statements() as one:
        client.get("/n/alpha/outbox/addresses/")
    for each in "bcd":
        note_bounce(by=by, address=f"{each}@alpha.example", reason="550", now=NOW)
    with statements() as more:
        page = client.get("/n/alpha/outbox/addresses/")
    assert len(page.context["table"].rows) == 4
    assert len(one) == len(more)


def test_returned_takes_no_harm_from_a_hostile_file() -> None:
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (each, each) for each in range(3000)
    )
    assert returned(nested) == []
    assert returned(b"Content-Type: message/rfc822\n\n" * 3000) == []
    given_up = (
        b"Final-Recipient: rfc822; %s\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; a\x00b\n\n"
    )
    for address in (b"a\x00b@example.org", b"@", b"a@b c", b"x" * 400 + b"@example.org"):
        assert returned(given_up % address) == []
    assert [each.reason for each in returned(given_up % b"a@example.org")] == ["5.1.1 ab"]


def test_things_due_on_one_page_are_several_in_a_calendar(by: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    line = due.DueLine("งาน", "หนึ่ง", "", "/n/alpha/x/", dt.date(2026, 6, 1), is_overdue=False)
    monkeypatch.setattr(due, "_sources", {"test": lambda *_asked: [line, line]})
    found = calendar.due_entries(by, dt.date(2026, 1, 1), dt.date(2026, 12, 31), None)
    assert [each.uid for each in found] == ["due-n-alpha-x-", "due-n-alpha-x--2"]


def test_digest_speaks_the_language_of_its_reader(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def lines(*_asked: object) -> list[due.DueLine]:
        return [due.DueLine(get_language(), "t", "", "/", MONDAY, is_overdue=False)]

    monkeypatch.setattr(due, "_sources", {"test.due": lines})
    user = world.users["secretariat"]
    user.language = "en"
    user.save()
    with user_scope(user, "alpha") as by, override("th"):
        assert write_digest(by=by, user=user, now=NOW, today=MONDAY) is True
    with system_scope("test", world.a.pk):
        assert " en: t" in Message.objects.get(to_address=user.email).text
