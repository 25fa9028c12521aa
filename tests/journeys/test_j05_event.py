"""J5: an event typed in from nothing, with teams, a programme, a list of 105 people, results and uses.

Cloning it for the next year comes with the series of events.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.journeys import workshop

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.installation import Installation
    from tests.journeys.visitor import Visitor


pytestmark = pytest.mark.journey


def describe(somsri: Visitor) -> str:
    """Fill in the form of a new event, first with half of a date, and give its address."""
    somsri.open("/n/cupt/events/new/")
    somsri.check_widths()
    title = "การประชุมเชิงปฏิบัติการมหาวิทยาลัยกับลุ่มน้ำ"
    somsri.fill(
        title_th=title, title_en=f"Universities and their rivers ({somsri.language})", starts="กุมภาพันธ์ 2569"
    )
    somsri.save()
    event = somsri.path
    assert somsri.says("กุมภาพันธ์ 2569", "February 2026") in somsri.text
    somsri.follow("Change")
    somsri.fill(
        starts="9 ก.พ. 69",
        ends="๑๐/๒/๒๕๖๙",
        venue_th="หอประชุมริมน้ำ จังหวัดตรัง",
        problem_th="แต่ละสถาบันทำงานกับชุมชนลุ่มน้ำแยกจากกัน",
        goal_th="ให้สถาบันและชุมชนลุ่มน้ำมีแผนร่วมกัน",
        audience_th="ผู้บริหารและผู้ปฏิบัติงานของสถาบันสมาชิก",
        stated_institutions="25",
        stated_participants="๑๐๕",
        source="บันทึกการประชุม",
    )
    echo = somsri.page.locator("samphan-date:has([name=starts]) .date-echo")
    echo.filter(has_text=somsri.says("9 กุมภาพันธ์ 2569", "9 February 2026")).wait_for()
    somsri.save()
    assert somsri.says("9–10 กุมภาพันธ์ 2569", "9–10 February 2026") in somsri.text
    return event


def write_rows(somsri: Visitor, path: str, rows: list[dict[str, str]]) -> None:
    """Write a list of rows into the form of a list, adding rows as they are needed."""
    somsri.open(path)
    for number, row in enumerate(rows):
        if not somsri.page.locator(f"[name='rows-{number}-{next(iter(row))}']").count():
            somsri.page.click("[data-add]")
        somsri.fill(**{f"rows__{number}__{name}": value for name, value in row.items()})
    somsri.check_widths()
    somsri.save()


def write_programme(somsri: Visitor, event: str) -> None:
    topics = [{"title_th": th, "title_en": en} for th, en in workshop.TOPICS]
    write_rows(somsri, f"{event}programme/topics/", topics)
    groups = [{"code": code, "title_th": th, "title_en": en} for code, th, en in workshop.GROUPS]
    write_rows(somsri, f"{event}programme/groups/", groups)
    agenda = [
        {"title_th": th, "title_en": en, "day": day, "starts_at": start, "ends_at": end}
        for th, en, day, start, end in workshop.AGENDA
    ]
    write_rows(somsri, f"{event}programme/agenda/", agenda)
    assert somsri.path == f"{event}programme/"
    assert "10.45–16.00" in somsri.text
    somsri.check_widths()


def write_hosts(somsri: Visitor, event: str) -> None:
    """Hosts by the picker, teams by names a line; an abbreviation is asked before it is taken."""
    somsri.open(f"{event}hosts/list/")
    somsri.pick("id_rows-0-organisation", "CUPT", somsri.says("ที่ประชุมอธิการบดี", "Council of University"))
    somsri.page.select_option("[name=rows-0-role]", "main_host")
    somsri.check_widths()
    somsri.pick("id_rows-1-organisation", "เชียงใหม่", somsri.says("มหาวิทยาลัยเชียงใหม่", "Chiang Mai University"))
    somsri.page.select_option("[name=rows-1-role]", "co_host")
    somsri.save()
    rows = [{"duty_th": th, "duty_en": en, "organisations": typed} for th, en, typed in workshop.TEAMS]
    write_rows(somsri, f"{event}hosts/teams/", rows)
    assert somsri.path == f"{event}hosts/teams/"
    asked = somsri.page.locator("main fieldset", has_text="“มศว”")
    asked.get_by_label(somsri.says(workshop.ABBREVIATED, "Srinakharinwirot")).check()
    somsri.save()
    assert somsri.path == f"{event}hosts/"
    teams = somsri.page.locator("[id^=team-]")
    said = somsri.page.locator(".card", has=teams).locator(".card-body > p").inner_text()
    assert sorted(re.findall(r"\d+", said)) == ["11", "4", "9"]
    for th, en in (("มหาวิทยาลัยเชียงใหม่", "Chiang Mai"), ("ที่ประชุมอธิการบดี", "Council of University")):
        assert teams.filter(has_text=somsri.says(th, en)).count() == 2
    somsri.check_widths()


def bring_organisations(somsri: Visitor) -> None:
    """The directory learns the institutions that it lacks; who comes second finds them there."""
    somsri.open("/n/cupt/lists/new/organisations/")
    somsri.check_widths()
    somsri.fill(pasted=workshop.organisations_sheet())
    somsri.save()
    somsri.check_widths()
    somsri.save()
    somsri.check_widths()
    somsri.press("main button[value=take_in]")
    somsri.check_widths()


def bring_participants(somsri: Visitor, event: str) -> None:
    """105 people pasted, the doubtful names answered, taken in, undone, taken in again."""
    categories = [
        {"name_th": th, "name_en": en, "stated_count": str(count)} for th, en, count in workshop.CATEGORIES
    ]
    write_rows(somsri, f"{event}people/categories/", categories)
    somsri.open(f"{event}people/")
    somsri.follow("Bring a list")
    somsri.fill(pasted=workshop.participants_sheet(somsri.language))
    somsri.save()
    somsri.save()
    answer(
        somsri, workshop.SHARED_ABBREVIATION, somsri.says(workshop.MEANT, "Suratthani Rajabhat University")
    )
    answer(somsri, workshop.UNKNOWN[somsri.language], somsri.say("add as a new organisation"))
    somsri.check_widths()
    somsri.press("main button[value=save]")
    somsri.press("main button[value=take_in]")
    brought = somsri.path
    somsri.check_widths()
    assert counted(somsri, event) == (105, 25)
    somsri.check_widths()
    somsri.open(brought)
    somsri.follow("Undo the whole list")
    somsri.press("main form.confirm button.btn")
    assert counted(somsri, event)[0] == 0
    somsri.open(brought)
    somsri.follow("Check it again")
    somsri.press("main button[value=take_in]")
    assert counted(somsri, event) == (105, 25)


def answer(somsri: Visitor, name: str, choice: str) -> None:
    """Answer the question about a name with one of the choices that are offered without typing."""
    question = somsri.page.locator("main .card .field", has_text=f"“{name}”")
    question.get_by_role("combobox").click()
    question.locator("[role=option]", has_text=choice).first.click()


def counted(somsri: Visitor, event: str) -> tuple[int, int]:
    """How many people and institutions are counted on the page of participants."""
    somsri.open(f"{event}people/")
    tiles = somsri.page.locator("main .tile .tile-pair div:nth-child(2) dd").all_inner_texts()
    people, institutions = (int(each.replace("–", "0")) for each in tiles)
    return people, institutions


def write_results(somsri: Visitor, event: str) -> None:
    """Outputs, then results on three levels, each with its evidence."""
    for code, title in (("NOW", "ข้อเสนอให้เริ่มทันที"), ("NEXT", "ข้อเสนอให้เตรียมความพร้อม")):
        somsri.open(f"{event}outputs/new/")
        somsri.fill(title_th=title)
        group = somsri.page.locator(
            "[name=group] option", has_text={c: t for c, t, _en in workshop.GROUPS}[code]
        )
        somsri.page.select_option(
            "[name=group]", str(group.get_attribute("value")) if group.count() else None
        )
        somsri.save()
    levels = {
        "person": ("ผู้เข้าร่วมมีทักษะประสานงานกับชุมชนเพิ่มขึ้น", "พิธีเปิดและปาฐกถา"),
        "network": ("ผู้ประสานงานของ 25 สถาบันติดต่อกันได้โดยตรง", "งานเลี้ยงสร้างเครือข่าย"),
        "system": ("ได้แผนที่นำทางของลุ่มน้ำ", "ข้อเสนอให้เริ่มทันที"),
    }
    for level, (statement, evidence) in levels.items():
        somsri.open(f"{event}results/new/")
        somsri.page.check(f"[name=level][value={level}]")
        somsri.fill(statement_th=statement)
        somsri.page.get_by_label(evidence).or_(somsri.page.get_by_label(english(evidence))).first.check()
        if level == "person":
            somsri.check_widths()
        somsri.save()
    assert somsri.path == f"{event}results/"
    somsri.check_widths()


def english(words: str) -> str:
    """What an agenda item is called in English."""
    return {th: en for th, en, *_rest in workshop.AGENDA}.get(words, words)


def write_use(somsri: Visitor, event: str) -> None:
    """What one institution does with the results, due in a month that is known and a day that is not."""
    somsri.open(f"{event}uses/new/")
    somsri.pick("id_organisation", "บูรพา", somsri.says("มหาวิทยาลัยบูรพา", "Burapha University"))
    somsri.fill(
        title_th="จัดระบบประสานงานกับชุมชนลุ่มน้ำ",
        plan_th="ตั้งผู้ประสานงานประจำลุ่มน้ำจากข้อเสนอของกลุ่ม NOW",
        owner_th="สำนักบริการวิชาการ",
        due="ธ.ค. 2569",
    )
    somsri.page.get_by_label("ข้อเสนอให้เริ่มทันที").first.check()
    somsri.check_widths()
    somsri.save()
    assert somsri.says("ธันวาคม 2569", "December 2026") in somsri.text
    somsri.check_widths()


@pytest.mark.parametrize("language", ["th", "en"])
def test_event_from_nothing_and_after_a_restart(
    visitor: Callable[..., Visitor], installation: Installation, language: str
) -> None:
    somsri = visitor(language)
    somsri.sign_in("secretariat")
    bring_organisations(somsri)
    event = describe(somsri)
    write_programme(somsri, event)
    write_hosts(somsri, event)
    bring_participants(somsri, event)
    installation.stop()
    installation.start()
    assert counted(somsri, event) == (105, 25)
    write_results(somsri, event)
    write_use(somsri, event)
    somsri.open(event)
    somsri.check_widths()
    assert somsri.page.locator("main .findings li").count() == 0
    somsri.open("/n/cupt/")
    assert somsri.page.locator(f"main a[href='{event}']").count() == 1
