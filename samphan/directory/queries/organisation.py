"""The list of organisations, what a picker offers, and all rows for a workbook."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from itertools import batched
from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Page, Paginator

from samphan.directory.models import Organisation, OrganisationKind, OrganisationName, Sector, Status
from samphan.directory.queries.contact import with_contacts
from samphan.directory.queries.findable import ORGANISATION
from samphan.directory.queries.matching import find_organisations
from samphan.directory.queries.places import province_name
from samphan.directory.queries.proposal import waiting, waiting_beside
from samphan.kit.bilingual import Text
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

PER_PAGE: Final = 25
_BATCH: Final = 2_000
SORTS: Final = {"name": ("sort_key", "id"), "-name": ("-sort_key", "-id")}
_LISTED: Final = (
    "kind",
    "parent_id",
    "name_th",
    "name_en",
    "abbreviation_th",
    "abbreviation_en",
    "sector",
    "province",
    "status",
    "is_sample",
)
CODED: Final = ("kind", "sector", "basis", "province", "status")
"""Filters of the list whose value is a code of the field of the same name."""

_WAITING: Final = "waiting_beside"
"""The column of a row that tells how many proposals wait; it is the same on every row."""

_KINDS: Final = dict(OrganisationKind.choices)
_SECTORS: Final = dict(Sector.choices)
_STATUSES: Final = dict(Status.choices)


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One line of the list."""

    id: int
    name: Text
    abbreviation: Text
    kind: str
    sector: str
    province: Text
    part_of: Text
    closed: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class FullRow:
    """One organisation with everything that a workbook holds of it."""

    organisation: Organisation
    part_of: Text
    aliases: tuple[str, ...]
    former: tuple[str, ...]
    contacts: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class OrganisationList:
    """One page of the list; ``is_cut`` when more were found than the pages show.

    ``waiting`` are the proposals that wait for the reader's answer; None where nobody asked, or no row could tell it.
    """

    page: Page[OrganisationRow]
    is_cut: bool = False
    waiting: int | None = None


def organisation_list(actor: Actor, state: ListState, *, counts_waiting: bool = False) -> OrganisationList:
    """A page of organisations: found by any part of a name, filtered by kind, in Thai order or by relevance.

    At most four statements, and one more where ``counts_waiting`` finds no row that tells the number.
    """
    beside = {_WAITING: waiting_beside(actor)} if counts_waiting else {}
    total = None
    if state.query and not state.sort:
        ids, number, paginator, total = (
            _filtered(actor, state) if any(state.filters.values()) else _found(state)
        )
        listed = Organisation.objects.for_actor(actor).only(*_LISTED).annotate(**beside)
        found = listed.in_bulk(ids)
        rows = [found[pk] for pk in ids if pk in found]
    else:
        page = state.paginate(_in_order(actor, state).annotate(**beside), per_page=PER_PAGE)
        rows, number, paginator = list(page.object_list), page.number, page.paginator
    return OrganisationList(
        _page_of(number, paginator, _rows(actor, rows)),
        is_cut=bool(total and total.is_more),
        waiting=_told(actor, rows) if counts_waiting else None,
    )


def _told(actor: Actor, rows: Sequence[Organisation]) -> int:
    """How many proposals wait, as every row tells; asked for where there is none."""
    return int(getattr(rows[0], _WAITING)) if rows else waiting(actor)


def organisations_in_full(actor: Actor, state: ListState) -> Iterator[FullRow]:
    """All rows of the list in its order, for a workbook: four statements for each 2,000."""
    ids = (
        _by_relevance(actor, state)
        if state.query and not state.sort
        else list(_in_order(actor, state).values_list("pk", flat=True))
    )
    for batch in batched(ids, _BATCH):
        found = Organisation.objects.for_actor(actor).in_bulk(batch)
        organisations = [found[pk] for pk in batch if pk in found]
        parents = _parents(actor, organisations)
        aliases, former = _other_names(batch)
        contacts = with_contacts(actor, organisations=batch)
        for each in organisations:
            part_of = parents.get(each.parent_id or 0, Text.of("", ""))
            yield FullRow(
                each, part_of, tuple(aliases[each.pk]), tuple(former[each.pk]), contacts.get(each.pk, {})
            )


