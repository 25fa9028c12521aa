"""What those who lead do besides sorting: moderation, entered cards, polls, timer, links and the PIN."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from samphan.boards.actions.prepare import (
    PromptWords,
    add_prompt,
)
from samphan.boards.actions.room import close_board
from samphan.boards.models import Board, Card, Option
from samphan.boards.queries.pins import TooManyGuesses, find_by_pin
from samphan.kit.errors import Problem
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import anonymous_scope, system_scope

if TYPE_CHECKING:
    from tests.boards.conftest import Room


def test_hide_card_takes_it_from_all_and_handles_its_reports(
    room: Room, lead: Client, keys: list[str]
) -> None:
    answer = room.phone().post(f"cards/{keys[0]}/report", reason="ไม่สุภาพ")
    assert answer.status_code == 200
    assert {each["key"]: each["reports"] for each in room.state(lead)["cards"]}[keys[0]] == 1
    assert "reports" not in room.seen()["cards"][0]
    before = room.seen()["revision"]
    assert room.act(lead, "hide", card=keys[0]).status_code == 200
    assert keys[0] not in room.places()
    assert room.seen()["counts"]["cards"][str(room.prompts[0])] == 2
    (told,) = Client().get(f"{room.base}changes?since={before}").json()["changes"]
    assert told["remove"] == {"cards": [keys[0]]}
    shown = {each["key"]: (each["hidden"], each["reports"]) for each in room.state(lead)["cards"]}
    assert shown[keys[0]] == (True, 0)
    assert room.act(lead, "show", card=keys[0]).status_code == 200
    assert keys[0] in room.places()


def test_enter_card_marks_the_way_and_only_such_cards_are_corrected(
    room: Room, lead: Client, keys: list[str]
) -> None:
    key = str(uuid.uuid4())
    for _each in range(2):
        answer = room.act(lead, "add_card", prompt=room.prompts[0], text="จากกระดาษ", way="paper", key=key)
        assert answer.status_code == 200, answer.content
    assert [(each["way"], each["text"]) for each in room.seen()["cards"] if each["key"] == key] == [
        ("paper", "จากกระดาษ")
    ]
    assert room.act(lead, "edit_card", card=key, text="แก้ไขแล้ว").status_code == 200
    assert room.act(lead, "edit_card", card=keys[0], text="ของผู้อื่น").status_code == 422
    assert room.act(lead, "add_card", prompt=room.prompts[0], text="x", way="phone").status_code == 422
    with system_scope("test", room.world.a.pk):
        assert Card.objects.get(key=key).entered_by == "Secretariat"


def test_entered_card_is_seen_by_who_leads_before_reveal(room: Room, lead: Client) -> None:
    room.act(lead, "add_card", prompt=room.prompts[0], text="จากกระดาษ", way="paper")
    room.phone().write(room.prompts[0], "จากโทรศัพท์")
    assert [each["text"] for each in room.state(lead)["cards"]] == ["จากกระดาษ"]
    assert room.seen()["cards"] == []


def test_polls_hide_answers_until_closed(room: Room, lead: Client) -> None:
    with system_scope("test", room.world.a.pk) as by:
        choice = add_prompt(
            by=by,
            board=room.board,
            words=PromptWords(text_th="เลือก", kind="choice", options=["ก", "ข"]),
        )
        scale = add_prompt(by=by, board=room.board, words=PromptWords(text_th="ระดับ", kind="scale"))
        open_words = add_prompt(by=by, board=room.board, words=PromptWords(text_th="คำ", kind="words"))
        first, second = Option.objects.filter(prompt=choice).order_by("order").values_list("pk", flat=True)
    for prompt in (choice, scale, open_words):
        assert room.act(lead, "show_prompt", prompt=prompt.pk).status_code == 200
    phones = [room.phone() for _each in range(3)]
    for phone, option, point, word in zip(
        phones, (first, first, second), (5, 4, 3), ("ไว้ใจ", "ไว้ใจ ", "เปิดใจ"), strict=True
    ):
        assert phone.post("answer", prompt=choice.pk, secret=phone.voting, option=option).status_code == 200
        assert phone.post("answer", prompt=scale.pk, secret=phone.voting, number=point).status_code == 200
        assert (
            phone.post("answer", prompt=open_words.pk, secret=phone.voting, words=[word]).status_code == 200
        )
    again = phones[0].post("answer", prompt=choice.pk, secret=phones[0].voting, option=second)
    assert again.status_code == 200
    bad: list[dict[str, Any]] = [
        {"prompt": choice.pk, "options": [first, second]},
        {"prompt": choice.pk, "option": 999_999},
        {"prompt": scale.pk, "number": 6},
        {"prompt": open_words.pk, "words": ["ก", "ข", "ค", "ง"]},
        {"prompt": open_words.pk, "words": "ก" * 61},
        {"prompt": scale.pk, "option": first},
    ]
    for body in bad:
        assert phones[0].post("answer", secret=phones[0].voting, **body).status_code == 422, body
    for found in (room.seen(), room.state(lead)):
        polls = {each["id"]: each for each in found["prompts"] if each["id"] in (choice.pk, scale.pk)}
        assert not any("results" in each for each in polls.values())
        assert not any("votes" in each for each in polls[choice.pk]["options"])
        assert found["counts"]["voters"][str(choice.pk)] == 3
    room.act(lead, "tally", prompt=scale.pk, target="number:5", count=2)
    for prompt in (choice, scale, open_words):
        assert room.act(lead, "close_prompt", prompt=prompt.pk).status_code == 200
    shown = {each["id"]: each for each in room.seen()["prompts"]}
    assert [each["votes"] for each in shown[choice.pk]["options"]] == [1, 2]
    assert shown[scale.pk]["results"] == {
        "n": 3,
        "points": {"1": 0, "2": 0, "3": 1, "4": 1, "5": 3},
        "mean": 4.4,
    }
    assert shown[open_words.pk]["results"] == {"n": 3, "words": [["ไว้ใจ", 2], ["เปิดใจ", 1]]}
    late = phones[0].post("answer", prompt=scale.pk, secret=phones[0].voting, number=1)
    assert late.status_code == 409


def test_closed_board_is_only_read(room: Room, lead: Client, keys: list[str]) -> None:
    assert room.act(lead, "close").status_code == 200
    phone = room.phone()
    answer = phone.post(
        "cards", key=str(uuid.uuid4()), prompt=room.prompts[0], text="สาย", secret=phone.voting
    )
    assert answer.status_code == 403
    assert room.act(lead, "cluster", cards=keys).status_code == 403
    assert len(room.seen()["cards"]) == 3
    assert room.act(lead, "open").status_code == 200
    assert room.act(lead, "cluster", cards=keys).status_code == 200


def test_lead_link_leads_one_board_and_gives_no_links(room: Room) -> None:
    base = f"/p/alpha/boards/lead/{room.lead_token}/"
    client = Client(enforce_csrf_checks=True)
    assert client.get(f"{base}state").json()["board"]["id"] == room.board.pk
    body = json.dumps({"act": "reveal", "prompt": room.prompts[0]})
    assert client.post(f"{base}act", body, content_type="application/json").status_code == 200
    assert client.get(f"/p/alpha/boards/lead/{room.token}/state").status_code == 404
    with system_scope("test", room.world.a.pk):
        entry = AuditEntry.objects.get(act="reveal")
        assert (entry.actor_label, entry.user_id) == ("ผู้นำกระบวนการ", None)


@pytest.mark.parametrize(
    ("persona", "status"), [("secretariat", 200), ("board", 403), ("coordinator", 403), ("partner", 404)]
)
def test_act_needs_the_permission_to_lead(room: Room, persona: str, status: int) -> None:
    client = room.world.client(persona)
    assert room.act(client, "reveal", prompt=room.prompts[0]).status_code == status
    assert client.get(f"/n/alpha/boards/{room.board.pk}/state").status_code == status


@pytest.mark.parametrize(
    "body",
    [
        {"act": "no_such_act"},
        {"act": 5},
        {"act": "cluster", "cards": "x"},
        {"act": "cluster", "cards": []},
        {"act": "cluster", "cards": [None]},
        {"act": "move"},
        {"act": "set_timer", "seconds": 10**9},
        {"act": "set_timer", "seconds": True},
        {"act": "tally", "prompt": 1, "target": "card:x", "count": 1},
        {"act": "spotlight", "kind": "card", "id": 5},
    ],
)
def test_act_that_cannot_be_says_why(room: Room, lead: Client, body: dict[str, Any]) -> None:
    answer = room.act(lead, body.pop("act"), **body)
    assert answer.status_code in {409, 422}, answer.content
    assert answer.json()["error"]


def test_timer_and_spotlight_are_told(room: Room, lead: Client, keys: list[str]) -> None:
    room.act(lead, "set_timer", seconds=60)
    timer = room.seen()["board"]["timer"]
    assert timer["left"] is None
    assert abs(timer["ends"] - timezone.now().timestamp() * 1000 - 60_000) < 5_000
    room.act(lead, "stop_timer")
    timer = room.seen()["board"]["timer"]
    assert timer["ends"] is None
    assert 50_000 < timer["left"] <= 60_000
    room.act(lead, "spotlight", kind="card", id=keys[0])
    assert room.seen()["board"]["spotlight"] == {"kind": "card", "id": keys[0]}
    room.act(lead, "spotlight", kind=None)
    assert room.seen()["board"]["spotlight"] is None


def test_pin_leads_to_the_open_board_and_guessing_is_slow(room: Room) -> None:
    with system_scope("test", room.world.a.pk):
        pin = Board.objects.get().pin
    with anonymous_scope():
        thai = pin.translate({ord(str(digit)): 0x0E50 + digit for digit in range(10)})
        found = find_by_pin(f" {thai[:3]} {thai[3:]}", address="192.0.2.1")
        assert (found.slug, found.token) == ("alpha", room.token)
        other = f"{(int(pin) + 1) % 1_000_000:06d}"
        for wrong in ("", "12", "abcdef", *[other] * 17):
            with pytest.raises(Problem) as raised:
                find_by_pin(wrong, address="192.0.2.1")
            assert not isinstance(raised.value, TooManyGuesses)
        with pytest.raises(TooManyGuesses) as slow:
            find_by_pin(other, address="192.0.2.1")
        assert slow.value.seconds >= 1
        assert find_by_pin(pin, address="192.0.2.2").token == room.token
    with system_scope("test", room.world.a.pk) as by:
        close_board(by=by, board=room.board, now=timezone.now())
    with anonymous_scope(), pytest.raises(Problem):
        find_by_pin(pin, address="192.0.2.3")
