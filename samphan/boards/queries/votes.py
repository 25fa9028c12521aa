"""Counting: dots, paper votes and answers, in one statement for any number of prompts."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db import connection

from samphan.boards.models import POINTS
from samphan.kit.thai.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from samphan.boards.models import Card, Cluster

MOST_WORDS: Final = 60

_COUNTED: Final = """
select prompt_id, 'card', card_id, null, sum(dots) from boards_ballot
  where prompt_id = any(%(prompts)s) and card_id is not null group by prompt_id, card_id
union all
select prompt_id, 'cluster', cluster_id, null, sum(dots) from boards_ballot
  where prompt_id = any(%(prompts)s) and cluster_id is not null group by prompt_id, cluster_id
union all
select prompt_id, case when card_id is not null then 'card' when cluster_id is not null then 'cluster'
    when option_id is not null then 'option' else 'number' end,
  coalesce(card_id, cluster_id, option_id, number), null, count
  from boards_papertally where prompt_id = any(%(prompts)s)
union all
select prompt_id, 'option', option_id, null, count(*) from boards_answer
  where prompt_id = any(%(prompts)s) and option_id is not null group by prompt_id, option_id
union all
select prompt_id, 'number', number, null, count(*) from boards_answer
  where prompt_id = any(%(prompts)s) and number is not null group by prompt_id, number
union all
select prompt_id, 'words', 0, words, count(*) from boards_answer
  where prompt_id = any(%(prompts)s) and words is not null group by prompt_id, words
"""


@dataclass(slots=True)
class Tally:
    """What was voted and answered, phones and paper together, by the id of what was voted for.

    ``cards`` and ``clusters`` hold what was given to each directly; ``totals`` adds up what was merged.
    """

    cards: Counter[int] = field(default_factory=Counter)
    clusters: Counter[int] = field(default_factory=Counter)
    options: Counter[int] = field(default_factory=Counter)
    points: defaultdict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    words: defaultdict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def results(self, prompt_id: int) -> dict[str, Any]:
        """What a closed poll shows beside the votes of its choices: points with mean, or words, the most frequent first."""
        found: dict[str, Any] = {}
        points = self.points.get(prompt_id)
        if points:
            count = points.total()
            mean = sum(point * votes for point, votes in points.items()) / count
            found |= {"points": {str(each): points[each] for each in POINTS}, "mean": round(mean, 2)}
        if words := self.words.get(prompt_id):
            found["words"] = _one_spelling(words)[:MOST_WORDS]
        return found

    def totals(self, clusters: Iterable[Cluster], cards: Iterable[Card]) -> Counter[int]:
        """Votes of each active cluster: its own, those of what was merged into it, and those of the cards in it."""
        into = {each.pk: each.merged_into_id for each in clusters}

        def last(cluster_id: int) -> int:
            seen = {cluster_id}
            while (above := into.get(cluster_id)) is not None and above not in seen:
                seen.add(above)
                cluster_id = above
            return cluster_id

        found: Counter[int] = Counter()
        for cluster_id, votes in self.clusters.items():
            found[last(cluster_id)] += votes
        for card in cards:
            if card.cluster_id is not None and card.stands:
                found[last(card.cluster_id)] += self.cards[card.pk]
        return found


def tally(prompt_ids: Collection[int]) -> Tally:
    """All votes and answers of these prompts; asks nothing when there are none."""
    found = Tally()
    if not prompt_ids:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"prompts": list(prompt_ids)})
        for prompt_id, kind, key, words, count in cursor.fetchall():
            match kind:
                case "card":
                    found.cards[key] += count
                case "cluster":
                    found.clusters[key] += count
                case "option":
                    found.options[key] += count
                case "number":
                    found.points[prompt_id][key] += count
                case _:
                    found.words[prompt_id][words] += count
    return found


def _one_spelling(words: Counter[str]) -> list[list[Any]]:
    """Words that differ in nothing but their writing, counted together under the most frequent writing."""
    groups: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text, count in words.items():
        groups[fold(text)][text] += count
    counted = [[group.most_common(1)[0][0], group.total()] for group in groups.values()]
    return sorted(counted, key=lambda each: (-each[1], each[0]))
