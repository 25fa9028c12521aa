"""Follow-ups 6, 12 and 24 months after the end: planned by themselves, answered by both sides, reminded of once."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from samphan.comms.models import Addressee, Message
from samphan.engagement.actions.follow_ups import ask_partner, remind_keeper
from samphan.engagement.models import PartnerAsk
from samphan.engagement.queries.change_due import follow_ups_due
from samphan.engagement.tasks import remind_follow_ups
from samphan.kit.errors import Problem, Refused
from samphan.kit.formats import thai_date
from samphan.kit.partial import PartialDate
from samphan.projects.actions.follow_ups import (
    answer_follow_up,
    ask_follow_up,
    open_until,
    plan_after_end,
    plan_follow_ups,
)
from samphan.projects.actions.project import advance_project, describe_project
from samphan.projects.models import FollowUp
from samphan.projects.policy import FOLLOW_UP
from samphan.projects.queries.follow_ups import lasting_of
from samphan.tenancy import links
from samphan.tenancy.actions import revoke
from samphan.tenancy.models import Grant, Link
from samphan.tenancy.scope import user_scope
from tests.engagement.outcome import NOW, make_outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.engagement.outcome import Outcome
    from tests.personas import World

DAYS = [dt.date(2026, 3, 30), dt.date(2026, 9, 30), dt.date(2027, 9, 30)]


@pytest.fixture
def outcome(world: World) -> Outcome:
    with user_scope(world.users["secretariat"], "alpha") as by:
        return make_outcome(by, keeper_id=world.users["coordinator"].pk)


def test_finish_project_plans_its_follow_ups_once(world: World, outcome: Outcome) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        advance_project(by=by, project=outcome.project, act="advance", now=NOW)
        advance_project(by=by, project=outcome.project, act="finish", now=NOW)
        assert list(FollowUp.objects.order_by("due_on").values_list("due_on", "partner")) == [
            (day, None) for day in DAYS
        ]


def test_project_without_a_stated_end_is_asked_about_once_however_many_steps_end_it(
    world: World, outcome: Outcome
) -> None:
    outcome.project.ends = None
    with user_scope(world.users["coordinator"], "alpha") as by:
        outcome.project.save()
        for month, act in ((5, "advance"), (6, "advance"), (7, "finish")):
            now = NOW.replace(month=month)
            if act == "finish":
                advance_project(by=by, project=outcome.project, act="step_back", now=now)
            advance_project(by=by, project=outcome.project, act=act, now=now)
        assert list(FollowUp.objects.order_by("due_on").values_list("due_on", flat=True)) == [
            dt.date(2026, 11, 1),
            dt.date(2027, 5, 1),
            dt.date(2028, 5, 1),
        ]


def test_project_that_ends_anew_is_asked_once_and_its_answers_stay(world: World, outcome: Outcome) -> None:
    outcome.project.ends = None
    reminded = dt.date(2026, 11, 2)
    with user_scope(world.users["coordinator"], "alpha") as by:
        outcome.project.save()
        project = advance_project(by=by, project=outcome.project, act="finish", now=NOW)
        first, second, third = FollowUp.objects.order_by("due_on")
        answer_follow_up(by=by, follow_up=first, answer="lasts", note="ยังใช้อยู่", now=NOW)
        for day in (first.due_on, second.due_on):
            ask_partner(by=by, project=project, partner=outcome.partner, due_on=day, now=NOW)
        FollowUp.objects.filter(pk=second.pk).update(reminded_on=reminded)
        advance_project(by=by, project=project, act="reopen", now=NOW)
        later_on = dt.datetime(2026, 12, 15, 3, tzinfo=dt.UTC)
        advance_project(by=by, project=project, act="finish", now=later_on)
        rows = FollowUp.objects.order_by("due_on", "partner").values_list("due_on", "partner", "answer")
        asked = outcome.partner.pk
        assert list(rows) == [
            (dt.date(2026, 11, 1), asked, ""),
            (dt.date(2026, 11, 1), None, "lasts"),
            (dt.date(2027, 12, 15), asked, ""),
            (dt.date(2027, 12, 15), None, ""),
            (dt.date(2028, 12, 15), None, ""),
        ]
        moved = FollowUp.objects.get(partner=asked, due_on=dt.date(2027, 12, 15))
        ends_at = links.open_links(FOLLOW_UP, moved, now=NOW).get().expires_at
        assert ends_at == open_until(moved.due_on, later_on)
        second.refresh_from_db()
        third.refresh_from_db()
        assert (second.due_on, second.reminded_on) == (dt.date(2027, 12, 15), None)
        assert third.due_on == dt.date(2028, 12, 15)


def test_end_that_is_said_later_moves_what_is_asked_after_it(world: World, outcome: Outcome) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        project = advance_project(by=by, project=outcome.project, act="finish", now=NOW)
        ends = PartialDate.of(dt.date(2026, 3, 31), "day")
        describe_project(by=by, project=project, ends=ends)
        # The first goes to the day of the second, which has made way before.
        assert list(FollowUp.objects.order_by("due_on").values_list("due_on", "months_after_end")) == [
            (dt.date(2026, 9, 30), 6),
            (dt.date(2027, 3, 31), 12),
            (dt.date(2028, 3, 31), 24),
        ]


def test_day_on_which_somebody_is_asked_already_is_no_second_question(world: World, outcome: Outcome) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        plan_follow_ups(by=by, subject=outcome.project, from_on=DAYS[0], asked_of="ผู้ใหญ่บ้าน")
        advance_project(by=by, project=outcome.project, act="finish", now=NOW)
        assert list(
            FollowUp.objects.order_by("due_on").values_list("due_on", "asked_of", "months_after_end")
        ) == [
            (DAYS[0], outcome.partner.called, 6),
            (DAYS[1], "ผู้ใหญ่บ้าน", 12),
            (dt.date(2027, 3, 30), "ผู้ใหญ่บ้าน", None),
            (DAYS[2], outcome.partner.called, 24),
        ]


def test_record_begun_after_the_end_plans_its_follow_ups_with_the_next_step(
    world: World, outcome: Outcome
) -> None:
    outcome.project.state = "closing"
    with user_scope(world.users["coordinator"], "alpha") as by:
        outcome.project.save()
        advance_project(by=by, project=outcome.project, act="advance", now=NOW)
        assert list(FollowUp.objects.order_by("due_on").values_list("due_on", flat=True)) == DAYS


def test_link_of_a_follow_up_ends_a_month_after_it_was_asked_or_due(
    world: World, outcome: Outcome, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        first, _second, last = plan_after_end(by=by, project=outcome.project, now=NOW)
        made = {each.pk: ask_follow_up(by=by, follow_up=each, now=NOW) for each in (first, last)}
        ends = {link.subject_id: links.last_day(link) for link in Link.objects.all()}
        assert ends == {first.pk: dt.date(2026, 5, 31), last.pk: dt.date(2027, 10, 30)}
        Link.objects.filter(subject_id=first.pk).update(expires_at=NOW)
    path = f"/{made[first.pk].split('/', 3)[3]}"
    assert Client().post(path, {"answer": "gone"}).status_code == 410
    with user_scope(world.users["coordinator"], "alpha"):
        assert set(FollowUp.objects.values_list("answer", flat=True)) == {""}


def test_drop_project_plans_nothing(world: World, outcome: Outcome) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        advance_project(by=by, project=outcome.project, act="drop", reason="ไม่มีงบ", now=NOW)
        assert not FollowUp.objects.exists()


def test_keeper_and_partner_answer_each_for_themselves(
    world: World, outcome: Outcome, browser: Callable[[str], Client]
) -> None:
    now = dt.datetime.now(dt.UTC)
    with user_scope(world.users["coordinator"], "alpha") as by:
        first, *_rest = plan_after_end(by=by, project=outcome.project, now=now)
        link, is_mailed = ask_partner(
            by=by, project=outcome.project, partner=outcome.partner, due_on=first.due_on, now=now
        )
        assert is_mailed
        assert link in Message.objects.get().text
        assert PartnerAsk.objects.count() == 1
        with pytest.raises(Problem, match="one of the answers"):
            answer_follow_up(by=by, follow_up=first, answer="done", now=now)
        answer_follow_up(by=by, follow_up=first, answer="lasts", note="ยังใช้อยู่", now=now)
    client, path = Client(), f"/{link.split('/', 3)[3]}"
    page = client.get(path)
    assert ('value="gone"' in page.text, 'value="not_started"' in page.text) == (True, False)
    assert client.post(path, {"answer": "cannot_say", "note": "ยังไม่รู้"}).status_code == 302
    with user_scope(world.users["coordinator"], "alpha"):
        said = [(each.answer, each.partner) for each in lasting_of([outcome.project.pk])[outcome.project.pk]]
        assert said == [("lasts", None), ("cannot_say", outcome.partner)]
    shown = browser("board").get(reverse("engagement:follow_up", args=["alpha", outcome.project.pk])).text
    assert ("ยังใช้อยู่" in shown, "ยังไม่รู้" in shown) == (True, True)


def test_answer_of_a_partner_that_somebody_writes_down_says_who_said_it(
    world: World, outcome: Outcome, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        first, *_rest = plan_after_end(by=by, project=outcome.project, now=NOW)
        ask_partner(by=by, project=outcome.project, partner=outcome.partner, due_on=first.due_on, now=NOW)
        theirs = FollowUp.objects.get(partner=outcome.partner)
    client = browser("coordinator")
    own, other = (reverse("projects:follow_up", args=["alpha", each.pk]) for each in (first, theirs))
    assert ['name="said_by"' in client.get(each).text for each in (own, other)] == [False, True]
    assert client.post(other, {"answer": "lasts"}).status_code == 422
    assert client.post(other, {"answer": "lasts", "said_by": "ป้าแดง"}).status_code == 302
    assert client.post(own, {"answer": "gone"}).status_code == 302
    with user_scope(world.users["coordinator"], "alpha"):
        said = FollowUp.objects.exclude(answer="").order_by("partner").values_list("answered_by", flat=True)
        assert list(said) == ["ป้าแดง (Coordinator)", "Coordinator"]


def test_ask_partner_by_form_shows_the_link(
    world: World, outcome: Outcome, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        plan_after_end(by=by, project=outcome.project, now=NOW)
    client = browser("coordinator")
    page = reverse("engagement:follow_up_ask", args=["alpha", outcome.project.pk])
    assert client.post(page, {"partner": outcome.partner.pk, "due_on": "2001-01-01"}).status_code == 422
    asked = client.post(page, {"partner": outcome.partner.pk, "due_on": DAYS[0].isoformat()})
    assert (asked.status_code, "/p/alpha/work/follow-up/" in asked.text) == (200, True)
    with user_scope(world.users["coordinator"], "alpha"), translation.override("th"):
        until = thai_date(links.last_day(Link.objects.get()))
        mail = Message.objects.get().text
    assert (until in asked.text, until in mail) == (True, True)
    assert browser("board").post(page, {}).status_code == 403


def test_remind_keeper_once_when_it_is_due(world: World, outcome: Outcome) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        first, second, _third = plan_after_end(by=by, project=outcome.project, now=NOW)
        assert not remind_keeper(by=by, follow_up=second, today=DAYS[0])
        assert remind_keeper(by=by, follow_up=first, today=DAYS[0])
        assert not remind_keeper(by=by, follow_up=first, today=DAYS[0])
        message = Message.objects.get()
        assert message.to_address == "coordinator@example.org"
        assert reverse("engagement:follow_up", args=["alpha", outcome.project.pk]) in message.text
        due = follow_ups_due(by, DAYS[0], DAYS[0] + dt.timedelta(days=1))
        assert [(each.on, each.is_overdue) for each in due] == [(DAYS[0], True)]
    with user_scope(world.users["board"], "alpha") as by, pytest.raises(Refused):
        remind_keeper(by=by, follow_up=second, today=DAYS[1])


def test_keeper_who_stopped_reminders_is_not_written_to_and_it_is_noted(
    world: World, outcome: Outcome
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        first = plan_after_end(by=by, project=outcome.project, now=NOW)[0]
        keeper = Addressee(network_id=by.network_id, address_key="coordinator@example.org")
        keeper.stopped = ["reminder"]
        keeper.save()
        assert not remind_keeper(by=by, follow_up=first, today=DAYS[0])
        first.refresh_from_db()
        assert (first.reminded_on, Message.objects.count()) == (DAYS[0], 0)


def test_keeper_who_left_the_network_is_not_written_to(world: World, outcome: Outcome) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        first = plan_after_end(by=by, project=outcome.project, now=NOW)[0]
        given = Grant.objects.get(user=world.users["coordinator"])
        revoke(by=by, given=given)
        assert not remind_keeper(by=by, follow_up=first, today=DAYS[0])
        first.refresh_from_db()
        assert (first.reminded_on, Message.objects.count()) == (DAYS[0], 0)


def test_reminders_of_the_night_go_to_each_keeper_once(world: World, outcome: Outcome) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        outcome.project.ends = None
        outcome.project.save()
        planned = plan_after_end(by=by, project=outcome.project, now=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        answer_follow_up(by=by, follow_up=planned[1], answer="cannot_say", now=NOW)
    for _night in range(2):
        remind_follow_ups.call()
    with user_scope(world.users["secretariat"], "alpha"):
        assert Message.objects.count() == 2


def test_follow_up_of_a_private_project_is_not_listed_to_others(
    world: World, outcome: Outcome, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        plan_after_end(by=by, project=outcome.project, now=NOW)
        outcome.project.visibility = "private"
        outcome.project.save()
    place = reverse("projects:follow_ups", args=["alpha"])
    found = {
        who: "น้ำสะอาด" in browser(who).get(place, {"state": "all"}).text for who in ("coordinator", "board")
    }
    assert found == {"coordinator": True, "board": False}
