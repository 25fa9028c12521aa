"""The cells of a list: kept a thousand rows together, read as a whole or a page at a time.

A list of at most ``SMALL`` rows is checked whenever it is looked at. Of a longer one a page is: its rows, and those
others on which their check depends, which the last check of the whole has noted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from samphan.directory.models import ListRows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from samphan.directory.models import ListImport

CHUNK: Final = 1_000
SMALL: Final = 2_000


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows that are checked together, by number, rising.

    Without ``with_choices`` a check leaves out what somebody may choose but need not (the kind of an organisation): a
    hundred thousand choices that nobody looks at would fill the memory.
    """

    header: Sequence[str]
    rows: Iterable[tuple[int, list[str]]]
    with_choices: bool = True


def is_large(brought: ListImport) -> bool:
    """Whether the worker checks the list and takes it in."""
    return not brought.is_read or brought.row_count > SMALL


def first_rows(brought: ListImport, count: int) -> list[list[str]]:
    """The first rows, from row 1 on. One statement."""
    cells: list[list[str]] = ListRows.objects.values_list("cells", flat=True).get(
        network_id=brought.network_id, brought=brought, first=1
    )
    return cells[:count]


def all_lines(brought: ListImport, *, with_choices: bool = True, first: int | None = None) -> Lines:
    """All rows below the names of the columns, or those up to row ``first``. One statement."""
    chunks = (
        ListRows.objects.filter(network_id=brought.network_id, brought=brought)
        .order_by("first")
        .values_list("first", "cells")
    )
    if first is not None:
        chunks = chunks.filter(first__lte=first)
    header: list[str] = []
    fetched = chunks.iterator(chunk_size=1) if first is None and is_large(brought) else iter(chunks)
    begin = next(fetched, None)
    if begin is not None and brought.header_row:
        header = begin[1][brought.header_row - 1]

    def rows() -> Iterator[tuple[int, list[str]]]:
        chunk = begin
        while chunk is not None:
            for number, row in enumerate(chunk[1], start=chunk[0]):
                if first is not None and number > first:
                    return
                if number > brought.header_row:
                    yield number, row
            chunk = next(fetched, None)

    return Lines(header, rows(), with_choices)


def some_lines(brought: ListImport, numbers: Iterable[int]) -> Lines:
    """Some rows with those on which their check depends. Two statements at most."""
    wanted = set(numbers)
    chunks = {first: (cells, links) for first, cells, links in _chunks(brought, {1, *map(_first, wanted)})}
    for number in list(wanted):
        if (chunk := chunks.get(_first(number))) is not None:
            wanted |= set(chunk[1].get(str(number), ()))
    more = {_first(number) for number in wanted} - chunks.keys()
    if more:
        chunks |= {first: (cells, links) for first, cells, links in _chunks(brought, more)}
    header = chunks[1][0][brought.header_row - 1] if brought.header_row and 1 in chunks else []
    rows = [
        (number, chunks[first][0][number - first])
        for number in sorted(wanted)
        if (first := _first(number)) in chunks and number - first < len(chunks[first][0])
    ]
    return Lines(header, rows)


def marks_of(brought: ListImport) -> list[tuple[int, str]]:
    """What the last whole check said, as (first row, one letter a row). One statement."""
    return list(
        ListRows.objects.filter(network_id=brought.network_id, brought=brought)
        .order_by("first")
        .values_list("first", "marks")
    )


def marked(brought: ListImport, letters: str) -> list[int]:
    """Numbers of the rows of which the last whole check said one of the letters; without letters, of all that it saw."""
    return [
        number
        for first, marks in marks_of(brought)
        for number, mark in enumerate(marks, start=first)
        if mark != " " and (not letters or mark in letters)
    ]


def _first(number: int) -> int:
    return (number - 1) // CHUNK * CHUNK + 1


def _chunks(
    brought: ListImport, firsts: Iterable[int]
) -> list[tuple[int, list[list[str]], dict[str, list[int]]]]:
    return list(
        ListRows.objects.filter(
            network_id=brought.network_id, brought=brought, first__in=list(firsts)
        ).values_list("first", "cells", "links")
    )
