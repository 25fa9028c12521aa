"""What a report is composed from: the event's facts, seen from the organisation that reports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from samphan.boards.queries.summary import board_summaries
from samphan.events.models import ParticipatingInstitution
from samphan.events.queries.facts import (
    EventFacts,
    Fact,
    OrganisationFact,
    Ref,
    event_facts,
    organisation_fact,
)
from samphan.events.queries.numbers import participation_numbers
from samphan.events.queries.organisations import institution_of, with_ancestors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samphan.boards.queries.summary import BoardSummary
    from samphan.directory.models import Organisation
    from samphan.events.models import Event


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """The facts of an event for one reporting organisation.

    Attributes:
        event: its ``participation`` counts people as own, outside or unclear for the whole ``institution``: staff of
            another faculty of the same university is not from outside.
        organisation: who reports, an institution or a unit of one.
        institution: the institution that it is, or is a unit of.
        own: ids of organisations of the event (hosts, teams) that belong to the institution.
        others: institutions of the event that are not the own one: hosts and teams in their order, then the others
            that take part, in Thai order; each once.
        boards: what was written on the live boards of the event.
        sample_people: how many of the people that are counted are sample data.
        sample_institutions: ids of institutions whose taking part is sample data.
    """

    event: EventFacts
    organisation: OrganisationFact
    institution: OrganisationFact
    own: frozenset[int]
    others: tuple[OrganisationFact, ...]
    boards: tuple[BoardSummary, ...] = ()
    sample_people: int = 0
    sample_institutions: frozenset[int] = frozenset()

    @property
    def is_unit(self) -> bool:
        return self.organisation.ref != self.institution.ref

    def index(self) -> Mapping[Ref, Fact]:
        """The facts of the event by their references."""
        return {fact.ref: fact for fact in self.event.all()}


def report_facts(event: Event, organisation: Organisation) -> ReportFacts:
    """The facts for a report about an event loaded through ``for_actor``; at most 27 statements."""
    facts = event_facts(event, organisation=organisation)
    hosting = [
        *(host.organisation.ref.id for host in facts.hosts),
        *(each.ref.id for team in facts.teams for each in team.organisations),
    ]
    sample = list(
        ParticipatingInstitution.objects.filter(event=event, is_sample=True).values_list(
            "organisation_id", flat=True
        )
    )
    known = with_ancestors([organisation.pk, *hosting, *sample])
    institution = institution_of(organisation.pk, known)
    if institution != organisation.pk:
        facts = replace(facts, participation=participation_numbers(event, known[institution], came=True))
    others = {
        pk: organisation_fact(known[pk])
        for pk in (institution_of(each, known) for each in hosting)
        if pk != institution
    }
    for each in facts.institutions:
        if each.ref.id != institution:
            others.setdefault(each.ref.id, each)
    return ReportFacts(
        event=facts,
        organisation=organisation_fact(organisation),
        institution=organisation_fact(known[institution]),
        own=frozenset(
            each for each in [organisation.pk, *hosting] if institution_of(each, known) == institution
        ),
        others=tuple(others.values()),
        boards=board_summaries(event),
        sample_people=facts.participation.sample_people,
        sample_institutions=frozenset(institution_of(each, known) for each in sample),
    )
