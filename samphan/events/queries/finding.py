"""Finding rows by what their person or organisation is called."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from samphan.tenancy.models import SearchRow


def found_by(kind: str, column: str, term: str) -> Q:
    """Condition: the search row of what a column points at holds the term. Few rows are asked, each by its key."""
    rows = SearchRow.objects.filter(kind=kind, object_id=OuterRef(column), norm__contains=term)
    return Q(Exists(rows))
