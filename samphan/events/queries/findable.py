"""How events stand in the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.events.models import Event
from samphan.kit.bilingual import pair
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor
    from samphan.tenancy.models import SearchRow

KIND: Final = "events.event"
BATCH: Final = 2_000


def search_row(event: Event) -> SearchRow:
    """How an event is found: by its title, theme, venue, year and address."""
    when = [event.starts.format(language) if event.starts else "" for language in ("th", "en")]
    return search.row(
        KIND,
        event.pk,
        network_id=event.network_id,
        label=pair(event, "title"),
        detail=(_joined(when[0], event.venue_th), _joined(when[1], event.venue_en)),
        others=[*pair(event, "theme"), event.slug],
    )


def search_rows(actor: Actor) -> Iterator[SearchRow]:
    """The rows of all events of the actor's network, made anew; puts the events' own sort keys right too."""
    for event in Event.objects.for_actor(actor).order_by("id").iterator(BATCH):
        if event.sort_key != sort_key(event.title_th):
            event.sort_key = sort_key(event.title_th)
            event.save(update_fields=["sort_key"])
        yield search_row(event)


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))
