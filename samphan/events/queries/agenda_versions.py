"""The published programme: what is frozen, what changed against the version before, and whom that concerns."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from samphan.events.models import AgendaKind, AgendaVersion, ProgrammeRole, Registration
from samphan.kit.bilingual import Bilingual, Text
from samphan.kit.formats import thai_date
from samphan.kit.partial import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet

    from samphan.events.models import AgendaItem, Event
    from samphan.kit.actor import Actor

#: What is compared of an item, each with the act that its change is.
COMPARED: Final[dict[str, tuple[str, ...]]] = {
    "renamed": ("title_th", "title_en"),
    "moved": ("day", "starts_at", "ends_at"),
    "room": ("room_th", "room_en", "place_th", "place_en"),
    "people": ("roles",),
    "group": ("group_code",),
}


@dataclass(frozen=True, slots=True)
class FrozenRole:
    """Somebody's role as it was published."""

    role: str
    name_th: str
    name_en: str
    organisation_th: str
    organisation_en: str
    person_id: int | None

    name = Bilingual()
    organisation = Bilingual()

    @property
    def label(self) -> str:
        return str(ProgrammeRole(self.role).label)


@dataclass(frozen=True, slots=True, eq=False)
class FrozenItem:
    """An item as it was published; drawn like an ``AgendaItem``."""

    id: int
    kind: str
    title_th: str
    title_en: str
    day: dt.date | None
    starts_at: dt.time | None
    ends_at: dt.time | None
    track: str
    room_th: str
    room_en: str
    place_th: str
    place_en: str
    group_id: int | None
    group_code: str
    group_th: str
    group_en: str
    roles: tuple[FrozenRole, ...]

    title = Bilingual()
    room = Bilingual()
    place = Bilingual()
    group = Bilingual()

    @property
    def kind_label(self) -> str:
        return str(AgendaKind(self.kind).label)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: ``act`` is added, removed, renamed, moved, room, people or group."""

    act: str
    item: FrozenItem
    text: str


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody who should be told: name, address if one is known, and what changed for that person.

    ``registration_id`` is None for those with a role who are not registered.
    """

    name: str
    email: str
    what: tuple[str, ...]
    registration_id: int | None = None


def frozen(event: Event, items: Sequence[AgendaItem]) -> dict[str, Any]:
    """The programme as plain values: ``{"event": {title_th, …, starts, ends}, "items": [{…, "roles": […]}]}``."""
    names = ("title_th", "title_en", "theme_th", "theme_en", "venue_th", "venue_en")
    return {
        "event": {
            **{name: getattr(event, name) for name in names},
            "starts": _range(event.starts),
            "ends": _range(event.ends),
        },
        "items": [_frozen_item(item) for item in items],
    }


def _range(value: Any) -> list[str] | None:
    return [value.from_on.isoformat(), value.until_on.isoformat()] if value else None


def _frozen_item(item: AgendaItem) -> dict[str, Any]:
    return {
        "id": item.pk,
        "kind": item.kind,
        "title_th": item.title_th,
        "title_en": item.title_en,
        "day": item.day.isoformat() if item.day else None,
        "starts_at": f"{item.starts_at:%H:%M}" if item.starts_at else None,
        "ends_at": f"{item.ends_at:%H:%M}" if item.ends_at else None,
        "track": item.track,
        "room_th": item.room.name_th if item.room else "",
        "room_en": item.room.name_en if item.room else "",
        "place_th": item.room.place_th if item.room else "",
        "place_en": item.room.place_en if item.room else "",
        "group_id": item.group_id,
        "group_code": item.group.code if item.group else "",
        "group_th": item.group.title_th if item.group else "",
        "group_en": item.group.title_en if item.group else "",
        "roles": [
            {
                "role": each.role,
                "name_th": each.person.name_th if each.person else each.name,
                "name_en": each.person.name_en if each.person else "",
                "organisation_th": each.organisation.name_th if each.organisation else "",
                "organisation_en": each.organisation.name_en if each.organisation else "",
                "person_id": each.person_id,
            }
            for each in item.roles.all()
        ],
    }


def items_of(version: AgendaVersion) -> list[FrozenItem]:
    """The items of a published version, in their order."""
    return [
        FrozenItem(
            **{
                **each,
                "day": dt.date.fromisoformat(each["day"]) if each["day"] else None,
                "starts_at": dt.time.fromisoformat(each["starts_at"]) if each["starts_at"] else None,
                "ends_at": dt.time.fromisoformat(each["ends_at"]) if each["ends_at"] else None,
                "roles": tuple(FrozenRole(**role) for role in each["roles"]),
            }
        )
        for each in version.content["items"]
    ]


def versions_of(actor: Actor, event: Event) -> QuerySet[AgendaVersion]:
    """The published versions of an event's programme, the newest first."""
    return AgendaVersion.objects.for_actor(actor).filter(event=event).order_by("-number")


def before(version: AgendaVersion) -> AgendaVersion | None:
    """The version that this one took the place of."""
    earlier = AgendaVersion.objects.filter(event_id=version.event_id, number__lt=version.number)
    return earlier.order_by("-number").first()


def public_version(network_id: int, slug: str) -> AgendaVersion | None:
    """What everybody reads at an event's public address: the newest version that was opened."""
    opened = AgendaVersion.objects.filter(network_id=network_id, slug=slug, is_public=True)
    return opened.order_by("-published_at", "-number").first()


