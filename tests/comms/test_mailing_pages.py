"""The pages of mailings: list, form with preview, approval, log, and the text for LINE."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from samphan.comms.actions import approve_mailing, begin_mailing, write_batch
from samphan.comms.models import Mailing, Message, MessageState
from samphan.tenancy.scope import system_scope
from tests.factories.messages import make_mailing, make_representative

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.personas import World

NOW = dt.datetime(2026, 5, 1, 3, tzinfo=dt.UTC)
POSTED = {
    "name": "แจ้งข่าว",
    "kind": "notice",
    "to": "networks.representatives",
    "subject_th": "ข่าวจาก {network}",
    "body_th": "เรียน {name}",
    "when": "hand",
}


@pytest.fixture
def client(browser: Callable[[str], Client]) -> Client:
    return browser("secretariat")


def at(name: str, *args: object) -> str:
    return reverse(f"comms:{name}", args=["alpha", *args]) + "?lang=en"


def mailing_to(world: World, *addresses: str, **fields: Any) -> Mailing:
    with system_scope("test", world.a.pk) as by:
        for number, address in enumerate(addresses):
            make_representative(by, address, f"นาย{number}")
        return make_mailing(by, **fields)


def sent_to(world: World, *addresses: str, **fields: Any) -> Mailing:
    mailing = mailing_to(world, *addresses, **fields)
    with system_scope("test", world.a.pk) as by:
        approve_mailing(by=by, mailing=mailing, version=None, now=NOW)
        begin_mailing(by=by, mailing=mailing, now=NOW)
        while write_batch(by=by, mailing_id=mailing.pk):
            pass
    return mailing


def state_of(world: World, mailing: Mailing) -> str:
    with system_scope("test", world.a.pk):
        return Mailing.objects.get(pk=mailing.pk).state


def test_write_approve_and_send_by_hand(world: World, client: Client) -> None:
    with system_scope("test", world.a.pk) as by:
        make_representative(by, "a@example.org", "นางก")
    saved = client.post(at("new_mailing"), POSTED)
    with system_scope("test", world.a.pk):
        mailing = Mailing.objects.get()
    assert saved.headers["Location"] == reverse("comms:mailing", args=["alpha", mailing.pk])
    page = client.get(at("approve_mailing", mailing.pk)).text
    assert "เรียน นางก" in page
    assert "a@example.org" in page
    client.post(at("approve_mailing", mailing.pk), {"version": mailing.version})
    assert state_of(world, mailing) == "approved"
    client.post(at("send_mailing", mailing.pk))
    assert state_of(world, mailing) == "sending"


def test_preview_shows_the_message_as_a_sample_gets_it(world: World, client: Client) -> None:
    with system_scope("test", world.a.pk) as by:
        make_representative(by, "a@example.org", "นางก")
        second = make_representative(by, "b@example.org", "นางข")
    page = client.post(at("new_mailing"), {**POSTED, "preview": "1", "sample": second.pk})
    assert page.status_code == 200
    assert "เรียน นางข" in page.text
    assert "เรียน นางก" not in page.text
    with system_scope("test", world.a.pk):
        assert not Mailing.objects.exists()


def test_preview_of_half_a_form_is_no_error(client: Client) -> None:
    page = client.post(at("new_mailing"), {"preview": "1", "body_th": "เรียน {nme}", "when": "relative"})
    assert page.status_code == 200
    assert "{nme}" in page.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"body_th": "เรียน {nme}"}, "There is no placeholder {nme}"),
        ({"body_th": "ก" * 50_000}, "50,000"),
        ({"to": "events.confirmed"}, "Select a valid choice"),
        ({"when": "at"}, "needed for the chosen time"),
        ({"when": "relative", "days": "7", "direction": "before", "anchor": "starts"}, "not known yet"),
        ({"when": "relative", "days": "999999999", "anchor": "starts"}, "At most a year"),
        ({"page_url": "javascript:alert(1)"}, "Enter a valid URL"),
    ],
)
def test_form_keeps_what_was_typed_and_says_what_is_wrong(
    client: Client, typed: dict[str, str], said: str
) -> None:
    page = client.post(at("new_mailing"), POSTED | typed)
    assert page.status_code == 422
    assert "ข่าวจาก {network}" in page.text
    if said == "50,000":
        assert "50000" in page.text.replace(",", "")
    else:
        assert said in page.text.replace("&#x27;", "'")


def test_form_begins_with_a_notice_of_the_catalogue(client: Client) -> None:
    page = client.get(at("new_mailing") + "&notice=notice").text
    assert "แจ้งข่าวจาก {network}" in page


def test_form_about_a_record_of_another_network_is_not_found(world: World, client: Client) -> None:
    assert client.get(at("new_mailing") + "&about=events.event&id=1").status_code == 404
    assert client.get(at("new_mailing") + "&about=accounts.user&id=1").status_code == 404


def test_two_who_change_a_mailing_see_both(world: World, client: Client) -> None:
    mailing = mailing_to(world)
    client.post(at("change_mailing", mailing.pk), POSTED | {"version": 1, "body_th": "หนึ่ง"})
    page = client.post(at("change_mailing", mailing.pk), POSTED | {"version": 1, "body_th": "สอง"})
    assert page.status_code == 409
    assert "หนึ่ง" in page.text
    assert "สอง" in page.text


def test_log_is_searched_filtered_and_exported(world: World, client: Client) -> None:
    mailing = sent_to(world, "a@example.org", "b@example.org")
    with system_scope("test", world.a.pk):
        Message.objects.filter(to_address="b@example.org").update(state=MessageState.REFUSED, problem="550")
        Message.objects.filter(to_address="a@example.org").update(state=MessageState.SENT)
    page = client.get(at("mailing", mailing.pk) + "&state=refused").text
    assert "b@example.org" in page
    assert "a@example.org" not in page
    page = client.get(at("mailing", mailing.pk) + "&q=นาย0").text
    assert "a@example.org" in page
    assert "b@example.org" not in page
    book = client.get(at("recipients_export", mailing.pk))
    rows = CalamineWorkbook.from_object(_file(book)).get_sheet_by_index(0).to_python()
    assert [row[1:4] for row in rows[-2:]] == [
        ["a@example.org", "sent", ""],
        ["b@example.org", "refused", "550"],
    ]
    client.post(at("retry_mailing", mailing.pk))
    with system_scope("test", world.a.pk):
        assert Message.objects.get(to_address="b@example.org").state == "waiting"
        assert Message.objects.get(to_address="a@example.org").state == "sent"


def _file(response: Any) -> Any:
    import io

    return io.BytesIO(b"".join(response.streaming_content) if response.streaming else response.content)


def test_list_is_searched_filtered_and_exported(world: World, client: Client) -> None:
    mailing_to(world, name="ประชุม", subject_th="เชิญประชุม")
    sent_to(world, "a@example.org", name="ขอบคุณ")
    assert "ขอบคุณ" not in client.get(at("mailings") + "&q=เชิญ").text
    page = client.get(at("mailings") + "&state=sent").text
    assert "ขอบคุณ" in page
    assert "ประชุม" not in page
    rows = CalamineWorkbook.from_object(_file(client.get(at("mailings_export"))))
    names = [row[0] for row in rows.get_sheet_by_index(0).to_python()]
    assert names[-2:] == ["ขอบคุณ", "ประชุม"]


def test_page_of_a_mailing_offers_its_text_for_line(world: World, client: Client) -> None:
    mailing = mailing_to(world, "a@example.org", page_url="https://example.org/form", body_th="{name} {page}")
    page = client.get(at("mailing", mailing.pk)).text
    assert "https://example.org/form" in page
    assert "data-copy" in page
    assert 'class="qr"' in page


def test_page_of_a_mailing_says_that_its_link_is_missing(world: World, client: Client) -> None:
    mailing = mailing_to(world, "a@example.org")
    page = client.get(at("mailing", mailing.pk)).text
    assert "there is no QR code" in page
    assert 'class="qr"' not in page


def test_act_that_is_not_possible_any_more_is_said(world: World, client: Client) -> None:
    mailing = sent_to(world, "a@example.org")
    page = client.post(at("cancel_mailing", mailing.pk), follow=True)
    assert page.status_code == 200
    assert state_of(world, mailing) == "sent"


@pytest.mark.parametrize("persona", ["board", "coordinator", "lead", "partner"])
def test_mailings_are_closed_to_other_roles(
    world: World, browser: Callable[[str], Client], persona: str
) -> None:
    mailing = sent_to(world, "a@example.org")
    client = browser(persona)
    assert client.get(at("mailings")).status_code == 403
    assert client.get(at("new_mailing")).status_code == 403
    for name in ("mailing", "change_mailing", "approve_mailing", "progress", "recipients_export"):
        assert client.get(at(name, mailing.pk)).status_code == 404
    for name in ("send_mailing", "cancel_mailing", "take_back_mailing", "retry_mailing"):
        assert client.post(at(name, mailing.pk)).status_code == 404


def test_pages_ask_as_often_for_many_rows_as_for_one(world: World, client: Client, statements: Any) -> None:
    asked = []
    first = sent_to(world, "a@example.org")
    for more in (False, True):
        if more:
            sent_to(world, "b@example.org", "c@example.org")
            latest = sent_to(world)
        counts = []
        for path in (at("mailings"), at("mailing", latest.pk if more else first.pk)):
            with statements() as sent:
                assert client.get(path).status_code == 200
            counts.append(len(sent))
        asked.append(counts)
    assert asked[0] == asked[1]


def test_mailing_is_found_by_who_may_see_it(
    world: World, client: Client, browser: Callable[[str], Client]
) -> None:
    mailing = mailing_to(world, name="ประชุมใหญ่", subject_th="เชิญประชุม")
    address = reverse("comms:mailing", args=["alpha", mailing.pk])
    for words in ("ประชุมใหญ่", "เชิญประชุม"):
        assert address in client.get(reverse("search"), {"q": words}).text
        assert address not in browser("board").get(reverse("search"), {"q": words}).text


def test_message_is_sent_again_only_when_it_did_not_leave(world: World, client: Client) -> None:
    mailing = sent_to(world, "a@example.org")
    with system_scope("test", world.a.pk):
        message = Message.objects.get(recipient__mailing=mailing)
    for state, after in (
        ("unclear", "waiting"),
        ("failed", "waiting"),
        ("sent", "sent"),
        ("sending", "sending"),
    ):
        with system_scope("test", world.a.pk):
            Message.objects.filter(pk=message.pk).update(state=state)
        offered = reverse("comms:retry_message", args=["alpha", message.pk])
        assert (offered in client.get(at("message", message.pk)).text) == (state != after)
        client.post(offered)
        with system_scope("test", world.a.pk):
            assert Message.objects.get(pk=message.pk).state == after


def test_progress_is_asked_until_every_message_left(world: World, client: Client) -> None:
    mailing = sent_to(world, "a@example.org", "b@example.org")
    page = client.get(at("progress", mailing.pk))
    assert "0 of 2" in page.text
    assert "HX-Refresh" not in page.headers
    with system_scope("test", world.a.pk):
        Message.objects.filter(recipient__mailing=mailing).update(state="sent")
    assert client.get(at("progress", mailing.pk)).headers["HX-Refresh"] == "true"
