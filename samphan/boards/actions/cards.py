"""What phones do with cards: write, change, take back, report."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from samphan.boards import policy
from samphan.boards.actions import quiet
from samphan.boards.actions.changes import lock, publish, publish_card, recount
from samphan.boards.actions.texts import author_hash, words
from samphan.boards.models import LONGEST_CARD, AbuseReport, BoardChange, Card, Naming, Prompt, Way
from samphan.boards.queries.snapshot import changed
from samphan.boards.transitions import ANSWERED_IN
from samphan.kit.errors import Problem

if TYPE_CHECKING:
    import datetime as dt
    import uuid

    from samphan.boards.models import Board
    from samphan.kit.actor import Actor

MOST_CARDS = 5_000
"""Cards of one prompt: more than a room of 2,000 writes, less than a script would."""
LONGEST_NAME = 100
MOST_REPORTS = 50
"""Reports about one card that are kept: with more, nobody would look sooner."""
_STEP = 1 << 20
"""Room between two cards, for those that are put between them."""

_WRITE = """
insert into boards_card (network_id, board_id, prompt_id, key, text, author_hash, name, way, entered_by, "order",
  is_hidden, is_withdrawn, posted_at)
values (%(network)s, %(board)s, %(prompt)s, %(key)s, %(text)s, %(author)s, %(name)s, 'phone', '', %(order)s,
  false, false, %(posted)s)
