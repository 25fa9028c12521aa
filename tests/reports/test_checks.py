"""Each check both ways: what makes it object, and what satisfies it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation

from samphan.events.actions.event import describe_event
from samphan.events.actions.people import CategoryRow, arrange_categories, name_institutions, register_person
from samphan.events.actions.programme import TopicRow, arrange_topics
from samphan.events.actions.results import write_result
from samphan.events.actions.uses import advance_use, write_use
from samphan.events.models import (
    EventHost,
    ParticipantCategory,
    Result,
    StrategicGroup,
    Team,
    Topic,
    Use,
)
from samphan.kit.partial import PartialDate
from samphan.reports.actions import change_report, override_gate, reword_block, withdraw_override
from tests.factories.events import make_organisation, make_person

if TYPE_CHECKING:
    from samphan.directory.models import Organisation
    from samphan.reports.queries.checks import Finding
    from tests.reports.conftest import Desk


def say(desk: Desk, **changes: Any) -> None:
    """Change what is said about the event."""
    event = desk.day.event
    describe_event(by=desk.by, event=event, title_th=event.title_th, **changes)
    event.refresh_from_db()


def categories(desk: Desk, *counts: int | None) -> None:
    """State other counts for the categories that are there."""
    kept = list(ParticipantCategory.objects.filter(event=desk.day.event).order_by("order"))
    rows = [
        CategoryRow(id=each.pk, name_th=each.name_th, stated_count=n)
        for each, n in zip(kept, counts, strict=False)
    ]
    removed = [each.pk for each in kept[len(counts) :]]
    arrange_categories(by=desk.by, event=desk.day.event, rows=rows, removed=removed)


def come(desk: Desk, name: str, organisation: Organisation | None) -> None:
    """Somebody registers."""
    register_person(
        by=desk.by, event=desk.day.event, person=make_person(desk.by, name), organisation=organisation
    )


def without_others(desk: Desk) -> None:
    """Nobody but the own institution is named anywhere, and no institutions were stated."""
    EventHost.objects.filter(event=desk.day.event).delete()
    Team.objects.filter(event=desk.day.event).delete()
    say(desk, stated_institutions=None)


def finding(desk: Desk, key: str, slug: str = "cmu") -> Finding:
    """What the check says in English."""
    with translation.override("en"):
        found = desk.state(desk.begin(slug)).finding(key)
    assert found is not None
    return found


def test_check_of_the_seed_passes_every_gate_and_warns_of_what_the_seed_lacks(desk: Desk) -> None:
    state = desk.state(desk.begin())
    assert state.blocking == []
    assert sorted(each.key.partition("-")[0] for each in state.findings if each.state != "ok") == [
        "all_intent",
        "group_unused",
        "public_address",
    ]
    with translation.override("en"):
        said = {each.text for each in state.recheck("https://example.org/p/x")}
    assert "No use of the results cites the group NOW." in said
    assert "All uses of the results are intended so far; none was started." in said
    assert "The sum agrees: 41 + 64 = 105." in said


def test_check_empty_part_is_missing_and_leads_to_its_tab(desk: Desk) -> None:
    found = finding(desk, "parts_filled-uses", "swu")
    assert (found.state, found.is_gate, found.part, found.place) == ("missing", True, "uses", "events.use")
    assert {key: state for key, state in desk.found(desk.begin("mu")).items() if state == "missing"} == {
        "parts_filled-uses": "missing",
        "owned_use": "missing",
    }


@pytest.mark.parametrize(
    ("total", "counts", "state", "text"),
    [
        (105, (41, 64), "ok", "The sum agrees: 41 + 64 = 105."),
        (105, (41, 63), "contradiction", "41 + 63 = 104, but 105 people are stated in all."),
        (105, (41, None), "missing", "No number is stated for: เจ้าหน้าที่. So the sum cannot be checked."),
        (40, (41, None), "contradiction", "41 = 41, but 40 people are stated in all."),
        (None, (41, 64), "ok", "41 + 64 = 105; no total was stated beside it."),
        (105, (), "ok", "105 people were stated, without categories."),
        (None, (None, None), "missing", "Nobody has said how many people took part."),
        (0, (0, 0), "ok", "The sum agrees: 0 + 0 = 0."),
    ],
)
def test_check_sums(
    desk: Desk, total: int | None, counts: tuple[int | None, ...], state: str, text: str
) -> None:
    say(desk, stated_participants=total)
    categories(desk, *counts)
    found = finding(desk, "sums_agree")
    assert (found.state, found.text, found.place) == (state, text, "events.participantcategory")


def test_check_outside_counts_people_of_other_institutions_only(desk: Desk) -> None:
    without_others(desk)
    say(desk, stated_participants=None)
    categories(desk)
    faculty = make_organisation(desk.by, "คณะมนุษยศาสตร์", kind="faculty", parent=desk.day.cmu)
    for name, organisation in (("ก", desk.day.cmu), ("ข", faculty), ("ค", None)):
        come(desk, name, organisation)
    found = finding(desk, "outside_people")
    assert (found.state, found.is_gate) == ("missing", True)
    assert (
        found.text
        == "Nobody from outside Chiang Mai University is known to have taken part (at least 1 needed)."
    )
    assert (
        found.detail
        == "1 registered people without a clear organisation do not count as people from outside."
    )
    come(desk, "ง", desk.day.swu)
    assert desk.state(desk.begin("sdu")).finding("outside_people") is not None
    assert desk.found(desk.begin("mu"))["outside_people"] == "ok"


def test_check_outside_of_a_faculty_does_not_count_its_sister(desk: Desk) -> None:
    without_others(desk)
    say(desk, stated_participants=None)
    categories(desk)
    desk.day.organisations["law"] = make_organisation(
        desk.by, "คณะนิติศาสตร์", kind="faculty", parent=desk.day.cmu
    )
    sister = make_organisation(desk.by, "คณะมนุษยศาสตร์", kind="faculty", parent=desk.day.cmu)
    come(desk, "ก", sister)
    report = desk.begin("law")
    assert desk.found(report)["outside_people"] == "missing"
    come(desk, "ข", desk.day.swu)
    assert desk.found(report)["outside_people"] == "ok"


def test_check_outside_takes_stated_numbers_where_others_are_named(desk: Desk) -> None:
    found = finding(desk, "outside_people")
    assert (found.state, found.text) == ("ok", "People from 24 other institutions took part, as stated.")
    assert found.detail.startswith("105 stated people are not registered by name;")
    without_others(desk)
    assert finding(desk, "outside_people", "sdu").state == "missing"


@pytest.mark.parametrize(
    ("starts", "ends", "state"),
    [
        (dt.date(2026, 1, 1), dt.date(2026, 12, 31), "ok"),
        (dt.date(2025, 12, 31), dt.date(2026, 1, 2), "contradiction"),
        (dt.date(2026, 12, 31), dt.date(2027, 1, 1), "contradiction"),
        (None, None, "missing"),
    ],
)
def test_check_period(desk: Desk, starts: dt.date | None, ends: dt.date | None, state: str) -> None:
    say(desk, starts=PartialDate.of(starts) if starts else None, ends=PartialDate.of(ends) if ends else None)
    assert finding(desk, "period_in_year").state == state


def test_check_period_follows_the_days_that_the_report_was_given(desk: Desk) -> None:
    report = desk.begin()
    change_report(
        by=desk.by,
        report=report,
        round_year=2570,
        period_from=dt.date(2026, 4, 1),
        period_until=dt.date(2027, 4, 1),
        language="th",
        numerals="arabic",
    )
    report.refresh_from_db()
    with translation.override("en"):
        found = desk.state(report).finding("period_in_year")
    assert found is not None
    assert found.state == "contradiction"
    assert found.detail == (
        "By the rule of the form this round counts 1 January – 31 December 2026; this report was given other days."
    )


def test_check_owner(desk: Desk) -> None:
    assert finding(desk, "owned_use").text == "4 uses of the results have a responsible unit."
    Use.objects.update(owner_th="", owner_en="")
    assert finding(desk, "owned_use", "mu").state == "missing"
    assert desk.found(desk.begin("sdu"))["owned_use"] == "missing"


def test_check_address_that_others_cannot_open_is_only_a_warning(desk: Desk, settings: Any) -> None:
    report = desk.begin()
    settings.BASE_URL = "http://127.0.0.1:8000"
    found = desk.found(report)
    assert (found["public_address"], found["public_address-local"]) == ("ok", "warning")
    settings.BASE_URL = "https://network.example.org"
    found = desk.found(report)
    assert (found["public_address"], "public_address-local" in found) == ("ok", False)


def test_check_intent_is_gone_once_a_use_was_started(desk: Desk) -> None:
    report = desk.begin()
    assert desk.found(report)["all_intent"] == "warning"
    use = Use.objects.filter(event=desk.day.event).order_by("order")[0]
    advance_use(by=desk.by, use=use, act="start")
    assert "all_intent" not in desk.found(report)


def test_check_group_is_used_directly_or_through_its_output(desk: Desk) -> None:
    report = desk.begin()
    now = StrategicGroup.objects.get(event=desk.day.event, code="NOW")
    assert desk.found(report)[f"group_unused-{now.pk}"] == "warning"
    write_use(by=desk.by, event=desk.day.event, organisation=desk.day.cmu, title_th="ฐานราก", groups=[now])
    assert f"group_unused-{now.pk}" not in desk.found(report)


def test_check_topic_without_activity(desk: Desk) -> None:
    report = desk.begin()
    kept = [
        TopicRow(id=each.pk, title_th=each.title_th)
        for each in Topic.objects.filter(event=desk.day.event).order_by("order")
    ]
    topics = arrange_topics(
        by=desk.by, event=desk.day.event, rows=[*kept, TopicRow(title_th="เรื่องใหม่")]
    ).parts
    assert [key for key in desk.found(report) if key.startswith("topic_")] == [
        f"topic_without_activity-{topics[-1].pk}"
    ]


def test_check_level_and_evidence_of_results(desk: Desk) -> None:
    report = desk.begin()
    Result.objects.filter(event=desk.day.event, level="person").delete()
    bare = write_result(by=desk.by, event=desk.day.event, level="system", statement_th="ผลที่ไม่มีหลักฐาน")
    found = desk.found(report)
    assert found["level_without_result-person"] == "warning"
    assert "level_without_result-network" not in found
    assert [key for key in found if key.startswith("result_without_evidence")] == [
        f"result_without_evidence-{bare.pk}"
    ]


def test_check_stated_against_counted(desk: Desk) -> None:
    report = desk.begin()
    assert not any(key.startswith("counts_differ") for key in desk.found(report))
    come(desk, "ก", desk.day.swu)
    name_institutions(by=desk.by, event=desk.day.event, organisations=[desk.day.cmu, desk.day.swu])
    with translation.override("en"):
        said = {
            each.key: each.text
            for each in desk.state(report).findings
            if each.key.startswith("counts_differ")
        }
    assert said["counts_differ-people"] == "Participants: 105 stated, 1 counted from the records."
    assert said["counts_differ-institutions"] == "Institutions: 25 stated, 2 counted from the records."
    assert len(said) == 4


def test_check_sample_data(desk: Desk) -> None:
    report = desk.begin()
    assert "sample_data" not in desk.found(report)
    write_use(by=desk.by, event=desk.day.event, organisation=desk.day.cmu, title_th="สมมติ", is_sample=True)
    assert desk.found(report)["sample_data"] == "warning"


def test_check_missing_english_counts_in_an_english_report_only(desk: Desk) -> None:
    say(desk, goal_en="")
    assert not any(key.startswith("language_missing") for key in desk.found(desk.begin("mu")))
    report = desk.begin(language="en")
    assert desk.found(report)["language_missing-issues"] == "warning"


def test_override_lets_the_gate_pass_for_these_facts_only(desk: Desk) -> None:
    categories(desk, 41, 63)
    report = desk.begin()
    assert [each.key for each in desk.state(report).blocking] == ["sums_agree"]
    override_gate(by=desk.by, report=report, gate="sums_agree", reason="ผู้จัดยืนยันยอดรวมแล้ว รายประเภทรอแก้ไข")
    passed = desk.state(report).finding("sums_agree")
    assert passed is not None
    assert (passed.state, passed.blocks) == ("contradiction", False)
    assert passed.passed is not None
    assert (passed.passed.by, passed.passed.reason) == ("Secretariat", "ผู้จัดยืนยันยอดรวมแล้ว รายประเภทรอแก้ไข")
    categories(desk, 41, 62)
    changed = desk.state(report).finding("sums_agree")
    assert changed is not None
    assert (changed.blocks, changed.is_changed) == (True, True)
    categories(desk, 41, 63)
    withdraw_override(by=desk.by, report=report, gate="sums_agree")
    assert [each.key for each in desk.state(report).blocking] == ["sums_agree"]


def test_check_stale_words(desk: Desk) -> None:
    report = desk.begin()
    reword_block(by=desk.by, report=report, key="people", text="มีผู้ร่วมงาน 105 คน")
    assert "stale_words-people" not in desk.found(report)
    say(desk, stated_participants=106)
    found = desk.state(report).finding("stale_words-people")
    assert found is not None
    assert (found.state, found.part, found.place) == ("warning", "participants", "#people")
