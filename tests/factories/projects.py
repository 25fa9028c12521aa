"""What the network sets out to do, one of everything, with the marker in every text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samphan.kit.partial import PartialDate
from samphan.projects.actions.action_items import add_action, carry_over
from samphan.projects.actions.follow_ups import answer_follow_up, plan_follow_ups
from samphan.projects.actions.item_parts import (
    MeasureRow,
    PartnerRow,
    name_item_partners,
    tie_item,
    write_measures,
)
from samphan.projects.actions.items import add_item, report_item
from samphan.projects.actions.listings import decide_match, write_listing
from samphan.projects.actions.possible import (
    ChosenPartner,
    express_interest,
    open_call,
    propose_project,
    start_project,
)
from samphan.projects.actions.roadmap import create_roadmap, publish_roadmap
from tests.factories.reviews import fill_reviewed

if TYPE_CHECKING:
    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor
    from samphan.projects.models import (
        ActionItem,
        FollowUp,
        Listing,
        PossibleProject,
        Project,
        ProjectInterest,
        Roadmap,
        RoadmapItem,
    )


@dataclass(frozen=True)
class Work:
    """One of everything."""

    roadmap: Roadmap
    item: RoadmapItem
    part: RoadmapItem
    action: ActionItem
    calling: PossibleProject
    interest: ProjectInterest
    started: PossibleProject
    project: Project
    offer: Listing
    need: Listing
    follow_up: FollowUp


def fill_work(
    by: Actor, organisation: Organisation, other: Organisation, marker: str, now: dt.datetime
) -> Work:
    """A public roadmap with items, an action that was carried over, projects of all states, listings, a follow-up."""
    words = {"title_th": f"ชื่อ {marker}", "title_en": f"Title {marker}"}
    detail = {"detail_th": f"รายละเอียด {marker}", "detail_en": f"Detail {marker}"}
    roadmap = create_roadmap(by=by, purpose_th=f"ความมุ่งหมาย {marker}", **words)
    publish_roadmap(by=by, roadmap=roadmap, is_public=True)
    march, year = PartialDate.of(dt.date(2026, 3, 1), "month"), PartialDate.of(dt.date(2027, 1, 1), "year")
    item = add_item(
        by=by, roadmap=roadmap, now=now, owner=organisation, owner_label=f"หน่วย {marker}", theme=f"แนว {marker}",
        starts=march, ends=year, is_public=True, **words, **detail,
    )  # fmt: skip
    part = add_item(by=by, roadmap=roadmap, now=now, parent=item, title_th=f"ส่วน {marker}")
    later = add_item(by=by, roadmap=roadmap, now=now, title_th=f"ถัดไป {marker}")
    report_item(by=by, item=part, now=now, state="under_way", progress=40, note=f"หมายเหตุ {marker}")
    name_item_partners(by=by, item=item, rows=[PartnerRow(other, f"หน้าที่ {marker}")])
    write_measures(by=by, item=item, rows=[MeasureRow(f"ตัวชี้วัด {marker}", unit=f"หน่วยนับ {marker}")])
    tie_item(by=by, item=later, needs=[item])
    action = add_action(
        by=by, owner_label=f"ผู้รับผิดชอบ {marker}", owner_email=f"owner-{marker}@example.org", organisation=organisation,
        occasion=f"ประชุม {marker}", due_on=dt.date(2026, 5, 2), **words, **detail,
    )  # fmt: skip
    action = carry_over(by=by, action=action, now=now, due_on=dt.date(2026, 6, 1))
    possible = {"need_th": f"ความจำเป็น {marker}", "idea_th": f"แนวคิด {marker}", **words}
    calling = propose_project(by=by, organisation=organisation, theme=f"แนว {marker}", **possible)
    until = dt.date(2999, 1, 1)
    calling = open_call(by=by, possible=calling, until=until, now=now)
    interest = express_interest(
        by=by, possible=calling, organisation=other, now=now, role=f"บทบาท {marker}", note=f"หมายเหตุ {marker}",
        contact_name=f"ผู้ติดต่อ {marker}", contact_email=f"contact-{marker}@example.org",
    )  # fmt: skip
    started = open_call(by=by, possible=propose_project(by=by, **possible), until=until, now=now)
    express_interest(by=by, possible=started, organisation=other, now=now, role=marker)
    project = start_project(
        by=by, possible=started, partners=[ChosenPartner(other, marker, is_lead=True)], now=now
    )
    started.refresh_from_db()
    listing = {"kind": "expertise", "place": f"จังหวัด {marker}", "contact": f"โทร {marker}", **words, **detail}
    offer = write_listing(by=by, organisation=organisation, side="offer", themes=[f"แนว {marker}"], **listing)
    need = write_listing(by=by, organisation=other, side="need", **listing)
    decide_match(by=by, offer=offer, need=need, state="accepted", reasons=[("words", marker)], now=now)
    follow_up, _second = plan_follow_ups(by=by, subject=item, from_on=dt.date(2026, 1, 31))
    answer_follow_up(by=by, follow_up=follow_up, answer="under_way", note=f"คำตอบ {marker}", now=now)
    fill_reviewed(by, project, organisation, marker, now)
    return Work(roadmap, item, part, action, calling, interest, started, project, offer, need, follow_up)
