"""What is covered: counting cells, filters, gaps that become actions."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from samphan.engagement.models import Evidence
from samphan.evaluation.actions.coverage import plan_cell
from samphan.evaluation.models import CoverageAction
from samphan.evaluation.queries.coverage import Asked, Coverage, Numbers, coverage
from samphan.frameworks.actions.alignments import Cell, align
from samphan.frameworks.actions.framework import adopt_framework, withdraw_framework, write_plan
from samphan.frameworks.actions.items import add_item, remove_item
from samphan.frameworks.models import Framework, FrameworkItem
from samphan.frameworks.queries.alignments import kind_of
from samphan.kit.errors import Problem, Refused
from samphan.kit.partial import PartialDate
from samphan.projects.models import (
    ActionItem,
    Category,
    Project,
    ProjectPartner,
    ProjectState,
    ReviewState,
    Visibility,
)
from samphan.tenancy.scope import user_scope
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World

TODAY = dt.date(2026, 5, 1)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@dataclass
class Matrix:
    """TSU in network A; ``row(n)`` and ``column(n)`` count from 1."""

    framework: Framework
    rows: list[FrameworkItem]
    columns: list[FrameworkItem]


@pytest.fixture
def matrix(world: World) -> Matrix:
    with user_scope(world.users["secretariat"], "alpha") as by:
        return make_matrix(by)


def make_matrix(by: Actor, code: str = "tsu") -> Matrix:
    framework = adopt_framework(by=by, code=code, today=TODAY)
    items = FrameworkItem.objects.filter(framework=framework).order_by("order")
    return Matrix(framework, list(items.filter(axis="outcome")), list(items.filter(axis="level")))


def make_project(by: Actor, title: str, *, lead: Organisation | None = None, **fields: Any) -> Project:
    project = Project.objects.create(
        network_id=by.network_id,
        title_th=title,
        sort_key=title,
        **{"review": ReviewState.APPROVED, **fields},
    )
    if lead is not None:
        ProjectPartner.objects.create(
            network_id=by.network_id, project=project, organisation=lead, side="university", is_lead=True
        )
    return project


def serve(by: Actor, project: Project, *cells: Cell, rating: int | None = None) -> None:
    align(by=by, kind=kind_of("project"), thing=project, cells=cells, rating=rating)


def ask(by: Actor, matrix: Matrix, query: str = "") -> Coverage:
    return coverage(by, matrix.framework, Asked.read(QueryDict(query), matrix.framework))


def test_count_cells_leaves_drafts_out_and_says_how_many_rated(world: World, matrix: Matrix) -> None:
    here = Cell(matrix.rows[0], matrix.columns[0])
    with user_scope(world.users["secretariat"], "alpha") as by:
        rated = make_project(by, "หนึ่ง")
        serve(by, rated, here, rating=4)
        serve(by, make_project(by, "สอง"), here, rating=1)
        serve(by, make_project(by, "สาม"), here, Cell(matrix.rows[0]))
        serve(by, make_project(by, "ร่าง", review=ReviewState.DRAFT), here, rating=4)
        serve(
            by,
            make_project(by, "รอตรวจ", review=ReviewState.SUBMITTED),
            Cell(matrix.rows[1], matrix.columns[0]),
        )
        alignment = rated.alignments.get()
        for withdrawn in (None, dt.datetime(2026, 1, 1, tzinfo=dt.UTC)):
            Evidence.objects.create(
                network_id=by.network_id, project=rated, kind="link", title="ข่าว", supports="alignment", strength=2,
                alignment=alignment, withdrawn_at=withdrawn,
            )  # fmt: skip
        found = ask(by, matrix)
    assert found.projects == 3
    assert [each.label for each in found.columns] == ["University", "Faculty or unit", "Person", "as a whole"]
    first = found.lines[0].cells
    assert first[0].numbers == Numbers(projects=3, evidence=1, rated=2, mean=2.5)
    assert [each.numbers.projects for each in first] == [3, 0, 0, 1]
    assert found.lines[1].cells[0].numbers == Numbers()
    assert len(found.gaps) == 17


def test_count_cells_leaves_out_what_no_total_counts(world: World, matrix: Matrix) -> None:
    here = Cell(matrix.rows[0], matrix.columns[0])
    with user_scope(world.users["secretariat"], "alpha") as by:
        serve(by, make_project(by, "หนึ่ง", fiscal_year=2025), here, rating=2)
        serve(by, make_project(by, "ไม่นับ", fiscal_year=2025, category=Category.NOT_COUNTED), here, rating=4)
        unbegun = make_project(
            by,
            "เลิกก่อนเริ่ม",
            fiscal_year=2025,
            state=ProjectState.DROPPED,
            state_reason="ไม่มีผู้รับผิดชอบ",
            dropped_from=ProjectState.IDEA,
        )
        serve(by, unbegun, here, rating=4)
        for query in ("", "columns=years"):
            found = ask(by, matrix, query)
            assert found.projects == 1
            assert found.lines[0].cells[0].numbers == Numbers(projects=1, evidence=0, rated=1, mean=2.0)


def test_filter_by_unit_year_and_category(world: World, matrix: Matrix) -> None:
    here = Cell(matrix.rows[0], matrix.columns[0])
    with user_scope(world.users["secretariat"], "alpha") as by:
        one, two = make_organisation(by, "คณะหนึ่ง"), make_organisation(by, "คณะสอง")
        october = PartialDate.of(dt.date(2025, 10, 1))
        september = PartialDate.of(dt.date(2025, 9, 30))
        serve(by, make_project(by, "ก", lead=one, starts=october, category="engagement"), here)
        serve(by, make_project(by, "ข", lead=two, starts=september), here)
        serve(by, make_project(by, "ค", lead=two, starts=september, fiscal_year=2026), here)

        def count(query: str) -> tuple[int, int]:
            found = ask(by, matrix, query)
            return found.projects, found.lines[0].cells[0].numbers.projects

        assert count("") == (3, 3)
        assert count("year=2026") == (2, 2)
        assert count("year=2025") == (1, 1)
        assert count(f"unit={two.pk}") == (2, 2)
        assert count(f"unit={two.pk}&year=2025&category=engagement") == (0, 0)
        assert count("category=engagement") == (1, 1)
        by_year = ask(by, matrix, "columns=years")
        assert [(each.label, each.key) for each in by_year.columns] == [("2025", 2025), ("2026", 2026)]
        assert [each.numbers.projects for each in by_year.lines[0].cells] == [1, 2]
        assert len(by_year.gaps) == 5
        by_unit = ask(by, matrix, "columns=organisations")
        assert {
            each.key: cell.numbers.projects
            for each, cell in zip(by_unit.columns, by_unit.lines[0].cells, strict=True)
        } == {
            one.pk: 1,
            two.pk: 2,
        }


def test_count_by_year_takes_a_project_once_in_a_row(world: World, matrix: Matrix) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = make_project(by, "ก", fiscal_year=2026)
        serve(by, project, *(Cell(matrix.rows[0], each) for each in matrix.columns))
        found = ask(by, matrix, "columns=years")
    assert [each.numbers.projects for each in found.lines[0].cells] == [1]


def test_count_goal_takes_its_targets_in(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        sdg = make_matrix(by, "sdg")
        items = {each.code: each for each in FrameworkItem.objects.filter(framework=sdg.framework)}
        project = make_project(by, "ก", fiscal_year=2026)
        serve(by, project, Cell(items["4.1"]), Cell(items["4.7"]), Cell(items["4"]))
        found = ask(by, sdg)
    counted = {line.item.code: line.cells[0].numbers.projects for line in found.lines}
    assert counted["4"] == 1
    assert sum(counted.values()) == 1
    assert len(found.gaps) == 16


def test_private_record_of_another_is_not_counted_for_who_may_not_read_it(
    world: World, matrix: Matrix
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        serve(
            by, make_project(by, "ลับ", visibility=Visibility.PRIVATE), Cell(matrix.rows[0], matrix.columns[0])
        )
        assert ask(by, matrix).lines[0].cells[0].numbers.projects == 1
    with user_scope(world.users["coordinator"], "alpha") as by:
        found = ask(by, matrix)
        assert (found.projects, found.lines[0].cells[0].numbers.projects) == (0, 0)


def test_other_network_counts_for_itself(world: World, matrix: Matrix) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        serve(by, make_project(by, "ของก"), Cell(matrix.rows[0], matrix.columns[0]))
    with user_scope(world.users["stranger"], "beta") as by:
        other = make_matrix(by)
        assert ask(by, other).projects == 0


def test_plan_empty_cell_makes_an_action_that_is_remembered(world: World, matrix: Matrix) -> None:
    client = world.client("secretariat")
    address = reverse("evaluation:coverage_matrix", args=["alpha", matrix.framework.pk])
    item, across = matrix.rows[1], matrix.columns[2]
    plan = reverse("evaluation:coverage_plan", args=["alpha", matrix.framework.pk])
    answer = client.post(plan, {"item": item.pk, "across": across.pk, "next": f"{address}?year=2026"})
    assert answer["Location"] == f"{address}?year=2026"
    with user_scope(world.users["secretariat"], "alpha"):
        made = CoverageAction.objects.get()
        action = ActionItem.objects.get()
        assert (made.item_id, made.across_id, made.action_id) == (item.pk, across.pk, action.pk)
        assert (action.owner_label, action.title_en) == (
            "Secretariat",
            "Fill what nothing covers: O2 Enhance × L3 Person",
        )
    page = client.get(address + "?lang=en")
    assert reverse("projects:action", args=["alpha", action.pk]) in page.text
    assert (
        "empty cell of a coverage matrix"
        in client.get(reverse("projects:action", args=["alpha", action.pk]) + "?lang=en").text.lower()
    )
    with user_scope(world.users["secretariat"], "alpha") as by, pytest.raises(Problem, match="already"):
        plan_cell(by=by, item=item, across=across)
    evil = client.post(plan, {"item": item.pk, "across": across.pk, "next": "https://example.org/"})
    assert evil["Location"] == address


def test_plan_without_the_right_is_refused(world: World, matrix: Matrix) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by, pytest.raises(Refused):
        plan_cell(by=by, item=matrix.rows[0], across=matrix.columns[0])
    plan = reverse("evaluation:coverage_plan", args=["alpha", matrix.framework.pk])
    assert world.client("coordinator").post(plan, {"item": matrix.rows[0].pk}).status_code == 403


def test_plan_what_is_no_cell_is_a_problem(world: World, matrix: Matrix) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by, pytest.raises(Problem):
        plan_cell(by=by, item=matrix.columns[0], across=matrix.rows[0])


def test_open_pages_and_export(world: World, matrix: Matrix) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = make_project(by, "โครงการน้ำสะอาด")
        serve(by, project, Cell(matrix.rows[0], matrix.columns[0]), rating=3)
    client = world.client("secretariat")
    at = ["alpha", matrix.framework.pk]
    page = client.get(reverse("evaluation:coverage_matrix", args=at) + "?lang=en")
    assert "mean 3.0 (n = 1)" in page.text
    assert (
        reverse("evaluation:coverage_matrix", args=at)
        in client.get(reverse("evaluation:coverage", args=["alpha"])).text
    )
    for query in (
        "columns=years",
        "columns=organisations",
        "axis=dimension&columns=years",
        "year=x&unit=-1&axis=no",
    ):
        assert client.get(reverse("evaluation:coverage_matrix", args=at) + "?" + query).status_code == 200
    cell = reverse("evaluation:coverage_cell", args=at)
    drill = client.get(f"{cell}?item={matrix.rows[0].pk}&column={matrix.columns[0].pk}")
    assert "โครงการน้ำสะอาด" in drill.text
    assert (
        "โครงการน้ำสะอาด"
        not in client.get(f"{cell}?item={matrix.rows[0].pk}&column={matrix.columns[1].pk}").text
    )
    assert client.get(f"{cell}?item=x").status_code == 404
    assert "โครงการน้ำสะอาด" in client.get(reverse("evaluation:coverage_projects", args=at)).text
    assert client.get(reverse("evaluation:coverage_projects_export", args=at)).status_code == 200
    sheet: Any = client.get(reverse("evaluation:coverage_export", args=at) + "?lang=en")
    content = b"".join(sheet.streaming_content) if sheet.streaming else sheet.content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 1 + 18
    assert rows[1][3:7] == [1, 0, 3, 1]


def test_open_matrix_asks_ten_statements_whatever_it_holds(
    world: World, matrix: Matrix, statements: Statements
) -> None:
    client = world.client("secretariat")
    address = reverse("evaluation:coverage_matrix", args=["alpha", matrix.framework.pk])
    asked = []
    for number in (1, 3):
        with user_scope(world.users["secretariat"], "alpha") as by:
            for each in range(number):
                lead = make_organisation(by, f"คณะ {number} {each}")
                serve(
                    by,
                    make_project(by, f"โครงการ {number} {each}", lead=lead),
                    Cell(matrix.rows[each], matrix.columns[0]),
                )
        client.get(address)
        with statements() as found:
            assert client.get(address).status_code == 200
        asked.append(len(found))
    assert asked[0] == asked[1] <= 10


def test_plan_cell_of_a_framework_that_is_not_in_use_is_refused(world: World, matrix: Matrix) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        withdraw_framework(by=by, framework=matrix.framework, reason="มีเกณฑ์ใหม่")
        item = FrameworkItem.objects.select_related("framework").get(pk=matrix.rows[0].pk)
        with pytest.raises(Refused, match="not in use"):
            plan_cell(by=by, item=item, across=matrix.columns[0])
    page = world.client("secretariat").get(
        reverse("evaluation:coverage_matrix", args=["alpha", matrix.framework.pk]) + "?lang=en"
    )
    assert "Make an action of it" not in page.text


def test_item_that_an_action_is_to_fill_stays_in_its_plan(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        plan = write_plan(by=by, kind="strategy", edition="2570", title_th="แผน", today=TODAY)
        item = add_item(by=by, framework=plan, code="1", title_th="ยุทธศาสตร์", parent=None)
        plan_cell(by=by, item=item)
    answer = world.client("secretariat").post(reverse("frameworks:item_remove", args=["alpha", item.pk]))
    assert answer.status_code == 302
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert FrameworkItem.objects.filter(pk=item.pk).exists()
        with pytest.raises(Problem, match="stays"):
            remove_item(by=by, item=item)
