"""Institutions look at themselves: several people, dialogue, agreeing, the plan, and who may read what."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from samphan.directory.actions.merging import merge_records
from samphan.evaluation.actions import assessments as actions
from samphan.evaluation.actions.assessments import Stated
from samphan.evaluation.models import AssessmentAnswer, Improvement, SelfAssessment
from samphan.evaluation.queries.assessments import page_of, rows
from samphan.evaluation.queries.institution_evidence import Own
from samphan.kit import lineage
from samphan.kit.errors import Problem, Refused
from samphan.projects.actions.action_items import undertake_action
from samphan.projects.models import ActionItem, Project, ProjectPartner
from samphan.projects.queries.findable import ACTION
from samphan.tenancy.scope import user_scope
from tests.evaluation.conftest import NOW, TODAY, make_project
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.evaluation.conftest import Members
    from tests.personas import World


def begin(by: Actor, members: Members, year: int = 2026) -> SelfAssessment:
    return actions.begin_assessment(by=by, member=members.own, year=year)


def say(by: Actor, of: SelfAssessment, *, is_agreed: bool = False, code: str = "ent", **said: Stated) -> None:
    actions.answer_assessment(by=by, assessment=of, code=code, said=said, now=NOW, is_agreed=is_agreed)


def talk(by: Actor, of: SelfAssessment) -> None:
    actions.write_dialogue(by=by, assessment=of, on=TODAY, people="คณบดี", words="เห็นต่างเรื่องทุน", now=NOW)


def test_several_people_answer_each_for_themselves(world: World, by: Actor, members: Members) -> None:
    of = begin(by, members)
    say(by, of, G1a=Stated(3, "ประกาศ 12/2569"))
    with user_scope(world.users["coordinator"], "alpha") as other:
        say(other, of, G1a=Stated(1, "", "ไม่มีใครได้รับ"), G1b=Stated(None))
        say(other, of, G1a=Stated(0, "", "ไม่มีใครได้รับ"))
    with user_scope(world.users["secretariat"], "alpha") as again:
        view = page_of(again, of, "ent").groups[0][1][0]
        assert [(each.by_name, each.score) for each in view.answers] == [
            ("Coordinator", 0),
            ("Secretariat", 3),
        ]
        assert (view.agreed, view.spread) == (None, (0, 3))


@pytest.mark.parametrize(
    ("said", "counts", "is_capped"),
    [
        (Stated(3), 1, True),
        (Stated(3, "รายงานประจำปี"), 3, False),
        (Stated(1), 1, False),
        (Stated(None), None, False),
        (Stated(0), 0, False),
    ],
)
def test_agreed_level_without_anything_that_shows_it_counts_one(
    by: Actor, members: Members, said: Stated, counts: int | None, is_capped: bool
) -> None:
    of = begin(by, members)
    say(by, of, is_agreed=True, G1a=said)
    view = page_of(by, of, "ent").groups[0][1][0]
    assert (view.counts, view.is_capped) == (counts, is_capped)


def test_records_propose_evidence_and_agreeing_writes_it_down(by: Actor, members: Members) -> None:
    project = make_project(by)
    ProjectPartner.objects.create(
        network_id=by.network_id, project=project, organisation=members.own.organisation, side="university"
    )
    Project.objects.filter(pk=project.pk).update(question_story="เวทีหมู่บ้าน")
    of = begin(by, members)
    say(by, of, is_agreed=True, G3b=Stated(3))
    assert page_of(by, of, "ent").standing.shown == 3.0
    talk(by, of)
    actions.agree_assessment(by=by, assessment=of, today=TODAY)
    kept = AssessmentAnswer.objects.get(item="G3b")
    assert kept.evidence == "1 of 1 projects say how their question was developed together"
    of.refresh_from_db()
    Project.objects.filter(pk=project.pk).update(question_story="")
    assert page_of(by, of, "ent").standing.shown == 3.0


def test_agree_needs_levels_and_a_dialogue_and_freezes_answers(by: Actor, members: Members) -> None:
    of = begin(by, members)
    with pytest.raises(Problem, match="on which levels"):
        actions.agree_assessment(by=by, assessment=of, today=TODAY)
    say(by, of, is_agreed=True, G1a=Stated(2, "ก"))
    with pytest.raises(Problem, match="minutes"):
        actions.agree_assessment(by=by, assessment=of, today=TODAY)
    talk(by, of)
    actions.agree_assessment(by=by, assessment=of, today=TODAY)
    with pytest.raises(Refused, match="stays as it is"):
        say(by, of, G1a=Stated(4))
    actions.reopen_assessment(by=by, assessment=of, reason="ลงคะแนนผิดข้อ")
    say(by, of, G1a=Stated(4))


@pytest.mark.parametrize(
    ("said", "words"),
    [({}, "Nothing was answered"), ({"X9": Stated(1)}, "not stand"), ({"G1a": Stated(7)}, "0 to 4")],
)
def test_answer_what_is_impossible_is_a_problem(
    by: Actor, members: Members, said: dict[str, Stated], words: str
) -> None:
    of = begin(by, members)
    with pytest.raises(Problem, match=words):
        say(by, of, **said)


def test_begin_twice_for_a_year_or_write_minutes_of_tomorrow_is_a_problem(
    by: Actor, members: Members
) -> None:
    of = begin(by, members)
    with pytest.raises(Problem, match="already"):
        begin(by, members)
    with pytest.raises(Problem, match="still to come"):
        actions.write_dialogue(
            by=by, assessment=of, on=TODAY + dt.timedelta(days=2), people="ก", words="ข", now=NOW
        )


def test_line_of_the_plan_becomes_an_action_once(world: World, by: Actor, members: Members) -> None:
    of = begin(by, members)
    plan = {"owner_name": "รองคณบดี", "due_on": dt.date(2026, 9, 30)}
    line = actions.plan_improvement(
        by=by, assessment=of, code="scan", item="C1", title="เปิดจุดบริการเดียว", **plan
    )
    for persona in ("board", "lead"):
        with user_scope(world.users[persona], "alpha") as other, pytest.raises(Refused):
            actions.take_over_improvement(by=other, improvement=line)
    with user_scope(world.users["secretariat"], "alpha") as again:
        line = actions.take_over_improvement(by=again, improvement=line)
        action = ActionItem.objects.get()
        assert (action.title_th, action.owner_label, action.due_on, action.organisation) == (
            "เปิดจุดบริการเดียว",
            "รองคณบดี",
            dt.date(2026, 9, 30),
            members.own.organisation,
        )
        assert line.action == action
        with pytest.raises(Problem, match="already"):
            actions.take_over_improvement(by=again, improvement=line)
        with pytest.raises(Problem, match="became an action"):
            actions.withdraw_improvement(by=again, improvement=line, reason="เปลี่ยนใจ")
        with pytest.raises(Problem, match="not stand"):
            actions.plan_improvement(by=again, assessment=of, code="ent", item="C1", title="ก", **plan)


def test_representative_makes_actions_of_the_plan_of_the_own_institution_alone(
    world: World, by: Actor, members: Members, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    plan = {"owner_name": "รองคณบดี", "due_on": dt.date(2026, 9, 30)}
    own, other = (
        actions.plan_improvement(
            by=by,
            assessment=actions.begin_assessment(by=by, member=member, year=2026),
            title="เปิดจุดบริการ",
            **plan,
        )
        for member in (members.own, members.other)
    )
    with user_scope(world.users["coordinator"], "alpha") as coordinator:
        assert not coordinator.holds("projects.manage"), "the plan is the permission, not the role"
        with pytest.raises(Refused):
            actions.take_over_improvement(by=coordinator, improvement=other)
        # What an institution takes upon itself is never laid on another one, nor on the network.
        for organisation in (members.other.organisation, None):
            with pytest.raises(Refused):
                undertake_action(by=coordinator, title_th="ก", owner_label="ข", organisation=organisation)
    client = browser("coordinator")
    take_over = at("assessment_take_over", own.assessment_id, own.pk)
    assert take_over in client.get(at("assessment", own.assessment_id)).text
    assert client.post(take_over).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        (made,) = ActionItem.objects.all()
        own.refresh_from_db()
        assert (own.action, made.organisation, made.owner_label) == (
            made,
            members.own.organisation,
            "รองคณบดี",
        )
    assert take_over not in client.get(at("assessment", own.assessment_id)).text


def test_action_of_a_plan_tells_those_alone_who_may_read_it_where_it_comes_from(
    world: World, by: Actor, members: Members
) -> None:
    of = actions.begin_assessment(by=by, member=members.other, year=2026)
    line = actions.plan_improvement(
        by=by, assessment=of, title="แผน", owner_name="ก", due_on=dt.date(2026, 9, 1)
    )
    action = actions.take_over_improvement(by=by, improvement=line).action
    assert action is not None
    (branch,) = lineage.trace(by, ACTION, [action.pk], "before")[action.pk]
    assert (branch.thing.label_th, branch.thing.url) == (
        "มหาวิทยาลัยริมน้ำ 2569",
        f"/n/alpha/learn/assessments/{of.pk}/",
    )
    with user_scope(world.users["coordinator"], "alpha") as other:
        assert lineage.trace(other, ACTION, [action.pk], "before")[action.pk] == ()


@pytest.fixture
def two(world: World, members: Members) -> tuple[SelfAssessment, SelfAssessment]:
    """Self-assessments of the coordinator's institution and of another one, with secrets in each."""
    with user_scope(world.users["secretariat"], "alpha") as by:
        found = []
        for member in (members.own, members.other):
            of = actions.begin_assessment(by=by, member=member, year=2026)
            say(by, of, is_agreed=True, G1a=Stated(3, f"หลักฐานของ{member.organisation.name_th}"))
            actions.write_dialogue(
                by=by, assessment=of, on=TODAY, people="คณบดี",
                words=f"ถ้อยคำของ{member.organisation.name_th}", now=NOW,
            )  # fmt: skip
            actions.plan_improvement(
                by=by, assessment=of, title="แผน", owner_name="ก", due_on=dt.date(2026, 9, 1)
            )
            found.append(of)
    return found[0], found[1]


