"""Finding things: any part of a Thai or English word, in Thai order, across the networks of the scope.

Rows hold folded text under a trigram index (thai.md B.4). They are read through one SECURITY DEFINER function
that filters by the scope's settings, because trigram operators are not leakproof and would otherwise not use
the index under row-level security.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import connection

from samphan.kit.bilingual import Bilingual
from samphan.kit.thai.fold import fold
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy.models import SearchRow

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

COUNT_LIMIT: Final = 10_000
MAX_TERMS: Final = 8


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that can be found: its code, its plural label, and how a hit is linked."""

    code: str
    label: _StrOrPromise
    url: Callable[[str, int], str]


@dataclass(frozen=True)
class Hit:
    """One found row."""

    kind: str
    object_id: int
    network_id: int | None
    label_th: str
    label_en: str
    detail_th: str
    detail_en: str

    label = Bilingual()
    detail = Bilingual()


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Called in ``apps.py`` of the app that owns the kind."""
    _kinds[kind.code] = kind


def kinds() -> dict[str, Kind]:
    """All kinds by code, in order of registration."""
    return _kinds


def row(
    kind: str,
    object_id: int,
    *,
    network_id: int | None,
    label: tuple[str, str],
    detail: tuple[str, str] = ("", ""),
    others: Iterable[str] = (),
) -> SearchRow:
    """An unsaved search row; ``others`` are aliases and abbreviations that should find the object too."""
    title = " ".join(filter(None, [*label, *others]))
    return SearchRow(
        kind=kind,
        object_id=object_id,
        network_id=network_id,
        label_th=label[0][:500],
        label_en=label[1][:500],
        detail_th=detail[0][:500],
        detail_en=detail[1][:500],
        title_norm=fold(title)[:1000],
        norm=fold(f"{title} {' '.join(detail)}"),
        sort_key=sort_key(label[0] or label[1])[:1000],
    )


def put(rows: Sequence[SearchRow]) -> None:
    """Write rows, replacing those of the same object and network."""
    for each in rows:
        SearchRow.objects.filter(
            kind=each.kind, object_id=each.object_id, network_id=each.network_id
        ).delete()
    SearchRow.objects.bulk_create(rows, batch_size=2_000)


def remove(kind: str, object_id: int) -> None:
    """Forget an object in every network of the scope."""
    SearchRow.objects.filter(kind=kind, object_id=object_id).delete()


def terms(query: str) -> list[str]:
    """The folded words of a query, each of which must be found."""
    return fold(query).split()[:MAX_TERMS]


def find(
    query: str, *, kinds: Sequence[str], limit: int = 20, offset: int = 0, networks: bool = True
) -> tuple[list[Hit], int]:
    """Hits in order of relevance, then Thai order, and how many there are in all (at most ``COUNT_LIMIT``).

    ``networks=False`` looks at the shared directory alone. One statement.
    """
    wanted = terms(query)
    if not wanted:
        return [], 0
    patterns = [f"%{_escape(term)}%" for term in wanted]
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from tenancy_search(%s, %s, %s, %s, %s, %s)",
            [patterns, list(kinds), networks, limit, offset, COUNT_LIMIT],
        )
        found = cursor.fetchall()
    return [Hit(*values[:-1]) for values in found], (found[0][-1] if found else 0)


def _escape(term: str) -> str:
    return term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
