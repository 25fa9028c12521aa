"""Numbers of documents: they restart each year and are never given twice."""

from __future__ import annotations

from samphan.tenancy.models import Counter


def next_number(*, network_id: int, kind: str, year: int) -> int:
    """The next number of a kind of document in a Buddhist year; the row is locked until the transaction ends."""
    Counter.objects.get_or_create(network_id=network_id, kind=kind, year=year)
    counter = Counter.objects.select_for_update().get(network_id=network_id, kind=kind, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last
