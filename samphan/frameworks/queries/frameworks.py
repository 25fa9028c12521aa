"""What the pages of frameworks show: the list, one with its items, one item."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.shortcuts import get_object_or_404

from samphan.frameworks.models import Framework, FrameworkItem, FrameworkState, ItemMatch
from samphan.frameworks.queries import alignments, findable
from samphan.frameworks.queries.packs import packs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from samphan.frameworks.queries.alignments import AlignedKind
    from samphan.frameworks.queries.packs import Pack
    from samphan.kit.actor import Actor
    from samphan.kit.bilingual import Text
    from samphan.kit.components import ListState

SORTS: Final = ("title", "kind", "state", "year")
FILTERS: Final = ("kind", "state")
MOST_ALIGNED: Final = 25
_ORDERS: Final = {"title": "sort_key", "kind": "kind", "state": "state_order", "year": "from_year"}
_STATES: Final = (FrameworkState.IN_USE, FrameworkState.SUPERSEDED, FrameworkState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Offer:
    """A framework of the catalogue that the network may adopt, and the version that it would follow."""

    pack: Pack
    present: Framework | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One item in a tree: how deep it stands, and how many things of each kind are aligned with it."""

    item: FrameworkItem
    depth: int
    counts: Sequence[tuple[AlignedKind, int]] = ()

    @property
    def total(self) -> int:
        return sum(number for _kind, number in self.counts)


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one axis with what stands inside them, in order."""

    code: str
    name: Text
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class FrameworkPage:
    """One version of a framework, the versions around it, and its items."""

    framework: Framework
    groups: Sequence[Group]
    versions: Sequence[Framework]
    newer: Pack | None
    unfollowed: int
    """How many items follow none of the version before."""

    @property
    def remarks(self) -> list[_StrOrPromise]:
        """What is to be known of the numbers that stand beside the items."""
        codes = {kind.code for group in self.groups for row in group.rows for kind, _number in row.counts}
        return [kind.remark for kind in alignments.kinds() if kind.remark and kind.code in codes]


@dataclass(frozen=True, slots=True)
class AlignedRows:
    """What of one kind is aligned with an item: the latest alignments, how many there are, and of how many things."""

    kind: AlignedKind
    rows: Sequence[Any]
    total: int
    things: int


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item with everything that is aligned with it, and the items around it."""

    item: FrameworkItem
    parts: Sequence[FrameworkItem]
    matches: Sequence[ItemMatch]
    matched_by: Sequence[ItemMatch]
    followed_by: Sequence[FrameworkItem]
    aligned: Sequence[AlignedRows] = field(default_factory=list)


def frameworks(actor: Actor, state: ListState) -> QuerySet[Framework]:
    """What the list shows, each with ``item_count``."""
    order = Case(
        *(When(state=each, then=Value(place)) for place, each in enumerate(_STATES)),
        output_field=IntegerField(),
    )
    found = Framework.objects.for_actor(actor).annotate(state_order=order, item_count=Count("items"))
    if state.query:
        found = found.filter(pk__in=findable.hits(findable.FRAMEWORK, state.query))
    for name in FILTERS:
        if wanted := state.filters.get(name):
            found = found.filter(**{name: wanted})
    column = _ORDERS.get(state.sort_key, "sort_key")
    way = F(column).desc(nulls_last=True) if state.is_descending else F(column).asc(nulls_last=True)
    return found.order_by(way, "state_order", "sort_key", "-id")


def load_framework(actor: Actor, pk: int) -> Framework:
    """The framework of an address, or 404."""
    return get_object_or_404(Framework.objects.for_actor(actor).select_related("follows"), pk=pk)


def load_item(actor: Actor, pk: int) -> FrameworkItem:
    """The item of an address with its framework and what it follows, or 404."""
    rows = FrameworkItem.objects.for_actor(actor)
    return get_object_or_404(rows.select_related("framework", "parent", "follows__framework"), pk=pk)


def in_use(actor: Actor) -> QuerySet[Framework]:
    """The versions with which something new may be aligned, in Thai order."""
    return Framework.objects.for_actor(actor).filter(state=FrameworkState.IN_USE).order_by("sort_key", "id")


