"""How statements of the frame in force and milestones stand in the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.kit.bilingual import pair
from samphan.networks.models import FrameVersion, Milestone, Statement
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from samphan.kit.actor import Actor
    from samphan.tenancy.models import SearchRow

STATEMENT: Final = "networks.statement"
MILESTONE: Final = "networks.milestone"
BATCH: Final = 2_000


def statement_row(each: Statement) -> SearchRow:
    """A statement is found by its words; what it is part of stands beside it."""
    return search.row(
        STATEMENT, each.pk, network_id=each.network_id, label=pair(each, "text"), detail=("", "")
    )


def milestone_row(each: Milestone) -> SearchRow:
    """A milestone is found by its title, its details and its place."""
    return search.row(
        MILESTONE,
        each.pk,
        network_id=each.network_id,
        label=pair(each, "title"),
        detail=pair(each, "detail"),
        others=[each.place] if each.place else [],
    )


def put_statements(frame: FrameVersion, *, replaced: FrameVersion | None) -> None:
    """The statements in force can be found; those of the version before no longer."""
    old: Iterable[int] = replaced.statements.values_list("pk", flat=True) if replaced is not None else ()
    for pk in old:
        search.remove(STATEMENT, pk)
    search.put([statement_row(each) for each in frame.statements.order_by("id")])


def statement_rows(actor: Actor) -> Iterator[SearchRow]:
    """All rows of statements made anew."""
    current = FrameVersion.objects.for_actor(actor).adopted().first()
    if current is not None:
        yield from map(statement_row, current.statements.order_by("id"))


def milestone_rows(actor: Actor) -> Iterator[SearchRow]:
    """All rows of milestones made anew."""
    yield from map(milestone_row, Milestone.objects.for_actor(actor).order_by("id").iterator(BATCH))
