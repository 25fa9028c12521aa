"""Who may see, lead and take part in a board, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samphan.boards.models import BoardState
from samphan.kit.actor import YES, no
from samphan.tenancy.policy import bears, holds

if TYPE_CHECKING:
    from samphan.boards.models import Board
    from samphan.events.models import Event
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.tenancy.models import Owned

JOIN: Final = "boards.join"
LEAD: Final = "boards.lead"


def see(actor: Actor, row: Owned) -> Verdict:
    """A board or a part of one, in the network of the address: the same rule as ``for_actor``."""
    if row.network_id != actor.network_id:
        return no(_("This belongs to another network."))
    link = actor.link
    if link is not None:
        board_id = getattr(row, "board_id", row.pk)
        leads_here = link.subject_kind == "boards.board" and link.subject_id == board_id
        return YES if leads_here else no(_("This belongs to another board."))
    return holds(actor, "events.see", row.network_id)


def enter(actor: Actor, network: NetworkRef) -> Verdict:
    """The boards of the network."""
    return holds(actor, "events.see", network.pk)


def see_of_event(actor: Actor, event: Event) -> Verdict:
    """The boards of an event."""
    return holds(actor, "events.see", event.network_id)


def prepare(actor: Actor, event: Event) -> Verdict:
    """Make a board for an event."""
    return holds(actor, "boards.facilitate", event.network_id)


def make_output(actor: Actor, board: Board) -> Verdict:
    """Make outputs of the event from what stands on a board."""
    return see(actor, board) & holds(actor, "events.manage", board.network_id)


def publish_fates(actor: Actor, event: Event) -> Verdict:
    """Open or close the page that tells what became of the cards of an event."""
    return see_of_event(actor, event) & holds(actor, "events.manage", event.network_id)


def facilitate(actor: Actor, board: Board) -> Verdict:
    """Lead a board: whoever holds the permission, and the facilitator without account who was given a link."""
    return holds(actor, "boards.facilitate", board.network_id) | bears(actor, LEAD, board)


def manage(actor: Actor, board: Board) -> Verdict:
    """Change what a board is and to whom its links are given; a link does not give links."""
    return holds(actor, "boards.facilitate", board.network_id)


def lead(actor: Actor, board: Board) -> Verdict:
    """Change what stands on a board; a closed one is only read."""
    return facilitate(actor, board) & not_closed(board)


def take_part(actor: Actor, board: Board) -> Verdict:
    """Write, vote and answer: whoever came by the link of the room, while the board is open."""
    return bears(actor, JOIN, board) & is_open(board)


def not_closed(board: Board) -> Verdict:
    if board.state == BoardState.CLOSED:
        return no(_("This board is closed and is only read. Who leads it can open it again."))
    return YES


def is_open(board: Board) -> Verdict:
    if board.state == BoardState.DRAFT:
        return no(_("This board is not open yet. Who leads it opens it."))
    return not_closed(board)
