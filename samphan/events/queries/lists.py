"""The list of events of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import F, Q

from samphan.events.models import Event
from samphan.events.queries.findable import KIND
from samphan.tenancy import search

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

SORTS: Final = ("-date", "date", "title")


def is_over(today: dt.date) -> Q:
    """Condition: the last day that the event may have lies before today. Without dates it is still to come."""
    return Q(ends__endswith__lte=today) | Q(ends__isnull=True, starts__endswith__lte=today)


def events(actor: Actor, state: ListState, *, today: dt.date) -> QuerySet[Event]:
    """What the list shows: found by words in title, theme, venue or year; all, coming or past ones.

    Events without dates stand behind the others, whichever way the list is sorted.
    """
    found = Event.objects.for_actor(actor)
    if state.query:
        hits = search.find(state.query, kinds=[KIND], limit=search.EVERY, every=True).hits
        found = found.filter(pk__in=[hit.object_id for hit in hits])
    if state.filters.get("when") == "past":
        found = found.filter(is_over(today))
    elif state.filters.get("when") == "coming":
        found = found.exclude(is_over(today))
    if state.sort_key == "title":
        return found.order_by("-sort_key" if state.is_descending else "sort_key", "id")
    starts = F("starts").desc(nulls_last=True) if state.is_descending else F("starts").asc(nulls_last=True)
    return found.order_by(starts, "id")
