"""A board in a few words: how much was written, and what it was about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from samphan.boards.models import WRITTEN, Board, Card, Cluster, ClusterState, Prompt
from samphan.boards.queries.votes import tally

if TYPE_CHECKING:
    from samphan.events.models import Event


@dataclass(frozen=True, slots=True)
class BoardSummary:
    """Cards that everybody could read, and the titles of the clusters, those with most votes (then cards) first."""

    id: int
    group_id: int | None
    title_th: str
    title_en: str
    cards: int
    clusters: tuple[str, ...]
    is_sample: bool


def board_summaries(event: Event) -> tuple[BoardSummary, ...]:
    """The boards of an event on which something was written and revealed; at most seven statements."""
    boards = list(Board.objects.filter(network_id=event.network_id, event=event).order_by("order", "id"))
    if not boards:
        return ()
    prompts = {
        each.pk: each
        for each in Prompt.objects.filter(board__in=boards, kind__in=WRITTEN).order_by("order", "id")
        if each.shows_cards
    }
    clusters = list(Cluster.objects.filter(prompt__in=prompts).order_by("order", "id"))
    written = Card.objects.filter(prompt__in=prompts, is_hidden=False, is_withdrawn=False)
    counts = dict(written.values_list("board_id").annotate(heads=Count("id")).order_by())
    sizes = dict(written.values_list("cluster_id").annotate(heads=Count("id")).order_by())
    voted = [pk for pk, prompt in prompts.items() if prompt.shows_results]
    votes = tally(voted).totals(clusters, written.filter(prompt__in=voted)) if voted else {}
    named: dict[int, list[Cluster]] = defaultdict(list)
    for each in clusters:
        if each.state == ClusterState.ACTIVE and each.title and sizes.get(each.pk):
            named[each.board_id].append(each)
    return tuple(
        BoardSummary(
            board.pk,
            board.group_id,
            board.title_th,
            board.title_en,
            counts[board.pk],
            tuple(
                each.title
                for each in sorted(
                    named[board.pk], key=lambda each: (-votes.get(each.pk, 0), -sizes[each.pk])
                )
            ),
            board.is_sample,
        )
        for board in boards
        if counts.get(board.pk)
    )
