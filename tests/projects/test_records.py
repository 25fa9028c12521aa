"""The record of a project: begun, described, judged, moved through its life, read by those who may."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from samphan.kit.errors import Conflict, Problem, Refused
from samphan.kit.lineage import trace
from samphan.kit.partial import PartialDate
from samphan.networks.actions import describe_network
from samphan.projects import policy, transitions
from samphan.projects.actions.possible import propose_project
from samphan.projects.actions.project import (
    advance_project,
    answer_tree,
    begin_project,
    describe_project,
    settle_lead,
    show_project,
    state_by_period,
)
from samphan.projects.models import (
    LIFE,
    PossibleState,
    Project,
    ProjectPartner,
    ProjectState,
    Visibility,
)
from samphan.projects.queries.findable import POSSIBLE, PROJECT
from samphan.projects.queries.record import loaded, project_page
from samphan.projects.queries.tree import REASONS, Answers, judge
from samphan.projects.queries.years import academic_year, default_years, fiscal_year, years_of
from samphan.tenancy import search
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import user_scope
from tests.projects.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World
    from tests.projects.conftest import Members

TODAY = NOW.date()
ENGAGED = Answers(
    is_for_profit=False,
    is_public_issue=True,
    is_with_community=True,
    is_knowledge_exchanged=True,
    is_continuing=True,
    university_benefit="นิสิตได้เรียนรู้จากพื้นที่จริง",
    community_benefit="กลุ่มมีรายได้เพิ่ม",
)


def begun(by: Actor, title: str = "โคกหนองนาโมเดล", **words: object) -> Project:
    return begin_project(by=by, title_th=title, today=TODAY, **words)  # type: ignore[arg-type]  # words of the action


def day(text: str) -> PartialDate:
    return PartialDate.of(dt.date.fromisoformat(text))


def test_begin_project_is_a_draft_of_its_keeper(world: World, members: Members) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        project = begun(by, lead=members.own, need_th="ดินเสื่อม", starts=day("2026-04-01"))
        assert (project.review, project.state, project.keeper_id) == ("draft", "under_way", by.user_id)
        ((partner),) = project.partners.all()
        assert (partner.organisation, partner.side, partner.is_lead) == (members.own, "university", True)
        assert Project.objects.counted().count() == 0
    with user_scope(world.users["partner"], "alpha") as by, pytest.raises(Refused):
        begun(by)


def test_begin_project_from_a_possible_one_keeps_where_it_comes_from(world: World) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        possible = propose_project(by=by, title_th="แนวคิด", theme="น้ำ")
        project = begun(by, possible=possible)
        possible.refresh_from_db()
        assert (possible.state, project.theme) == (PossibleState.STARTED, possible.theme)
        ((before,),) = trace(by, PROJECT, [project.pk], "before").values()
        assert before.thing.key == (POSSIBLE, possible.pk)
        with pytest.raises(Problem, match="somebody has changed the state"):
            begun(by, possible=possible)


@pytest.mark.parametrize(
    ("starts", "ends", "state"),
    [
        (None, None, "idea"),
        ("2026-06-01", None, "planned"),
        ("2026-05-01", None, "under_way"),
        ("2025-01-01", "2026-04-30", "closing"),
        ("2025-01-01", "2026-05-01", "under_way"),
    ],
)
def test_state_of_new_record_follows_its_period(starts: str | None, ends: str | None, state: str) -> None:
    known = [day(each) if each else None for each in (starts, ends)]
    assert state_by_period(known[0], known[1], today=TODAY) == state


@pytest.mark.parametrize(
    ("on", "fiscal", "academic"),
    [
        ("2019-01-01", 2019, 2018),  # 1 Jan 2562: fiscal year 2562, academic year 2561
        ("2018-09-30", 2018, 2018),
        ("2018-10-01", 2019, 2018),
        ("2019-05-31", 2019, 2018),
        ("2019-06-01", 2019, 2019),
        ("2019-12-31", 2020, 2019),
    ],
)
def test_fiscal_and_academic_year_of_a_day(on: str, fiscal: int, academic: int) -> None:
    found = dt.date.fromisoformat(on)
    assert (fiscal_year(found), academic_year(found, 6)) == (fiscal, academic)


def test_years_are_stored_only_where_they_differ(world: World) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = begun(by)
        assert years_of(project) == (None, None)
        project = describe_project(
            by=by, project=project, starts=day("2019-01-01"), fiscal_year=2019, academic_year=2019
        )
        assert (project.fiscal_year, project.academic_year) == (None, 2019)
        assert years_of(project) == (2019, 2019)
        # The beginning moves; what was stored as different and is no longer so is forgotten.
        project = describe_project(by=by, project=project, starts=day("2019-07-01"))
        assert (project.fiscal_year, project.academic_year) == (None, None)
        half = PartialDate.of(dt.date(2019, 1, 1), "year")
        assert default_years(half, 6) == (2019, 2018)


def test_academic_year_begins_in_the_month_that_the_network_says(
    world: World, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = describe_project(by=by, project=begun(by), starts=day("2019-06-20"))
        other = describe_project(by=by, project=begun(by, "อื่น"), starts=day("2019-06-20"), academic_year=2021)
        assert [years_of(each) for each in (project, other)] == [(2019, 2019), (2019, 2021)]
    page = f"{at('project_time', project.pk)}?lang=en"
    assert "academic year 2019" in browser("lead").get(page).text
    with user_scope(world.users["secretariat"], "alpha") as by:
        describe_network(by=by, academic_from=8)
    with user_scope(world.users["lead"], "alpha") as by:
        project, other = loaded(by).get(pk=project.pk), loaded(by).get(pk=other.pk)
        assert [years_of(each) for each in (project, other)] == [(2019, 2018), (2019, 2021)]
        # What the beginning says by itself from now on is not kept beside it.
        project = describe_project(by=by, project=project, academic_year=2018)
        assert project.academic_year is None
    assert "academic year 2018" in browser("lead").get(page).text
    with user_scope(world.users["lead"], "alpha") as by:
        describe_project(by=by, project=project, starts=None, academic_year=None)
    assert "the academic year (from August)" in browser("lead").get(page).text


def test_describe_project_writes_theme_and_series_by_name(world: World) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        one, two = begun(by, "ปีแรก"), begun(by, "ปีที่สอง")
        for each in (one, two):
            describe_project(
                by=by, project=each, theme="น้ำ", series="โคกหนองนา", domains=["environment", "environment"]
            )
        one.refresh_from_db()
        two.refresh_from_db()
        assert (one.series, one.theme, one.domains) == (two.series, two.theme, ["environment"])
        describe_project(by=by, project=one, series="")
        one.refresh_from_db()
        assert one.series is None


def test_describe_project_refuses_a_code_twice_and_an_older_version(world: World) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        one, two = begun(by, "ก"), begun(by, "ข")
        describe_project(by=by, project=one, code="ว.12/2569")
        with pytest.raises(Problem, match="has this code already"):
            describe_project(by=by, project=two, code="ว.12/2569")
        with pytest.raises(Conflict):
            describe_project(by=by, project=one, title_th="ใหม่", version=1)


def _answers(**changed: object) -> Answers:
    return Answers(**{**{name: getattr(ENGAGED, name) for name in Answers.__slots__}, **changed})  # type: ignore[arg-type]  # values of the same fields


@pytest.mark.parametrize(
    ("changed", "category", "because"),
    [
        ({}, "engagement", "both"),
        ({"is_continuing": None}, "engagement", "both"),
        ({"is_continuing": False}, "engagement", "both"),
        ({"university_benefit": " "}, "service", "one_gains"),
        ({"is_knowledge_exchanged": False}, "service", "continuing"),
        ({"is_knowledge_exchanged": False, "is_continuing": False}, "service", "university_gains"),
        (
            {"is_knowledge_exchanged": False, "is_continuing": False, "university_benefit": ""},
            "volunteering",
            "given",
        ),
        ({"is_for_profit": True}, "not_counted", "profit"),
        ({"is_public_issue": False}, "not_counted", "no_public_issue"),
        ({"is_with_community": False}, "not_counted", "no_community"),
        ({"is_for_profit": True, "is_public_issue": None, "community_benefit": ""}, "not_counted", "profit"),
        ({"community_benefit": ""}, None, "open"),
        ({"is_for_profit": None}, None, "open"),
        ({"is_knowledge_exchanged": None}, None, "open"),
        ({"is_knowledge_exchanged": False, "is_continuing": None}, None, "open"),
    ],
)
def test_judge_answers(changed: dict[str, object], category: str | None, because: str) -> None:
    found = judge(_answers(**changed))
    assert (found.category, found.because) == (category, because)
    assert bool(found.missing) == (category is None)
    assert found.said == REASONS[because]


def test_judge_nothing_names_what_is_missing() -> None:
    assert judge(Answers()).missing == (
        "is_for_profit",
        "is_public_issue",
        "is_with_community",
        "is_knowledge_exchanged",
        "community_benefit",
    )


def test_answer_tree_stores_answers_and_category(world: World) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = answer_tree(by=by, project=begun(by), answers=ENGAGED)
        assert (project.category, project.is_continuing) == ("engagement", True)
        project = answer_tree(by=by, project=project, answers=_answers(is_for_profit=True))
        assert project.category == "not_counted"
        assert Answers.of(project) == _answers(is_for_profit=True)


def test_life_goes_on_and_back_step_by_step(world: World) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = begun(by)
        for _before, after in pairwise(LIFE):
            project = advance_project(by=by, project=project, act="advance")
            assert project.state == after
        with pytest.raises(Problem, match="not possible any more"):
            advance_project(by=by, project=project, act="advance")
        for _before, after in pairwise(reversed(LIFE)):
            project = advance_project(by=by, project=project, act="step_back")
            assert project.state == after
        with pytest.raises(Problem, match="not possible any more"):
            advance_project(by=by, project=project, act="step_back")


def test_button_pressed_twice_is_one_step(
    world: World, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = begun(by)
    client = browser("lead")
    shown = client.get(at("project", project.pk)).text
    assert shown.count('name="state" value="idea"') == 1
    for _press in range(2):
        client.post(at("project_advance", project.pk, "advance"), {"state": "idea"})
    with user_scope(world.users["lead"], "alpha"):
        assert Project.objects.get().state == "question"


@pytest.mark.parametrize("state", [each for each in LIFE if each != ProjectState.DONE])
def test_dropped_project_goes_on_where_it_stood(world: World, state: ProjectState) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = begun(by)
        Project.objects.filter(pk=project.pk).update(state=state)
        with pytest.raises(Problem, match="why it was dropped"):
            advance_project(by=by, project=project, act="drop", reason=" ")
        project = advance_project(by=by, project=project, act="drop", reason="หมดทุน")
        assert (project.state, project.dropped_from) == ("dropped", state)
        assert transitions.acts(transitions.PROJECT, "dropped") == ("reopen",)
        project = advance_project(by=by, project=project, act="reopen")
        assert (project.state, project.dropped_from, project.state_reason) == (state, "", "")


def test_done_project_is_not_dropped(world: World) -> None:
    assert transitions.project_after("done", "drop") is None
    assert transitions.project_after("done", "reopen") == ProjectState.UNDER_WAY


def test_private_record_is_read_by_its_keeper_and_who_manages_or_reviews(world: World) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        mine = show_project(by=by, project=begun(by, "ความลับ"), visibility=Visibility.PRIVATE)
    with user_scope(world.users["lead"], "alpha") as by:
        begun(by, "เปิด")
    seen = {}
    for persona in ("coordinator", "secretariat", "lead", "board", "partner"):
        with user_scope(world.users[persona], "alpha") as by:
            every = list(Project.objects.order_by("id"))
            readable = set(Project.objects.for_actor(by).values_list("pk", flat=True))
            assert readable == {each.pk for each in every if policy.see_record(by, each)}
            seen[persona] = mine.pk in readable
            found = {hit.object_id for hit in search.find_for(by, "ความลับ", kinds=[PROJECT]).hits}
            assert found == set()
    assert seen == {
        "coordinator": True,
        "secretariat": True,
        "lead": True,  # a project leader of the network manages all of them
        "board": False,
        "partner": False,
    }


def test_record_is_written_by_its_keeper_or_who_manages(world: World) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = begun(by)
    with user_scope(world.users["coordinator"], "alpha") as by:
        with pytest.raises(Refused):
            describe_project(by=by, project=project, title_th="ของฉัน")
        own = begun(by)
        assert describe_project(by=by, project=own, title_th="ของฉัน").title_th == "ของฉัน"
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert describe_project(by=by, project=own, title_th="แก้คำ").title_th == "แก้คำ"
    with user_scope(world.users["board"], "alpha") as by, pytest.raises(Refused):
        advance_project(by=by, project=project, act="advance")


def test_lead_that_two_claim_is_shown_and_settled_with_its_reason(world: World, members: Members) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = begun(by, lead=members.own)
        other = ProjectPartner.objects.create(
            network_id=by.network_id, project=project, organisation=members.other, claims_lead=True
        )
        (flag,) = project_page(by, loaded(by).get(pk=project.pk), today=TODAY).flags
        assert (flag.tone, "มหาวิทยาลัยริมน้ำ" in str(flag.detail)) == ("bad", True)
        with pytest.raises(Problem, match="so that both can understand"):
            settle_lead(by=by, project=project, partner=other, reason="")
        settle_lead(by=by, project=project, partner=other, reason="ตามมติที่ประชุมคณบดี")
        rows = ProjectPartner.objects.filter(project=project).values_list(
            "organisation", "is_lead", "claims_lead"
        )
        assert set(rows) == {(members.own.pk, False, False), (members.other.pk, True, False)}
        assert AuditEntry.objects.get(act="settle_lead").reason == "ตามมติที่ประชุมคณบดี"
        assert project_page(by, loaded(by).get(pk=project.pk), today=TODAY).flags == []
    with user_scope(world.users["coordinator"], "alpha") as by:
        own = begun(by, lead=members.own)
        with pytest.raises(Refused):
            settle_lead(by=by, project=own, partner=own.partners.get(), reason="ของเรา")


def test_record_by_forms(world: World, browser: Callable[[str], Client], at: Callable[..., str]) -> None:
    client = browser("coordinator")
    assert client.post(at("project_new"), {"title_th": ""}).status_code == 422
    made = client.post(at("project_new"), {"title_th": "ธนาคารขยะ", "starts": "1 ม.ค. 2562", "ends": "2561"})
    assert made.status_code == 422
    made = client.post(at("project_new"), {"title_th": "ธนาคารขยะ", "starts": "1 ม.ค. 2562"})
    here = made["Location"]
    pk = int(here.rstrip("/").rpartition("/")[2])
    page = client.get(here).text
    assert ("2562" in page, "2561" in page) == (True, True)
    posts = {
        "project_change": {"title_th": "ธนาคารขยะชุมชน", "summary_th": "สรุป", "website": "example.org"},
        "project_time": {"starts": "1 ม.ค. 2562", "fiscal_year": "๒๕๖๓", "academic_year": "2018"},
        "project_about": {
            "missions": ["service"],
            "domains": ["environment"],
            "theme": "ขยะ",
            "series": "ชุดขยะ",
        },
        "project_tree": {"is_for_profit": "yes"},
        "project_visibility": {"visibility": "public"},
    }
    for name, values in posts.items():
        assert client.get(at(name, pk)).status_code == 200
        assert client.post(at(name, pk), values).status_code == 302, name
    with user_scope(world.users["coordinator"], "alpha"):
        project = Project.objects.get(pk=pk)
        assert (project.title_th, project.website) == ("ธนาคารขยะชุมชน", "https://example.org")
        assert (project.fiscal_year, project.academic_year) == (2020, None)
        assert (project.category, project.is_public_issue) == ("not_counted", None)
    assert client.post(at("project_advance", pk, "advance")).status_code == 302
    assert client.post(at("project_advance", pk, "fly")).status_code == 404
    assert client.post(at("project_drop", pk), {"reason": "ไม่มีผู้รับผิดชอบ"}).status_code == 302
    english = client.get(here, query_params={"lang": "en"}).text
    assert ("for private profit" in english, "ไม่มีผู้รับผิดชอบ" in english) == (True, True)
    assert browser("board").post(at("project_change", pk), {"title_th": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("projects:project", "ธนาคารขยะ · Network A"),
        ("projects:project_partners", "Partners and people · ธนาคารขยะ · Network A"),
        ("engagement:confirmations", "Confirmations · ธนาคารขยะ · Network A"),
    ],
)
def test_window_of_a_project_is_called_by_its_open_part(world: World, page: str, title: str) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = begun(by, title="ธนาคารขยะ")
    shown = world.client("lead").get(reverse(page, args=["alpha", project.pk]), query_params={"lang": "en"})
    assert re.findall("<title>(.*)</title>", shown.text) == [title]


def test_record_just_begun_names_what_to_write_next(world: World, browser: Callable[[str], Client]) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = begun(by)
        page = project_page(by, loaded(by).get(pk=project.pk), today=NOW.date())
        first = page.completeness.next[0]
    here = reverse("projects:project", args=["alpha", project.pk])
    told = {name: browser(name).get(here, query_params={"lang": "en"}).text for name in ("lead", "board")}
    asked = f"Next: {first.part.label}"
    assert (asked in told["lead"], f'href="{first.url}"' in told["lead"]) == (True, True)
    assert asked not in told["board"]
    every = [replace(each, is_filled=True) for each in page.completeness.parts]
    half = replace(page.completeness, parts=(*every[: len(every) // 2], *page.completeness.missing[:1]))
    assert (page.is_begun, replace(page, completeness=half).is_begun) == (False, True)


def test_record_begins_by_form_from_a_possible_project(
    world: World, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        possible = propose_project(by=by, title_th="ตลาดสีเขียว", need_th="ผักปลอดภัยขายไม่ได้")
    client = browser("lead")
    link = f"{at('project_new')}?possible={possible.pk}"
    assert link in client.get(at("possible", possible.pk)).text
    assert "ผักปลอดภัยขายไม่ได้" in client.get(link).text
    made = client.post(link, {"title_th": "ตลาดสีเขียว"})
    assert made.status_code == 302
    with user_scope(world.users["lead"], "alpha"):
        assert Project.objects.get().possible_project == possible
    # A coordinator begins own records, but possible projects are kept by others.
    assert browser("coordinator").get(link).status_code == 403
    assert client.get(f"{at('project_new')}?possible=999999").status_code == 404


def test_list_is_searched_narrowed_and_asks_as_often_with_many(
    world: World,
    browser: Callable[[str], Client],
    members: Members,
    at: Callable[..., str],
    statements: Statements,
) -> None:
    client = browser("secretariat")
    counts: dict[str, list[int]] = {}
    for number in range(1, 4):
        with user_scope(world.users["lead"], "alpha") as by:
            project = begun(by, f"โครงการที่ {number}", lead=members.own, starts=day("2019-01-01"))
            describe_project(by=by, project=project, domains=["health"], theme="สุขภาวะ", code=f"P-{number}")
            answer_tree(by=by, project=project, answers=ENGAGED)
        for name, page in {
            "list": at("projects"),
            "export": at("projects_export"),
            "overview": at("project", project.pk),
        }.items():
            with statements() as sent:
                assert client.get(page).status_code == 200
            counts.setdefault(name, []).append(len(sent))
    assert [(found[0] == found[2]) for found in counts.values()] == [True, True, True]
    # What partners say to the records of the workbook takes eight more.
    most = {"list": 10, "export": 18, "overview": 10}
    assert [name for name, found in counts.items() if found[2] > most[name]] == []

    def titles(**query: str) -> int:
        return client.get(at("projects"), query_params=query).text.count(f"/work/projects/{project.pk}/")

    wanted = {
        "q": "P-3", "state": "active", "record": "draft", "category": "engagement", "domain": "health", "year": "2019",
        "organisation": str(members.own.pk),
    }  # fmt: skip
    unwanted = {
        "q": "ไม่มีคำนี้", "state": "done", "record": "approved", "category": "none", "domain": "culture", "year": "2018",
        "mine": "1", "province": "TH-50", "item": "1", "series": "1", "organisation": str(members.other.pk),
        "mission": "service", "theme": "99999999",
    }  # fmt: skip
    assert [name for name, value in wanted.items() if not titles(**{name: value})] == []
    assert [name for name, value in unwanted.items() if titles(**{name: value})] == []
    assert (
        client.get(at("projects"), query_params={"year": "9" * 30, "item": "x", "sort": "-from"}).status_code
        == 200
    )
