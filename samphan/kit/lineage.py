"""Where things come from and what became of them, across all storeys.

Each app says, for the kinds of things that it knows to be connected, what stands before and after them; nobody knows
the whole chain. A page asks for the chain of its things and gets a tree in each direction. Display goes up the
storeys, imports go down: only this registry is shared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from samphan.kit.bilingual import Bilingual

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor

Direction = Literal["before", "after"]
DEPTH: Final = 8
"""Further than any chain goes: card, cluster, output, roadmap item, project, use, report."""
MOST: Final = 1_000
"""Branches of one tree: where everything hangs together with everything, the same things would come by a million ways."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing in a chain: ``kind`` is its model (``events.output``), ``word`` what such things are called.

    ``url`` is empty where the reader has no page of it. ``state`` is a short word, such as "under way",
    ``state_code`` the stable code behind it.
    """

    kind: str
    id: int
    word: _StrOrPromise
    label_th: str
    label_en: str = ""
    url: str = ""
    state: _StrOrPromise = ""
    state_code: str = ""

    label = Bilingual()

    @property
    def key(self) -> tuple[str, int]:
        return self.kind, self.id


@dataclass(frozen=True, slots=True)
class Branch:
    """A thing with what stands before (or after) it."""

    thing: Thing
    branches: tuple[Branch, ...] = ()

    def leaves(self) -> Iterable[Thing]:
        """The far ends of the branch."""
        if not self.branches:
            yield self.thing
        for branch in self.branches:
            yield from branch.leaves()


Teller = Callable[["Actor", Collection[int]], Mapping[int, Sequence[Thing]]]
_tellers: dict[tuple[str, Direction], list[Teller]] = defaultdict(list)


def register(kind: str, direction: Direction, teller: Teller) -> None:
    """Called in ``apps.py``: the teller gives, for ids of the kind, the things that stand next to each.

    It is asked once a level of the tree, whatever the number of ids, and leaves out what the actor may not see.
    """
    if teller not in _tellers[kind, direction]:
        _tellers[kind, direction].append(teller)


def trace(
    actor: Actor, kind: str, ids: Collection[int], direction: Direction
) -> dict[int, tuple[Branch, ...]]:
    """The trees before or after some things of one kind, by id.

    The number of questions grows with the kinds and levels of the chains, never with the number of things. A thing
    that is its own ancestor is named and not followed again; a tree with ``MOST`` branches names its last things and
    follows them no further.
    """
    start = [(kind, pk) for pk in ids]
    next_to: dict[tuple[str, int], Sequence[Thing]] = {}
    frontier = set(start)
    for _level in range(DEPTH):
        if not frontier:
            break
        found = _ask(actor, frontier, direction)
        next_to |= found
        frontier = {thing.key for things in found.values() for thing in things} - next_to.keys()
    return {pk: _tree((kind, pk), next_to) for _kind, pk in start}


def _ask(
    actor: Actor, keys: Iterable[tuple[str, int]], direction: Direction
) -> dict[tuple[str, int], Sequence[Thing]]:
    by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, pk in keys:
        by_kind[kind].add(pk)
    found: dict[tuple[str, int], list[Thing]] = {}
    for kind, ids in by_kind.items():
        for pk in ids:
            found[kind, pk] = []
        for teller in _tellers.get((kind, direction), ()):
            for pk, things in teller(actor, frozenset(ids)).items():
                found[kind, pk] += things
    return {key: tuple(dict.fromkeys(things)) for key, things in found.items()}


def _tree(start: tuple[str, int], next_to: Mapping[tuple[str, int], Sequence[Thing]]) -> tuple[Branch, ...]:
    count = 0

    def branches(key: tuple[str, int], above: frozenset[tuple[str, int]]) -> tuple[Branch, ...]:
        nonlocal count
        if key in above or count >= MOST:
            return ()
        things = next_to.get(key, ())
        count += len(things)
        within = above | {key}
        return tuple(Branch(thing, branches(thing.key, within)) for thing in things)

    return branches(start, frozenset())