def test_other_institutions_are_closed_to_a_coordinator(
    world: World,
    browser: Callable[[str], Client],
    at: Callable[..., str],
    two: tuple[SelfAssessment, SelfAssessment],
) -> None:
    own, other = two
    client = browser("coordinator")
    assert "หลักฐานของมหาวิทยาลัยของเรา" in client.get(at("assessment", own.pk)).text
    with user_scope(world.users["secretariat"], "alpha"):
        line = Improvement.objects.get(assessment=other)
    for name, args in (
        ("assessment", [other.pk]), ("assessment_answer", [other.pk, "ent"]),
        ("assessment_agree_on", [other.pk, "scan"]), ("assessment_dialogue", [other.pk]),
        ("assessment_plan", [other.pk]), ("assessment_withdraw", [other.pk, line.pk]),
        ("assessment_reopen", [other.pk]), ("assessment_export", [other.pk]),
        ("assessment_paper", [other.pk, "pdf"]),
    ):  # fmt: skip
        assert client.get(at(name, *args)).status_code == 404, name
    for name, args in (("assessment_agree", [other.pk]), ("assessment_take_over", [other.pk, line.pk])):
        assert client.post(at(name, *args)).status_code == 404, name
    assert client.get(at("assessment_withdraw", own.pk, line.pk)).status_code == 404


