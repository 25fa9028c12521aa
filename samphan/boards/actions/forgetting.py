"""What a board forgets some time after it was closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from samphan.boards import policy
from samphan.boards.models import Board, BoardState, Card
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor


@transaction.atomic
def forget_authors(*, by: Actor, closed_before: dt.datetime) -> int:
    """Forget the hashes with which phones could change their cards, on boards closed before then; how many cards.

    Cards and votes stay: they belong to the event. The hashes of votes stay too, so that nobody votes twice on a board
    that is opened again; they tell nothing beyond their question.
    """
    count = 0
    boards = Board.objects.filter(
        network_id=by.network_id, state=BoardState.CLOSED, closed_at__lt=closed_before
    )
    for board in boards.order_by("id"):
        by.must(policy.manage, on=board)
        forgotten = Card.objects.filter(board=board).exclude(author_hash="").update(author_hash="")
        if forgotten:
            record(by, "forget_authors", board, changes={"cards": forgotten})
        count += forgotten
    return count
