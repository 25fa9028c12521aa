"""Finding things: any part of a Thai or English word, in Thai order, across the networks of the scope.

Rows hold folded text under a trigram index. They are read through one SECURITY DEFINER function that filters by the
scope's settings, because trigram operators are not leakproof and would otherwise not use the index under row-level
security (see ``migrations/0002_row_security.py``).

**Which**: a row is found when it holds every word of the query, anywhere in its names or its detail, whatever the
case, the digits, the order of the marks; dots are left out on both sides, so that ม.อ. and มอ are one, and so are
titles in front of the query (ผศ.ดร.).
**In which order** (``Hit.place``): what has the query as one whole name (an abbreviation, an alias, a given name); names
of which only the last tone mark is missing; what stands in the dictionary where the first word would stand; the rest.
Inside each by ``sort_key``, that is in Thai order. **How many**: counted up to a limit, beyond which only "more than" is
known; the first ones are right all the same.

What is misspelt is not found so, but by ``similar_for``: names that look or sound like the query, the most alike first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import batched
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import connection
from django.db.models import Q
from rapidfuzz import fuzz

from samphan.kit.bilingual import Bilingual
from samphan.kit.rows import add
from samphan.kit.thai.fold import fold
from samphan.kit.thai.names import split_name, without_titles
from samphan.kit.thai.organisations import core_key, organisation_key, sound_key
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy.models import SearchRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor

COUNT_LIMIT: Final = 1_000
EVERY: Final = 1_000_000
"""How far hits are counted: for a page of the first ones, and for a list that goes through all."""

SHORTEST: Final = 2
"""A query that is not longer than this has no near-misses: everything would be one."""

SIMILAR: Final = 50
ALIKE: Final = 62
ONLY_A_PART: Final = 20
"""Names that the database proposes for a misspelt one; how like it (0 to 100) one must be to be shown; and by how much
less the query is like a name of which it is like a part."""

MAX_TERMS: Final = 8
LABEL: Final = 500
NAME: Final = 300
NAMES: Final = 1_000
BODY: Final = 5_000
"""Characters kept of a label, of one name, of all names together, and of everything that is searched."""

SEPARATOR: Final = "|"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that can be found: its code, its plural label, and how a hit is linked.

    ``url`` takes the slug of the network in whose pages the hit is opened, and the object's id. ``needs`` are the
    permissions without which a row of a network is not found, blank separated: those of the objects themselves.
    ``rows`` gives all rows that the actor's network answers for, made anew from its records; it also puts their own
    sort keys right. ``follows`` names the kinds whose names stand in the rows of this one: when objects of such a kind
    are put, the rows that it gives for their ids are put too. ``beside`` names the kind whose objects these are told
    of, under the same ids: they are forgotten together. ``own`` gives the ids of the few objects that an actor may see
    without what it ``needs``, in whatever network.
    """

    code: str
    label: _StrOrPromise
    url: Callable[[str, int], str]
    needs: str = "network.see"
    rows: Callable[[Actor], Iterable[SearchRow]] | None = None
    follows: Mapping[str, Callable[[Sequence[int]], Iterable[SearchRow]]] = field(default_factory=dict)
    beside: str = ""
    own: Callable[[Actor], Sequence[int]] | None = None


@dataclass(frozen=True)
class Hit:
    """One found row; ``place`` as in the head of this module, or, of a similar name, how unlike it is (0 to 100)."""

    kind: str
    object_id: int
    network_id: int | None
    label_th: str
    label_en: str
    detail_th: str
    detail_en: str
    title_norm: str
    place: int

    label = Bilingual()
    detail = Bilingual()

    @property
    def names(self) -> tuple[str, ...]:
        """The names by which it is found, folded: label first, then aliases and abbreviations."""
        return tuple(filter(None, self.title_norm.split(SEPARATOR)))


@dataclass(frozen=True, slots=True)
class Total:
    """How many there are; ``is_more`` when counting stopped at the number."""

    number: int
    is_more: bool = False

    def __str__(self) -> str:
        return f"{self.number:,}{'+' if self.is_more else ''}"


