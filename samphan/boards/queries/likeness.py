"""Cards that could belong together: shared words and shared trigrams, counted here and explained.

Nothing leaves the installation and nothing is decided: a person accepts a suggestion or not. Rare words weigh more
than frequent ones; two spellings of one word still share most of their trigrams. Pairs are found through an inverted
index that passes over what too many cards have, so 2,000 cards take less than a second.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from samphan.boards.models import Card, Prompt
from samphan.boards.queries.render import sees_card
from samphan.kit.thai.fold import fold
from samphan.kit.thai.words import layout_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samphan.boards.models import Board

ALIKE: Final = 0.3
"""The least score (0 to 1) of two cards that are suggested together."""
MOST: Final = 40
CROWDED: Final = 60
"""What more cards share than this says little, and would make every card a neighbour of every other."""
SHOWN_WORDS: Final = 3
WORDS_WEIGH: Final = 0.6

_WORD: Final = re.compile(r"[0-9a-z]+|[\u0e01-\u0e5b]+")
# Words that join and ask, and what stands on nearly every card of a workshop.
_JOINING: Final = (
    "การ ความ ที่ และ ของ ใน ให้ ได้ เป็น มี จะ กับ แก่ แต่ หรือ ว่า ไม่ จาก โดย ซึ่ง อยู่ ไป มา นี้ นั้น ๆ เพื่อ ต้อง ควร"
    " อย่าง เพราะ ทำ ร่วม กัน แล้ว ด้วย ถ้า เรา ทุก อีก ยัง คือ ต่อ ขึ้น ตาม ระหว่าง ผู้ นัก"
    " a an the and or of to in on for with from by at is are be we our us it its that this more not should must can will"
    " need have has do how what when who there their they as if"
)
_EMPTY: Final = frozenset(_JOINING.split())


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Cards side by side, in the order of the board, with the words that they share."""

    keys: tuple[str, ...]
    score: float
    words: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """As those get it who lead."""
        said = ", ".join(self.words)
        return {
            "cards": list(self.keys),
            "score": round(self.score, 2),
            "words": list(self.words),
            "reason_th": f"มีคำร่วมกัน: {said}" if said else "เขียนคล้ายกัน",
            "reason_en": f"Shared words: {said}" if said else "Written alike",
        }


def suggestions(board: Board, prompt_id: int) -> list[Suggestion]:
    """Loose cards of a prompt that could be put together, the most alike first; two statements."""
    prompt = Prompt.objects.filter(board=board, pk=prompt_id).first()
    if prompt is None:
        return []
    rows = Card.objects.filter(prompt=prompt, cluster=None, is_hidden=False, is_withdrawn=False)
    listed = [each for each in rows.order_by("order", "key") if sees_card(each, prompt, staff=True)]
    found = alike([each.text for each in listed])
    return [
        Suggestion(tuple(str(listed[at].key) for at in group), score, words)
        for group, score, words in found[:MOST]
    ]


def alike(texts: Sequence[str]) -> list[tuple[tuple[int, ...], float, tuple[str, ...]]]:
    """Groups of positions with their score and shared words, the most alike first. Each text is in one group at most."""
    folded = [fold(text) for text in texts]
    words = [_words(text) for text in folded]
    grams = [_trigrams(text) for text in folded]
    pairs = _pairs(words, grams)
    taken: set[int] = set()
    found = []
    for (one, other), score in sorted(pairs.items(), key=lambda each: (-each[1], each[0])):
        if score < ALIKE or one in taken or other in taken:
            continue
        group = _grown([one, other], pairs, taken)
        taken.update(group)
        scores = [pairs.get(pair, 0.0) for pair in combinations(group, 2)]
        found.append((tuple(group), sum(scores) / len(scores), _shared(group, words)))
    return sorted(found, key=lambda each: -each[1])


def _pairs(words: Sequence[frozenset[str]], grams: Sequence[frozenset[str]]) -> dict[tuple[int, int], float]:
    """How alike two texts are, for each two that share something that is not everywhere."""
    weights = _weights(words)
    candidates = _together(words) | _together(grams, least=3)
    mass = [sum(weights[word] for word in each) for each in words]
    found = {}
    for one, other in candidates:
        shared = sum(weights[word] for word in words[one] & words[other])
        union = mass[one] + mass[other] - shared
        by_word = shared / union if union else 0.0
        size = len(grams[one]) + len(grams[other])
        by_gram = 2 * len(grams[one] & grams[other]) / size if size else 0.0
        found[one, other] = WORDS_WEIGH * by_word + (1 - WORDS_WEIGH) * by_gram
    return found


def _weights(words: Sequence[frozenset[str]]) -> Mapping[str, float]:
    frequency = Counter(word for each in words for word in each)
    return {word: math.log(1 + len(words) / count) for word, count in frequency.items()}


def _together(features: Sequence[frozenset[str]], *, least: int = 1) -> set[tuple[int, int]]:
    """Pairs that share at least so many features that are not everywhere."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(features):
        for feature in each:
            index[feature].append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for places in index.values():
        if 1 < len(places) <= CROWDED:
            shared.update(combinations(places, 2))
    return {pair for pair, count in shared.items() if count >= least}


def _grown(group: list[int], pairs: Mapping[tuple[int, int], float], taken: set[int]) -> list[int]:
    """The group with every text that is alike to all in it."""
    near = {other for pair in pairs if group[0] in pair for other in pair} - {*group, *taken}
    for each in sorted(near):
        if all(pairs.get((min(each, member), max(each, member)), 0.0) >= ALIKE for member in group):
            group.append(each)
    return sorted(group)


def _shared(group: Sequence[int], words: Sequence[frozenset[str]]) -> tuple[str, ...]:
    common = Counter(word for at in group for word in words[at])
    shared = [word for word, count in common.items() if count > 1]
    return tuple(sorted(shared, key=lambda word: (-common[word], -len(word), word))[:SHOWN_WORDS])


def _words(text: str) -> frozenset[str]:
    found = {piece for run in _WORD.findall(text) for piece in _pieces(run)}
    return frozenset(word for word in found if len(word) > 1 and word not in _EMPTY)


def _pieces(run: str) -> Sequence[str]:
    return [run] if run.isascii() else [piece.strip() for piece in layout_words(run)]


def _trigrams(text: str) -> frozenset[str]:
    bare = "".join(_WORD.findall(text))
    return frozenset(bare[at : at + 3] for at in range(len(bare) - 2))
