"""What two networks of the demo show to everybody: a case study drawn from a project, news, and the pages of EnT."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.events.models import Event
from samphan.knowledge.actions.case import describe_case, make_case, publish_case, write_section
from samphan.knowledge.actions.news import choose_events, choose_public, publish_news, write_news
from samphan.knowledge.models import SiteSection
from samphan.projects.actions.project import show_project
from samphan.projects.actions.review import publish_record
from samphan.projects.models import Project
from samphan.tenancy.scope import user_scope
from samphan.web.demo import ent_facts, society_facts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from samphan.accounts.models import User
    from samphan.kit.actor import Actor

#: Part of the case study → own words in Thai and English.
WORDS: Final = {
    "question": (
        "คำถามที่กลุ่มเลือกไม่ใช่ “จะขายให้ได้มากขึ้นอย่างไร” แต่คือ “จะขายอย่างไรให้คุ้มแรง”",
        "The question that the group chose was not “how do we sell more” but “how do we sell at a price worth the work”.",
    ),
    "lessons": (
        (
            "การบันทึกต้นทุนด้วยกันเป็นจุดเปลี่ยน เพราะทุกคนเห็นตัวเลขเดียวกัน หากเริ่มใหม่ จะชวนผู้ซื้อมาคุยตั้งแต่เดือนแรก"
            " และจะไม่จัดอบรมในเดือนที่มีงานบุญ"
        ),
        (
            "Writing the costs down together was the turning point: everybody saw the same figures. Next time buyers would be"
            " asked in the first month, and no training would fall into the month of the merit festival."
        ),
    ),
}


def load(users: Mapping[str, User], *, now: dt.datetime) -> None:
    """Open the public pages of both networks, as a secretariat would."""
    with user_scope(users["secretariat"], society_facts.SLUG) as by:
        _case(by, now)
        _news(by, now)
        choose_public(
            by=by,
            version=None,
            shows=[SiteSection.PROJECTS, SiteSection.CASES, SiteSection.KNOWLEDGE, SiteSection.NEWS],
            welcome_th="งานที่มหาวิทยาลัยกับชุมชนทำร่วมกัน และสิ่งที่ได้เรียนรู้จากกัน (ข้อมูลตัวอย่าง)",
            welcome_en="What the university and communities do together, and what each learns from it (sample data).",
        )
    with user_scope(users["secretariat"], ent_facts.SLUG) as by:
        choose_events(by=by, events=list(Event.objects.for_actor(by)))
        shows = [SiteSection.ABOUT, SiteSection.PRINCIPLES, SiteSection.BOARD, SiteSection.EVENTS]
        choose_public(by=by, version=None, shows=shows)


def _case(by: Actor, now: dt.datetime) -> None:
    project = Project.objects.for_actor(by).get(title_th=society_facts.WEAVING.title.th)
    project = show_project(by=by, project=project, visibility="public")
    publish_record(by=by, project=project, now=now)
    case = make_case(by=by, project=project)
    case = describe_case(
        by=by,
        case=case,
        version=None,
        teaches_th="เริ่มจากคำถามของกลุ่ม ไม่ใช่จากความรู้ของอาจารย์ และวัดผลด้วยตัวเลขที่กลุ่มเก็บเอง",
        teaches_en="Begin with the question of the group and not with what the lecturer knows, and measure with figures"
        " that the group itself keeps.",
    )
    for part, (words_th, words_en) in WORDS.items():
        write_section(by=by, case=case, part=part, version=None, words_th=words_th, words_en=words_en)
    publish_case(by=by, case=case, now=now)


def _news(by: Actor, now: dt.datetime) -> None:
    item = write_news(
        by=by,
        title_th="เผยแพร่กรณีศึกษาเรื่องแรกแล้ว (ตัวอย่าง)",
        title_en="The first case study is published (sample)",
        body_th="กรณีศึกษาเรียบเรียงจากข้อมูลโครงการที่ทั้งสองฝ่ายร่วมกันจัดทำ โดยภาคีอ่านและตอบได้ก่อนการเผยแพร่",
        body_en="It is drawn from the record that both sides write; partners can read and answer it before it is published.",
        is_pinned=True,
        is_sample=True,
    )
    publish_news(by=by, item=item, now=now)