class Found(NamedTuple):
    """Hits, kind by kind, and how many there are of each kind (kinds without a hit are not named)."""

    hits: tuple[Hit, ...]
    totals: dict[str, Total]


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Called in ``apps.py`` of the app that owns the kind."""
    _kinds[kind.code] = kind


def kinds() -> dict[str, Kind]:
    """All kinds by code, in order of registration."""
    return _kinds


class Words(NamedTuple):
    """The values of a search row, in the order in which many are written at once (``imports_bulk``)."""

    kind: str
    object_id: int
    network_id: int | None
    label_th: str
    label_en: str
    detail_th: str
    detail_en: str
    title_norm: str
    norm: str
    sort_key: str


def words(
    kind: str,
    object_id: int,
    *,
    network_id: int | None,
    label: tuple[str, str],
    detail: tuple[str, str] = ("", ""),
    others: Iterable[str] = (),
    order: str = "",
    key: str = "",
    also: Iterable[str] = (),
) -> Words:
    """What a search row holds.

    ``label`` and ``detail`` (Thai, English) are shown; ``others`` are further names that find the object;
    ``order`` is what it is sorted by where that is not the label (a person's name without titles), ``key`` its sort key
    where it is known. ``also`` are words that find the object and are no names of it: whoever bears one as a name comes
    first.
    """
    names: list[str] = []
    rest: list[str] = []
    length = 1
    for text in dict.fromkeys((*label, *others)):
        whole = normal(text) if text else ""
        norm = whole[:NAME]
        if norm and norm not in names and length + len(norm) < NAMES:
            names.append(norm)
            length += len(norm) + 1
        if whole not in names:
            rest.append(whole)
    rest += [normal(text) for text in detail if text]
    title = SEPARATOR + SEPARATOR.join(names) + SEPARATOR
    body = " ".join(text for text in rest if text and text not in names)
    norm = f"{title}{body}"[:BODY]
    if found := [normal(word) for word in also if word]:
        norm = " ".join([norm, *found])[:BODY]
    return Words(
        kind,
        object_id,
        network_id,
        label[0][:LABEL],
        label[1][:LABEL],
        detail[0][:LABEL],
        detail[1][:LABEL],
        title,
        norm,
        (key or sort_key(order or label[0] or label[1]))[:1000],
    )


def row(
    kind: str,
    object_id: int,
    *,
    network_id: int | None,
    label: tuple[str, str],
    detail: tuple[str, str] = ("", ""),
    others: Iterable[str] = (),
    order: str = "",
) -> SearchRow:
    """An unsaved search row of these ``words``."""
    found = words(
        kind, object_id, network_id=network_id, label=label, detail=detail, others=others, order=order
    )
    return SearchRow(**found._asdict())


def put(rows: Sequence[SearchRow]) -> None:
    """Write rows, replacing those of the same object and network, and after them the rows of kinds that follow.

    Two statements a kind and network, and one for each kind that follows.
    """
    _write(rows)
    ids: dict[str, list[int]] = defaultdict(list)
    for each in rows:
        ids[each.kind].append(each.object_id)
    for kind in _kinds.values():
        for followed, remade in kind.follows.items():
            if followed in ids:
                _write(list(remade(ids[followed])))


def put_new(row: SearchRow) -> None:
    """Write the row of an object that was made just now, of which there can be neither a row nor a follower."""
    add(row)


def _write(rows: Sequence[SearchRow]) -> None:
    places: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    for each in rows:
        places[each.kind, each.network_id].append(each.object_id)
    for (kind, network_id), objects in places.items():
        here = Q(network__isnull=True) if network_id is None else Q(network_id=network_id)
        SearchRow.objects.filter(here, kind=kind, object_id__in=objects).delete()
    SearchRow.objects.bulk_create(rows, batch_size=2_000)


def remove(kind: str, object_id: int) -> None:
    """Forget an object in every network of the scope."""
    kinds = [kind, *(each.code for each in _kinds.values() if each.beside == kind)]
    SearchRow.objects.filter(kind__in=kinds, object_id=object_id).delete()


def rebuild(by: Actor) -> int:
    """Make all rows of the actor's network anew from its records; how many there are.

    Kinds that were registered without ``rows`` are left as they are.
    """
    count = 0
    for kind in _kinds.values():
        if kind.rows is None:
            continue
        SearchRow.objects.filter(kind=kind.code, network_id=by.network_id).delete()
        for batch in batched(kind.rows(by), 2_000):
            _write(batch)
            count += len(batch)
    return count


def normal(text: str) -> str:
    """Text as it is compared: folded, without dots, and without the character that separates names."""
    folded = fold(text)
    if "." not in folded and SEPARATOR not in folded:
        return folded  # which has no blanks too many
    return " ".join(folded.replace(".", "").replace(SEPARATOR, " ").split())


def terms(query: str) -> list[str]:
    """The words of a query as they are compared, without titles in front; each must be found."""
    return normal(without_titles(query)).split()[:MAX_TERMS]


def find(
    query: str,
    *,
    kinds: Sequence[str],
    limit: int = 20,
    offset: int = 0,
    networks: bool = True,
    within: Sequence[int] | None = None,
    every: bool = False,
) -> Found:
    """The hits of each kind from ``offset`` on, in order. One statement.

    ``networks=False`` looks at the shared rows alone, ``within`` at those and at the rows of some networks of the scope
    (default: of all of it). Whoever asks has made sure that the actor may see the kinds there. ``every`` counts to the
    end, for lists that go through all hits.
    """
    words = terms(query)
    if not words or not kinds:
        return Found((), {})
    if not networks:
        within = ()
    few = EVERY if every else COUNT_LIMIT
    head = sort_key(words[0]).partition("\x01")[0]
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from tenancy_search(%s, %s, %s, %s, %s, %s, %s)",
            [words, head, list(kinds), None if within is None else list(within), limit, offset, few],
        )
        found = cursor.fetchall()
    totals = {values[0]: Total(min(values[-1], few), is_more=values[-1] > few) for values in found}
    return Found(tuple(Hit(*values[:-1]) for values in found), totals)


def paged(ask: Callable[..., Found], number: int, *, per_page: int) -> tuple[Found, int]:
    """A page of the hits of one kind, and its number: beyond the end the last one. ``ask`` takes limit and offset."""
    found = ask(limit=per_page, offset=(number - 1) * per_page)
    if found.hits or number == 1:
        return found, number
    total = next(iter(ask(limit=1).totals.values()), Total(0)).number
    last = max(1, -(-total // per_page))
    return ask(limit=per_page, offset=(last - 1) * per_page), last


def find_for(actor: Actor, query: str, *, kinds: Sequence[str], limit: int = 20, offset: int = 0) -> Found:
    """As ``find``, over all networks of the actor, and in each only what the actor may see there.

    One statement for each set of networks in which kinds are seen: one for most people. What is an actor's ``own`` comes
    after them.
    """
    found = [
        find(query, kinds=codes, limit=limit, offset=offset, within=ids)
        for ids, codes in _seen(actor, kinds).items()
    ]
    hits = [hit for each in found for hit in each.hits]
    totals = {kind: total for each in found for kind, total in each.totals.items()}
    for code in kinds:
        if own := _own(actor, query, code):
            before = totals.get(code, Total(0))
            here = sum(hit.kind == code for hit in hits)
            start = max(0, offset - before.number)
            hits += own[start : start + limit - here]
            totals[code] = Total(before.number + len(own), before.is_more)
    return Found(tuple(hits), totals)


def _own(actor: Actor, query: str, code: str) -> list[Hit]:
    """The hits among the few objects of a kind that the actor may see without what the kind needs. One statement."""
    own, words = _kinds[code].own, terms(query)
    ids = own(actor) if own is not None and words else ()
    if not ids:
        return []
    rows = SearchRow.objects.filter(kind=code, object_id__in=ids)
    for word in words:
        rows = rows.filter(norm__contains=word)
    whole = normal(query)
    found = [
        Hit(
            each.kind,
            each.object_id,
            each.network_id,
            each.label_th,
            each.label_en,
            each.detail_th,
            each.detail_en,
            each.title_norm,
            2 if whole in each.title_norm else 3,
        )
        for each in rows.order_by("sort_key", "object_id")
    ]
    return sorted(found, key=lambda hit: hit.place)


def similar(
    query: str, *, kinds: Sequence[str], within: Sequence[int] | None = None, limit: int = SIMILAR
) -> list[Hit]:
    """What has a name that looks or sounds like the query, the most alike first. One statement.

    ``within`` as for ``find``. Compared are whole names, as they are written and by their keys (prefixes written out).
    """
    return similar_to_all([query], kinds=kinds, within=within, limit=limit)[query]


def similar_to_all(
    queries: Sequence[str], *, kinds: Sequence[str], within: Sequence[int] | None = None, limit: int = SIMILAR
) -> dict[str, list[Hit]]:
    """The same for many queries, by query. One statement."""
    meant = [(query, text) for query in queries for text in _spellings(query)]
    found: dict[str, dict[tuple[str, int], Hit]] = {query: {} for query in queries}
    if not meant or not kinds:
        return {query: [] for query in queries}
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from tenancy_similar(%s, %s, %s, %s)",
            [
                [text for _query, text in meant],
                list(kinds),
                None if within is None else list(within),
                SIMILAR,
            ],
        )
        for number, *values in cursor.fetchall():
            query = meant[number - 1][0]
            place = 100 - round(likeness(query, values[-1].split(SEPARATOR)))
            found[query].setdefault((values[0], values[1]), Hit(*[*values, place]))
    return {
        query: sorted(
            (hit for hit in hits.values() if hit.place <= 100 - ALIKE),
            key=lambda hit: (hit.place, sort_key(hit.label_th or hit.label_en), hit.object_id),
        )[:limit]
        for query, hits in found.items()
    }


def similar_for(actor: Actor, query: str, *, kinds: Sequence[str], limit: int = SIMILAR) -> list[Hit]:
    """As ``similar``, in all networks of the actor, and in each only what the actor may see there."""
    found = [
        hit
        for ids, codes in _seen(actor, kinds).items()
        for hit in similar(query, kinds=codes, within=ids, limit=limit)
    ]
    return sorted(found, key=lambda hit: hit.place)[:limit]


def likeness(query: str, names: Iterable[str]) -> float:
    """How much the query is like the most alike of some names: 0 to 100, 100 for another spelling of the same."""
    ways = [(text, sound_key(text)) for text in _spellings(query)]
    key = organisation_key(query)
    best = 0.0
    for name in filter(None, names):
        if key and organisation_key(name) == key:
            return 100
        bare = name.replace(" ", "")
        heard = sound_key(bare)
        for text, sound in ways:
            plain = text.replace(" ", "")
            best = max(best, fuzz.ratio(plain, bare), fuzz.ratio(sound.replace(" ", ""), heard) - 1)
            if len(plain) < len(bare):
                best = max(best, fuzz.partial_ratio(plain, bare) - ONLY_A_PART)
    return best


def _spellings(query: str) -> list[str]:
    """The ways in which a misspelt query is looked up: as it stands, without titles, and without ม. or มหาวิทยาลัย."""
    name = split_name(query)
    ways = [normal(without_titles(query)), normal(f"{name.given_name} {name.family_name}"), core_key(query)]
    return [way for way in dict.fromkeys(ways) if len(way) > SHORTEST]


def _seen(actor: Actor, kinds: Sequence[str]) -> dict[tuple[int, ...], list[str]]:
    """Kinds by the networks in which the actor sees them."""
    seen: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for code in kinds:
        needs = _kinds[code].needs.split()
        seen[tuple(n for n in actor.networks if all(actor.holds(each, n) for each in needs))].append(code)
    return seen
