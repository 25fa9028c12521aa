"""What phones send and fetch."""

from __future__ import annotations

import threading
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from samphan.boards.actions.room import turn_prompt, turn_voting
from samphan.boards.models import Ballot, Card, Prompt
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope
from tests.boards.conftest import make_room
from tests.personas import make_world

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.boards.conftest import Room
    from tests.conftest import Statements
    from tests.personas import World


def test_post_card_before_reveal_tells_only_its_number(room: Room) -> None:
    prompt = room.prompts[0]
    room.phone().write(prompt, "ปลูกป่าร่วมกัน")
    seen = room.seen()
    assert seen["cards"] == []
    assert seen["counts"]["cards"] == {str(prompt): 1}
    assert [each["id"] for each in seen["prompts"]] == [prompt]
    staff = room.state(room.world.client("secretariat"))
    assert staff["cards"] == []
    assert staff["counts"]["cards"][str(prompt)] == 1


def test_post_card_twice_counts_once(room: Room) -> None:
    phone, prompt = room.phone(), room.prompts[0]
    key = phone.write(prompt, "หนึ่ง")
    again = phone.post("cards", key=key, prompt=prompt, text="หนึ่ง", secret=phone.secrets[key])
    assert (again.status_code, again.json()) == (200, {"key": key})
    assert room.seen()["counts"]["cards"] == {str(prompt): 1}


def test_reveal_shows_cards_to_all(room: Room) -> None:
    secretariat = room.world.client("secretariat")
    key = room.phone().write(room.prompts[0], "ปลูกป่าร่วมกัน")
    before = room.seen()["revision"]
    answer = room.act(secretariat, "reveal", prompt=room.prompts[0])
    assert answer.status_code == 200, answer.content
    (card,) = room.seen()["cards"]
    assert {name: card[name] for name in ("key", "prompt", "cluster", "text", "name", "way")} == {
        "key": key,
        "prompt": room.prompts[0],
        "cluster": None,
        "text": "ปลูกป่าร่วมกัน",
        "name": "",
        "way": "phone",
    }
    told = Client().get(f"{room.base}changes?since={before}").json()
    assert [each["revision"] for each in told["changes"]] == [before + 1]
    assert [each["key"] for each in told["changes"][0]["set"]["cards"]] == [key]


def test_post_card_asks_at_most_six_statements(room: Room, statements: Statements) -> None:
    phone = room.phone()
    phone.write(room.prompts[0], "ก่อน")
    with statements() as sent:
        phone.write(room.prompts[0], "หลัง")
    assert len(sent) <= 6, sent


@pytest.mark.parametrize("staff", [False, True])
def test_snapshot_asks_the_same_for_one_and_for_many(room: Room, statements: Statements, staff: bool) -> None:
    client = room.world.client("secretariat")
    fetch: Callable[[], Any] = (lambda: room.state(client)) if staff else room.seen
    room.act(client, "reveal", prompt=room.prompts[0])
    counts = []
    for number in (1, 3):
        while len(room.seen()["cards"]) < number:
            room.phone().write(room.prompts[0], f"การ์ด {number}")
        with statements() as sent:
            fetch()
        counts.append(len(sent))
    assert counts[0] == counts[1], sent
    assert len([each for each in sent if "boards_" in each]) <= 6, sent


def test_edit_and_withdraw_need_the_secret_of_the_card(room: Room) -> None:
    phone, prompt = room.phone(), room.prompts[0]
    key = phone.write(prompt, "เดิม")
    other = room.phone()
    refused = other.post(f"cards/{key}", text="ของคนอื่น", secret=other.voting)
    assert (refused.status_code, refused.json()["field"]) == (422, "secret")
    assert phone.post(f"cards/{key}", text="ใหม่", secret=phone.secrets[key]).status_code == 200
    with system_scope("test", room.world.a.pk):
        assert Card.objects.get().text == "ใหม่"
    assert phone.post(f"cards/{key}/withdraw", secret=phone.secrets[key]).status_code == 200
    with system_scope("test", room.world.a.pk):
        assert list(Card.objects.values_list("text", "is_withdrawn")) == [("", True)]
        assert Prompt.objects.get(pk=prompt).card_count == 0
    assert phone.post(f"cards/{key}", text="อีกครั้ง", secret=phone.secrets[key]).status_code == 409


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"text": "ก" * 50_000}, 413, None),
        ({"text": "ก" * 501}, 422, "text"),
        ({"text": "  \u200b "}, 422, "text"),
        ({"text": "\ud800"}, 422, "text"),
        ({"text": 5}, 422, "text"),
        ({"text": None}, 422, "text"),
        ({"secret": "short"}, 422, "secret"),
        ({"key": "no-key"}, 422, "key"),
        ({"prompt": "1"}, 422, "prompt"),
        ({"prompt": 2**70}, 422, "prompt"),
        ({"prompt": 999_999_999}, 409, None),
    ],
)
def test_post_card_that_cannot_be_says_why(
    room: Room, body: dict[str, Any], status: int, field: str | None
) -> None:
    good = {
        "key": str(uuid.uuid4()),
        "prompt": room.prompts[0],
        "text": "ข้อความ",
        "secret": "0123456789abcdef",
    }
    answer = room.phone().post("cards", **{**good, **body})
    assert answer.status_code == status, answer.content
    assert answer.json().get("field") == field
    assert answer.json()["error"]


