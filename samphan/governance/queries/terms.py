"""Terms that end soon, seats that are vacant, and what a seat or a person held over time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.directory.queries.findable import PERSON
from samphan.governance.models import Body, Capacity, Seat, Term, lasting
from samphan.kit.due import DueLine
from samphan.kit.keys import among
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState
    from samphan.kit.partial import PartialDate

TERM_FILTERS: Final = ("body", "state")
TERM_SORTS: Final = ("until", "name", "since")


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A seat that nobody holds on a day: since when (None: nobody knows, or it was never held), and who held it last."""

    seat: Seat
    since: dt.date | PartialDate | None
    last: Term | None
    acting: Term | None


def vacancies(actor: Actor, on: dt.date, body: Body | None = None) -> list[Vacancy]:
    """Seats without a holder on a day, in the order of bodies and positions. Two statements."""
    held = Term.objects.filter(seat=OuterRef("pk"), possible__contains=on, capacity=Capacity.SUBSTANTIVE)
    seats = Seat.objects.for_actor(actor).filter(lasting(on), lasting(on, "body__"), ~Exists(held))
    if body is not None:
        seats = seats.filter(body=body)
    found = list(
        seats.select_related("body", "position").order_by(
            "body__order", "body_id", "position__order", "position_id", "number"
        )
    )
    terms = Term.objects.for_actor(actor).filter(
        seat__in=[seat.pk for seat in found], possible__startswith__lte=on
    )
    last: dict[int, Term] = {}
    acting: dict[int, Term] = {}
    for term in terms.order_by("possible", "id"):
        if term.seat_id is None:
            continue
        if term.capacity == Capacity.SUBSTANTIVE:
            last[term.seat_id] = term
        elif on in term.possible:
            acting[term.seat_id] = term
    return [_vacancy(seat, last.get(seat.pk), acting.get(seat.pk)) for seat in found]


def _vacancy(seat: Seat, last: Term | None, acting: Term | None) -> Vacancy:
    begun = seat.since or seat.body.since
    since = last.until.until_on if last and last.until else begun
    return Vacancy(seat, since, last, acting)


def ending(actor: Actor, on: dt.date, until: dt.date, body: Body | None = None) -> QuerySet[Term]:
    """Terms of the day that end by another day at the latest, as planned or by a resignation, the earliest first."""
    found = Term.objects.for_actor(actor).on(on).filter(until__endswith__lte=until + dt.timedelta(days=1))
    if body is not None:
        found = found.filter(body=body)
    return found.select_related("body", "position", "seat").order_by("until", "body__order", "id")


def term_list(actor: Actor, state: ListState, on: dt.date) -> QuerySet[Term]:
    """All terms of the network, narrowed by words (of the person, of the name at signing, of the position), body and state."""
    found = Term.objects.for_actor(actor).select_related("body", "position", "seat", "instrument")
    if state.query:
        hits = search.find(state.query, kinds=[PERSON], limit=search.EVERY, every=True).hits
        words = Q(among("person", [hit.object_id for hit in hits]))
        for name in ("name_th", "name_en", "position__title_th", "position__title_en"):
            words |= Q(**{f"{name}__icontains": state.query})
        found = found.filter(words)
    if (body := state.filters.get("body", "")).isdecimal():
        found = found.filter(body_id=int(body[:18]))
    match state.filters.get("state"):
        case "current":
            found = found.filter(possible__contains=on)
        case "over":
            found = found.filter(possible__endswith__lte=on)
    order = {"name": "person__sort_key", "since": "possible", "until": "until"}[state.sort_key]
    return found.order_by(f"-{order}" if state.is_descending else order, "id")


def seat_history(actor: Actor, seat: Seat) -> list[Term]:
    """Everybody who held a seat or stood in, the latest first. One statement."""
    found = Term.objects.for_actor(actor).filter(seat=seat)
    return list(
        found.select_related("instrument", "end_instrument", "stands_for").order_by("-possible", "-id")
    )


def held_by(actor: Actor, people: Sequence[int]) -> QuerySet[Term]:
    """The terms of people (several ids where records were merged), the latest first."""
    found = Term.objects.for_actor(actor).filter(person__in=people)
    return found.select_related("body", "position").order_by("-possible", "-id")


def on_behalf_of(actor: Actor, organisations: Sequence[int]) -> QuerySet[Term]:
    """The terms of people who sat for organisations, the latest first."""
    found = Term.objects.for_actor(actor).filter(on_behalf__in=organisations)
    return found.select_related("body", "position").order_by("-possible", "-id")


def due_lines(actor: Actor, until: dt.date, today: dt.date) -> list[DueLine]:
    """Terms that end by a day, and seats that became vacant within the last year. Two statements."""
    if not actor.holds("bodies.manage"):
        return []
    slug = actor.slug
    found = [
        DueLine(
            _("end of a term"),
            f"{term.name}, {term.position.title}, {term.body.name}",
            "",
            reverse("governance:term", args=[slug, term.pk]),
            term.until.last_on,
            is_overdue=False,
        )
        for term in ending(actor, today, until)
        if term.until is not None
    ]
    held = Term.objects.substantive().filter(seat=OuterRef("seat"), possible__contains=today)
    ran_out = (
        Term.objects.for_actor(actor)
        .substantive()
        .filter(
            ~Exists(held),
            lasting(today, "body__"),
            lasting(today, "seat__"),
            seat__isnull=False,
            possible__endswith__lte=today,
            possible__endswith__gt=today - dt.timedelta(days=366),
        )
        .select_related("body", "position", "seat")
        .order_by("seat_id", "-possible")
        .distinct("seat_id")
    )
    found += [
        DueLine(
            _("vacant seat"),
            f"{term.position.title}, {term.body.name}",
            "",
            reverse("governance:seat", args=[slug, term.seat_id]),
            term.until.last_on,
            is_overdue=True,
        )
        for term in ran_out
        if term.until is not None
    ]
    return found
