"""Self-assessments, improvement plans and ratings are found by who may see them, and by nobody else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from samphan.evaluation.actions.assessments import begin_assessment, plan_improvement, withdraw_improvement
from samphan.evaluation.actions.ratings import begin_rating
from samphan.evaluation.queries.findable import ASSESSMENT, RATING
from samphan.projects.actions.records import put_row
from samphan.projects.models import Project, Visibility
from samphan.tenancy import search
from samphan.tenancy.models import SearchRow
from samphan.tenancy.scope import user_scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.evaluation.models import SelfAssessment
    from tests.conftest import Statements
    from tests.evaluation.conftest import Members
    from tests.personas import World

TODAY = dt.date(2026, 5, 1)


def assessed(world: World, members: Members) -> tuple[SelfAssessment, SelfAssessment]:
    """Both institutions looked at themselves; each has a line in its plan."""
    with user_scope(world.users["secretariat"], "alpha") as by:
        made = [begin_assessment(by=by, member=each, year=2026) for each in (members.own, members.other)]
        for each, title in zip(made, ("ตั้งกองทุนชุมชน", "อบรมผู้ประสานงาน"), strict=True):
            plan_improvement(by=by, assessment=each, title=title, owner_name="รองอธิการบดี", due_on=TODAY)
    return made[0], made[1]


def found(
    world: World, persona: str, query: str, kind: str, network: str | None = "alpha"
) -> tuple[list[int], int]:
    """Ids of the hits, and how many the search counts."""
    with user_scope(world.users[persona], network) as by:
        hits = search.find_for(by, query, kinds=[kind])
    total = hits.totals.get(kind)
    return [hit.object_id for hit in hits.hits], total.number if total else 0


def test_self_assessment_is_found_by_its_representatives_and_who_keeps_all(
    world: World, members: Members
) -> None:
    own, other = assessed(world, members)
    for network in ("alpha", None):
        keeps, count = found(world, "secretariat", "การประเมินตนเอง", ASSESSMENT, network)
        assert (sorted(keeps), count) == (sorted([own.pk, other.pk]), 2)
        assert found(world, "coordinator", "การประเมินตนเอง", ASSESSMENT, network) == ([own.pk], 1)
        assert found(world, "board", "การประเมินตนเอง", ASSESSMENT, network) == ([], 0)
        assert found(world, "partner", "การประเมินตนเอง", ASSESSMENT, network) == ([], 0)
    assert found(world, "stranger", "การประเมินตนเอง", ASSESSMENT, "beta") == ([], 0)


def test_line_of_a_plan_leads_to_it_until_it_is_taken_back(world: World, members: Members) -> None:
    own, other = assessed(world, members)
    assert found(world, "coordinator", "กองทุนชุมชน", ASSESSMENT) == ([own.pk], 1)
    assert found(world, "coordinator", "อบรมผู้ประสานงาน", ASSESSMENT) == ([], 0)
    assert found(world, "secretariat", "อบรมผู้ประสานงาน", ASSESSMENT) == ([other.pk], 1)
    with user_scope(world.users["secretariat"], "alpha") as by:
        line = other.improvements.get()
        withdraw_improvement(by=by, improvement=line, reason="ทำแล้ว")
    assert found(world, "secretariat", "อบรมผู้ประสานงาน", ASSESSMENT) == ([], 0)


def test_rating_is_found_unless_its_project_is_private(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = Project.objects.create(
            network_id=by.network_id, title_th="ผ้าครามบ้านโคก", sort_key="ผ้า", keeper_id=by.user_id
        )
        put_row(project)
        begin_rating(by=by, project=project, today=TODAY)
    assert found(world, "board", "ครามบ้านโคก", RATING) == ([project.pk], 1)
    assert found(world, "partner", "ครามบ้านโคก", RATING) == ([], 0)
    with user_scope(world.users["secretariat"], "alpha"):
        project.visibility = Visibility.PRIVATE
        project.save()
        put_row(project)
        assert not SearchRow.objects.filter(kind=RATING).exists()
    with user_scope(world.users["secretariat"], "alpha"):
        project.visibility, project.title_th = Visibility.NETWORK, "ผ้าฝ้าย"
        project.save()
        put_row(project)
    assert found(world, "board", "ฝ้าย", RATING) == ([project.pk], 1)
    assert found(world, "board", "คราม", RATING) == ([], 0)


def test_made_anew_the_rows_are_the_same(world: World, members: Members) -> None:
    assessed(world, members)
    with user_scope(world.users["secretariat"], "alpha") as by:
        before = set(SearchRow.objects.values_list("kind", "object_id", "norm"))
        search.rebuild(by)
        assert set(SearchRow.objects.values_list("kind", "object_id", "norm")) == before


def test_page_of_the_search_leads_to_the_self_assessment_and_asks_as_often_with_two(
    world: World, members: Members, browser: Callable[[str], Client], statements: Statements
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        first = begin_assessment(by=by, member=members.own, year=2025)
    client, path = browser("coordinator"), f"/search/?q=การประเมินตนเอง&kind={ASSESSMENT}"
    client.get(path)
    with statements() as one:
        page = client.get(path)
    address = f"/n/alpha/learn/assessments/{first.pk}/"
    assert address in page.text or f"assessments/{first.pk}/" in page.text
    with user_scope(world.users["secretariat"], "alpha") as by:
        begin_assessment(by=by, member=members.own, year=2026)
    with statements() as two:
        client.get(path)
    assert len(two) == len(one)
