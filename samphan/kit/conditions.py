"""Conditions that tables of several apps hold."""

from __future__ import annotations

from django.db.models import Q


def exactly_one(*fields: str) -> Q:
    """One of the foreign keys is set and the others are not: a subject of several kinds without generic keys."""
    condition = Q()
    for chosen in fields:
        condition |= Q(**{f"{name}__isnull": name != chosen for name in fields})
    return condition