def offers(actor: Actor) -> list[Offer]:
    """What the catalogue has that the network has not: new frameworks, and newer versions. One statement."""
    known: dict[str, dict[str, Framework]] = defaultdict(dict)
    for each in Framework.objects.for_actor(actor).filter(code__in=packs().keys()):
        known[each.code][each.edition] = each
    return [
        Offer(pack, next((each for each in known[pack.code].values() if each.is_in_use), None))
        for pack in packs().values()
        if pack.edition not in known[pack.code]
    ]


def items_of(actor: Actor, framework: Framework) -> list[FrameworkItem]:
    """All items of a version, in order. One statement."""
    return list(FrameworkItem.objects.for_actor(actor).filter(framework=framework).order_by("order", "id"))


def groups_of(
    actor: Actor, framework: Framework, counted: Mapping[int, Mapping[str, int]] | None = None
) -> list[Group]:
    """The items of a version as trees by group; a group inside another one stands there."""
    kinds = alignments.kinds()
    below: dict[int | None, list[FrameworkItem]] = defaultdict(list)
    for item in items_of(actor, framework):
        below[item.parent_id].append(item)
    rows: dict[str, list[Row]] = defaultdict(list)

    def place(item: FrameworkItem, depth: int, axis: str) -> None:
        numbers = (counted or {}).get(item.pk, {})
        found = [(kind, numbers[kind.code]) for kind in kinds if numbers.get(kind.code)]
        rows[axis].append(Row(item, depth, found))
        for part in below[item.pk]:
            place(part, depth + 1, axis)

    for item in below[None]:
        place(item, 0, item.axis)
    return [Group(axis, framework.axis_name(axis), listed) for axis, listed in rows.items()]


def framework_page(actor: Actor, framework: Framework) -> FrameworkPage:
    """A framework that the caller loaded through ``for_actor``."""
    groups = groups_of(actor, framework, alignments.counts(actor, framework))
    versions = Framework.objects.for_actor(actor).filter(code=framework.code).order_by("-id")
    pack = packs().get(framework.code) if framework.is_shipped else None
    others = list(versions)
    is_newer = pack is not None and pack.edition not in {each.edition for each in others}
    unfollowed = sum(row.item.follows_id is None for group in groups for row in group.rows)
    return FrameworkPage(
        framework,
        groups,
        [each for each in others if each.pk != framework.pk],
        pack if is_newer and framework.is_in_use else None,
        unfollowed if framework.follows_id else 0,
    )


def item_page(actor: Actor, item: FrameworkItem) -> ItemPage:
    """An item that the caller loaded through ``for_actor``; two statements for each kind of things."""
    aligned = []
    for kind in alignments.kinds():
        rows = alignments.aligned_with(actor, item, kind)
        shown = list(rows[: MOST_ALIGNED + 1])
        total, things = len(shown), len({kind.thing(row).pk for row in shown})
        if total > MOST_ALIGNED:
            told = rows.order_by().aggregate(total=Count("pk"), things=Count(kind.field, distinct=True))
            total, things = told["total"], told["things"]
        if shown:
            aligned.append(AlignedRows(kind, shown[:MOST_ALIGNED], total, things))
    pairs = list(
        ItemMatch.objects.for_actor(actor)
        .filter(Q(item=item) | Q(match=item))
        .select_related("item", "match")
        .order_by("match__order", "item__order", "id")
    )
    chosen = {each.match_id for each in pairs if each.item_id == item.pk}
    around = list(
        FrameworkItem.objects.for_actor(actor)
        .filter(Q(parent=item) | Q(follows=item))
        .select_related("framework")
        .order_by("order", "id")
    )
    return ItemPage(
        item,
        parts=[each for each in around if each.parent_id == item.pk],
        matches=[each for each in pairs if each.item_id == item.pk],
        matched_by=[each for each in pairs if each.match_id == item.pk and each.item_id not in chosen],
        followed_by=[each for each in around if each.follows_id == item.pk],
        aligned=aligned,
    )


def older_items(actor: Actor, framework: Framework) -> list[FrameworkItem]:
    """All items of the version before, in order. One statement."""
    older = FrameworkItem.objects.for_actor(actor).filter(framework=framework.follows_id or 0)
    return list(older.order_by("order", "id"))


def unfollowed(actor: Actor, framework: Framework) -> tuple[list[FrameworkItem], list[FrameworkItem]]:
    """Items that follow none of the version before, and items of that one that nothing follows. Two statements."""
    items = items_of(actor, framework)
    followed = {each.follows_id for each in items}
    left = [each for each in older_items(actor, framework) if each.pk not in followed]
    return [each for each in items if each.follows_id is None], left
