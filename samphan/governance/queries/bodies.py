"""The tree of bodies, what stands on the page of one, and who sits in several."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samphan.governance.models import (
    Body,
    BodyKind,
    InSeats,
    Instrument,
    QuorumOf,
    QuorumRule,
    Seat,
    Term,
    lasting,
)
from samphan.governance.queries.bodies_findable import BODY
from samphan.kit.components import HistoryEntry
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy import acts, search
from samphan.tenancy.audit import kind_of
from samphan.tenancy.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

FILTERS: Final = ("kind", "state")
SORTS: Final = ("place", "name", "people")
HISTORY: Final = 20
"""Entries of the history that the page of a body shows."""


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One body in the list: how deep it stands in the tree, and what was counted today."""

    body: Body
    depth: int
    seats: int
    filled: int
    listed: int
    people: int

    @property
    def vacant(self) -> int:
        return self.seats - self.filled

    @property
    def compared(self) -> int:
        """What stands beside the stated number: recorded seats, or listed people where no seat is recorded."""
        return self.seats or self.listed

    @property
    def kind(self) -> str:
        return str(BodyKind(self.body.kind).label)


def body_rows(actor: Actor, state: ListState, on: dt.date) -> list[BodyRow]:
    """The bodies of the network in their tree, narrowed by words, kind and state. At most five statements."""
    everybody = list(Body.objects.for_actor(actor).order_by("order", "id"))
    shown = [(body, depth) for body, depth in in_tree(everybody) if _passes(body, state, on)]
    if state.query:
        hits = search.find(state.query, kinds=[BODY], limit=search.EVERY, every=True).hits
        ids = {hit.object_id for hit in hits}
        shown = [(body, depth) for body, depth in shown if body.pk in ids]
    seats, filled, listed, people = counts(actor, on)
    rows = [
        BodyRow(
            body,
            depth,
            seats.get(body.pk, 0),
            filled.get(body.pk, 0),
            listed.get(body.pk, 0),
            people.get(body.pk, 0),
        )
        for body, depth in shown
    ]
    if state.sort_key == "name":
        rows.sort(key=lambda row: (sort_key(str(row.body.name)), row.body.pk))
    elif state.sort_key == "people":
        rows.sort(key=lambda row: (row.people, row.body.pk))
    return rows[::-1] if state.is_descending else rows


def _passes(body: Body, state: ListState, on: dt.date) -> bool:
    kind, life = state.filters.get("kind", ""), state.filters.get("state", "")
    over = body.until is not None and body.until.last_on < on
    return (not kind or body.kind == kind) and (not life or (life == "closed") == over)


def in_tree(bodies: Sequence[Body]) -> list[tuple[Body, int]]:
    """Bodies in the order of the tree, each with its depth; the given order among those of one parent."""
    below: dict[int | None, list[Body]] = {}
    known = {body.pk for body in bodies}
    for body in bodies:
        below.setdefault(body.parent_id if body.parent_id in known else None, []).append(body)
    found: list[tuple[Body, int]] = []

    def walk(parent: int | None, depth: int) -> None:
        for body in below.get(parent, ()):
            found.append((body, depth))
            walk(body.pk, depth + 1)

    walk(None, 0)
    return found


def counts(
    actor: Actor, on: dt.date
) -> tuple[dict[int, int], dict[int, int], dict[int, int], dict[int, int]]:
    """Of each body on a day: seats, filled seats, listed people among the seats, everybody. Two statements."""
    seats = (
        Seat.objects.for_actor(actor).filter(lasting(on)).values_list("body_id").annotate(number=Count("pk"))
    )
    substantive = Term.objects.for_actor(actor).substantive().on(on)
    terms = substantive.values("body_id").annotate(
        filled=Count("seat_id", distinct=True),
        listed=Count("pk", filter=Q(seat__isnull=True) & ~Q(in_seats=InSeats.NO)),
        people=Count("person_id", distinct=True),
    )
    found = list(terms)
    return (
        dict(seats),
        {each["body_id"]: each["filled"] for each in found},
        {each["body_id"]: each["listed"] for each in found},
        {each["body_id"]: each["people"] for each in found},
    )


def quorum_in_words(body: Body) -> str:
    """The rule of the quorum as a sentence; empty where none is laid down."""
    of = QuorumOf(body.quorum_of).label
    share = {"over": body.quorum_over, "under": body.quorum_under, "of": of}
    if body.quorum_rule == QuorumRule.MORE_THAN:
        return _("more than %(over)s/%(under)s %(of)s") % share
    if body.quorum_rule == QuorumRule.AT_LEAST:
        return _("at least %(over)s/%(under)s %(of)s") % share
    if body.quorum_rule == QuorumRule.NUMBER:
        count = body.quorum_count or 0
        return ngettext("at least %(count)s person", "at least %(count)s people", count) % {"count": count}
    return ""


def instruments(actor: Actor, body: Body) -> list[Instrument]:
    """The orders of appointment of a body, the latest first, each with the number of its terms as ``appointed``."""
    found = Instrument.objects.for_actor(actor).filter(body=body).select_related("file", "docx")
    counted = found.annotate(appointed=Count("terms", distinct=True))
    return list(counted.order_by(F("dated").desc(nulls_last=True), "-id"))


def history(actor: Actor, found: Body | Term | Seat) -> list[HistoryEntry]:
    """What happened to a record itself, the latest first, for who may read the audit trail. One statement."""
    entries = AuditEntry.objects.for_actor(actor).filter(object_kind=kind_of(found), object_id=found.pk)
    return [
        HistoryEntry(each.at, acts.name(each.act), each.actor_label, each.reason)
        for each in entries.order_by("-id")[:HISTORY]
    ]


@dataclass(frozen=True, slots=True)
class Several:
    """Somebody who sits in several bodies on a day, with the terms."""

    person_id: int
    name: str
    terms: tuple[Term, ...]


def in_several_bodies(actor: Actor, on: dt.date) -> list[Several]:
    """Who sits in more than one body on a day, most bodies first. Two statements."""
    now = Term.objects.for_actor(actor).on(on)
    people = (
        now.values("person_id")
        .annotate(bodies=Count("body_id", distinct=True))
        .filter(bodies__gt=1)
        .values_list("person_id", flat=True)
    )
    found: dict[int, list[Term]] = {}
    terms = now.filter(person__in=list(people)).select_related("body", "position", "person")
    for term in terms.order_by("body__order", "body_id", "position__order", "id"):
        found.setdefault(term.person_id, []).append(term)
    rows = [Several(pk, str(held[0].person.name), tuple(held)) for pk, held in found.items()]
    return sorted(rows, key=lambda row: (-len({term.body_id for term in row.terms}), sort_key(row.name)))


def other_terms(actor: Actor, terms: Iterable[Term]) -> list[Term]:
    """Terms in the same body at the same time of people who were just appointed: allowed, and worth a word."""
    found: list[Term] = []
    for term in terms:
        others = Term.objects.for_actor(actor).filter(body_id=term.body_id, person_id=term.person_id)
        same = others.exclude(pk=term.pk).filter(possible__overlap=term_range(term))
        found += list(same.select_related("position")[:1])
    return found


def term_range(term: Term) -> Any:
    """Every day that a term may cover, as the database compares it."""
    from django.db.backends.postgresql.psycopg_any import DateRange

    return DateRange(term.start.from_on, term.until.until_on if term.until else None)


def months_on(day: dt.date, months: int) -> dt.date:
    """The same day so many months on, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date(year, month, min(day.day, (after - dt.timedelta(days=1)).day))
