"""Mailings: who gets one, what is refused, and what may follow what."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from samphan.accounts.models import User
from samphan.comms.actions import (
    approve_mailing,
    begin_mailing,
    cancel_mailing,
    change_mailing,
    fail,
    take_back_mailing,
    write,
    write_batch,
)
from samphan.comms.models import Mailing, Message, MessageState, Recipient
from samphan.comms.queries import segments, texts
from samphan.comms.queries.mailings import due_mailings, left_lying, tally
from samphan.comms.queries.notices import notices
from samphan.comms.queries.preview import for_line, preview
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.networks.actions import end_representation
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.messages import make_mailing, make_representative, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor
    from tests.personas import World

NOW = dt.datetime(2026, 5, 1, 3, tzinfo=dt.UTC)
pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with system_scope("test", world.a.pk) as actor:
        yield actor


def approved(by: Actor, **fields: Any) -> Mailing:
    return approve_mailing(by=by, mailing=make_mailing(by, **fields), version=None, now=NOW)


def log(mailing: Mailing) -> list[tuple[str, str]]:
    """Address and state of each recipient."""
    rows = Recipient.objects.filter(mailing=mailing).with_state().order_by("to_address", "id")
    return [(each.to_address, each.skipped or each.state) for each in rows]


def test_approve_mailing_fixes_each_address_once(by: Actor, world: World) -> None:
    make_representative(by, "a@example.org")
    make_representative(by, "A@Example.org")
    make_representative(by, "b@example.org")
    make_representative(by, "gone@example.org", until_on=dt.date(2026, 2, 1))
    with system_scope("test", world.b.pk) as other:
        make_representative(other, "foreign@example.org")
    mailing = approved(by)
    assert log(mailing) == [
        ("a@example.org", "waiting"),
        ("a@example.org", "duplicate"),
        ("b@example.org", "waiting"),
    ]
    assert mailing.state == "approved"


def test_approve_mailing_skips_addresses_that_were_refused(by: Actor) -> None:
    make_representative(by, "dead@example.org")
    make_representative(by, "back@example.org")
    for address in ("Dead@example.org", "back@example.org"):
        fail(write(to=address, subject="s", text="t", network_id=by.network_id), "550", for_good=True)
    write(to="back@example.org", subject="s", text="t", network_id=by.network_id)
    assert log(approved(by)) == [("back@example.org", "waiting"), ("dead@example.org", "refused")]


def test_write_batch_gives_each_recipient_one_message(by: Actor) -> None:
    for name in "abc":
        make_representative(by, f"{name}@example.org", f"นาง{name}")
    mailing = begin_mailing(by=by, mailing=approved(by), now=NOW)
    assert [write_batch(by=by, mailing_id=mailing.pk, size=2) for _time in range(4)] == [
        True,
        True,
        False,
        False,
    ]
    sent = Message.objects.filter(network_id=by.network_id).order_by("to_address")
    assert [(each.to_address, each.subject) for each in sent] == [
        (f"{name}@example.org", f"ข่าวถึง มหาวิทยาลัยของ {name}@example.org") for name in "abc"
    ]
    assert words_of(sent[0]) == "เรียน นางa\n\nมีข่าวจาก เครือข่ายก"
    mailing.refresh_from_db()
    assert mailing.state == "sent"
    assert tally(by, mailing).by_state == {"waiting": 3}


def test_write_batch_writes_in_the_language_of_the_recipient(by: Actor) -> None:
    User.objects.make(email="en@example.org", name="E", password=None, language="en")
    make_representative(by, "en@example.org")
    make_representative(by, "unknown@example.org")
    words = {"subject_en": "News", "body_en": "Dear {name}"}
    mailing = begin_mailing(by=by, mailing=approved(by, **words), now=NOW)
    write_batch(by=by, mailing_id=mailing.pk)
    found = Message.objects.filter(network_id=by.network_id)
    texts = {each.to_address: words_of(each) for each in found}
    assert texts["en@example.org"] == "Dear ผศ.ดร.สมชาย ใจดี"
    assert texts["unknown@example.org"].startswith("เรียน ผศ.ดร.สมชาย ใจดี")
    assert texts["unknown@example.org"].endswith("Dear ผศ.ดร.สมชาย ใจดี")


def test_database_refuses_a_second_message_to_an_address(by: Actor) -> None:
    make_representative(by, "a@example.org")
    mailing = approved(by)
    first = Recipient.objects.get(mailing=mailing)
    first.pk = None
    with pytest.raises(IntegrityError, match="comms_recipient_once"), transaction.atomic():
        first.save()


def test_begin_mailing_twice_is_refused(by: Actor) -> None:
    make_representative(by, "a@example.org")
    mailing = approved(by)
    begin_mailing(by=by, mailing=mailing, now=NOW)
    with pytest.raises(Problem, match="being sent"):
        begin_mailing(by=by, mailing=mailing, now=NOW)


def test_begin_mailing_that_was_not_approved_is_refused(by: Actor) -> None:
    make_representative(by, "a@example.org")
    with pytest.raises(Problem, match="draft"):
        begin_mailing(by=by, mailing=make_mailing(by), now=NOW)


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"body_th": "เรียน {nme}"}, "body_th", "{nme}"),
        ({"subject_th": "{name.__class__}"}, "subject_th", "{name.__class__}"),
        ({"body_th": "{link}"}, "body_th", "{link}"),
        ({"subject_th": "เรื่อง\r\nBcc: x@example.org"}, "subject_th", "one line"),
        ({"subject_th": "เรื่อง\u2028Bcc: x@example.org"}, "subject_th", "one line"),
        ({"body_th": "ก" * 50_000}, "body_th", "50,000"),
        ({"body_th": "  "}, "body_th", "Thai"),
        ({"subject_en": "News"}, "body_en", "both"),
        ({"page_url": "javascript:alert(1)"}, "page_url", "https"),
        ({"segment": "nobody"}, "segment", "not known"),
        ({"anchor": "starts", "offset_days": -7}, "anchor", "not known yet"),
        ({"anchor": "starts"}, "offset_days", "how many days"),
        ({"name": " "}, "name", "name"),
    ],
)
def test_draft_mailing_with_impossible_words_is_refused(
    by: Actor, fields: dict[str, Any], field: str, said: str
) -> None:
    with pytest.raises(Problem) as refused:
        make_mailing(by, **fields)
    assert refused.value.field == field
    assert said in str(refused.value.message)


def test_draft_mailing_about_a_record_of_another_network_is_refused(by: Actor, world: World) -> None:
    with pytest.raises(Problem, match="not there"):
        make_mailing(by, about_id=world.b.pk)


def test_value_with_braces_is_not_filled_again(by: Actor) -> None:
    make_representative(by, "a@example.org", "{network}")
    mailing = begin_mailing(by=by, mailing=approved(by, body_th="{name} { name }"), now=NOW)
    write_batch(by=by, mailing_id=mailing.pk)
    assert words_of(Message.objects.get(network_id=by.network_id)) == "{network} {network}"


def test_name_with_a_line_break_stays_in_the_subject(by: Actor) -> None:
    make_representative(by, "a@example.org")
    mailing = approved(by, subject_th="{name}")
    Recipient.objects.filter(mailing=mailing).update(name_th="สมชาย\r\nBcc: evil@example.org")
    begin_mailing(by=by, mailing=mailing, now=NOW)
    write_batch(by=by, mailing_id=mailing.pk)
    assert Message.objects.get(network_id=by.network_id).subject == "สมชาย Bcc: evil@example.org"


def test_approve_mailing_without_its_link_is_refused(by: Actor) -> None:
    make_representative(by, "a@example.org")
    with pytest.raises(Problem, match="page"):
        approved(by, body_th="ดูที่ {page}")


def test_approve_mailing_to_nobody_is_refused(by: Actor) -> None:
    with pytest.raises(Problem, match="nobody"):
        approved(by)


def test_approve_mailing_that_somebody_changed_shows_it_again(by: Actor) -> None:
    make_representative(by, "a@example.org")
    mailing = make_mailing(by)
    seen = mailing.version
    change_mailing(by=by, mailing=mailing, body_th="อื่น")
    with pytest.raises(Conflict):
        approve_mailing(by=by, mailing=mailing, version=seen, now=NOW)


def test_change_mailing_that_was_approved_is_refused(by: Actor) -> None:
    make_representative(by, "a@example.org")
    mailing = approved(by)
    with pytest.raises(Problem, match="draft"):
        change_mailing(by=by, mailing=mailing, body_th="อื่น")
    take_back_mailing(by=by, mailing=mailing)
    assert not Recipient.objects.filter(mailing=mailing).exists()
    assert change_mailing(by=by, mailing=mailing, body_th="อื่น").body_th == "อื่น"


def test_cancel_mailing_that_has_begun_is_refused(by: Actor) -> None:
    make_representative(by, "a@example.org")
    mailing = begin_mailing(by=by, mailing=approved(by), now=NOW)
    with pytest.raises(Problem, match="being sent"):
        cancel_mailing(by=by, mailing=mailing)


def test_cancelled_mailing_is_not_due(by: Actor) -> None:
    make_representative(by, "a@example.org")
    mailing = approved(by, send_at=NOW)
    assert [each.pk for each in due_mailings(by, NOW)] == [mailing.pk]
    cancel_mailing(by=by, mailing=mailing)
    assert due_mailings(by, NOW) == []


def test_scheduled_mailing_is_due_from_its_time_for_a_day(by: Actor) -> None:
    make_representative(by, "a@example.org")
    mailing = approved(by, send_at=NOW)
    minute, day = dt.timedelta(minutes=1), dt.timedelta(days=1)
    found = [bool(due_mailings(by, at)) for at in (NOW - minute, NOW, NOW + day, NOW + day + minute)]
    assert found == [False, True, True, False]
    assert mailing.state == "scheduled"


def test_begin_mailing_that_follows_its_segment_looks_again(by: Actor) -> None:
    stays = make_representative(by, "stays@example.org")
    leaves = make_representative(by, "leaves@example.org")
    mailing = approved(by, send_at=NOW, follows_segment=True)
    end_representation(by=by, representative=leaves, until_on=timezone.localdate())
    make_representative(by, "comes@example.org")
    begin_mailing(by=by, mailing=mailing, now=NOW)
    assert log(mailing) == [
        ("comes@example.org", "waiting"),
        ("leaves@example.org", "left"),
        ("stays@example.org", "waiting"),
    ]
    assert stays.email == "stays@example.org"


def test_mailing_that_lost_its_job_is_taken_up(by: Actor) -> None:
    make_representative(by, "a@example.org")
    mailing = begin_mailing(by=by, mailing=approved(by), now=NOW)
    later = timezone.now() + dt.timedelta(minutes=20)
    assert left_lying(by, later).mailings == [mailing.pk]
    write_batch(by=by, mailing_id=mailing.pk)
    message = Message.objects.get(network_id=by.network_id)
    assert left_lying(by, timezone.now()).messages == []
    assert left_lying(by, later).messages == [message.pk]
    Message.objects.update(state=MessageState.FAILED)
    assert left_lying(by, later).messages == []


def test_every_act_stands_in_the_audit_trail(by: Actor) -> None:
    make_representative(by, "a@example.org")
    mailing = begin_mailing(by=by, mailing=approved(by), now=NOW)
    while write_batch(by=by, mailing_id=mailing.pk):
        pass
    acts = AuditEntry.objects.filter(object_kind="comms.mailing").order_by("id").values_list("act", flat=True)
    assert list(acts) == ["draft_mailing", "approve_mailing", "begin_mailing", "end_mailing"]


@pytest.mark.parametrize("persona", ["board", "coordinator", "lead", "partner"])
def test_mailing_is_not_written_without_the_role(world: World, persona: str) -> None:
    with system_scope("test", world.a.pk) as by:
        make_representative(by, "a@example.org")
        mailing = make_mailing(by)
    with user_scope(world.users[persona], "alpha") as actor:
        assert not Mailing.objects.for_actor(actor).exists()
        assert not Recipient.objects.for_actor(actor).exists()
        for act in (
            lambda: make_mailing(actor),
            lambda: change_mailing(by=actor, mailing=mailing, body_th="x"),
            lambda: approve_mailing(by=actor, mailing=mailing, version=None, now=NOW),
            lambda: begin_mailing(by=actor, mailing=mailing, now=NOW),
            lambda: cancel_mailing(by=actor, mailing=mailing),
        ):
            with pytest.raises(Refused):
                act()


def test_preview_names_what_is_missing(by: Actor) -> None:
    make_representative(by, "a@example.org", "นางก")
    make_representative(by, "b@example.org", "นางข")
    mailing = make_mailing(by, body_th="เรียน {name} {page}")
    second = segments.fix(by, mailing)[1]
    seen = preview(by, mailing, now=NOW, sample_id=second.data.ref_id)
    assert seen.text == f"เรียน {second.data.name_th} "
    assert [each.state for each in seen.findings] == ["missing", "warning"]
    assert len(seen.reached) == 2


def test_for_line_says_no_name_and_no_personal_link(by: Actor) -> None:
    make_representative(by, "a@example.org", "นางก")
    mailing = make_mailing(
        by,
        body_th="เรียน {name} ({organisation}) {page}",
        subject_en="News",
        body_en="Dear {name}",
        page_url="https://example.org/x",
    )
    line = for_line(by, mailing)
    assert line.en == "Dear everyone"
    assert line.th.endswith(") https://example.org/x")
    assert "นางก" not in line.th


def test_notices_of_the_catalogue_fit_their_segments() -> None:
    for kind in ("events.event", segments.NETWORK):
        for each in notices(kind):
            known = {one.code for one in segments.placeholders(segments.segment(each.segment))}
            used = texts.placeholders_in(each.subject_th, each.subject_en, each.body_th, each.body_en)
            assert set(used) <= known, each.code


def test_fix_asks_as_often_for_many_as_for_one(by: Actor, statements: Any) -> None:
    counts = []
    for number in range(3):
        make_representative(by, f"{number}@example.org")
        if number in {0, 2}:
            mailing = make_mailing(by)
            with statements() as sent:
                segments.fix(by, mailing)
            counts.append(len(sent))
    assert counts == [4, 4]
