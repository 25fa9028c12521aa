"""The programme of an event as it is drawn: by day, what runs at the same time side by side, and what clashes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Prefetch
from django.utils.translation import gettext as _

from samphan.events.models import AgendaItem, AgendaKind, AgendaRole, Registration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from samphan.events.models import Event
    from samphan.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class Band:
    """What runs in one stretch of time: one column a strand; ``is_parallel`` when there are several."""

    columns: tuple[tuple[Any, ...], ...]

    @property
    def is_parallel(self) -> bool:
        return len(self.columns) > 1


@dataclass(frozen=True, slots=True)
class ProgrammeDay:
    """One day: its bands in order of time, then the items whose time is not known. ``day`` None: no day known."""

    day: dt.date | None
    bands: tuple[Band, ...]
    untimed: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that cannot be as planned; it warns and forbids nothing. ``item_ids`` are those concerned."""

    code: str
    text: str
    item_ids: tuple[int, ...] = field(default=())


def agenda_items(actor: Actor, event: Event) -> list[AgendaItem]:
    """The items in their order with topic, room, group and roles; two statements."""
    roles = AgendaRole.objects.select_related("person", "organisation").order_by("order", "id")
    found = AgendaItem.objects.for_actor(actor).filter(event=event).select_related("topic", "room", "group")
    return list(found.prefetch_related(Prefetch("roles", roles)).order_by("order", "id"))


def days_of(items: Iterable[Any]) -> list[ProgrammeDay]:
    """Items with ``day``, ``starts_at``, ``ends_at`` and ``track``, by day; those without a day stand last."""
    by_day: dict[dt.date | None, list[Any]] = {}
    for item in items:
        by_day.setdefault(item.day, []).append(item)
    ordered = sorted(by_day, key=lambda day: (day is None, day or dt.date.min))
    return [
        ProgrammeDay(
            day,
            tuple(_bands([each for each in by_day[day] if each.starts_at is not None])),
            tuple(each for each in by_day[day] if each.starts_at is None),
        )
        for day in ordered
    ]


def _bands(items: Sequence[Any]) -> Iterator[Band]:
    """Items that overlap, directly or through others, make one band."""
    together: list[Any] = []
    until = dt.time.min
    for item in sorted(items, key=lambda each: each.starts_at):
        if together and not (
            item.starts_at < until or any(each.starts_at == item.starts_at for each in together)
        ):
            yield _band(together)
            together, until = [], dt.time.min
        together.append(item)
        until = max(until, item.ends_at or item.starts_at)
    if together:
        yield _band(together)


def _band(items: Sequence[Any]) -> Band:
    """Items of the same named track stand below each other; every other one has a column of its own."""
    columns: dict[Any, list[Any]] = {}
    for item in items:
        columns.setdefault(item.track or item, []).append(item)
    return Band(tuple(tuple(each) for each in columns.values()))


def overlap(one: Any, other: Any) -> bool:
    """Whether two items run at the same time, as far as is known: an end that is not known is not guessed."""
    if one.day is None or one.day != other.day or one.starts_at is None or other.starts_at is None:
        return False
    if one.starts_at == other.starts_at:
        return True
    first, second = sorted((one, other), key=lambda each: each.starts_at)
    return first.ends_at is not None and second.starts_at < first.ends_at


def group_sizes(event: Event) -> dict[int | None, int]:
    """People who take part, by strategic group; under None those without one. One statement, no names."""
    rows = Registration.objects.filter(event=event).taking_part().order_by().values_list("group_id")
    return dict(rows.annotate(heads=Count("id")))


def clashes(items: Sequence[AgendaItem], sizes: Mapping[int | None, int]) -> list[Clash]:
    """What cannot be as planned: one room, person or group at two places at once; a room that is too small."""
    found: list[Clash] = []
    for one, other in combinations([each for each in items if each.starts_at and each.day], 2):
        if overlap(one, other):
            found += _both(one, other)
    for item in items:
        found += _too_small(item, sizes)
    return found


def _both(one: AgendaItem, other: AgendaItem) -> Iterator[Clash]:
    both = {"one": one.title, "other": other.title}
    ids = (one.pk, other.pk)
    if one.room is not None and one.room_id == other.room_id:
        text = _("%(room)s is taken twice at the same time: “%(one)s” and “%(other)s”.")
        yield Clash("room", text % {**both, "room": one.room.name}, ids)
    if one.group is not None and one.group_id == other.group_id:
        text = _("Group %(group)s is expected at two places at the same time: “%(one)s” and “%(other)s”.")
        yield Clash("group", text % {**both, "group": one.group.code}, ids)
    names = {_who(each): each.who for each in one.roles.all()}
    for key in dict.fromkeys(_who(each) for each in other.roles.all()):
        if key in names:
            text = _("%(name)s has a role in two items at the same time: “%(one)s” and “%(other)s”.")
            yield Clash("person", text % {**both, "name": names[key]}, ids)


def _who(role: AgendaRole) -> int | str:
    """The same for two rows about the same person: the record, or the name as it was typed."""
    return role.person_id or " ".join(role.name.split()).casefold()


def _too_small(item: AgendaItem, sizes: Mapping[int | None, int]) -> Iterator[Clash]:
    if item.room is None or item.room.capacity is None:
        return
    if item.group is not None:
        heads = sizes.get(item.group_id, 0)
    elif item.kind == AgendaKind.PLENARY:
        heads = sum(sizes.values())
    else:
        return
    if heads > item.room.capacity:
        text = _("%(room)s holds %(capacity)s people, but %(heads)s are expected at “%(title)s”.")
        words = {
            "room": item.room.name,
            "capacity": item.room.capacity,
            "heads": heads,
            "title": item.title,
        }
        yield Clash("capacity", text % words, (item.pk,))
