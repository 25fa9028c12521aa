"""What a board forgets after it was closed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.test import Client
from django.utils import timezone

from samphan.boards import tasks
from samphan.boards.actions import changes
from samphan.boards.actions.room import close_board
from samphan.boards.models import BoardChange, Card
from samphan.tenancy.scope import system_scope

if TYPE_CHECKING:
    from tests.boards.conftest import Room


def test_close_board_forgets_changes_and_a_month_later_the_hashes_of_authors(room: Room) -> None:
    room.phone().write(room.prompts[0], "ความคิด")
    with system_scope("test", room.world.a.pk) as by:
        board = close_board(by=by, board=room.board, now=timezone.now())
        assert list(BoardChange.objects.values_list("revision", flat=True)) == [board.revision]
    tasks.forget.call()
    with system_scope("test", room.world.a.pk):
        assert len(Card.objects.get().author_hash) == 64
        board.closed_at = timezone.now() - dt.timedelta(days=31)
        board.save(update_fields=["closed_at"])
    tasks.forget.call()
    with system_scope("test", room.world.a.pk):
        assert list(Card.objects.values_list("author_hash", "text")) == [("", "ความคิด")]


def test_changes_of_an_open_board_are_kept_for_a_while_only(room: Room, monkeypatch: Any) -> None:
    monkeypatch.setattr(changes, "KEPT", 5)
    monkeypatch.setattr(changes, "EVERY", 2)
    begin = room.seen()["revision"]
    for number in range(12):
        room.phone().write(room.prompts[0], f"ใบที่ {number}")
    with system_scope("test", room.world.a.pk):
        kept = list(BoardChange.objects.order_by("revision").values_list("revision", flat=True))
    assert kept[-1] == begin + 12
    assert 5 <= len(kept) <= 7
    told = Client().get(f"{room.base}changes?since={begin}").json()
    assert (told["reset"], told["snapshot"]["revision"]) == (True, begin + 12)
