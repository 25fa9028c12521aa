"""How the transactions of a board begin and end.

At the end its revision goes up by one, the change is stored, and those who listen are told. At the beginning the row of
the board is locked, except for the act that a whole room does at once: writing a card locks it only with the statement
that ends it, so that phones wait for one commit each and not for one transaction each.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import Count, Q

from samphan.boards.models import Board, BoardChange, Prompt
from samphan.boards.queries.snapshot import standing
from samphan.boards.transitions import ANSWERED_IN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samphan.boards.queries.render import Bodies, Body

CHANNEL: Final = "samphan_boards"
KEPT: Final = 1_000
"""Changes that are kept for those who come back; whoever missed more gets the whole board."""
EVERY: Final = 250
"""Changes after which those before are cleared away."""

_PUBLISH: Final = """
with turned as (
  update boards_board set revision = revision + 1 where id = %(board)s returning id, network_id, revision
), told as (
  insert into boards_boardchange (network_id, board_id, revision, body_all, body_staff)
  select network_id, id, revision, %(all)s::jsonb, %(staff)s::jsonb from turned
)
select revision, pg_notify(%(channel)s, id::text) from turned
"""

# Who sees the card is decided on the rows as they are once the board is locked: it may have been revealed, or closed,
# between the moment at which the card was read and now.
_PUBLISH_CARD: Final = """
with turned as (
  update boards_board set revision = revision + 1
  where id = %(board)s and state = 'open' returning id, network_id, revision
), counted as (
  update boards_prompt set card_count = card_count + 1
  where id = %(prompt)s and exists (select from turned) and state = any(%(open)s)
  returning id, card_count, is_revealed or at_once as is_shown
), told as (
  insert into boards_boardchange (network_id, board_id, revision, body_all, body_staff)
  select t.network_id, t.id, t.revision, b.body, b.body
  from turned t, counted c, lateral (
    select jsonb_build_object('counts', jsonb_build_object('cards', jsonb_build_object(c.id::text, c.card_count)))
      || case when c.is_shown then %(shown)s::jsonb else '{}'::jsonb end as body) b
)
select revision, pg_notify(%(channel)s, t.id::text) from turned t, counted
"""


def lock(board: Board) -> Board:
    """The board as it is, while nobody else changes it."""
    rows = Board.objects.select_for_update(of=("self",), no_key=True).select_related("spotlight_card")
    return rows.get(pk=board.pk)


def recount(*prompts: Prompt) -> None:
    """Count the cards of prompts anew; the board is locked, so nobody counts at the same time."""
    rows = Prompt.objects.filter(pk__in=[each.pk for each in prompts])
    found = dict(rows.values_list("pk").annotate(count=Count("cards", filter=_of_card(standing()))))
    for prompt in prompts:
        prompt.card_count = found[prompt.pk]
    Prompt.objects.bulk_update(prompts, ["card_count"])


def publish(board: Board, bodies: Bodies) -> int:
    """Tell a change; the new revision."""
    revision = _run(_PUBLISH, {"board": board.pk, "all": _dump(bodies.all), "staff": _dump(bodies.staff)})
    if revision is None:
        raise LookupError(f"board {board.pk} is gone")
    board.revision = revision
    _forget(board, revision)
    return revision


def publish_card(board: Board, prompt: Prompt, shown: Body) -> int | None:
    """Tell a new card, to all or only as a number; None when board or prompt were closed meanwhile."""
    states = [str(each) for each in ANSWERED_IN]
    values = {"board": board.pk, "prompt": prompt.pk, "open": states, "shown": _dump(shown)}
    revision = _run(_PUBLISH_CARD, values)
    if revision is not None:
        _forget(board, revision)
    return revision


def _forget(board: Board, revision: int) -> None:
    """Now and then, the changes that are too old to be missed."""
    if revision % EVERY == 0:
        BoardChange.objects.filter(board=board, revision__lte=revision - KEPT).delete()


def _run(statement: str, values: Mapping[str, object]) -> int | None:
    parameters: Any = {**values, "channel": CHANNEL}
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        row = cursor.fetchone()
    return int(row[0]) if row else None


def _dump(body: Body) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _of_card(condition: Q) -> Q:
    return Q(**{f"cards__{name}": value for name, value in condition.children})  # type: ignore[misc]  # pairs, as standing() is made of
