"""Load D1 into an installation whose tables are made and empty: `python bench/load.py <organisations> <events>`.

What the actions would write one by one is written in bulk, as the role that serves the pages, inside one scope: records,
their spellings, sort keys, search rows and the entries of the audit trail. All of it is kept by one network, of which every
organisation is a member; a second network keeps as many members, so that row-level security has something to hide.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import dataset

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import Model

    from samphan.directory.models import Organisation, Person
    from samphan.events.models import Event
    from samphan.kit.actor import Actor

NETWORK: Final = "bench"
NEIGHBOUR: Final = "neighbour"
EMAIL: Final = "secretariat@example.org"
PASSWORD: Final = "only for the bench"
BATCH: Final = 2_000

KINDS: Final = {
    "University": "university",
    "School": "school",
    "Foundation": "foundation",
    "Community Enterprise": "community",
    "Municipality": "local_government",
    "Hospital": "agency",
    "Institute": "unit",
    "Company": "company",
}
"""Kinds of D1 → kinds of the directory."""


def load(organisation_count: int, event_count: int) -> None:
    """Write everything, in one transaction a network."""
    from samphan.accounts.models import User
    from samphan.tenancy.actions import create_network, grant
    from samphan.tenancy.scope import system_scope

    user = User.objects.make(email=EMAIL, name="Secretariat", password=PASSWORD)
    with system_scope("bench") as by:
        for slug, name in ((NETWORK, "เครือข่ายทดสอบสมรรถนะ"), (NEIGHBOUR, "เครือข่ายข้างเคียง")):
            create_network(by=by, slug=slug, name_th=name, name_en=slug.title(), kind="association")
    with system_scope("bench", NETWORK) as by:
        grant(by=by, user=user, role="secretariat")
        organisations = _organisations(by, organisation_count)
        people = _people(by, organisations, event_count)
        _members(by, organisations)
        _events(by, people, organisations, event_count)
    with system_scope("bench", NEIGHBOUR) as by:
        _members(by, organisations)


def _organisations(by: Actor, count: int) -> list[Organisation]:
    from samphan.directory.actions.organisation import name_rows
    from samphan.directory.models import Organisation, OrganisationName
    from samphan.directory.queries.findable import organisation_rows
    from samphan.kit.thai.sortkey import sort_key
    from samphan.tenancy import search

    made = [
        Organisation(
            kept_by_id=by.network_id,
            kind=KINDS[each.kind],
            name_th=each.name_th,
            name_en=each.name,
            website=each.website,
            about_th=each.paragraphs[0],
            about_en=each.paragraphs[1],
            sort_key=sort_key(each.name_th),
            changed_by=by.label,
        )
        for each in map(dataset.organisation, range(count))
    ]
    Organisation.objects.bulk_create(made, batch_size=BATCH)
    spellings = [row for each in made for row in name_rows(each, ())]
    OrganisationName.objects.bulk_create(spellings, batch_size=BATCH)
    search.put(organisation_rows(made))
    _audited(by, "add_organisation", made)
    return made


def _people(by: Actor, organisations: Sequence[Organisation], event_count: int) -> list[Person]:
    from samphan.directory.models import Affiliation, Person, PersonRelation
    from samphan.directory.queries.findable import person_row
    from samphan.kit.thai.sortkey import sort_key
    from samphan.tenancy import search

    count = event_count * dataset.REGISTRATIONS_OF_EVENT
    known = [dataset.person(number, len(organisations)) for number in range(count)]
    made = [
        Person(
            kept_by_id=by.network_id,
            given_name_th=each.given_name,
            family_name_th=each.family_name,
            sort_key=sort_key(f"{each.given_name} {each.family_name}"),
            changed_by=by.label,
        )
        for each in known
    ]
    Person.objects.bulk_create(made, batch_size=BATCH)
    PersonRelation.objects.bulk_create(
        (PersonRelation(network_id=by.network_id, person=person) for person in made), batch_size=BATCH
    )
    Affiliation.objects.bulk_create(
        (
            Affiliation(
                kept_by_id=by.network_id, person=person, organisation=organisations[each.organisation]
            )
            for person, each in zip(made, known, strict=True)
        ),
        batch_size=BATCH,
    )
    search.put([person_row(person, by.network_id) for person in made])
    _audited(by, "add_person", made)
    return made


def _members(by: Actor, organisations: Sequence[Organisation]) -> None:
    from samphan.kit.partial import PartialDate
    from samphan.networks.models import Member, MembershipPeriod

    first = dt.date(2000, 1, 1)
    made = [
        Member(
            network_id=by.network_id,
            organisation=organisation,
            since=PartialDate.of(first + dt.timedelta(days=number)),
            sort_key=organisation.sort_key,
        )
        for number, organisation in enumerate(organisations)
    ]
    Member.objects.bulk_create(made, batch_size=BATCH)
    MembershipPeriod.objects.bulk_create(
        (MembershipPeriod(network_id=by.network_id, member=each, since=each.since) for each in made),
        batch_size=BATCH,
    )
    _audited(by, "admit_member", made)


def _events(
    by: Actor, people: Sequence[Person], organisations: Sequence[Organisation], count: int
) -> list[Event]:
    from samphan.events.models import Event, ParticipatingInstitution, Registration
    from samphan.events.queries.findable import search_row
    from samphan.kit.partial import PartialDate
    from samphan.kit.thai.sortkey import sort_key
    from samphan.tenancy import search

    now = dt.datetime.now(dt.UTC)
    made = [
        Event(
            network_id=by.network_id,
            slug=f"event-{each.number}",
            title_th=each.title,
            title_en=each.title,
            starts=PartialDate.of(each.starts.date()),
            ends=PartialDate.of(each.ends.date()),
            venue_th=each.place,
            venue_en=each.place,
            problem_th=each.paragraphs[0],
            goal_th=each.paragraphs[1],
            stated_participants=dataset.REGISTRATIONS_OF_EVENT,
            sort_key=sort_key(each.title),
            changed_by=by.label,
        )
        for each in (dataset.event(number, now, count) for number in range(count))
    ]
    Event.objects.bulk_create(made, batch_size=BATCH)
    registered = [
        Registration(
            network_id=by.network_id,
            event=event,
            person=people[number],
            organisation=organisations[dataset.person(number, len(organisations)).organisation],
            sort_key=people[number].sort_key,
        )
        for place, event in enumerate(made)
        for number in dataset.participants(place, count)
    ]
    Registration.objects.bulk_create(registered, batch_size=BATCH)
    institutions = {(each.event_id, each.organisation_id) for each in registered}
    ParticipatingInstitution.objects.bulk_create(
        (
            ParticipatingInstitution(network_id=by.network_id, event_id=event, organisation_id=organisation)
            for event, organisation in sorted(institutions)
        ),
        batch_size=BATCH,
    )
    search.put([search_row(event) for event in made])
    _audited(by, "create_event", made)
    return made


def _audited(by: Actor, act: str, made: Iterable[Model]) -> None:
    from samphan.tenancy.audit import kind_of
    from samphan.tenancy.models import AuditEntry

    AuditEntry.objects.bulk_create(
        (
            AuditEntry(
                network_id=by.network_id,
                actor_kind=by.kind,
                actor_label=by.label,
                act=act,
                object_kind=kind_of(each),
                object_id=each.pk,
                object_label_th=str(getattr(each, "name_th", "") or getattr(each, "title_th", "")),
                reason=by.reason,
            )
            for each in made
        ),
        batch_size=BATCH,
    )


def main(arguments: Sequence[str]) -> None:
    """Set Django up for the installation that the environment names, and load."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from samphan.kit.environment import Environment

    Environment.from_os().announce()
    import django

    django.setup()
    organisations, events = map(int, arguments)
    load(organisations, events)


if __name__ == "__main__":
    main(sys.argv[1:] or [str(dataset.ORGANISATIONS), str(dataset.EVENTS)])
    # The pool's threads would hold the process.
    sys.stdout.flush()
    os._exit(0)
