"""Aligning things with items of frameworks: the only writer of every app's table of alignments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from samphan.frameworks.models import Framework, FrameworkState
from samphan.frameworks.queries.alignments import cell_words
from samphan.kit.errors import Problem
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.frameworks.models import Alignment, FrameworkItem
    from samphan.frameworks.queries.alignments import AlignedKind
    from samphan.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class Cell:
    """An item, and in a matrix the item of the other axis; without it the whole row is meant."""

    item: FrameworkItem
    across: FrameworkItem | None = None


@transaction.atomic
def align(
    *,
    by: Actor,
    kind: AlignedKind,
    thing: Any,
    cells: Sequence[Cell],
    note: str = "",
    rating: int | None = None,
) -> list[Alignment]:
    """A thing serves items of frameworks; all of them get the same note and rating.

    Raises:
        Problem: nothing is chosen, an item stands in a version that is not in use, or it is aligned already.
    """
    by.must(kind.rule, on=thing)
    if not cells:
        raise Problem(_("Choose at least one item."), field="cells")
    # held, so that nobody withdraws a framework while something is aligned with it
    chosen = {each.item.framework_id for each in cells}
    frameworks = {
        each.pk: each
        for each in Framework.objects.select_for_update().filter(
            pk__in=chosen, network_id=thing.network_id, state=FrameworkState.IN_USE
        )
    }
    made = []
    for cell in cells:
        framework = frameworks.get(cell.item.framework_id)
        if framework is None:
            raise Problem(
                _("This version is not in use any more: nothing new is aligned with it."), field="cells"
            )
        _check_cell(cell, framework)
        if kind.every().filter(**{kind.field: thing}, item=cell.item, across=cell.across).exists():
            raise Problem(
                _("It is aligned with “%(item)s” already.") % {"item": cell.item.title}, field="cells"
            )
        row = kind.model(
            network_id=thing.network_id,
            item=cell.item,
            across=cell.across,
            note=note,
            rating=rating,
            made_by=by.label,
            **{kind.field: thing},
        )
        row.save()
        made.append(row)
    told = {"alignment": [None, "; ".join(cell_words(each.item, each.across) for each in cells)]}
    record(by, "align_thing", thing, changes=told)
    return made


@transaction.atomic
def describe_alignment(
    *, by: Actor, kind: AlignedKind, alignment: Any, note: str, rating: int | None
) -> Alignment:
    """Change how a thing serves an item, and what its keepers think of it; also where the version is not in use."""
    row: Alignment = (
        kind.every().select_for_update(of=("self",)).select_related("item", "across").get(pk=alignment.pk)
    )
    by.must(kind.rule, on=kind.thing(row))
    changes = {
        name: [getattr(row, name), value]
        for name, value in (("note", note), ("rating", rating))
        if getattr(row, name) != value
    }
    if changes:
        row.note, row.rating = note, rating
        row.save(update_fields=["note", "rating"])
        told = {"alignment": [cell_words(row.item, row.across)] * 2, **changes}
        record(by, "describe_alignment", kind.thing(row), changes=told)
    return row


@transaction.atomic
def unalign(*, by: Actor, kind: AlignedKind, alignment: Any) -> None:
    """A thing does not serve an item."""
    by.must(kind.rule, on=kind.thing(alignment))
    told = {"alignment": [cell_words(alignment.item, alignment.across), None]}
    record(by, "unalign_thing", kind.thing(alignment), changes=told)
    alignment.delete()


def _check_cell(cell: Cell, framework: Framework) -> None:
    """A cell crosses the two axes of a matrix; nothing else has a second item."""
    if cell.across is None:
        return
    fits = (
        framework.is_matrix
        and cell.across.framework_id == framework.pk
        and (cell.item.axis, cell.across.axis) == (framework.matrix_rows, framework.matrix_columns)
    )
    if not fits:
        raise Problem(_("These two items do not make a cell of the matrix."), field="cells")
