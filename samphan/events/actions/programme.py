"""What an event is about and how it goes: topics, strategic groups, agenda."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.events import policy
from samphan.events.actions.parts import Arranged, Line, arrange
from samphan.events.models import AgendaItem, AgendaKind, StrategicGroup, Topic
from samphan.kit.errors import Problem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from samphan.events.models import Event, Room
    from samphan.kit.actor import Actor

TOPIC_FIELDS = ("title_th", "title_en", "detail_th", "detail_en")
GROUP_FIELDS = ("code", "title_th", "title_en", "topic")
AGENDA_FIELDS = (
    "title_th", "title_en", "kind", "day", "starts_at", "ends_at", "room", "track", "group", "topic",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    """A topic as it is to be; ``id`` of the one that is changed."""

    title_th: str
    title_en: str = ""
    detail_th: str = ""
    detail_en: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A strategic group as it is to be; ``topic`` is one of the same event."""

    code: str
    title_th: str
    title_en: str = ""
    topic: Topic | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """An agenda item as it is to be; day and times only where they are known, ``group`` where it is for one alone.

    Room, group and topic are of the same event. What clashes is shown by ``queries.agenda.clashes`` and not refused.
    """

    title_th: str
    title_en: str = ""
    kind: str = AgendaKind.PLENARY
    day: dt.date | None = None
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    room: Room | None = None
    track: str = ""
    group: StrategicGroup | None = None
    topic: Topic | None = None
    id: int | None = None


@transaction.atomic
def arrange_topics(
    *,
    by: Actor,
    event: Event,
    rows: Sequence[TopicRow],
    removed: Collection[int] = (),
    version: int | None = None,
) -> Arranged[Topic]:
    """Write the topics of an event in their order; see ``parts.arrange``."""
    by.must(policy.manage, on=event)
    lines = [Line(row.id, {name: getattr(row, name) for name in TOPIC_FIELDS}) for row in rows]
    return arrange(by, event, Topic, lines, removed=removed, version=version)


@transaction.atomic
def arrange_groups(
    *,
    by: Actor,
    event: Event,
    rows: Sequence[GroupRow],
    removed: Collection[int] = (),
    version: int | None = None,
) -> Arranged[StrategicGroup]:
    """Write the strategic groups of an event in their order; codes are unique in it."""
    by.must(policy.manage, on=event)
    _check_topics(event, [row.topic for row in rows])
    codes = [row.code.casefold() for row in rows]
    twice = next((row.code for row in rows if codes.count(row.code.casefold()) > 1), None)
    written = arrange(
        by,
        event,
        StrategicGroup,
        [Line(row.id, {name: getattr(row, name) for name in GROUP_FIELDS}) for row in rows],
        removed=removed,
        version=version,
    )
    kept = [part.code.casefold() for part in written.parts]
    if twice is None:
        twice = next((part.code for part in written.parts if kept.count(part.code.casefold()) > 1), None)
    if twice is not None:
        raise Problem(_("Two groups have the code %(code)s.") % {"code": twice}, field="code")
    return written


@transaction.atomic
def arrange_agenda(
    *,
    by: Actor,
    event: Event,
    rows: Sequence[AgendaRow],
    removed: Collection[int] = (),
    version: int | None = None,
) -> Arranged[AgendaItem]:
    """Write the agenda of an event in its order; see ``parts.arrange``."""
    by.must(policy.manage, on=event)
    _check_topics(event, [row.topic for row in rows])
    for row in rows:
        if row.kind not in AgendaKind.values:
            raise Problem(_("There is no such kind of item."), field="kind")
        if row.room is not None and row.room.event_id != event.pk:
            raise Problem(_("This room belongs to another event."), field="room")
        if row.group is not None and row.group.event_id != event.pk:
            raise Problem(_("This group belongs to another event."), field="group")
        if row.starts_at and row.ends_at and row.ends_at <= row.starts_at:
            raise Problem(
                _("“%(title)s” must end after it starts.") % {"title": row.title_th}, field="ends_at"
            )
    lines = [Line(row.id, {name: getattr(row, name) for name in AGENDA_FIELDS}) for row in rows]
    return arrange(by, event, AgendaItem, lines, removed=removed, version=version)


def _check_topics(event: Event, topics: Sequence[Topic | None]) -> None:
    if any(topic is not None and topic.event_id != event.pk for topic in topics):
        raise Problem(_("This topic belongs to another event."), field="topic")
