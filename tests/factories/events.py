"""Events with everything in them, made through the actions that the pages use."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from samphan.events.actions.event import create_event
from samphan.events.actions.hosts import HostRow, TeamRow, arrange_hosts, arrange_teams
from samphan.events.actions.people import (
    CategoryRow,
    arrange_categories,
    name_institutions,
    register_person,
)
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
from tests.factories.directory import make_organisation, make_person

if TYPE_CHECKING:
    from samphan.events.models import Event
    from samphan.kit.actor import Actor


def make_event(by: Actor, title_en: str = "Networking Day", **words: Any) -> Event:
    """An event with dates, without anything in it."""
    fields: dict[str, Any] = {
        "title_th": "วันสร้างเครือข่าย",
        "title_en": title_en,
        "starts": PartialDate.of(dt.date(2026, 3, 31)),
        "ends": PartialDate.of(dt.date(2026, 4, 1)),
    } | words
    return create_event(by=by, **fields)


def make_full_event(by: Actor, *, rows: int = 1) -> Event:
    """An event with ``rows`` of everything, each row tied to its neighbours, and a use of the first organisation."""
    event = make_event(by, stated_participants=rows, stated_institutions=rows, goal_th="เป้าหมาย")
    numbers = range(1, rows + 1)
    organisations = [make_organisation(by, f"มหาวิทยาลัยที่{number} ของ {event.pk}") for number in numbers]
    topics = arrange_topics(
        by=by, event=event, rows=[TopicRow(title_th=f"ประเด็น {number}") for number in numbers]
    ).parts
    groups = arrange_groups(
        by=by,
        event=event,
        rows=[GroupRow(code=f"G{topic.order}", title_th="กลุ่ม", topic=topic) for topic in topics],
    ).parts
    agenda = arrange_agenda(
        by=by,
        event=event,
        rows=[
            AgendaRow(title_th=f"กิจกรรม {topic.order}", topic=topic, day=dt.date(2026, 3, 31))
            for topic in topics
        ],
    ).parts
    arrange_hosts(
        by=by, event=event, rows=[HostRow(organisation=each, role="main_host") for each in organisations]
    )
    arrange_teams(
        by=by,
        event=event,
        rows=[TeamRow(duty_th="ทีม", organisations=organisations) for _each in organisations],
    )
    categories = arrange_categories(
        by=by,
        event=event,
        rows=[CategoryRow(name_th=f"ประเภท {number}", stated_count=1) for number in numbers],
    ).parts
    name_institutions(by=by, event=event, organisations=organisations)
    for organisation, category in zip(organisations, categories, strict=True):
        register_person(
            by=by,
            event=event,
            person=make_person(by, f"ผู้เข้าร่วม{category.order}"),
            organisation=organisation,
            category=category,
        )
    for number, group in enumerate(groups):
        output = write_output(by=by, event=event, kind="suggestion", title_th="ข้อเสนอ", group=group)
        document = write_document(by=by, event=event, kind="survey", title_th="แบบสำรวจ")
        result = write_result(
            by=by,
            event=event,
            level="system",
            statement_th="เกิดข้อเสนอร่วมกัน",
            agenda_items=[agenda[number]],
            groups=[group],
            outputs=[output],
            documents=[document],
        )
        write_use(
            by=by,
            event=event,
            organisation=organisations[0],
            title_th="ปรับปรุงกระบวนการ",
            results=[result],
            groups=[group],
            outputs=[output],
            documents=[document],
        )
    return event
