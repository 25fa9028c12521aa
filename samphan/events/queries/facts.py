"""Everything that is known about an event, as plain values: what a report is composed from.

Every fact carries its reference (kind and id of its record), so that a sentence made of it knows its records.
Texts are pairs, because a report may be written in another language than the reader's.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from samphan.events.models import (
    AgendaItem,
    Document,
    EventHost,
    Output,
    Result,
    StrategicGroup,
    Team,
    Topic,
    Use,
)
from samphan.events.queries.numbers import Participation, Stated, count_people
from samphan.events.queries.organisations import with_ancestors
from samphan.kit.bilingual import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from samphan.directory.models import Organisation
    from samphan.events.models import Event
    from samphan.kit.partial import PartialDate

#: The tab of the event's page (a URL name with network slug and event id) on which records of a kind are mended.
TABS: Final[dict[str, str]] = {
    "events.event": "events:event",
    "events.topic": "events:programme",
    "events.strategicgroup": "events:programme",
    "events.agendaitem": "events:programme",
    "events.eventhost": "events:hosts",
    "events.team": "events:hosts",
    "events.teamperson": "events:hosts",
    "events.teamtask": "events:tasks",
    "events.room": "events:rooms",
    "events.agendarole": "events:programme",
    "events.budgetline": "events:budget",
    "events.participantcategory": "events:people",
    "events.participatinginstitution": "events:people",
    "events.registration": "events:people",
    "events.output": "events:results",
    "events.result": "events:results",
    "events.document": "events:results",
    "events.use": "events:uses",
    "events.photo": "events:photos",
}


@dataclass(frozen=True, slots=True)
class Ref:
    """A record: the code of its kind (``events.topic``, as in the audit trail) and its id."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Words:
    """A text in Thai and English; English may be empty."""

    th: str
    en: str = ""

    def text(self, language: str | None = None) -> Text:
        """In a language (default: the reader's), visibly falling back to the other one."""
        return Text.of(self.th, self.en, language=language)

    def __bool__(self) -> bool:
        return bool(self.th or self.en)


@dataclass(frozen=True, slots=True)
class OrganisationFact:
    """An organisation as it is named now."""

    ref: Ref
    name: Words
    abbreviation: Words
    kind: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class AgendaFact:
    """An agenda item; day and times are None where nobody knows them."""

    ref: Ref
    title: Words
    topic: Ref | None
    day: dt.date | None
    starts_at: dt.time | None
    ends_at: dt.time | None


@dataclass(frozen=True, slots=True)
class GroupFact:
    """A strategic group; ``code`` as people say it (NOW)."""

    ref: Ref
    code: str
    title: Words
    topic: Ref | None


@dataclass(frozen=True, slots=True)
class TopicFact:
    """A topic with the groups and agenda items that belong to it."""

    ref: Ref
    title: Words
    detail: Words
    groups: tuple[GroupFact, ...]
    agenda: tuple[AgendaFact, ...]


@dataclass(frozen=True, slots=True)
class HostFact:
    """An organisation in one hosting role (``HostRole``)."""

    ref: Ref
    organisation: OrganisationFact
    role: str


@dataclass(frozen=True, slots=True)
class TeamFact:
    """A duty with the organisations that carry it."""

    ref: Ref
    duty: Words
    organisations: tuple[OrganisationFact, ...]


@dataclass(frozen=True, slots=True)
class OutputFact:
    """Something that the event produced (``OutputKind``), perhaps in a group."""

    ref: Ref
    kind: str
    group: Ref | None
    title: Words
    detail: Words
    is_sample: bool


@dataclass(frozen=True, slots=True)
class DocumentFact:
    """A document (``DocumentKind``) with a stored file, or an address, or neither yet."""

    ref: Ref
    kind: str
    title: Words
    url: str
    file_id: int | None
    is_sample: bool


@dataclass(frozen=True, slots=True)
class ResultFact:
    """A statement of what changed on a level (``Level``), with references to its evidence in this event."""

    ref: Ref
    level: str
    statement: Words
    evidence: tuple[Ref, ...]
    is_sample: bool


@dataclass(frozen=True, slots=True)
class UseFact:
    """What an institution does with the results, with references to where that comes from."""

    ref: Ref
    organisation_id: int
    title: Words
    plan: Words
    owner: Words
    due: PartialDate | None
    state: str
    dropped_reason: str
    change: Words
    sources: tuple[Ref, ...]
    is_sample: bool


type Fact = (
    TopicFact
    | GroupFact
    | AgendaFact
    | HostFact
    | TeamFact
    | OutputFact
    | DocumentFact
    | ResultFact
    | UseFact
)


