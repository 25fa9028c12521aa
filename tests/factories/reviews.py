"""The record of a project: approved, published, reported for a year, and compared with another one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from samphan.kit.partial import PartialDate
from samphan.projects.actions.pairs import decide_pair
from samphan.projects.actions.project import answer_tree, begin_project, describe_project, show_project
from samphan.projects.actions.review import approve_record, publish_record, submit_record
from samphan.projects.actions.years import report_year
from samphan.projects.queries.tree import Answers

if TYPE_CHECKING:
    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor
    from samphan.projects.models import Project


def fill_reviewed(
    by: Actor, project: Project, organisation: Organisation, marker: str, now: dt.datetime
) -> Project:
    """A published project of a series beside the one that was started, with the marker in every text."""
    made = begin_project(
        by=by,
        title_th=f"โครงการ {marker}",
        title_en=f"Project {marker}",
        lead=organisation,
        starts=PartialDate.of(dt.date(2025, 1, 1), "month"),
        today=now.date(),
    )
    describe_project(
        by=by,
        project=made,
        code=f"รหัส {marker}",
        summary_th=f"สรุป {marker}",
        need_th=f"ความจำเป็น {marker}",
        question_th=f"คำถามร่วม {marker}",
        question_story=f"ที่มา {marker}",
        website="https://example.org/",
        missions=["service"],
        domains=["health"],
        populations=["older"],
        theme=f"แนว {marker}",
        series=f"ชุด {marker}",
    )
    answers = Answers(
        is_for_profit=False,
        is_public_issue=True,
        is_with_community=True,
        is_knowledge_exchanged=True,
        is_continuing=True,
        university_benefit=f"มหาวิทยาลัยได้ {marker}",
        community_benefit=f"ชุมชนได้ {marker}",
    )
    answer_tree(by=by, project=made, answers=answers)
    submit_record(by=by, project=made, now=now, comment=f"ส่ง {marker}")
    show_project(by=by, project=made, visibility="public")
    if by.user_id is None:  # nobody approves what he or she submitted
        approve_record(by=by, project=made, now=now, comment=f"อนุมัติ {marker}")
        publish_record(by=by, project=made, now=now)
    report_year(by=by, project=made, year=2026, now=now, words=f"ผลของปี {marker}")
    decide_pair(by=by, one=project, other=made, decision="together", words=f"เหตุผล {marker}", now=now)
    return made
