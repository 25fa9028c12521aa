"""What the engagement office of the demo makes of its records: ratings, a dossier, a self-assessment, its challenges."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from samphan.engagement.actions.asks import ask_partner
from samphan.engagement.models import Channel, Voice
from samphan.evaluation.actions import assessments, challenges, ratings
from samphan.evaluation.models import Instrument, Secrecy
from samphan.evaluation.policy.challenges import CHALLENGES
from samphan.evaluation.queries.challenge_pack import questions
from samphan.knowledge.actions.contribution import Stated, state_contributions
from samphan.knowledge.actions.dossier import Chosen, begin_dossier, choose_projects, write_part
from samphan.networks.models import Member
from samphan.tenancy import links
from samphan.tenancy.scope import link_scope, user_scope
from samphan.web.demo import society_facts as facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samphan.accounts.models import User
    from samphan.directory.models import Person
    from samphan.kit.actor import Actor
    from samphan.projects.models import Project, ProjectPartner

UNIVERSITY_SAYS: Final = (3, 4, 3, 3, 3, 2, 3, 3, 3, 2, 3, 2)
PARTNER_SAYS: Final = (3, 3, 2, 3, 2, 2, 3, 3, 2, 1, 3, 1)
"""Scores of the twelve items in their order; the partner sees evaluation and what is kept up lower, as it did by stages."""

ITEMS: Final = ("1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "4.1", "4.2", "4.3")
PARTNER_NOTES: Final = {"4.1": "ยังไม่เคยนั่งสรุปผลด้วยกันจนจบ"}
ASSESSED: Final = {"G1a": 3, "G1b": 1, "G2a": 3, "G2b": 2, "G3a": 2, "G4a": 3, "G5a": 1, "G6a": 1}
"""What the faculty says of itself; the items left out were not answered."""

MARKS: Final = (
    ((2, 4), (3, 4), (3, 5), (2, 5), (3, 4), (4, 5), (2, 4), (3, 5)),
    ((2, 5), (3, 5), (3, 4), (2, 4), (4, 5), (4, 5), (3, 5), (3, 4)),
    ((1, 4), (3, 4), (2, 4), (2, 5), (3, 5), (3, 4), (2, 5), (3, 4)),
    ((2, 5), (4, 5), (3, 5), (1, 4), (3, 4), (4, 4), (3, 4), (2, 4)),
    ((2, 4), (3, 5), (3, 4), (2, 5), (3, 4), (4, 5), (2, 4), (3, 5)),
)
"""For each faculty: how the network deals with the eight challenges now, and how it should."""

ASKED: Final = "อ่านและยืนยันข้อมูลโครงการ"
ROUND: Final = ("ความท้าทายของงานพันธกิจสัมพันธ์ ภาคต้น (ตัวอย่าง)", "Challenges of engagement, first term (sample)")


def load(users: Mapping[str, User], project: Project, leader: Person, *, now: dt.datetime) -> None:
    """Ask a partner, rate its project from both sides, begin a dossier, look at a faculty, and ask about challenges."""
    with user_scope(users["lead"], facts.SLUG) as by:
        ask_partner(by=by, partner=_village(project), now=now, purpose=ASKED)
        _ratings(by, project, now)
        _dossier(by, project, leader, now)
    with user_scope(users["secretariat"], facts.SLUG) as by:
        _assessment(by, now)
    _challenges(users, now=now)


def _village(project: Project) -> ProjectPartner:
    return next(each for each in project.partners.order_by("order", "id") if each.name)


def _ratings(by: Actor, project: Project, now: dt.datetime) -> None:
    """One closed round: the university rates by itself, the village by word of mouth."""
    round_ = ratings.begin_rating(by=by, project=project, today=now.date())
    own = round_.ratings.get(voice=Voice.UNIVERSITY)
    ratings.give_rating(by=by, rating=own, said=_told(UNIVERSITY_SAYS, {}), now=now)
    ratings.give_rating(
        by=by,
        rating=ratings.seat_of(by=by, partner=_village(project)),
        said=_told(PARTNER_SAYS, PARTNER_NOTES),
        now=now,
        said_by="ป้านวล ชุมชน",
        channel=Channel.SPOKEN,
    )
    ratings.close_rating(by=by, round_=round_, today=now.date())


def _told(scores: tuple[int, ...], notes: Mapping[str, str]) -> dict[str, ratings.Told]:
    return {code: ratings.Told(score, notes.get(code, "")) for code, score in zip(ITEMS, scores, strict=True)}


def _assessment(by: Actor, now: dt.datetime) -> None:
    member = Member.objects.for_actor(by).get(organisation__name_th=facts.FACULTIES[1].th)
    made = assessments.begin_assessment(by=by, member=member, year=now.year)
    assessments.answer_assessment(
        by=by,
        assessment=made,
        code=Instrument.ENT,
        said={code: assessments.Stated(score) for code, score in ASSESSED.items()},
        now=now,
    )


def _challenges(users: Mapping[str, User], *, now: dt.datetime) -> None:
    """Every faculty answers by its own link, and the round is closed: results are shown from five answers on."""
    today = now.date()
    with user_scope(users["secretariat"], facts.SLUG) as by:
        round_ = challenges.open_challenge_round(
            by=by,
            title_th=ROUND[0],
            title_en=ROUND[1],
            due_on=today + dt.timedelta(days=14),
            today=today,
            secrecy=Secrecy.TOGETHER,
            is_sample=True,
        )
        replies = list(round_.replies.order_by("id"))
        opened = links.of_all(CHALLENGES, replies, now=now)
    codes = [each.code for each in questions().challenges]
    for reply, marks in zip(replies, MARKS, strict=True):
        with link_scope(facts.SLUG, opened[reply.pk].nonce, frozenset({CHALLENGES})) as bearer:
            challenges.answer_challenges(
                by=bearer,
                reply=reply,
                marks={code: challenges.Mark(*pair) for code, pair in zip(codes, marks, strict=True)},
                name="ผู้แทนคณะ (ตัวอย่าง)",
                now=now,
            )
    with user_scope(users["secretariat"], facts.SLUG) as by:
        challenges.close_challenge_round(by=by, round_=round_, today=today)


def _dossier(by: Actor, project: Project, leader: Person, now: dt.datetime) -> None:
    dossier = begin_dossier(
        by=by,
        person=leader,
        pack="social_2560",
        title_th="ลายผ้าริมเล: จากภูมิปัญญาสู่รายได้ที่คุ้มแรง",
        title_en="Patterns by the lake: from old wisdom to a fair income",
        holder_name=leader.name_th,
        position_now="อาจารย์",
        position_wanted="ผู้ช่วยศาสตราจารย์",
        field="เทคโนโลยีชุมชน",
        is_sample=True,
    )
    choose_projects(
        by=by,
        dossier=dossier,
        rows=[
            Chosen(
                project,
                "หัวหน้าโครงการ ออกแบบกระบวนการร่วมกับกลุ่ม วิเคราะห์สีย้อม และเขียนคู่มือ",
                "Leader of the project: designed the process with the group, analysed the dyes and wrote the handbook",
            )
        ],
    )
    write_part(
        by=by,
        dossier=dossier,
        part="outlook",
        words_th="หากสามกลุ่มตั้งตลาดร่วมกันได้ภายใน พ.ศ. 2570 ราคาจะไม่ขึ้นกับพ่อค้าคนกลาง",
        words_en="Once the three groups keep a market together, by 2027, prices no longer depend on middlemen.",
    )
    state_contributions(
        by=by,
        dossier=dossier,
        project=project,
        now=now,
        rows=[
            Stated(
                leader.name_th,
                "ออกแบบกระบวนการ วิเคราะห์สีย้อม เขียนบทความและคู่มือ",
                Decimal(60),
                is_holder=True,
            ),
            Stated(
                "ป้านวล ชุมชน",
                "รวบรวมและคัดเลือกลาย ประสานสมาชิก ตั้งราคา",
                Decimal(40),
                position="ประธานกลุ่มทอผ้าริมเล (ตัวอย่าง)",
            ),
        ],
    )
