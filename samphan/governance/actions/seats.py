"""Positions of a body in their order, and its seats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samphan.governance.actions.periods import said
from samphan.governance.models import Body, Position, Seat, Term
from samphan.governance.policy.bodies import manage
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.actor import Actor

SEAT_FIELDS: Final = (
    "office_th", "office_en", "office_of_id", "on_behalf_id", "on_behalf_kind", "since", "until",
)  # fmt: skip
MOST_SEATS: Final = 1_000
"""Seats that one position may have."""


@dataclass(frozen=True, slots=True)
class PositionRow:
    """One position as it stands in a list: ``id`` of the record it was made from, None for a new one."""

    id: int | None
    title_th: str
    title_en: str = ""
    seats: int = 0


@transaction.atomic
def arrange_positions(
    *, by: Actor, body: Body, rows: Sequence[PositionRow], version: int | None = None
) -> list[Position]:
    """Write the positions of a body as a whole, in order, each with its number of seats.

    Further seats are numbered on. Where there are to be fewer, the last ones go that nobody ever held.

    Raises:
        Problem: two positions of one title; a seat or position with a history would go.
        Conflict: somebody saved the body since ``version``.
    """
    body = Body.objects.select_for_update().get(pk=body.pk)
    by.must(manage, on=body)
    check_version(body, version, (), changed_by=body.changed_by)
    known = {each.pk: each for each in Position.objects.filter(body=body)}
    _check_titles(rows)
    for pk in known.keys() - {row.id for row in rows}:
        _remove_position(known.pop(pk))
    # Titles may change places: they are put aside first, because each may stand once.
    for each in known.values():
        Position.objects.filter(pk=each.pk).update(title_th=f"\n{each.pk}")
    arranged = []
    for order, row in enumerate(rows, start=1):
        position = known.get(row.id or 0) or Position(network_id=body.network_id, body=body)
        position.title_th, position.title_en, position.order = row.title_th, row.title_en, order
        position.save()
        _number_seats(body, position, row.seats)
        arranged.append(position)
    body.touch(by)
    body.save()
    changes = {"positions": [None, [[row.title_th, row.seats] for row in rows]]}
    record(by, "arrange_positions", body, changes=changes)
    return arranged


def _check_titles(rows: Sequence[PositionRow]) -> None:
    titles = [row.title_th for row in rows]
    if not all(title.strip() for title in titles):
        raise Problem(_("A position needs a title in Thai."))
    for title in titles:
        if titles.count(title) > 1:
            raise Problem(
                _("“%(title)s” stands twice. Give one position several seats instead.") % {"title": title}
            )
    if any(row.seats > MOST_SEATS for row in rows):
        raise Problem(_("A position may have up to %(limit)s seats.") % {"limit": f"{MOST_SEATS:,}"})


def _remove_position(position: Position) -> None:
    if term := Term.objects.filter(position=position).first():
        raise Problem(
            _("“%(title)s” stays: %(name)s holds or held it (%(when)s).")
            % {"title": position.title, "name": term.name, "when": said(term)}
        )
    position.seats.all().delete()
    position.delete()


def _number_seats(body: Body, position: Position, wanted: int) -> None:
    """As many seats as wanted among those that were not closed."""
    seats = list(position.seats.filter(until__isnull=True).order_by("number"))
    last = position.seats.aggregate(last=Max("number"))["last"] or 0
    Seat.objects.bulk_create(
        Seat(network_id=body.network_id, body=body, position=position, number=last + place)
        for place in range(1, wanted - len(seats) + 1)
    )
    spare = len(seats) - wanted
    if spare <= 0:
        return
    held = set(Term.objects.filter(seat__in=seats).values_list("seat_id", flat=True))
    free = [seat for seat in reversed(seats) if seat.pk not in held][:spare]
    if len(free) < spare:
        raise Problem(
            _(
                "“%(title)s” has %(count)s seats that somebody holds or held. Close a seat with its last day instead:"
                " then its history is kept."
            )
            % {"title": position.title, "count": len(seats) - len(free)}
        )
    Seat.objects.filter(pk__in=[seat.pk for seat in free]).delete()


@transaction.atomic
def change_seat(*, by: Actor, seat: Seat, **words: Any) -> Seat:
    """Say by which office a seat is held, for whom, and since and until when it is there; ``words`` are ``SEAT_FIELDS``.

    Raises:
        Problem: the end lies before the beginning, or a term would fall out of the seat's life.
    """
    Body.objects.select_for_update().get(pk=seat.body_id)  # nobody is appointed to it meanwhile
    seat = Seat.objects.select_for_update(of=("self",)).select_related("body", "position").get(pk=seat.pk)
    by.must(manage, on=seat)
    before = values(seat, SEAT_FIELDS)
    for name, value in words.items():
        if name not in SEAT_FIELDS:
            raise TypeError(f"not a word of a seat: {name}")
        setattr(seat, name, value)
    if seat.since and seat.until and seat.until.until_on <= seat.since.from_on:
        raise Problem(_("The end must not lie before the beginning."), field="until")
    _check_terms(seat)
    seat.save()
    changes = difference(before, values(seat, SEAT_FIELDS))
    record(by, "change_seat", seat, label=label_of(seat), changes=changes)
    return seat


def _check_terms(seat: Seat) -> None:
    """No term falls out of the life of its seat."""
    for term in Term.objects.filter(seat=seat).order_by("id"):
        held = {"name": term.name, "when": said(term)}
        if seat.since and term.start.until_on <= seat.since.from_on:
            raise Problem(_("%(name)s held this seat before (%(when)s).") % held, field="since")
        if seat.until and (term.until is None or term.until.from_on >= seat.until.until_on):
            raise Problem(_("%(name)s holds this seat longer (%(when)s).") % held, field="until")


@transaction.atomic
def remove_seat(*, by: Actor, seat: Seat) -> None:
    """Take out a seat that nobody ever held.

    Raises:
        Problem: it has a history; it is closed with its last day instead.
    """
    by.must(manage, on=seat)
    if term := Term.objects.filter(seat=seat).order_by("-id").first():
        raise Problem(
            _(
                "%(name)s holds or held this seat (%(when)s). Close it with its last day instead:"
                " then its history is kept."
            )
            % {"name": term.name, "when": said(term)}
        )
    record(by, "remove_seat", seat, label=label_of(seat))
    seat.delete()


def label_of(seat: Seat) -> tuple[str, str]:
    """What the audit trail calls a seat: position, number and body."""
    position, body = seat.position, seat.body
    english = f"{position.title_en or position.title_th} {seat.number}, {body.name_en or body.name_th}"
    return f"{position.title_th} ลำดับที่ {seat.number} {body.name_th}", english