def changes_between(old: Iterable[FrozenItem], new: Iterable[FrozenItem]) -> list[Change]:
    """What changed, in sentences of the reader's language, in the order of the new programme; removed items last."""
    known = {each.id: each for each in old}
    found: list[Change] = []
    for item in new:
        earlier = known.pop(item.id, None)
        if earlier is None:
            found.append(
                Change(
                    "added",
                    item,
                    _("New: “%(title)s”, %(when)s.") % {"title": item.title, "when": said_when(item)},
                )
            )
            continue
        for act, names in COMPARED.items():
            if any(getattr(earlier, name) != getattr(item, name) for name in names):
                found.append(Change(act, item, _sentence(act, earlier, item)))
    found += [
        Change("removed", item, _("Left out: “%(title)s”.") % {"title": item.title})
        for item in known.values()
    ]
    return found


def said_when(item: Any) -> str:
    """Day and time of an item in words, as far as they are known."""
    time = f"{item.starts_at:%H.%M}" if item.starts_at else ""
    if time and item.ends_at:
        time = f"{time}–{item.ends_at:%H.%M}"
    day = thai_date(item.day, "short") if item.day else ""
    return " ".join(each for each in (day, time) if each) or _("time not fixed yet")


def _sentence(act: str, old: FrozenItem, new: FrozenItem) -> str:
    title = new.title
    if act == "renamed":
        said = _("“%(old)s” is now called “%(title)s”.") % {"title": title, "old": old.title}
    elif act == "moved":
        words = {"title": title, "old": said_when(old), "new": said_when(new)}
        said = _("“%(title)s” was moved from %(old)s to %(new)s.") % words
    elif act == "room":
        none = _("no room yet")
        words = {"title": title, "old": _said_room(old) or none, "new": _said_room(new) or none}
        said = _("“%(title)s” changed its room from %(old)s to %(new)s.") % words
    elif act == "group":
        none = _("everybody")
        words = {"title": title, "old": old.group_code or none, "new": new.group_code or none}
        said = _("“%(title)s” is now for %(new)s, before for %(old)s.") % words
    else:
        said = _said_people(old, new)
    return said


def _said_people(old: FrozenItem, new: FrozenItem) -> str:
    come = ", ".join(_said_role(each) for each in new.roles if each not in old.roles)
    gone = ", ".join(_said_role(each) for each in old.roles if each not in new.roles)
    words = {"title": new.title, "new": come, "old": gone}
    if come and gone:
        return _("“%(title)s”: %(new)s in place of %(old)s.") % words
    if come:
        return _("“%(title)s”: %(new)s joins.") % words
    if gone:
        return _("“%(title)s”: %(old)s is no longer named.") % words
    return _("“%(title)s”: the people are named in another order.") % words


def _said_room(item: FrozenItem) -> str:
    return f"{item.room} ({item.place})" if item.place and item.room else str(item.room)


def _said_role(role: FrozenRole) -> str:
    return f"{role.name} ({role.label})"


def concerned(version: AgendaVersion) -> list[Concerned]:
    """Whom a published version concerns: those with a role in an item that changed, and the people of its group.

    Everybody stands once, with all that changed for that person, in the order of the programme; ``email`` is that of
    the registration and empty where none is known. Nobody is concerned by the first version. Three statements. The
    caller has asked for ``participants.see``.
    """
    earlier = before(version)
    if earlier is None:
        return []
    old, new = items_of(earlier), items_of(version)
    changes = changes_between(old, new)
    if not changes:
        return []
    registrations = list(
        Registration.objects.filter(event_id=version.event_id)
        .taking_part()
        .select_related("person")
        .order_by("sort_key", "id")
    )
    by_person = {each.person_id: each for each in registrations}
    named_before = {each.id: each for each in old}
    told: dict[int | str, tuple[str, str, dict[str, None]]] = {}
    for change in changes:
        earlier_item = named_before.get(change.item.id)
        roles = [*change.item.roles, *(earlier_item.roles if earlier_item else ())]
        for role in roles:
            registration = by_person.get(role.person_id) if role.person_id else None
            email = registration.email if registration else ""
            _tell(told, role.person_id or role.name_th, str(role.name), email, change.text)
        groups = {change.item.group_id, earlier_item.group_id if earlier_item else None} - {None}
        for each in registrations:
            if each.group_id in groups:
                _tell(told, each.person_id, str(each.person.name), each.email, change.text)
    registered = {each.person_id: each.pk for each in registrations}
    return [
        Concerned(name, email, tuple(what), registered.get(key) if isinstance(key, int) else None)
        for key, (name, email, what) in told.items()
    ]


def _tell(
    told: dict[int | str, tuple[str, str, dict[str, None]]],
    key: int | str,
    name: str,
    email: str,
    text: str,
) -> None:
    told.setdefault(key, (name, email, {}))[2][text] = None


def frozen_head(content: Mapping[str, Any]) -> dict[str, Any]:
    """Title, theme, venue and dates of the event as they were published."""
    head = content["event"]

    def day(value: list[str] | None) -> PartialDate | None:
        return PartialDate(*map(dt.date.fromisoformat, value)) if value else None

    return {
        **{name: Text.of(head[f"{name}_th"], head[f"{name}_en"]) for name in ("title", "theme", "venue")},
        "starts": day(head["starts"]),
        "ends": day(head["ends"]),
    }
