"""One act of somebody who leads: rows change together, can be undone together, and are told together.

The board is locked first, so two who act on the same cards come one after the other; the second finds what the first
did and is told so (``Stale``) instead of undoing it unseen.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from samphan.boards import policy
from samphan.boards.actions.changes import lock, publish, recount
from samphan.boards.models import BoardAct, Card, Cluster, PaperTally, Prompt
from samphan.boards.queries.snapshot import changed
from samphan.kit.errors import Problem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from samphan.boards.models import Board
    from samphan.kit.actor import Actor

type Row = Card | Cluster | PaperTally
# Managers of three models have no common type that knows its rows.
MODELS: Final[dict[str, Any]] = {"card": Card, "cluster": Cluster, "tally": PaperTally}


class Stale(Problem):
    """Somebody else changed what one acts on; the edge shows the present state."""


def ready(by: Actor, board: Board) -> Board:
    """The locked board, which the actor leads and which is not closed.

    Raises:
        Refused: it may not be changed by this actor, or not now.
    """
    by.must(policy.facilitate, on=board)
    board = lock(board)
    by.must(policy.lead, on=board)
    return board


def prompt_of(board: Board, pk: int) -> Prompt:
    """A prompt of the locked board.

    Raises:
        Stale: it is not there any more.
    """
    found = Prompt.objects.filter(board=board, pk=pk).first()
    if found is None:
        raise Stale(_("This question is not on the board any more."))
    found.board = board
    return found


class Deed:
    """Collects the values before and after; ``finish`` stores, remembers and tells them."""

    def __init__(self, by: Actor, board: Board, kind: str) -> None:
        """``board`` is locked."""
        self.by, self.board, self.kind = by, board, kind
        self.before: defaultdict[str, dict[str, Any]] = defaultdict(dict)
        self.after: defaultdict[str, dict[str, Any]] = defaultdict(dict)
        self._rows: dict[tuple[str, int], Row] = {}
        self._prompts: set[int] = set()

    def set(self, row: Row, **values: Any) -> None:
        """Give a row new values, by column name (``cluster_id``)."""
        kind = _kind(row)
        before = self.before[kind].setdefault(str(row.pk), {})
        after = self.after[kind].setdefault(str(row.pk), {})
        for name, value in values.items():
            before.setdefault(name, getattr(row, name))
            after[name] = value
            setattr(row, name, value)
        self._rows[kind, row.pk] = row

    def made(self, row: Row, **undone: Any) -> None:
        """A row was added; ``undone`` are the values that it gets when the act is undone."""
        kind = _kind(row)
        self.before[kind][str(row.pk)] = undone
        self.after[kind][str(row.pk)] = {name: getattr(row, name) for name in undone}
        self._rows[kind, row.pk] = row

    def tell(self, *prompts: int) -> None:
        """Prompts whose numbers change."""
        self._prompts.update(prompts)

    def finish(self, now: dt.datetime) -> int:
        """Store and tell it; the new revision."""
        save(self._rows.values(), self.after)
        BoardAct.objects.create(
            network_id=self.board.network_id,
            board=self.board,
            kind=self.kind,
            before=self.before,
            after=self.after,
            by=self.by.label,
            at=now,
        )
        return tell(self.board, self._rows.values(), self._prompts)


def save(rows: Iterable[Row], values: dict[str, dict[str, Any]]) -> None:
    """Write the named columns of the rows, one statement a kind."""
    by_kind: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_kind[_kind(row)].append(row)
    for kind, listed in by_kind.items():
        names = sorted({name.removesuffix("_id") for each in values[kind].values() for name in each})
        if names:
            MODELS[kind].objects.bulk_update(listed, names)


def tell(board: Board, rows: Iterable[Row], prompts: Iterable[int] = ()) -> int:
    """Count anew where cards came or went, then publish the present state of the rows."""
    listed = list(rows)
    cards = [each for each in listed if isinstance(each, Card)]
    clusters = [each for each in listed if isinstance(each, Cluster)]
    counted = {each.prompt_id for each in listed} if cards else set()
    if counted:
        recount(*Prompt.objects.filter(pk__in=counted))
    tallied = {each.prompt_id for each in listed if isinstance(each, PaperTally)}
    bodies = changed(
        board, prompts=[*prompts, *tallied], clusters=clusters, cards=cards, whole_prompts=sorted(tallied)
    )
    return publish(board, bodies)


def _kind(row: Row) -> str:
    return next(kind for kind, model in MODELS.items() if isinstance(row, model))
