"""Opening, rewording, passing gates, issuing: what is written, refused, frozen and remembered."""

from __future__ import annotations

import datetime as dt
import struct
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from samphan.directory.models import Organisation
from samphan.events.actions.event import describe_event
from samphan.events.actions.uses import write_use
from samphan.events.models import Topic, Use
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.networks.actions import admit_member, name_representative
from samphan.reports.actions import (
    change_report,
    discard_report,
    forget_orphan,
    issue_report,
    open_report,
    override_gate,
    remove_emblem,
    render_version,
    restore_block,
    reword_block,
    set_emblem,
    words_version,
)
from samphan.reports.models import IssuedVersion, Letterhead, Report, Rewording
from samphan.reports.queries.composition import Composition
from samphan.reports.queries.profiles import DEFAULT
from samphan.reports.queries.state import seen_by_issuer
from samphan.tenancy.models import AuditEntry, SearchRow
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.reports import make_networking_day

if TYPE_CHECKING:
    from tests.personas import World
    from tests.reports.conftest import Desk

DAY = dt.date(2026, 11, 20)


def issue(desk: Desk, report: Report, **words: Any) -> IssuedVersion:
    """Issue in the name of somebody."""
    return issue_report(
        by=desk.by, report=report, **({"issued_on": DAY, "issuer_name": "ผศ.ดร.ใจดี มีสุข"} | words)
    )


