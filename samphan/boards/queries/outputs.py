"""What stands on a board, with the outputs that were made from it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samphan.boards.models import WRITTEN, Card, Cluster, OutputOrigin, Prompt
from samphan.boards.queries.votes import tally

if TYPE_CHECKING:
    from samphan.boards.models import Board
    from samphan.events.models import Output
    from samphan.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class ClusterLine:
    """A cluster with its cards, its votes (None while they are hidden) and the outputs made of it."""

    cluster: Cluster
    cards: tuple[Card, ...]
    votes: int | None
    outputs: tuple[Output, ...]


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card without cluster."""

    card: Card
    votes: int | None
    outputs: tuple[Output, ...]


@dataclass(frozen=True, slots=True)
class PromptLines:
    """What was written to one prompt: clusters by votes and size, then single cards."""

    prompt: Prompt
    clusters: tuple[ClusterLine, ...]
    cards: tuple[CardLine, ...]


def outputs_page(actor: Actor, board: Board) -> tuple[PromptLines, ...]:
    """At most seven statements, whatever stands on the board.

    Cards of a prompt that everybody does not see yet are left out, as are hidden ones and those taken back.
    """
    prompts = list(
        Prompt.objects.for_actor(actor).filter(board=board, kind__in=WRITTEN).order_by("order", "id")
    )
    clusters = list(Cluster.objects.for_actor(actor).filter(board=board).order_by("order", "id"))
    standing = Card.objects.for_actor(actor).filter(board=board, is_hidden=False, is_withdrawn=False)
    cards = list(standing.order_by("order", "key"))
    outputs: dict[tuple[str, int], list[Output]] = defaultdict(list)
    for origin in OutputOrigin.objects.filter(board=board).select_related("output").order_by("id"):
        if origin.cluster_id is not None:
            outputs["cluster", origin.cluster_id].append(origin.output)
        elif origin.card_id is not None:
            outputs["card", origin.card_id].append(origin.output)
    counted = tally([each.pk for each in prompts if each.shows_results])
    votes = counted.totals(clusters, cards)
    within: dict[int | None, list[Card]] = defaultdict(list)
    shown = {each.pk for each in prompts if each.was_shown}
    for card in cards:
        if card.prompt_id in shown:
            within[card.cluster_id].append(card)

    def lines(prompt: Prompt) -> PromptLines:
        found = [
            ClusterLine(
                each,
                tuple(within[each.pk]),
                votes[each.pk] if prompt.shows_results else None,
                tuple(outputs["cluster", each.pk]),
            )
            for each in clusters
            if each.prompt_id == prompt.pk and each.is_active
        ]
        alone = [
            CardLine(
                each,
                counted.cards[each.pk] if prompt.shows_results else None,
                tuple(outputs["card", each.pk]),
            )
            for each in within[None]
            if each.prompt_id == prompt.pk
        ]
        found.sort(key=lambda line: (-(line.votes or 0), -len(line.cards)))
        return PromptLines(prompt, tuple(found), tuple(alone))

    return tuple(map(lines, prompts))
