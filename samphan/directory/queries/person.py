"""What the pages of people show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import batched
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Func, Q

from samphan.directory.models import Affiliation, Person, PersonRelation, keeper_name
from samphan.directory.queries.contact import ContactRow, contact_points, with_contacts
from samphan.directory.queries.findable import PERSON
from samphan.directory.queries.merging import ids_of
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy import search

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.bilingual import Text
    from samphan.kit.components import ListState

PER_PAGE: Final = 25
SORTS: Final = {"name": ("sort_key", "id"), "-name": ("-sort_key", "-id")}
PAGE: Final = "directory.person"
MOST_KNOWN: Final = 300
"""Entries of expertise that a filter offers."""

_BATCH: Final = 2_000


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list, with the affiliations of the day."""

    id: int
    name: Text
    affiliations: tuple[Affiliation, ...]
    person: Person
    contacts: Mapping[str, Sequence[str]]
    is_sample: bool


@dataclass(frozen=True, slots=True)
class PersonList:
    """One page of the list; ``is_cut`` when more were found than the pages show."""

    page: Page[PersonRow]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """An affiliation, and whether it may hold today."""

    affiliation: Affiliation
    is_current: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What the page of a person shows at once. ``keeper`` is None when the reader's network keeps the record."""

    terms: tuple[Term, ...]
    contacts: Sequence[ContactRow]
    keeper: Text | None
    is_related: bool


def person_list(actor: Actor, state: ListState, *, on: dt.date) -> PersonList:
    """A page of people whom the actor may see, by relevance or in Thai order. At most four statements."""
    if state.query and not state.sort and not any(state.filters.values()):
        return _found(actor, state, on)
    page = state.paginate(_in_order(actor, state), per_page=PER_PAGE)
    return PersonList(_page_of(page.number, page.paginator, _rows(actor, list(page.object_list), on)))


def people_in_full(actor: Actor, state: ListState, *, on: dt.date) -> Iterator[PersonRow]:
    """All rows of the list, in Thai order, with the contact points that the actor may see, for a workbook."""
    for batch in batched(_in_order(actor, state).iterator(_BATCH), _BATCH):
        yield from _rows(actor, batch, on, with_contacts(actor, people=[person.pk for person in batch]))


def person_page(actor: Actor, person: Person, *, on: dt.date) -> PersonPage:
    """The page of a person as of a day. At most four statements for a row of ``with_merged``."""
    ids = ids_of(person)
    affiliations = list(
        Affiliation.objects.filter(person__in=ids).select_related("organisation").order_by("-since", "id")
    )
    terms = [Term(each, each.is_current(on)) for each in affiliations]
    is_own = person.kept_by_id == actor.network_id
    return PersonPage(
        terms=tuple(sorted(terms, key=lambda term: not term.is_current)),
        contacts=contact_points(actor, people=ids),
        keeper=None if is_own else keeper_name(person.kept_by_id),
        is_related=is_own or PersonRelation.objects.for_actor(actor).filter(person=person).exists(),
    )


def expertise_known(actor: Actor) -> list[str]:
    """What the people whom the actor may see know, each once, in Thai order. One statement."""
    found = (
        Person.objects.for_actor(actor)
        .exclude(expertise=[])
        .annotate(known=Func("expertise", function="unnest"))
        .values_list("known", flat=True)
        .order_by()
        .distinct()[:MOST_KNOWN]
    )
    return sorted(found, key=sort_key)


def person_options(actor: Actor, words: str, *, on: dt.date, limit: int = 20) -> list[tuple[int, str, str]]:
    """What a picker offers for typed words: id, name, and where the person belongs. At most three statements."""
    people: Sequence[Person]
    if words:
        hits = search.find(words, kinds=[PERSON], limit=limit).hits
        found = Person.objects.for_actor(actor).in_bulk([hit.object_id for hit in hits])
        people = [found[hit.object_id] for hit in hits if hit.object_id in found]
    else:
        people = list(Person.objects.for_actor(actor).current().order_by(*SORTS["name"])[:limit])
    return [
        (row.id, str(row.name), ", ".join(str(each.organisation.name) for each in row.affiliations))
        for row in _rows(actor, people, on)
    ]


def _found(actor: Actor, state: ListState, on: dt.date) -> PersonList:
    """A page of hits, by relevance; beyond the end the last one."""
    ask = partial(search.find, state.query, kinds=[PERSON])
    found, number = search.paged(ask, state.page, per_page=PER_PAGE)
    total = _total(found)
    people = Person.objects.for_actor(actor).in_bulk([hit.object_id for hit in found.hits])
    rows = _rows(actor, [people[hit.object_id] for hit in found.hits if hit.object_id in people], on)
    return PersonList(_page_of(number, Paginator(range(total.number), PER_PAGE), rows), is_cut=total.is_more)


def _total(found: search.Found) -> search.Total:
    return found.totals.get(PERSON, search.Total(0))


def _page_of(number: int, paginator: Any, rows: Sequence[PersonRow]) -> Page[PersonRow]:
    """A page of finished rows; what they were made of is counted by the paginator."""
    return Page(rows, number, paginator)


def _in_order(actor: Actor, state: ListState) -> QuerySet[Person]:
    chosen = Person.objects.for_actor(actor).current()
    if (organisation := state.filters.get("organisation", "")).isdecimal():
        chosen = chosen.filter(affiliations__organisation_id=int(organisation[:18])).distinct()
    if known := state.filters.get("expertise"):
        chosen = chosen.filter(expertise__contains=[known])
    if state.query:
        hits = search.find(state.query, kinds=[PERSON], limit=search.EVERY, every=True).hits
        chosen = chosen.filter(pk__in=[hit.object_id for hit in hits])
    return chosen.order_by(*SORTS.get(state.sort, SORTS["name"]))


def _rows(
    actor: Actor,
    people: Sequence[Person],
    on: dt.date,
    contacts: Mapping[int, Mapping[str, Sequence[str]]] = MappingProxyType({}),
) -> list[PersonRow]:
    """Rows with the affiliations of the day, also of what was merged into a person. One statement."""
    held: dict[int, list[Affiliation]] = {}
    ids = {person.pk for person in people}
    affiliations = (
        Affiliation.objects.for_actor(actor)
        .filter(Q(person__in=ids) | Q(person__merged_into__in=ids))
        .select_related("organisation", "person")
        .order_by("id")
    )
    for each in affiliations:
        if each.is_current(on):
            pk = each.person_id if each.person_id in ids else each.person.merged_into_id or 0
            held.setdefault(pk, []).append(each)
    return [
        PersonRow(
            person.pk,
            person.name,
            tuple(held.get(person.pk, ())),
            person,
            contacts.get(person.pk, {}),
            person.is_sample,
        )
        for person in people
    ]
