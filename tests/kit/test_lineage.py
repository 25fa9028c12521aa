"""Chains of things: both ways, in a number of questions that does not grow, and never in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from samphan.kit import lineage
from samphan.kit.actor import Actor, ActorKind
from samphan.kit.lineage import Branch, Thing, trace

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

ACTOR = Actor(kind=ActorKind.ANONYMOUS)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Cards a1, a2 → cluster b1 → outputs c1, c2 → item d1 → c1 again (a mistake in the records)."""
    from collections import defaultdict

    monkeypatch.setattr(lineage, "_tellers", defaultdict(list))
    edges = {
        ("a", 1): [("b", 1)],
        ("a", 2): [("b", 1)],
        ("b", 1): [("c", 1), ("c", 2)],
        ("c", 1): [("d", 1)],
        ("d", 1): [("c", 1)],
    }
    questions: list[str] = []

    def teller(kind: str) -> lineage.Teller:
        def tell(_actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
            questions.append(kind)
            return {pk: [Thing(k, n, k, f"{k}{n}") for k, n in edges.get((kind, pk), [])] for pk in ids}

        return tell

    for kind in "abcd":
        lineage.register(kind, "after", teller(kind))
    return questions


def said(branches: Sequence[Branch]) -> list[object]:
    return [[branch.thing.label_th, said(branch.branches)] for branch in branches]


def test_trace_follows_every_step(asked: list[str]) -> None:
    found = trace(ACTOR, "a", [1], "after")
    assert said(found[1]) == [["b1", [["c1", [["d1", [["c1", []]]]]], ["c2", []]]]]
    assert [thing.label_th for thing in found[1][0].leaves()] == ["c1", "c2"]


def test_trace_of_many_asks_no_more_than_of_one(asked: list[str]) -> None:
    trace(ACTOR, "a", [1], "after")
    for_one = len(asked)
    trace(ACTOR, "a", [1, 2], "after")
    assert len(asked) == 2 * for_one == 8


def test_trace_of_thing_without_lineage_is_empty(asked: list[str]) -> None:
    assert trace(ACTOR, "a", [3], "after") == {3: ()}
    assert trace(ACTOR, "a", [1], "before") == {1: ()}


def test_trace_where_everything_hangs_together_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    from collections import defaultdict

    monkeypatch.setattr(lineage, "_tellers", defaultdict(list))

    def tell(_actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
        return {
            pk: [Thing("a", (pk // 10 + 1) * 10 + each, "a", f"{each}") for each in range(6)] for pk in ids
        }

    lineage.register("a", "after", tell)
    tree = trace(ACTOR, "a", [0, 1], "after")
    leaves = [sum(1 for branch in tree[pk] for _leaf in branch.leaves()) for pk in (0, 1)]
    assert leaves[0] == leaves[1]
    assert 6 < leaves[0] <= lineage.MOST + 6
