"""What agreements led to, which of them have gone quiet, who is reminded, and how many there were."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from samphan.agreements.actions.agreement import change_agreement, give_up_agreement
from samphan.agreements.actions.amendment import amend_agreement
from samphan.agreements.actions.obligation import note_sign_of_life, settle_obligation, write_obligation
from samphan.agreements.actions.party import withdraw_party
from samphan.agreements.actions.reminder import remind_owner
from samphan.agreements.models import Agreement, Reminder
from samphan.agreements.queries.activity import QUIET_MONTHS, dormant_agreements, last_signs
from samphan.agreements.queries.counts import counts
from samphan.agreements.tasks import remind
from samphan.comms.models import Addressee, Message
from samphan.events.actions.agreements import tie_agreement as tie_event
from samphan.events.actions.agreements import untie_agreement as untie_event
from samphan.events.actions.event import create_event
from samphan.events.models import EventAgreement
from samphan.kit import due, sections
from samphan.kit.errors import Problem
from samphan.kit.lineage import trace
from samphan.kit.partial import PartialDate
from samphan.projects.actions.agreement import tie_agreement as tie_project
from samphan.projects.models import Project, ProjectAgreement
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.agreements import TODAY, known, make_agreement

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World

OLD = {"signed_on": known("2020-03-01"), "ending": "open", "ends": None}
"""In force since 2020 without an end."""


def quiet(by: Actor) -> list[str]:
    return [each.agreement.title_th for each in dormant_agreements(by, today=TODAY)]


def make_project(by: Actor, **words: Any) -> Project:
    return Project.objects.create(
        network_id=by.network_id, title_th="โครงการร่วม", sort_key="โครงการร่วม", **words
    )


def test_agreement_without_activity_for_twelve_months_is_dormant(
    world: World, three: list[Organisation]
) -> None:
    with system_scope("test", world.a.pk) as by:
        make_agreement(by, "เงียบ", parties=three, **OLD)
        make_agreement(by, "ใหม่", parties=three, **{**OLD, "signed_on": known("2026-01-01", "year")})
        make_agreement(
            by, "จบแล้ว", parties=three, signed_on=known("2018" + "-01-01"), ends=known("2020-01-01")
        )
        assert quiet(by) == ["เงียบ"]
    with user_scope(world.users["partner"], "alpha") as partner:
        assert quiet(partner) == []


def test_each_kind_of_activity_wakes_an_agreement(world: World, three: list[Organisation]) -> None:
    with system_scope("test", world.a.pk) as by:
        rows = {
            name: make_agreement(by, name, parties=three, **OLD)
            for name in ("เหตุการณ์", "โครงการ", "พันธะ", "เพิ่มเติม", "บันทึก", "เงียบ")
        }
        event = create_event(
            by=by, slug="visit", title_th="เยี่ยม", starts=known("2026-05-01"), ends=known("2026-05-02")
        )
        tie_event(by=by, event=event, agreement=rows["เหตุการณ์"])
        tie_project(by=by, project=make_project(by), agreement=rows["โครงการ"])
        owed = write_obligation(by=by, agreement=rows["พันธะ"], what_th="รายงาน", due_on=dt.date(2026, 3, 1))
        settle_obligation(by=by, obligation=owed, state="done", on=dt.date(2026, 3, 1), today=TODAY)
        amend_agreement(
            by=by,
            agreement=rows["เพิ่มเติม"],
            kind="addendum",
            changed_th="ขยาย",
            signed_on=known("2026-02-01", "month"),
        )
        note_sign_of_life(by=by, agreement=rows["บันทึก"], on=dt.date(2026, 1, 5), note="โทรศัพท์", today=TODAY)
        assert quiet(by) == ["เงียบ"]
        signs = last_signs(by, [each.pk for each in rows.values()], TODAY)
        told = {name: (signs[each.pk].on, str(signs[each.pk].what)) for name, each in rows.items()}
        assert told == {
            "เหตุการณ์": (dt.date(2026, 5, 2), "an event"),
            "โครงการ": (TODAY, "a project"),
            "พันธะ": (dt.date(2026, 3, 1), "an obligation settled"),
            "เพิ่มเติม": (dt.date(2026, 2, 28), "a version or an addendum"),
            "บันทึก": (dt.date(2026, 1, 5), "a sign of life noted"),
            "เงียบ": (dt.date(2020, 3, 1), "signed or begun"),
        }


def test_use_of_results_wakes_the_agreement_of_its_event(world: World, three: list[Organisation]) -> None:
    from django.utils import timezone

    from samphan.events.actions.uses import write_use

    today = timezone.localdate()
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(by, parties=three, **OLD)
        event = create_event(by=by, slug="old", title_th="เก่า", starts=known("2021-05-01"))
        tie_event(by=by, event=event, agreement=agreement)
        assert [each.agreement.pk for each in dormant_agreements(by, today=today)] == [agreement.pk]
        write_use(by=by, event=event, organisation=three[0], title_th="นำไปใช้", owner_th="กองแผน")
        assert dormant_agreements(by, today=today) == []


def test_event_of_the_future_wakes_nothing_and_one_long_ago_no_more(
    world: World, three: list[Organisation]
) -> None:
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(by, parties=three, **OLD)
        for slug, day in (("next", "2027-01-01"), ("past", "2025-11-19")):
            event = create_event(by=by, slug=slug, title_th=slug, starts=known(day), ends=known(day))
            tie_event(by=by, event=event, agreement=agreement)
        (found,) = dormant_agreements(by, today=TODAY)
        assert QUIET_MONTHS == 12
        assert found.last is not None
        assert (found.last.on, found.days) == (dt.date(2025, 11, 19), 366)


def test_agreement_tells_what_it_led_to_and_things_where_they_come_from(
    world: World, three: list[Organisation]
) -> None:
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(by, "กรอบความร่วมมือ", parties=three)
        event = create_event(by=by, slug="visit", title_th="สัมมนา", starts=known("2026-05-01"))
        tie = tie_event(by=by, event=event, agreement=agreement)
        with pytest.raises(Problem):
            tie_event(by=by, event=event, agreement=agreement)
        project = make_project(by)
        tie_project(by=by, project=project, agreement=agreement)
        shown = sections.shown("agreements.agreement", by=by, ids=[agreement.pk])
        told = [
            (each.code, str(each.found.lines[0].label), str(each.found.lines[0].detail)) for each in shown
        ]
        assert told == [
            ("events", "สัมมนา", "participants: 0, results: 0"),
            ("projects", "โครงการร่วม", "under way"),
        ]
        after = trace(by, "agreements.agreement", [agreement.pk], "after")[agreement.pk]
        assert {each.thing.key for each in after} == {
            ("events.event", event.pk),
            ("projects.project", project.pk),
        }
        before = trace(by, "projects.project", [project.pk], "before")[project.pk]
        assert [each.thing.label_th for each in before] == ["กรอบความร่วมมือ"]
        untie_event(by=by, tie=tie)
        assert not EventAgreement.objects.exists()


def test_pages_tie_agreements_to_events_and_projects(world: World, browser: Any) -> None:
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(by, "กรอบความร่วมมือ")
        event = create_event(by=by, slug="visit", title_th="สัมมนา", starts=known("2026-05-01"))
        project = make_project(by)
    client = browser("secretariat")
    for path, model in (
        (f"/n/alpha/events/{event.pk}/agreements/", EventAgreement),
        (f"/n/alpha/work/projects/{project.pk}/agreements/", ProjectAgreement),
    ):
        assert client.get(path).status_code == 200
        assert client.post(path, {"agreement": "999999"}).status_code == 422
        assert client.post(path, {"agreement": agreement.pk}).status_code == 302
        assert "กรอบความร่วมมือ" in client.get(path).content.decode()
        with system_scope("test", world.a.pk):
            tie = model.objects.get()
        assert browser("board").post(f"{path}{tie.pk}/untie/").status_code == 403
        assert client.post(f"{path}{tie.pk}/untie/").status_code == 302
        with system_scope("test", world.a.pk):
            assert not model.objects.exists()


def test_owner_is_reminded_once_for_each_mark_before_the_end(world: World, three: list[Organisation]) -> None:
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(
            by, "ใกล้จบ", parties=three, ends=known("2026-12-31"), owner_email="owner@example.org"
        )
        days = [dt.date(2026, 10, 1), dt.date(2026, 10, 2), dt.date(2026, 10, 3), dt.date(2026, 12, 1)]
        given = [remind_owner(by=by, agreement=agreement, today=day) for day in days]
        assert [each.days if each else None for each in given] == [None, 90, None, 30]
        assert remind_owner(by=by, agreement=agreement, today=dt.date(2026, 12, 2)) is None
        assert remind_owner(by=by, agreement=agreement, today=dt.date(2027, 1, 1)) is None
        sent = Message.objects.filter(to_address="owner@example.org")
        assert sent.count() == 2
        assert all("ใกล้จบ" in each.text and "มหาวิทยาลัยสาม" in each.text for each in sent)


def test_owner_who_stopped_reminders_is_not_written_to_and_the_mark_is_noted(
    world: World, three: list[Organisation]
) -> None:
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(
            by, parties=three, ends=known("2026-12-31"), owner_email="Owner@example.org"
        )
        first = remind_owner(by=by, agreement=agreement, today=dt.date(2026, 10, 2))
        assert (first is not None and first.is_sent, Message.objects.count()) == (True, 1)
        assert Message.objects.get().stop_url.endswith("?stop=reminder")
        Addressee.objects.filter(address_key="owner@example.org").update(stopped=["reminder"])
        second = remind_owner(by=by, agreement=agreement, today=dt.date(2026, 12, 1))
        assert (second is not None and second.is_sent, Message.objects.count()) == (False, 1)


def test_owner_of_a_renewing_agreement_is_reminded_before_notice_is_too_late(
    world: World, three: list[Organisation]
) -> None:
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(
            by,
            parties=three,
            signed_on=known("2024-01-01"),
            ending="renewing",
            ends=None,
            term_months=12,
            notice_months=3,
            owner_email="owner@example.org",
        )
        # the period ends on 31 December, and notice is possible until 30 September
        assert remind_owner(by=by, agreement=agreement, today=dt.date(2026, 7, 1)) is None
        found = remind_owner(by=by, agreement=agreement, today=dt.date(2026, 7, 2))
        assert found is not None
        assert (found.turn_on, found.days) == (dt.date(2026, 9, 30), 90)
        give_up_agreement(by=by, agreement=agreement, on=known("2026-08-01"))
        found = remind_owner(by=by, agreement=agreement, today=dt.date(2026, 12, 1))
        assert found is not None
        assert (found.turn_on, found.days) == (dt.date(2026, 12, 31), 30)


def test_agreement_entered_late_is_one_message(world: World, three: list[Organisation]) -> None:
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(
            by, parties=three, ends=known("2026-12-01"), owner_email="owner@example.org"
        )
        remind_owner(by=by, agreement=agreement, today=TODAY)
        assert Reminder.objects.count() == 2
        assert Message.objects.filter(to_address="owner@example.org").count() == 1


def test_nightly_task_reminds_each_network_and_says_nothing_twice(world: World) -> None:
    from django.utils import timezone

    today = timezone.localdate()
    for network in (world.a, world.b):
        with system_scope("test", network.pk) as by:
            make_agreement(
                by,
                ends=known(str(today + dt.timedelta(days=10))),
                owner_email=f"{network.slug}@example.org",
            )
    remind.call()
    remind.call()
    for network in (world.a, world.b):
        with system_scope("test", network.pk):
            to = list(
                Message.objects.filter(network_id=network.pk, subject__contains="ทดสอบ").values_list(
                    "to_address", flat=True
                )
            )
            assert to == [f"{network.slug}@example.org"]


def test_overview_says_what_is_due_of_obligations_and_ends(world: World, three: list[Organisation]) -> None:
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(by, "ใกล้จบ", parties=three, ends=known("2026-12-31"))
        write_obligation(by=by, agreement=agreement, what_th="ส่งรายงาน", due_on=dt.date(2026, 11, 1))
        make_agreement(by, "ไกล", parties=three, ends=known("2029-12-31"))
    with user_scope(world.users["secretariat"], "alpha") as reader:
        found = due.lines(reader, until=dt.date(2027, 1, 1), today=TODAY)
        assert [(str(each.word), str(each.title), each.on, each.is_overdue) for each in found] == [
            ("obligation", "ส่งรายงาน", dt.date(2026, 11, 1), True),
            ("agreement ends", "ใกล้จบ", dt.date(2026, 12, 31), False),
        ]
    with user_scope(world.users["partner"], "alpha") as partner:
        assert due.lines(partner, until=dt.date(2027, 1, 1), today=TODAY) == []


def test_due_asks_as_often_for_three_agreements_as_for_one(
    world: World, three: list[Organisation], statements: Statements
) -> None:
    words = {"parties": three, "ends": known("2026-12-31")}
    with system_scope("test", world.a.pk) as by:
        make_agreement(by, "หนึ่ง", **words)
        with statements() as one:
            due.lines(by, until=dt.date(2027, 1, 1), today=TODAY)
        make_agreement(by, "สอง", **words)
        make_agreement(by, "สาม", **words)
        with statements() as many:
            due.lines(by, until=dt.date(2027, 1, 1), today=TODAY)
        assert len(one) == len(many)


def test_counts_on_a_day_by_form_kind_party_and_year(world: World, three: list[Organisation]) -> None:
    with system_scope("test", world.a.pk) as by:
        make_agreement(by, "ก", parties=three, signed_on=known("2022-05-01"), ends=known("2025-04-30"))
        make_agreement(by, "ข", parties=three, **OLD, kind="informal")
        unknown = make_agreement(by, "ค", parties=three[:2], ends=known("2027-01-01"))
        change_agreement(by=by, agreement=unknown, signed_on=None)
        found = counts(by, on=dt.date(2024, 6, 1))
        assert (found.held, found.formal, found.informal, found.unknown_begin) == (3, 2, 1, 1)
        assert [(each.code, each.count) for each in found.by_kind] == [("mou", 2), ("informal", 1)]
        assert [(each.code, each.count) for each in found.by_party] == [("university", 3)]
        years = {each.year: (each.begun, each.ended, each.held) for each in counts(by, on=TODAY).years}
        assert [years[year] for year in (2563, 2565, 2568, 2569)] == [
            (1, 0, 2),
            (1, 0, 3),
            (0, 1, 2),
            (0, 0, 2),
        ]


def test_numbers_of_the_page_are_those_of_the_day(
    world: World, browser: Any, at: Callable[..., str], three: list[Organisation]
) -> None:
    with system_scope("test", world.a.pk) as by:
        make_agreement(by, parties=three, ends=known("2025-12-31"))
        assert Agreement.objects.count() == 1
    client = browser("board")
    for day, held in (("31 ธันวาคม 2568", 1), ("1/1/2569", 0), ("2024-01-01", 0)):
        page = client.get(at("numbers"), {"on": day})
        assert page.context["counts"].held == held, day


def test_organisation_and_person_tell_of_their_agreements(
    world: World, three: list[Organisation], settings: Any, tmp_path: Any
) -> None:
    from tests.factories.agreements import fill_agreements
    from tests.factories.directory import make_person

    settings.DATA_DIR = tmp_path
    with system_scope("test", world.a.pk) as by:
        person = make_person(by)
        fill_agreements(by, three[0], three[1], person, "own")
        ours = sections.shown("directory.organisation", by=by, ids=[three[0].pk])
        told = {each.code: [str(line.label) for line in each.found.lines] for each in ours}
        assert sorted(told["agreements.parties"]) == ["Agreement own", "ข้อตกลงเปิด own"]
        assert told["agreements.resources"] == ["งบประมาณ own", "ทรัพยากรเปิด own"]
        theirs = sections.shown("directory.person", by=by, ids=[person.pk])
        told = {each.code: [str(line.label) for line in each.found.lines] for each in theirs}
        assert (told["agreements.signed"], told["agreements.owed"]) == (["Agreement own"], ["พันธะ own"])


def test_agreement_that_a_party_leaves_later_is_not_past(world: World, three: list[Organisation]) -> None:
    today = timezone.localdate()
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(by, parties=three, ending="open", ends=None)
        party = agreement.parties.get(organisation=three[0])
        for days, is_past in ((10, False), (-10, True)):
            on = PartialDate.of(today + dt.timedelta(days=days))
            withdraw_party(by=by, party=party, on=on, reason="ออก")
            ours = sections.shown("directory.organisation", by=by, ids=[three[0].pk])
            (line,) = next(each for each in ours if each.code == "agreements.parties").found.lines
            assert line.is_past is is_past
