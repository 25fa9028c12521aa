"""Building the demo, in the order in which a secretariat would."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from samphan.directory.actions import add_affiliation, add_organisation, add_person
from samphan.events.actions.event import create_event
from samphan.events.actions.hosts import HostRow, TeamRow, arrange_hosts, arrange_teams
from samphan.events.actions.people import CategoryRow, arrange_categories, name_institutions, register_person
from samphan.events.actions.programme import (
    AgendaRow,
    GroupRow,
    TopicRow,
    arrange_agenda,
    arrange_groups,
    arrange_topics,
)
from samphan.events.actions.results import write_document, write_output, write_result
from samphan.events.actions.uses import advance_use, write_use
from samphan.kit.fields import PartialDateFormField
from samphan.kit.partial import PartialDate
from samphan.kit.thai.dates import be_year
from samphan.kit.thai.names import split_name
from samphan.networks.actions import admit_member, name_representative
from samphan.reports.actions.issue import issue_report
from samphan.reports.actions.report import open_report
from samphan.tenancy.actions import create_network, grant
from samphan.tenancy.models import Network
from samphan.tenancy.scope import system_scope, user_scope
from samphan.web.demo import (
    directory,
    ent,
    ent_facts,
    facts,
    library,
    meetings,
    membership,
    next_event,
    samples,
    society,
    workshop,
)
from samphan.web.demo.accounts import PERSONAS, make
from samphan.web.demo.agreements import add_agreements
from samphan.web.demo.bodies import add_bodies

if TYPE_CHECKING:
    from samphan.accounts.models import User
    from samphan.directory.models import Organisation, Person
    from samphan.events.models import Event, ParticipantCategory
    from samphan.kit.actor import Actor
    from samphan.web.demo.facts import Body

CUPT = "cupt"
PROFILE = "participation-2569"
START, END = dt.date(2026, 3, 31), dt.date(2026, 4, 1)

Bodies = dict[str, "Organisation"]


def is_loaded() -> bool:
    """Whether the first network of the demo is here."""
    with system_scope("demo"):
        return Network.objects.filter(slug=CUPT).exists()


@transaction.atomic
def load() -> None:
    """Make accounts, two networks, the event, a sample workshop and the next event; all of it or nothing."""
    users = make()
    with system_scope("demo") as by:
        create_network(
            by=by,
            slug=CUPT,
            name_th=facts.NETWORK.th,
            name_en=facts.NETWORK.en,
            kind="council",
            purpose_th=facts.PURPOSE.th,
            purpose_en=facts.PURPOSE.en,
        )
        create_network(by=by, kind="school_cluster", is_sample=True, **samples.SECOND)
    with system_scope("demo", CUPT) as by:
        for persona in PERSONAS:
            if persona.role:
                grant(by=by, user=users[persona.key], role=persona.role)
    with system_scope("demo", samples.SECOND["slug"]) as by:
        grant(by=by, user=users["secretariat"], role="secretariat")
        grant(by=by, user=users["partner"], role="community_partner")
    with user_scope(users["secretariat"], CUPT) as by:
        bodies = _directory(by)
        _members(by, bodies)
        event = _event(by, bodies)
        people = _people(by, event, bodies)
        parts = _results(by, event)
    _uses(users, bodies, event, parts)
    with user_scope(users["secretariat"], CUPT) as by:
        _report(by, event, bodies["cupt"])
        attending = [(person, *said[1:]) for person, said in zip(people, samples.PEOPLE, strict=True)]
        workshop.make(by, bodies, attending, timezone.now())
        coming = next_event.make(by, event, bodies, timezone.now())
        _year(by, bodies, coming)
    directory.make(users, bodies, people, slug=CUPT, other=samples.SECOND["slug"], now=timezone.now())
    with user_scope(users["secretariat"], samples.SECOND["slug"]) as by:
        for body in samples.SCHOOLS:
            admit_member(by=by, organisation=_organisation(by, body, is_sample=True), is_sample=True)
        membership.make(by, timezone.localdate())
    ent.load(users)
    society.load(users, now=timezone.now())
    with user_scope(users["secretariat"], ent_facts.SLUG) as by:
        society.add_cases(by, now=timezone.now())
    library.load(users, now=timezone.now())


def _year(by: Actor, bodies: Bodies, coming: Event) -> None:
    """What a secretariat keeps the year round, invented: a committee and its meetings, agreements, resources."""
    invented = {body.key: bodies[body.key] for body in samples.INSTITUTIONS}
    meetings.add_meetings(by, add_bodies(by, invented), timezone.now())
    add_agreements(by, invented, today=timezone.localdate(), event=coming)


def _organisation(by: Actor, body: Body, *, is_sample: bool = False) -> Organisation:
    return add_organisation(
        by=by,
        kind=body.kind,
        name_th=body.th,
        name_en=body.en,
        abbreviation_th=body.short_th,
        abbreviation_en=body.short_en,
        is_sample=is_sample,
    )


def _directory(by: Actor) -> Bodies:
    bodies = {body.key: _organisation(by, body) for body in facts.BODIES}
    bodies |= {body.key: _organisation(by, body, is_sample=True) for body in samples.INSTITUTIONS}
    return bodies


def _members(by: Actor, bodies: Bodies) -> None:
    for key, organisation in bodies.items():
        if key in {"cupt", "asaihl"}:
            continue
        is_sample = any(body.key == key for body in samples.INSTITUTIONS)
        member = admit_member(by=by, organisation=organisation, is_sample=is_sample)
        for persona in PERSONAS:
            if persona.represents == key:
                name_representative(
                    by=by,
                    member=member,
                    email=f"{persona.key}@demo.example",
                    name=persona.name_th,
                    since_on=timezone.localdate(),
                )


def _event(by: Actor, bodies: Bodies) -> Event:
    event = create_event(
        by=by,
        starts=PartialDate.of(START),
        ends=PartialDate.of(END),
        **facts.EVENT,  # type: ignore[arg-type]  # the keys are those of EventWords and the slug
    )
    hosts = [
        HostRow(organisation=bodies["cupt"], role="main_host"),
        HostRow(organisation=bodies["cupt"], role="funder"),
    ]
    co_hosts = dict.fromkeys(key for _duty, keys in facts.TEAMS for key in keys if key != "cupt")
    hosts += [HostRow(organisation=bodies[key], role="co_host") for key in co_hosts]
    arrange_hosts(by=by, event=event, rows=hosts)
    arrange_teams(
        by=by,
        event=event,
        rows=[
            TeamRow(duty_th=duty.th, duty_en=duty.en, organisations=[bodies[key] for key in keys])
            for duty, keys in facts.TEAMS
        ],
    )
    topics = arrange_topics(
        by=by,
        event=event,
        rows=[
            TopicRow(title_th=title.th, title_en=title.en, detail_th=detail.th, detail_en=detail.en)
            for title, detail in facts.TOPICS
        ],
    ).parts
    arrange_groups(
        by=by,
        event=event,
        rows=[
            GroupRow(code=code, title_th=title.th, title_en=title.en, topic=topics[1])
            for code, title in facts.GROUPS
        ],
    )
    arrange_agenda(
        by=by,
        event=event,
        rows=[
            AgendaRow(title_th=title.th, title_en=title.en, topic=None if topic is None else topics[topic])
            for title, topic in facts.AGENDA
        ],
    )
    return event


def _people(by: Actor, event: Event, bodies: Bodies) -> list[Person]:
    categories: tuple[ParticipantCategory, ...] = arrange_categories(
        by=by,
        event=event,
        rows=[
            CategoryRow(name_th=name.th, name_en=name.en, stated_count=count)
            for name, count in facts.CATEGORIES
        ],
    ).parts
    named = [organisation for key, organisation in bodies.items() if key not in {"cupt", "asaihl"}]
    is_sample = {body.key for body in samples.INSTITUTIONS}
    name_institutions(
        by=by,
        event=event,
        organisations=[each for key, each in bodies.items() if each in named and key not in is_sample],
    )
    name_institutions(
        by=by, event=event, organisations=[bodies[key] for key in bodies if key in is_sample], is_sample=True
    )
    made: list[Person] = []
    for full_name, key, position, category in samples.PEOPLE:
        name = split_name(full_name)
        person = add_person(
            by=by,
            is_sample=True,
            academic_title=name.academic_title,
            is_doctor=name.is_doctor,
            other_titles=name.other_titles,
            given_name_th=name.given_name,
            family_name_th=name.family_name,
        )
        add_affiliation(by=by, person=person, organisation=bodies[key], position_th=position)
        register_person(
            by=by,
            event=event,
            person=person,
            organisation=bodies[key],
            category=categories[category],
            position=position,
            is_sample=True,
        )
        made.append(person)
    return made


def _results(by: Actor, event: Event) -> dict[str, dict[str, Any]]:
    """Outputs, documents and results; what was made, by the keys of the facts."""
    groups = {group.code: group for group in event.groups.all()}
    agenda = list(event.agenda.order_by("order", "id"))
    outputs = {
        key: write_output(
            by=by, event=event, kind=kind, title_th=title.th, title_en=title.en, group=groups.get(code)
        )
        for key, kind, code, title in facts.OUTPUTS
    }
    documents = {
        key: write_document(by=by, event=event, kind=kind, title_th=title.th, title_en=title.en)
        for key, kind, title in facts.DOCUMENTS
    }
    for level, statement, items, codes, keys in facts.RESULTS:
        write_result(
            by=by,
            event=event,
            level=level,
            statement_th=statement.th,
            statement_en=statement.en,
            agenda_items=[agenda[number] for number in items],
            groups=[groups[code] for code in codes],
            outputs=[outputs[key] for key in keys],
        )
    return {"groups": groups, "outputs": outputs, "documents": documents}


def _uses(users: dict[str, User], bodies: Bodies, event: Event, parts: dict[str, dict[str, Any]]) -> None:
    """Each institution writes its own part 4; all of it is sample data."""
    for key, uses in samples.USES.items():
        with user_scope(users.get(f"coordinator-{key}", users["secretariat"]), CUPT) as by:
            for use in uses:
                written = write_use(
                    by=by,
                    event=event,
                    organisation=bodies[key],
                    title_th=use.title.th,
                    title_en=use.title.en,
                    plan_th=use.plan.th,
                    plan_en=use.plan.en,
                    owner_th=use.owner.th,
                    owner_en=use.owner.en,
                    due=PartialDateFormField().clean(use.due),
                    groups=[parts["groups"][code] for code in use.groups],
                    outputs=[parts["outputs"][each] for each in use.outputs],
                    documents=[parts["documents"][each] for each in use.documents],
                    is_sample=True,
                )
                for act in use.acts:
                    advance_use(by=by, use=written, act=act, change_th=use.change.th, change_en=use.change.en)


def _report(by: Actor, event: Event, organisation: Organisation) -> None:
    """The council's own report is there to be read; those of the institutions are begun by their coordinators."""
    report = open_report(
        by=by, event=event, organisation=organisation, profile_code=PROFILE, round_year=be_year(START) + 1
    )
    issue_report(
        by=by,
        report=report,
        issued_on=timezone.localdate(),
        issuer_name=by.label,
        issuer_position="เลขานุการ (ข้อมูลตัวอย่าง)",
    )
