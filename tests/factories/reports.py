"""The workshop of the seed in sentences of our own, and reports about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samphan.events.actions.event import create_event
from samphan.events.actions.hosts import HostRow, TeamRow, arrange_hosts, arrange_teams
from samphan.events.actions.people import CategoryRow, arrange_categories
from samphan.events.actions.programme import (
    AgendaRow,
    GroupRow,
    TopicRow,
    arrange_agenda,
    arrange_groups,
    arrange_topics,
)
from samphan.events.actions.results import write_document, write_output, write_result
from samphan.events.actions.uses import write_use
from samphan.kit.partial import PartialDate
from tests.factories.events import make_organisation

if TYPE_CHECKING:
    from samphan.directory.models import Organisation
    from samphan.events.models import Event, StrategicGroup, Topic
    from samphan.kit.actor import Actor

UNIVERSITIES = {
    "cmu": ("มหาวิทยาลัยเชียงใหม่", "Chiang Mai University"),
    "sdu": ("มหาวิทยาลัยสวนดุสิต", "Suan Dusit University"),
    "mu": ("มหาวิทยาลัยมหิดล", "Mahidol University"),
    "mfu": ("มหาวิทยาลัยแม่ฟ้าหลวง", "Mae Fah Luang University"),
    "psu": ("มหาวิทยาลัยสงขลานครินทร์", "Prince of Songkla University"),
    "tu": ("มหาวิทยาลัยธรรมศาสตร์", "Thammasat University"),
    "buu": ("มหาวิทยาลัยบูรพา", "Burapha University"),
    "swu": ("มหาวิทยาลัยศรีนครินทรวิโรฒ", "Srinakharinwirot University"),
}
TEAMS = (
    ("ทีมอำนวยการและประสานงานหลัก", "Steering and main coordination", "cmu cupt sdu"),
    ("ทีมจัดกิจกรรมและผู้นำกระบวนการ", "Activities and facilitation", "mu mfu psu"),
    ("ทีมสถานที่และจัดเตรียมระบบสนับสนุน", "Venue and logistics", "tu buu swu"),
    ("ทีมบริหารงบประมาณและการเงิน", "Budget and finance", "cupt cmu"),
)
TOPICS = (
    ("ทิศทางเชิงนโยบายและความเข้าใจร่วม", "Policy direction", "ทบทวนทิศทางของคณะกรรมการพันธกิจสากลร่วมกัน"),
    ("ศักยภาพและบทบาทของบุคลากร", "Roles of staff", "ระดมความคิดเห็นในสามกลุ่มประเด็นยุทธศาสตร์"),
    ("แนวทางการดำเนินงานร่วมกัน", "A road map of our own", "ร่างแผนที่นำทางของเครือข่ายในกลุ่มย่อย"),
    ("บทเรียนเพื่อการเปลี่ยนผ่าน", "Lessons for change", "วิเคราะห์การทำงานในโลกที่เปลี่ยนแปลงรวดเร็ว"),
)
GROUPS = (
    ("NOW", "ฐานรากของงานวิเทศสัมพันธ์", "Foundations"),
    ("NEXT", "กระบวนการทำงานและความพร้อมในวิชาชีพ", "Process and profession"),
    ("NEW", "บทบาทใหม่ของบุคลากร", "New roles"),
)
RESULTS = (
    (
        "person",
        "บุคลากรเข้าใจทิศทางระดับประเทศและมีแนวคิดใหม่ในการปรับปรุงงานของตน",
        "People understand the direction",
    ),
    ("network", "เกิดชุมชนคนทำงานวิเทศสัมพันธ์ที่ติดต่อและแลกเปลี่ยนกันได้คล่องตัว", "A community came about"),
    ("system", "ได้ข้อเสนอแนะที่จำแนกตามประเด็นยุทธศาสตร์", "Suggestions by strategic group"),
    ("system", "ได้โครงร่างแผนที่นำทางและแนวคิดโครงการร่วม", "An outline road map and project ideas"),
)
USES = (
    ("ปรับปรุงกระบวนการทำงาน", "Better processes", "ลดขั้นตอนที่ซ้ำซ้อนในส่วนงาน", "กองวิเทศสัมพันธ์"),
    ("วางแผนความเป็นสากล", "Internationalisation plan", "กำหนดตัวชี้วัดให้สอดคล้องกับแผนที่นำทาง", "สำนักงานยุทธศาสตร์"),
    ("พัฒนาบุคลากร", "Staff development", "ออกแบบแผนพัฒนาทักษะการวิเคราะห์ข้อมูล", "กองบริหารงานบุคคล"),
    ("ริเริ่มโครงการข้ามสถาบัน", "Joint projects", "จับคู่พัฒนาหลักสูตรและวิจัยร่วม", "กองวิเทศสัมพันธ์"),
)


@dataclass(frozen=True)
class NetworkingDay:
    """The event with the organisations that its facts name; four uses of Chiang Mai University."""

    event: Event
    organisations: dict[str, Organisation]

    @property
    def cmu(self) -> Organisation:
        return self.organisations["cmu"]

    @property
    def swu(self) -> Organisation:
        return self.organisations["swu"]


def organisations_of_the_day(by: Actor) -> dict[str, Organisation]:
    """Eight universities and their council."""
    made = {}
    for slug, (name_th, name_en) in UNIVERSITIES.items():
        made[slug] = make_organisation(by, name_th)
        made[slug].name_en, made[slug].abbreviation_en = name_en, slug.upper()
        made[slug].save()
    cupt = make_organisation(by, "ที่ประชุมอธิการบดีแห่งประเทศไทย", abbreviation_th="ทปอ.", kind="council")
    cupt.name_en, cupt.abbreviation_en = "Council of University Presidents of Thailand", "CUPT"
    cupt.save()
    return {**made, "cupt": cupt}


def make_networking_day(by: Actor, **changes: Any) -> NetworkingDay:
    """Four teams of nine organisations, four topics, three groups, 25 institutions, 105 = 41 + 64 people."""
    organisations = organisations_of_the_day(by)
    words: dict[str, Any] = {
        "slug": "iro-networking-day-2026",
        "title_th": "การประชุมเชิงปฏิบัติการเครือข่ายพันธกิจสากล “IRO Networking Day 2026”",
        "title_en": "IRO Networking Day 2026",
        "theme_th": "Now. Next. New. – Future-Ready IROs",
        "theme_en": "Now. Next. New. – Future-Ready IROs",
        "starts": PartialDate.of(dt.date(2026, 3, 31)),
        "ends": PartialDate.of(dt.date(2026, 4, 1)),
        "venue_th": "โรงแรมสยาม แอท สยาม ดีไซน์ โฮเทล พัทยา จังหวัดชลบุรี",
        "venue_en": "Siam@Siam Design Hotel Pattaya, Chon Buri",
        "problem_th": "แต่ละสถาบันดำเนินงานวิเทศสัมพันธ์แยกจากกัน",
        "problem_en": "Each institution ran its international affairs alone.",
        "goal_th": "ระดมความคิดและทำงานเป็นเครือข่าย เพื่อเป็นสถาบันที่พร้อมรับมือกับอนาคต",
        "goal_en": "To think and work as a network and be ready for the future.",
        "audience_th": "ผู้บริหารและบุคลากรสายวิเทศสัมพันธ์ของสถาบันสมาชิก ทปอ. และ สออ.",
        "audience_en": "Executives and international relations staff of member institutions.",
        "stated_institutions": 25,
        "stated_participants": 105,
    } | changes
    event = create_event(by=by, **words)
    arrange_hosts(
        by=by,
        event=event,
        rows=[HostRow(organisation=organisations["cupt"], role=role) for role in ("main_host", "funder")],
    )
    arrange_teams(
        by=by,
        event=event,
        rows=[
            TeamRow(duty_th=th, duty_en=en, organisations=[organisations[each] for each in slugs.split()])
            for th, en, slugs in TEAMS
        ],
    )
    topics = arrange_topics(
        by=by,
        event=event,
        rows=[
            TopicRow(title_th=th, title_en=en, detail_th=detail, detail_en=f"About {en}.")
            for th, en, detail in TOPICS
        ],
    ).parts
    groups = arrange_groups(
        by=by,
        event=event,
        rows=[GroupRow(code=code, title_th=th, title_en=en, topic=topics[1]) for code, th, en in GROUPS],
    ).parts
    arrange_categories(
        by=by,
        event=event,
        rows=[
            CategoryRow(name_th="กรรมการ", name_en="committee", stated_count=41),
            CategoryRow(name_th="เจ้าหน้าที่", name_en="officers", stated_count=64),
        ],
    )
    _results(by, event, topics, groups, organisations["cmu"])
    return NetworkingDay(event, organisations)


def _results(
    by: Actor, event: Event, topics: tuple[Topic, ...], groups: tuple[StrategicGroup, ...], cmu: Organisation
) -> None:
    agenda = arrange_agenda(
        by=by,
        event=event,
        rows=[
            AgendaRow(title_th="การเสวนานโยบาย", title_en="Policy dialogue", topic=topics[0]),
            AgendaRow(title_th="การร่างแผนที่นำทาง", title_en="Co-designing the road map", topic=topics[2]),
            AgendaRow(title_th="การถอดบทเรียน", title_en="Lessons learned", topic=topics[3]),
            AgendaRow(title_th="อาหารค่ำสร้างเครือข่าย", title_en="Networking dinner"),
        ],
    ).parts
    _now, following, new = groups
    roadmap = write_output(
        by=by, event=event, kind="roadmap_item", title_th="แผนที่นำทางร่วม", title_en="Joint road map"
    )
    practice = write_output(
        by=by,
        event=event,
        kind="best_practice",
        title_th="ขั้นตอนเดียวจบ",
        title_en="One-stop process",
        group=following,
    )
    contacts = write_document(
        by=by, event=event, kind="contact_list", title_th="รายชื่อผู้ประสานงาน", title_en="Contacts"
    )
    evidence: list[dict[str, Any]] = [
        {"agenda_items": [agenda[0]]},
        {"agenda_items": [agenda[3]]},
        {"groups": list(groups)},
        {"outputs": [roadmap]},
    ]
    for (level, th, en), rests_on in zip(RESULTS, evidence, strict=True):
        write_result(by=by, event=event, level=level, statement_th=th, statement_en=en, **rests_on)
    sources: list[dict[str, Any]] = [
        {"groups": [following], "outputs": [practice]},
        {"outputs": [roadmap]},
        {"groups": [new]},
        {"documents": [contacts]},
    ]
    for (th, en, plan, owner), comes_from in zip(USES, sources, strict=True):
        write_use(
            by=by,
            event=event,
            organisation=cmu,
            title_th=th,
            title_en=en,
            plan_th=plan,
            plan_en=f"Plan: {en}.",
            owner_th=owner,
            owner_en="International Relations Division",
            due=PartialDate.of(dt.date(2026, 12, 1), "month"),
            **comes_from,
        )
