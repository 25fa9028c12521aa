"""A network full of things that carry a marker, so that a leak can be seen."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from samphan.comms.actions import write
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
from samphan.events.actions.results import Upload, write_document, write_output, write_result
from samphan.events.actions.uses import write_use
from samphan.kit.partial import PartialDate
from samphan.networks.actions import admit_member, name_representative
from samphan.reports.actions.gate import override_gate
from samphan.reports.actions.issue import issue_report
from samphan.reports.actions.report import open_report
from samphan.reports.actions.wording import reword_block
from samphan.reports.queries.state import state_of
from samphan.tenancy.actions import invite
from tests.factories.agreements import fill_agreements, tie_agreements
from tests.factories.attendance import fill_attendance
from tests.factories.boards import fill_boards
from tests.factories.bodies import fill_bodies
from tests.factories.directory import fill_directory, fill_merging
from tests.factories.evaluation import fill_evaluation
from tests.factories.frame import fill_frame
from tests.factories.frameworks import fill_frameworks
from tests.factories.knowledge import fill_dossiers
from tests.factories.library import fill_library
from tests.factories.lineage import fill_lineage
from tests.factories.lists import bring_lists
from tests.factories.meetings import fill_meetings, make_board
from tests.factories.membership import fill_membership
from tests.factories.messages import fill_messages
from tests.factories.outcome import fill_outcome
from tests.factories.preparing import prepare_event
from tests.factories.projects import fill_work
from tests.factories.records import fill_record
from tests.factories.registration import fill_registration
from tests.factories.sides import fill_sides
from tests.factories.surveys import fill_surveys

if TYPE_CHECKING:
    from samphan.events.models import Event
    from samphan.kit.actor import Actor

NOW = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)


def fill_network(by: Actor, marker: str) -> Event:
    """One of everything in the actor's network; ``marker`` (lower-case Latin letters) stands in every text."""
    words = {"title_th": f"ชื่อ {marker}", "title_en": f"Title {marker}"}
    university = add_organisation(
        by=by,
        kind="university",
        name_th=f"มหาวิทยาลัย {marker}",
        name_en="",
        abbreviation_en=f"X{marker[:3].upper()}",
    )
    unit = add_organisation(by=by, kind="faculty", name_th=f"คณะ {marker}", parent=university)
    member = admit_member(by=by, organisation=university, note=f"บันทึก {marker}")
    name_representative(
        by=by,
        member=member,
        email=f"rep-{marker}@example.org",
        name=f"ผู้แทน {marker}",
        since_on=dt.date(2026, 1, 1),
    )
    person = add_person(by=by, given_name_th=f"สมชาย{marker}", family_name_th=f"ใจดี{marker}")
    add_affiliation(by=by, person=person, organisation=unit, position_th=f"อาจารย์ {marker}")
    fill_frame(by, member, university, marker)
    fill_directory(by, university, unit, person, marker)
    fill_bodies(by, university, marker)
    event = create_event(
        by=by,
        slug=f"event-{marker}",
        starts=PartialDate.of(dt.date(2026, 3, 31)),
        ends=PartialDate.of(dt.date(2026, 4, 1)),
        problem_th=f"ปัญหา {marker}",
        goal_th=f"เป้าหมาย {marker}",
        stated_institutions=2,
        stated_participants=4,
        **words,
    )
    arrange_hosts(by=by, event=event, rows=[HostRow(organisation=university, role="main_host")])
    arrange_teams(by=by, event=event, rows=[TeamRow(duty_th=f"ทีม {marker}", organisations=[university])])
    (topic,) = arrange_topics(by=by, event=event, rows=[TopicRow(**words)]).parts
    arrange_groups(by=by, event=event, rows=[GroupRow(code="NOW", title_th=f"กลุ่ม {marker}", topic=topic)])
    (item,) = arrange_agenda(
        by=by, event=event, rows=[AgendaRow(title_th=f"วาระ {marker}", topic=topic)]
    ).parts
    (category,) = arrange_categories(
        by=by, event=event, rows=[CategoryRow(name_th=f"ประเภท {marker}", stated_count=3)]
    ).parts
    name_institutions(by=by, event=event, organisations=[university])
    register_person(by=by, event=event, person=person, organisation=unit, category=category, position=marker)
    bring_lists(by=by, event=event, marker=marker, now=NOW)
    group = event.groups.get()
    output = write_output(by=by, event=event, kind="suggestion", group=group, **words)
    document = write_document(
        by=by,
        event=event,
        kind="document",
        upload=Upload(f"{marker}.pdf", b"%PDF-1.7 " + marker.encode()),
        **words,
    )
    result = write_result(
        by=by,
        event=event,
        level="person",
        statement_th=f"ผล {marker}",
        agenda_items=[item],
        groups=[group],
        outputs=[output],
        documents=[document],
    )
    write_use(
        by=by,
        event=event,
        organisation=university,
        title_th=f"การใช้ {marker}",
        owner_th=f"กอง {marker}",
        results=[result],
        groups=[group],
        outputs=[output],
        documents=[document],
    )
    prepare_event(by, event, marker=marker)
    fill_lineage(by, event, output, marker=marker, now=NOW)
    report = open_report(
        by=by, event=event, organisation=university, profile_code="participation-2569", round_year=2570
    )
    state = state_of(report, slug=by.network.slug if by.network else "")
    reword_block(by=by, report=report, key=next(state.composition.blocks()).key, text=f"ถ้อยคำ {marker}")
    for finding in state.blocking:
        override_gate(by=by, report=report, gate=finding.key, reason=f"เหตุผลที่บันทึกไว้ {marker}")
    issue_report(by=by, report=report, issued_on=dt.date(2026, 5, 1), issuer_name=f"ผู้ลงนาม {marker}")
    invite(by=by, email=f"guest-{marker}@example.org", name=f"แขก {marker}", role="board_member", now=NOW)
    write(to=f"mail-{marker}@example.org", subject=f"เรื่อง {marker}", text=marker, network_id=by.network_id)
    fill_membership(by, member, marker, NOW)
    fill_messages(by, marker, NOW)
    fill_merging(by, marker, NOW)
    work = fill_work(by, university, unit, marker, NOW)
    fill_record(by, work.project, unit, marker)
    fill_evaluation(by, marker, NOW)
    fill_sides(by, work.project, marker, NOW)
    photo = fill_outcome(by, work.project, marker, NOW)
    fill_dossiers(by, marker)
    fill_library(by, photo, event, marker, NOW)
    fill_registration(by, event, marker)
    fill_attendance(by, event, marker)
    fill_surveys(by, event, marker, NOW)
    fill_boards(by, event, marker, NOW)
    fill_meetings(by, make_board(by, name_th=f"คณะกรรมการ {marker}"), marker, NOW)
    agreement = fill_agreements(by, university, unit, person, marker)
    tie_agreements(by, agreement, event)
    fill_frameworks(by, event, agreement, marker)
    return event