def png(width: int, height: int, *, padding: int = 0) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = b"".join(b"\0" + b"\x80" * width for _line in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + (chunk(b"tEXt", b"a\0" + b"x" * padding) if padding else b"")
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


# --- opening and changing --------------------------------------------------------------------------------


def test_open_report_takes_the_year_before_the_round(desk: Desk) -> None:
    report = desk.begin()
    assert (report.period_from, report.period_until) == (dt.date(2026, 1, 1), dt.date(2027, 1, 1))
    assert SearchRow.objects.get(kind="reports.report", object_id=report.pk).label_th.endswith(
        "– มหาวิทยาลัยเชียงใหม่"
    )
    assert AuditEntry.objects.filter(act="open_report", object_id=report.pk).exists()


def test_open_report_twice_is_refused(desk: Desk) -> None:
    desk.begin()
    with pytest.raises(Problem, match="already") as problem:
        desk.begin()
    assert problem.value.field == "round_year"
    assert desk.begin(round_year=2571).round_year == 2571


@pytest.mark.parametrize(
    ("changes", "field"), [({"profile_code": "x"}, "profile"), ({"round_year": 2026}, "round_year")]
)
def test_open_report_with_what_cannot_be_is_refused(desk: Desk, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Problem) as problem:
        desk.begin(**changes)
    assert problem.value.field == field


def change(desk: Desk, report: Report, **changes: Any) -> Report:
    """Change some settings."""
    words = {
        name: getattr(report, name)
        for name in ("round_year", "period_from", "period_until", "language", "numerals")
    }
    return change_report(by=desk.by, report=report, **(words | changes))


def test_change_round_moves_the_days_by_the_rule_of_the_form(desk: Desk) -> None:
    report = change(desk, desk.begin(), round_year=2569)
    assert (report.period_from, report.period_until) == (dt.date(2025, 1, 1), dt.date(2026, 1, 1))


def test_change_days_keeps_what_was_typed(desk: Desk) -> None:
    report = change(desk, desk.begin(), round_year=2569, period_from=dt.date(2025, 10, 1))
    assert (report.round_year, report.period_from) == (2569, dt.date(2025, 10, 1))
    with pytest.raises(Problem) as problem:
        change(desk, report, period_until=dt.date(2025, 10, 1))
    assert problem.value.field == "period_last"


def test_change_report_that_somebody_changed_shows_what_changed(desk: Desk) -> None:
    report = desk.begin()
    change(desk, report, numerals="thai", version=1)
    with pytest.raises(Conflict) as conflict:
        change(desk, report, language="en", version=1)
    assert (conflict.value.version, conflict.value.current["numerals"]) == (2, "thai")


def test_discard_report_until_it_was_issued(desk: Desk) -> None:
    first, second = desk.begin(), desk.begin(round_year=2571)
    discard_report(by=desk.by, report=second)
    assert list(Report.objects.values_list("pk", flat=True)) == [first.pk]
    assert not SearchRow.objects.filter(kind="reports.report", object_id=second.pk).exists()
    issue(desk, first)
    with pytest.raises(Problem, match="issued report stays"):
        discard_report(by=desk.by, report=first)


# --- words -----------------------------------------------------------------------------------------------


def test_reword_block_changes_the_words_and_not_the_facts(desk: Desk) -> None:
    report = desk.begin()
    before = desk.state(report).composition.block("people")
    reword_block(by=desk.by, report=report, key="people", text="มีผู้ร่วมงาน 105 คน จาก 25 สถาบัน")
    after = desk.state(report).composition.block("people")
    assert before is not None
    assert after is not None
    assert (after.text, after.composed, after.facts) == (
        "มีผู้ร่วมงาน 105 คน จาก 25 สถาบัน",
        before.text,
        before.facts,
    )
    assert after.reworded is not None
    assert (after.reworded.by, after.reworded.is_stale) == ("Secretariat", False)


def test_reword_block_is_stale_once_its_facts_change_and_only_then(desk: Desk) -> None:
    report, event = desk.begin(), desk.day.event
    for key in ("people", "goal"):
        reword_block(by=desk.by, report=report, key=key, text="คำใหม่")
    describe_event(by=desk.by, event=event, title_th=event.title_th, stated_institutions=26)
    report.event.refresh_from_db()
    composition = desk.state(report).composition
    stale = {block.key: block.reworded.is_stale for block in composition.blocks() if block.reworded}
    assert stale == {"goal": False, "people": True}
    reword_block(by=desk.by, report=report, key="people", text="คำใหม่กว่า")
    again = desk.state(report).composition.block("people")
    assert again is not None
    assert again.reworded is not None
    assert not again.reworded.is_stale


def test_reword_block_with_a_lead_takes_it_from_the_first_line(desk: Desk) -> None:
    report = desk.begin()
    key = f"topics-{Topic.objects.filter(event=desk.day.event).order_by('order')[0].pk}"
    reword_block(by=desk.by, report=report, key=key, text="นโยบาย\nทบทวนร่วมกัน")
    block = desk.state(report).composition.block(key)
    assert block is not None
    assert (block.lead, block.text) == ("นโยบาย", "ทบทวนร่วมกัน")


def test_reword_table_changes_its_caption_and_keeps_its_numbers(desk: Desk) -> None:
    report = desk.begin()
    reword_block(by=desk.by, report=report, key="people_table", text="ผู้ร่วมงาน")
    block = desk.state(report).composition.block("people_table")
    assert block is not None
    assert block.grid is not None
    assert (block.text, block.grid.rows[-1]) == ("ผู้ร่วมงาน", ("รวม", "105"))


def test_reword_block_belongs_to_one_language(desk: Desk) -> None:
    report = desk.begin()
    reword_block(by=desk.by, report=report, key="goal", text="คำใหม่")
    english = desk.state(report, language="en").composition.block("goal")
    assert english is not None
    assert (english.text, english.reworded) == (desk.day.event.goal_en, None)


def test_reword_block_with_the_composed_words_keeps_nothing(desk: Desk) -> None:
    report = desk.begin()
    block = desk.state(report).composition.block("goal")
    assert block is not None
    reword_block(by=desk.by, report=report, key="goal", text="คำใหม่")
    assert reword_block(by=desk.by, report=report, key="goal", text=block.composed) is None
    assert not Rewording.objects.exists()


def test_reword_block_that_somebody_reworded_shows_their_words(desk: Desk) -> None:
    report = desk.begin()
    block = desk.state(report).composition.block("goal")
    assert block is not None
    reword_block(by=desk.by, report=report, key="goal", text="ของคนแรก", version=words_version(block))
    with pytest.raises(Conflict) as conflict:
        reword_block(by=desk.by, report=report, key="goal", text="ของคนที่สอง", version=words_version(block))
    assert (conflict.value.current, conflict.value.changed_by) == ({"text": "ของคนแรก"}, "Secretariat")


def test_reword_block_refuses_nothing_and_unknown_passages(desk: Desk) -> None:
    report = desk.begin()
    with pytest.raises(Problem) as problem:
        reword_block(by=desk.by, report=report, key="goal", text="  \n ")
    assert problem.value.field == "text"
    with pytest.raises(Problem, match="no longer in the report"):
        reword_block(by=desk.by, report=report, key="poems", text="คำ")


def test_restore_block_brings_the_composed_words_back(desk: Desk) -> None:
    report = desk.begin()
    reword_block(by=desk.by, report=report, key="goal", text="คำใหม่")
    restore_block(by=desk.by, report=report, key="goal")
    block = desk.state(report).composition.block("goal")
    assert block is not None
    assert block.reworded is None
    assert AuditEntry.objects.get(act="restore_block").changes == {"goal": ["คำใหม่", None]}


def test_words_whose_record_is_gone_are_kept_aside_until_dropped(desk: Desk) -> None:
    report = desk.begin()
    use = Use.objects.filter(event=desk.day.event).order_by("order")[0]
    key = f"uses-{use.pk}"
    reword_block(by=desk.by, report=report, key=key, text="ถ้อยคำของเรา")
    use.delete()
    composition = desk.state(report).composition
    assert [(each.key, each.text) for each in composition.orphans] == [(key, "ถ้อยคำของเรา")]
    assert "ถ้อยคำของเรา" not in str(composition.to_json())
    forget_orphan(by=desk.by, report=report, key=key)
    assert desk.state(report).composition.orphans == ()


# --- gates -----------------------------------------------------------------------------------------------


def test_override_gate_keeps_the_reason_and_the_audit(desk: Desk) -> None:
    report = desk.begin("swu")
    override_gate(by=desk.by, report=report, gate="parts_filled-uses", reason="รอผลการประชุมคณะกรรมการ")
    entry = AuditEntry.objects.get(act="override_gate")
    assert (entry.reason, list(entry.changes)) == ("รอผลการประชุมคณะกรรมการ", ["parts_filled-uses"])


@pytest.mark.parametrize(
    ("gate", "reason"),
    [
        ("parts_filled-uses", "  "),
        ("parts_filled-uses", "สั้น"),
        ("parts_filled-results", "ไม่จำเป็นต้องมี"),
        ("x", "ไม่มีกฎนี้อยู่จริง"),
    ],
)
def test_override_gate_without_need_or_reason_is_refused(desk: Desk, gate: str, reason: str) -> None:
    with pytest.raises(Problem):
        override_gate(by=desk.by, report=desk.begin("swu"), gate=gate, reason=reason)


# --- issuing ---------------------------------------------------------------------------------------------


def test_issue_numbers_versions_by_network_and_year(desk: Desk) -> None:
    report, other = desk.begin(), desk.begin(round_year=2571)
    period = {"period_from": report.period_from, "period_until": report.period_until}
    other = change(desk, other, **period)
    made = [
        issue(desk, report),
        issue(desk, other),
        issue(desk, report),
        issue(desk, report, issued_on=dt.date(2027, 1, 4)),
    ]
    assert [(each.report_id == report.pk, each.version, each.number) for each in made] == [
        (True, 1, "1/2569"),
        (False, 1, "2/2569"),
        (True, 2, "3/2569"),
        (True, 3, "1/2570"),
    ]


def test_issue_freezes_what_the_report_says(desk: Desk) -> None:
    report, event = desk.begin(), desk.day.event
    version = issue(desk, report)
    before = Composition.from_json(version.content)
    describe_event(by=desk.by, event=event, title_th="เปลี่ยนชื่อแล้ว", stated_participants=1)
    Use.objects.filter(event=event).delete()
    version.refresh_from_db()
    frozen = Composition.from_json(version.content)
    assert frozen == before
    people = frozen.block("people")
    assert people is not None
    assert "105 คน" in people.text
    report.event.refresh_from_db()
    assert desk.state(report).composition != frozen


def test_issue_with_a_failing_gate_is_refused_and_leaves_no_number(desk: Desk) -> None:
    report = desk.begin("swu")
    with pytest.raises(Problem, match="cannot be issued yet"):
        issue(desk, report)
    write_use(
        by=desk.by, event=desk.day.event, organisation=desk.day.swu, title_th="พัฒนา", owner_th="กองวิเทศสัมพันธ์"
    )
    assert issue(desk, report).number == "1/2569"


def test_issue_prints_the_reason_of_a_passed_gate(desk: Desk) -> None:
    report = desk.begin("swu")
    for gate in ("parts_filled-uses", "owned_use"):
        override_gate(by=desk.by, report=report, gate=gate, reason="รอผลการประชุมคณะกรรมการ")
    version = issue(desk, report)
    assert [each["reason"] for each in version.findings if each["reason"]] == ["รอผลการประชุมคณะกรรมการ"] * 2
    assert [each["gate"] for each in version.overrides] == ["owned_use", "parts_filled-uses"]
    annex = Composition.from_json(version.content).annex
    assert len(annex) == 2
    assert all("รอผลการประชุมคณะกรรมการ" in note for note in annex)


def test_issue_forgets_the_reason_of_a_gate_that_was_mended(desk: Desk) -> None:
    report = desk.begin("swu")
    for gate in ("parts_filled-uses", "owned_use"):
        override_gate(by=desk.by, report=report, gate=gate, reason="รอผลการประชุมคณะกรรมการ")
    write_use(
        by=desk.by, event=desk.day.event, organisation=desk.day.swu, title_th="พัฒนา", owner_th="กองวิเทศสัมพันธ์"
    )
    version = issue(desk, report)
    assert version.overrides == []
    assert AuditEntry.objects.get(act="issue_report").reason == ""
    assert Composition.from_json(version.content).annex == ()


def test_issue_of_a_report_that_changed_meanwhile_is_refused(desk: Desk) -> None:
    report, event = desk.begin(), desk.day.event
    seen = seen_by_issuer(desk.state(report))
    describe_event(by=desk.by, event=event, title_th=event.title_th, goal_th="เป้าหมายอื่น")
    with pytest.raises(Problem, match="changed while you were reading"):
        issue(desk, report, seen=seen)
    report.event.refresh_from_db()
    assert issue(desk, report, seen=seen_by_issuer(desk.state(report))).version == 1


def test_issue_twice_by_a_button_pressed_twice_makes_one_version(desk: Desk) -> None:
    report = desk.begin()
    seen = seen_by_issuer(desk.state(report))
    issue(desk, report, seen=seen)
    with pytest.raises(Problem, match="Version 1 was issued meanwhile"):
        issue(desk, report, seen=seen)
    assert list(IssuedVersion.objects.values_list("version", "number")) == [(1, "1/2569")]
    assert issue(desk, report, seen=seen_by_issuer(desk.state(report))).number == "2/2569"


def test_issue_without_a_name_is_refused(desk: Desk) -> None:
    with pytest.raises(Problem) as problem:
        issue(desk, desk.begin(), issuer_name="  ")
    assert problem.value.field == "issuer_name"


# --- emblem ----------------------------------------------------------------------------------------------


def test_set_emblem_keeps_the_picture_for_versions_issued_with_it(desk: Desk) -> None:
    set_emblem(by=desk.by, organisation=desk.day.cmu, name="ตรา.png", content=png(200, 200))
    report = desk.begin()
    version = issue(desk, report)
    set_emblem(by=desk.by, organisation=desk.day.cmu, name="ใหม่.png", content=png(100, 300))
    assert Letterhead.objects.count() == 1
    assert version.emblem is not None
    assert version.emblem.name == "ตรา.png"
    remove_emblem(by=desk.by, organisation=desk.day.cmu)
    assert issue(desk, report).emblem is None


JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc0\x00\x11\x08\x00\x80\x00\x40\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01" + bytes(20)
)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"GIF89a", "no PNG or JPEG"),
        (b"", "no PNG or JPEG"),
        (b"<svg></svg>", "no PNG or JPEG"),
        (png(200, 200)[:40], "no PNG or JPEG"),
        (b"\xff\xd8\xff\xe0", "no PNG or JPEG"),
        (png(20, 200), "20 × 200 pixels"),
        (png(4001, 60), "4001 × 60 pixels"),
        (png(100, 100, padding=1024 * 1024), "larger than 1 MB"),
    ],
)
def test_set_emblem_refuses_what_is_no_emblem(desk: Desk, content: bytes, complaint: str) -> None:
    with pytest.raises(Problem, match=complaint) as problem:
        set_emblem(by=desk.by, organisation=desk.day.cmu, name="x.png", content=content)
    assert problem.value.field == "emblem"


