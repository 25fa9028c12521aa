"""Calendars that are followed from outside: what is in them comes from the apps, what leaves is iCalendar (RFC 5545).

An app registers a ``Calendar`` ("a body", with its bodies as parts) or adds entries to one of the two that are here:
what concerns the reader (``MINE``) and what happens in the network (``NETWORK``).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from icalendar import Calendar as Written
from icalendar import Event as Component

from samphan.kit import due

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor
    from samphan.kit.bilingual import Text

MINE: Final = "mine"
NETWORK: Final = "network"
BEHIND, AHEAD = dt.timedelta(days=90), dt.timedelta(days=400)
"""How far a calendar reaches: what was lately, and a year to come."""
REFRESH: Final = dt.timedelta(hours=4)
MOST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a calendar. Days are whole and ``ends`` is the day after the last; instants carry their zone.

    ``uid`` stays the same when the thing is moved, so that a program moves it too: ``event-12``.
    """

    uid: str
    title: Text | str
    starts: dt.date | dt.datetime
    ends: dt.date | dt.datetime | None = None
    place: Text | str = ""
    detail: str = ""
    url: str = ""
    is_cancelled: bool = False


type Entries = Callable[[Actor, dt.date, dt.date, int | None], Iterable[Entry]]
"""Takes the actor, the first and the last day, and the id of the part; gives only what the actor may see."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar that can be followed. ``parts`` lists what must be chosen, by id, for this actor."""

    code: str
    label: _StrOrPromise
    parts: Callable[[Actor], Sequence[tuple[int, str]]] | None = None


_calendars: dict[str, Calendar] = {
    MINE: Calendar(MINE, _("My calendar: what is due, events and meetings")),
    NETWORK: Calendar(NETWORK, _("Events and meetings of the network")),
}
_sources: dict[str, dict[str, Entries]] = defaultdict(dict)


def register(calendar: Calendar) -> None:
    """Called in ``apps.py``."""
    _calendars[calendar.code] = calendar


def fill(calendars: Iterable[str], code: str, entries: Entries) -> None:
    """Put a source's entries into some calendars; called in ``apps.py``."""
    for each in calendars:
        _sources[each][code] = entries


def choices(actor: Actor) -> list[tuple[str, str]]:
    """What the actor can follow: code, with the id of the part after a colon, and name."""
    found = []
    for each in _calendars.values():
        if each.parts is None:
            found.append((each.code, str(each.label)))
        else:
            found += [(f"{each.code}:{pk}", f"{each.label}: {name}") for pk, name in each.parts(actor)]
    return found


def entries(actor: Actor, code: str, part_id: int | None, *, today: dt.date) -> list[Entry]:
    """What stands in a calendar from a quarter ago to a year ahead, in time; as many statements as sources."""
    since, until = today - BEHIND, today + AHEAD
    found = [entry for source in _sources[code].values() for entry in source(actor, since, until, part_id)]
    return sorted(found, key=lambda each: (str(each.starts), each.uid))[:MOST]


def due_entries(actor: Actor, since: dt.date, until: dt.date, _part: int | None) -> list[Entry]:
    """What is due, as whole days. The address of its page tells one thing from another, and on one page their order."""
    lines = due.lines(actor, until=until, today=since + BEHIND)
    seen: Counter[str] = Counter()

    def uid(line: due.DueLine) -> str:
        """Programs show one thing of an id: the second due on the same page is another one."""
        seen[line.url] += 1
        count = f"-{seen[line.url]}" if seen[line.url] > 1 else ""
        return f"due{line.url.replace('/', '-').replace('#', '-')}{count}"

    return [
        Entry(
            uid=uid(line),
            title=f"{line.word}: {line.title}",
            starts=line.on,
            detail=line.owner,
            url=f"{settings.BASE_URL}{line.url}",
        )
        for line in lines
    ]


def written(found: Sequence[Entry], *, name: str, host: str, now: dt.datetime) -> bytes:
    """The entries as an iCalendar file in the language of the moment; ``host`` makes the ids unique.

    Whole days leave their reader free; the same entry again replaces the one that a program has.
    """
    calendar = Written()
    calendar.add("prodid", "-//Samphan//Samphan//TH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for each in found:
        component = Component()
        component.add("uid", f"{each.uid}@{host}")
        component.add("dtstamp", now)
        component.add("summary", str(each.title))
        component.add("dtstart", each.starts)
        is_whole = not isinstance(each.starts, dt.datetime)
        if each.ends or is_whole:
            component.add("dtend", each.ends or each.starts + dt.timedelta(days=1))
        if is_whole:
            component.add("transp", "TRANSPARENT")
        if each.place:
            component.add("location", str(each.place))
        if each.detail:
            component.add("description", each.detail)
        if each.url:
            component.add("url", each.url)
        if each.is_cancelled:
            component.add("status", "CANCELLED")
        calendar.add_component(component)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
