"""J5: an event typed in from nothing, with teams, tasks, budget, a programme, a list of 105 people, results and uses.

Then the next one is made from it for the year after, with last year's numbers beside its own.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from django.utils.translation import override

from samphan.kit.formats import thai_date
from tests.journeys import workshop

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.installation import Installation
    from tests.journeys.visitor import Visitor


pytestmark = pytest.mark.journey

FIRST_DAY, NEXT_FIRST_DAY = dt.date(2026, 2, 9), dt.date(2027, 2, 8)
#: Of the template: tasks in all, and one that a team of ours is recognised for.
TASKS = 18
VENUE = ("จองสถานที่ ห้องประชุม และห้องกลุ่มย่อย", "Book the venue, the hall and the rooms for groups", -60)


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
            somsri.page.click("samphan-rows > [data-add]")
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


def take_tasks(somsri: Visitor, event: str) -> None:
    """The tasks of a workshop from the template: each has a day, those of our teams have their team; one is done."""
    somsri.open(f"{event}tasks/template/")
    somsri.check_widths()
    somsri.save()
    assert somsri.path == f"{event}tasks/"
    assert somsri.tile("Open tasks") == TASKS
    assert workshop.TEAMS[2][0 if somsri.language == "th" else 1] in task(somsri, event, FIRST_DAY)
    somsri.press(somsri.page.locator("main table").get_by_role("button", name=somsri.say("Done")).first)
    assert (somsri.tile("Open tasks"), somsri.tile("Done")) == (TASKS - 1, 1)
    somsri.check_widths()


def task(somsri: Visitor, event: str, first_day: dt.date) -> str:
    """The row of the task about the venue, which says its day in words."""
    th, en, days = VENUE
    somsri.open(f"{event}tasks/?q={somsri.says(th, en).split()[0]}")
    row = somsri.page.locator("main table tbody tr", has_text=somsri.says(th, en)).inner_text()
    with override(somsri.language):
        assert thai_date(first_day + dt.timedelta(days=days), "short") in row
    somsri.open(f"{event}tasks/")
    return row


def write_budget(somsri: Visitor, event: str) -> None:
    """Amounts as people type them; sums and the balance are counted."""
    somsri.open(f"{event}budget/list/")
    for number, (direction, _th, _en, _planned, _actual) in enumerate(workshop.BUDGET):
        if not somsri.page.locator(f"[name='rows-{number}-direction']").count():
            somsri.page.click("samphan-rows > [data-add]")
        somsri.page.select_option(f"[name='rows-{number}-direction']", direction)
        somsri.fill(
            **{
                f"rows__{number}__{name}": value
                for name, value in zip(
                    ("title_th", "title_en", "planned", "actual"), workshop.BUDGET[number][1:], strict=True
                )
            }
        )
    somsri.check_widths()
    somsri.save()
    assert somsri.path == f"{event}budget/"
    assert (workshop.PLANNED in somsri.text, workshop.SPENT in somsri.text) == (True, True)
    somsri.check_widths()


def put_into_groups(somsri: Visitor, event: str) -> None:
    """105 people in three groups, looked at before it counts."""
    somsri.open(f"{event}groups/?seed=7")
    somsri.check_widths()
    somsri.follow("Accept this allocation")
    rows = somsri.page.locator("main .card table tbody tr").all()
    assert [each.locator("td").first.inner_text() for each in rows[:3]] == ["35", "35", "35"]
    somsri.check_widths()


def make_next(somsri: Visitor, event: str) -> str:
    """The event of the year after, with what was chosen: topics and groups too, the budget not."""
    somsri.open(f"{event}series/")
    somsri.follow("Make the next event")
    somsri.fill(
        title_th="การประชุมลุ่มน้ำ ครั้งที่สอง",
        title_en="Rivers, the second time",
        starts="8/2/2570",
        ends="9/2/2570",
    )
    for code, is_wanted in (("topics", True), ("tasks", True), ("budget", False)):
        somsri.page.set_checked(f"[name=what][value={code}]", is_wanted)
    somsri.check_widths()
    somsri.save()
    assert somsri.says("8–9 กุมภาพันธ์ 2570", "8–9 February 2027") in somsri.text
    return somsri.path


def compare(somsri: Visitor, event: str) -> dict[str, tuple[str, str]]:
    """The numbers of this event beside those of the one before, by what they count."""
    somsri.open(f"{event}series/")
    somsri.check_widths()
    found = {}
    for row in somsri.page.locator("main table tbody tr").all():
        now, before, _difference = row.locator("td").all_inner_texts()
        found[row.locator("th").inner_text()] = (now.strip(), before.strip())
    return found


def follow_up(somsri: Visitor, event: str) -> None:
    """The next event stands in the series; what came along is there, what was left behind is not."""
    next_event = make_next(somsri, event)
    somsri.open(f"{next_event}hosts/")
    assert somsri.page.locator("[id^=team-]").count() == len(workshop.TEAMS)
    somsri.open(f"{next_event}programme/")
    assert somsri.page.locator("[id^=group-]").count() == len(workshop.GROUPS)
    somsri.open(f"{next_event}tasks/")
    assert (somsri.tile("Open tasks"), somsri.tile("Done")) == (TASKS, 0)
    task(somsri, next_event, NEXT_FIRST_DAY)
    somsri.open(f"{next_event}budget/")
    assert somsri.say("No budget yet") in somsri.text
    assert counted(somsri, next_event) == (0, 0)
    numbers = compare(somsri, next_event)
    assert [
        numbers[somsri.say(each)][1] for each in ("Participants, registered", "Institutions, counted")
    ] == ["105", "25"]
    assert numbers[somsri.say("Expenses, planned")][1] == workshop.PLANNED
    assert numbers[somsri.say("Tasks")] == (str(TASKS), str(TASKS))


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
    take_tasks(somsri, event)
    write_budget(somsri, event)
    installation.stop()
    installation.start()
    assert counted(somsri, event) == (105, 25)
    put_into_groups(somsri, event)
    write_results(somsri, event)
    write_use(somsri, event)
    somsri.open(event)
    somsri.check_widths()
    assert somsri.page.locator("main .findings li").count() == 0
    somsri.open("/n/cupt/")
    assert somsri.page.locator(f"main a[href='{event}']").count() == 1
    follow_up(somsri, event)
