"""How surveys stand in the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.kit.bilingual import pair
from samphan.kit.thai.sortkey import sort_key
from samphan.surveys.models import Survey
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor
    from samphan.tenancy.models import SearchRow

KIND: Final = "surveys.survey"
BATCH: Final = 2_000


def search_row(survey: Survey) -> SearchRow:
    """A survey is found by its title."""
    return search.row(KIND, survey.pk, network_id=survey.network_id, label=pair(survey, "title"))


def search_rows(actor: Actor) -> Iterator[SearchRow]:
    """The rows of all surveys of the actor's network, made anew; puts the surveys' own sort keys right too."""
    for survey in Survey.objects.for_actor(actor).order_by("id").iterator(BATCH):
        if survey.sort_key != sort_key(survey.title_th):
            survey.sort_key = sort_key(survey.title_th)
            survey.save(update_fields=["sort_key"])
        yield search_row(survey)
