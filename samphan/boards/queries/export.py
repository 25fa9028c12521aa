"""What a board holds, row by row, for a spreadsheet: what those who lead see.

Nothing that could join two cards of one author is in it, and no card that was not revealed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from samphan.boards.models import Card, Prompt
from samphan.boards.queries.render import sees_card
from samphan.boards.queries.snapshot import parts_of, standing
from samphan.kit.bilingual import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.boards.models import Board

HEADS: Final = (_("Question"), _("Cluster"), _("Text"), _("Name"), _("How it came"), _("Votes"))


def rows_of(board: Board) -> Iterator[list[Any]]:
    """One row a card in its cluster, choice, point or word, question by question; votes only where all see them."""
    parts = parts_of(board, reports=False)
    clusters = {each.pk: each for each in parts.clusters}
    cards: dict[int, list[Card]] = {}
    rows = Card.objects.filter(standing(), board=board).order_by("cluster__order", "order", "key")
    for card in rows:
        if sees_card(card, parts.prompts[card.prompt_id], staff=True):
            cards.setdefault(card.prompt_id, []).append(card)
    for prompt in parts.told:
        question = str(Text.of(prompt.text_th, prompt.text_en))
        if prompt.is_written:
            for card in cards.get(prompt.pk, ()):
                cluster = clusters.get(card.cluster_id) if card.cluster_id else None
                votes = parts.tally.cards[card.pk] if prompt.shows_results else None
                title = cluster.title if cluster else ""
                yield [question, title, card.text, card.name, card.get_way_display(), votes]
            if prompt.shows_results:
                for cluster in parts.clusters:
                    if cluster.prompt_id == prompt.pk and cluster.is_active:
                        votes = parts.votes.get(cluster.pk, 0)
                        yield [question, cluster.title, _("all cards of the cluster"), "", "", votes]
        elif prompt.shows_results:
            yield from ([question, "", label, "", "", votes] for label, votes in _answers(prompt, parts))


def _answers(prompt: Prompt, parts: Any) -> Iterator[tuple[str, int]]:
    for option in parts.options.get(prompt.pk, ()):
        yield option.text, parts.tally.options[option.pk]
    found = parts.tally.results(prompt.pk)
    yield from found.get("points", {}).items()
    yield from ((text, count) for text, count in found.get("words", ()))
