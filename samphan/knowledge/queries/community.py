"""What communities let everybody read of what they know: searched, narrowed, each with whose it is.

The database shows a public page the entries themselves, from the day of the consent to its last day. Organisations and
themes are shut to it: their names are read by the product itself, for entries that were found shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import F, Q

from samphan.directory.models import Organisation
from samphan.directory.queries.places import is_province, province_choices, province_name
from samphan.engagement.models import CommunityKnowledge, KnowledgeKind
from samphan.kit.numbers import number_in
from samphan.knowledge.queries.site import WHY
from samphan.projects.models import Theme
from samphan.tenancy.scope import system_scope

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from samphan.kit.bilingual import Text
    from samphan.kit.components import ListState

SORTS: Final = ("title",)
FILTERS: Final = ("theme", "province", "kind")
SEARCHED: Final = ("title_th", "title_en", "words_th", "words_en", "conditions", "credit")


@dataclass(frozen=True, slots=True)
class ShownKnowledge:
    """An entry as everybody reads it. ``holder`` is how its holder is named, "" where it is not; a person never is."""

    entry: CommunityKnowledge
    holder: str
    theme: str
    province: Text


def community_knowledge(network_id: int, state: ListState, today: dt.date) -> QuerySet[CommunityKnowledge]:
    """What everybody may read on a day, narrowed; values that mean nothing narrow nothing."""
    found: QuerySet[CommunityKnowledge] = CommunityKnowledge.objects.shown(network_id, today)
    for word in state.query.split():
        has_it = Q()
        for name in SEARCHED:
            has_it |= Q(**{f"{name}__icontains": word})
        found = found.filter(has_it)
    if (value := state.filters.get("kind", "")) in KnowledgeKind.values:
        found = found.filter(kind=value)
    if is_province(value := state.filters.get("province", "")):
        found = found.filter(province=value)
    if value := state.filters.get("theme", ""):
        found = found.filter(theme_id=number_in(value) or 0)
    order = F("sort_key")
    return found.order_by(order.desc() if state.is_descending else order.asc(), "id")


def told(network_id: int, entries: Sequence[CommunityKnowledge]) -> list[ShownKnowledge]:
    """Entries (found by ``shown``) with the names of their holders and themes. Two statements."""
    with system_scope(WHY, network_id):
        holders = Organisation.objects.in_bulk(
            [each.holder_id for each in entries if each.holder_id and not each.credit]
        )
        themes = Theme.objects.in_bulk([each.theme_id for each in entries if each.theme_id])
    return [
        ShownKnowledge(
            each,
            each.credit or (str(holders[each.holder_id].name) if each.holder_id in holders else ""),
            str(themes[each.theme_id].name) if each.theme_id in themes else "",
            province_name(each.province),
        )
        for each in entries
    ]


def choices(network_id: int, today: dt.date) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The themes and the provinces of what everybody may read, for the filters. Three statements."""
    shown = CommunityKnowledge.objects.shown(network_id, today).order_by()
    themes = set(shown.exclude(theme=None).values_list("theme_id", flat=True))
    provinces = set(shown.exclude(province="").values_list("province", flat=True))
    with system_scope(WHY, network_id):
        found = list(Theme.objects.filter(pk__in=themes).order_by("sort_key", "id"))
    named = [each for each in province_choices() if each[0] in provinces]
    return [(str(each.pk), str(each.name)) for each in found], named
