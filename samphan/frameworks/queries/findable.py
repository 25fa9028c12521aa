"""How frameworks and their items stand in the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.frameworks.models import Framework, FrameworkItem
from samphan.kit.bilingual import pair
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor
    from samphan.tenancy.models import SearchRow

BATCH: Final = 2_000
FRAMEWORK: Final = "frameworks.framework"
ITEM: Final = "frameworks.frameworkitem"


def framework_row(framework: Framework) -> SearchRow:
    """A framework is found by its title, its code and what is said about it."""
    return search.row(
        FRAMEWORK,
        framework.pk,
        network_id=framework.network_id,
        label=pair(framework, "title"),
        detail=pair(framework, "about"),
        others=[framework.code, framework.edition],
    )


def item_row(item: FrameworkItem, framework: Framework) -> SearchRow:
    """An item is found by its words and its code; its framework and version stand under it."""
    return search.row(
        ITEM,
        item.pk,
        network_id=item.network_id,
        label=pair(item, "title"),
        detail=(
            f"{framework.title_th} {framework.edition}",
            f"{framework.title_en or framework.title_th} {framework.edition}",
        ),
        others=[item.code, f"{framework.code} {item.code}"],
    )


def framework_rows(actor: Actor) -> Iterator[SearchRow]:
    """Every row anew; the sort keys of the records are put right too."""
    for found in Framework.objects.for_actor(actor).order_by("id"):
        if found.sort_key != sort_key(found.title_th):
            found.sort_key = sort_key(found.title_th)
            found.save(update_fields=["sort_key"])
        yield framework_row(found)


def item_rows(actor: Actor) -> Iterator[SearchRow]:
    """As ``framework_rows``."""
    rows = FrameworkItem.objects.for_actor(actor).select_related("framework").order_by("id")
    for found in rows.iterator(BATCH):
        yield item_row(found, found.framework)


def hits(kind: str, words: str) -> list[int]:
    """The ids that a search finds in the scope."""
    return [hit.object_id for hit in search.find(words, kinds=[kind], limit=search.EVERY, every=True).hits]
