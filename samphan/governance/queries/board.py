"""A body as of any day: who sits in it, what is vacant since when, and what changed the last time.

The same statements are read whatever the day is: the present is no special case.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import DateField, F, Func, Max
from django.utils.translation import gettext as _

from samphan.governance.models import Capacity, InSeats, Position, Seat, Term
from samphan.kit.formats import thai_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.utils.functional import _StrOrPromise

    from samphan.governance.models import Body
    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate
    from samphan.tenancy.models import OwnedQuerySet

MOST_STOPS: Final = 240
"""Days of change that the slider of a page offers, around the chosen day."""

_LISTED: Final = (
    "name_th", "name_en", "capacity", "stands_for_id", "in_seats", "place", "on_behalf_th", "on_behalf_en",
    "on_behalf_id", "is_ex_officio", "since", "stated", "until", "ended", "body_id", "position_id", "seat_id",
    "person_id", "instrument_id", "is_sample", "possible", "network_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody on the board of a day: ``is_new`` who came with the last change."""

    term: Term
    is_new: bool = False

    @property
    def capacity(self) -> _StrOrPromise:
        """In what capacity, where it is not the holder's own."""
        return "" if self.term.is_substantive() else Capacity(self.term.capacity).label

    @property
    def when(self) -> str:
        """Since when, and until when where that is known; what is only stated is said to be so."""
        term = self.term
        if term.since is None:
            begun = _("stated as of %(day)s") % {"day": thai_date(term.stated)}
        else:
            begun = _("since %(day)s") % {"day": thai_date(term.since)}
        return (
            _("%(begun)s, until %(day)s") % {"begun": begun, "day": thai_date(term.until)}
            if term.until
            else begun
        )


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One seat on a day: its holder, who stands in, and if it is vacant since when (None: since ever)."""

    seat: Seat
    holders: tuple[Holding, ...]
    beside: tuple[Holding, ...]
    vacant_since: dt.date | PartialDate | None = None

    @property
    def is_vacant(self) -> bool:
        return not self.holders

    @property
    def people(self) -> tuple[Holding, ...]:
        """The holder first, then who stands in."""
        return self.holders + self.beside


@dataclass(frozen=True, slots=True)
class PositionGroup:
    """A position with its seats, and people listed under it whose seat is not known."""

    position: Position
    seats: tuple[SeatLine, ...] = ()
    listed: tuple[Holding, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted on a day, beside the number that is stated.

    ``seats`` are those recorded, ``filled`` those held, ``listed`` people without a known seat (of whom
    ``listed_unclear`` may or may not be among the stated seats), ``people`` everybody who holds something.
    """

    seats: int = 0
    filled: int = 0
    listed: int = 0
    listed_unclear: int = 0
    people: int = 0

    @property
    def vacant(self) -> int:
        return self.seats - self.filled

    @property
    def compared(self) -> int:
        """What stands beside the stated number: recorded seats, or listed people where no seat is recorded."""
        return self.seats or self.listed


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One line of a board: a seat with somebody in it, a vacant seat, or somebody whose seat is not known."""

    group: PositionGroup
    line: SeatLine | None
    holding: Holding | None

    @property
    def number(self) -> int | None:
        """The number of the seat, where its position has several."""
        return self.line.seat.number if self.line and len(self.group.seats) > 1 else None


@dataclass(frozen=True, slots=True)
class Board:
    """A body as of a day.

    ``changed_on`` is the last day of change until then; ``came`` and ``left`` are what changed on it, ``again``
    the new terms of people who stayed in their position. ``before`` and ``after`` are the neighbouring days of change,
    ``stops`` those that the slider offers.
    """

    on: dt.date
    groups: tuple[PositionGroup, ...]
    came: tuple[Term, ...]
    left: tuple[Term, ...]
    again: tuple[Term, ...]
    changed_on: dt.date | None
    before: dt.date | None
    after: dt.date | None
    stops: tuple[dt.date, ...]
    counts: Counts
    stated: int | None = None

    def rows(self) -> Iterator[BoardRow]:
        """Every line of the board in its order: seats with their people, then people whose seat is not known."""
        for group in self.groups:
            for line in group.seats:
                if not line.people:
                    yield BoardRow(group, line, None)
                for each in line.people:
                    yield BoardRow(group, line, each)
            for each in group.listed:
                yield BoardRow(group, None, each)

    @staticmethod
    def stops_of(days: Sequence[dt.date], on: dt.date) -> tuple[dt.date, ...]:
        """The days of change nearest to a day, at most ``MOST_STOPS``."""
        if len(days) <= MOST_STOPS:
            return tuple(days)
        place = sum(day <= on for day in days)
        first = min(max(0, place - MOST_STOPS // 2), len(days) - MOST_STOPS)
        return tuple(days[first : first + MOST_STOPS])

    @property
    def stop(self) -> int:
        """The place of the chosen day among ``stops``: of the last day of change until then."""
        return max((place for place, day in enumerate(self.stops) if day <= self.on), default=0)


def board(actor: Actor, body: Body, on: dt.date) -> Board:
    """The body on a day. Five statements, whatever the day and the number of people."""
    days = change_days(body)
    changed_on = max((day for day in days if day <= on), default=None)
    positions = {each.pk: each for each in of_body(Position.objects.all(), actor, body)}
    seats = list(
        of_body(Seat.objects.all(), actor, body)
        .select_related("office_of", "on_behalf")
        .order_by("position__order", "position_id", "number")
    )
    return _compose(
        body,
        on,
        days,
        changed_on,
        positions,
        seats,
        _terms(actor, body, on, changed_on),
        _last_held(body, on),
    )


def of_body[Q: OwnedQuerySet[Any]](rows: Q, actor: Actor, body: Body) -> Q:
    """The rows of a body that the reader may see; of a published one those that a public page shows."""
    if not actor.is_signed_in and body.is_public and actor.network_id == body.network_id:
        return rows.filter(network_id=body.network_id, body=body)
    return rows.for_actor(actor).filter(body=body)


def _terms(actor: Actor, body: Body, on: dt.date, changed_on: dt.date | None) -> list[Term]:
    """The terms of the day, and those of the day before the last change. One statement."""
    first = changed_on - dt.timedelta(days=1) if changed_on else on
    found = of_body(Term.objects.all(), actor, body)
    return list(
        found.filter(possible__overlap=DateRange(first, on, "[]")).only(*_LISTED).order_by("place", "id")
    )


def _last_held(body: Body, on: dt.date) -> dict[int, dt.date]:
    """The day after the last day on which each seat was held before a day, by seat. One statement."""
    ended = (
        Term.objects.filter(
            network_id=body.network_id,
            body=body,
            seat__isnull=False,
            capacity=Capacity.SUBSTANTIVE,
            possible__endswith__lte=on,
        )
        .values("seat_id")
        .annotate(last=Max(Func(F("possible"), function="upper", output_field=DateField())))
    )
    return {each["seat_id"]: each["last"] for each in ended}


def change_days(body: Body) -> list[dt.date]:
    """Every day on which somebody came, or was there no longer, in order. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select lower(possible) from governance_term where network_id = %(network)s and body_id = %(body)s"
            " union select upper(possible) from governance_term where network_id = %(network)s"
            " and body_id = %(body)s and not upper_inf(possible) order by 1",
            {"network": body.network_id, "body": body.pk},
        )
        return [day for (day,) in cursor.fetchall() if day is not None]


