"""How case studies and news stand in the search: what is published, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.kit.bilingual import pair
from samphan.knowledge.models import CaseState, CaseStudy, NewsItem
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor
    from samphan.tenancy.models import SearchRow

CASE: Final = "knowledge.casestudy"
NEWS: Final = "knowledge.newsitem"
BATCH: Final = 2_000


def search_row(found: CaseStudy | NewsItem) -> SearchRow:
    """Found by its title and by what is said in it; a case study from elsewhere by its source too."""
    is_case = isinstance(found, CaseStudy)
    return search.row(
        CASE if is_case else NEWS,
        found.pk,
        network_id=found.network_id,
        label=pair(found, "title"),
        detail=pair(found, "summary" if is_case else "body"),
        others=[found.source] if isinstance(found, CaseStudy) and found.source else [],
    )


def is_found(found: CaseStudy | NewsItem) -> bool:
    """Whether everybody in the network may find it."""
    if isinstance(found, CaseStudy):
        return found.state == CaseState.PUBLISHED
    return found.published_at is not None


def put_row(found: CaseStudy | NewsItem) -> None:
    """Let it be found, or no longer."""
    if is_found(found):
        search.put([search_row(found)])
    else:
        search.remove(CASE if isinstance(found, CaseStudy) else NEWS, found.pk)


def case_rows(actor: Actor) -> Iterator[SearchRow]:
    """All search rows of case studies, made anew."""
    rows = CaseStudy.objects.for_actor(actor).filter(state=CaseState.PUBLISHED)
    return (search_row(each) for each in rows.order_by("id").iterator(BATCH))


def news_rows(actor: Actor) -> Iterator[SearchRow]:
    """All search rows of news, made anew."""
    rows = NewsItem.objects.for_actor(actor).filter(published_at__isnull=False)
    return (search_row(each) for each in rows.order_by("id").iterator(BATCH))
