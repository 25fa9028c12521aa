"""Series of events that follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.events import policy
from samphan.events.models import Event, EventSeries
from samphan.kit.errors import Problem
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


@transaction.atomic
def join_series(
    *,
    by: Actor,
    event: Event,
    series: EventSeries | None = None,
    title_th: str = "",
    title_en: str = "",
    previous: Event | None = None,
) -> EventSeries:
    """Put an event into a series, or into a new one with this title; say which event came before it.

    Raises:
        Problem: neither a series nor a title, or ``previous`` is the event itself or came after it.
    """
    by.must(policy.manage, on=event)
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if series is None:
        if not title_th:
            raise Problem(_("Choose a series, or write the title of a new one."), field="title_th")
        series = EventSeries.objects.create(network_id=event.network_id, title_th=title_th, title_en=title_en)
    if previous is not None:
        _check_previous(event, previous)
    before = [event.series_id, event.previous_id]
    event.series, event.previous = series, previous
    after = [series.pk, previous.pk if previous else None]
    if before != after:
        event.touch(by)
        event.save()
        changes = {"series": [before[0], after[0]], "previous": [before[1], after[1]]}
        record(by, "name_series", event, changes=changes)
    return series


@transaction.atomic
def leave_series(*, by: Actor, event: Event) -> None:
    """Take an event out of its series, which stays, so that it can be put back. What came before it stays said."""
    by.must(policy.manage, on=event)
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.series_id is None:
        return
    before, event.series = event.series_id, None
    event.touch(by)
    event.save()
    record(by, "leave_series", event, changes={"series": [before, None]})


def _check_previous(event: Event, previous: Event) -> None:
    """Nothing comes before itself, not even over others."""
    at: Event | None = previous
    seen: set[int] = set()
    while at is not None and at.pk not in seen:
        if at.pk == event.pk:
            raise Problem(_("An event cannot come before itself."), field="previous")
        seen.add(at.pk)
        at = at.previous