def _compose(
    body: Body,
    on: dt.date,
    days: Sequence[dt.date],
    changed_on: dt.date | None,
    positions: dict[int, Position],
    seats: Sequence[Seat],
    terms: Sequence[Term],
    last_held: dict[int, dt.date],
) -> Board:
    for each in terms:
        each.position = positions[each.position_id]
    now = [each for each in terms if on in each.possible]
    eve = changed_on - dt.timedelta(days=1) if changed_on else None
    was = {each.pk for each in terms if eve is not None and eve in each.possible}
    # Who is first named by a source on a day did not come on it: since when is not known.
    came = tuple(each for each in now if each.since and eve is not None and each.pk not in was)
    left = tuple(each for each in terms if each.pk in was and on not in each.possible)
    stayed = {_office(each) for each in came} & {_office(each) for each in left}
    again = tuple(each for each in came if _office(each) in stayed)
    came = tuple(each for each in came if _office(each) not in stayed)
    left = tuple(each for each in left if _office(each) not in stayed)
    new = {each.pk for each in came}
    by_seat: dict[int, list[Holding]] = {}
    by_position: dict[int, list[Holding]] = {}
    for each in now:
        holding = Holding(each, each.pk in new)
        if each.seat_id:
            by_seat.setdefault(each.seat_id, []).append(holding)
        else:
            by_position.setdefault(each.position_id, []).append(holding)
    lines: dict[int, list[SeatLine]] = {}
    for seat in seats:
        people = by_seat.get(seat.pk, [])
        if people or (_is_there(body, on) and _is_there(seat, on)):
            seat.position, seat.body = positions[seat.position_id], body
            lines.setdefault(seat.position_id, []).append(_line(seat, people, last_held.get(seat.pk), body))
    ordered = sorted(positions.values(), key=lambda each: (each.order, each.pk))
    groups = tuple(
        PositionGroup(each, tuple(lines.get(each.pk, ())), tuple(by_position.get(each.pk, ())))
        for each in ordered
        if each.pk in lines or each.pk in by_position
    )
    return Board(
        on=on,
        groups=groups,
        came=came,
        left=left,
        again=again,
        changed_on=changed_on,
        before=max((day for day in days if changed_on and day < changed_on), default=None),
        after=min((day for day in days if day > on), default=None),
        stops=Board.stops_of(days, on),
        stated=body.stated_seats,
        counts=_counts(groups),
    )


def _office(term: Term) -> tuple[int, int, str]:
    """Who is in which position, and how: what stays when somebody is appointed again."""
    return term.person_id, term.position_id, term.capacity


def _line(seat: Seat, people: Sequence[Holding], last_held: dt.date | None, body: Body) -> SeatLine:
    holders = tuple(each for each in people if each.term.is_substantive())
    beside = tuple(each for each in people if not each.term.is_substantive())
    first = seat.since or body.since
    vacant = None if holders else last_held or first
    return SeatLine(seat, holders, beside, vacant)


def _is_there(whole: Body | Seat, on: dt.date) -> bool:
    """Whether a body or a seat may exist on a day."""
    return not (whole.since and whole.since.from_on > on) and not (whole.until and whole.until.last_on < on)


def _counts(groups: Sequence[PositionGroup]) -> Counts:
    seats = [line for group in groups for line in group.seats]
    listed = [each.term for group in groups for each in group.listed if each.term.is_substantive()]
    among = [term for term in listed if term.in_seats != InSeats.NO]
    held = {each.term.person_id for line in seats for each in line.holders}
    return Counts(
        seats=len(seats),
        filled=sum(not line.is_vacant for line in seats),
        listed=len(among),
        listed_unclear=sum(term.in_seats == InSeats.NOT_STATED for term in listed),
        people=len(held | {term.person_id for term in listed}),
    )