@dataclass(frozen=True, slots=True)
class EventFacts:
    """An event with all its parts, each list in the order in which people put it.

    ``groups`` and ``agenda`` hold all of them, also those that stand under a topic. ``uses`` are those of the
    organisation that was asked for, else none; ``participation`` counts its own and outside people.
    """

    ref: Ref
    network_id: int
    slug: str
    title: Words
    theme: Words
    starts: PartialDate | None
    ends: PartialDate | None
    venue: Words
    problem: Words
    goal: Words
    audience: Words
    source: str
    is_sample: bool
    version: int
    topics: tuple[TopicFact, ...]
    groups: tuple[GroupFact, ...]
    agenda: tuple[AgendaFact, ...]
    hosts: tuple[HostFact, ...]
    teams: tuple[TeamFact, ...]
    institutions: tuple[OrganisationFact, ...]
    participation: Participation
    outputs: tuple[OutputFact, ...]
    documents: tuple[DocumentFact, ...]
    results: tuple[ResultFact, ...]
    uses: tuple[UseFact, ...]

    def all(self) -> Iterator[Fact]:
        """Every fact that stands on its own."""
        yield from self.topics
        yield from self.groups
        yield from self.agenda
        yield from self.hosts
        yield from self.teams
        yield from self.outputs
        yield from self.documents
        yield from self.results
        yield from self.uses

    def find(self, ref: Ref) -> Fact | None:
        """The fact behind a reference, such as the evidence of a result."""
        return next((fact for fact in self.all() if fact.ref == ref), None)


def event_facts(event: Event, *, organisation: Organisation | None = None) -> EventFacts:
    """The facts of an event that the caller has loaded through ``for_actor``; at most 13 statements.

    ``organisation`` is the reporting organisation: its uses are read, and people are counted as its own or as
    outside ones.
    """
    hosts = list(EventHost.objects.filter(event=event).order_by("order", "id"))
    teams = _teams(event)
    stated = Stated.of(event, came=True)
    known = with_ancestors(
        [
            *(host.organisation_id for host in hosts),
            *(member for team in teams for member in team.organisation_ids),
            *stated.organisation_ids,
            *([organisation.pk] if organisation else []),
        ]
    )
    participation = count_people(stated, known, organisation_id=organisation.pk if organisation else None)
    topics, groups, agenda = _programme(event)
    return EventFacts(
        ref=Ref("events.event", event.pk),
        network_id=event.network_id,
        slug=event.slug,
        title=_words(event, "title"),
        theme=_words(event, "theme"),
        starts=event.starts,
        ends=event.ends,
        venue=_words(event, "venue"),
        problem=_words(event, "problem"),
        goal=_words(event, "goal"),
        audience=_words(event, "audience"),
        source=event.source,
        is_sample=event.is_sample,
        version=event.version,
        topics=topics,
        groups=groups,
        agenda=agenda,
        hosts=tuple(
            HostFact(
                Ref("events.eventhost", host.pk), organisation_fact(known[host.organisation_id]), host.role
            )
            for host in hosts
        ),
        teams=tuple(
            TeamFact(
                team.ref, team.duty, tuple(organisation_fact(known[each]) for each in team.organisation_ids)
            )
            for team in teams
        ),
        institutions=tuple(organisation_fact(known[each]) for each in participation.institution_ids),
        participation=participation,
        outputs=tuple(
            OutputFact(
                Ref("events.output", output.pk),
                output.kind,
                _ref("group", output.group_id),
                _words(output, "title"),
                _words(output, "detail"),
                output.is_sample,
            )
            for output in Output.objects.filter(event=event).order_by("order", "id")
        ),
        documents=tuple(
            DocumentFact(
                Ref("events.document", document.pk),
                document.kind,
                _words(document, "title"),
                document.url,
                document.file_id,
                document.is_sample,
            )
            for document in Document.objects.filter(event=event).order_by("order", "id")
        ),
        results=_results(event),
        uses=_uses(event, organisation) if organisation else (),
    )


_KINDS: Final = {
    "agenda_item": "events.agendaitem",
    "group": "events.strategicgroup",
    "output": "events.output",
    "document": "events.document",
    "result": "events.result",
    "topic": "events.topic",
}


def _ref(field: str, pk: int | None) -> Ref | None:
    return Ref(_KINDS[field], pk) if pk is not None else None


def _words(obj: object, name: str) -> Words:
    return Words(getattr(obj, f"{name}_th"), getattr(obj, f"{name}_en"))


def organisation_fact(organisation: Organisation) -> OrganisationFact:
    """An organisation's record as a plain value."""
    return OrganisationFact(
        Ref("directory.organisation", organisation.pk),
        _words(organisation, "name"),
        _words(organisation, "abbreviation"),
        organisation.kind,
        organisation.is_sample,
    )


