"""Actions: one owner, done, dropped, carried over; what is due."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from samphan.comms.actions import draft_mailing
from samphan.comms.queries import segments
from samphan.comms.queries.mailings import due_at
from samphan.comms.queries.preview import preview
from samphan.kit import lineage
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.kit.lineage import Thing
from samphan.kit.partial import PartialDate
from samphan.projects import transitions
from samphan.projects.actions.action_items import (
    add_action,
    carry_over,
    describe_action,
    drop_action,
    finish_action,
    reopen_action,
)
from samphan.projects.actions.follow_ups import plan_follow_ups
from samphan.projects.actions.items import add_item, report_item
from samphan.projects.models import ActionItem, ActionState
from samphan.projects.queries.action_items import action_page
from samphan.projects.queries.due import due_lines
from samphan.projects.queries.findable import ACTION
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_person
from tests.projects.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from django.test import Client

    from samphan.comms.models import Mailing
    from samphan.kit.actor import Actor
    from samphan.projects.models import Roadmap
    from tests.conftest import Statements
    from tests.personas import World
    from tests.projects.conftest import Members


def action(by: Actor, title: str = "ส่งรายงาน", **words: Any) -> ActionItem:
    return add_action(by=by, title_th=title, **{"owner_label": "นายสมชาย"} | words)


def test_add_action_has_exactly_one_owner(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        person = make_person(by, "สมหญิง", "ใจดี")
        with pytest.raises(Problem, match="choose a person"):
            add_action(by=by, title_th="ก")
        with pytest.raises(Problem, match="leave either"):
            add_action(by=by, title_th="ก", person=person, owner_label="อีกคน")
        assert add_action(by=by, title_th="ก", person=person).person == person


def test_carry_over_keeps_the_chain(world: World) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        first = action(by, occasion="ครั้งที่ 1", due_on=dt.date(2026, 5, 1), owner_email="s@example.org")
        second = carry_over(by=by, action=first, now=NOW, occasion="ครั้งที่ 2", due_on=dt.date(2026, 6, 1))
        third = carry_over(by=by, action=second, now=NOW)
        first.refresh_from_db()
        assert (first.state, first.due_on) == (ActionState.CARRIED_OVER, dt.date(2026, 5, 1))
        assert (third.owner_label, third.owner_email, third.occasion, third.due_on) == (
            "นายสมชาย", "s@example.org", "ครั้งที่ 2", None,
        )  # fmt: skip
        page = action_page(by, third)
        assert ([each.pk for each in page.before], page.later) == ([first.pk, second.pk], None)
        assert action_page(by, first).later == second
        with pytest.raises(Problem, match="somebody has changed the state"):
            carry_over(by=by, action=first, now=NOW)


def test_drop_action_needs_its_reason_and_can_be_undone(world: World) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        made = action(by)
        with pytest.raises(Problem, match="why it was dropped"):
            drop_action(by=by, action=made, now=NOW, reason=" ")
        made = drop_action(by=by, action=made, now=NOW, reason="ไม่จำเป็นแล้ว")
        assert (made.state, made.state_reason) == (ActionState.DROPPED, "ไม่จำเป็นแล้ว")
        made = reopen_action(by=by, action=made)
        assert (made.state, made.ended_at) == (ActionState.OPEN, None)
        assert AuditEntry.objects.get(act="drop_action").reason == "ไม่จำเป็นแล้ว"


@pytest.mark.parametrize("state", ActionState.values)
@pytest.mark.parametrize(
    "act", [transitions.FINISH, transitions.DROP, transitions.REOPEN, transitions.CARRY_OVER]
)
def test_action_goes_the_ways_of_its_table_alone(world: World, state: str, act: str) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        made = action(by)
        ended = None if state == ActionState.OPEN else NOW
        reason = "เพราะ" if state == ActionState.DROPPED else ""
        ActionItem.objects.update(state=state, ended_at=ended, state_reason=reason)
        acts: dict[str, Callable[[], ActionItem]] = {
            transitions.FINISH: lambda: finish_action(by=by, action=made, now=NOW),
            transitions.DROP: lambda: drop_action(by=by, action=made, now=NOW, reason="เพราะ"),
            transitions.REOPEN: lambda: reopen_action(by=by, action=made),
            transitions.CARRY_OVER: lambda: carry_over(by=by, action=made, now=NOW),
        }
        if (state, act) in transitions.ACTION:
            acts[act]()
            made.refresh_from_db()
            assert made.state == transitions.ACTION[state, act]
        else:
            with pytest.raises(Problem):
                acts[act]()


def test_coordinator_finishes_actions_of_own_institution_alone(world: World, members: Members) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        own, other = action(by, organisation=members.own), action(by, organisation=members.other)
    with user_scope(world.users["coordinator"], "alpha") as by:
        assert finish_action(by=by, action=own, now=NOW, done_note="ส่งแล้ว").done_note == "ส่งแล้ว"
        with pytest.raises(Refused):
            finish_action(by=by, action=other, now=NOW)
        with pytest.raises(Refused):
            drop_action(by=by, action=own, now=NOW, reason="ก")


def test_describe_action_saved_meanwhile_is_a_conflict(world: World) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        made = action(by)
        describe_action(by=by, action=made, version=1, title_th="คนแรก")
        with pytest.raises(Conflict) as found:
            describe_action(by=by, action=made, version=1, title_th="คนที่สอง")
        assert found.value.current["title_th"] == "คนแรก"


def test_due_lists_overdue_and_coming_ones_alone(world: World, roadmap: Roadmap) -> None:
    today = dt.date(2026, 5, 10)
    with user_scope(world.users["lead"], "alpha") as by:
        late = action(by, "เลย", due_on=dt.date(2026, 5, 9))
        soon = action(by, "ใกล้", due_on=dt.date(2026, 5, 17))
        action(by, "ไกล", due_on=dt.date(2026, 5, 18))
        action(by, "ไม่มีวัน")
        finish_action(by=by, action=action(by, "เสร็จ", due_on=dt.date(2026, 5, 9)), now=NOW)
        april = PartialDate.of(dt.date(2026, 4, 1), "month")
        item = add_item(by=by, roadmap=roadmap, now=NOW, title_th="รายการ", ends=april)
        add_item(by=by, roadmap=roadmap, now=NOW, title_th="ทั้งปี", ends=PartialDate.of(today, "year"))
        done = add_item(by=by, roadmap=roadmap, now=NOW, title_th="เสร็จแล้ว", ends=april)
        report_item(by=by, item=done, now=NOW, state="done")
        found = due_lines(by, today + dt.timedelta(days=7), today)
        assert [(each.url, each.on, each.is_overdue) for each in found] == [
            (f"/n/alpha/work/actions/{late.pk}/", dt.date(2026, 5, 9), True),
            (f"/n/alpha/work/actions/{soon.pk}/", dt.date(2026, 5, 17), False),
            (f"/n/alpha/work/roadmap/items/{item.pk}/", dt.date(2026, 4, 30), True),
        ]
    with user_scope(world.users["stranger"], "beta") as by:
        assert due_lines(by, today, today) == []


@pytest.fixture
def teller() -> Iterator[list[Collection[int]]]:
    """An upper app that knows where things come from; what it was asked for."""
    asked: list[Collection[int]] = []

    def tell(_actor: Actor, ids: Collection[int]) -> dict[int, list[Thing]]:
        asked.append(ids)
        return {pk: [Thing("cards", pk, "card", "บัตรความคิด", "A card", f"/cards/{pk}/")] for pk in ids}

    lineage.register(ACTION, "before", tell)
    yield asked
    lineage._tellers[ACTION, "before"].remove(tell)


def test_open_list_shows_origins_and_asks_once(
    world: World,
    browser: Callable[[str], Client],
    at: Callable[..., str],
    members: Members,
    teller: list[Collection[int]],
    statements: Statements,
) -> None:
    client = browser("secretariat")
    counts = []
    for number in range(1, 4):
        with user_scope(world.users["lead"], "alpha") as by:
            made = action(by, f"งาน {number}", organisation=members.own)
        with statements() as sent:
            page = client.get(at("actions"))
        counts.append(len(sent))
        assert page.text.count("บัตรความคิด") == number
        assert len(teller) == number
    assert counts[0] == counts[2]
    assert f"/cards/{made.pk}/" in client.get(at("action", made.pk)).text


def test_search_and_export_actions(
    world: World, browser: Callable[[str], Client], at: Callable[..., str], members: Members
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        made = action(by, "ส่งแบบสำรวจ", organisation=members.own, due_on=dt.date(2020, 1, 1))
        action(by, "จองห้องประชุม")
    client = browser("board")
    found = client.get(at("actions"), query_params={"q": "สำรวจ"}).text
    assert ("ส่งแบบสำรวจ" in found, "จองห้องประชุม" in found) == (True, False)
    late = client.get(at("actions"), query_params={"state": "overdue"}).text
    assert ("ส่งแบบสำรวจ" in late, "จองห้องประชุม" in late) == (True, False)
    assert client.get(at("actions_export"))["Content-Type"].startswith("application/vnd.openxmlformats")
    assert at("action", made.pk) in client.get("/search/", {"q": "แบบสำรวจ"}).text


def test_post_action_by_form_with_a_name_and_with_nobody(
    world: World, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    client = browser("lead")
    nobody = client.post(at("action_new"), {"title_th": "ก", "due_on": "31/2/2569"})
    assert (nobody.status_code, "31/2/2569" in nobody.text) == (422, True)
    made = client.post(at("action_new"), {"title_th": "ก", "owner_label": "นายสมชาย", "due_on": "๓๑ มี.ค. ๖๙"})
    assert made.status_code == 302
    with user_scope(world.users["lead"], "alpha"):
        assert ActionItem.objects.get().due_on == dt.date(2026, 3, 31)


def reminder(by: Actor, about: ActionItem, **fields: Any) -> Mailing:
    words = {"subject_th": "เตือน {action}", "body_th": "{name}: {action} ภายใน {due}"}
    base = {
        "about_kind": ACTION,
        "about_id": about.pk,
        "segment": "projects.owner",
        "kind": "reminder",
        "name": "เตือน",
    }
    return draft_mailing(by=by, **(base | words | fields))


def test_reminder_goes_to_the_owner_before_the_day_and_to_nobody_once_it_is_done(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        made = action(by, due_on=dt.date(2026, 6, 10), owner_email="somchai@example.org")
        action(by, "อีกเรื่อง", owner_email="other@example.org")
        mailing = reminder(by, made, anchor="due", offset_days=-7, send_time=dt.time(9))
        assert [(each.address, each.data.name_th) for each in segments.fix(by, mailing)] == [
            ("somchai@example.org", "นายสมชาย")
        ]
        due = due_at(by, mailing)
        assert due is not None
        assert due.date() == dt.date(2026, 6, 3)
        assert preview(by, mailing, now=NOW).text == "นายสมชาย: ส่งรายงาน ภายใน 10 มิถุนายน 2569"
        finish_action(by=by, action=made, now=NOW)
        assert segments.fix(by, mailing) == []


def test_reminder_of_an_action_without_a_day_cannot_be_counted_from_it(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by, pytest.raises(Problem, match="not known yet"):
        reminder(by, action(by), anchor="due", offset_days=-7)


def test_owners_of_open_actions_each_get_one_message_with_their_own(world: World) -> None:
    with system_scope("test", world.b.pk) as by:
        action(by, "ของเครือข่ายอื่น", owner_email="s@example.org")
    with user_scope(world.users["secretariat"], "alpha") as by:
        action(by, "สอง", owner_email="S@example.org")
        action(by, "หนึ่ง", owner_email="s@example.org", due_on=dt.date(2026, 6, 10))
        action(by, "สาม", owner_email="t@example.org", owner_label="ที")
        finish_action(by=by, action=action(by, "เสร็จแล้ว", owner_email="s@example.org"), now=NOW)
        mailing = draft_mailing(
            by=by,
            about_kind=segments.NETWORK,
            about_id=world.a.pk,
            segment="projects.owners",
            kind="reminder",
            name="เตือน",
            subject_th="งาน",
            body_th="{actions}",
        )
        found = {
            each.key: (each.skipped, each.data.values["actions"][0]) for each in segments.fix(by, mailing)
        }
        assert found == {
            "s@example.org": ("", "- หนึ่ง (10 มิถุนายน 2569)\n- สอง"),
            "t@example.org": ("", "- สาม"),
        }


def test_reminder_begins_on_the_page_of_the_action_for_those_who_write_messages(
    world: World, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        made = action(by, due_on=dt.date(2026, 6, 10), owner_email="s@example.org")
    address = "about=projects.actionitem&amp;id="
    page = browser("secretariat").get(reverse("projects:action", args=["alpha", made.pk])).text
    assert address in page
    begun = browser("secretariat").get(
        reverse("comms:new_mailing", args=["alpha"]), {"about": ACTION, "id": made.pk, "notice": "reminder"}
    )
    assert begun.status_code == 200
    assert "{due}" in begun.text
    assert address not in browser("lead").get(reverse("projects:action", args=["alpha", made.pk])).text


def test_page_links_to_a_follow_up_for_those_alone_who_may_answer_it(
    world: World, members: Members, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        own, other = (action(by, organisation=each) for each in (members.own, members.other))
        asked = {
            made.pk: plan_follow_ups(by=by, subject=made, from_on=dt.date(2026, 1, 1))[0].pk
            for made in (own, other)
        }
    for name, made, is_linked in (
        ("secretariat", other, True),
        ("coordinator", own, True),
        ("coordinator", other, False),
    ):
        page = browser(name).get(reverse("projects:action", args=["alpha", made.pk]))
        address = reverse("projects:follow_up", args=["alpha", asked[made.pk]])
        assert page.status_code == 200
        assert (f'href="{address}"' in page.text) is is_linked
        assert (browser(name).get(address).status_code == 200) is is_linked
