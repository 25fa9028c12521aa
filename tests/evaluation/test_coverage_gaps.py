"""What a matrix calls empty: how many cells there are to fill, which groups have levels, gaps in the workbook and as actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from samphan.directory.actions.merging import merge_records
from samphan.evaluation.actions.coverage import plan_cell
from samphan.evaluation.models import CoverageAction
from samphan.evaluation.queries import coverage as queries
from samphan.evaluation.queries.coverage import Asked
from samphan.frameworks.actions.alignments import Cell
from samphan.projects.actions.action_items import drop_action
from samphan.projects.models import ActionItem
from samphan.tenancy.scope import user_scope
from tests.evaluation.conftest import NOW
from tests.evaluation.test_coverage import Matrix, ask, make_matrix, make_project, serve
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.personas import World


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def matrix(world: World) -> Matrix:
    with user_scope(world.users["secretariat"], "alpha") as by:
        return make_matrix(by)


def test_project_that_serves_an_item_as_a_whole_fills_no_cell(world: World, matrix: Matrix) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        serve(by, make_project(by, "ก"), Cell(matrix.rows[0]))
        found = ask(by, matrix)
        assert (found.of, found.covered, len(found.gaps)) == (18, 0, 18)
        serve(by, make_project(by, "ข"), Cell(matrix.rows[0], matrix.columns[0]))
        found = ask(by, matrix)
        assert (found.of, found.covered, len(found.gaps)) == (18, 1, 17)


def test_group_without_levels_is_counted_by_year(world: World, matrix: Matrix) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        item = matrix.framework.items.get(code="D1")
        serve(by, make_project(by, "ก", fiscal_year=2026), Cell(item))
        for query in ("axis=dimension", "axis=dimension&columns=levels"):
            found = ask(by, matrix, query)
            assert [each.label for each in found.columns] == ["2026"]
            assert [cell.numbers.projects for line in found.lines for cell in line.cells] == [1, 0]
            assert (found.of, found.covered) == (2, 1)


def test_what_the_address_asks_for_and_nobody_knows_narrows_nothing(matrix: Matrix) -> None:
    asked = Asked.read(QueryDict("category=nonsense&columns=x&axis=y&year=z"), matrix.framework)
    assert (asked, asked.is_narrow) == (Asked(axis="outcome"), False)


def test_empty_cell_whose_action_was_dropped_becomes_an_action_again(world: World, matrix: Matrix) -> None:
    client, at = world.client("secretariat"), ["alpha", matrix.framework.pk]
    page, plan = (reverse(f"evaluation:{name}", args=at) for name in ("coverage_matrix", "coverage_plan"))
    item, across = matrix.rows[1], matrix.columns[2]

    def offered() -> bool:
        """Whether the page has the button of this cell."""
        text = client.get(page).text
        return f'name="item" value="{item.pk}"><input type="hidden" name="across" value="{across.pk}"' in text

    assert offered()
    client.post(plan, {"item": item.pk, "across": across.pk})
    assert not offered()
    with user_scope(world.users["secretariat"], "alpha") as by:
        drop_action(by=by, action=ActionItem.objects.get(), now=NOW, reason="ไม่มีงบประมาณ")
    assert offered()
    client.post(plan, {"item": item.pk, "across": across.pk})
    with user_scope(world.users["secretariat"], "alpha"):
        assert CoverageAction.objects.filter(item=item, across=across).count() == 2
    assert not offered()


def test_workbook_names_what_nothing_serves_in_any_year_and_what_is_to_fill_it(
    world: World, matrix: Matrix
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        plan_cell(by=by, item=matrix.rows[1])
    export = reverse("evaluation:coverage_export", args=["alpha", matrix.framework.pk])

    def rows() -> list[list[str]]:
        given = {"columns": "years", "format": "csv", "lang": "en"}
        told = world.client("secretariat").get(export, given).getvalue().decode("utf-8-sig")
        return [line.split(",") for line in told.splitlines()[1:]]

    assert [[line[0], line[2], line[3], bool(line[7])] for line in rows()[:2]] == [
        ["O1", "", "0", False],
        ["O2", "", "0", True],
    ]
    assert len(rows()) == 6
    with user_scope(world.users["secretariat"], "alpha") as by:
        serve(by, make_project(by, "ก", fiscal_year=2026), Cell(matrix.rows[0], matrix.columns[0]))
    assert [line[:4:2] for line in rows()[:3]] == [["O1", "2026"], ["O2", "2026"], ["O2", ""]]


def test_page_of_a_cell_says_of_which_projects_it_speaks(world: World, matrix: Matrix) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        unit = make_organisation(by, "คณะประมง")
        serve(by, make_project(by, "ก", lead=unit, fiscal_year=2026), Cell(matrix.rows[0]))
    client, cell = (
        world.client("secretariat"),
        reverse("evaluation:coverage_cell", args=["alpha", matrix.framework.pk]),
    )

    def said(**query: object) -> str:
        answer = client.get(cell, {"item": matrix.rows[0].pk, "lang": "en", **query})
        return str(answer.context["across"])

    assert said(column="none") == "as a whole"
    assert said(column=unit.pk, columns="organisations") == "คณะประมง"
    assert said(column="none", columns="organisations") == "not said"
    assert said(column=2026, columns="years", unit=unit.pk) == "2026 · คณะประมง"
    assert said(column=matrix.columns[0].pk, year=2026, category="service") == (
        "University · Fiscal year 2026 · academic service"
    )


def test_organisation_under_two_records_is_one_column_one_choice_and_one_cell(
    world: World, matrix: Matrix
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        kept, double, other = (make_organisation(by, name) for name in ("คณะประมง", "ประมง", "คณะศิลป์"))
        for title, lead in (("ก", kept), ("ข", double), ("ค", other)):
            serve(by, make_project(by, title, lead=lead), Cell(matrix.rows[0]))
        merge_records(by=by, kept=kept, merged=double, now=NOW)
        found = ask(by, matrix, "columns=organisations")
        assert [(each.label, each.key) for each in found.columns] == [
            ("คณะประมง", kept.pk),
            ("คณะศิลป์", other.pk),
        ]
        assert [cell.numbers.projects for cell in found.lines[0].cells] == [2, 1]
        assert [name for _pk, name in queries.units(by)] == ["คณะประมง", "คณะศิลป์"]
        for pk in (kept.pk, double.pk):
            assert ask(by, matrix, f"unit={pk}").projects == 2
            rows = queries.cell_rows(by, found.asked, matrix.rows[0], pk, has_column=True)
            assert [each.project.title_th for each in rows] == ["ก", "ข"]


def test_workbook_leaves_out_no_organisation_and_the_page_says_how_many_it_does(
    world: World, matrix: Matrix, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST_COLUMNS", 2)
    with user_scope(world.users["secretariat"], "alpha") as by:
        for name in ("คณะหนึ่ง", "คณะสอง", "คณะสาม"):
            serve(by, make_project(by, name, lead=make_organisation(by, name)), Cell(matrix.rows[0]))
        found = ask(by, matrix, "columns=organisations")
    assert ([each.label for each in found.columns], found.more) == (["คณะสอง", "คณะหนึ่ง"], 1)
    export = reverse("evaluation:coverage_export", args=["alpha", matrix.framework.pk])
    answer = world.client("secretariat").get(export, {"columns": "organisations", "format": "csv"})
    rows = [line.split(",") for line in answer.getvalue().decode("utf-8-sig").splitlines()[1:]]
    assert [row[2] for row in rows if row[0] == "O1"] == ["คณะสอง", "คณะสาม", "คณะหนึ่ง"]
