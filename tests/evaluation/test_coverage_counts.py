"""What a matrix counts in one statement is what somebody finds who goes through the records one by one."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from django.http import QueryDict

from samphan.engagement.models import Evidence
from samphan.evaluation.queries.coverage import Asked, Key, Numbers, coverage
from samphan.frameworks.actions.framework import adopt_framework
from samphan.frameworks.models import FrameworkItem
from samphan.kit.partial import PartialDate
from samphan.projects.models import (
    Category,
    Project,
    ProjectAlignment,
    ProjectPartner,
    ProjectState,
    ReviewState,
    Visibility,
)
from samphan.projects.queries.years import fiscal_year
from samphan.tenancy.scope import user_scope
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from samphan.directory.models import Organisation
    from samphan.frameworks.models import Framework
    from samphan.kit.actor import Actor
    from tests.personas import World

TODAY = dt.date(2026, 5, 1)
PROJECTS = 24


def fill(by: Actor, dice: random.Random) -> tuple[list[Framework], list[Organisation]]:
    """Records of every kind that is counted, or not: drafts, private ones, withdrawn evidence, unknown years, no leader."""
    frameworks = [adopt_framework(by=by, code=code, today=TODAY) for code in ("tsu", "sdg")]
    top = make_organisation(by, "คณะบน")
    units = [top, make_organisation(by, "ภาควิชา", parent=top), make_organisation(by, "คณะข้าง")]
    for number in range(PROJECTS):
        dropped = dice.choice((None, None, ProjectState.IDEA, ProjectState.UNDER_WAY))
        said = {
            "state": ProjectState.DROPPED,
            "dropped_from": dropped,
            "state_reason": "ไม่มีผู้รับผิดชอบ",
        } if dropped else {}  # fmt: skip
        starts = dice.choice((None, dt.date(2024, 9, 30), dt.date(2024, 10, 1)))
        project = Project.objects.create(
            network_id=by.network_id,
            title_th=f"โครงการ {number}",
            sort_key=f"{number:03}",
            review=dice.choice((ReviewState.DRAFT, *[ReviewState.APPROVED] * 4)),
            visibility=dice.choice((Visibility.PRIVATE, Visibility.NETWORK, Visibility.NETWORK)),
            category=dice.choice((Category.NOT_COUNTED, "engagement", "service", "")),
            starts=starts and PartialDate.of(starts),
            fiscal_year=dice.choice((None, 2025, 2026)),
            **said,
        )
        lead = dice.choice((None, *units))
        if lead:
            ProjectPartner.objects.create(
                network_id=by.network_id, project=project, organisation=lead, side="university", is_lead=True
            )
        for framework in frameworks:
            align_some(by, dice, project, framework)
    return frameworks, units


def align_some(by: Actor, dice: random.Random, project: Project, framework: Framework) -> None:
    items = list(FrameworkItem.objects.filter(framework=framework).order_by("order"))
    rows = [each for each in items if each.axis != framework.matrix_columns][:12]
    across = [
        None,
        *(each for each in items if framework.is_matrix and each.axis == framework.matrix_columns),
    ]
    cells = dice.sample([(row, column) for row in rows for column in across], 6)
    for item, column in cells:
        alignment = ProjectAlignment.objects.create(
            network_id=by.network_id,
            project=project,
            item=item,
            across=column,
            rating=dice.choice((None, 1, 2, 3, 4)),
        )
        for _piece in range(dice.choice((0, 0, 1, 2))):
            Evidence.objects.create(
                network_id=by.network_id, project=project, kind="link", title="ข่าว", supports="alignment", strength=2,
                alignment=alignment, withdrawn_at=dice.choice((None, None, dt.datetime(2026, 1, 1, tzinfo=dt.UTC))),
            )  # fmt: skip


def one_by_one(
    framework: Framework, asked: Asked, *, sees_private: bool
) -> tuple[dict[tuple[int, Key], Numbers], int]:
    """The same numbers, by going through everything."""
    counted = {
        project.pk: project
        for project in Project.objects.prefetch_related("partners__organisation")
        if is_counted(project, asked, sees_private=sees_private)
    }
    served: dict[tuple[int, Key], list[ProjectAlignment]] = defaultdict(list)
    found = ProjectAlignment.objects.filter(item__framework=framework, project__in=counted)
    for each in found.select_related("item"):
        row = each.item.parent_id or each.item_id
        for column in columns_of(each, counted[each.project_id], asked):
            served[row, column].append(each)
    return {at: numbers_of(rows) for at, rows in served.items()}, len(counted)


def is_counted(project: Project, asked: Asked, *, sees_private: bool) -> bool:
    leads = [each.organisation for each in project.partners.all() if each.is_lead and each.organisation]
    return (
        project.review == ReviewState.APPROVED
        and project.category != Category.NOT_COUNTED
        and project.dropped_from != ProjectState.IDEA
        and (sees_private or project.visibility != Visibility.PRIVATE)
        and asked.year in (None, year_of(project))
        and asked.category in ("", project.category)
        and (asked.unit is None or any(asked.unit in (each.pk, each.parent_id) for each in leads))
    )


def year_of(project: Project) -> int | None:
    return project.fiscal_year or (fiscal_year(project.starts.from_on) if project.starts else None)


def columns_of(alignment: ProjectAlignment, project: Project, asked: Asked) -> list[Key]:
    if asked.columns == "levels":
        return [alignment.across_id]
    if asked.columns == "years":
        return [year_of(project)]
    return [each.organisation_id for each in project.partners.all() if each.is_lead]


def numbers_of(rows: list[ProjectAlignment]) -> Numbers:
    ratings = [each.rating for each in rows if each.rating is not None]
    return Numbers(
        projects=len({each.project_id for each in rows}),
        evidence=Evidence.objects.filter(alignment__in=rows, withdrawn_at=None).count(),
        rated=len(ratings),
        mean=sum(ratings) / len(ratings) if ratings else None,
    )


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(("persona", "sees_private"), [("secretariat", True), ("coordinator", False)])
def test_counts_are_those_of_the_records_one_by_one(
    world: World, seed: int, persona: str, *, sees_private: bool
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        frameworks, units = fill(by, random.Random(seed))  # noqa: S311 - data of a test
    narrow = ("", "&year=2025", "&category=service", f"&unit={units[0].pk}", "&year=1999")
    with user_scope(world.users[persona], "alpha") as by:
        for framework in frameworks:
            for columns in ("levels", "years", "organisations"):
                for query in narrow:
                    asked = Asked.read(QueryDict(f"columns={columns}{query}"), framework)
                    wanted, total = one_by_one(framework, asked, sees_private=sees_private)
                    found = coverage(by, framework, asked)
                    shown = {
                        (line.item.pk, cell.across): cell.numbers
                        for line in found.lines
                        for cell in line.cells
                        if cell.numbers != Numbers()
                    }
                    rows = {line.item.pk for line in found.lines}
                    assert shown == {at: each for at, each in wanted.items() if at[0] in rows}
                    assert found.projects == total
