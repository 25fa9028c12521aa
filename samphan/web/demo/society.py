"""The third network of the demo: a university's engagement office, its projects with both sides; and real cases in EnT."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from samphan.agreements.actions.agreement import PartyRow, register_agreement
from samphan.agreements.models import AgreementKind, Ending
from samphan.directory.actions import add_organisation
from samphan.directory.models import Organisation
from samphan.engagement.actions.certificates import write_certificate
from samphan.engagement.actions.change import describe_situation, write_measure, write_result
from samphan.engagement.actions.claims import Said, answer_claims
from samphan.engagement.actions.evidence import add_link, add_statement
from samphan.engagement.actions.knowledge import answer_consent, use_knowledge, write_knowledge
from samphan.engagement.actions.taking_part import add_benefit, rate_stages
from samphan.engagement.models import (
    BenefitKind,
    BenefitTheme,
    Channel,
    ClaimVerdict,
    KnowledgeConsent,
    KnowledgeKind,
    ResultLevel,
    ResultState,
    Supports,
    Voice,
)
from samphan.engagement.queries.evidence import Target
from samphan.engagement.queries.sides import says
from samphan.events.actions.event import create_event
from samphan.frameworks.actions.alignments import Cell, align
from samphan.frameworks.actions.framework import adopt_framework, write_plan
from samphan.frameworks.actions.items import add_item
from samphan.frameworks.models import FrameworkItem, FrameworkKind
from samphan.frameworks.queries.alignments import kind_of
from samphan.kit.partial import PartialDate
from samphan.networks.actions import admit_member
from samphan.projects.actions.learning import write_course, write_research
from samphan.projects.actions.project import advance_project, answer_tree, begin_project, describe_project
from samphan.projects.actions.reach import write_place, write_resource, write_served, write_stated
from samphan.projects.actions.review import approve_record, submit_record
from samphan.projects.actions.side import write_partner, write_person
from samphan.projects.models import PartnerSide, PersonRole, ResearchKind
from samphan.projects.queries.alignments import PROJECT
from samphan.projects.queries.tree import Answers
from samphan.projects.transitions import ADVANCE
from samphan.tenancy.actions import create_network, grant
from samphan.tenancy.scope import system_scope, user_scope
from samphan.web.demo import society_facts as facts
from samphan.web.demo import society_judged
from samphan.web.demo.society_people import add_staff, know_leader, name_leader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samphan.accounts.models import User
    from samphan.directory.models import Person
    from samphan.kit.actor import Actor
    from samphan.projects.models import Project, ProjectPartner
    from samphan.web.demo.facts import Body
    from samphan.web.demo.society_facts import Case, Partner, Sample

FRAMEWORKS: Final = ("tsu", "ent", "sdg")


def load(users: Mapping[str, User], *, now: dt.datetime) -> None:
    """Make the network, adopt its frameworks, and fill three projects as far as such records usually are."""
    today = now.date()
    with system_scope("demo") as by:
        create_network(
            by=by,
            slug=facts.SLUG,
            name_th=facts.NAME.th,
            name_en=facts.NAME.en,
            kind="engagement_office",
            is_sample=True,
            purpose_th=facts.PURPOSE.th,
            purpose_en=facts.PURPOSE.en,
        )
    with system_scope("demo", facts.SLUG) as by:
        grant(by=by, user=users["secretariat"], role="secretariat")
        grant(by=by, user=users["lead"], role="project_writer")
        grant(by=by, user=users["board"], role="board_member")
        grant(by=by, user=users["partner"], role="community_partner")
    with user_scope(users["secretariat"], facts.SLUG) as by:
        university = _known(by, facts.UNIVERSITY)
        faculties = {each.key: _faculty(by, each, university) for each in facts.FACULTIES}
        for code in FRAMEWORKS:
            adopt_framework(by=by, code=code, today=today)
        _plan(by, today)
        _learning_city(by, university, today)
        staff = add_staff(by, faculties, university)
    know_leader(users, staff["weaving"], facts.SLUG, now=now)
    with user_scope(users["lead"], facts.SLUG) as by:
        made = {
            each.key: _begin(by, each, faculties[each.faculty], staff[each.key], today)
            for each in facts.SAMPLES
        }
        _weaving(by, made["weaving"], faculties["f2"], staff["officer"], now)
        for project in made.values():
            submit_record(by=by, project=project, now=now)
    with user_scope(users["secretariat"], facts.SLUG) as by:
        for key in ("weaving", "compost"):
            approve_record(by=by, project=made[key], now=now)
    society_judged.load(users, made["weaving"], staff["weaving"], now=now)


def add_cases(by: Actor, *, now: dt.datetime) -> None:
    """Three projects and a conference of public pages, as EnT would keep them."""
    for case in facts.CASES:
        _case(by, case, now)
    create_event(
        by=by,
        title_th=facts.CONFERENCE.th,
        title_en=facts.CONFERENCE.en,
        starts=PartialDate.of(facts.CONFERENCE_DAYS[0]),
        ends=PartialDate.of(facts.CONFERENCE_DAYS[1]),
    )


def _known(by: Actor, body: Body) -> Organisation:
    """The organisation of the directory, added where another network of the demo has not brought it yet."""
    found = Organisation.objects.current().filter(name_th=body.th).first()
    return found or add_organisation(
        by=by,
        kind=body.kind,
        name_th=body.th,
        name_en=body.en,
        abbreviation_th=body.short_th,
        abbreviation_en=body.short_en,
    )


def _faculty(by: Actor, body: Body, university: Organisation) -> Organisation:
    faculty = add_organisation(
        by=by, kind=body.kind, name_th=body.th, name_en=body.en, parent=university, is_sample=True
    )
    admit_member(by=by, organisation=faculty, is_sample=True)
    return faculty


def _plan(by: Actor, today: dt.date) -> None:
    plan = write_plan(
        by=by,
        kind=FrameworkKind.STRATEGY,
        edition="2568",
        today=today,
        is_sample=True,
        title_th=facts.PLAN.th,
        title_en=facts.PLAN.en,
        from_year=2025,
        until_year=2029,
    )
    for code, words in facts.PLAN_ITEMS:
        add_item(by=by, framework=plan, code=code, title_th=words.th, title_en=words.en)


def _learning_city(by: Actor, university: Organisation, today: dt.date) -> None:
    register_agreement(
        by=by,
        parties=[
            PartyRow(organisation=university),
            PartyRow(organisation=_known(by, facts.LEARNING_PARTNERS)),
        ],
        today=today,
        kind=AgreementKind.MOU,
        title_th=facts.LEARNING_CITY.th,
        title_en=facts.LEARNING_CITY.en,
        signed_on=facts.LEARNING_SIGNED,
        ending=Ending.OPEN,
        stated_parties=facts.LEARNING_PARTIES,
    )


def _begin(by: Actor, sample: Sample, faculty: Organisation, leader: Person, today: dt.date) -> Project:
    project = begin_project(
        by=by,
        title_th=sample.title.th,
        title_en=sample.title.en,
        need_th=sample.need.th,
        need_en=sample.need.en,
        starts=PartialDate.of(sample.starts),
        ends=PartialDate.of(sample.ends) if sample.ends else None,
        lead=faculty,
        today=today,
        is_sample=True,
    )
    describe_project(
        by=by,
        project=project,
        title_th=sample.title.th,
        summary_th=sample.summary.th,
        summary_en=sample.summary.en,
        question_th=sample.question.th,
        question_en=sample.question.en,
        question_story=sample.story,
        missions=sample.missions,
        domains=sample.domains,
        populations=sample.populations,
        theme=sample.theme,
    )
    university, community = sample.gains
    answer_tree(
        by=by,
        project=project,
        answers=Answers(
            is_for_profit=False,
            is_public_issue=True,
            is_with_community=True,
            is_knowledge_exchanged=bool(university),
            is_continuing=sample.ends is None or bool(university),
            university_benefit=university,
            community_benefit=community,
        ),
    )
    province, district, subdistrict, site = sample.place
    write_place(
        by=by, project=project, province=province, district=district, subdistrict=subdistrict, site=site
    )
    for each in sample.partners:
        _partner(by, project, each)
    name_leader(by, project, sample.key, leader, faculty)
    if sample.people is not None:
        write_served(
            by=by,
            project=project,
            label="ผู้เข้าร่วมกิจกรรม",
            number=sample.people,
            is_direct=True,
            is_counted=True,
        )
    _align(by, project, sample)
    project.refresh_from_db()  # What partners are asked is drawn from the record as it stands now.
    return project


def _partner(by: Actor, project: Project, partner: Partner) -> ProjectPartner:
    return write_partner(
        by=by,
        project=project,
        name=partner.name,
        side=PartnerSide.SOCIETY,
        basis=partner.basis,
        role_code=partner.role,
        role=partner.role_words,
        contact_name=partner.contact,
    )


def _align(by: Actor, project: Project, sample: Sample) -> None:
    items = {each.code: each for each in FrameworkItem.objects.for_actor(by).filter(framework__code="tsu")}
    cells = [Cell(items[outcome], items[level]) for outcome, level in sample.cells]
    align(by=by, kind=kind_of(PROJECT), thing=project, cells=cells, rating=sample.rating)


def _weaving(by: Actor, project: Project, faculty: Organisation, officer: Person, now: dt.datetime) -> None:
    """The project whose record is full: both sides said what they think, one claim is disputed."""
    write_person(
        by=by,
        project=project,
        name="ป้านวล ชุมชน",
        side=PartnerSide.SOCIETY,
        role=PersonRole.COMMUNITY_LEADER,
        share=Decimal(40),
        contribution="รวบรวมลาย คัดเลือกลาย ประสานสมาชิกกลุ่ม",
    )
    write_person(
        by=by,
        project=project,
        person=officer,
        role=PersonRole.SUPPORT,
        contribution="ประสานการเดินทางของนิสิตและการเบิกจ่าย",
    )
    write_course(
        by=by,
        project=project,
        organisation=faculty,
        title="การออกแบบผลิตภัณฑ์ท้องถิ่น",
        code="TCD 312",
        section="1/2567",
        is_degree=True,
        is_real_work=True,
        enrolled=28,
        is_enrolled_counted=True,
        hours=Decimal(45),
        objectives="ออกแบบร่วมกับผู้ใช้จริงและคิดต้นทุนได้",
    )
    write_research(
        by=by,
        project=project,
        title="การย้อมสีธรรมชาติจากพืชริมทะเลสาบและความคงทนของสี",
        kind=ResearchKind.PARTICIPATORY,
        discipline="เคมีสิ่งทอ",
        is_joint_question=True,
        is_with_community_authors=True,
        year=2025,
    )
    village, school = (each for each in project.partners.order_by("order", "id") if each.name)
    write_resource(
        by=by,
        project=project,
        giver="กองทุนสนับสนุนงานวิจัยชุมชน (ตัวอย่าง)",
        kind="money",
        title="ทุนโครงการ",
        amount=Decimal(180000),
    )
    write_resource(
        by=by,
        project=project,
        partner=village,
        kind="time",
        title="เวลาของสมาชิกในการสอนและทดลองย้อม",
        amount=Decimal(384),
        unit="ชั่วโมง",
        value_baht=Decimal(19200),
        value_basis="384 ชั่วโมง × 50 บาท ตามค่าแรงที่กลุ่มตกลง",
    )
    write_stated(
        by=by, project=project, kind="direct", number=Decimal(40), is_estimate=True, source="ข้อเสนอโครงการ"
    )
    _change(by, project)
    _both_sides(by, village, now)
    rate_stages(
        by=by,
        partner=school,
        ratings={stage: (min(value, 2), "") for stage, value in facts.STAGES["partner"].items()},
        voice=Voice.UNIVERSITY,
        now=now,
    )
    _proof(by, project, village, now.date())
    advance_project(by=by, project=project, act=ADVANCE)


def _change(by: Actor, project: Project) -> None:
    before, after = (
        PartialDate.of(dt.date(2024, 6, 1), "month"),
        PartialDate.of(dt.date(2025, 9, 1), "month"),
    )
    describe_situation(by=by, project=project, before_on=before, after_on=after, **facts.SITUATION)
    for title, unit, first, last in (
        ("รายได้เฉลี่ยต่อคนต่อเดือน", "บาท", 2400, 4150),
        ("สมาชิกกลุ่ม", "คน", 14, 21),
        ("ลายที่ทอได้", "ลาย", 3, 8),
    ):
        write_measure(
            by=by,
            project=project,
            title=title,
            unit=unit,
            before=Decimal(first),
            before_on=before,
            after=Decimal(last),
            after_on=after,
            higher_is_better=True,
            source="สมุดบัญชีกลุ่ม",
            verified_by="เหรัญญิกกลุ่มทอผ้า",
        )
    for level, expected, reached in (
        (ResultLevel.OUTPUT, "คู่มือลายผ้า 5 ลาย", "คู่มือ 5 ลาย พร้อมแบบลายบนกระดาษกราฟ"),
        (ResultLevel.INSTITUTION, "รายวิชาที่ใช้โจทย์จริง 1 รายวิชา", "รายวิชา TCD 312 ใช้โจทย์ของกลุ่มตลอดภาคการศึกษา"),
        (ResultLevel.COMMUNITY, "รายได้เพิ่มอย่างน้อยหนึ่งในสี่", "รายได้เฉลี่ยเพิ่มจาก 2,400 เป็น 4,150 บาทต่อเดือน"),
    ):
        write_result(
            by=by, project=project, level=level, expected=expected, reached=reached, state=ResultState.REACHED
        )


def _both_sides(by: Actor, village: ProjectPartner, now: dt.datetime) -> None:
    for kind, theme, words, state in facts.BENEFITS:
        add_benefit(
            by=by,
            partner=village,
            kind=kind,
            theme=theme,
            words=words,
            state=state,
            voice=Voice.UNIVERSITY,
            now=now,
        )
    for voice, ratings in facts.STAGES.items():
        rate_stages(
            by=by,
            partner=village,
            ratings={stage: (value, "") for stage, value in ratings.items()},
            voice=voice,
            now=now,
            channel=Channel.SPOKEN if voice == Voice.PARTNER else "",
            said_by="ป้านวล ชุมชน" if voice == Voice.PARTNER else "",
        )
    add_benefit(
        by=by,
        partner=village,
        kind=BenefitKind.COST,
        theme=BenefitTheme.TIME,
        words=facts.OWN_COST,
        state="achieved",
        voice=Voice.PARTNER,
        now=now,
        channel=Channel.SPOKEN,
        said_by="ป้านวล ชุมชน",
    )
    answers = [
        Said(
            line.claim.key,
            line.claim.fingerprint,
            ClaimVerdict.DISPUTED if line.claim.key == "served" else ClaimVerdict.CONFIRMED,
            facts.DISPUTED if line.claim.key == "served" else "",
        )
        for line in says(village).lines
    ]
    answer_claims(
        by=by, partner=village, answers=answers, now=now, channel=Channel.SPOKEN, said_by="ป้านวล ชุมชน"
    )


def _proof(by: Actor, project: Project, village: ProjectPartner, today: dt.date) -> None:
    add_link(
        by=by,
        project=project,
        url="https://example.org/weaving",
        title="ข่าวตลาดน้ำทะเลน้อย (ตัวอย่าง)",
        supports=Supports.SPREAD,
        taken_on=PartialDate.of(dt.date(2025, 4, 12)),
        place="ตลาดน้ำทะเลน้อย",
    )
    first, *_others, last = (Target("alignment", each, "") for each in project.alignments.order_by("id"))
    for supports, title, target in (
        (Supports.BEFORE, "สมุดบัญชีกลุ่มก่อนเริ่มโครงการ (ตัวอย่าง)", None),
        (Supports.CHANGE, "คำบอกเล่าของสมาชิกหกคน (ตัวอย่าง)", last),
        (Supports.CHANGE, "แผนการสอนรายวิชา TCD 312 ที่ใช้โจทย์ของกลุ่ม (ตัวอย่าง)", first),
    ):
        add_statement(
            by=by,
            project=project,
            title=title,
            target=target,
            words="บันทึกโดยเลขานุการกลุ่ม",
            supports=supports,
            taken_on=PartialDate.of(dt.date(2025, 9, 5)),
        )
    write_certificate(
        by=by,
        project=project,
        partner=village,
        use="ใช้คู่มือลายผ้าและวิธีคิดราคาในการผลิตและขาย",
        effect="รายได้เพิ่มและมีสมาชิกใหม่",
        used_from=PartialDate.of(dt.date(2025, 3, 1), "month"),
    )
    entry = write_knowledge(
        by=by,
        title_th="ลายดอกลำพูและการผูกลายแบบเดิม (ตัวอย่าง)",
        title_en="The lamphu flower pattern and the old way of tying it (sample)",
        words_th="ลายของหมู่บ้านที่สืบจากยายของผู้เฒ่าสามคน ใช้ในงานบุญเดือนสิบ",
        kind=KnowledgeKind.WISDOM,
        holder_name="กลุ่มทอผ้าริมเล (ตัวอย่าง)",
        theme_name="ผ้าทอ",
        province="TH-93",
        is_sample=True,
    )
    answer_consent(
        by=by,
        entry=entry,
        consent=KnowledgeConsent.CONDITIONS,
        consent_by="ป้านวล ชุมชน",
        consent_on=dt.date(2024, 7, 20),
        credit="กลุ่มทอผ้าริมเล (ตัวอย่าง)",
        conditions="ใช้เพื่อการสอนและวิจัย เมื่อขายต้องบอกที่มาและแบ่งรายได้เข้ากองทุนลายผ้า",
        is_public=True,
    )
    use_knowledge(by=by, entry=entry, project=project, today=today, are_conditions_met=True)


def _case(by: Actor, case: Case, now: dt.datetime) -> None:
    project = begin_project(
        by=by,
        title_th=case.title.th,
        title_en=case.title.en,
        need_th=case.need,
        starts=case.starts,
        ends=case.ends,
        lead=_known(by, case.lead),
        today=now.date(),
    )
    describe_project(
        by=by,
        project=project,
        title_th=case.title.th,
        summary_th=case.note,
        website=f"https://{case.source}",
        academic_year=case.academic_year,
    )
    if case.partner:
        write_partner(by=by, project=project, name=case.partner, side=PartnerSide.SOCIETY)
    if case.province:
        write_place(by=by, project=project, province=case.province, district=case.district)
    for kind, number in case.stated:
        write_stated(by=by, project=project, kind=kind, number=number, source=case.source)