def test_overview_tells_a_coordinator_who_answered_and_not_what(
    world: World,
    browser: Callable[[str], Client],
    at: Callable[..., str],
    two: tuple[SelfAssessment, SelfAssessment],
) -> None:
    own, other = two
    with user_scope(world.users["secretariat"], "alpha") as by:
        for each in two:
            actions.agree_assessment(by=by, assessment=each, today=TODAY)
    page = browser("coordinator").get(f"{at('assessments')}?year=2026&lang=en").text
    assert at("assessment", own.pk) in page
    assert at("assessment", other.pk) not in page
    assert page.count("<strong>3.0</strong>") == 1
    assert "มหาวิทยาลัยริมน้ำ" in page
    assert (
        browser("secretariat").get(f"{at('assessments')}?year=2026").text.count("<strong>3.0</strong>") == 2
    )
    export = (
        browser("coordinator")
        .get(f"{at('assessments_export')}?year=2026&format=csv")
        .content.decode("utf-8-sig")
    )
    lines = dict(each.split(",", 1) for each in export.splitlines()[1:])
    assert lines["มหาวิทยาลัยริมน้ำ"].endswith(",,")
    assert lines["มหาวิทยาลัยของเรา"].endswith("3.0,")
    # The page and its workbook count the years as their reader does.
    for language, year in (("th", "2569"), ("en", "2026")):
        told = browser("secretariat").get(f"{at('assessments_export')}?year=2026&format=csv&lang={language}")
        rows = told.content.decode("utf-8-sig").splitlines()[1:]
        assert {each.split(",")[1] for each in rows} == {year}


