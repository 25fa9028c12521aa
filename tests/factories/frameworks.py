"""Frameworks with one of everything aligned with them, and the marker in every text that somebody types."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from samphan.evaluation.actions.coverage import plan_cell
from samphan.frameworks.actions.alignments import Cell, align
from samphan.frameworks.actions.framework import adopt_framework, write_plan
from samphan.frameworks.actions.items import add_item, match_item
from samphan.frameworks.models import FrameworkItem
from samphan.frameworks.queries.alignments import kind_of
from samphan.projects.models import Project, RoadmapItem

if TYPE_CHECKING:
    from samphan.agreements.models import Agreement
    from samphan.events.models import Event
    from samphan.kit.actor import Actor

TODAY = dt.date(2026, 5, 1)


def fill_frameworks(by: Actor, event: Event, agreement: Agreement, marker: str) -> None:
    """A matrix of the catalogue, a plan of two items, alignments of every kind, an action for an empty cell."""
    matrix = adopt_framework(by=by, code="tsu", today=TODAY)
    plan = write_plan(
        by=by,
        kind="strategy",
        edition=f"ฉบับ {marker}",
        today=TODAY,
        title_th=f"แผน {marker}",
        title_en=f"Plan {marker}",
        about_th=f"เกี่ยวกับ {marker}",
        source=f"มติ {marker}",
    )
    first = add_item(by=by, framework=plan, code="1", title_th=f"ยุทธศาสตร์ {marker}")
    second = add_item(by=by, framework=plan, code="1.1", title_th=f"กลยุทธ์ {marker}", parent=first)
    match_item(by=by, item=first, matches=[second])
    rows = FrameworkItem.objects.filter(framework=matrix, axis="outcome").order_by("order")
    column = FrameworkItem.objects.filter(framework=matrix, axis="level").order_by("order")[0]
    things = {
        "project": Project.objects.filter(network_id=by.network_id).order_by("pk")[0],
        "roadmap-item": RoadmapItem.objects.filter(network_id=by.network_id).order_by("pk")[0],
        "event": event,
        "agreement": agreement,
    }
    for code, thing in things.items():
        cells = [Cell(rows[0], column), Cell(first)]
        align(by=by, kind=kind_of(code), thing=thing, cells=cells, note=f"เพราะ {marker}", rating=3)
    plan_cell(by=by, item=rows[1], across=column)
