"""Records are submitted, returned, approved, opened again, published; taken over; reported year by year."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from samphan.comms.models import Message
from samphan.directory.actions.claim import accept_claim, claim_person
from samphan.directory.actions.merging import merge_records
from samphan.engagement.actions.change import describe_situation
from samphan.kit.errors import Problem, Refused
from samphan.projects import policy
from samphan.projects.actions.project import answer_tree, describe_project, show_project
from samphan.projects.actions.review import (
    approve_record,
    claim_record,
    publish_record,
    reopen_record,
    return_record,
    submit_record,
    unpublish_record,
)
from samphan.projects.actions.side import write_person
from samphan.projects.actions.years import report_year
from samphan.projects.models import Project, ProjectReview, ProjectYear
from samphan.projects.queries.flags import Flag
from samphan.projects.queries.flags import flags as flags_of
from samphan.projects.queries.flags import register as register_flags
from samphan.projects.queries.record_due import record_lines
from samphan.projects.queries.tree import Answers
from samphan.tenancy.actions import revoke
from samphan.tenancy.models import AuditEntry, Grant
from samphan.tenancy.scope import user_scope
from tests.factories.directory import make_person
from tests.projects.conftest import NOW
from tests.projects.test_records import ENGAGED, begun, day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from samphan.kit.actor import Actor
    from tests.personas import World

TODAY = NOW.date()
SOON = TODAY + dt.timedelta(days=30)
THIS_WEEK = TODAY + dt.timedelta(days=7)


def submitted(world: World, title: str = "โคกหนองนา") -> Project:
    """A record of the coordinator that waits for a review."""
    with user_scope(world.users["coordinator"], "alpha") as by:
        project = answer_tree(by=by, project=begun(by, title, starts=day("2019-01-01")), answers=ENGAGED)
        return submit_record(by=by, project=project, now=NOW, comment="ขอให้ตรวจ")


def approved(world: World, title: str = "โคกหนองนา") -> Project:
    project = submitted(world, title)
    with user_scope(world.users["secretariat"], "alpha") as by:
        return approve_record(by=by, project=project, now=NOW)


def test_approve_needs_answers_that_nobody_took_back_meanwhile(world: World) -> None:
    project = submitted(world)
    with user_scope(world.users["lead"], "alpha") as by:
        answer_tree(by=by, project=project, answers=Answers())
    with (
        user_scope(world.users["secretariat"], "alpha") as by,
        pytest.raises(Problem, match="decision tree"),
    ):
        approve_record(by=by, project=project, now=NOW)
    with user_scope(world.users["secretariat"], "alpha"):
        assert Project.objects.counted().count() == 0


def test_keeper_who_left_the_network_is_told_nothing_of_the_review(world: World) -> None:
    project = submitted(world)
    with user_scope(world.users["secretariat"], "alpha") as by:
        revoke(by=by, given=Grant.objects.get(user=world.users["coordinator"]))
        return_record(by=by, project=project, now=NOW, comment="ลับเฉพาะเครือข่าย")
        assert not Message.objects.exists()


def test_submit_needs_the_decision_tree_and_nothing_else(world: World) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        project = begun(by)
        with pytest.raises(Problem, match="decision tree first"):
            submit_record(by=by, project=project, now=NOW)
        project = answer_tree(by=by, project=project, answers=ENGAGED)
        assert submit_record(by=by, project=project, now=NOW).review == "submitted"


def test_return_with_comments_tells_the_keeper_and_goes_round(world: World) -> None:
    project = submitted(world)
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Problem, match="what is to be changed"):
            return_record(by=by, project=project, now=NOW, comment=" ")
        project = return_record(by=by, project=project, now=NOW, comment="เพิ่มชุมชนที่ร่วมคิด")
        mail = Message.objects.get(to_address="coordinator@example.org")
        assert ("เพิ่มชุมชนที่ร่วมคิด" in mail.text, f"/n/alpha/work/projects/{project.pk}/" in mail.text) == (
            True,
            True,
        )
    with user_scope(world.users["coordinator"], "alpha") as by:
        (line,) = record_lines(
            by, THIS_WEEK, TODAY
        )  # seen on the overview from the day on which it came back
        assert (line.url, line.title) == (f"/n/alpha/work/projects/{project.pk}/", "โคกหนองนา")
        project = submit_record(by=by, project=project, now=NOW)
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert [each.title for each in record_lines(by, THIS_WEEK, TODAY)] == ["โคกหนองนา"]
        project = approve_record(by=by, project=project, now=NOW)
        assert list(Project.objects.counted()) == [project]
        acts = ProjectReview.objects.for_actor(by).order_by("id").values_list("act", flat=True)
        assert list(acts) == ["submit", "return", "submit", "approve"]
        assert Message.objects.filter(to_address="coordinator@example.org").count() == 2


def test_whoever_submitted_may_not_approve(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        own = answer_tree(by=by, project=begun(by), answers=ENGAGED)
        own = submit_record(by=by, project=own, now=NOW)
        assert record_lines(by, SOON, TODAY) == []
        for act in (approve_record, return_record):
            with pytest.raises(Refused, match="yourself"):
                act(by=by, project=own, now=NOW, comment="เอง")
    for persona in ("lead", "coordinator", "board"):
        with user_scope(world.users[persona], "alpha") as by, pytest.raises(Refused):
            approve_record(by=by, project=own, now=NOW)


def test_steps_out_of_order_are_refused(world: World) -> None:
    project = approved(world)
    with user_scope(world.users["secretariat"], "alpha") as by:
        for act in (approve_record, submit_record):
            with pytest.raises(Problem, match="not possible any more"):
                act(by=by, project=project, now=NOW)
        with pytest.raises(Problem, match="not possible any more"):
            return_record(by=by, project=project, now=NOW, comment="ก")
        draft = begun(by, "ร่าง")
        with pytest.raises(Problem, match="not possible any more"):
            reopen_record(by=by, project=draft, now=NOW)


def test_keeper_opens_an_approved_record_again_to_change_it(world: World) -> None:
    project = approved(world)
    with user_scope(world.users["coordinator"], "alpha") as by:
        with pytest.raises(Refused, match="Open it again"):
            describe_project(by=by, project=project, title_th="ใหม่")
        project = reopen_record(by=by, project=project, now=NOW, comment="แก้ชื่อ")
        assert (project.review, Project.objects.counted().count()) == ("draft", 0)
        assert describe_project(by=by, project=project, title_th="ใหม่").title_th == "ใหม่"
    # Who manages all records corrects an approved one; the audit trail keeps what it was.
    other = approved(world, "อีกโครงการ")
    with user_scope(world.users["lead"], "alpha") as by:
        assert describe_project(by=by, project=other, title_th="แก้คำผิด").review == "approved"


def test_not_counted_category_is_in_no_total(world: World) -> None:
    project = approved(world)
    with user_scope(world.users["secretariat"], "alpha"):
        Project.objects.filter(pk=project.pk).update(category="not_counted")
        assert Project.objects.counted().count() == 0
        Project.objects.filter(pk=project.pk).update(category="service")
        assert Project.objects.counted().count() == 1
        Project.objects.filter(pk=project.pk).update(
            state="dropped", state_reason="ก", dropped_from="planned"
        )
        assert Project.objects.counted().count() == 0
        Project.objects.filter(pk=project.pk).update(dropped_from="under_way")
        assert Project.objects.counted().count() == 1


def test_publish_needs_approval_and_the_consent_of_the_keeper(world: World) -> None:
    project = submitted(world)
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Problem, match="Only an approved record"):
            publish_record(by=by, project=project, now=NOW)
        approve_record(by=by, project=project, now=NOW)
        with pytest.raises(Problem, match="not opened it to everybody"):
            publish_record(by=by, project=project, now=NOW)
    with user_scope(world.users["coordinator"], "alpha") as by:
        show_project(by=by, project=project, visibility="public")
        with pytest.raises(Refused):
            publish_record(by=by, project=project, now=NOW)
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert publish_record(by=by, project=project, now=NOW).published_at == NOW
        assert unpublish_record(by=by, project=project, now=NOW).published_at is None
        publish_record(by=by, project=project, now=NOW)
    with user_scope(world.users["coordinator"], "alpha") as by:
        assert show_project(by=by, project=project, visibility="network").published_at is None


def test_reopened_record_is_public_no_more(world: World) -> None:
    project = approved(world)
    with user_scope(world.users["secretariat"], "alpha") as by:
        show_project(by=by, project=project, visibility="public")
        publish_record(by=by, project=project, now=NOW)
    here = f"/p/alpha/work/projects/{project.pk}/"
    assert Client().get(here).status_code == 200
    with user_scope(world.users["coordinator"], "alpha") as by:
        reopen_record(by=by, project=project, now=NOW)
    assert Client().get(here).status_code == 404


def test_leader_takes_over_what_names_a_record_that_was_merged_since(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        kept, double, third = (make_person(by, "สมชาย", name) for name in ("ใจดี", "ใจดีย์", "ใจร้าย"))
        entered = begun(by, "ก", entered_for=double)
        led, joined, other = begun(by, "ข"), begun(by, "ค"), begun(by, "ง")
        write_person(by=by, project=led, person=double, role="leader")
        write_person(by=by, project=joined, person=double, role="member")
        write_person(by=by, project=other, person=third, role="leader")
        merge_records(by=by, kept=kept, merged=double, now=NOW)
    with user_scope(world.users["coordinator"], "alpha") as by:
        asked = claim_person(by=by, person=kept, words="อีเมลเดียวกัน", now=NOW)
    with user_scope(world.users["secretariat"], "alpha") as by:
        accept_claim(by=by, claim=asked, now=NOW)
    with user_scope(world.users["coordinator"], "alpha") as by:
        entered.refresh_from_db()
        assert entered.keeper_id == by.user_id
        may = [bool(policy.claim_record(by, each)) for each in (entered, led, joined, other)]
        assert may == [False, True, False, False]


def test_leader_takes_over_what_was_entered_for_him(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        person, stranger = make_person(by), make_person(by, "สมหญิง", "ใจงาม")
        mine = begun(by, "ของสมชาย", entered_for=person)
        other = begun(by, "ของสมหญิง", entered_for=stranger)
        assert (mine.keeper_id, mine.entered_by) == (by.user_id, by.label)
    with user_scope(world.users["coordinator"], "alpha") as by:
        with pytest.raises(Refused, match="which person you are"):
            claim_record(by=by, project=mine, now=NOW)
        asked = claim_person(by=by, person=person, words="อีเมลเดียวกัน", now=NOW)
    with user_scope(world.users["secretariat"], "alpha") as by:
        led = begun(by, "ที่สมชายนำ")
        write_person(by=by, project=led, person=person, role="leader")
        accept_claim(by=by, claim=asked, now=NOW)
    with user_scope(world.users["coordinator"], "alpha") as by:
        mine.refresh_from_db()
        assert (mine.keeper_id, policy.write_record(by, mine).allowed) == (by.user_id, True)
        led = claim_record(by=by, project=led, now=NOW)
        assert (led.keeper_id, policy.write_record(by, led).allowed) == (by.user_id, True)
        with pytest.raises(Refused):
            claim_record(by=by, project=other, now=NOW)
        with pytest.raises(Refused):
            claim_record(by=by, project=mine, now=NOW)
    with user_scope(world.users["secretariat"], "alpha") as by:
        # From now on the account is known: what is entered for that person is kept by it at once.
        assert begun(by, "อีกเรื่อง", entered_for=person).keeper_id == world.users["coordinator"].pk


def test_history_of_a_record_is_only_added_to(world: World) -> None:
    project = approved(world)
    with user_scope(world.users["secretariat"], "alpha"):
        rows = ProjectReview.objects.filter(project=project)
        assert (rows.update(comment="ถูกแก้"), rows.delete()[0]) == (0, 0)
        assert list(rows.order_by("id").values_list("act", "comment")) == [
            ("submit", "ขอให้ตรวจ"),
            ("approve", ""),
        ]


def test_nothing_to_report_is_an_answer(world: World) -> None:
    project = approved(world)
    with user_scope(world.users["coordinator"], "alpha") as by:
        (line,) = record_lines(by, SOON, TODAY)
        # 1 May 2026: the year of which a report is due is 2025, sixty days after its end.
        assert (line.url, line.on, line.is_overdue) == (
            f"/n/alpha/work/projects/{project.pk}/years/2025/",
            dt.date(2025, 11, 29),
            True,
        )
        for words, is_nothing in (("", False), ("มีเรื่อง", True)):
            with pytest.raises(Problem, match="not both"):
                report_year(by=by, project=project, year=2025, now=NOW, words=words, is_nothing=is_nothing)
        with pytest.raises(Problem, match="had not begun"):
            report_year(by=by, project=project, year=2018, now=NOW, is_nothing=True)
        with pytest.raises(Problem, match="not begun yet"):
            report_year(by=by, project=project, year=2027, now=NOW, is_nothing=True)
        report_year(by=by, project=project, year=2025, now=NOW, is_nothing=True)
        assert record_lines(by, SOON, TODAY) == []
        report_year(by=by, project=project, year=2025, now=NOW, words="มีเรื่องแล้ว")
        assert ProjectYear.objects.values_list("is_nothing", "words").get() == (False, "มีเรื่องแล้ว")


def test_report_of_a_year_does_not_overwrite_what_somebody_wrote_meanwhile(
    world: World, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    page = at("project_year", approved(world).pk, 2025)
    keeper, secretary = browser("coordinator"), browser("secretariat")
    assert 'name="version" value="0"' in secretary.get(page).text
    assert keeper.post(page, {"words": "ขุดบ่อแล้ว", "version": "0"}).status_code == 302
    refused = secretary.post(page, {"words": "ยังไม่เริ่ม", "version": "0"})
    assert refused.status_code == 409
    assert ("ขุดบ่อแล้ว" in refused.text, "ยังไม่เริ่ม" in refused.text) == (True, True)
    shown = re.findall(r'name="version" value="(\d+)"', refused.text)
    assert secretary.post(page, {"words": "ยังไม่เริ่ม", "version": shown[0]}).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        assert ProjectYear.objects.get().words == "ยังไม่เริ่ม"


def test_report_of_a_project_without_a_beginning_is_of_a_year_that_can_be(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = begun(by)
        for year in (0, 1949):
            with pytest.raises(Problem, match="had not begun"):
                report_year(by=by, project=project, year=year, now=NOW, is_nothing=True)
        assert report_year(by=by, project=project, year=1950, now=NOW, is_nothing=True).year == 1950


def test_years_that_others_did_not_report_are_one_line_for_who_reviews(world: World) -> None:
    for title in ("ก", "ข"):
        approved(world, title)
    with user_scope(world.users["secretariat"], "alpha") as by:
        (line,) = record_lines(by, SOON, TODAY)
        assert ("2 projects" in line.title, line.url) == (True, "/n/alpha/work/projects/?unreported=2025")
    found = world.client("secretariat").get("/n/alpha/work/projects/?unreported=2025").text
    assert found.count("/work/projects/") >= 2


def test_flag_of_an_upper_app_stands_on_the_overview(world: World) -> None:
    project = approved(world)

    def source(_actor: Actor, ids: Sequence[int]) -> dict[int, list[Flag]]:
        return {pk: [Flag("The partner disputes a claim", "มีข้อโต้แย้ง")] for pk in ids if pk == project.pk}

    register_flags("tests.disputes", source)
    try:
        assert "มีข้อโต้แย้ง" in world.client("coordinator").get(f"/n/alpha/work/projects/{project.pk}/").text
        with user_scope(world.users["board"], "alpha") as by:
            assert flags_of(by, []) == {}
    finally:
        register_flags("tests.disputes", lambda _actor, _ids: {})


def read_in(page: str) -> str:
    """What a page hands on of the record as it was read."""
    return re.findall(r'name="version" value="(\d+)"', page)[0]


@pytest.mark.parametrize("act", ["approve", "return"])
def test_decide_about_a_record_that_was_submitted_anew_is_refused_until_it_was_read(
    world: World, browser: Callable[[str], Client], at: Callable[..., str], act: str
) -> None:
    project, reviewer = submitted(world), browser("secretariat")
    read = read_in(reviewer.get(at("project", project.pk)).text)
    assert f"?version={read}" in reviewer.get(at("project", project.pk)).text
    with user_scope(world.users["coordinator"], "alpha") as by:
        reopen_record(by=by, project=project, now=NOW)
        describe_project(by=by, project=project, need_th="อย่างอื่น")
        submit_record(by=by, project=project, now=NOW)
    here = at(f"record_{act}", project.pk)
    # The form says so as soon as it is opened, and again where somebody was quicker than the answer.
    opened = reviewer.get(here, {"version": read, "lang": "en"}).text
    assert "The record was changed after you opened it" in opened
    assert "The record was changed after you opened it" not in reviewer.get(here, {"lang": "en"}).text
    answered = reviewer.post(f"{here}?lang=en", {"version": read, "comment": "ดูแล้ว ขอบคุณ"})
    assert answered.status_code == 409
    told = ["The record was changed after you opened it", "Coordinator", "ดูแล้ว ขอบคุณ"]
    assert [words in answered.text for words in told] == [True, True, True]
    with user_scope(world.users["secretariat"], "alpha"):
        project.refresh_from_db()
        assert project.review == "submitted"
    again = {"version": read_in(answered.text), "comment": "ดูแล้ว ขอบคุณ"}
    assert reviewer.post(here, again).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        project.refresh_from_db()
        assert project.review == {"approve": "approved", "return": "returned"}[act]


def test_decide_after_a_row_or_another_part_was_changed_is_refused(
    world: World, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    project, reviewer = submitted(world), browser("secretariat")
    read = read_in(reviewer.get(at("project", project.pk)).text)
    with user_scope(world.users["lead"], "alpha") as by:  # who manages all records needs not open it again
        write_person(by=by, project=project, person=None, name="ผู้ใหญ่มา", role="member")
    assert reviewer.post(at("record_approve", project.pk), {"version": read}).status_code == 409
    read = read_in(reviewer.get(at("project", project.pk)).text)
    with user_scope(world.users["lead"], "alpha") as by:
        describe_situation(by=by, project=project, before="น้ำท่วมทุกปี")
    assert reviewer.post(at("record_approve", project.pk), {"version": read}).status_code == 409
    read = read_in(reviewer.get(at("project", project.pk)).text)
    assert reviewer.post(at("record_approve", project.pk), {"version": read}).status_code == 302


def test_review_by_forms(world: World, browser: Callable[[str], Client], at: Callable[..., str]) -> None:
    writer, reviewer = browser("coordinator"), browser("secretariat")
    with user_scope(world.users["coordinator"], "alpha") as by:
        project = answer_tree(by=by, project=begun(by), answers=ENGAGED)
    pk = project.pk
    assert writer.post(at("record_submit", pk), {"comment": "เรียบร้อย"}).status_code == 302
    assert writer.post(at("record_approve", pk)).status_code == 403
    assert reviewer.get(at("record_return", pk)).status_code == 200
    assert reviewer.post(at("record_return", pk), {"comment": ""}).status_code == 422
    assert reviewer.post(at("record_return", pk), {"comment": "เพิ่มสถานที่"}).status_code == 302
    assert "เพิ่มสถานที่" in writer.get(at("project", pk)).text
    assert writer.post(at("record_submit", pk), {}).status_code == 302
    assert reviewer.post(at("record_approve", pk)).status_code == 302
    assert writer.post(at("project_visibility", pk), {"visibility": "public"}).status_code == 302
    done = reviewer.post(f"{at('record_step', pk, 'publish')}?lang=en", follow=True)
    assert "Published. Everybody can read the public page." in done.text
    assert reviewer.post(at("record_step", pk, "shred")).status_code == 404
    assert "เพิ่มสถานที่" in reviewer.get(at("project_everything", pk)).text
    assert reviewer.post(at("record_step", pk, "unpublish")).status_code == 302
    assert writer.post(at("record_reopen", pk), {"comment": ""}).status_code == 302
    assert writer.post(at("project_year", pk, 2026), {"is_nothing": "on"}).status_code == 302
    assert "Nothing to report" in writer.get(at("project", pk), query_params={"lang": "en"}).text
    with user_scope(world.users["coordinator"], "alpha"):
        acts = ProjectReview.objects.order_by("id").values_list("act", flat=True)
        assert list(acts) == ["submit", "return", "submit", "approve", "publish", "unpublish", "reopen"]


def test_accepting_who_somebody_is_hands_over_private_records_entered_for_that_person(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        person, stranger = make_person(by), make_person(by, "สมหญิง", "ใจงาม")
        mine, other = begun(by, "ของสมชาย", entered_for=person), begun(by, "ของสมหญิง", entered_for=stranger)
        for each in (mine, other):
            show_project(by=by, project=each, visibility="private")
    with user_scope(world.users["coordinator"], "alpha") as by:
        asked = claim_person(by=by, person=person, words="อีเมลเดียวกัน", now=NOW)
        assert not Project.objects.for_actor(by).exists()
    with user_scope(world.users["secretariat"], "alpha") as by:
        accept_claim(by=by, claim=asked, now=NOW)
        (entry,) = AuditEntry.objects.filter(act="hand_over_record")
        assert entry.changes == {"keeper": [world.users["secretariat"].name, world.users["coordinator"].name]}
    with user_scope(world.users["coordinator"], "alpha") as by:
        assert list(Project.objects.for_actor(by)) == [mine]
        described = describe_project(by=by, project=mine, summary_th="เขียนเอง")
        assert (described.keeper_id, described.summary_th) == (by.user_id, "เขียนเอง")


def test_accepting_who_somebody_is_leaves_a_record_with_the_leader_who_took_it_over(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        person, leader = make_person(by), make_person(by, "สมหญิง", "ใจงาม")
        project = begun(by, "ของสมชาย", entered_for=person)
        write_person(by=by, project=project, person=leader, role="leader")
    for persona, who in (("lead", leader), ("coordinator", person)):
        with user_scope(world.users[persona], "alpha") as by:
            asked = claim_person(by=by, person=who, words="อีเมลเดียวกัน", now=NOW)
        with user_scope(world.users["secretariat"], "alpha") as by:
            accept_claim(by=by, claim=asked, now=NOW)
        if persona == "lead":
            with user_scope(world.users["lead"], "alpha") as by:
                claim_record(by=by, project=project, now=NOW)
    with user_scope(world.users["secretariat"], "alpha"):
        project.refresh_from_db()
        assert project.keeper_id == world.users["lead"].pk
