"""Lists of an event are taken in: its participants, and the institutions that take part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.directory.actions.imports_organisations import WORDS as ORGANISATION_WORDS
from samphan.directory.actions.imports_organisations import add_institutions, take_in_organisations
from samphan.directory.actions.imports_people import PersonDraft, add_people
from samphan.directory.models import ImportKind, Organisation
from samphan.directory.queries.imports import ListKind, Outcome, RowState
from samphan.directory.queries.imports_organisations import COLUMNS as ORGANISATION_COLUMNS
from samphan.directory.queries.imports_organisations import FIELDS as ORGANISATION_FIELDS
from samphan.directory.queries.imports_organisations import NEEDS as ORGANISATION_NEEDS
from samphan.directory.queries.imports_people import tidy_columns
from samphan.events import policy
from samphan.events.actions.parts import next_order
from samphan.events.actions.people import name_institutions
from samphan.events.models import Event, ParticipantCategory, Registration
from samphan.events.queries.imports import (
    COLUMNS,
    FIELDS,
    NEEDS,
    Participant,
    check_institutions,
    check_participants,
)
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.models import ListImport, Person
    from samphan.directory.queries.imports import Checked
    from samphan.kit.actor import Actor

BATCH: Final = 2_000
EVENTS: Final = 200


@transaction.atomic
def take_in_participants(*, by: Actor, brought: ListImport, checked: Checked) -> Outcome:
    """Register everybody of a list, with the people, institutions and categories that are new."""
    event = Event.objects.for_actor(by).get(pk=brought.subject_id or 0)
    by.must(policy.manage_people, on=event)
    participants: list[Participant] = [row.subject for row in checked.rows if row.is_taken]
    institutions = {
        id(each.institution): each.institution
        for each in participants
        if each.institution and each.institution.is_new
    }
    organisations = add_institutions(by=by, brought=brought, wanted=institutions.values())
    categories = _add_categories(event, participants)
    new = [each for each in participants if not each.is_registered]
    added = add_people(by=by, brought=brought, drafts=[_draft(each) for each in new])
    registrations = _register(brought, event, new, added.people)
    states = checked.counts()
    counts = {
        "registered": len(registrations),
        "people": len(added.created[-1][1]),
        "organisations": len(organisations),
        "categories": len(categories),
        "present": len(participants) - len(new),
        "duplicate": states[RowState.DUPLICATE],
        "left_out": states[RowState.LEFT_OUT],
    }
    record(by, "register_people", event, changes={"people": [None, len(registrations)]})
    created = [
        ("directory.organisation", organisations),
        ("events.participantcategory", [each.pk for each in categories]),
        *added.created,
        ("events.registration", [each.pk for each in registrations]),
    ]
    return Outcome(created, counts)


@transaction.atomic
def take_in_institutions(*, by: Actor, brought: ListImport, checked: Checked) -> Outcome:
    """Name the institutions of a list as taking part in the event; new ones go into the directory first."""
    event = Event.objects.for_actor(by).get(pk=brought.subject_id or 0)
    by.must(policy.manage, on=event)
    outcome = take_in_organisations(by=by, brought=brought, checked=checked)
    ids = list(dict.fromkeys(row.subject.id for row in checked.rows if row.is_taken))
    known = Organisation.objects.in_bulk(ids)
    named = name_institutions(by=by, event=event, organisations=[known[pk] for pk in ids], brought_by=brought)
    counts = {**outcome.counts, "named": len(named), "present": len(ids) - len(named)}
    return Outcome(
        [*outcome.created, ("events.participatinginstitution", [each.pk for each in named])],
        counts,
        outcome.filled,
    )


def _add_categories(event: Event, participants: Sequence[Participant]) -> list[ParticipantCategory]:
    """New categories in the order of the list; one statement for their place and one for them."""
    new = {
        id(each.category): each.category for each in participants if each.category and each.category.is_new
    }
    if not new:
        return []
    first = next_order(ParticipantCategory.objects.filter(event=event))
    added = ParticipantCategory.objects.bulk_create(
        ParticipantCategory(
            network_id=event.network_id, event=event, name_th=category.name, order=first + number
        )
        for number, category in enumerate(new.values())
    )
    for category, row in zip(new.values(), added, strict=True):
        category.id = row.pk
    return added


def _draft(participant: Participant) -> PersonDraft:
    institution = participant.institution
    return PersonDraft(
        name=participant.name,
        name_en=participant.name_en,
        id=participant.person_id,
        organisation_id=institution.id if institution else None,
        position=participant.position,
        is_placed=participant.is_placed,
    )


def _register(
    brought: ListImport, event: Event, participants: Sequence[Participant], people: Sequence[Person]
) -> list[Registration]:
    return Registration.objects.bulk_create(
        [
            Registration(
                network_id=event.network_id,
                event=event,
                person=person,
                organisation_id=participant.institution.id if participant.institution else None,
                category_id=participant.category.id if participant.category else None,
                position=participant.position,
                sort_key=person.sort_key,
                brought_by=brought,
            )
            for participant, person in zip(participants, people, strict=True)
        ],
        batch_size=BATCH,
    )


def events_to_choose(actor: Actor) -> list[tuple[int, str]]:
    """Events that a list may be about, the latest first."""
    events = Event.objects.for_actor(actor).order_by("-starts", "-pk")[:EVENTS]
    return [(event.pk, event.title) for event in events]


def _shown_at(slug: str, brought: ListImport) -> str:
    return reverse("events:people", args=[slug, brought.subject_id])


WORDS: Final = {
    "registered": _("people registered"),
    "people": _("people added to the directory"),
    "named": _("institutions named as taking part"),
    "categories": _("categories added to the event"),
    **ORGANISATION_WORDS,
    "directory.affiliation": _("places of work"),
    "directory.personrelation": _("relations to the network"),
    "directory.person": _("people of the directory"),
    "events.participantcategory": _("categories"),
    "events.participatinginstitution": _("institutions named as taking part"),
    "events.registration": _("registrations"),
}
PARTICIPANTS: Final = ListKind(
    code=ImportKind.PARTICIPANTS,
    label=_("participants of an event"),
    help=_(
        "One person a row: name with titles in one column or in several, institution, position, category."
    ),
    fields=FIELDS,
    needs=NEEDS,
    columns=COLUMNS,
    check=check_participants,
    take_in=take_in_participants,
    result_url=_shown_at,
    words=WORDS,
    subject_label=_("Event"),
    subjects=events_to_choose,
    tidy=tidy_columns,
)
INSTITUTIONS: Final = ListKind(
    code=ImportKind.INSTITUTIONS,
    label=_("institutions of an event"),
    help=_("One institution a row: name, and if you have them abbreviations, kind and website."),
    fields=ORGANISATION_FIELDS,
    needs=ORGANISATION_NEEDS,
    columns=ORGANISATION_COLUMNS,
    check=check_institutions,
    take_in=take_in_institutions,
    result_url=_shown_at,
    words=WORDS,
    subject_label=_("Event"),
    subjects=events_to_choose,
)
