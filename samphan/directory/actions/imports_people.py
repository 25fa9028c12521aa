"""People out of lists: many at once, each with a relation to the network and a place where he or she works."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import batched
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.directory import policy
from samphan.directory.actions.imports_bulk import MADE, audit_row, put_new, put_records, report
from samphan.directory.actions.imports_organisations import WORDS as ORGANISATION_WORDS
from samphan.directory.actions.imports_organisations import add_institutions
from samphan.directory.models import (
    Affiliation,
    ContactKind,
    ContactPoint,
    ImportKind,
    Person,
    PersonRelation,
)
from samphan.directory.queries.findable import ORGANISATION, PERSON, person_words
from samphan.directory.queries.imports import ListKind, Outcome, RowState
from samphan.directory.queries.imports_people import (
    COLUMNS,
    FIELDS,
    NEEDS,
    PersonRow,
    check_people,
    tidy_columns,
)
from samphan.kit import bulk
from samphan.kit.thai.names import PersonName
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samphan.directory.models import ListImport
    from samphan.directory.queries.imports import Checked
    from samphan.kit.actor import Actor
    from samphan.tenancy.search import Words

BATCH: Final = 2_000
_COLUMNS: Final = (
    "id", "academic_title", "is_doctor", "other_titles", "given_name_th", "family_name_th", "given_name_en",
    "family_name_en", "sort_key",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person as a list gives it. ``id`` when the directory has the person already.

    ``is_placed`` when the person is known to work there already.
    """

    name: PersonName
    name_en: PersonName = field(default_factory=PersonName)
    id: int | None = None
    organisation_id: int | None = None
    position: str = ""
    is_placed: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """People in the order of the drafts, known ones among them, and the ids of what is new, by kind.

    A person comes after what belongs to him or her, because an undo goes backwards and asks first who stays.
    """

    people: list[Person]
    created: list[tuple[str, list[int]]]


@transaction.atomic
def add_people(*, by: Actor, brought: ListImport, drafts: Sequence[PersonDraft]) -> Added:
    """People of a list, their relation to the network, and where they work; the statements do not grow with the rows.

    Where somebody works whose record another network keeps is for that network to say.
    """
    by.must(policy.add, on=by.network)
    unknown = [at for at, draft in enumerate(drafts) if draft.id is None]
    ids = bulk.next_ids(Person, len(unknown))
    new = {at: _person(by, pk, drafts[at]) for at, pk in zip(unknown, ids, strict=True)}
    bulk.insert(
        Person,
        _COLUMNS,
        ([getattr(each, name) for name in _COLUMNS] for each in new.values()),
        kept_by_id=by.network_id,
        changed_by=by.label,
    )
    known = Person.objects.in_bulk([draft.id for draft in drafts if draft.id is not None])
    people = [known[draft.id] if draft.id is not None else new[at] for at, draft in enumerate(drafts)]
    relations = _relate(by, people)
    places = [
        (person.pk, draft.organisation_id, draft.position)
        for person, draft in zip(people, drafts, strict=True)
        if draft.organisation_id is not None and not draft.is_placed and policy.keep(by, person)
    ]
    place_ids = bulk.next_ids(Affiliation, len(places))
    bulk.insert(
        Affiliation,
        ("id", "person_id", "organisation_id", "position_th"),
        ((pk, *place) for pk, place in zip(place_ids, places, strict=True)),
        kept_by_id=by.network_id,
    )
    # Whoever was known is listed for every network, or else related to this one, and is found already.
    batches = batched(new.values(), BATCH)
    for words, told in bulk.ahead(_findable(batch, by.network_id, brought.pk) for batch in batches):
        put_new(words)
        put_records(by, MADE, PERSON, told)
        report(len(told))
    created = [
        ("directory.affiliation", place_ids),
        ("directory.personrelation", relations),
        (PERSON, ids),
    ]
    record(by, "add_people", brought, changes={"people": [None, len(ids)]})
    return Added(people, created)


def _findable(
    batch: Iterable[Person], network_id: int, brought: int
) -> tuple[list[Words], list[tuple[int, str, str, str]]]:
    """The values of search and audit rows of people who are new; no statement."""
    told = {"list": [None, brought]}
    words: list[Words] = []
    rows: list[tuple[int, str, str, str]] = []
    for each in batch:
        words.append(person_words(each, network_id, key=each.sort_key))
        rows.append(audit_row((each.pk, each.name_th, each.name_en, told)))
    return words, rows