def _other_names(ids: Sequence[int]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Other names and former names by organisation. One statement."""
    kinds = OrganisationName.Kind
    found: dict[str, dict[int, list[str]]] = {kind: defaultdict(list) for kind in (kinds.ALIAS, kinds.FORMER)}
    names = OrganisationName.objects.filter(organisation__in=ids, kind__in=list(found)).order_by("id")
    for pk, kind, text in names.values_list("organisation_id", "kind", "text"):
        found[kind][pk].append(text)
    return found[kinds.ALIAS], found[kinds.FORMER]


def organisation_options(actor: Actor, words: str, *, limit: int = 20) -> list[tuple[int, str, str]]:
    """What a picker offers for typed words: id, name, and what tells it from others of the name. At most two statements."""
    if not words:
        first = (
            Organisation.objects.for_actor(actor).current().order_by(*SORTS["name"]).only(*_LISTED)[:limit]
        )
        return [(each.pk, str(each.name), _note(each)) for each in first]
    hits = search.find(words, kinds=[ORGANISATION], limit=limit, networks=False).hits
    if not hits:
        similar = find_organisations(actor, words).candidates
        return [(each.pk, str(each.name), _note(each)) for each in similar]
    short = (
        Organisation.objects.for_actor(actor)
        .only("abbreviation_th", "abbreviation_en")
        .in_bulk([hit.object_id for hit in hits])
    )
    notes = {pk: str(each.abbreviation) for pk, each in short.items()}
    return [
        (hit.object_id, str(hit.label), " · ".join(filter(None, [notes[hit.object_id], str(hit.detail)])))
        for hit in hits
        if hit.object_id in notes
    ]


def _note(organisation: Organisation) -> str:
    """What tells it from others, and that it is at work no longer."""
    closed = organisation.get_status_display() if organisation.is_closed else ""
    return " · ".join(filter(None, [str(organisation.abbreviation), str(closed)]))


type _HitPage = tuple[list[int], int, Any, search.Total | None]
"""Ids on a page, its number, the paginator, and how many were found where counting may have stopped."""


def _found(state: ListState) -> _HitPage:
    """A page of hits, by relevance; beyond the end the last one."""
    ask = partial(search.find, state.query, kinds=[ORGANISATION], networks=False)
    found, number = search.paged(ask, state.page, per_page=PER_PAGE)
    total = _total(found)
    ids = [hit.object_id for hit in found.hits]
    return ids, number, Paginator(range(total.number), PER_PAGE), total


def _filtered(actor: Actor, state: ListState) -> _HitPage:
    """A page of hits that a filter lets through, by relevance."""
    page = state.paginate(_by_relevance(actor, state), per_page=PER_PAGE)
    return list(page.object_list), page.number, page.paginator, None


def _total(found: search.Found) -> search.Total:
    return found.totals.get(ORGANISATION, search.Total(0))


def _page_of(number: int, paginator: Any, rows: Sequence[OrganisationRow]) -> Page[OrganisationRow]:
    """A page of finished rows; what they were made of is counted by the paginator."""
    return Page(rows, number, paginator)


def _chosen(actor: Actor, state: ListState) -> QuerySet[Organisation]:
    chosen = Organisation.objects.for_actor(actor).current()
    chosen = chosen.filter(**{name: code for name in CODED if (code := state.filters.get(name))})
    if (whole := state.filters.get("part_of", "")).isdecimal():
        chosen = chosen.filter(parent_id=int(whole[:18]))
    return chosen


def _in_order(actor: Actor, state: ListState) -> QuerySet[Organisation]:
    chosen = _chosen(actor, state)
    if state.query:
        chosen = chosen.filter(pk__in=_hits(state.query))
    return chosen.order_by(*SORTS.get(state.sort, SORTS["name"])).only(*_LISTED)


def _by_relevance(actor: Actor, state: ListState) -> list[int]:
    places = _hits(state.query)
    return sorted(
        _chosen(actor, state).filter(pk__in=places).values_list("pk", flat=True), key=places.__getitem__
    )


def _hits(query: str) -> dict[int, int]:
    """Ids of everything found, with their places."""
    hits = search.find(query, kinds=[ORGANISATION], limit=search.EVERY, networks=False, every=True).hits
    return {hit.object_id: place for place, hit in enumerate(hits)}


def _rows(actor: Actor, organisations: Sequence[Organisation]) -> list[OrganisationRow]:
    """Rows with the names of what they are a part of. One statement."""
    parents = _parents(actor, organisations)
    return [_row(each, parents) for each in organisations]


def _parents(actor: Actor, organisations: Sequence[Organisation]) -> dict[int, Text]:
    """Names of what organisations are a part of, by id. One statement."""
    wanted = {each.parent_id for each in organisations if each.parent_id}
    found = (
        Organisation.objects.for_actor(actor).filter(pk__in=wanted).values_list("pk", "name_th", "name_en")
    )
    return {pk: Text.of(th, en) for pk, th, en in found}


def _row(organisation: Organisation, parents: Mapping[int, Text]) -> OrganisationRow:
    return OrganisationRow(
        id=organisation.pk,
        name=organisation.name,
        abbreviation=organisation.abbreviation,
        kind=str(_KINDS[organisation.kind]),
        sector=str(_SECTORS.get(organisation.sector, "")),
        province=province_name(organisation.province),
        part_of=parents.get(organisation.parent_id or 0, Text.of("", "")),
        closed=str(_STATUSES[organisation.status]) if organisation.is_closed else "",
        is_sample=organisation.is_sample,
    )
