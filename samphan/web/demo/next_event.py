"""The next event of the demo, being prepared: cloned from the one before, with tasks, budget and a registration that runs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from samphan.boards.actions.prepare import create_group_boards
from samphan.events.actions.budget import BudgetRow, arrange_budget
from samphan.events.actions.cloning import clone_event
from samphan.events.actions.nomination import invite_institutions, nominate_person
from samphan.events.actions.people import CategoryRow, arrange_categories
from samphan.events.actions.preparing import RoomRow, arrange_rooms
from samphan.events.actions.registration import Applicant, approve
from samphan.events.actions.registration_settings import make_form_link, set_up_registration
from samphan.events.actions.team_tasks import advance_task, take_template
from samphan.events.models import Event, Registration, RegistrationState
from samphan.events.queries.task_templates import template
from samphan.kit.partial import PartialDate
from samphan.web.demo.workshop_facts import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor

DAYS_AHEAD: Final = 60
QUOTA: Final = 4
SEATS: Final = 120
TITLE_TH: Final = "การประชุมเชิงปฏิบัติการเครือข่ายพันธกิจสากล ครั้งถัดไป (ข้อมูลตัวอย่าง)"
TITLE_EN: Final = "The next workshop of the network of international affairs (sample data)"
#: Institution, and whom it names; the one after the quota waits.
NOMINEES: Final[tuple[tuple[str, str, str], ...]] = (
    ("s1", "ดร.ปิยะ ธารสมมุติ", "รองอธิการบดี"),
    ("s1", "นางสาวฟ้าใส สายธาร", "นักวิเทศสัมพันธ์"),
    ("s1", "นายวารี ลำธารใส", "นักวิเทศสัมพันธ์"),
    ("s1", "นางสาวหยาดฝน ริมน้ำ", "นักวิเทศสัมพันธ์"),
    ("s1", "นายเมฆา ฟ้ากว้าง", "เจ้าหน้าที่บริหารงานทั่วไป"),
    ("s2", "อ.ดร.ภูมิ ยอดผา", "ผู้ช่วยอธิการบดี"),
    ("s2", "นายเขตต์ เดินป่า", "นักวิเทศสัมพันธ์"),
    ("s3", "ผศ.วิศรุต เครื่องยนต์", "รองอธิการบดี"),
)
BUDGET: Final = (
    ("income", "เงินสนับสนุนจาก ทปอ.", "Grant of CUPT", "300000", None, "งบ ทปอ.", "cupt"),
    ("income", "สนับสนุนสถานที่และอาหารว่าง", "Venue and refreshments", "60000", None, "สมทบโดยเจ้าภาพร่วม", "buu"),
    ("expense", "ค่าห้องประชุมและอาหาร", "Rooms and meals", "210000", "70000", "งบ ทปอ.", "cupt"),
    ("expense", "ค่าเอกสารและอุปกรณ์กลุ่ม", "Papers and group material", "35000", "12500", "งบ ทปอ.", "cupt"),
    ("expense", "ค่าเดินทางวิทยากร", "Travel of speakers", "60000", None, "งบ ทปอ.", "cupt"),
    ("expense", "ของว่างและการตกแต่ง", "Refreshments and decoration", "40000", None, "สมทบโดยเจ้าภาพร่วม", "buu"),
)
ROOMS: Final = (
    ("ห้องประชุมใหญ่", "Main hall", 150),
    ("ห้องย่อย 1", "Room 1", 45),
    ("ห้องย่อย 2", "Room 2", 45),
    ("ห้องย่อย 3", "Room 3", 40),
)


def make(by: Actor, previous: Event, bodies: dict[str, Organisation], now: dt.datetime) -> Event:
    """An event ``DAYS_AHEAD`` days after ``now``, as a secretariat has it two months before."""
    first = (now + dt.timedelta(days=DAYS_AHEAD)).date()
    event = clone_event(
        by=by,
        source=previous,
        title_th=TITLE_TH,
        title_en=TITLE_EN,
        starts=PartialDate.of(first),
        ends=PartialDate.of(first + dt.timedelta(days=1)),
        what=("hosts", "teams", "topics", "agenda"),
    )
    Event.objects.filter(pk=event.pk).update(is_sample=True)
    event.refresh_from_db()
    arrange_rooms(
        by=by,
        event=event,
        rows=[RoomRow(name_th=th, name_en=en, capacity=capacity) for th, en, capacity in ROOMS],
    )
    arrange_budget(
        by=by,
        event=event,
        rows=[
            BudgetRow(
                direction=direction,
                title_th=th,
                title_en=en,
                planned=Decimal(planned),
                actual=Decimal(actual) if actual else None,
                source=source,
                organisation=bodies[key],
            )
            for direction, th, en, planned, actual, source, key in BUDGET
        ],
    )
    tasks = take_template(by=by, event=event, codes=[each.code for each in template(event.kind)])
    for task in sorted(tasks, key=lambda task: (task.due_on or first, task.pk))[:2]:
        advance_task(by=by, task=task, act="finish", today=now.date())
    create_group_boards(by=by, event=event, template="causes")
    arrange_categories(
        by=by, event=event, rows=[CategoryRow(name_th=name.th, name_en=name.en) for name in CATEGORIES]
    )
    _registration(by, event, bodies, now)
    return event


def _registration(by: Actor, event: Event, bodies: dict[str, Organisation], now: dt.datetime) -> None:
    today = now.date()
    set_up_registration(
        by=by,
        event=event,
        now=now,
        opens_on=today - dt.timedelta(days=7),
        closes_on=today + dt.timedelta(days=45),
        seats=SEATS,
        has_form=True,
        needs_approval=True,
        has_waiting_list=True,
        institution_quota=QUOTA,
    )
    make_form_link(by=by, event=event, now=now)
    organisations: Sequence[Organisation] = [
        each for key, each in bodies.items() if key not in {"cupt", "asaihl"}
    ]
    nominations = {
        each.organisation_id: each
        for each in invite_institutions(by=by, event=event, organisations=organisations, now=now)
    }
    category = event.categories.order_by("order", "id").last()
    for key, name, position in NOMINEES:
        applicant = Applicant(name=name, position=position, organisation=bodies[key], category=category)
        nominate_person(by=by, nomination=nominations[bodies[key].pk], applicant=applicant, now=now)
    waiting = Registration.objects.filter(event=event, state=RegistrationState.SUBMITTED).order_by("id")[:5]
    approve(by=by, event=event, registrations=list(waiting), now=now)
    Registration.objects.filter(event=event).update(is_sample=True)
