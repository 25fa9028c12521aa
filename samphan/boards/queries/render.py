"""Boards as JSON, for two audiences: everybody in the room, and those who lead.

What is not for an audience is not in what it is sent: a card that was not revealed, votes before the end, a hidden
card. The shapes are described in ``README.md``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from samphan.boards.models import ClusterState, PromptState, Way
from samphan.boards.queries.votes import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from samphan.boards.models import Board, Card, Cluster, Option, Prompt

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bodies:
    """A change as each audience gets it."""

    all: Body
    staff: Body


@dataclass(slots=True)
class Parts:
    """Rows of one board that are to be shown, with what is needed to show them.

    ``prompts`` holds every prompt that a card or cluster stands in; those in ``told`` are sent themselves. ``reports``
    maps a card's id to its open reports of abuse, ``votes`` a cluster's id to its total.
    """

    prompts: Mapping[int, Prompt]
    told: Sequence[Prompt] = ()
    options: Mapping[int, Sequence[Option]] = field(default_factory=dict)
    clusters: Sequence[Cluster] = ()
    cards: Sequence[Card] = ()
    tally: Tally = field(default_factory=Tally)
    votes: Mapping[int, int] = field(default_factory=dict)
    reports: Mapping[int, int] = field(default_factory=dict)
    board: Board | None = None


def sees_card(card: Card, prompt: Prompt, *, staff: bool) -> bool:
    """Whether an audience sees a card: nobody one that was taken back; who leads sees what is revealed or was typed in."""
    return not card.is_withdrawn and (staff or not card.is_hidden) and _reaches(card, prompt, staff=staff)


def _reaches(card: Card, prompt: Prompt, *, staff: bool) -> bool:
    if staff:
        return prompt.was_shown or card.way != Way.PHONE
    return prompt.shows_cards


def sees_cluster(cluster: Cluster, prompt: Prompt, *, staff: bool) -> bool:
    return cluster.state == ClusterState.ACTIVE and (staff or prompt.shows_cards)


def sees_prompt(prompt: Prompt, *, staff: bool) -> bool:
    return staff or prompt.state != PromptState.HIDDEN


def change_of(parts: Parts) -> Bodies:
    """A change that sets what an audience sees of the parts, and removes what it does not see (any more)."""
    return Bodies(all=_change(parts, staff=False), staff=_change(parts, staff=True))


def _change(parts: Parts, *, staff: bool) -> Body:
    present: Body = {}
    if parts.board is not None:
        present["board"] = board_json(parts.board, parts.prompts, staff=staff)
    prompts, no_prompts = _divide(parts.told, lambda each: sees_prompt(each, staff=staff))
    # What an audience never saw need not be removed; with a prompt goes what stands in it.
    clusters, no_clusters = _divide(
        (each for each in parts.clusters if staff or parts.prompts[each.prompt_id].shows_cards),
        lambda each: sees_cluster(each, parts.prompts[each.prompt_id], staff=staff),
    )
    cards, no_cards = _divide(
        (each for each in parts.cards if _reaches(each, parts.prompts[each.prompt_id], staff=staff)),
        lambda each: sees_card(each, parts.prompts[each.prompt_id], staff=staff),
    )
    present |= {
        "prompts": [prompt_json(each, parts) for each in prompts],
        "clusters": [cluster_json(each, parts) for each in clusters],
        "cards": [card_json(each, parts, staff=staff) for each in cards],
    }
    gone = {
        "prompts": [each.pk for each in no_prompts],
        "clusters": [each.pk for each in no_clusters],
        "cards": [str(each.key) for each in no_cards],
    }
    body = {"set": _filled(present), "remove": _filled(gone), "counts": counts(prompts) if prompts else {}}
    return _filled(body)


def whole(board: Board, parts: Parts, *, staff: bool, joined: int, now_ms: int) -> Body:
    """The board as an audience sees it now."""
    prompts = [each for each in parts.told if sees_prompt(each, staff=staff)]
    return {
        "revision": board.revision,
        "now": now_ms,
        "board": board_json(board, parts.prompts, staff=staff),
        "counts": {"joined": joined, **counts(prompts)},
        "prompts": [prompt_json(each, parts) for each in prompts],
        "clusters": [
            cluster_json(each, parts)
            for each in parts.clusters
            if sees_cluster(each, parts.prompts[each.prompt_id], staff=staff)
        ],
        "cards": [
            card_json(each, parts, staff=staff)
            for each in parts.cards
            if sees_card(each, parts.prompts[each.prompt_id], staff=staff)
        ],
    }


def counts(prompts: Iterable[Prompt]) -> Body:
    """Cards that stand and phones that voted, by prompt."""
    listed = list(prompts)
    return {
        "cards": {str(each.pk): each.card_count for each in listed},
        "voters": {str(each.pk): each.voter_count for each in listed},
    }


def board_json(board: Board, prompts: Mapping[int, Prompt], *, staff: bool) -> Body:
    current = prompts.get(board.current_id) if board.current_id else None
    shown: Body | None = None
    if board.spotlight_card_id is not None and board.spotlight_card is not None:
        shown = {"kind": "card", "id": str(board.spotlight_card.key)}
    elif board.spotlight_cluster_id is not None:
        shown = {"kind": "cluster", "id": board.spotlight_cluster_id}
    ends = board.timer_ends_at
    return {
        "id": board.pk,
        "title_th": board.title_th,
        "title_en": board.title_en,
        "state": board.state,
        "naming": board.naming,
        "current": board.current_id if current is None or sees_prompt(current, staff=staff) else None,
        "spotlight": shown,
        "timer": {"ends": int(ends.timestamp() * 1000) if ends else None, "left": board.timer_left},
    }


def prompt_json(prompt: Prompt, parts: Parts) -> Body:
    options = parts.options.get(prompt.pk, ())
    shows = prompt.shows_results
    found: Body = {
        "id": prompt.pk,
        "order": prompt.order,
        "kind": prompt.kind,
        "text_th": prompt.text_th,
        "text_en": prompt.text_en,
        "help_th": prompt.help_th,
        "help_en": prompt.help_en,
        "state": prompt.state,
        "at_once": prompt.at_once,
        "shown": prompt.shows_cards,
        "voting": prompt.voting,
        "dots": prompt.dots,
        "options": [
            {"id": each.pk, "text": each.text, **({"votes": parts.tally.options[each.pk]} if shows else {})}
            for each in options
        ],
    }
    if shows and not prompt.is_written:
        found["results"] = {"n": prompt.voter_count, **parts.tally.results(prompt.pk)}
    return found


def cluster_json(cluster: Cluster, parts: Parts) -> Body:
    found: Body = {
        "id": cluster.pk,
        "prompt": cluster.prompt_id,
        "title": cluster.title,
        "order": cluster.order,
    }
    if parts.prompts[cluster.prompt_id].shows_results:
        found["votes"] = parts.votes.get(cluster.pk, 0)
    return found


def card_json(card: Card, parts: Parts, *, staff: bool) -> Body:
    found: Body = {
        "key": str(card.key),
        "prompt": card.prompt_id,
        "cluster": card.cluster_id,
        "text": card.text,
        "name": card.name,
        "way": card.way,
        "order": card.order,
    }
    if parts.prompts[card.prompt_id].shows_results:
        found["votes"] = parts.tally.cards[card.pk]
    if staff:
        found["hidden"] = card.is_hidden
        found["reports"] = parts.reports.get(card.pk, 0)
    return found


def _filled(body: Body) -> Body:
    return {name: value for name, value in body.items() if value}


def _divide[T](rows: Iterable[T], is_seen: Callable[[T], bool]) -> tuple[list[T], list[T]]:
    seen: list[T] = []
    unseen: list[T] = []
    for row in rows:
        (seen if is_seen(row) else unseen).append(row)
    return seen, unseen
