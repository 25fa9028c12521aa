"""What was tried against a board, and must not work: late phones, endless reports, undo past what is gone."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from samphan.boards import policy
from samphan.boards.actions import cards as actions
from samphan.boards.actions.cards import Gone, edit_card, withdraw_card
from samphan.boards.actions.prepare import PromptWords, add_prompt, change_prompt, remove_prompt
from samphan.boards.actions.room import close_board
from samphan.boards.models import Board, Card
from samphan.kit.errors import Problem
from samphan.tenancy import links
from samphan.tenancy.scope import link_scope, system_scope

if TYPE_CHECKING:
    from tests.boards.conftest import Room


@pytest.fixture
def lead(room: Room) -> Client:
    return room.world.client("secretariat")


@pytest.fixture
def keys(room: Room, lead: Client) -> list[str]:
    """Three cards of the first question, revealed."""
    found = [room.phone().write(room.prompts[0], text) for text in ("หนึ่ง", "สอง", "สาม")]
    assert room.act(lead, "reveal", prompt=room.prompts[0]).status_code == 200
    return found


def test_phone_that_waited_while_the_board_was_closed_changes_nothing_any_more(room: Room) -> None:
    phone = room.phone()
    key = phone.write(room.prompts[0], "ก่อนปิด")
    token = links.read(room.token) or ""
    with system_scope("test", room.world.a.pk) as by:
        open_still = Board.objects.get(pk=room.board.pk)
        close_board(by=by, board=room.board, now=timezone.now())
    with link_scope("alpha", token, frozenset({policy.JOIN})) as by:
        said: dict[str, Any] = {"by": by, "board": open_still, "key": uuid.UUID(key), "now": timezone.now()}
        with pytest.raises(Gone):
            edit_card(**said, text="หลังปิด", secret=phone.secrets[key])
        with pytest.raises(Gone):
            withdraw_card(**said, secret=phone.secrets[key])
    with system_scope("test", room.world.a.pk):
        assert Card.objects.get().text == "ก่อนปิด"


def test_reports_of_one_card_come_to_an_end(
    room: Room, keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_REPORTS", 3)
    answers = [room.phone().post(f"cards/{keys[0]}/report", reason=f"{number}") for number in range(5)]
    assert [each.status_code for each in answers] == [200, 200, 200, 409, 409]


def test_undo_reaches_what_was_done_before_something_that_is_gone(
    room: Room, lead: Client, keys: list[str]
) -> None:
    assert room.act(lead, "cluster", cards=keys[:2], title="ก่อน").status_code == 200
    with system_scope("test", room.world.a.pk) as by:
        poll = add_prompt(by=by, board=room.board, words=PromptWords(text_th="เลือก", kind="scale"))
    assert room.act(lead, "tally", prompt=poll.pk, target="number:3", count=2).status_code == 200
    with system_scope("test", room.world.a.pk) as by:
        remove_prompt(by=by, board=room.board, prompt=poll.pk)
    assert room.act(lead, "undo").status_code == 200
    assert len(room.seen()["clusters"]) == 1
    assert room.act(lead, "undo").status_code == 200
    assert room.seen()["clusters"] == []
    assert room.act(lead, "undo").status_code == 409


def test_votes_of_each_person_are_not_made_fewer_once_somebody_voted(
    room: Room, lead: Client, keys: list[str]
) -> None:
    prompt = room.prompts[0]
    room.act(lead, "open_voting", prompt=prompt)
    assert room.phone().vote(prompt, **{f"card:{keys[0]}": 3}).status_code == 200
    with system_scope("test", room.world.a.pk) as by:
        with pytest.raises(Problem) as refused:
            change_prompt(by=by, board=room.board, prompt=prompt, words=PromptWords(text_th="ก", dots=1))
        assert refused.value.field == "dots"
        words = PromptWords(text_th="ก", dots=5)
        assert change_prompt(by=by, board=room.board, prompt=prompt, words=words).dots == 5


def test_cards_that_shall_be_seen_at_once_from_now_on_are_told(room: Room) -> None:
    key = room.phone().write(room.prompts[0], "เขียนไว้ก่อน")
    before = room.seen()["revision"]
    with system_scope("test", room.world.a.pk) as by:
        words = PromptWords(text_th="ให้เห็นทันที", at_once=True)
        change_prompt(by=by, board=room.board, prompt=room.prompts[0], words=words)
    told = Client().get(f"{room.base}changes?since={before}").json()["changes"]
    assert [[card["key"] for card in each["set"]["cards"]] for each in told] == [[key]]


def test_act_whose_revision_cannot_be_read_has_not_happened(
    room: Room, lead: Client, keys: list[str]
) -> None:
    assert room.act(lead, "hide", card=keys[0], revision="1").status_code == 422
    assert {each["key"] for each in room.seen()["cards"]} == set(keys)


def test_paper_votes_for_what_stands_at_another_question_are_refused(
    room: Room, lead: Client, keys: list[str]
) -> None:
    first, second = room.prompts[:2]
    for prompt, target in ((second, f"card:{keys[0]}"), (first, "number:3")):
        assert room.act(lead, "tally", prompt=prompt, target=target, count=2).status_code == 422
    assert room.act(lead, "tally", prompt=first, target=f"card:{keys[0]}", count=2).status_code == 200
