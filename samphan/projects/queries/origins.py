"""Where things come from: upper apps know, and say so here when they are ready; our pages show it.

register(lambda actor, kind, ids: {7: [("กลุ่มความคิด “น้ำ”", "Cluster “water”", "/n/alpha/boards/3/#cluster-9")]})
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from samphan.kit.bilingual import Bilingual

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

Kind = Literal["item", "action", "possible", "project", "listing"]
Named = tuple[str, str, str]
"""Label in Thai, label in English, address."""

Teller = Callable[["Actor", str, Collection[int]], Mapping[int, Sequence[Named]]]
KINDS: Final[tuple[Kind, ...]] = ("item", "action", "possible", "project", "listing")
_tellers: list[Teller] = []


@dataclass(frozen=True)
class Origin:
    """One thing from which something here comes."""

    label_th: str
    label_en: str
    url: str

    label = Bilingual()


def register(teller: Teller) -> None:
    """Called in ``apps.py`` of an upper app. The teller is asked once a page, whatever the number of ids."""
    if teller not in _tellers:
        _tellers.append(teller)


def origins(actor: Actor, kind: Kind, ids: Collection[int]) -> dict[int, list[Origin]]:
    """What each of some objects comes from, by id; ids without an origin are left out."""
    found: dict[int, list[Origin]] = defaultdict(list)
    if ids:
        for teller in _tellers:
            for pk, named in teller(actor, kind, ids).items():
                found[pk] += [Origin(*each) for each in named]
    return dict(found)
