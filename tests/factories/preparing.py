"""What goes into preparing an event: people of teams, tasks, rooms, roles, budget, published programme, series."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from samphan.events.actions.agenda_versions import publish_agenda
from samphan.events.actions.budget import BudgetRow, arrange_budget, tie_documents
from samphan.events.actions.preparing import (
    AgendaRoleRow,
    RoomRow,
    TeamPersonRow,
    arrange_agenda_roles,
    arrange_rooms,
    arrange_team_people,
)
from samphan.events.actions.series import join_series
from samphan.events.actions.team_tasks import write_task
from samphan.events.models import Direction, Document

if TYPE_CHECKING:
    from samphan.events.models import Event
    from samphan.kit.actor import Actor

NOW = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)


def prepare_event(by: Actor, event: Event, *, marker: str = "", rows: int = 1) -> Event:
    """``rows`` of everything of preparing, tied to the first team, item and document of a full event."""
    numbers = range(1, rows + 1)
    team, item = event.teams.order_by("order").first(), event.agenda.order_by("order").first()
    host = event.hosts.select_related("organisation").first()
    if team is None or item is None or host is None:
        raise ValueError("an event with a team, an agenda item and a host is prepared")
    arrange_team_people(
        by=by,
        event=event,
        rows=[
            TeamPersonRow(name=f"คนที่{number} {marker}", team=team, organisation=host.organisation)
            for number in numbers
        ],
    )
    arrange_rooms(
        by=by,
        event=event,
        rows=[RoomRow(name_th=f"ห้อง {number} {marker}", capacity=10 * number) for number in numbers],
    )
    arrange_agenda_roles(
        by=by,
        event=event,
        rows=[AgendaRoleRow(name=f"วิทยากร{number} {marker}", item=item) for number in numbers],
    )
    first = write_task(by=by, event=event, title_th=f"จองห้อง {marker}", due_on=dt.date(2026, 3, 1))
    for number in numbers:
        write_task(
            by=by,
            event=event,
            title_th=f"งาน {number} {marker}",
            team=team,
            owner_name=f"คนที่{number} {marker}",
            due_on=dt.date(2026, 3, 10),
            needs=[first],
        )
    lines = arrange_budget(
        by=by,
        event=event,
        rows=[
            BudgetRow(
                direction=Direction.EXPENSE,
                title_th=f"ค่าอาหาร {number} {marker}",
                planned=Decimal("1000.50"),
                source=f"เงินรายได้ {marker}",
                organisation=host.organisation,
            )
            for number in numbers
        ],
    ).parts
    for line in lines:
        tie_documents(by=by, line=line, documents=list(Document.objects.filter(event=event)[:1]))
    publish_agenda(by=by, event=event, now=NOW, note=f"ฉบับแรก {marker}", is_public=True)
    join_series(by=by, event=event, title_th=f"ชุดกิจกรรม {marker}")
    return event
