"""What is aligned with what: each app registers the table in which it keeps alignments of its own things."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import CharField, Count, F, Q, Value
from django.http import Http404
from django.urls import reverse

from samphan.frameworks.models import FrameworkItem
from samphan.kit.numbers import number_in
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from django.db.models import Model, QuerySet
    from django.utils.functional import _StrOrPromise

    from samphan.frameworks.models import Alignment, Framework
    from samphan.kit.actor import Actor, Verdict
    from samphan.kit.components import ListState

ITEM: Final = "item_id"
ACROSS: Final = "across_id"
SORTS: Final = ("title", "cell", "rating")
FILTERS: Final = ("cell", "rating")
WHOLE: Final = "whole"
UNRATED: Final = "none"
"""Values of the filters of a list of alignments: with an item as a whole, without a rating."""


@dataclass(frozen=True, slots=True)
class AlignedKind:
    """A kind of things that can be aligned.

    ``code`` stands in addresses; ``field`` is the reference of ``model`` to the thing, which has a bilingual ``title`` with
    its ``sort_key``; ``hits`` are the kinds of search rows that find it;
    ``things`` are those that an actor may see, ``rule`` says who may align one; ``page`` is the address name of its tab
    with the alignments; ``remark`` says what is counted, where somebody might think otherwise.
    """

    code: str
    label: _StrOrPromise
    model: type[Alignment]
    field: str
    things: Callable[[Actor], QuerySet[Any]]
    rule: Callable[[Actor, Any], Verdict]
    page: str
    hits: Sequence[str]
    icon: str = ""
    order: int = 100
    remark: _StrOrPromise = ""

    def rows(self, actor: Actor) -> QuerySet[Any]:
        """The alignments that the actor may see."""
        manager: Any = self.model._default_manager  # noqa: SLF001 - Django's own name for the manager of any model
        rows: QuerySet[Any] = manager.for_actor(actor)
        return rows

    def every(self) -> QuerySet[Any]:
        """All alignments of the scope, seen or not: for what may be removed."""
        rows: QuerySet[Any] = self.model._default_manager.all()  # noqa: SLF001 - see above
        return rows

    def thing(self, row: Alignment) -> Any:
        return getattr(row, self.field)

    def url(self, slug: str, pk: int) -> str:
        """The tab of a thing with its alignments."""
        return reverse(self.page, args=[slug, pk])


_kinds: dict[str, AlignedKind] = {}


def register(kind: AlignedKind) -> None:
    """Called in ``apps.py`` of the app that keeps the things."""
    _kinds[kind.code] = kind


def kinds() -> list[AlignedKind]:
    """All kinds in order."""
    return sorted(_kinds.values(), key=lambda each: (each.order, each.code))


def kind_of(code: str) -> AlignedKind:
    """The kind of an address; 404 for one that nobody registered."""
    if code not in _kinds:
        raise Http404(code)
    return _kinds[code]


def is_used(items: Collection[int]) -> bool:
    """Whether anything at all is aligned with one of some items, seen by the reader or not. A statement a kind."""
    found = Q(item__in=items) | Q(across__in=items)
    return any(kind.every().filter(found).exists() for kind in kinds())


def counts(actor: Actor, framework: Framework) -> Mapping[int, Mapping[str, int]]:
    """How many things of each kind are aligned with each item, as far as the reader sees them. One statement.

    Item → kind → number of things; a thing in two cells of a row counts once in that row.
    """
    asked = []
    for kind in kinds():
        rows = kind.rows(actor).filter(item__framework=framework)
        asked += [_by(rows, kind, ITEM), _by(rows.filter(across__isnull=False), kind, ACROSS)]
    if not asked:
        return {}
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for item, code, number in asked[0].union(*asked[1:], all=True):
        found[item][code] = number
    return found


def _by(rows: QuerySet[Any], kind: AlignedKind, column: str) -> QuerySet[Any]:
    named = rows.order_by().annotate(at=F(column), kind=Value(kind.code, output_field=CharField()))
    grouped: QuerySet[Any] = named.values("at", "kind").annotate(number=Count(kind.field, distinct=True))
    return grouped.values_list("at", "kind", "number")


def aligned_with(actor: Actor, item: FrameworkItem, kind: AlignedKind) -> QuerySet[Any]:
    """The alignments of a kind with an item, in a row or in a column of a matrix; by when they were made."""
    rows = kind.rows(actor).filter(Q(item=item) | Q(across=item))
    return rows.select_related(kind.field, "item", "across").order_by("-made_at", "-id")


def aligned_list(actor: Actor, item: FrameworkItem, kind: AlignedKind, state: ListState) -> QuerySet[Any]:
    """The same as a list: searched, narrowed, in Thai order or as asked; what has no rating stands behind the others."""
    rows = aligned_with(actor, item, kind)
    if state.query:
        rows = rows.filter(_found_by(kind, state.query))
    cell, rating = state.filters["cell"], state.filters["rating"]
    if cell == WHOLE:
        rows = rows.filter(across=None)
    elif (pk := number_in(cell)) is not None:
        rows = rows.filter(Q(item=pk) | Q(across=pk))
    if rating == UNRATED:
        rows = rows.filter(rating=None)
    elif (number := number_in(rating)) is not None:
        rows = rows.filter(rating=number)
    orders = {"cell": ("item__order", "across__order"), "rating": ("rating",)}
    fields = [F(each) for each in orders.get(state.sort_key, (f"{kind.field}__sort_key",))]
    ordered = [
        each.desc(nulls_last=True) if state.is_descending else each.asc(nulls_last=True) for each in fields
    ]
    return rows.order_by(*ordered, f"{kind.field}__sort_key", "item__order", "across__order", "id")


def _found_by(kind: AlignedKind, words: str) -> Q:
    """By what the search finds, by the title, because not every thing stands in the search, and by how it serves."""
    found = search.find(words, kinds=kind.hits, limit=search.EVERY, every=True).hits
    named = Q(**{f"{kind.field}__title_th__icontains": words})
    named |= Q(**{f"{kind.field}__title_en__icontains": words})
    return named | Q(**{f"{kind.field}__in": [hit.object_id for hit in found]}) | Q(note__icontains=words)


def cells_of(actor: Actor, item: FrameworkItem, kind: AlignedKind) -> QuerySet[FrameworkItem]:
    """The items that make a cell with this one in which something of a kind stands, in order. One statement."""
    rows = kind.rows(actor).order_by()
    across, along = rows.filter(item=item).values("across"), rows.filter(across=item).values("item")
    found = FrameworkItem.objects.for_actor(actor).filter(Q(pk__in=across) | Q(pk__in=along))
    return found.order_by("order", "id")


@dataclass(frozen=True, slots=True)
class Aligned:
    """What one thing is aligned with in one version of a framework."""

    framework: Framework
    rows: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Goals:
    """Everything that a thing is aligned with, for the tab on its page."""

    kind: AlignedKind
    thing: Any
    aligned: Sequence[Aligned]
    may_align: bool

    @property
    def total(self) -> int:
        return sum(len(each.rows) for each in self.aligned)


def goals_of(actor: Actor, code: str, thing: Model) -> Goals:
    """What a thing, which the caller loaded through ``for_actor``, is aligned with. One statement."""
    kind = _kinds[code]
    rows = kind.rows(actor).filter(**{kind.field: thing})
    return Goals(kind, thing, _by_framework(rows), bool(kind.rule(actor, thing)))


def _by_framework(rows: QuerySet[Any]) -> list[Aligned]:
    ordered = rows.select_related("item__framework", "across").order_by(
        "item__framework__sort_key", "item__framework_id", "item__order", "across__order", "id"
    )
    found: dict[int, list[Any]] = defaultdict(list)
    frameworks = {}
    for row in ordered:
        found[row.item.framework_id].append(row)
        frameworks[row.item.framework_id] = row.item.framework
    return [Aligned(frameworks[pk], listed) for pk, listed in found.items()]


def taken(actor: Actor, kind: AlignedKind, thing: Model, framework: Framework) -> set[tuple[int, int | None]]:
    """The cells of a framework with which a thing is aligned already. One statement."""
    rows = kind.rows(actor).filter(**{kind.field: thing}, item__framework=framework)
    return set(rows.values_list(ITEM, ACROSS))


def cell_words(item: FrameworkItem, across: FrameworkItem | None) -> str:
    """An item, or a cell, by its codes and Thai words, as the audit trail keeps it."""
    both: Iterable[FrameworkItem] = [item] if across is None else [item, across]
    return " × ".join(f"{each.code} {each.title_th}" for each in both)
