"""People out of lists: many at once, each with a relation to the network and a place where he or she works."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.db import transaction

from samphan.directory import policy
from samphan.directory.models import Affiliation, Person, PersonRelation
from samphan.directory.queries.findable import PERSON, person_row
from samphan.kit.thai.names import PersonName
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy.audit import record
from samphan.tenancy.models import SearchRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.models import ListImport
    from samphan.kit.actor import Actor

BATCH: Final = 2_000


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
    """People of a list, their relation to the network, and where they work: six statements at most.

    Where somebody works whose record another network keeps is for that network to say.
    """
    by.must(policy.add, on=by.network)
    new = {at: _person(by, draft) for at, draft in enumerate(drafts) if draft.id is None}
    Person.objects.bulk_create(new.values(), batch_size=BATCH)
    known = Person.objects.in_bulk([draft.id for draft in drafts if draft.id is not None])
    people = [known[draft.id] if draft.id is not None else new[at] for at, draft in enumerate(drafts)]
    relations = _relate(by, people)
    affiliations = Affiliation.objects.bulk_create(
        [
            Affiliation(
                kept_by_id=by.network_id,
                person=person,
                organisation_id=draft.organisation_id,
                position_th=draft.position,
            )
            for person, draft in zip(people, drafts, strict=True)
            if draft.organisation_id is not None and not draft.is_placed and policy.keep(by, person)
        ],
        batch_size=BATCH,
    )
    # Whoever was known is listed for every network, or else related to this one, and is found already.
    rows = [person_row(person, by.network_id) for person in new.values()]
    SearchRow.objects.bulk_create(rows, batch_size=BATCH)
    created = [
        ("directory.affiliation", [affiliation.pk for affiliation in affiliations]),
        ("directory.personrelation", [relation.pk for relation in relations]),
        (PERSON, [person.pk for person in new.values()]),
    ]
    record(by, "add_people", brought, changes={"people": [None, created[-1][1]]})
    return Added(people, created)


def _person(by: Actor, draft: PersonDraft) -> Person:
    name, english = draft.name, draft.name_en
    return Person(
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


def _relate(by: Actor, people: Sequence[Person]) -> list[PersonRelation]:
    """The network has to do with each of them; those with whom it had already stay as they are."""
    ids = {person.pk for person in people}
    present = set(
        PersonRelation.objects.filter(network_id=by.network_id, person_id__in=ids).values_list(
            "person_id", flat=True
        )
    )
    return PersonRelation.objects.bulk_create(
        [PersonRelation(network_id=by.network_id, person_id=pk) for pk in sorted(ids - present)],
        batch_size=BATCH,
    )
