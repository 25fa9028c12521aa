"""Appointing: one person or many by one order, in the place of somebody, or to stand in for a while."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from samphan.directory.actions import relate_person
from samphan.directory.models import PersonRelation
from samphan.governance.actions.periods import check_free, check_period, day_before
from samphan.governance.models import Body, Capacity, Ending, InSeats, Instrument, Position, Seat, Term
from samphan.governance.policy.bodies import manage
from samphan.kit.errors import Problem
from samphan.kit.formats import thai_date
from samphan.tenancy.audit import difference, plain, record, values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.models import Organisation, Person
    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

TERM_FIELDS: Final = (
    "position_id", "seat_id", "person_id", "capacity", "since", "stated", "until", "on_behalf_id", "is_ex_officio",
    "in_seats", "instrument_id",
)  # fmt: skip


LONGEST_NAME: Final = 300


@dataclass(frozen=True, slots=True)
class Appointee:
    """One line of a list of appointments: who, to which seat.

    Without ``seat``, ``position`` says as what somebody is listed, and ``in_seats`` whether among the stated seats.
    ``name_th`` and ``name_en`` are the name as it was signed; by default as the directory has it today.
    """

    person: Person
    seat: Seat | None = None
    position: Position | None = None
    in_seats: str = InSeats.NOT_STATED
    on_behalf: Organisation | None = None
    is_ex_officio: bool = False
    capacity: str = Capacity.SUBSTANTIVE
    stands_for: Term | None = None
    name_th: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """From when to which last day, each as far as it is known; ``stated`` where only a day of a source is known."""

    since: PartialDate | None = None
    until: PartialDate | None = None
    stated: PartialDate | None = None


@transaction.atomic
def appoint(
    *,
    by: Actor,
    body: Body,
    people: Sequence[Appointee],
    period: Period,
    instrument: Instrument | None = None,
    source: str = "",
    is_sample: bool = False,
) -> list[Term]:
    """Appoint people to a body, all of them or none, by one instrument where there was one.

    Raises:
        Problem: a seat is taken (its holder is named), or the days cannot be.
    """
    body = Body.objects.select_for_update().get(pk=body.pk)
    by.must(manage, on=body)
    if not people:
        raise Problem(_("Name at least one person."))
    if instrument is not None and instrument.body_id != body.pk:
        raise Problem(_("Choose an order of this body."), field="instrument")
    # As they are now, under the lock of the body: a seat that was closed meanwhile takes nobody.
    wanted = [each.seat.pk for each in people if each.seat]
    seats = Seat.objects.filter(body=body).select_related("position", "on_behalf").in_bulk(wanted)
    appointed = []
    for place, appointee in enumerate(people, start=1):
        seat = seats.get(appointee.seat.pk) if appointee.seat else None
        if appointee.seat and seat is None:
            raise Problem(_("This seat is no longer there. Look at the list again."), field="seat")
        term = _term_of(body, appointee, seat, period)
        term.place = place
        term.instrument, term.source, term.is_sample = instrument, source, is_sample
        term.changed_by = by.label
        appointed.append(_add(by, term))
    return appointed


@transaction.atomic
def replace_holder(
    *,
    by: Actor,
    term: Term,
    person: Person,
    since: PartialDate,
    until: PartialDate | None = None,
    instrument: Instrument | None = None,
    ended: str = Ending.REPLACED,
    reason: str = "",
    on_behalf: Organisation | None = None,
) -> Term:
    """Somebody else takes the office of a term from a day on; the term ends on the day before.

    Where the day is known to the month or the year only, one ends and the other begins in the same month or year.

    Raises:
        Problem: the term is over by then, or began later, or what ``appoint`` refuses.
    """
    from samphan.governance.actions.term_changes import end_term

    if term.until is not None and term.until.until_on <= since.from_on:
        raise Problem(
            _("This term is over by then. Appoint somebody to the vacant seat instead."), field="since"
        )
    last, planned = day_before(since), term.until
    if planned is not None and last.from_on <= planned.from_on and planned.last_on < last.last_on:
        last = planned  # known more exactly than the beginning of the next one, and within it
    ended_term = end_term(by=by, term=term, until=last, ended=ended, reason=reason, instrument=instrument)
    appointee = Appointee(
        person=person,
        seat=ended_term.seat,
        position=ended_term.position,
        in_seats=ended_term.in_seats,
        on_behalf=on_behalf,
        is_ex_officio=ended_term.is_ex_officio,
    )
    period = Period(since=since, until=until)
    [follower] = appoint(
        by=by, body=ended_term.body, people=[appointee], period=period, instrument=instrument
    )
    return follower


@transaction.atomic
def make_acting(
    *, by: Actor, seat: Seat, person: Person, period: Period, instrument: Instrument | None = None
) -> Term:
    """Somebody acts in an office: for its holder, where there is one on the first day, or while it is vacant."""
    by.must(manage, on=seat)
    if period.since is None:
        raise Problem(_("Say since when."), field="since")
    holder = Term.objects.filter(seat=seat).substantive().on(period.since.from_on).order_by("-id").first()
    if holder is not None and holder.person_id == person.pk:
        raise Problem(_("%(name)s holds this office.") % {"name": holder.name}, field="person")
    if holder is not None and holder.until is not None:
        if period.until is None:
            period = Period(period.since, holder.until)
        elif period.until.from_on >= holder.until.until_on:
            raise Problem(
                _("The term of %(name)s ends on %(day)s. Name somebody who acts from then on apart.")
                % {"name": holder.name, "day": thai_date(holder.until)},
                field="until",
            )
    appointee = Appointee(
        person=person,
        seat=seat,
        capacity=Capacity.SUBSTITUTE if holder else Capacity.ACTING,
        stands_for=holder,
    )
    [term] = appoint(by=by, body=seat.body, people=[appointee], period=period, instrument=instrument)
    return term


def _term_of(body: Body, appointee: Appointee, seat: Seat | None, period: Period) -> Term:
    person = appointee.person
    position = seat.position if seat else appointee.position
    if position is None:
        raise Problem(_("Say to which seat or position."), field="seat")
    if position.body_id != body.pk:
        raise ValueError("the position is one of the body")
    on_behalf = appointee.on_behalf or (seat.on_behalf if seat else None)
    return Term(
        network_id=body.network_id,
        body=body,
        position=position,
        seat=seat,
        person=person,
        name_th=(appointee.name_th or person.name_th)[:LONGEST_NAME],
        name_en=(appointee.name_en or person.name_en)[:LONGEST_NAME],
        capacity=appointee.capacity,
        stands_for=appointee.stands_for,
        in_seats=InSeats.YES if seat else appointee.in_seats,
        on_behalf=on_behalf,
        on_behalf_th=on_behalf.name_th if on_behalf else "",
        on_behalf_en=on_behalf.name_en if on_behalf else "",
        is_ex_officio=appointee.is_ex_officio or bool(seat and seat.office_th),
        since=period.since,
        stated=period.stated,
        until=period.until,
    )


def _add(by: Actor, term: Term) -> Term:
    check_period(term)
    check_free(term)
    term.save()
    if not PersonRelation.objects.filter(network_id=term.network_id, person=term.person).exists():
        relate_person(by=by, person=term.person)
    changes = difference({}, values(term, TERM_FIELDS))
    record(
        by,
        "appoint",
        term,
        label=(term.name_th, term.name_en),
        changes={**changes, "body": [None, plain(term.body_id)]},
    )
    return term
