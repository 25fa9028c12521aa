"""What the pages of organisations show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import batched
from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Page, Paginator

from samphan.directory.models import (
    Affiliation,
    Organisation,
    OrganisationKind,
    Person,
    keeper_name,
)
from samphan.directory.queries.findable import ORGANISATION
from samphan.directory.queries.history import history
from samphan.directory.queries.matching import find_organisations
from samphan.directory.queries.tree import Above, names_around
from samphan.kit.bilingual import Text
from samphan.tenancy import search

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import HistoryEntry, ListState

PER_PAGE: Final = 25
SHOWN: Final = 100
"""Parts and people on the page of an organisation; the lists show the rest."""

_BATCH: Final = 2_000
SORTS: Final = {"name": ("sort_key", "id"), "-name": ("-sort_key", "-id")}
_LISTED: Final = (
    "kind",
    "parent_id",
    "name_th",
    "name_en",
    "abbreviation_th",
    "abbreviation_en",
    "is_sample",
)
_AFFILIATED: Final = ("person_id", "position_th", "position_en", "since", "until")
_NAMED: Final = (
    "academic_title",
    "is_doctor",
    "other_titles",
    "given_name_th",
    "family_name_th",
    "given_name_en",
    "family_name_en",
)
_KINDS: Final = dict(OrganisationKind.choices)


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One line of the list."""

    id: int
    name: Text
    abbreviation: Text
    kind: str
    part_of: Text
    is_sample: bool


@dataclass(frozen=True, slots=True)
class OrganisationList:
    """One page of the list; ``is_cut`` when more were found than the pages show."""

    page: Page[OrganisationRow]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A faculty or unit of an organisation."""

    id: int
    name: Text
    kind: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who belongs or belonged to an organisation."""

    person_id: int
    name: Text
    affiliation: Affiliation
    is_current: bool


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """Everything on the page of an organisation. ``keeper`` is None when the reader's network keeps the record."""

    aliases: tuple[str, ...]
    way: tuple[Above, ...]
    units: tuple[Part, ...]
    has_more_units: bool
    people: tuple[Member, ...]
    has_more_people: bool
    keeper: Text | None
    history: list[HistoryEntry]


def organisation_list(actor: Actor, state: ListState) -> OrganisationList:
    """A page of organisations: found by any part of a name, filtered by kind, in Thai order or by relevance.

    At most four statements.
    """
    if state.query and not state.sort:
        return _filtered(actor, state) if any(state.filters.values()) else _found(actor, state)
    page = state.paginate(_in_order(actor, state), per_page=PER_PAGE)
    page.object_list = list(page.object_list)
    return OrganisationList(_page_of(page.number, page.paginator, _rows(actor, page.object_list)))


def organisations_in_full(actor: Actor, state: ListState) -> Iterator[OrganisationRow]:
    """All rows of the list in its order, for a workbook."""
    if state.query and not state.sort:
        ids = _by_relevance(actor, state)
        for start in range(0, len(ids), _BATCH):
            yield from _rows_of(actor, ids[start : start + _BATCH])
        return
    for batch in batched(_in_order(actor, state).iterator(_BATCH), _BATCH):
        yield from _rows(actor, batch)


def organisation_page(actor: Actor, organisation: Organisation, *, on: dt.date) -> OrganisationPage:
    """The page of an organisation with its people as of a day. At most five statements."""
    aliases, way = names_around(organisation.pk)
    units = _parts(actor, organisation, limit=SHOWN + 1)
    people = people_of(actor, organisation, on=on, limit=SHOWN + 1)
    return OrganisationPage(
        aliases=aliases,
        way=way,
        units=tuple(units[:SHOWN]),
        has_more_units=len(units) > SHOWN,
        people=tuple(people[:SHOWN]),
        has_more_people=len(people) > SHOWN,
        keeper=None if organisation.kept_by_id == actor.network_id else keeper_name(organisation.kept_by_id),
        history=history(actor, organisation),
    )


def _parts(actor: Actor, organisation: Organisation, *, limit: int) -> list[Part]:
    found = Organisation.objects.for_actor(actor).filter(parent=organisation).order_by(*SORTS["name"])
    values = found.values_list("pk", "name_th", "name_en", "kind")[:limit]
    return [Part(pk, Text.of(th, en), str(_KINDS[kind])) for pk, th, en, kind in values]