def test_assessments_of_another_network_are_not_found(
    browser: Callable[[str], Client], at: Callable[..., str], two: tuple[SelfAssessment, SelfAssessment]
) -> None:
    stranger = browser("stranger")
    for path in (at("assessment", two[0].pk), at("assessment_begin", two[0].member_id)):
        assert stranger.get(path.replace("alpha", "beta")).status_code == 404
        assert stranger.get(path).status_code in {403, 404}


def test_pages_forms_and_papers_answer(
    browser: Callable[[str], Client], at: Callable[..., str], two: tuple[SelfAssessment, SelfAssessment]
) -> None:
    own, _other = two
    client = browser("coordinator")
    for name, args in (
        ("assessments", []), ("assessment_begin", [own.member_id]), ("assessment_answer", [own.pk, "scan"]),
        ("assessment_agree_on", [own.pk, "ent"]), ("assessment_dialogue", [own.pk]), ("assessment_plan", [own.pk]),
        ("assessment_export", [own.pk]), ("assessment_paper", [own.pk, "docx"]), ("assessment_paper", [own.pk, "pdf"]),
    ):  # fmt: skip
        assert client.get(at(name, *args)).status_code == 200, name
    assert client.get(at("assessment_answer", own.pk, "else")).status_code == 404
    kept = client.post(at("assessment_answer", own.pk, "scan"), {"score_M1": "2", "evidence_M1": "ประกาศ"})
    assert kept["Location"] == f"{at('assessment', own.pk)}?by=scan"
    refused = client.post(at("assessment_answer", own.pk, "scan"), {"evidence_M2": "ไม่ได้เลือกระดับ"})
    assert (refused.status_code, "ไม่ได้เลือกระดับ" in refused.text) == (422, True)
    begun = client.post(at("assessment_begin", own.member_id), {"year": "2026"})
    assert begun.status_code == 422


def test_page_and_overview_ask_the_same_for_one_and_three(
    world: World,
    browser: Callable[[str], Client],
    at: Callable[..., str],
    members: Members,
    statements: Statements,
) -> None:
    client = browser("secretariat")
    counts: dict[str, list[int]] = {"page": [], "overview": []}
    for years in ([2026], [2025, 2024]):
        with user_scope(world.users["secretariat"], "alpha") as by:
            for year in years:
                for member in (members.own, members.other)[: len(years)]:
                    of = actions.begin_assessment(by=by, member=member, year=year)
                    for code, item in (("ent", "G1a"), ("ent", "G5b"), ("scan", "M1"))[: 2 * len(years) - 1]:
                        say(by, of, code=code, **{item: Stated(2, "ก")})
                        say(by, of, code=code, is_agreed=True, **{item: Stated(2, "ก")})
                    talk(by, of)
        for name, path in (
            ("page", at("assessment", of.pk)),
            ("overview", f"{at('assessments')}?year={years[0]}"),
        ):
            client.get(path)
            with statements() as sent:
                assert client.get(path).status_code == 200
            counts[name].append(len(sent))
    assert counts["page"][0] == counts["page"][1]
    assert counts["overview"][0] == counts["overview"][1]


def test_levels_of_other_years_are_those_that_were_agreed(by: Actor, members: Members) -> None:
    older, newer = begin(by, members, 2025), begin(by, members)
    say(by, older, is_agreed=True, G1a=Stated(3, "รายงาน"))
    assert page_of(by, newer, "ent").years == []
    talk(by, older)
    actions.agree_assessment(by=by, assessment=older, today=TODAY)
    assert [(each.assessment, each.standing.shown) for each in page_of(by, newer, "ent").years] == [
        (older, 3.0)
    ]


