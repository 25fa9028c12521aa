"""Boards with everything on them, made through the actions that phones and facilitators use."""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING

from samphan.boards import policy
from samphan.boards.actions.ballots import answer_poll, cast_ballot
from samphan.boards.actions.cards import add_card, report_abuse
from samphan.boards.actions.entering import enter_card, tally_paper
from samphan.boards.actions.outputs import make_output
from samphan.boards.actions.prepare import PromptWords, add_prompt, create_board, give_lead
from samphan.boards.actions.room import open_board, turn_prompt, turn_voting
from samphan.boards.actions.sorting import cluster_cards
from samphan.boards.models import Board, Option, Prompt
from samphan.kit.actor import LinkRef, bearer
from samphan.tenancy import links

if TYPE_CHECKING:
    import datetime as dt

    from samphan.events.models import Event
    from samphan.kit.actor import Actor


def participant_of(board: Board, by: Actor, *, now: dt.datetime) -> Actor:
    """Whoever came by the link of the room; ``by`` stands in its network."""
    link = links.open_links(policy.JOIN, board, now=now).get()
    if by.network is None:
        raise ValueError("boards stand in a network")
    return bearer(LinkRef(link.pk, policy.JOIN, link.subject_kind, board.pk), by.network)


def fill_boards(by: Actor, event: Event, marker: str, now: dt.datetime) -> Board:
    """An open board with a card from a phone and one from paper, a cluster, votes, a poll, a report; all with a marker."""
    board = create_board(
        by=by,
        event=event,
        title_th=f"กระดาน {marker}",
        title_en=f"Board {marker}",
        group=event.groups.first(),
    )
    written = add_prompt(by=by, board=board, words=PromptWords(text_th=f"คำถาม {marker}", help_th=marker))
    poll = add_prompt(
        by=by,
        board=board,
        words=PromptWords(text_th=f"เลือก {marker}", kind="choice", options=[f"ก {marker}", f"ข {marker}"]),
    )
    board = open_board(by=by, board=board, now=now)
    give_lead(by=by, board=board, label=(f"ผู้นำกระบวนการ {marker}", ""))
    for prompt in (written, poll):
        turn_prompt(by=by, board=board, prompt=prompt.pk, act="show_prompt", now=now)
    phone = participant_of(board, by, now=now)
    key = uuid.uuid4()
    add_card(
        by=phone,
        prompt=Prompt.objects.select_related("board").get(pk=written.pk),
        key=key,
        text=f"ความคิด {marker}",
        secret=secrets.token_hex(16),
        now=now,
    )
    paper = enter_card(
        by=by, board=board, prompt=written.pk, text=f"จากกระดาษ {marker}", way="paper", now=now
    )
    turn_prompt(by=by, board=board, prompt=written.pk, act="reveal", now=now)
    report_abuse(by=phone, board=board, key=key, reason=f"เหตุผล {marker}", now=now)
    cluster = cluster_cards(by=by, board=board, cards=[paper.key], title=f"กลุ่มความคิด {marker}", now=now)
    turn_voting(by=by, board=board, prompt=written.pk, act="open_voting", now=now)
    secret = secrets.token_hex(16)
    cast_ballot(by=phone, board=board, prompt_id=written.pk, secret=secret, dots={f"card:{key}": 2}, now=now)
    option = Option.objects.filter(prompt=poll).values_list("pk", flat=True)[0]
    answer_poll(by=phone, board=board, prompt_id=poll.pk, secret=secret, options=[option], now=now)
    tally_paper(by=by, board=board, prompt=written.pk, target=f"cluster:{cluster.pk}", count=3, now=now)
    make_output(
        by=by, board=board, kind="suggestion", title_th=f"ข้อเสนอจากกระดาน {marker}", clusters=[cluster]
    )
    return Board.objects.get(pk=board.pk)