def people_of(actor: Actor, organisation: Organisation, *, on: dt.date, limit: int) -> list[Member]:
    """People whom the reader may see and who belong to an organisation, those of the day first, in Thai order."""
    found = (
        Affiliation.objects.for_actor(actor)
        .filter(organisation=organisation)
        .order_by("person__sort_key", "person_id", "id")
        .values_list(*_AFFILIATED, *(f"person__{name}" for name in _NAMED))[:limit]
    )
    members = []
    for values in found:
        affiliation = Affiliation(**dict(zip(_AFFILIATED, values, strict=False)))
        person = Person(**dict(zip(_NAMED, values[len(_AFFILIATED) :], strict=True)))
        members.append(Member(affiliation.person_id, person.name, affiliation, affiliation.is_current(on)))
    return sorted(members, key=lambda member: not member.is_current)


def organisation_options(actor: Actor, words: str, *, limit: int = 20) -> list[tuple[int, str, str]]:
    """What a picker offers for typed words: id, name, and what tells it from others of the name. At most two statements."""
    if not words:
        first = Organisation.objects.for_actor(actor).order_by(*SORTS["name"]).only(*_LISTED)[:limit]
        return [(each.pk, str(each.name), str(each.abbreviation)) for each in first]
    hits = search.find(words, kinds=[ORGANISATION], limit=limit, networks=False).hits
    if not hits:
        similar = find_organisations(actor, words).candidates
        return [(each.pk, str(each.name), str(each.abbreviation)) for each in similar]
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


def _found(actor: Actor, state: ListState) -> OrganisationList:
    """A page of hits, by relevance; beyond the end the last one."""
    ask = partial(search.find, state.query, kinds=[ORGANISATION], networks=False)
    found, number = search.paged(ask, state.page, per_page=PER_PAGE)
    total = _total(found)
    rows = _rows_of(actor, [hit.object_id for hit in found.hits])
    return OrganisationList(
        _page_of(number, Paginator(range(total.number), PER_PAGE), rows), is_cut=total.is_more
    )


def _filtered(actor: Actor, state: ListState) -> OrganisationList:
    """A page of hits that a filter lets through, by relevance."""
    page = state.paginate(_by_relevance(actor, state), per_page=PER_PAGE)
    return OrganisationList(_page_of(page.number, page.paginator, _rows_of(actor, list(page.object_list))))


def _total(found: search.Found) -> search.Total:
    return found.totals.get(ORGANISATION, search.Total(0))


def _page_of(number: int, paginator: Any, rows: Sequence[OrganisationRow]) -> Page[OrganisationRow]:
    """A page of finished rows; what they were made of is counted by the paginator."""
    return Page(rows, number, paginator)


def _chosen(actor: Actor, state: ListState) -> QuerySet[Organisation]:
    chosen = Organisation.objects.for_actor(actor)
    if kind := state.filters.get("kind"):
        chosen = chosen.filter(kind=kind)
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


def _rows_of(actor: Actor, ids: Sequence[int]) -> list[OrganisationRow]:
    """Rows in the order of their ids. Two statements."""
    found = Organisation.objects.for_actor(actor).only(*_LISTED).in_bulk(ids)
    return _rows(actor, [found[pk] for pk in ids if pk in found])


def _rows(actor: Actor, organisations: Sequence[Organisation]) -> list[OrganisationRow]:
    """Rows with the names of what they are a part of. One statement."""
    wanted = {each.parent_id for each in organisations if each.parent_id}
    found = (
        Organisation.objects.for_actor(actor).filter(pk__in=wanted).values_list("pk", "name_th", "name_en")
    )
    parents = {pk: Text.of(th, en) for pk, th, en in found}
    return [_row(each, parents) for each in organisations]


def _row(organisation: Organisation, parents: Mapping[int, Text]) -> OrganisationRow:
    return OrganisationRow(
        id=organisation.pk,
        name=organisation.name,
        abbreviation=organisation.abbreviation,
        kind=str(_KINDS[organisation.kind]),
        part_of=parents.get(organisation.parent_id or 0, Text.of("", "")),
        is_sample=organisation.is_sample,
    )