def test_overview_says_the_level_that_the_page_says(by: Actor, members: Members) -> None:
    project = make_project(by)
    ProjectPartner.objects.create(
        network_id=by.network_id, project=project, organisation=members.own.organisation, side="university"
    )
    Project.objects.filter(pk=project.pk).update(question_story="เวทีหมู่บ้าน")
    of = begin(by, members)
    say(by, of, is_agreed=True, G3b=Stated(3))
    assert page_of(by, of, "ent").standing.shown == 3.0
    assert [each.levels for each in rows(by, [members.own], 2026)] == [{}]
    talk(by, of)
    actions.agree_assessment(by=by, assessment=of, today=TODAY)
    assert [each.levels["ent"].shown for each in rows(by, [members.own], 2026)] == [3.0]


def test_two_who_write_down_what_was_agreed_see_each_other(
    world: World, browser: Callable[[str], Client], at: Callable[..., str], members: Members
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        of = begin(by, members)
        say(by, of, is_agreed=True, G1a=Stated(2, "ก"))
        of.refresh_from_db()
    path, typed = at("assessment_agree_on", of.pk, "ent"), {"version": of.version, "score_G1a": "2"}
    first = {**typed, "score_G1a": "3", "evidence_G1a": "ประกาศ 12/2569"}
    assert f'name="version" value="{of.version}"' in browser("coordinator").get(path).text
    assert browser("secretariat").post(path, first).status_code == 302
    late = browser("coordinator").post(
        f"{path}?lang=en", {**typed, "score_G1b": "1", "note_G1b": "มีที่นั่งแต่ไม่มีเสียง"}
    )
    assert (late.status_code, "มีที่นั่งแต่ไม่มีเสียง" in late.text) == (409, True)
    changes = {each.label: (each.yours, each.current) for each in late.context["form"].changes}
    assert changes["G1a What shows it"] == ("", "ประกาศ 12/2569")
    assert changes["G1a Policy of recognition"] == ("2 – developing", "3 – established")
    with user_scope(world.users["secretariat"], "alpha"):
        kept = AssessmentAnswer.objects.filter(assessment=of, is_agreed=True).values_list("item", "score")
        assert list(kept) == [("G1a", 3)]


def test_people_who_answered_stand_in_thai_order(by: Actor, members: Members) -> None:
    of = begin(by, members)
    for number, name in enumerate(("เกษม", "ขวัญ", "ไก่", "กมล"), start=1):
        AssessmentAnswer.objects.create(
            network_id=by.network_id, assessment=of, instrument="ent", item="G1a", score=1, by_user=number,
            by_name=name, at=NOW,
        )  # fmt: skip
    page = page_of(by, of, "ent")
    wanted = ["กมล", "เกษม", "ไก่", "ขวัญ"]
    assert page.people == wanted
    assert [each.by_name for each in page.groups[0][1][0].answers] == wanted


def test_begin_from_the_list_of_a_year_is_for_that_year(
    browser: Callable[[str], Client], at: Callable[..., str], members: Members
) -> None:
    client, last = browser("coordinator"), dt.date.today().year - 1  # noqa: DTZ011 - as the page reckons it
    page = client.get(at("assessments"), {"year": str(last)})
    link = f"{at('assessment_begin', members.own.pk)}?year={last}"
    assert link in page.text
    assert client.get(link).context["form"]["year"].value() == last


def test_projects_under_a_merged_record_of_an_institution_are_its_own(by: Actor, members: Members) -> None:
    double = make_organisation(by, "ม. ของเรา")
    for title, organisation in (("ของตน", double), ("ของผู้อื่น", members.other.organisation)):
        ProjectPartner.objects.create(
            network_id=by.network_id,
            project=make_project(by, title),
            organisation=organisation,
            side="university",
        )
    merge_records(by=by, kept=members.own.organisation, merged=double, now=NOW)
    assert [each.title_th for each in Own(by, members.own).projects] == ["ของตน"]
