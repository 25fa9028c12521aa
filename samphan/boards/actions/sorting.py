"""What those who lead do with cards and clusters: put together, merge, split, name, move. Everything can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from samphan.boards.actions.cards import next_order
from samphan.boards.actions.deed import MODELS, Deed, Stale, prompt_of, ready, save, tell
from samphan.boards.actions.texts import words
from samphan.boards.models import BoardAct, Card, Cluster, ClusterState
from samphan.kit.errors import Problem
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    import uuid
    from collections.abc import Collection, Iterable, Sequence

    from django.db.models import QuerySet

    from samphan.boards.actions.deed import Row
    from samphan.boards.models import Board
    from samphan.kit.actor import Actor

LONGEST_TITLE: Final = 300


@transaction.atomic
def cluster_cards(
    *,
    by: Actor,
    board: Board,
    cards: Collection[uuid.UUID],
    title: str = "",
    seen_in: int | None = None,
    now: dt.datetime,
) -> Cluster:
    """Put cards of one prompt together; ``seen_in`` is the cluster in which they were seen, None for loose cards.

    Raises:
        Stale: somebody moved or withdrew one of them meanwhile.
        Problem: they belong to different prompts.
    """
    board = ready(by, board)
    rows = _cards(board, cards, seen_in)
    cluster = _new_cluster(board, rows, title)
    deed = Deed(by, board, "cluster")
    deed.made(cluster, state=ClusterState.DISSOLVED)
    for row in rows:
        deed.set(row, cluster_id=cluster.pk)
    deed.finish(now)
    record(by, "cluster_cards", board, changes={"cluster": cluster.pk, "cards": len(rows)})
    return cluster


@transaction.atomic
def add_to_cluster(
    *,
    by: Actor,
    board: Board,
    cluster: int,
    cards: Collection[uuid.UUID],
    seen_in: int | None = None,
    now: dt.datetime,
) -> Cluster:
    """Put cards into a cluster; ``seen_in`` is the one in which they were seen, None for loose cards.

    Raises:
        Stale: the cluster or a card is not where it was.
        Problem: they belong to different prompts.
    """
    board = ready(by, board)
    (into,) = _clusters(board, [cluster])
    rows = _cards(board, cards, seen_in)
    if any(row.prompt_id != into.prompt_id for row in rows):
        raise Problem(_("Cards of different questions cannot be put together."), field="cards")
    deed = Deed(by, board, "add_to")
    for row in rows:
        deed.set(row, cluster_id=into.pk)
    deed.finish(now)
    record(by, "cluster_cards", board, changes={"cluster": into.pk, "cards": len(rows)})
    return into


@transaction.atomic
def take_out(
    *, by: Actor, board: Board, cards: Collection[uuid.UUID], seen_in: int | None = None, now: dt.datetime
) -> list[Card]:
    """Take cards out of their cluster; a cluster without cards stays until it is merged or named again.

    Raises:
        Stale: one of them is in no cluster, or not in the one in which it was seen.
    """
    board = ready(by, board)
    rows = list(Card.objects.filter(board=board, key__in=cards, is_withdrawn=False))
    gone = len(rows) != len(set(cards)) or any(row.cluster_id is None for row in rows)
    if not rows or gone or (seen_in is not None and any(row.cluster_id != seen_in for row in rows)):
        raise Stale(_("Somebody moved these cards already."))
    deed = Deed(by, board, "take_out")
    for row in rows:
        deed.set(row, cluster_id=None)
    deed.finish(now)
    record(by, "take_out_cards", board, changes={"cards": len(rows)})
    return rows


@transaction.atomic
def merge_clusters(
    *, by: Actor, board: Board, into: int, clusters: Collection[int], now: dt.datetime
) -> Cluster:
    """Merge clusters into one; their rows stay and say into which, their votes count for it.

    Raises:
        Stale: one of them was merged or dissolved already.
        Problem: they belong to different prompts, or there is nothing to merge.
    """
    board = ready(by, board)
    others = [pk for pk in dict.fromkeys(clusters) if pk != into]
    if not others:
        raise Problem(_("Choose at least two clusters."), field="clusters")
    target, *rest = _clusters(board, [into, *others])
    if any(each.prompt_id != target.prompt_id for each in rest):
        raise Problem(_("Cards of different questions cannot be put together."), field="clusters")
    deed = Deed(by, board, "merge")
    for each in rest:
        deed.set(each, state=ClusterState.MERGED, merged_into_id=target.pk)
    for card in Card.objects.filter(board=board, cluster__in=rest, is_withdrawn=False):
        deed.set(card, cluster_id=target.pk)
    deed.set(target, title=target.title or next((each.title for each in rest if each.title), ""))
    deed.finish(now)
    record(by, "merge_clusters", board, changes={"into": target.pk, "merged": others})
    return target


@transaction.atomic
def split_cluster(
    *, by: Actor, board: Board, cluster: int, cards: Collection[uuid.UUID], title: str = "", now: dt.datetime
) -> Cluster:
    """Take some cards of a cluster into a new one, which says from which it was split.

    Raises:
        Stale: the cluster was merged already, or a card is not in it.
    """
    board = ready(by, board)
    (source,) = _clusters(board, [cluster])
    rows = _cards(board, cards, source.pk)
    made = _new_cluster(board, rows, title, split_from=source)
    deed = Deed(by, board, "split")
    deed.made(made, state=ClusterState.DISSOLVED)
    for row in rows:
        deed.set(row, cluster_id=made.pk)
    deed.finish(now)
    record(by, "split_cluster", board, changes={"cluster": source.pk, "new": made.pk})
    return made


@transaction.atomic
def rename_cluster(*, by: Actor, board: Board, cluster: int, title: str, now: dt.datetime) -> Cluster:
    """Give a cluster another title.

    Raises:
        Stale: it was merged or dissolved already.
    """
    board = ready(by, board)
    (row,) = _clusters(board, [cluster])
    before = row.title
    deed = Deed(by, board, "rename")
    deed.set(row, title=words(title, longest=LONGEST_TITLE, field="title", required=False))
    deed.finish(now)
    record(by, "rename_cluster", board, changes={"title": [before, row.title]})
    return row


@transaction.atomic
def dissolve_cluster(*, by: Actor, board: Board, cluster: int, now: dt.datetime) -> Cluster:
    """Let the cards of a cluster stand loose again.

    Raises:
        Stale: it was merged or dissolved already.
    """
    board = ready(by, board)
    (row,) = _clusters(board, [cluster])
    deed = Deed(by, board, "dissolve")
    for card in Card.objects.filter(board=board, cluster=row, is_withdrawn=False):
        deed.set(card, cluster_id=None)
    deed.set(row, state=ClusterState.DISSOLVED)
    deed.finish(now)
    record(by, "dissolve_cluster", board, changes={"cluster": row.pk})
    return row


@transaction.atomic
def move(
    *,
    by: Actor,
    board: Board,
    card: uuid.UUID | None = None,
    cluster: int | None = None,
    before: str | int | None = None,
    now: dt.datetime,
) -> None:
    """Put a card or a cluster before another one of its column (``before``: a key or an id), or last.

    Raises:
        Stale: what is moved, or the other one, is not there any more.
    """
    board = ready(by, board)
    moved: Card | Cluster
    others: QuerySet[Card] | QuerySet[Cluster]
    if card is not None:
        (moved,) = _cards(board, [card], None, anywhere=True)
        cards = Card.objects.filter(prompt=moved.prompt_id, cluster=moved.cluster_id, is_withdrawn=False)
        others, name = cards.exclude(pk=moved.pk).order_by("order", "key"), "key"
    else:
        (moved,) = _clusters(board, [cluster or 0])
        clusters = Cluster.objects.filter(prompt=moved.prompt_id, state=ClusterState.ACTIVE)
        others, name = clusters.exclude(pk=moved.pk).order_by("order", "id"), "id"
    # Of a column of two thousand cards only names and places are read: its rows would take longer than all the rest.
    places = {str(other): order for other, order in others.values_list(name, "order")}
    if before is not None and str(before) not in places:
        raise Stale(_("What it was to stand before is not there any more."))
    deed = Deed(by, board, "move")
    at = len(places) if before is None else list(places).index(str(before))
    _place(deed, moved, others, list(places.values()), at)
    deed.finish(now)
    record(by, "move_card" if card is not None else "move_cluster", board)


@transaction.atomic
def undo(*, by: Actor, board: Board, now: dt.datetime) -> BoardAct:  # noqa: ARG001 - as every act of the board
    """Take back the last act that was not taken back, whoever did it; the act says who.

    Raises:
        Stale: nothing is left to take back, or somebody changed the same things since.
    """
    board = ready(by, board)
    act = BoardAct.objects.filter(board=board, is_undone=False).order_by("-id").first()
    if act is None:
        raise Stale(_("There is nothing to take back."))
    rows: list[Row] = []
    for kind, values in act.before.items():
        found = MODELS[kind].objects.in_bulk([int(pk) for pk in values])
        for pk, before in values.items():
            row = found.get(int(pk))
            if row is None:
                continue  # its question or choice was removed since, and all that stood there with it
            expected = act.after[kind][pk]
            if any(getattr(row, name) != value for name, value in expected.items()):
                raise Stale(_("This cannot be taken back: something was changed since by other means."))
            if isinstance(row, Card) and row.is_withdrawn and before.get("is_withdrawn") is not False:
                continue
            for name, value in before.items():
                setattr(row, name, value)
            rows.append(row)
    save(rows, act.before)
    act.is_undone = True
    act.save(update_fields=["is_undone"])
    tell(board, rows)
    record(by, "undo_board_act", board, changes={"act": act.kind, "by": act.by})
    return act


def _cards(
    board: Board, keys: Collection[uuid.UUID], seen_in: int | None, *, anywhere: bool = False
) -> list[Card]:
    """The cards, each still where it was seen, in the order of the board."""
    wanted = set(keys)
    if not wanted:
        raise Problem(_("Choose at least one card."), field="cards")
    rows = list(Card.objects.filter(board=board, key__in=wanted, is_withdrawn=False).order_by("order", "key"))
    if len(rows) != len(wanted) or (not anywhere and any(row.cluster_id != seen_in for row in rows)):
        raise Stale(_("Somebody moved or withdrew one of these cards meanwhile."))
    return rows


def _clusters(board: Board, pks: Sequence[int]) -> list[Cluster]:
    """The active clusters in the order asked for."""
    found = Cluster.objects.filter(board=board, state=ClusterState.ACTIVE).in_bulk(list(pks))
    if len(found) != len(set(pks)):
        raise Stale(_("Somebody merged or dissolved this cluster meanwhile."))
    return [found[pk] for pk in pks]


def _new_cluster(
    board: Board, rows: Sequence[Card], title: str, split_from: Cluster | None = None
) -> Cluster:
    if len({row.prompt_id for row in rows}) != 1:
        raise Problem(_("Cards of different questions cannot be put together."), field="cards")
    prompt_of(board, rows[0].prompt_id)
    return Cluster.objects.create(
        network_id=board.network_id,
        board=board,
        prompt_id=rows[0].prompt_id,
        title=words(title, longest=LONGEST_TITLE, field="title", required=False),
        order=next_order(board),
        split_from=split_from,
    )


def _place(
    deed: Deed, moved: Card | Cluster, others: Iterable[Card | Cluster], orders: Sequence[int], place: int
) -> None:
    """Give it an order between its neighbours; where there is no room, the whole column is numbered anew."""
    low = orders[place - 1] if place else (orders[0] - (2 << 20) if orders else 0)
    high = orders[place] if place < len(orders) else low + (2 << 20)
    if high - low > 1:
        deed.set(moved, order=(low + high) // 2)
        return
    listed = list(others)
    for at, row in enumerate([*listed[:place], moved, *listed[place:]], start=1):
        deed.set(row, order=at << 20)
