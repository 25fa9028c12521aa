"""Preparing a board: opening it again, copies, boards of groups, names, templates."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from samphan.boards.actions.deed import Stale
from samphan.boards.actions.prepare import (
    PromptWords,
    add_prompt,
    change_prompt,
    copy_board,
    create_group_boards,
    describe_board,
    order_prompts,
    remove_board,
    remove_prompt,
)
from samphan.boards.actions.room import close_board, open_board
from samphan.boards.models import Card, Prompt
from samphan.boards.queries.templates import board_templates
from samphan.boards.transitions import BOARD, POLL, WRITTEN_PROMPT, prompt_acts
from samphan.kit.errors import Problem
from samphan.tenancy.scope import system_scope
from tests.factories.events import make_event, make_full_event

if TYPE_CHECKING:
    from tests.boards.conftest import Room


def test_reopen_board_gives_another_pin_and_the_same_link(room: Room) -> None:
    now = timezone.now()
    with system_scope("test", room.world.a.pk) as by:
        close_board(by=by, board=room.board, now=now)
        with pytest.raises(Stale):
            close_board(by=by, board=room.board, now=now)
        board = open_board(by=by, board=room.board, now=now)
    assert len(board.pin) == 6
    assert Client().get(f"{room.base}state").json()["board"]["state"] == "open"


def test_copy_board_takes_questions_and_no_cards(room: Room, keys: list[str]) -> None:
    with system_scope("test", room.world.a.pk) as by:
        add_prompt(
            by=by, board=room.board, words=PromptWords(text_th="เลือก", kind="choices", options=["ก", "ข"])
        )
        copied = copy_board(by=by, board=room.board, event=make_event(by, "Next year"))
        assert (copied.state, copied.pin, copied.revision) == ("draft", "", 0)
        words = ("order", "kind", "text_th", "text_en", "help_th", "at_once", "dots", "options__text")
        rows = [
            list(Prompt.objects.filter(board=each).order_by("order", "options__order").values_list(*words))
            for each in (room.board, copied)
        ]
        assert rows[0] == rows[1]
        assert set(Prompt.objects.filter(board=copied).values_list("state", "card_count")) == {("hidden", 0)}
        assert not Card.objects.filter(board=copied).exists()


def test_create_group_boards_makes_one_a_group_once(room: Room) -> None:
    with system_scope("test", room.world.a.pk) as by:
        event = make_full_event(by, rows=3)
        boards = create_group_boards(by=by, event=event, template="causes")
        assert [each.group.code for each in boards if each.group] == ["G1", "G2", "G3"]
        assert create_group_boards(by=by, event=event, template="causes") == []


def test_prepare_refuses_what_would_break_a_promise(room: Room, keys: list[str]) -> None:
    with system_scope("test", room.world.a.pk) as by:
        with pytest.raises(Problem):
            describe_board(by=by, board=room.board, title_th="ใหม่", naming="named", group=None)
        assert describe_board(
            by=by, board=room.board, title_th="ใหม่", naming="anonymous", group=None
        ).title_th == ("ใหม่")
        with pytest.raises(Problem):
            remove_prompt(by=by, board=room.board, prompt=room.prompts[0])
        with pytest.raises(Problem):
            change_prompt(
                by=by, board=room.board, prompt=room.prompts[0], words=PromptWords(text_th="ก", kind="scale")
            )
        with pytest.raises(Problem):
            remove_board(by=by, board=room.board)
        order_prompts(by=by, board=room.board, prompts=room.prompts[::-1])
        remove_prompt(by=by, board=room.board, prompt=room.prompts[1])
        left = Prompt.objects.filter(board=room.board).order_by("order").values_list("pk", flat=True)
        assert list(left) == [room.prompts[2], room.prompts[0]]


def test_templates_can_be_read_and_are_worded_in_two_languages() -> None:
    found = board_templates()
    assert [each.code for each in found] == ["horizons", "causes", "habits", "reflection", "pulse"]
    for template in found:
        assert all([template.title_th, template.title_en, template.about_th, template.about_en])
        assert all(prompt.text_th and prompt.text_en for prompt in template.prompts)


def test_transition_tables_name_what_buttons_offer(room: Room) -> None:
    assert {act for _state, act in BOARD} == {"open", "close"}
    assert {state for state, _act in WRITTEN_PROMPT} == {"hidden", "open", "revealed", "closed"}
    assert {state for state, _act in POLL} == {"hidden", "open", "closed"}
    with system_scope("test", room.world.a.pk):
        prompt = Prompt.objects.get(pk=room.prompts[0])
    assert prompt_acts(prompt) == ("reveal", "hide_prompt")


def test_name_is_asked_for_as_the_board_says(room: Room) -> None:
    with system_scope("test", room.world.a.pk) as by:
        describe_board(by=by, board=room.board, title_th="ก", naming="named", group=None)
    phone = room.phone()
    body = {"key": str(uuid.uuid4()), "prompt": room.prompts[0], "text": "x", "secret": phone.voting}
    assert phone.post("cards", **body).json()["field"] == "name"
    assert phone.post("cards", **body, name="สมศรี").status_code == 201


def test_anonymous_board_keeps_no_name_that_was_sent(room: Room) -> None:
    room.phone().write(room.prompts[0], "ข้อความ", name="สมศรี ใจดี")
    with system_scope("test", room.world.a.pk):
        assert Card.objects.get().name == ""
