"""Bodies with positions, seats and terms, made through the actions that the pages use."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from samphan.governance.actions.bodies import create_body
from samphan.governance.actions.instruments import note_instrument
from samphan.governance.actions.seats import PositionRow, arrange_positions, change_seat
from samphan.governance.actions.term_changes import end_term
from samphan.governance.actions.terms import Appointee, Period, appoint, make_acting
from samphan.governance.models import Seat
from samphan.kit.partial import PartialDate
from tests.factories.directory import make_person

if TYPE_CHECKING:
    from samphan.directory.models import Organisation, Person
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


def fill_bodies(by: Actor, organisation: Organisation, marker: str) -> Body:
    """A body with one of everything; the marker stands in every text."""
    body = make_body(
        by,
        f"คณะกรรมการ {marker}",
        name_en=f"Board {marker}",
        purpose_th=f"อำนาจหน้าที่ {marker}",
        seats=((f"ประธาน {marker}", 1), (f"กรรมการ {marker}", 2)),
        since=day("2020"),
        stated_seats=5,
        stated_on=day("2021"),
        stated_source=f"ข้อบังคับ {marker}",
    )
    order = note_instrument(
        by=by,
        body=body,
        kind="order",
        number=f"1/{marker}",
        title_th=f"คำสั่ง {marker}",
        file=b"%PDF-1.7 " + marker.encode(),
        file_name=f"{marker}.pdf",
    )
    chair = seat_of(body, f"ประธาน {marker}")
    change_seat(by=by, seat=chair, office_th=f"อธิการบดี {marker}", office_of_id=organisation.pk)
    people = [make_person(by, f"กรรมการ{marker}{number}", marker) for number in range(3)]
    held = appoint(
        by=by,
        body=body,
        people=[
            Appointee(people[0], chair),
            Appointee(people[1], position=chair.position, on_behalf=organisation),
        ],
        period=Period(since=day("2021-01-01"), until=day("2030-12-31")),
        instrument=order,
        source=f"แหล่ง {marker}",
    )
    make_acting(by=by, seat=chair, person=people[2], period=Period(since=day("2022")))
    end_term(by=by, term=held[1], until=day("2023"), ended="resigned", reason=f"เหตุ {marker}")
    make_body(by, f"คณะทำงาน {marker}", kind="working_group", parent=body)
    return body