def _person(by: Actor, pk: int, draft: PersonDraft) -> Person:
    name, english = draft.name, draft.name_en
    return Person(
        id=pk,
        kept_by_id=by.network_id,
        academic_title=name.academic_title or english.academic_title,
        is_doctor=name.is_doctor or english.is_doctor,
        other_titles=name.other_titles,
        given_name_th=name.given_name,
        family_name_th=name.family_name,
        given_name_en=english.given_name,
        family_name_en=english.family_name,
        sort_key=sort_key(f"{name.given_name} {name.family_name}"),
        changed_by=by.label,
    )


def _relate(by: Actor, people: Sequence[Person]) -> list[int]:
    """The network has to do with each of them; those with whom it had already stay as they are. The new relations."""
    ids = {person.pk for person in people}
    present = set(
        PersonRelation.objects.filter(network_id=by.network_id, person_id__in=ids).values_list(
            "person_id", flat=True
        )
    )
    wanted = sorted(ids - present)
    relations = bulk.next_ids(PersonRelation, len(wanted))
    bulk.insert(
        PersonRelation, ("id", "person_id"), zip(relations, wanted, strict=True), network_id=by.network_id
    )
    return relations


@transaction.atomic
def take_in_people(*, by: Actor, brought: ListImport, checked: Checked) -> Outcome:
    """Add the people whom the network does not know, where they work, and how to reach them."""
    by.must(policy.add, on=by.network)
    taken: list[PersonRow] = [row.subject for row in checked.rows if row.is_taken]
    institutions = {
        id(each.institution): each.institution
        for each in taken
        if each.institution and each.institution.is_new
    }
    organisations = add_institutions(by=by, brought=brought, wanted=institutions.values())
    added = add_people(by=by, brought=brought, drafts=[_draft(each) for each in taken])
    contacts = _add_contacts(by, brought, taken, added.people)
    states = checked.counts()
    counts = {
        "people": len(added.created[-1][1]),
        "organisations": len(organisations),
        "places": len(added.created[0][1]),
        "contacts": len(contacts),
        "present": states[RowState.PRESENT],
        "duplicate": states[RowState.DUPLICATE],
        "left_out": states[RowState.LEFT_OUT],
    }
    created = [(ORGANISATION, organisations), ("directory.contactpoint", contacts), *added.created]
    return Outcome(created, counts)


def _draft(row: PersonRow) -> PersonDraft:
    return PersonDraft(
        name=row.name,
        name_en=row.name_en,
        id=row.person_id,
        organisation_id=row.institution.id if row.institution else None,
        position=row.position,
        is_placed=row.is_placed,
    )


def _add_contacts(
    by: Actor, brought: ListImport, rows: Sequence[PersonRow], people: Sequence[Person]
) -> list[int]:
    """E-mail addresses and telephone numbers that the network does not have yet, for the secretariat alone."""
    wanted = {
        (person.pk, kind.value, value): None
        for row, person in zip(rows, people, strict=True)
        for kind, value in ((ContactKind.MAIL, row.email), (ContactKind.PHONE, row.phone))
        if value
    }
    present = set(
        ContactPoint.objects.filter(
            network_id=by.network_id, person_id__in={pk for pk, _kind, _value in wanted}
        ).values_list("person_id", "kind", "value")
    )
    new = [each for each in wanted if each not in present]
    ids = bulk.next_ids(ContactPoint, len(new))
    bulk.insert(
        ContactPoint,
        ("id", "person_id", "kind", "value"),
        ((pk, *each) for pk, each in zip(ids, new, strict=True)),
        network_id=by.network_id,
        changed_by=by.label,
        source=brought.source_name[:300],
    )
    return ids


def _shown_at(slug: str, _brought: ListImport) -> str:
    return reverse("directory:people", args=[slug])


WORDS: Final = {
    "people": _("people added to the directory"),
    "places": _("places of work"),
    "contacts": _("e-mail addresses and telephone numbers"),
    **ORGANISATION_WORDS,
    "directory.affiliation": _("places of work"),
    "directory.personrelation": _("relations to the network"),
    "directory.contactpoint": _("e-mail addresses and telephone numbers"),
    PERSON: _("people of the directory"),
}
PEOPLE: Final = ListKind(
    code=ImportKind.PEOPLE,
    label=_("people"),
    help=_(
        "One person a row: name with titles in one column or in several, institution, position, e-mail, telephone."
    ),
    fields=FIELDS,
    needs=NEEDS,
    columns=COLUMNS,
    check=check_people,
    take_in=take_in_people,
    result_url=_shown_at,
    words=WORDS,
    tidy=tidy_columns,
)
