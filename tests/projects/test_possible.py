"""Possible projects: call, interests by coordinators and by link, start, close; the rate of starts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from samphan.kit.errors import Problem, Refused
from samphan.kit.formats import thai_date
from samphan.kit.lineage import trace
from samphan.kit.partial import PartialDate
from samphan.projects.actions.possible import (
    ChosenPartner,
    answer_interest,
    ask_institution,
    close_possible,
    express_interest,
    open_call,
    propose_project,
    reopen_possible,
    start_project,
)
from samphan.projects.actions.project import advance_project, begin_project
from samphan.projects.models import InterestState, PossibleProject, PossibleState, Project, ProjectInterest
from samphan.projects.queries.dossier import interests
from samphan.projects.queries.findable import POSSIBLE, PROJECT
from samphan.projects.queries.possible import Rate, possible_page, rate_started
from samphan.projects.queries.record import loaded, project_page
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import user_scope
from tests.projects.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World
    from tests.projects.conftest import Members

UNTIL = dt.date(2999, 1, 31)


def calling(by: Actor, title: str = "คลินิกภาษา") -> PossibleProject:
    return open_call(by=by, possible=propose_project(by=by, title_th=title), until=UNTIL, now=NOW)


def test_record_that_is_begun_from_a_call_answers_those_that_offered(world: World, members: Members) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        possible = calling(by)
        for organisation in (members.own, members.other):
            express_interest(by=by, possible=possible, organisation=organisation, now=NOW)
        begin_project(by=by, title_th="คลินิกภาษา", today=NOW.date(), possible=possible, lead=members.own)
        told = ProjectInterest.objects.order_by("id").values_list("organisation", "state")
        assert list(told) == [
            (members.own.pk, InterestState.CHOSEN),
            (members.other.pk, InterestState.NOT_CHOSEN),
        ]
        possible.refresh_from_db()
        assert (possible.state, possible.ended_at is None) == (PossibleState.STARTED, False)


def test_start_project_with_partners_among_interests(world: World, members: Members) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        possible = calling(by)
        express_interest(by=by, possible=possible, organisation=members.own, now=NOW, role="แม่ข่าย")
        express_interest(by=by, possible=possible, organisation=members.other, now=NOW, role="สถานที่")
        chosen = [ChosenPartner(members.own, "แม่ข่าย", is_lead=True)]
        project = start_project(by=by, possible=possible, partners=chosen, now=NOW)
        possible.refresh_from_db()
        assert possible.state == PossibleState.STARTED
        assert (project.title_th, project.possible_project) == ("คลินิกภาษา", possible)
        partners = project_page(by, loaded(by).get(pk=project.pk), today=NOW.date()).partners
        assert [(each.organisation, each.role, each.is_lead) for each in partners] == [
            (members.own, "แม่ข่าย", True)
        ]
        states = {each.organisation: each.state for each in possible_page(by, possible).interests}
        assert states == {members.own: InterestState.CHOSEN, members.other: InterestState.NOT_CHOSEN}
        with pytest.raises(Problem, match="somebody has changed the state"):
            start_project(by=by, possible=possible, partners=chosen, now=NOW)
        assert Project.objects.count() == 1


def test_started_project_and_possible_one_lead_to_each_other(world: World, members: Members) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        possible, _other = calling(by), calling(by, "อีกโครงการหนึ่ง")
        express_interest(by=by, possible=possible, organisation=members.own, role="ผู้นำ", now=NOW)
        partner = ChosenPartner(members.own, "ผู้นำ", is_lead=True)
        project = start_project(by=by, possible=possible, partners=[partner], now=NOW)
        ((after,), (before,)) = (
            trace(by, POSSIBLE, [possible.pk], "after")[possible.pk],
            trace(by, PROJECT, [project.pk], "before")[project.pk],
        )
    assert (after.thing.key, after.thing.url) == (
        (PROJECT, project.pk),
        f"/n/alpha/work/projects/{project.pk}/",
    )
    assert (before.thing.key, before.thing.url) == (
        (POSSIBLE, possible.pk),
        f"/n/alpha/work/possible/{possible.pk}/",
    )


def test_start_project_needs_partners_and_one_lead(world: World, members: Members) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        possible = calling(by)
        both = [ChosenPartner(each, is_lead=True) for each in (members.own, members.other)]
        with pytest.raises(Problem, match="at least one partner"):
            start_project(by=by, possible=possible, partners=[], now=NOW)
        with pytest.raises(Problem, match="One organisation leads"):
            start_project(by=by, possible=possible, partners=both, now=NOW)
        year, before = (
            PartialDate.of(dt.date(2026, 1, 1), "year"),
            PartialDate.of(dt.date(2025, 1, 1), "year"),
        )
        with pytest.raises(Problem, match="before the beginning"):
            start_project(by=by, possible=possible, partners=both[:1], now=NOW, starts=year, ends=before)


def test_close_possible_needs_its_reason_and_can_be_reopened(world: World) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        possible = calling(by)
        with pytest.raises(Problem, match="why it is closed"):
            close_possible(by=by, possible=possible, reason="", now=NOW)
        possible = close_possible(by=by, possible=possible, reason="ไม่มีภาคี", now=NOW)
        assert (possible.state, possible.state_reason) == (PossibleState.CLOSED, "ไม่มีภาคี")
        possible = reopen_possible(by=by, possible=possible)
        assert (possible.state, possible.state_reason, possible.ended_at) == (PossibleState.IDEA, "", None)


def test_open_call_into_the_past_is_refused(world: World) -> None:
    with user_scope(world.users["lead"], "alpha") as by, pytest.raises(Problem, match="This day is over"):
        open_call(by=by, possible=propose_project(by=by, title_th="ก"), until=dt.date(2026, 4, 30), now=NOW)


def test_day_of_a_call_and_of_an_answer_is_that_of_the_people_not_of_greenwich(
    world: World, members: Members
) -> None:
    night = dt.datetime(2026, 4, 30, 18, tzinfo=dt.UTC)  # one o'clock in the morning of 1 May in Thailand
    with user_scope(world.users["lead"], "alpha") as by:
        idea = propose_project(by=by, title_th="ก")
        with pytest.raises(Problem, match="This day is over"):
            open_call(by=by, possible=idea, until=dt.date(2026, 4, 30), now=night)
        possible = open_call(by=by, possible=idea, until=dt.date(2026, 5, 1), now=night)
        express_interest(by=by, possible=possible, organisation=members.own, now=night)
        (line,) = interests(by, [members.own.pk]).lines
        assert line.when == thai_date(dt.date(2026, 5, 1), "short")


LAST = dt.datetime(2026, 6, 30, 16, 59, tzinfo=dt.UTC)  # a minute before midnight in Thailand
AFTER = dt.datetime(2026, 6, 30, 17, tzinfo=dt.UTC)


def test_call_takes_offers_until_the_end_of_its_last_day_and_again_when_it_is_moved(
    world: World, members: Members
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        idea = propose_project(by=by, title_th="ก")
        possible = open_call(by=by, possible=idea, until=dt.date(2026, 6, 30), now=NOW)
        assert possible.takes_offers(dt.date(2026, 6, 30))
    with user_scope(world.users["coordinator"], "alpha") as by:
        made = express_interest(by=by, possible=possible, organisation=members.own, now=LAST, role="ช่วย")
        with pytest.raises(Problem, match=r"closed at the end of 30 June 2026"):
            express_interest(by=by, possible=possible, organisation=members.own, now=AFTER, role="ช่วยมาก")
        assert answer_interest(by=by, interest=made, act="withdraw", now=AFTER).state == "withdrawn"
    with user_scope(world.users["lead"], "alpha") as by:
        with pytest.raises(Problem, match="closed at the end"):
            ask_institution(by=by, possible=possible, organisation=members.other, now=AFTER)
        assert rate_started(by, today=dt.date(2026, 6, 30)).calling == 1
        assert rate_started(by, today=dt.date(2026, 7, 1)).calling == 0
        open_call(by=by, possible=possible, until=dt.date(2026, 7, 31), now=AFTER)
        ask_institution(by=by, possible=possible, organisation=members.other, now=AFTER)
    with user_scope(world.users["coordinator"], "alpha") as by:
        made = express_interest(by=by, possible=possible, organisation=members.own, now=AFTER, role="ช่วยมาก")
        assert (made.state, made.role) == ("offered", "ช่วยมาก")


def test_page_of_a_call_that_is_over_says_since_when(
    world: World, members: Members, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        possible = calling(by)
        mine = express_interest(by=by, possible=possible, organisation=members.own, now=NOW, role="นำ")
        _interest, link = ask_institution(by=by, possible=possible, organisation=members.other, now=NOW)
        PossibleProject.objects.filter(pk=possible.pk).update(call_until=dt.date(2026, 5, 2))
    outside = f"/{link.split('/', 3)[3]}"
    since = "The call closed at the end of 2 May 2026"
    page, offer = at("possible", possible.pk), at("interest_new", possible.pk)
    change, move = at("interest_change", mine.pk), at("possible_call", possible.pk)
    for client, shown, ways in (
        (browser("lead"), page, [move]),
        (browser("coordinator"), page, []),
        (Client(), outside, []),
    ):
        text = client.get(shown, {"lang": "en"}).text
        assert since in text
        assert [each for each in (offer, change, move) if f'"{each}"' in text] == ways
        assert "We are interested" not in text
    shut = browser("coordinator").get(offer, {"lang": "en"}).text
    assert "This call closed at the end of 2 May 2026." in shut
    late = browser("coordinator").post(change, {"role": "ช้าไปหนึ่งวัน", "version": mine.version})
    assert (late.status_code, "ช้าไปหนึ่งวัน" in late.text) == (422, True)
    assert Client().post(outside, {"role": "ช้าไป"}).status_code == 422
    assert Client().post(outside, {"act": "decline"}).status_code == 302
    assert browser("lead").post(move, {"until": "31 ม.ค. 2599"}).status_code == 302
    assert f'"{offer}"' in browser("coordinator").get(page).text


def test_coordinator_speaks_for_own_institution_alone(world: World, members: Members) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        possible = calling(by)
        idea = propose_project(by=by, title_th="แนวคิด")
    with user_scope(world.users["coordinator"], "alpha") as by:
        made = express_interest(by=by, possible=possible, organisation=members.own, now=NOW, role="ช่วย")
        assert (made.state, made.given_by) == (InterestState.OFFERED, "Coordinator")
        with pytest.raises(Refused):
            express_interest(by=by, possible=possible, organisation=members.other, now=NOW, role="ช่วย")
        with pytest.raises(Problem, match="no open call"):
            express_interest(by=by, possible=idea, organisation=members.own, now=NOW, role="ช่วย")
        with pytest.raises(Refused):
            close_possible(by=by, possible=possible, reason="ก", now=NOW)
        assert answer_interest(by=by, interest=made, act="withdraw", now=NOW).state == InterestState.WITHDRAWN
        # Once more is no second row.
        express_interest(by=by, possible=possible, organisation=members.own, now=NOW, role="ช่วยอีก")
        assert ProjectInterest.objects.values_list("role", "state").get() == ("ช่วยอีก", "offered")


def test_answer_by_link_without_account(
    world: World, members: Members, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        possible = calling(by)
        express_interest(
            by=by, possible=possible, organisation=members.own, now=NOW, role="บทบาทลับ", contact_name="คนลับ"
        )
        interest, first = ask_institution(by=by, possible=possible, organisation=members.other, now=NOW)
        same, second = ask_institution(by=by, possible=possible, organisation=members.other, now=NOW)
        assert same == interest
    path, old = (f"/{address.split('/', 3)[3]}" for address in (second, first))
    client = Client()
    assert client.get(old).status_code == 410
    page = client.get(path)
    assert page.status_code == 200
    assert ("คลินิกภาษา" in page.text, "มหาวิทยาลัยริมน้ำ" in page.text) == (True, True)
    assert ("บทบาทลับ" in page.text, "คนลับ" in page.text) == (False, False)
    wrong = client.post(path, {"role": "", "note": "ย" * 50_000})
    assert (wrong.status_code, "ย" * 50_000 in wrong.text) == (422, True)
    assert client.post(path, {"role": "จัดอาสาสมัคร", "contact_email": "a@example.org"}).status_code == 302
    with user_scope(world.users["lead"], "alpha"):
        interest.refresh_from_db()
        assert (interest.state, interest.role) == (InterestState.OFFERED, "จัดอาสาสมัคร")
        assert AuditEntry.objects.get(act="offer_interest", actor_kind="link").actor_label == "มหาวิทยาลัยริมน้ำ"
    assert client.post(path, {"act": "withdraw"}).status_code == 302
    with user_scope(world.users["lead"], "alpha") as by:
        interest.refresh_from_db()
        assert interest.state == InterestState.WITHDRAWN
        close_possible(by=by, possible=possible, reason="ก", now=NOW)
    shut = client.post(path, {"role": "ช้าไป"})
    assert shut.status_code == 422
    with user_scope(world.users["lead"], "alpha"):
        interest.refresh_from_db()
        assert (interest.state, interest.role) == (InterestState.WITHDRAWN, "จัดอาสาสมัคร")


def test_rate_started_counts_what_became_of_ideas(world: World, members: Members) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        today = NOW.date()
        assert (rate_started(by, today=today), rate_started(by, today=today).percent) == (
            Rate(0, 0, 0, 0),
            None,
        )
        calling(by)
        propose_project(by=by, title_th="แนวคิด")
        close_possible(by=by, possible=calling(by), reason="ก", now=NOW)
        start_project(by=by, possible=calling(by), partners=[ChosenPartner(members.own)], now=NOW)
        rate = rate_started(by, today=today)
        assert (rate, rate.open, rate.percent) == (Rate(4, 1, 1, 1), 2, 25)
        assert rate_started(by, today=today, until_on=dt.date(2000, 1, 1)).proposed == 0


def test_drop_and_reopen_project(world: World, members: Members) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = start_project(by=by, possible=calling(by), partners=[ChosenPartner(members.own)], now=NOW)
        with pytest.raises(Problem, match="why it was dropped"):
            advance_project(by=by, project=project, act="drop")
        assert advance_project(by=by, project=project, act="drop", reason="หมดทุน").state_reason == "หมดทุน"
        assert advance_project(by=by, project=project, act="reopen").state == "under_way"


def test_start_by_form_and_ask_by_form(
    world: World, browser: Callable[[str], Client], members: Members, at: Callable[..., str]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        possible = calling(by)
        mine = express_interest(by=by, possible=possible, organisation=members.own, now=NOW, role="นำ")
    client = browser("lead")
    asked = client.post(at("possible_ask", possible.pk), {"organisation": members.other.pk})
    assert "/p/alpha/work/interest/" in asked.text
    wrong = client.post(at("possible_start", possible.pk), {"partners": [], "lead": mine.pk})
    assert wrong.status_code == 422
    started = client.post(
        at("possible_start", possible.pk), {"partners": [mine.pk], "lead": mine.pk, "starts": "2569"}
    )
    assert started.status_code == 302
    page = client.get(started["Location"], query_params={"lang": "en"}).text
    assert ("มหาวิทยาลัยของเรา" in page, "leads" in page) == (True, True)


def test_lists_of_projects_ask_as_often_with_many(
    world: World,
    browser: Callable[[str], Client],
    members: Members,
    at: Callable[..., str],
    statements: Statements,
) -> None:
    client = browser("secretariat")
    counts = []
    for number in range(1, 4):
        with user_scope(world.users["lead"], "alpha") as by:
            possible = calling(by, f"โครงการ {number}")
            express_interest(by=by, possible=possible, organisation=members.other, now=NOW, role="ก")
            start_project(
                by=by, possible=calling(by, f"เริ่ม {number}"), partners=[ChosenPartner(members.own)], now=NOW
            )
        for page in (at("possibles"), at("projects"), at("projects_export")):
            with statements() as sent:
                assert client.get(page).status_code == 200
            counts.append(len(sent))
    assert counts[:3] == counts[6:]
