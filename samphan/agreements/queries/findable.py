"""How agreements and resources stand in the search.

What is marked as open stands there as a kind of its own, because every member of the network finds it; the rest is found by
who may see the whole register.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.agreements.models import Agreement, Resource
from samphan.kit.bilingual import pair
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samphan.kit.actor import Actor
    from samphan.tenancy.models import SearchRow

BATCH: Final = 2_000
AGREEMENT: Final = "agreements.agreement"
OPEN_AGREEMENT: Final = "agreements.open_agreement"
RESOURCE: Final = "agreements.resource"
OPEN_RESOURCE: Final = "agreements.open_resource"
AGREEMENTS: Final = (AGREEMENT, OPEN_AGREEMENT)
RESOURCES: Final = (RESOURCE, OPEN_RESOURCE)


def agreement_row(agreement: Agreement) -> SearchRow:
    """An agreement is found by its title, its scope, its number and the number on the paper."""
    return search.row(
        OPEN_AGREEMENT if agreement.is_open else AGREEMENT,
        agreement.pk,
        network_id=agreement.network_id,
        label=pair(agreement, "title"),
        detail=pair(agreement, "scope"),
        others=[each for each in (agreement.number, agreement.paper_number) if each],
    )


def resource_row(resource: Resource) -> SearchRow:
    """A resource is found by what it is and what it is for."""
    return search.row(
        OPEN_RESOURCE if resource.is_open else RESOURCE,
        resource.pk,
        network_id=resource.network_id,
        label=pair(resource, "title"),
        detail=(resource.purpose, ""),
    )


def put(found: Agreement | Resource) -> None:
    """Write the row of a record, and forget the one that it had while it was open, or was not."""
    if isinstance(found, Agreement):
        forget(AGREEMENTS, found.pk)
        search.put([agreement_row(found)])
    else:
        forget(RESOURCES, found.pk)
        search.put([resource_row(found)])


def forget(kinds: Sequence[str], pk: int) -> None:
    """Take a record out of the search, whatever it was found as."""
    for kind in kinds:
        search.remove(kind, pk)


def agreement_rows(actor: Actor, *, are_open: bool) -> Iterator[SearchRow]:
    """All rows of one of the two kinds made anew; the sort keys of the records are put right too."""
    rows = Agreement.objects.for_actor(actor).filter(is_open=are_open).order_by("id")
    for found in rows.iterator(BATCH):
        _sorted(found)
        yield agreement_row(found)


def resource_rows(actor: Actor, *, are_open: bool) -> Iterator[SearchRow]:
    """As ``agreement_rows``."""
    rows = Resource.objects.for_actor(actor).filter(is_open=are_open).order_by("id")
    for found in rows.iterator(BATCH):
        _sorted(found)
        yield resource_row(found)


def _sorted(found: Agreement | Resource) -> None:
    if found.sort_key != sort_key(found.title_th):
        found.sort_key = sort_key(found.title_th)
        found.save(update_fields=["sort_key"])


def hits(kinds: Sequence[str], words: str) -> list[int]:
    """The ids that a search finds in the scope."""
    return [hit.object_id for hit in search.find(words, kinds=kinds, limit=search.EVERY, every=True).hits]
