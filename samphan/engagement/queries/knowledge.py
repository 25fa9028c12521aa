"""The register of what communities know and have: as a list, what may be used, who uses it, what waits for an answer."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from samphan.directory.models import Organisation
from samphan.engagement.models import (
    MAY_BE_USED,
    CommunityKnowledge,
    KnowledgeConsent,
    KnowledgeKind,
    KnowledgeUse,
    in_force,
)
from samphan.kit.bilingual import pair
from samphan.kit.numbers import number_in
from samphan.kit.thai.sortkey import sort_key
from samphan.projects.models import seen_by
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState
    from samphan.tenancy.models import SearchRow

KIND: Final = "engagement.communityknowledge"
SORTS: Final = ("title", "holder", "asked", "uses")
FILTERS: Final = ("kind", "holder", "consent")
BATCH: Final = 2_000
WAIT_DAYS: Final = 30
"""So long an answer is awaited before it is due; ours."""
_ORDERS: Final = {"title": "sort_key", "holder": "held_by", "asked": "asked_on", "uses": "use_count"}


def register_rows(actor: Actor) -> QuerySet[CommunityKnowledge]:
    """What the actor may see, each with its holder (``held_by``) and the number of projects seen that use it."""
    own = Q(uses__isnull=False) & seen_by(actor, "uses__project__")
    found = CommunityKnowledge.objects.for_actor(actor).select_related("holder", "project")
    counted: QuerySet[CommunityKnowledge] = found.annotate(
        held_by=Coalesce("holder__sort_key", "holder_name"), use_count=Count("uses", filter=own)
    )
    return counted


def knowledge(actor: Actor, state: ListState) -> QuerySet[CommunityKnowledge]:
    """What the list shows."""
    found = register_rows(actor)
    if state.query:
        hits = search.find(state.query, kinds=[KIND], limit=search.EVERY, every=True).hits
        found = found.filter(pk__in=[hit.object_id for hit in hits])
    for name, codes in (("kind", KnowledgeKind.values), ("consent", KnowledgeConsent.values)):
        if (value := state.filters.get(name)) in codes:
            found = found.filter(**{name: value})
    if (holder := number_in(state.filters.get("holder"))) is not None:
        found = found.filter(holder__in=Organisation.objects.one_with(holder).values("pk"))
    order = F(_ORDERS.get(state.sort_key, "sort_key"))
    way = order.desc(nulls_last=True) if state.is_descending else order.asc(nulls_last=True)
    return found.order_by(way, "id")


def holders(actor: Actor) -> list[tuple[str, str]]:
    """The organisations that hold something, for the filter. One statement."""
    held = CommunityKnowledge.objects.for_actor(actor).filter(holder__isnull=False)
    found = Organisation.objects.standing_for(held.values("holder")).order_by("sort_key", "id")
    return [(str(each.pk), str(each.name)) for each in found]


def uses_of(actor: Actor, entry: CommunityKnowledge) -> QuerySet[KnowledgeUse]:
    """The projects that use an entry, of those that the actor may see. One statement."""
    found = KnowledgeUse.objects.for_actor(actor).filter(knowledge=entry)
    return found.select_related("project").order_by("-added_at", "id")


def usable_of(projects: Iterable[int]) -> dict[int, list[KnowledgeUse]]:
    """What projects (by id) use of it and may use today: what was withdrawn, refused or ended is left out. One statement.

    The caller has loaded the projects through ``for_actor``.
    """
    rows = KnowledgeUse.objects.filter(
        in_force(timezone.localdate(), "knowledge__"), project_id__in=list(projects)
    )
    found: dict[int, list[KnowledgeUse]] = defaultdict(list)
    for each in rows.select_related("knowledge__holder").order_by("project_id", "id"):
        found[each.project_id].append(each)
    return dict(found)


def unanswered(actor: Actor, until: dt.date) -> QuerySet[CommunityKnowledge]:
    """Entries whose holders were asked at least ``WAIT_DAYS`` before a day and have not answered. One statement."""
    rows = CommunityKnowledge.objects.for_actor(actor).filter(consent=KnowledgeConsent.ASKED)
    asked: QuerySet[CommunityKnowledge] = rows.filter(asked_on__lte=until - dt.timedelta(days=WAIT_DAYS))
    return asked.select_related("holder").order_by("asked_on", "id")


def ending(actor: Actor, until: dt.date) -> QuerySet[CommunityKnowledge]:
    """Entries whose consent ends by a day or ended already: its holder is to be asked again. One statement."""
    rows = CommunityKnowledge.objects.for_actor(actor).filter(
        consent__in=MAY_BE_USED, consent_until__lte=until
    )
    found: QuerySet[CommunityKnowledge] = rows.select_related("holder")
    return found.order_by("consent_until", "id")


def search_row(entry: CommunityKnowledge) -> SearchRow:
    """An entry is found by its title, what is said about it, and whose it is."""
    holder = [entry.holder.name_th, entry.holder.name_en] if entry.holder else [entry.holder_name]
    return search.row(
        KIND,
        entry.pk,
        network_id=entry.network_id,
        label=pair(entry, "title"),
        detail=pair(entry, "words"),
        others=[each for each in holder if each],
    )


def rows(actor: Actor) -> Iterator[SearchRow]:
    """All rows anew; the sort keys of the records are put right on the way."""
    found = CommunityKnowledge.objects.for_actor(actor).select_related("holder").order_by("id")
    for entry in found.iterator(BATCH):
        if entry.sort_key != sort_key(entry.title_th):
            entry.sort_key = sort_key(entry.title_th)
            entry.save(update_fields=["sort_key"])
        yield search_row(entry)
