"""Who came, in numbers and by name: the same numbers on the live page, in the lists and in the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import connection

from samphan.events.models import AgendaItem, ParticipantCategory, Registration
from samphan.events.queries.checkin import days_of
from samphan.events.queries.finding import found_by
from samphan.events.queries.organisations import institution_of, with_ancestors
from samphan.events.queries.presence import EFFECTIVE, came
from samphan.kit.bilingual import Bilingual
from samphan.tenancy import search

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from samphan.directory.models import Organisation
    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

SORTS: Final = ("name",)
FILTERS: Final = ("day", "session", "presence", "category")
MISSING, PRESENT, WALK_IN, ABSENT = "missing", "present", "walk_in", "absent"

_COUNTS: Final = f"""
with effective as ({EFFECTIVE})
select grouping(e.day, e.session_id, r.category_id, r.organisation_id, r.way),
  e.day, e.session_id, r.category_id, r.organisation_id, r.way, count(distinct e.registration_id)
from effective e join events_registration r on r.id = e.registration_id
group by grouping sets ((e.day), (e.session_id), (e.day, r.category_id), (r.category_id), (r.organisation_id), (r.way), ())
"""  # noqa: S608 - made of constants
# Bits of grouping(): set where a column is not part of the group.
_DAY, _SESSION, _CATEGORY, _ORGANISATION, _WAY = 0b01111, 0b10111, 0b11011, 0b11101, 0b11110
_DAY_CATEGORY, _ALL = 0b01011, 0b11111


@dataclass(frozen=True, slots=True)
class DayCount:
    """People who came on a day; ``categories`` maps a category's id (None: without) to people."""

    day: dt.date
    people: int
    categories: dict[int | None, int]


@dataclass(frozen=True, slots=True)
class SessionCount:
    """People who were checked in to a session."""

    session: AgendaItem
    people: int


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """A category with who came and who was expected (holds a seat)."""

    id: int | None
    name_th: str
    name_en: str
    people: int
    expected: int

    name = Bilingual()


