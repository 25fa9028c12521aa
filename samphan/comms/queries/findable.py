"""How mailings stand in the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.comms.models import Mailing
from samphan.kit.bilingual import pair
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor
    from samphan.tenancy.models import SearchRow

KIND: Final = "comms.mailing"
BATCH: Final = 2_000


def search_row(mailing: Mailing) -> SearchRow:
    """A mailing is found by its name and its subject."""
    return search.row(
        KIND,
        mailing.pk,
        network_id=mailing.network_id,
        label=(mailing.name, mailing.name),
        detail=pair(mailing, "subject"),
    )


def search_rows(actor: Actor) -> Iterator[SearchRow]:
    """The rows of all mailings of the actor's network, made anew; puts their own sort keys right too."""
    for mailing in Mailing.objects.for_actor(actor).order_by("id").iterator(BATCH):
        if mailing.sort_key != (key := sort_key(mailing.name)[:1000]):
            mailing.sort_key = key
            mailing.save(update_fields=["sort_key", "changed_at"])
        yield search_row(mailing)