def test_set_emblem_takes_jpeg_by_its_content(desk: Desk) -> None:
    kept = set_emblem(by=desk.by, organisation=desk.day.cmu, name="ชื่อผิด.png", content=JPEG)
    assert kept.emblem.media_type == "image/jpeg"


# --- who -------------------------------------------------------------------------------------------------


def coordinator_of(world: World, organisation: Organisation) -> None:
    """Name the coordinator as the one who represents an organisation."""
    with user_scope(world.users["secretariat"], "alpha") as by:
        member = admit_member(by=by, organisation=organisation)
        name_representative(
            by=by, member=member, email="coordinator@example.org", name="C", since_on=dt.date(2020, 1, 1)
        )


def test_coordinator_prepares_the_own_institution_and_its_units_only(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        day = make_networking_day(by)
        unit = Organisation.objects.create(
            kept_by=world.a, kind="unit", parent=day.cmu, name_th="กอง", sort_key="x"
        )
    coordinator_of(world, day.cmu)
    with user_scope(world.users["coordinator"], "alpha") as by:
        for organisation in (day.cmu, unit):
            report = open_report(
                by=by, event=day.event, organisation=organisation, profile_code=DEFAULT, round_year=2570
            )
            reword_block(by=by, report=report, key="goal", text="คำของผู้ประสานงาน")
        with pytest.raises(Refused, match="represents the institution"):
            open_report(by=by, event=day.event, organisation=day.swu, profile_code=DEFAULT, round_year=2570)


def test_every_act_on_a_report_of_another_institution_is_refused(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        day = make_networking_day(by)
        report = open_report(
            by=by, event=day.event, organisation=day.swu, profile_code=DEFAULT, round_year=2570
        )
        version = issue_report_anyway(by, report)
    coordinator_of(world, day.cmu)
    with user_scope(world.users["coordinator"], "alpha") as by:
        settings = {"round_year": 2571, "language": "en", "numerals": "thai"}
        days = {"period_from": dt.date(2026, 1, 1), "period_until": dt.date(2027, 1, 1)}
        acts = [
            lambda: reword_block(by=by, report=report, key="goal", text="x"),
            lambda: restore_block(by=by, report=report, key="goal"),
            lambda: forget_orphan(by=by, report=report, key="goal"),
            lambda: override_gate(by=by, report=report, gate="owned_use", reason="เหตุผลที่ยาวพอ"),
            lambda: change_report(by=by, report=report, **settings, **days),  # type: ignore[arg-type]  # one mapping of several kinds
            lambda: discard_report(by=by, report=report),
            lambda: issue_report(by=by, report=report, issued_on=DAY, issuer_name="x"),
            lambda: render_version(by=by, version=version),
            lambda: set_emblem(by=by, organisation=day.swu, name="x.png", content=png(100, 100)),
            lambda: remove_emblem(by=by, organisation=day.swu),
        ]
        for act in acts:
            with pytest.raises(Refused):
                act()
    with system_scope("test", world.a.pk):
        assert not Rewording.objects.exists()
        assert IssuedVersion.objects.count() == 1


def issue_report_anyway(by: Any, report: Report) -> IssuedVersion:
    """Issue a report whose part four is empty."""
    for gate in ("parts_filled-uses", "owned_use"):
        override_gate(by=by, report=report, gate=gate, reason="เหตุผลที่ยาวพอ")
    return issue_report(by=by, report=report, issued_on=DAY, issuer_name="ผู้ออก")