@dataclass(frozen=True, slots=True)
class _TeamRow:
    ref: Ref
    duty: Words
    organisation_ids: tuple[int, ...]


def _teams(event: Event) -> list[_TeamRow]:
    rows = (
        Team.objects.filter(event=event)
        .order_by("order", "id", "members__order", "members__id")
        .values_list("id", "duty_th", "duty_en", "members__organisation_id")
    )
    duties: dict[int, Words] = {}
    members: dict[int, list[int]] = defaultdict(list)
    for pk, duty_th, duty_en, organisation_id in rows:
        duties[pk] = Words(duty_th, duty_en)
        if organisation_id is not None:
            members[pk].append(organisation_id)
    return [_TeamRow(Ref("events.team", pk), duty, tuple(members[pk])) for pk, duty in duties.items()]


def _programme(
    event: Event,
) -> tuple[tuple[TopicFact, ...], tuple[GroupFact, ...], tuple[AgendaFact, ...]]:
    groups = tuple(
        GroupFact(
            Ref("events.strategicgroup", group.pk),
            group.code,
            _words(group, "title"),
            _ref("topic", group.topic_id),
        )
        for group in StrategicGroup.objects.filter(event=event).order_by("order", "id")
    )
    agenda = tuple(
        AgendaFact(
            Ref("events.agendaitem", item.pk),
            _words(item, "title"),
            _ref("topic", item.topic_id),
            item.day,
            item.starts_at,
            item.ends_at,
        )
        for item in AgendaItem.objects.filter(event=event).order_by("order", "id")
    )
    topics = []
    for topic in Topic.objects.filter(event=event).order_by("order", "id"):
        ref = Ref("events.topic", topic.pk)
        topics.append(
            TopicFact(
                ref,
                _words(topic, "title"),
                _words(topic, "detail"),
                tuple(group for group in groups if group.topic == ref),
                tuple(item for item in agenda if item.topic == ref),
            )
        )
    return tuple(topics), groups, agenda


def _pointed_at(row: Mapping[str, Any], prefix: str, fields: Sequence[str]) -> Ref | None:
    """What a row of evidence or source points at; None where a record has none."""
    return next((found for name in fields if (found := _ref(name, row[f"{prefix}__{name}_id"]))), None)


EVIDENCE_FIELDS: Final = ("agenda_item", "group", "output", "document")
SOURCE_FIELDS: Final = ("result", "group", "output", "document")


def _results(event: Event) -> tuple[ResultFact, ...]:
    rows = (
        Result.objects.filter(event=event)
        .order_by("order", "id", "evidence__id")
        .values(
            "id", "level", "statement_th", "statement_en", "is_sample",
            *(f"evidence__{name}_id" for name in EVIDENCE_FIELDS),
        )
    )  # fmt: skip
    heads: dict[int, Mapping[str, Any]] = {}
    evidence: dict[int, list[Ref]] = defaultdict(list)
    for row in rows:
        heads[row["id"]] = row
        if found := _pointed_at(row, "evidence", EVIDENCE_FIELDS):
            evidence[row["id"]].append(found)
    return tuple(
        ResultFact(
            Ref("events.result", pk),
            row["level"],
            Words(row["statement_th"], row["statement_en"]),
            tuple(evidence[pk]),
            row["is_sample"],
        )
        for pk, row in heads.items()
    )


def _uses(event: Event, organisation: Organisation) -> tuple[UseFact, ...]:
    rows = (
        Use.objects.filter(event=event, organisation=organisation)
        .order_by("order", "id", "sources__id")
        .values(
            "id", "organisation_id", "title_th", "title_en", "plan_th", "plan_en", "owner_th", "owner_en", "due",
            "state", "dropped_reason", "change_th", "change_en", "is_sample",
            *(f"sources__{name}_id" for name in SOURCE_FIELDS),
        )
    )  # fmt: skip
    heads: dict[int, Mapping[str, Any]] = {}
    sources: dict[int, list[Ref]] = defaultdict(list)
    for row in rows:
        heads[row["id"]] = row
        if found := _pointed_at(row, "sources", SOURCE_FIELDS):
            sources[row["id"]].append(found)
    return tuple(
        UseFact(
            ref=Ref("events.use", pk),
            organisation_id=row["organisation_id"],
            title=Words(row["title_th"], row["title_en"]),
            plan=Words(row["plan_th"], row["plan_en"]),
            owner=Words(row["owner_th"], row["owner_en"]),
            due=row["due"],
            state=row["state"],
            dropped_reason=row["dropped_reason"],
            change=Words(row["change_th"], row["change_en"]),
            sources=tuple(sources[pk]),
            is_sample=row["is_sample"],
        )
        for pk, row in heads.items()
    )