on conflict (board_id, key) do nothing returning id
"""


class Gone(Problem):
    """What one acts on is closed, withdrawn or was never there; the phone keeps its text."""


@dataclass(frozen=True, slots=True)
class Written:
    """A card as the phone gets it back; ``is_new`` is false when it was known already."""

    key: uuid.UUID
    is_new: bool


def next_order(board: Board) -> int:
    """A place after all others. Two cards that come at once stand in an order that says nothing."""
    return (board.revision + 1) * _STEP + secrets.randbelow(_STEP)


def answered(prompt: Prompt) -> None:
    """Raise ``Gone`` unless phones may write to the prompt now."""
    if prompt.state not in ANSWERED_IN:
        raise Gone(_("This question takes no more answers. Your text is still here."))


# Without a savepoint: what a whole room does at once takes two round trips less, and a refusal undoes nothing else.
@transaction.atomic(savepoint=False)
def add_card(
    *, by: Actor, prompt: Prompt, key: uuid.UUID, text: str, secret: str, name: str = "", now: dt.datetime
) -> Written:
    """A phone writes a card, once however often it is sent. ``prompt.board`` is loaded.

    Raises:
        Gone: the prompt takes no more cards.
        Problem: the text is empty or too long, or a name is missing.
    """
    board = prompt.board
    by.must(policy.take_part, on=board)
    if not prompt.is_written:
        raise Problem(_("This question is answered by choosing."), field="prompt")
    answered(prompt)
    if prompt.card_count >= MOST_CARDS:
        raise Gone(_("This board is full."))
    text = words(text, longest=LONGEST_CARD)
    name = _name(board, name)
    order = next_order(board)
    values: dict[str, Any] = {
        "network": board.network_id,
        "board": board.pk,
        "prompt": prompt.pk,
        "key": key,
        "text": text,
        "author": author_hash(key, secret),
        "name": name,
        "order": order,
        "posted": quiet.quarter(now),
    }
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, values)
        if cursor.fetchone() is None:
            return Written(key, is_new=False)
    quiet.record("add_card", board, now=now)
    card = {
        "key": str(key),
        "prompt": prompt.pk,
        "cluster": None,
        "text": text,
        "name": name,
        "way": str(Way.PHONE),
        "order": order,
    }
    if publish_card(board, prompt, {"set": {"cards": [card]}}) is None:
        raise Gone(_("This question takes no more answers. Your text is still here."))
    return Written(key, is_new=True)


@transaction.atomic
def edit_card(
    *,
    by: Actor,
    board: Board,
    key: uuid.UUID,
    text: str,
    secret: str,
    name: str | None = None,
    now: dt.datetime,
) -> Card:
    """The phone that wrote a card changes it, while its prompt takes answers.

    Raises:
        Gone: there is no such card any more, or it cannot be changed any more.
        Problem: the text cannot be kept, or the secret is not the card's.
    """
    by.must(policy.take_part, on=board)
    board, card = _own(board, key, secret)
    answered(card.prompt)
    card.text = words(text, longest=LONGEST_CARD)
    if name is not None:
        card.name = _name(board, name)
    card.save(update_fields=["text", "name"])
    quiet.record("edit_card", board, now=now)
    publish(board, changed(board, cards=[card]))
    return card


@transaction.atomic
def withdraw_card(*, by: Actor, board: Board, key: uuid.UUID, secret: str, now: dt.datetime) -> Card:
    """The phone that wrote a card takes it back: its text is gone, also from the changes that are kept.

    Raises:
        Gone: there is no such card.
        Problem: the secret is not the card's.
    """
    by.must(policy.take_part, on=board)
    board, card = _own(board, key, secret, also_withdrawn=True)
    if card.is_withdrawn:
        return card
    card.is_withdrawn, card.text, card.name = True, "", ""
    card.save(update_fields=["is_withdrawn", "text", "name"])
    recount(card.prompt)
    forget_text(board, card)
    quiet.record("withdraw_card", board, now=now)
    publish(board, changed(board, cards=[card]))
    return card


@transaction.atomic
def report_abuse(*, by: Actor, board: Board, key: uuid.UUID, reason: str, now: dt.datetime) -> AbuseReport:
    """Somebody in the room finds that a card should not be shown; who leads looks at it.

    Raises:
        Gone: there is no such card any more.
    """
    by.must(policy.take_part, on=board)
    board = lock(board)
    card = Card.objects.filter(board=board, key=key, is_withdrawn=False).first()
    if card is None:
        raise Gone(_("This card was taken back."))
    kept = words(reason, longest=300, field="reason", required=False)
    if AbuseReport.objects.filter(card=card).count() >= MOST_REPORTS:
        raise Gone(_("This card was reported often enough; the facilitator looks at it."))
    report, is_new = AbuseReport.objects.get_or_create(
        network_id=board.network_id, board=board, card=card, reason=kept, is_handled=False
    )
    if is_new:
        quiet.record("report_abuse", board, now=now)
        bodies = changed(board, cards=[card])
        bodies.all.clear()  # who reported what is nobody's business but theirs who lead
        publish(board, bodies)
    return report


def forget_text(board: Board, card: Card, *, also_staff: bool = True) -> None:
    """Take a card out of the changes that are kept for those who come back, or only of those that everybody gets."""
    key = str(card.key)
    rows = BoardChange.objects.filter(board=board, body_staff__set__cards__contains=[{"key": key}])
    rows |= BoardChange.objects.filter(board=board, body_all__set__cards__contains=[{"key": key}])
    found = list(rows)
    for row in found:
        for body in (row.body_all, row.body_staff) if also_staff else (row.body_all,):
            present = body.get("set", {})
            if "cards" in present:
                present["cards"] = [each for each in present["cards"] if each["key"] != key]
    BoardChange.objects.bulk_update(found, ["body_all", "body_staff"])


def _own(board: Board, key: uuid.UUID, secret: str, *, also_withdrawn: bool = False) -> tuple[Board, Card]:
    """The board, locked, and the card whose secret this is."""
    board = lock(board)
    if not (verdict := policy.is_open(board)):  # it may have been closed while this waited
        raise Gone(verdict.reason)
    card = Card.objects.select_related("prompt").filter(board=board, key=key).first()
    if card is None or (card.is_withdrawn and not also_withdrawn):
        raise Gone(_("This card is not on the board any more."))
    if not card.author_hash or not hmac.compare_digest(card.author_hash, author_hash(key, secret)):
        raise Problem(_("Only the phone that wrote this card can change it."), field="secret")
    return board, card


def _name(board: Board, name: str) -> str:
    if board.naming == Naming.ANONYMOUS:
        return ""
    return words(name, longest=LONGEST_NAME, field="name", required=board.naming == Naming.NAMED)
