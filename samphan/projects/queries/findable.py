"""How items, actions, possible projects, projects and listings stand in the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from samphan.kit.bilingual import pair
from samphan.kit.thai.sortkey import sort_key
from samphan.projects.models import ActionItem, Listing, PossibleProject, Project, RoadmapItem, Visibility
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samphan.kit.actor import Actor
    from samphan.tenancy.models import SearchRow

BATCH: Final = 2_000
ITEM, ACTION = "projects.roadmapitem", "projects.actionitem"
POSSIBLE, PROJECT, LISTING = "projects.possibleproject", "projects.project", "projects.listing"
#: Kind of search row → model, and the pair of texts that stands under the title.
KINDS: Final[dict[str, tuple[type[Any], str]]] = {
    ITEM: (RoadmapItem, "detail"),
    ACTION: (ActionItem, "detail"),
    POSSIBLE: (PossibleProject, "need"),
    PROJECT: (Project, "need"),
    LISTING: (Listing, "detail"),
}


def search_row(found: Any) -> SearchRow:
    """How something of this app is found: by its title and by what is said about it."""
    kind = found._meta.label_lower  # noqa: SLF001 - Django's own name for the model's options
    _model, detail = KINDS[kind]
    others = [found.place] if isinstance(found, Listing) else []
    if isinstance(found, Project) and found.code:
        others = [found.code]
    return search.row(
        kind,
        found.pk,
        network_id=found.network_id,
        label=pair(found, "title"),
        detail=pair(found, detail),
        others=others,
    )


def rows_of(kind: str) -> Callable[[Actor], Iterator[SearchRow]]:
    """The function that makes all rows of a kind anew; it also puts the sort keys of the records right."""
    model, _detail = KINDS[kind]

    def rows(actor: Actor) -> Iterator[SearchRow]:
        for found in model.objects.for_actor(actor).order_by("id").iterator(BATCH):
            if found.sort_key != sort_key(found.title_th):
                found.sort_key = sort_key(found.title_th)
                found.save(update_fields=["sort_key"])
            if getattr(found, "visibility", "") != Visibility.PRIVATE:
                yield search_row(found)

    return rows


def hits(kind: str, words: str) -> list[int]:
    """The ids that a search finds in the scope."""
    return [hit.object_id for hit in search.find(words, kinds=[kind], limit=search.EVERY, every=True).hits]
