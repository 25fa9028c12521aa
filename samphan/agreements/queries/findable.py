"""How agreements and resources stand in the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.agreements.models import Agreement, Resource
from samphan.kit.bilingual import pair
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor
    from samphan.tenancy.models import SearchRow

BATCH: Final = 2_000
AGREEMENT: Final = "agreements.agreement"
RESOURCE: Final = "agreements.resource"


def agreement_row(agreement: Agreement) -> SearchRow:
    """An agreement is found by its title, its scope, its number and the number on the paper."""
    return search.row(
        AGREEMENT,
        agreement.pk,
        network_id=agreement.network_id,
        label=pair(agreement, "title"),
        detail=pair(agreement, "scope"),
        others=[each for each in (agreement.number, agreement.paper_number) if each],
    )


def resource_row(resource: Resource) -> SearchRow:
    """A resource is found by what it is and what it is for."""
    return search.row(
        RESOURCE,
        resource.pk,
        network_id=resource.network_id,
        label=pair(resource, "title"),
        detail=(resource.purpose, ""),
    )


def agreement_rows(actor: Actor) -> Iterator[SearchRow]:
    """All rows made anew; the sort keys of the records are put right too."""
    for found in Agreement.objects.for_actor(actor).order_by("id").iterator(BATCH):
        _sorted(found)
        yield agreement_row(found)


def resource_rows(actor: Actor) -> Iterator[SearchRow]:
    """As ``agreement_rows``."""
    for found in Resource.objects.for_actor(actor).order_by("id").iterator(BATCH):
        _sorted(found)
        yield resource_row(found)


def _sorted(found: Agreement | Resource) -> None:
    if found.sort_key != sort_key(found.title_th):
        found.sort_key = sort_key(found.title_th)
        found.save(update_fields=["sort_key"])


def hits(kind: str, words: str) -> list[int]:
    """The ids that a search finds in the scope."""
    return [hit.object_id for hit in search.find(words, kinds=[kind], limit=search.EVERY, every=True).hits]
