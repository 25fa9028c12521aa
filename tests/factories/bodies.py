"""Bodies with positions, seats and terms, made through the actions that the pages use."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from samphan.governance.actions.bodies import create_body
from samphan.governance.actions.seats import PositionRow, arrange_positions
from samphan.governance.actions.terms import Appointee, Period, appoint
from samphan.governance.models import Seat
from samphan.kit.partial import PartialDate
from tests.factories.directory import make_person

if TYPE_CHECKING:
    from samphan.directory.models import Person
    from samphan.governance.models import Body, Term
    from samphan.kit.actor import Actor


def day(text: str) -> PartialDate:
    """A half-known date of the Common Era: ``2021``, ``2021-03`` or ``2021-03-04``."""
    parts = [int(part) for part in text.split("-")]
    date = dt.date(parts[0], *[*parts[1:], 1, 1][:2])
    return PartialDate.of(date, "year" if len(parts) == 1 else "month" if len(parts) == 2 else "day")


def make_body(
    by: Actor, name_th: str = "คณะกรรมการบริหาร", *, seats: tuple[tuple[str, int], ...] = (), **words: Any
) -> Body:
    """A body, a board unless ``kind`` says otherwise; ``seats`` are positions with their numbers of seats."""
    body = create_body(by=by, **{"name_th": name_th, "kind": "board", **words})
    if seats:
        arrange_positions(
            by=by, body=body, rows=[PositionRow(None, title, "", count) for title, count in seats]
        )
        body.refresh_from_db()
    return body


def seat_of(body: Body, title: str, number: int = 1) -> Seat:
    """The seat of a position by its title and number."""
    return Seat.objects.select_related("position", "body").get(
        body=body, position__title_th=title, number=number
    )


def make_term(
    by: Actor, seat: Seat, since: str, until: str = "", *, person: Person | None = None, **words: Any
) -> Term:
    """Somebody holds a seat; a new person unless one is given."""
    appointee = Appointee(person=person or make_person(by), seat=seat, **words)
    period = Period(since=day(since), until=day(until) if until else None)
    [term] = appoint(by=by, body=seat.body, people=[appointee], period=period)
    return term
