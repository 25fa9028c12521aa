"""One of everything on a board, and what comes along to the next event."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils import timezone

from samphan.boards.models import Board, BoardAct, Card, Prompt
from samphan.events.actions.cloning import clone_event
from samphan.tenancy.scope import system_scope
from tests.factories.boards import fill_boards
from tests.factories.events import make_event, make_full_event

if TYPE_CHECKING:
    from tests.personas import World

NOW = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)


def test_fill_boards_makes_one_of_every_model(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        fill_boards(by, make_full_event(by), "marker", timezone.now())
        empty = [
            model.__name__
            for model in apps.get_app_config("boards").get_models()
            if not model._default_manager.exists()
        ]
        assert empty == []
        assert BoardAct.objects.filter(by="Samphan").count() == 3


def test_clone_event_takes_boards_without_cards(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        event = make_full_event(by)
        board = fill_boards(by, event, "marker", timezone.now())
        made = clone_event(
            by=by, source=event, title_th="ครั้งถัดไป", starts=None, ends=None, what=["topics", "boards"]
        )
        copied = Board.objects.select_related("group").get(event=made)
        assert copied.title_th == board.title_th
        assert copied.group is not None
        assert copied.group.event_id == made.pk
        assert Prompt.objects.filter(board=copied).count() == 2
        assert not Card.objects.filter(board=copied).exists()


def test_board_of_an_event_without_groups_belongs_to_the_event(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        board = fill_boards(by, make_event(by), "marker", timezone.now())
        assert board.group is None