@dataclass(frozen=True, slots=True)
class InstitutionCount:
    """An institution with who came for it; a faculty counts as its university. None: people without organisation."""

    organisation: Organisation | None
    people: int


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who came to an event.

    ``people`` are distinct registrations with a check-in on any day or to any session that nobody undid; ``walk_ins`` are
    among them. ``expected`` people hold a seat. ``institutions`` stand in Thai order.
    """

    people: int
    walk_ins: int
    expected: int
    days: tuple[DayCount, ...]
    sessions: tuple[SessionCount, ...]
    categories: tuple[CategoryCount, ...]
    institutions: tuple[InstitutionCount, ...]

    @property
    def institution_count(self) -> int:
        return sum(each.organisation is not None for each in self.institutions)

    @property
    def is_empty(self) -> bool:
        return self.people == 0


def attendance_numbers(event: Event) -> Attendance:
    """The attendance of an event that the caller has loaded through ``for_actor``; at most five statements."""
    agenda = tuple(AgendaItem.objects.filter(event=event).order_by("day", "starts_at", "order", "id"))
    categories = list(ParticipantCategory.objects.filter(event=event).order_by("order", "id"))
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"event": event.pk})
        rows = cursor.fetchall()
        cursor.execute(
            "select category_id, count(*) from events_registration where event_id = %s and state = 'confirmed' group by 1",
            [event.pk],
        )
        expected = dict(cursor.fetchall())
    by_day: dict[dt.date, int] = {}
    by_day_category: dict[dt.date, dict[int | None, int]] = {}
    by_session: dict[int, int] = {}
    by_category: dict[int | None, int] = {}
    by_organisation: dict[int | None, int] = {}
    by_way: dict[str, int] = {}
    people = 0
    for kind, day, session, category, organisation, way, count in rows:
        if kind == _DAY:
            by_day[day] = count
        elif kind == _DAY_CATEGORY:
            by_day_category.setdefault(day, {})[category] = count
        elif kind == _SESSION and session is not None:
            by_session[session] = count
        elif kind == _CATEGORY:
            by_category[category] = count
        elif kind == _ORGANISATION:
            by_organisation[organisation] = count
        elif kind == _WAY:
            by_way[way] = count
        elif kind == _ALL:
            people = count
    days = sorted({*days_of(event, agenda), *by_day})
    counted = [
        CategoryCount(
            each.pk, each.name_th, each.name_en, by_category.get(each.pk, 0), expected.get(each.pk, 0)
        )
        for each in categories
    ]
    if by_category.get(None) or expected.get(None):
        counted.append(CategoryCount(None, "", "", by_category.get(None, 0), expected.get(None, 0)))
    return Attendance(
        people=people,
        walk_ins=by_way.get("walk_in", 0),
        expected=sum(expected.values()),
        days=tuple(DayCount(day, by_day.get(day, 0), by_day_category.get(day, {})) for day in days),
        sessions=tuple(
            SessionCount(each, by_session.get(each.pk, 0)) for each in agenda if by_session.get(each.pk)
        ),
        categories=tuple(counted),
        institutions=_institutions(by_organisation),
    )


def _institutions(by_organisation: dict[int | None, int]) -> tuple[InstitutionCount, ...]:
    known = with_ancestors(pk for pk in by_organisation if pk is not None)
    counts: dict[int | None, int] = {}
    for pk, count in by_organisation.items():
        institution = institution_of(pk, known) if pk is not None else None
        counts[institution] = counts.get(institution, 0) + count
    named = sorted((pk for pk in counts if pk is not None), key=lambda pk: (known[pk].sort_key, pk))
    found = [InstitutionCount(known[pk], counts[pk]) for pk in named]
    if None in counts:
        found.append(InstitutionCount(None, counts[None]))
    return tuple(found)


def attendees(
    actor: Actor, event: Event, state: ListState, *, day: dt.date | None = None, session: int | None = None
) -> QuerySet[Registration]:
    """People of an event in Thai order; ``presence`` in the filters: who came, who is missing, who walked in."""
    found = (
        Registration.objects.for_actor(actor)
        .filter(event=event)
        .select_related("person", "organisation", "category", "group")
    )
    for term in search.terms(state.query):
        found = found.filter(
            found_by("directory.person", "person_id", term)
            | found_by("directory.organisation", "organisation_id", term)
        )
    category = state.filters.get("category", "")
    if category.isdecimal() and len(category) < 19:
        found = found.filter(category_id=int(category))
    presence = state.filters.get("presence", "")
    is_there = came(event, day=day, session=session)
    if presence == PRESENT:
        found = found.filter(is_there)
    elif presence == MISSING:
        found = found.taking_part().exclude(is_there)
    elif presence == WALK_IN:
        found = found.filter(way=WALK_IN)
    else:
        found = found.taking_part() | found.filter(is_there)
    return found.order_by("-sort_key" if state.is_descending else "sort_key", "id")


def arrivals(event: Event, registrations: list[int]) -> dict[int, dict[dt.date, dt.datetime]]:
    """When each of these people first came on each day, by registration and day; one statement."""
    from samphan.events.models import CheckIn, CheckInAct

    rows = CheckIn.objects.filter(event=event, registration__in=registrations).order_by("id")
    present: dict[tuple[int, dt.date, int | None], dt.datetime] = {}
    for row in rows:
        key = (row.registration_id, row.day, row.session_id)
        if row.act == CheckInAct.UNDO:
            present.pop(key, None)
        else:
            present.setdefault(key, row.happened_at)
    found: dict[int, dict[dt.date, dt.datetime]] = {}
    for (registration, day, _session), at in present.items():
        days = found.setdefault(registration, {})
        days[day] = min(at, days.get(day, at))
    return found
