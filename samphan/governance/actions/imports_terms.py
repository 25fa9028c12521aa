"""Lists of who sits where are taken in: people who are not known yet, then their terms, as if each was appointed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.directory.actions.imports_bulk import row as in_row
from samphan.directory.actions.imports_organisations import WORDS as ORGANISATION_WORDS
from samphan.directory.actions.imports_organisations import add_institutions
from samphan.directory.actions.imports_people import PersonDraft, add_people
from samphan.directory.models import ImportKind, Organisation
from samphan.directory.queries.findable import ORGANISATION, PERSON
from samphan.directory.queries.imports import ListKind, Outcome, RowState
from samphan.directory.queries.imports_people import tidy_columns
from samphan.governance.actions.terms import Appointee, Period, appoint
from samphan.governance.models import Body, InSeats, Position, Seat
from samphan.governance.policy.bodies import manage
from samphan.governance.queries.imports_terms import COLUMNS, FIELDS, NEEDS, check_terms
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from samphan.directory.models import ListImport
    from samphan.directory.queries.imports import Checked
    from samphan.kit.actor import Actor


@transaction.atomic
def take_in_terms(*, by: Actor, brought: ListImport, checked: Checked) -> Outcome:
    """Appoint the people of a list to the seats and positions that it names."""
    rows = [row for row in checked.rows if row.state is RowState.OK]
    bodies = Body.objects.filter(network_id=by.network_id).in_bulk({row.subject.body for row in rows})
    for body in bodies.values():
        by.must(manage, on=body)
    new = {id(each): each for row in rows if (each := row.subject.institution) and each.is_new}
    organisations = add_institutions(by=by, brought=brought, wanted=new.values())
    added = add_people(
        by=by,
        brought=brought,
        drafts=[
            PersonDraft(name=row.subject.name, name_en=row.subject.name_en, id=row.subject.person_id)
            for row in rows
        ],
    )
    positions = Position.objects.filter(network_id=by.network_id).in_bulk(
        {row.subject.office for row in rows}
    )
    seats = Seat.objects.filter(network_id=by.network_id).in_bulk({row.subject.seat for row in rows})
    behalf = Organisation.objects.in_bulk(
        {row.subject.institution.id for row in rows if row.subject.institution}
    )
    terms = []
    for each, person in zip(rows, added.people, strict=True):
        with in_row(each.number):
            term = each.subject
            seat = seats.get(term.seat)
            appointee = Appointee(
                person=person,
                seat=seat,
                position=None if seat else positions[term.office],
                in_seats=InSeats.YES if seat else InSeats.NOT_STATED,
                on_behalf=behalf.get(term.institution.id) if term.institution else None,
            )
            terms += appoint(
                by=by,
                body=bodies[term.body],
                people=[appointee],
                period=Period(since=term.since, until=term.until),
                source=brought.source_name[:500],
            )
    record(by, "appoint_list", brought, changes={"terms": [None, len(terms)]})
    states = checked.counts()
    counts = {
        "terms": len(terms),
        "people": len(added.created[-1][1]),
        "organisations": len(organisations),
        "present": states[RowState.PRESENT],
        "duplicate": states[RowState.DUPLICATE],
        "left_out": states[RowState.LEFT_OUT],
    }
    created = [
        (ORGANISATION, organisations),
        *added.created,
        ("governance.term", [term.pk for term in terms]),
    ]
    return Outcome(created, counts)


def _shown_at(slug: str, _brought: ListImport) -> str:
    return reverse("governance:bodies", args=[slug])


WORDS: Final = {
    "terms": _("terms entered"),
    "people": _("people added to the directory"),
    **ORGANISATION_WORDS,
    "directory.affiliation": _("places of work"),
    "directory.personrelation": _("relations to the network"),
    PERSON: _("people of the directory"),
    "governance.term": _("terms"),
}
ACTS: Final = {"appoint_list": _("entered the terms of a list")}
TERMS: Final = ListKind(
    code=ImportKind.TERMS,
    label=_("terms on bodies"),
    help=_(
        "One term a row: body and position as the network has them, name with titles, from when to when, on whose behalf."
    ),
    fields=FIELDS,
    needs=NEEDS,
    columns=COLUMNS,
    check=check_terms,
    take_in=take_in_terms,
    result_url=_shown_at,
    words=WORDS,
    tidy=tidy_columns,
)