@pytest.mark.parametrize("text", ["🙂👩‍👩‍👧", "\u202eกลับ", "<script>alert(1)</script>", "שלום", "a\x00b"])
def test_post_card_with_unusual_text_is_kept_as_text(room: Room, text: str) -> None:
    room.phone().write(room.prompts[0], text)
    with system_scope("test", room.world.a.pk):
        kept = Card.objects.get().text
    assert kept == text.replace("\u202e", "").replace("\x00", "")


def test_post_card_faster_than_people_do_is_slowed_down(room: Room) -> None:
    phone = room.phone()
    statuses = [
        phone.post(
            "cards",
            key=str(uuid.uuid4()),
            prompt=room.prompts[0],
            text=f"{number}",
            secret="0123456789abcdef",
        )
        for number in range(70)
    ]
    late = [each for each in statuses if each.status_code == 429]
    assert 5 <= len(late) <= 12
    assert int(late[0]["Retry-After"]) >= 1


def test_ballot_is_replaced_whole_and_hidden_until_closed(room: Room) -> None:
    client, prompt = room.world.client("secretariat"), room.prompts[0]
    phone = room.phone()
    one, other = phone.write(prompt, "หนึ่ง"), phone.write(prompt, "สอง")
    room.act(client, "reveal", prompt=prompt)
    assert phone.vote(prompt, **{f"card:{one}": 1}).status_code == 409
    room.act(client, "open_voting", prompt=prompt)
    assert phone.vote(prompt, **{f"card:{one}": 4}).status_code == 422
    assert phone.vote(prompt, **{f"card:{one}": 3}).status_code == 200
    assert phone.vote(prompt, **{f"card:{one}": 1, f"card:{other}": 2}).status_code == 200
    assert room.phone().vote(prompt, **{f"card:{other}": 1}).status_code == 200
    assert [each.get("votes") for each in room.seen()["cards"]] == [None, None]
    assert [each.get("votes") for each in room.state(client)["cards"]] == [None, None]
    assert room.seen()["counts"]["voters"][str(prompt)] == 2
    room.act(client, "tally", prompt=prompt, target=f"card:{one}", count=10)
    room.act(client, "close_voting", prompt=prompt)
    assert {each["key"]: each["votes"] for each in room.seen()["cards"]} == {one: 11, other: 3}
    with system_scope("test", room.world.a.pk):
        assert Ballot.objects.count() == 3


def test_cast_ballots_at_once_counts_every_voter(committed: str) -> None:
    room = make_room(make_world())
    prompt, now = room.prompts[0], timezone.now()
    key = room.phone().write(prompt, "ให้คะแนนใบนี้")
    with system_scope("test", room.world.a.pk) as by:
        turn_prompt(by=by, board=room.board, prompt=prompt, act="reveal", now=now)
        turn_voting(by=by, board=room.board, prompt=prompt, act="open_voting", now=now)
    statuses: list[int] = []
    begin = threading.Barrier(8)

    def vote() -> None:
        phone = room.phone()
        begin.wait(10)
        statuses.append(phone.vote(prompt, **{f"card:{key}": 1}).status_code)
        connection.close()

    threads = [threading.Thread(target=vote) for _each in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert statuses == [200] * 8
    with system_scope("test", room.world.a.pk):
        assert (Ballot.objects.count(), Prompt.objects.get(pk=prompt).voter_count) == (8, 8)


def test_audit_of_participants_names_nobody_and_no_card(room: Room) -> None:
    phone, prompt = room.phone(), room.prompts[0]
    key = phone.write(prompt, "ความลับ")
    phone.post(f"cards/{key}", text="ความลับใหม่", secret=phone.secrets[key])
    with system_scope("test", room.world.a.pk):
        entries = list(AuditEntry.objects.filter(act__in=["add_card", "edit_card"]))
        ids = set(Card.objects.values_list("pk", flat=True))
    assert [(each.act, each.user_id, each.actor_label, each.changes, each.reason) for each in entries] == [
        ("add_card", None, "", {}, ""),
        ("edit_card", None, "", {}, ""),
    ]
    assert {each.object_kind for each in entries} == {"boards.board"}
    assert {each.at.minute % 15 for each in entries} == {0}
    assert {each.at.second + each.at.microsecond for each in entries} == {0}
    assert ids


def test_board_of_another_network_is_not_found(room: Room, world: World) -> None:
    assert Client().get(f"/p/beta/boards/{room.token}/state").status_code == 404
    assert (
        Client().get(f"/p/alpha/boards/{room.token[:12]}{room.token[12:].swapcase()}/state").status_code
        == 404
    )
    assert Client().get(f"/p/alpha/boards/{room.lead_token}/state").status_code == 404
    assert world.client("stranger").get(f"/n/beta/boards/{room.board.pk}/state").status_code == 404
    assert world.client("coordinator").get(f"/n/alpha/boards/{room.board.pk}/state").status_code == 403
