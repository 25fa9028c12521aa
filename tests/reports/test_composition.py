"""The golden test: the seed goes in, and comes out as the four parts with its numbers."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from samphan.events.actions.event import describe_event
from samphan.events.actions.hosts import HostRow, arrange_hosts
from samphan.events.actions.people import CategoryRow, arrange_categories, name_institutions, register_person
from samphan.events.actions.uses import advance_use
from samphan.events.models import ParticipantCategory, Use
from samphan.kit.partial import PartialDate
from samphan.reports.queries.composition import Composition
from tests.factories.events import make_organisation, make_person

if TYPE_CHECKING:
    from tests.reports.conftest import Desk


def words(composition: Composition) -> dict[str, str]:
    """What each block says, by its content: "topics-12" is counted as topics-1, topics-2 and so on."""
    said: dict[str, str] = {}
    for block in composition.blocks():
        content, _dash, which = block.key.partition("-")
        number = sum(key.startswith(f"{content}-") for key in said) + 1
        said[f"{content}-{number}" if which.isdigit() else block.key] = block.words
    return said


def test_compose_seed_gives_four_parts_with_its_numbers(desk: Desk) -> None:
    composition = desk.state(desk.begin()).composition
    said = words(composition)
    assert [(part.heading, part.is_filled) for part in composition.parts] == [
        ("(1) ประเด็นหรือเรื่องในการมีส่วนร่วม", True),
        ("(2) สรุปข้อมูลของผู้มีส่วนร่วม", True),
        ("(3) ผลจากการมีส่วนร่วม", True),
        ("(4) การนำผลจากการมีส่วนร่วมไปปรับปรุงพัฒนาการดำเนินงานของหน่วยงาน", True),
    ]
    assert said["introduction"] == (
        "มหาวิทยาลัยเชียงใหม่เป็นหน่วยงานร่วมจัดและมีส่วนร่วมในการประชุมเชิงปฏิบัติการเครือข่ายพันธกิจสากล"
        " “IRO Networking Day 2026” ภายใต้แนวคิด “Now. Next. New. – Future-Ready IROs”"
        " ระหว่างวันที่ 31 มีนาคม – 1 เมษายน 2569 ณ โรงแรมสยาม แอท สยาม ดีไซน์ โฮเทล พัทยา จังหวัดชลบุรี"
    )
    assert said["topics"] == "ประเด็นหรือเรื่องที่เปิดให้มีส่วนร่วม มี 4 ประเด็น ดังนี้"
    assert said["topics-2"] == (
        "ศักยภาพและบทบาทของบุคลากร\nระดมความคิดเห็นในสามกลุ่มประเด็นยุทธศาสตร์ พิจารณาในกลุ่ม NOW, NEXT และ NEW"
    )
    assert said["hosts-main_host_funder"] == ("เจ้าภาพหลักและผู้สนับสนุนงบประมาณ\nที่ประชุมอธิการบดีแห่งประเทศไทย (ทปอ.)")
    assert said["teams"] == "ทีมร่วมจัดงาน จำนวน 4 ทีม จาก 9 หน่วยงาน ดังนี้"
    assert [said[f"teams-{number}"].partition("\n")[2] for number in (1, 2, 3, 4)] == [
        "มหาวิทยาลัยเชียงใหม่ ที่ประชุมอธิการบดีแห่งประเทศไทย และมหาวิทยาลัยสวนดุสิต",
        "มหาวิทยาลัยมหิดล มหาวิทยาลัยแม่ฟ้าหลวง และมหาวิทยาลัยสงขลานครินทร์",
        "มหาวิทยาลัยธรรมศาสตร์ มหาวิทยาลัยบูรพา และมหาวิทยาลัยศรีนครินทรวิโรฒ",
        "ที่ประชุมอธิการบดีแห่งประเทศไทย และมหาวิทยาลัยเชียงใหม่",
    ]
    assert said["people"] == (
        "มีผู้มีส่วนร่วมรวมทั้งสิ้น 105 คน จาก 25 สถาบัน ประกอบด้วย กรรมการ จำนวน 41 คน และเจ้าหน้าที่ จำนวน 64 คน"
    )
    table = composition.block("people_table")
    assert table is not None
    assert table.grid is not None
    assert table.grid.rows == (("กรรมการ", "41"), ("เจ้าหน้าที่", "64"), ("รวม", "105"))
    assert [said[f"results-{number}"].partition("\n")[0] for number in (1, 2, 3, 4)] == [
        "ระดับบุคคล",
        "ระดับเครือข่ายและชุมชน",
        "ระดับระบบและแพลตฟอร์ม",
        "ระดับระบบและแพลตฟอร์ม",
    ]
    assert said["results-2"].endswith("(หลักฐาน: กิจกรรม “อาหารค่ำสร้างเครือข่าย”)")
    assert said["uses"] == ("มหาวิทยาลัยเชียงใหม่มีแผนนำผลจากการมีส่วนร่วมไปปรับปรุงพัฒนาการดำเนินงาน จำนวน 4 เรื่อง ดังนี้")
    assert said["uses-1"] == (
        "ปรับปรุงกระบวนการทำงาน\nลดขั้นตอนที่ซ้ำซ้อนในส่วนงาน โดยต่อยอดจากข้อสรุปของกลุ่ม NEXT และแนวปฏิบัติที่ดี “ขั้นตอนเดียวจบ”"
    )
    answers = composition.block("uses_table")
    assert answers is not None
    assert answers.grid is not None
    assert answers.grid.rows[0] == ("ปรับปรุงกระบวนการทำงาน", "กองวิเทศสัมพันธ์", "ธันวาคม 2569", "อยู่ในแผน")
    assert composition.subtitle[1] == "รอบการประเมินประจำปี พ.ศ. 2570 ข้อมูลระหว่างวันที่ 1 มกราคม – 31 ธันวาคม 2569"


@pytest.mark.parametrize(
    ("roles", "th", "en"),
    [
        (["main_host"], "เป็นเจ้าภาพและเปิดโอกาส", "hosted, and opened"),
        (["co_host"], "ร่วมเป็นเจ้าภาพและเปิดโอกาส", "co-hosted, and helped to open"),
        (["co_host", "main_host"], "เป็นเจ้าภาพและเปิดโอกาส", "hosted, and opened"),
        (["funder"], "เป็นหน่วยงานร่วมจัด", "was one of the organisers"),
    ],
)
def test_compose_says_what_the_organisation_was_in_the_event(
    desk: Desk, roles: list[str], th: str, en: str
) -> None:
    rows = [HostRow(organisation=desk.day.cmu, role=role) for role in roles]
    arrange_hosts(by=desk.by, event=desk.day.event, rows=rows)
    report = desk.begin()
    said_th = words(desk.state(report).composition)["introduction"]
    said_en = words(desk.state(report, language="en").composition)["introduction"]
    assert said_th.startswith(f"มหาวิทยาลัยเชียงใหม่{th}")
    assert said_en.startswith(f"{desk.day.cmu.name_en} {en}")


@pytest.mark.parametrize(
    ("acts", "th", "en"),
    [
        ([], "มีแผนนำผล", "will use the results"),
        (["drop"], "มีแผนนำผล", "will use the results"),
        (["start"], "นำผล", "uses the results"),
        (["finish"], "นำผล", "uses the results"),
    ],
)
def test_compose_uses_says_what_is_done_only_once_one_has_begun(
    desk: Desk, acts: list[str], th: str, en: str
) -> None:
    first = Use.objects.filter(event=desk.day.event).order_by("order")[0]
    for act in acts:
        advance_use(by=desk.by, use=first, act=act, reason="งบประมาณไม่พอ" if act == "drop" else "")
    report = desk.begin()
    assert words(desk.state(report).composition)["uses"] == (
        f"มหาวิทยาลัยเชียงใหม่{th}จากการมีส่วนร่วมไปปรับปรุงพัฒนาการดำเนินงาน จำนวน 4 เรื่อง ดังนี้"
    )
    assert words(desk.state(report, language="en").composition)["uses"] == (
        f"{desk.day.cmu.name_en} {en} in 4 ways:"
    )


def test_compose_in_english_speaks_english_throughout(desk: Desk) -> None:
    composition = desk.state(desk.begin(), language="en").composition
    said = words(composition)
    assert said["people"] == (
        "In all, 105 people took part from 25 institutions: committee (41 people) and officers (64 people)."
    )
    assert said["teams"] == "4 teams of 9 organisations shared the work:"
    assert [block.key for block in composition.blocks() if block.is_fallback] == []
    assert not any("ก" <= letter <= "๛" for text in said.values() for letter in text)


def test_compose_without_english_falls_back_to_thai_visibly(desk: Desk) -> None:
    event = desk.day.event
    describe_event(by=desk.by, event=event, goal_en="", title_th=event.title_th, title_en=event.title_en)
    event.refresh_from_db()
    composition = desk.state(desk.begin(), language="en").composition
    assert {block.key: block.text for block in composition.blocks() if block.is_fallback} == {
        "goal": event.goal_th
    }


def test_compose_other_institution_has_its_own_part_four(desk: Desk) -> None:
    composition = desk.state(desk.begin("swu")).composition
    assert [part.is_filled for part in composition.parts] == [True, True, True, False]
    assert composition.parts[3].blocks == ()
    assert "มหาวิทยาลัยเชียงใหม่นำผล" not in json.dumps(composition.to_json(), ensure_ascii=False)


def test_compose_unit_names_its_institution(desk: Desk) -> None:
    unit = make_organisation(desk.by, "กองวิเทศสัมพันธ์", kind="unit", parent=desk.day.cmu)
    desk.day.organisations["unit"] = unit
    composition = desk.state(desk.begin("unit")).composition
    assert composition.organisation == "กองวิเทศสัมพันธ์ มหาวิทยาลัยเชียงใหม่"
    assert words(composition)["introduction"].startswith("กองวิเทศสัมพันธ์ มหาวิทยาลัยเชียงใหม่เป็นหน่วยงานร่วมจัด")


def test_compose_counts_beside_stated_and_says_the_difference(desk: Desk) -> None:
    event, by = desk.day.event, desk.by
    committee, officers = ParticipantCategory.objects.filter(event=event).order_by("order")
    for number, category in enumerate([committee, committee, officers]):
        register_person(
            by=by,
            event=event,
            person=make_person(by, f"คนที่{number}"),
            organisation=desk.day.swu,
            category=category,
        )
    composition = desk.state(desk.begin()).composition
    said = words(composition)
    assert said["people-difference"] == ("จำนวนผู้มีส่วนร่วมที่ผู้จัดแจ้งไว้คือ 105 คน ขณะที่ทะเบียนรายชื่อมี 3 คน ต่างกัน 102 คน")
    assert said["outside-people"] == "ในจำนวนผู้ลงทะเบียนทั้งหมด เป็นบุคคลภายนอกมหาวิทยาลัยเชียงใหม่ จำนวน 3 คน"
    table = composition.block("people_table")
    assert table is not None
    assert table.grid is not None
    assert table.grid.heads == ("ประเภทผู้มีส่วนร่วม", "จำนวนที่แจ้ง (คน)", "จำนวนที่ลงทะเบียน (คน)")
    assert table.grid.rows == (("กรรมการ", "41", "2"), ("เจ้าหน้าที่", "64", "1"), ("รวม", "105", "3"))


def test_compose_of_counted_people_alone_says_so(desk: Desk) -> None:
    event, by = desk.day.event, desk.by
    describe_event(
        by=by, event=event, stated_participants=None, stated_institutions=None, title_th=event.title_th
    )
    kept = ParticipantCategory.objects.filter(event=event).order_by("order")
    arrange_categories(
        by=by,
        event=event,
        rows=[CategoryRow(id=each.pk, name_th=each.name_th, stated_count=None) for each in kept],
    )
    register_person(
        by=by, event=event, person=make_person(by, "ก"), organisation=desk.day.swu, category=kept[0]
    )
    event.refresh_from_db()
    assert words(desk.state(desk.begin()).composition)["people"] == (
        "มีผู้มีส่วนร่วมที่ลงทะเบียนรวมทั้งสิ้น 1 คน จาก 1 สถาบัน ประกอบด้วย กรรมการ จำนวน 1 คน"
    )


def test_compose_marks_what_comes_from_sample_data(desk: Desk) -> None:
    by = desk.by
    assert not desk.state(desk.begin()).composition.is_sample
    added = make_organisation(by, "มหาวิทยาลัยสมมติ")
    name_institutions(by=by, event=desk.day.event, organisations=[added], is_sample=True)
    composition = desk.state(desk.begin("swu")).composition
    assert [block.key for block in composition.blocks() if block.is_sample] == [
        "people-institutions",
        "outside-organisations",
        "institutions",
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "when"),
    [
        (None, None, ""),
        (PartialDate.of(dt.date(2026, 3, 31)), None, " เมื่อวันที่ 31 มีนาคม 2569"),
        (PartialDate.of(dt.date(2026, 3, 1), "month"), None, " ในเดือนมีนาคม 2569"),
        (PartialDate.of(dt.date(2026, 1, 1), "year"), None, " ในปี พ.ศ. 2569"),
        (
            PartialDate.of(dt.date(2026, 3, 1), "month"),
            PartialDate.of(dt.date(2026, 4, 1), "month"),
            " ระหว่าง มีนาคม – เมษายน 2569",
        ),
    ],
)
def test_compose_half_known_dates(desk: Desk, starts: Any, ends: Any, when: str) -> None:
    event = desk.day.event
    describe_event(
        by=desk.by,
        event=event,
        title_th="งาน",
        theme_th="",
        theme_en="",
        venue_th="",
        venue_en="",
        starts=starts,
        ends=ends,
    )
    event.refresh_from_db()
    assert words(desk.state(desk.begin()).composition)["introduction"] == (
        f"มหาวิทยาลัยเชียงใหม่เป็นหน่วยงานร่วมจัดและมีส่วนร่วมในงาน{when}"
    )


def test_every_sentence_knows_its_records(desk: Desk) -> None:
    composition = desk.state(desk.begin()).composition
    assert [block.key for block in composition.blocks() if not block.records] == []
    use = next(block for block in composition.blocks() if block.key.startswith("uses-"))
    assert [(record.kind, record.label) for record in use.records] == [
        ("events.use", "ปรับปรุงกระบวนการทำงาน"),
        ("events.strategicgroup", "ข้อสรุปของกลุ่ม NEXT"),
        ("events.output", "แนวปฏิบัติที่ดี “ขั้นตอนเดียวจบ”"),
    ]


def test_composition_survives_json(desk: Desk) -> None:
    composition = desk.state(desk.begin()).composition
    assert Composition.from_json(json.loads(json.dumps(composition.to_json()))) == composition


def test_read_composition_of_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown format"):
        Composition.from_json({"format": 99})


def test_other_form_changes_headings_order_year_and_sentences(desk: Desk, other_form: str) -> None:
    report = desk.begin(profile_code=other_form, round_year=2569)
    state = desk.state(report)
    assert (report.period_from, report.period_until) == (dt.date(2025, 10, 1), dt.date(2026, 10, 1))
    assert state.composition.title == "แบบสรุปสมมติ (ข้อ ส7)"
    assert [part.heading for part in state.composition.parts] == ["ส่วนที่ 1 จะทำอะไรต่อ", "ส่วนที่ 2 ใครมาบ้าง"]
    assert {block.key.partition("-")[0] for block in state.composition.blocks()} == {
        "uses",
        "people",
        "outside",
        "results",
    }
    assert words(state.composition)["uses"] == "มหาวิทยาลัยเชียงใหม่ตั้งใจทำ 4 เรื่อง"
    assert [each.key.partition("-")[0] for each in state.blocking] == ["group_unused", "outside_people"]


def test_compose_takes_the_same_statements_for_one_and_for_many(
    desk: Desk, django_assert_num_queries: Any
) -> None:
    report = desk.begin()
    with django_assert_num_queries(18):
        desk.state(report)
    for number in range(3):
        added = make_organisation(desk.by, f"มหาวิทยาลัยเพิ่ม {number}")
        name_institutions(by=desk.by, event=desk.day.event, organisations=[added])
        register_person(
            by=desk.by, event=desk.day.event, person=make_person(desk.by, f"ค{number}"), organisation=added
        )
    with django_assert_num_queries(18):
        desk.state(report)
