"""Numbers over the approved projects of a network, and everything of them as one workbook."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from samphan.kit.partial import PartialDate
from samphan.projects.actions.reach import write_place, write_resource, write_served
from samphan.projects.actions.side import write_partner
from samphan.projects.models import Project, ReviewState, Visibility
from samphan.projects.queries.everything import sheets
from samphan.projects.queries.totals import Totals, totals
from samphan.tenancy.scope import user_scope
from tests.factories.records import Record, fill_record
from tests.projects.conftest import begun

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World
    from tests.projects.conftest import Members


def approve(project: Project, **fields: object) -> Project:
    """The record as reviewers left it, with what its identity says."""
    Project.objects.filter(pk=project.pk).update(review=ReviewState.APPROVED, **fields)
    return project


@pytest.fixture
def record(world: World, members: Members) -> Record:
    with user_scope(world.users["secretariat"], "alpha") as by:
        found = fill_record(by, begun(by, members.own), members.own, "แม่ลานเหนือ")
        approve(
            found.project, category="engagement", missions=["teaching", "research"], domains=["occupation"],
            starts=PartialDate.of(dt.date(2022, 11, 1)),
        )  # fmt: skip
        return found


def told(found: Totals) -> dict[str, tuple[Decimal | None, int]]:
    return {str(each.label): (each.number, each.known) for each in found.figures}


def lines(found: Totals, name: str) -> tuple[dict[str, int], int, int]:
    part = next(each for each in found.breakdowns if each.name == name)
    return {each.code: each.count for each in part.lines}, part.known, part.of


def test_totals_count_approved_records_and_say_on_how_many_they_rest(
    world: World, members: Members, record: Record
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        draft = fill_record(by, begun(by, members.own, "ร่าง"), members.own, "ร่าง")
        Project.objects.filter(pk=draft.project.pk).update(review=ReviewState.DRAFT)
        second = approve(begun(by, members.other, "สอง"), fiscal_year=2026)
        # The same group once more, written a little differently: one partner.
        write_partner(by=by, project=second, name="กลุ่ม แม่ลานเหนือ", side="society", sector="school")
        write_served(by=by, project=second, label="ครู", number=10, is_counted=True)
        write_served(by=by, project=second, label="ใครก็ไม่รู้")
        write_place(by=by, project=second, province="TH-54")
        write_place(by=by, project=second, province="TH-93")
        write_resource(by=by, project=second, giver="กองทุน", kind="money", title="ทุน", amount=Decimal(48000))
        write_resource(by=by, project=second, kind="it", title="เว็บ")
        found = totals(by, {})
    assert (found.projects, found.years) == (2, [2026, 2023])
    assert told(found) == {
        "Partners of society, each counted once": (1, 2),
        "Other institutions, each counted once": (None, 0),
        "Units of universities, each counted once": (2, 2),
        "People served directly, counted": (10, 1),
        "People served directly, estimated": (790, 1),
        "People served indirectly, counted": (None, 0),
        "Students in courses of a degree, counted": (30, 1),
        "People in trainings without a degree, counted": (None, 0),
    }
    assert lines(found, "year") == ({"2026": 1, "2023": 1}, 2, 2)
    assert lines(found, "category") == ({"engagement": 1}, 1, 2)
    assert lines(found, "mission") == ({"teaching": 1, "research": 1}, 1, 2)
    assert lines(found, "domain") == ({"occupation": 1}, 1, 2)
    assert lines(found, "province") == ({"TH-54": 2, "TH-93": 1}, 2, 2)
    assert lines(found, "sector")[0] == {"community_enterprise": 1, "school": 1}
    assert [(str(each.label), each.money, each.in_kind) for each in found.resources.by_side] == [
        ("society side", 0, 5000),
        ("outside funders", 48000, 0),
        ("giver not named", 0, 0),
    ]
    assert (found.resources.all.unvalued, found.valued) == (1, 2)


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"year": "2023"}, 1),
        ({"year": "2022"}, 0),
        ({"category": "engagement"}, 1),
        ({"category": "nonsense"}, 1),
        ({"mission": "culture"}, 0),
        ({"province": "TH-54"}, 1),
        ({"province": "TH-10"}, 0),
        ({"sector": "community_enterprise"}, 1),
        ({"sector": "media"}, 0),
        ({"domain": "occupation", "mission": "research"}, 1),
        ({"year": "๒๕๖๙"}, 1),
    ],
)
def test_totals_are_narrowed_and_know_all_years(
    world: World, record: Record, filters: dict[str, str], count: int
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        found = totals(by, filters)
    assert (found.projects, found.years) == (count, [2023])


def test_totals_of_a_reader_leave_out_what_the_reader_may_not_see(world: World, record: Record) -> None:
    with user_scope(world.users["secretariat"], "alpha"):
        Project.objects.filter(pk=record.project.pk).update(visibility=Visibility.PRIVATE, keeper=None)
    with user_scope(world.users["board"], "alpha") as by:
        assert (totals(by, {}).projects, told(totals(by, {}))["People served directly, counted"]) == (
            0,
            (None, 0),
        )
    with user_scope(world.users["stranger"], "beta") as by:
        assert totals(by, {}).projects == 0


@pytest.mark.parametrize("language", ["th", "en"])
def test_page_of_numbers_and_its_workbook_answer(
    browser: Callable[[str], Client], record: Record, at: Callable[..., str], language: str
) -> None:
    client = browser("board")
    page = client.get(at("projects_numbers"), {"lang": language, "province": "TH-54"})
    assert page.status_code == 200
    assert ("แพร่" if language == "th" else "Phrae") in page.text
    assert client.get(at("projects_numbers"), {"lang": language, "mission": "culture"}).status_code == 200
    answer = client.get(at("projects_numbers_export"), {"lang": "en"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[1] == ["Projects", "Approved projects", 1, 1, 1]
    assert ["Sums", "People served directly, estimated", 790, 1, 1] in rows


def test_page_of_numbers_takes_as_many_statements_with_three_projects(
    browser: Callable[[str], Client],
    world: World,
    members: Members,
    record: Record,
    at: Callable[..., str],
    statements: Statements,
) -> None:
    client = browser("secretariat")
    client.get(at("projects_numbers"))
    with statements() as first:
        client.get(at("projects_numbers"))
    with user_scope(world.users["secretariat"], "alpha") as by:
        for number in range(2):
            approve(
                fill_record(
                    by, begun(by, members.own, f"โครงการ {number}"), members.other, str(number)
                ).project
            )
    with statements() as third:
        client.get(at("projects_numbers"))
    assert len(third) == len(first)
    assert len(third) <= 10, "\n".join(third)


def contents(by: Actor) -> dict[str, list[list[object]]]:
    return {
        each.title: [list(row) for row in each.rows] for each in sheets(by, Project.objects.for_actor(by))
    }


def test_everything_stands_in_sheets_and_contacts_with_writers_alone(
    world: World, record: Record, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    pk = record.project.pk
    with user_scope(world.users["secretariat"], "alpha") as by:
        mine = contents(by)
    with user_scope(world.users["board"], "alpha") as by:
        theirs = contents(by)
    assert list(mine) == [
        "Projects", "Partners", "People", "Courses and trainings", "Research", "Places", "People served", "Resources",
        "Stated and counted",
    ]  # fmt: skip
    group = [row for row in mine["Partners"] if row[2] == "กลุ่ม แม่ลานเหนือ"]
    assert group[0][-3:] == ["ผู้ติดต่อ แม่ลานเหนือ", "08 แม่ลานเหนือ", "group-แม่ลานเหนือ@example.org"]
    assert [row[-3:] for row in theirs["Partners"]] == [["", "", ""]] * 2
    assert [row[:3] for row in theirs["Places"]] == [[pk, "ผ้าพิมพ์ใบไม้", "Phrae"]]
    assert theirs["People served"][0][2:] == [
        "เกษตรกร แม่ลานเหนือ", "farmers", "yes", 790, "no", 200, 40, 20, 800, -10,
    ]  # fmt: skip
    assert theirs["Stated and counted"][0][3:] == [800, "no", "yes", "ข่าว แม่ลานเหนือ", 790, -10]
    for page in (at("projects_everything"), at("project_workbook", pk)):
        answer = browser("board").get(page, {"lang": "en"})
        assert CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).sheet_names == list(mine)


def test_everything_takes_as_many_statements_with_three_projects(
    world: World, members: Members, record: Record, statements: Statements
) -> None:
    with user_scope(world.users["board"], "alpha") as by, statements() as first:
        contents(by)
    with user_scope(world.users["secretariat"], "alpha") as by:
        for number in range(2):
            fill_record(by, begun(by, members.own, f"โครงการ {number}"), members.other, str(number))
    with user_scope(world.users["board"], "alpha") as by, statements() as third:
        contents(by)
    assert len(third) == len(first) == 17
