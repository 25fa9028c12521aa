"""What those who lead enter for others, and moderation: cards from paper and voice, paper votes, hiding, reports."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from samphan.boards.actions.cards import MOST_CARDS, forget_text, next_order
from samphan.boards.actions.deed import Deed, Stale, prompt_of, ready, tell
from samphan.boards.actions.quiet import quarter
from samphan.boards.actions.texts import uuid_of, words
from samphan.boards.models import (
    LONGEST_CARD,
    POINTS,
    AbuseReport,
    Card,
    Cluster,
    Option,
    PaperTally,
    PromptKind,
    Way,
)
from samphan.kit.errors import Problem
from samphan.kit.numbers import number_in
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from samphan.boards.models import Board, Prompt
    from samphan.kit.actor import Actor

ENTERED: Final = frozenset({Way.PAPER.value, Way.VOICE.value, Way.ORGANISER.value})
MOST_VOTES: Final = 10_000


@transaction.atomic
def enter_card(
    *,
    by: Actor,
    board: Board,
    prompt: int,
    text: str,
    way: str,
    name: str = "",
    key: uuid.UUID | None = None,
    now: dt.datetime,
) -> Card:
    """Type in a card from paper or voice, marked as such; with a key of the sender's own, once however often it is sent.

    Raises:
        Stale: the prompt is not there any more.
        Problem: the text cannot be kept, or the way is none.
    """
    board = ready(by, board)
    row = prompt_of(board, prompt)
    if way not in ENTERED:
        raise Problem(_("Say whether the card came on paper or was spoken."), field="way")
    if not row.is_written:
        raise Problem(_("This question is answered by choosing."), field="prompt")
    if row.card_count >= MOST_CARDS:
        raise Problem(_("This board is full."))
    known = Card.objects.filter(board=board, key=key).first() if key else None
    if known is not None:
        return known
    card = Card.objects.create(
        network_id=board.network_id,
        board=board,
        prompt=row,
        key=key or uuid.uuid4(),
        text=words(text, longest=LONGEST_CARD),
        name=words(name, longest=100, field="name", required=False),
        way=way,
        entered_by=by.label,
        order=next_order(board),
        posted_at=quarter(now),
    )
    deed = Deed(by, board, "add_card")
    deed.made(card, is_hidden=True)
    deed.finish(now)
    record(by, "enter_card", board, changes={"card": card.pk, "way": way})
    return card


@transaction.atomic
def correct_card(*, by: Actor, board: Board, card: uuid.UUID, text: str, now: dt.datetime) -> Card:
    """Correct a card that was typed in; what came from a phone belongs to its author.

    Raises:
        Stale: it is not there any more.
        Problem: it came from a phone, or the text cannot be kept.
    """
    board = ready(by, board)
    row = _card(board, card)
    if row.way == Way.PHONE:
        raise Problem(_("Only the phone that wrote this card can change it. You can hide it."))
    before = row.text
    deed = Deed(by, board, "edit_card")
    deed.set(row, text=words(text, longest=LONGEST_CARD))
    deed.finish(now)
    record(by, "correct_card", board, changes={"card": row.pk, "text": [before, row.text]})
    return row


@transaction.atomic
def hide_card(*, by: Actor, board: Board, card: uuid.UUID, now: dt.datetime) -> Card:
    """Take a card from everybody's eyes, without learning whose it is; its reports are dealt with.

    Raises:
        Stale: it is not there any more.
    """
    board = ready(by, board)
    row = _card(board, card)
    AbuseReport.objects.filter(card=row, is_handled=False).update(is_handled=True)
    deed = Deed(by, board, "hide")
    deed.set(row, is_hidden=True)
    forget_text(board, row, also_staff=False)
    deed.finish(now)
    record(by, "hide_card", board, changes={"card": row.pk})
    return row


@transaction.atomic
def show_card(*, by: Actor, board: Board, card: uuid.UUID, now: dt.datetime) -> Card:
    """Show a hidden card again.

    Raises:
        Stale: it is not there any more.
    """
    board = ready(by, board)
    row = _card(board, card)
    deed = Deed(by, board, "show")
    deed.set(row, is_hidden=False)
    deed.finish(now)
    record(by, "show_card", board, changes={"card": row.pk})
    return row


@transaction.atomic
def handle_reports(*, by: Actor, board: Board, card: uuid.UUID, now: dt.datetime) -> Card:  # noqa: ARG001 - as every act of the board
    """The reports about a card were looked at, and it stays.

    Raises:
        Stale: it is not there any more.
    """
    board = ready(by, board)
    row = _card(board, card)
    count = AbuseReport.objects.filter(card=row, is_handled=False).update(is_handled=True)
    tell(board, [row])
    record(by, "handle_report", board, changes={"card": row.pk, "reports": count})
    return row


@transaction.atomic
def tally_paper(
    *, by: Actor, board: Board, prompt: int, target: str, count: int, now: dt.datetime
) -> PaperTally:
    """Say how many votes something got on paper; the number replaces the one said before.

    ``target`` is ``card:<key>``, ``cluster:<id>``, ``option:<id>`` or ``number:<1-5>``.

    Raises:
        Stale: it is not there any more.
        Problem: the number or the target cannot be.
    """
    board = ready(by, board)
    row = prompt_of(board, prompt)
    if not 0 <= count <= MOST_VOTES:
        raise Problem(_("Give a number of votes."), field="count")
    place = _target(board, row, target)
    tally = PaperTally.objects.filter(prompt=row, **place).first()
    if tally is None:
        tally = PaperTally.objects.create(
            network_id=board.network_id, board=board, prompt=row, count=0, entered_by=by.label, **place
        )
    before = tally.count
    deed = Deed(by, board, "tally")
    deed.set(tally, count=count, entered_by=by.label)
    deed.finish(now)
    record(by, "tally_paper", board, changes={"target": target, "count": [before, count]})
    return tally


def _card(board: Board, key: uuid.UUID) -> Card:
    found = Card.objects.filter(board=board, key=key, is_withdrawn=False).first()
    if found is None:
        raise Stale(_("This card was taken back."))
    return found


def _target(board: Board, prompt: Prompt, target: str) -> Mapping[str, int]:
    kind, _colon, name = target.partition(":")
    number = number_in(name)
    key = uuid_of(name)
    found: int | None = None
    if kind == "card" and key and (card := _card(board, key)).prompt_id == prompt.pk:
        return {"card_id": card.pk}
    if kind == "number" and number in POINTS and prompt.kind == PromptKind.SCALE:
        return {"number": number}
    if kind == "cluster" and number:
        found = Cluster.objects.filter(prompt=prompt, pk=number).values_list("pk", flat=True).first()
    elif kind == "option" and number:
        found = Option.objects.filter(prompt=prompt, pk=number).values_list("pk", flat=True).first()
    if found is None:
        raise Problem(_("This cannot be voted for."), field="target")
    return {f"{kind}_id": found}
