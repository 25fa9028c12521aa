"""What became of what people wrote at an event: every card, its cluster, and what came of that."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from samphan.boards.models import WRITTEN, Board, Card, Cluster, Prompt
from samphan.boards.queries.lineage import CARD, CLUSTER
from samphan.kit.lineage import trace
from samphan.projects.models import UNBEGUN_STATES, ActionState, ItemState, PossibleState, ProjectState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from samphan.kit.lineage import Branch, Thing

#: What an output can become, and the states in which that has begun.
BEGUN: Final[dict[str, frozenset[str]]] = {
    "projects.roadmapitem": frozenset({ItemState.UNDER_WAY, ItemState.DONE}),
    "projects.actionitem": frozenset({ActionState.DONE}),
    "projects.possibleproject": frozenset({PossibleState.STARTED}),
    "projects.project": frozenset(ProjectState) - frozenset(UNBEGUN_STATES),
}
OUTPUT: Final = "events.output"


@dataclass(frozen=True, slots=True)
class Fate:
    """Cards that share a fate: those of one cluster, or one card that stands alone (``cluster`` is None)."""

    cluster: Cluster | None
    cards: tuple[Card, ...]
    after: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class PromptFates:
    """What people wrote to one prompt; clusters before single cards, those that went far before the others."""

    prompt: Prompt
    fates: tuple[Fate, ...]


@dataclass(frozen=True, slots=True)
class BoardFates:
    board: Board
    prompts: tuple[PromptFates, ...]


@dataclass(frozen=True, slots=True)
class EventFates:
    """Everything, and how far it went.

    ``cards`` that stand, of them those that are part of an output, ``outputs`` made from cards, those that were
    carried on, the ``things`` that they became, and of these the ones that have ``begun``.
    """

    boards: tuple[BoardFates, ...]
    cards: int
    cards_in_outputs: int
    outputs: int
    carried_on: int
    things: int
    begun: int

    @property
    def rate(self) -> int | None:
        """Begun things in a hundred; None where there is nothing yet."""
        return round(100 * self.begun / self.things) if self.things else None


def event_fates(actor: Actor, event: Event) -> EventFates:
    """The fates of all cards of an event that the caller may show.

    Cards of prompts that are not revealed stay private and are left out, as are hidden ones and those taken back.
    """
    boards = list(
        Board.objects.filter(network_id=event.network_id, event=event)
        .select_related("group")
        .order_by("order", "id")
    )
    prompts = [
        each
        for each in Prompt.objects.filter(board__in=boards, kind__in=WRITTEN).order_by("order", "id")
        if each.shows_cards
    ]
    cards: dict[int, list[Card]] = defaultdict(list)
    standing = Card.objects.filter(prompt__in=prompts, is_hidden=False, is_withdrawn=False)
    for card in standing.order_by("order", "key"):
        cards[card.prompt_id].append(card)
    clusters = {each.pk: each for each in Cluster.objects.filter(prompt__in=prompts)}
    alone = [card.pk for each in cards.values() for card in each]
    after_clusters = trace(actor, CLUSTER, list(clusters), "after")
    after_cards = trace(actor, CARD, alone, "after")
    told = tuple(
        BoardFates(
            board,
            tuple(
                PromptFates(each, tuple(_fates(cards[each.pk], clusters, after_clusters, after_cards)))
                for each in prompts
                if each.board_id == board.pk
            ),
        )
        for board in boards
    )
    return _counted(told)


def _fates(
    cards: Iterable[Card],
    clusters: dict[int, Cluster],
    after_clusters: dict[int, tuple[Branch, ...]],
    after_cards: dict[int, tuple[Branch, ...]],
) -> list[Fate]:
    by_cluster: dict[int | None, list[Card]] = defaultdict(list)
    for card in cards:
        by_cluster[card.cluster_id].append(card)
    single = by_cluster.pop(None, [])
    found = [
        Fate(clusters[pk], tuple(within), after_clusters[pk])
        for pk, within in by_cluster.items()
        if pk is not None
    ]
    found += [Fate(None, (card,), after_cards[card.pk]) for card in single]
    return sorted(found, key=lambda fate: (fate.cluster is None, not fate.after, -len(fate.cards)))


def _counted(boards: tuple[BoardFates, ...]) -> EventFates:
    fates = [fate for board in boards for each in board.prompts for fate in each.fates]
    outputs: dict[int, bool] = {}
    things: dict[tuple[str, int], Thing] = {}
    for fate in fates:
        for branch in _all(fate.after):
            if branch.thing.kind == OUTPUT:
                became = [each.thing for each in branch.branches if each.thing.kind in BEGUN]
                outputs[branch.thing.id] = bool(became)
                things |= {each.key: each for each in became}
    begun = sum(each.state_code in BEGUN[each.kind] for each in things.values())
    return EventFates(
        boards,
        cards=sum(len(fate.cards) for fate in fates),
        cards_in_outputs=sum(
            len(fate.cards) for fate in fates if any(each.thing.kind == OUTPUT for each in _all(fate.after))
        ),
        outputs=len(outputs),
        carried_on=sum(outputs.values()),
        things=len(things),
        begun=begun,
    )


def _all(branches: Iterable[Branch]) -> Iterable[Branch]:
    for branch in branches:
        yield branch
        yield from _all(branch.branches)
