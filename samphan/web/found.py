"""What the search shows: hits by kind with their addresses, near-misses, and suggestions while somebody types."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from django.core.paginator import Page, Paginator

from samphan.directory.models import Organisation
from samphan.directory.queries.findable import ORGANISATION
from samphan.directory.queries.places import province_name
from samphan.kit.bilingual import Text
from samphan.kit.thai.excerpt import excerpt
from samphan.kit.thai.organisations import core_key, sound_key
from samphan.tenancy import search as finding
from samphan.tenancy.models import Network

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor

FIRST: Final = 5
"""Hits of each kind when all kinds are shown; one kind alone has pages of twenty."""

PER_PAGE: Final = 20
LITTLE: Final = 3
"""With fewer hits than this, names that are like the query are shown too."""

SIMILAR: Final = 8
PROPOSED: Final = 3
SUGGESTED: Final = 8
OF_A_KIND: Final = 4
SHORT: Final = 10
"""An abbreviation is not longer than this; several whole names that are one are pointed out."""


@dataclass(frozen=True, slots=True)
class Line:
    """A hit with its address (none where the reader belongs to no network) and the network that owns it.

    ``detail`` is cut to what shows the hit; ``other`` is the name by which it was found where the label does not show it.
    """

    label: Text
    detail: str
    other: str
    url: str
    network: Text
    kind: _StrOrPromise
    place: int


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind."""

    code: str
    label: _StrOrPromise
    total: finding.Total
    lines: list[Line]

    @property
    def has_more(self) -> bool:
        return self.total.number > len(self.lines)

    @property
    def is_shared_name(self) -> bool:
        """Whether the first hits all have the query as their whole name, and are several."""
        return len(self.lines) > 1 and self.lines[1].place == 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found.

    ``marked`` are the words that are marked in the hits; ``similar`` are near-misses, ``proposed`` the names most like
    the query, both only where little was found; ``page`` is that of one kind.
    """

    marked: str = ""
    groups: list[Group] = field(default_factory=list)
    page: Page[int] | None = None
    similar: list[Group] = field(default_factory=list)
    proposed: list[str] = field(default_factory=list)


def answer(actor: Actor, query: str, *, kind: str = "", number: int = 1) -> Answer:
    """Everything that the actor may see and that has the words of a query, by kind; with ``kind`` a page of that one."""
    kinds = [kind] if kind else list(finding.kinds())
    page = None
    if kind:
        ask = partial(finding.find_for, actor, query, kinds=kinds)
        found, number = finding.paged(ask, number, per_page=PER_PAGE)
        if found.hits:
            page = Paginator(range(found.totals[kind].number), PER_PAGE).page(number)
    else:
        found = finding.find_for(actor, query, kinds=kinds, limit=FIRST)
    words = finding.terms(query)
    write = _Writer(actor, words)
    similar: list[finding.Hit] = []
    if sum(total.number for total in found.totals.values()) < LITTLE:
        known = {(hit.kind, hit.object_id) for hit in found.hits}
        similar = [
            hit
            for hit in finding.similar_for(actor, query, kinds=kinds)
            if (hit.kind, hit.object_id) not in known
        ][:SIMILAR]
    return Answer(
        marked=" ".join(words),
        groups=_groups(write, found.hits, found.totals),
        page=page,
        similar=_groups(write, similar, {}),
        proposed=list(dict.fromkeys(str(hit.label) for hit in similar if not found.hits))[:PROPOSED],
    )


def suggestions(actor: Actor, query: str) -> tuple[str, list[Line]]:
    """The marked words, and the few hits that somebody who types may mean: whole names and beginnings of names first."""
    words = finding.terms(query)
    kinds = list(finding.kinds())
    hits = list(finding.find_for(actor, query, kinds=kinds, limit=OF_A_KIND).hits)
    hits.sort(key=lambda hit: (hit.place, kinds.index(hit.kind)))
    if not hits:
        hits = finding.similar_for(actor, query, kinds=kinds, limit=SUGGESTED)
    write = _Writer(actor, words)
    return " ".join(words), [write.line(hit) for hit in hits[:SUGGESTED]]


class _Writer:
    """Makes lines of hits. What is shared is opened in the first of the reader's networks. One statement."""

    def __init__(self, actor: Actor, words: Sequence[str]) -> None:
        self.words = list(words)
        self.networks = {
            network.pk: network for network in Network.objects.filter(pk__in=actor.networks).order_by("pk")
        }
        self.first = next(iter(self.networks.values()), None)

    def line(self, hit: finding.Hit) -> Line:
        home = self.networks.get(hit.network_id) if hit.network_id else self.first
        kind = finding.kinds()[hit.kind]
        is_named = home and hit.network_id and len(self.networks) > 1
        return Line(
            label=hit.label,
            detail=excerpt(str(hit.detail), " ".join(self.words)),
            other=self._other(hit),
            url=kind.url(home.slug, hit.object_id) if home else "",
            network=home.name if home and is_named else Text.of("", ""),
            kind=kind.label,
            place=hit.place,
        )

    def _other(self, hit: finding.Hit) -> str:
        """The name that has the words, where neither the label nor the detail shows them: มช of มหาวิทยาลัยเชียงใหม่."""
        whole = " ".join(self.words)
        labels = {
            write(label) for label in (hit.label_th, hit.label_en) for write in (finding.normal, core_key)
        }
        if hit.place == 0 and whole in hit.names and whole not in labels:
            return _written(whole)
        if not self.words or any(self._shows(text) for text in (str(hit.label), str(hit.detail))):
            return ""
        for text in (hit.label_th, hit.label_en, hit.detail_th, hit.detail_en):
            if self._shows(text):
                return excerpt(text, " ".join(self.words))
        heard = sound_key(core_key(hit.label_th))
        return _written(
            next(
                (name for name in hit.names if name != heard and any(word in name for word in self.words)), ""
            )
        )

    def _shows(self, text: str) -> bool:
        folded = finding.normal(text)
        return any(word in folded for word in self.words)


def _written(name: str) -> str:
    """A folded name as it is read: abbreviations in capital letters."""
    return name.upper() if name.isascii() and len(name) <= SHORT else name


def _told_apart(ids: Sequence[int]) -> dict[int, str]:
    """What tells organisations of one name apart that are part of no other: kind and province. At most one statement."""
    if len(ids) == 1 or not ids:
        return {}
    return {
        pk: " · ".join(filter(None, [str(each.get_kind_display()), str(province_name(each.province))]))
        for pk, each in Organisation.objects.only("kind", "province").in_bulk(ids).items()
    }


def _groups(write: _Writer, hits: Sequence[finding.Hit], totals: dict[str, finding.Total]) -> list[Group]:
    """Hits by kind: the kind with the best hit first, else in order of registration."""
    lines: dict[str, list[Line]] = {}
    told = _told_apart([hit.object_id for hit in hits if hit.kind == ORGANISATION and hit.place == 0])
    for hit in hits:
        line = write.line(hit)
        if hit.kind == ORGANISATION and hit.place == 0 and not line.detail:
            line = replace(line, detail=told.get(hit.object_id, ""))
        lines.setdefault(hit.kind, []).append(line)
    kinds = finding.kinds()
    order = list(kinds)
    return [
        Group(code, kinds[code].label, totals.get(code, finding.Total(len(lines[code]))), lines[code])
        for code in sorted(lines, key=lambda code: (min(lines[code][0].place, 1), order.index(code)))
    ]
