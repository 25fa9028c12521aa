"""The yearly confirmation: who is asked, answering by link, differences to last year, corrections."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from samphan.comms.actions import note_bounce
from samphan.comms.models import Addressee, Message
from samphan.comms.queries import segments
from samphan.kit.errors import Problem
from samphan.networks.actions import admit_member, name_representative, substitute_representative
from samphan.networks.actions import confirmation as actions
from samphan.networks.models import Confirmation, ConfirmationRound, Correction, Member, Representative
from samphan.networks.queries.confirmation import FIELDS, lines, record_of
from samphan.tenancy import links
from samphan.tenancy.models import Link
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World

TODAY = timezone.localdate()
DUE = TODAY + dt.timedelta(days=30)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


def make_member(by: Actor, name: str = "มหาวิทยาลัยหนึ่ง", email: str = "lead@example.org") -> Member:
    member = admit_member(by=by, organisation=make_organisation(by, name))
    if email:
        name_representative(
            by=by,
            member=member,
            email=email,
            name="ผศ.นำ",
            position="รองอธิการบดี",
            since_on=dt.date(2020, 1, 1),
        )
    return member


def begin(by: Actor, year: int = 2569, **dates: dt.date) -> ConfirmationRound:
    return actions.open_confirmation_round(by=by, year=year, **{"opened_on": TODAY, "due_on": DUE, **dates})


def confirm(by: Actor, found: Confirmation, **changed: str) -> Confirmation:
    stands = record_of(found.member, TODAY)
    return actions.confirm_record(
        by=by, confirmation=found, values={**stands, **changed}, name="ผศ.นำ", now=timezone.now()
    )


def test_ask_for_confirmation_writes_to_each_lead_once_and_reminds(by: Actor) -> None:
    make_member(by)
    make_member(by, "มหาวิทยาลัยสอง", "two@example.org")
    make_member(by, "มหาวิทยาลัยไม่มีผู้แทน", "")
    of = begin(by)
    assert of.confirmations.count() == 3
    words = {"subject": "ยืนยัน {organisation}", "body": "เรียน {organisation} {link}"}
    assert actions.ask_for_confirmation(by=by, of=of, now=timezone.now(), **words) == 2
    confirm(by, of.confirmations.get(contact_email="two@example.org"))
    assert actions.ask_for_confirmation(by=by, of=of, now=timezone.now(), **words) == 1
    sent = list(Message.objects.order_by("id").values_list("to_address", "subject"))
    assert sent == [
        ("two@example.org", "ยืนยัน มหาวิทยาลัยสอง"),
        ("lead@example.org", "ยืนยัน มหาวิทยาลัยหนึ่ง"),
        ("lead@example.org", "ยืนยัน มหาวิทยาลัยหนึ่ง"),
    ]
    assert Link.objects.filter(purpose="networks.confirm").count() == 2
    first = of.confirmations.get(contact_email="lead@example.org")
    assert first.asked_at is not None
    assert first.reminded_at is not None


def test_begin_round_twice_or_backwards_is_refused(by: Actor) -> None:
    begin(by)
    with pytest.raises(Problem) as refused:
        begin(by)
    assert refused.value.field == "year"
    with pytest.raises(Problem) as refused:
        begin(by, 2570, due_on=TODAY - dt.timedelta(days=1))
    assert refused.value.field == "due_on"


def test_confirm_by_link_signs_off_and_corrects_field_by_field(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        member = make_member(by)
        of = begin(by)
        ids = [of.confirmations.get().pk]
        path = (
            actions.confirmation_links(by, by.network_id, ids)[ids[0]].partition("://")[2].partition("/")[2]
        )
        stands = record_of(member, TODAY)
    anybody = Client()
    page = anybody.get(f"/{path}?lang=en")
    assert page.status_code == 200
    assert "รองอธิการบดี" in page.text
    said = {**stands, "words": "ขอบคุณ", "name": "ผศ.นำ"}
    assert anybody.post(f"/{path}", said).status_code == 302
    with system_scope("test", world.a.pk):
        assert Confirmation.objects.get().state == "confirmed"
    changed = {**said, "website": "https://one.example.org", "lead_phone": "02 000 0000"}
    assert anybody.post(f"/{path}", changed).status_code == 302
    with system_scope("test", world.a.pk):
        found = Confirmation.objects.get()
        assert found.state == "corrected"
        assert list(found.corrections.values_list("field", "old", "new")) == [
            ("website", "", "https://one.example.org")
        ]
        assert Representative.objects.get().phone == "02 000 0000"
    assert anybody.post(f"/{path}", {**said, "name_th": ""}).status_code == 422


def test_settle_corrections_changes_the_record_and_says_why_not(by: Actor) -> None:
    member = make_member(by)
    found = confirm(
        by, begin(by).confirmations.get(), website="https://one.example.org", lead_email="new@example.org",
        dues_name="เจ้าหน้าที่การเงิน", dues_email="dues@example.org",
    )  # fmt: skip
    waiting = {each.field: each for each in found.corrections.all()}
    settle = actions.settle_correction
    settle(by=by, correction=waiting["website"], is_applied=True, today=TODAY)
    settle(by=by, correction=waiting["dues_email"], is_applied=True, today=TODAY)
    settle(by=by, correction=waiting["dues_name"], is_applied=True, today=TODAY)
    with pytest.raises(Problem) as refused:
        settle(by=by, correction=waiting["lead_email"], is_applied=False, today=TODAY)
    assert refused.value.field == "reason"
    settle(by=by, correction=waiting["lead_email"], is_applied=False, reason="รอหนังสือแต่งตั้ง", today=TODAY)
    with pytest.raises(Problem, match="settled already"):
        settle(by=by, correction=waiting["website"], is_applied=True, today=TODAY)
    member.organisation.refresh_from_db()
    found.refresh_from_db()
    assert member.organisation.website == "https://one.example.org"
    assert set(Representative.objects.values_list("kind", "email")) == {
        ("lead", "lead@example.org"),
        ("dues", "dues@example.org"),
    }
    assert (found.state, found.record["website"]) == ("settled", "https://one.example.org")
    with pytest.raises(Problem, match="settled already"):
        confirm(by, found)


def test_lines_show_what_changed_since_last_year(by: Actor) -> None:
    member = make_member(by)
    last = begin(by, 2568)
    confirm(by, last.confirmations.get())
    actions.close_confirmation_round(by=by, of=last, today=TODAY)
    Representative.objects.update(position="อธิการบดี")
    shown = {each.code: each for each in lines(begin(by).confirmations.get(), TODAY)}
    assert [code for code, each in shown.items() if each.has_changed] == ["lead_position"]
    assert (shown["lead_position"].before, shown["lead_position"].now) == ("รองอธิการบดี", "อธิการบดี")
    assert set(shown) == set(FIELDS)
    assert member.confirmations.count() == 2


def test_answer_a_closed_round_is_refused(by: Actor) -> None:
    make_member(by)
    of = begin(by)
    actions.close_confirmation_round(by=by, of=of, today=TODAY)
    with pytest.raises(Problem, match="closed"):
        confirm(by, of.confirmations.get())
    with pytest.raises(Problem, match="closed"):
        actions.ask_for_confirmation(by=by, of=of, subject="x", body="x", now=timezone.now())


def test_segment_of_who_has_not_confirmed_gives_personal_links(by: Actor) -> None:
    make_member(by)
    make_member(by, "มหาวิทยาลัยสอง", "two@example.org")
    of = begin(by)
    confirm(by, of.confirmations.get(contact_email="two@example.org"))
    segment = segments.segment("networks.unconfirmed")
    (only,) = segment.recipients(by, by.network_id, None)
    assert only.address == "lead@example.org"
    assert segment.links is not None
    address = segment.links(by, by.network_id, [only.ref_id])[only.ref_id]
    assert address.endswith(links.path(Link.objects.get(), "alpha"))


def test_confirmation_of_another_network_is_not_found(world: World, browser: Callable[[str], Client]) -> None:
    with system_scope("test", world.b.pk) as by:
        make_member(by, "มหาวิทยาลัยของอีกเครือข่าย")
        of = begin(by)
        found = of.confirmations.get()
    client = browser("secretariat")
    assert client.get(f"/n/alpha/network/members/rounds/{of.pk}/").status_code == 404
    assert client.get(f"/n/alpha/network/members/confirmations/{found.pk}/").status_code == 404


def test_open_board_costs_the_same_with_more_rows(
    world: World, browser: Callable[[str], Client], statements: Statements
) -> None:
    counts = []
    for rows in (1, 3):
        with user_scope(world.users["secretariat"], "alpha") as by:
            for number in range(rows):
                make_member(by, f"มหาวิทยาลัย {rows} {number}", f"lead{rows}{number}@example.org")
            of = begin(by, 2560 + rows)
        with statements() as sent:
            page = browser("secretariat").get(f"/n/alpha/network/members/rounds/{of.pk}/?lang=th")
        assert page.status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]
    with system_scope("test", world.a.pk):
        first = Confirmation.objects.order_by("id").first()
        Correction.objects.create(
            network=world.a, confirmation=first, field="website", new="https://x.example"
        )
    client = browser("secretariat")
    for path in (
        "rounds/",
        "rounds/new/",
        f"rounds/{of.pk}/write/",
        f"rounds/{of.pk}/export/",
        f"confirmations/{first.pk}/",
    ):  # type: ignore[union-attr]  # it is there
        assert client.get(f"/n/alpha/network/members/{path}").status_code == 200, path


def public_path(by: Actor, of: ConfirmationRound) -> str:
    pk = of.confirmations.get().pk
    address = actions.confirmation_links(by, by.network_id, [pk])[pk]
    return f"/{address.partition('://')[2].partition('/')[2]}"


def test_link_of_a_closed_round_shows_nothing_of_the_record(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        member = make_member(by)
        confirm(by, begin(by, 2568).confirmations.get())
        of = begin(by)
        path = public_path(by, of)
        name_representative(
            by=by, member=member, email="dues@example.org", name="การเงิน", since_on=TODAY, kind="dues"
        )
        actions.close_confirmation_round(by=by, of=of, today=TODAY)
    page = Client().get(f"{path}?lang=en")
    assert page.status_code == 200
    assert "closed" in page.text
    assert "dues@example.org" not in page.text
    assert "รองอธิการบดี" not in page.text


def test_representative_who_was_replaced_reads_on_no_longer_and_the_next_one_is_asked(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        member = make_member(by)
        of = begin(by)
        before = public_path(by, of)
        substitute_representative(
            by=by,
            representative=member.representatives.get(),
            from_on=TODAY,
            name="ผศ.ใหม่",
            email="next@example.org",
        )
    assert Client().get(before).status_code == 404
    with user_scope(world.users["secretariat"], "alpha") as by:
        segment = segments.segment("networks.unconfirmed")
        assert [each.address for each in segment.recipients(by, by.network_id, None)] == ["next@example.org"]
        assert actions.ask_for_confirmation(by=by, of=of, subject="x", body="x", now=timezone.now()) == 1
        after = public_path(by, of)
        assert Message.objects.filter(to_address="lead@example.org").count() == 0
    assert Client().get(before).status_code == 410
    assert Client().get(after).status_code == 200


def test_ask_for_confirmation_leaves_out_who_stopped_reminders_and_what_is_returned(by: Actor) -> None:
    make_member(by)
    make_member(by, "มหาวิทยาลัยสอง", "two@example.org")
    make_member(by, "มหาวิทยาลัยสาม", "three@example.org")
    of = begin(by)
    words: dict[str, Any] = {"subject": "x", "body": "x", "now": timezone.now()}
    assert actions.ask_for_confirmation(by=by, of=of, **words) == 3
    assert all(each.stop_url.endswith("?stop=notice") for each in Message.objects.all())
    note_bounce(by=by, address="two@example.org", reason="5.1.1", now=timezone.now())
    Addressee.objects.filter(address_key="three@example.org").update(stopped=["reminder"])
    assert actions.ask_for_confirmation(by=by, of=of, **words) == 1
    last = Message.objects.latest("id")
    assert (last.to_address, last.stop_url.endswith("?stop=reminder")) == ("lead@example.org", True)
