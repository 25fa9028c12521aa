"""Tokens with which those who lead, and their projector, listen: signed, for one board, twelve hours long.

The signature is checked before the database is asked; who may listen is asked there, and again while the stream runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.core import signing

if TYPE_CHECKING:
    from samphan.boards.models import Board
    from samphan.kit.actor import Actor

HOURS: Final = 12
_SALT: Final = "samphan.boards.live"


@dataclass(frozen=True, slots=True)
class Ticket:
    """Who listens to what: a user, or the bearer of a link (its id); ``staff`` or what everybody sees."""

    slug: str
    board_id: int
    user_id: int | None
    link_id: int | None
    is_staff: bool


def issue(actor: Actor, board: Board, *, staff: bool) -> str:
    """A token for an actor who leads the board. The page that shows it has asked the policy."""
    if actor.network is None:
        raise ValueError("a token is given inside a network")
    content = [
        actor.network.slug,
        board.pk,
        actor.user_id,
        actor.link.id if actor.link else None,
        staff,
    ]
    return signing.dumps(content, salt=_SALT, compress=True)


def read(token: str) -> Ticket | None:
    """What the token says, None when it is false or too old."""
    try:
        slug, board_id, user_id, link_id, staff = signing.loads(token, salt=_SALT, max_age=HOURS * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Ticket(slug, board_id, user_id, link_id, staff)
