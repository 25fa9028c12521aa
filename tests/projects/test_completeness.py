"""How complete records are: which parts count for which use, in one statement for many projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from samphan.projects.actions.project import answer_tree, describe_project
from samphan.projects.actions.review import submit_record
from samphan.projects.queries import completeness as registry
from samphan.projects.queries.completeness import Part, Use, completeness, filled
from samphan.projects.queries.record_parts import PARTS
from samphan.tenancy.scope import user_scope
from tests.projects.test_records import ENGAGED, begun, day

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from django.test import Client

    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World
    from tests.projects.conftest import Members

OWN = {part.code for part in PARTS}


def has(by: Actor, pk: int) -> set[str]:
    return {code for code, found in filled(by, [pk]).items() if pk in found} & OWN


def test_parts_are_filled_one_by_one(world: World, members: Members) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = begun(by)
        assert has(by, project.pk) == set()
        describe_project(by=by, project=project, question_th="น้ำขุ่นเพราะอะไร", starts=day("2026-01-01"))
        # A question without its story does not show that it was developed together.
        assert has(by, project.pk) == {"projects.period"}
        describe_project(
            by=by,
            project=project,
            question_story="ผู้ใหญ่บ้านถาม",
            summary_en="Only in English",
            missions=["service"],
        )
        answer_tree(by=by, project=project, answers=ENGAGED)
        assert has(by, project.pk) == {
            "projects.period",
            "projects.question",
            "projects.summary",
            "projects.missions",
            "projects.category",
        }
        led = begun(by, "มีหน่วยงาน", lead=members.own)
        assert has(by, led.pk) == {"projects.university"}


def test_meters_count_the_parts_that_a_use_needs(world: World) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = begun(by, starts=day("2026-01-01"))
        found = completeness(by, [project.pk])[project.pk]
        for meter in found.meters:
            needed = [each for each in found.parts if meter.use in each.part.uses]
            assert (meter.of, meter.filled) == (len(needed), sum(each.is_filled for each in needed))
        assert {each.part.code for each in found.missing} & OWN == OWN - {"projects.period"}
        assert all(
            each.url.startswith("/n/alpha/work/projects/") for each in found.parts if each.part.code in OWN
        )
        assert completeness(by, []) == {}


def test_missing_part_of_a_submitted_record_leads_nowhere_that_refuses(world: World) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        project = answer_tree(by=by, project=begun(by, starts=day("2026-01-01")), answers=ENGAGED)
    page, where = f"/n/alpha/work/projects/{project.pk}/", f'/n/alpha/work/projects/{project.pk}/change/"'
    client = world.client("coordinator")
    assert where in client.get(page).content.decode().partition('class="meters"')[2]
    with user_scope(world.users["coordinator"], "alpha") as by:
        submit_record(by=by, project=project, now=timezone.now())
    assert where not in client.get(page).content.decode().partition('class="meters"')[2]


def test_many_projects_cost_one_statement(world: World, statements: Statements) -> None:
    counts = []
    with user_scope(world.users["lead"], "alpha") as by:
        ids = []
        for number in range(3):
            ids.append(begun(by, f"โครงการ {number}").pk)
            with statements() as sent:
                filled(by, ids)
            counts.append(len(sent))
    assert counts == [1, 1, 1]


def test_upper_app_registers_its_parts(
    world: World, browser: Callable[[str], Client], at: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_sources", dict(registry._sources))
    with user_scope(world.users["lead"], "alpha") as by:
        full, empty = begun(by, "ครบ"), begun(by, "ยังขาด")

    part = Part("tests.story", "เรื่องเล่าจากชุมชน", "เหตุผลที่ถาม", frozenset({Use.CASE}), "projects:project")
    registry.register("tests", [part], lambda: {"tests.story": Q(pk=full.pk)})
    client = browser("lead")
    assert ["เหตุผลที่ถาม" in client.get(at("project", each.pk)).text for each in (full, empty)] == [False, True]
