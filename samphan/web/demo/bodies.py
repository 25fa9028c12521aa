"""Bodies of the demo: EnT's board as it was printed, and an invented committee that changes over the years.

Facts of the board: the association's own pages. They state 21 seats as of 8 November 2564 and print 8 names; whether
the 8 are among the 21 is said nowhere, and so it is recorded. Changes of office are shown on the invented one only.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from samphan.directory.actions import add_person
from samphan.directory.models import Person
from samphan.governance.actions.bodies import create_body
from samphan.governance.actions.instruments import note_instrument
from samphan.governance.actions.seats import PositionRow, arrange_positions, change_seat
from samphan.governance.actions.term_changes import end_term
from samphan.governance.actions.terms import Appointee, Period, appoint, make_acting, replace_holder
from samphan.governance.models import BodyKind, InSeats, QuorumRule, Seat
from samphan.kit.partial import PartialDate
from samphan.kit.thai.names import split_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samphan.directory.models import Organisation
    from samphan.governance.models import Body, Term
    from samphan.kit.actor import Actor


class Office(NamedTuple):
    """A position of a board with the names printed under it."""

    th: str
    en: str
    names: tuple[str, ...]


STATED_ON: Final = dt.date(2021, 11, 8)
STATED_SEATS: Final = 21
SOURCE: Final = "หน้าแนะนำสมาคมบนเว็บไซต์ของสมาคม"
BOARD: Final = (
    Office("นายกสมาคม", "President", ("ศ.ดร.วิจิตร ศรีสอ้าน",)),
    Office("อุปนายก", "Vice-President", ("ศ.นพ.ดร.นรินทร์ หิรัญสุทธิกุล", "รศ.ดร.อาวรณ์ โอภาสพัฒนกิจ")),
    Office(
        "กรรมการที่ปรึกษา",
        "Advisory member",
        (
            "รศ.ดร.สมชาย สันติวัฒนกุล",
            "รศ.ดร.มานิตย์ จุมปา",
            "ดร.มัลลิกา สังข์สนิท",
            "ศ.ดร.อนงค์ฤทธิ์ แข็งแรง",
        ),
    ),
    Office("เลขาธิการ", "Secretary-General", ("รศ.ดร.ชลวิทย์ เจียรจิตต์",)),
)


def add_ent_board(by: Actor) -> Body:
    """EnT's board: 21 stated seats beside the 8 printed names. ``by`` acts in EnT's network."""
    stated = PartialDate.of(STATED_ON)
    body = create_body(
        by=by,
        kind=BodyKind.BOARD,
        name_th="คณะกรรมการบริหารสมาคม",
        name_en="Executive Board of the Association",
        purpose_th="บริหารสมาคมและขับเคลื่อนพันธกิจสัมพันธ์ระหว่างมหาวิทยาลัยกับสังคมตามวัตถุประสงค์ของสมาคม",
        purpose_en="Runs the association and moves university engagement with society forward.",
        since=PartialDate.of(dt.date(2019, 1, 1), "year"),
        stated_seats=STATED_SEATS,
        stated_on=stated,
        stated_source=SOURCE,
        is_public=True,
    )
    rows = [PositionRow(None, office.th, office.en) for office in BOARD]
    positions = arrange_positions(by=by, body=body, rows=rows)
    people = [
        Appointee(person=_person(by, name), position=position, in_seats=InSeats.NOT_STATED)
        for office, position in zip(BOARD, positions, strict=True)
        for name in office.names
    ]
    appoint(by=by, body=body, people=people, period=Period(stated=stated), source=SOURCE)
    return body


CHAIR: Final = Office("ประธานกรรมการ", "Chair", ("รศ.ดร.สมมุติ นำทาง", "ศ.ดร.ตัวอย่าง สานต่อ"))
SECRETARY: Final = Office(
    "กรรมการและเลขานุการ", "Member and secretary", ("นางสาวบันทึก เรียบร้อย", "นายจดหมาย ครบถ้วน")
)
MEMBERS: Final = Office(
    "กรรมการ",
    "Member",
    ("ผศ.ดร.ริเริ่ม ใจกว้าง", "ดร.รอบคอบ ตรวจทาน", "อ.ดร.แบ่งปัน ร่วมทาง", "นางร่วมมือ เสมอมา"),
)
ACTING: Final = "ผศ.ดร.รับช่วง ชั่วคราว"


def add_bodies(by: Actor, institutions: Mapping[str, Organisation]) -> Body:
    """An invented committee with changes of office over several years, and a working group under it.

    ``institutions`` are invented member institutions by key; each member sits on behalf of one of them.
    """
    committee = _committee(by)
    places = list(institutions.values())
    for seat, place in zip(_seats(committee, MEMBERS), places, strict=False):
        change_seat(by=by, seat=seat, on_behalf_id=place.pk)
    _first_term(by, committee)
    _second_term(by, committee)
    _working_group(by, committee)
    return committee


def _committee(by: Actor) -> Body:
    body = create_body(
        by=by,
        kind=BodyKind.COMMITTEE,
        name_th="คณะกรรมการตัวอย่างด้านความร่วมมือ",
        name_en="Sample Committee on Cooperation",
        purpose_th="เสนอแนวทางความร่วมมือระหว่างสถาบันสมาชิก ติดตามผล และรายงานต่อเครือข่ายปีละครั้ง",
        purpose_en="Proposes how member institutions work together, follows it up, and reports once a year.",
        since=PartialDate.of(dt.date(2021, 4, 1)),
        stated_seats=6,
        stated_on=PartialDate.of(dt.date(2021, 4, 1)),
        stated_source="คำสั่งแต่งตั้งตัวอย่างที่ 1/2564",
        quorum_rule=QuorumRule.AT_LEAST,
        quorum_over=1,
        quorum_under=2,
        term_months=24,
        is_public=True,
        is_sample=True,
    )
    arrange_positions(
        by=by,
        body=body,
        rows=[
            PositionRow(None, CHAIR.th, CHAIR.en, 1),
            PositionRow(None, MEMBERS.th, MEMBERS.en, 4),
            PositionRow(None, SECRETARY.th, SECRETARY.en, 1),
        ],
    )
    return body


def _seats(body: Body, office: Office) -> list[Seat]:
    found = Seat.objects.filter(body=body, position__title_th=office.th)
    return list(found.select_related("body", "position", "on_behalf").order_by("number"))


def _appoint(
    by: Actor, body: Body, people: list[tuple[Seat, str]], period: Period, number: str
) -> list[Term]:
    dated = period.since
    order = note_instrument(
        by=by,
        body=body,
        kind="order",
        number=number,
        dated=dated,
        title_th=f"แต่งตั้ง{body.name_th}",
        title_en=f"Appointment of the {body.name_en}",
    )
    chosen = [Appointee(person=_person(by, name, is_sample=True), seat=seat) for seat, name in people]
    return appoint(by=by, body=body, people=chosen, period=period, instrument=order, is_sample=True)


def _first_term(by: Actor, committee: Body) -> None:
    """Two years, in which a member resigned and the chair was vacant for some months."""
    period = Period(PartialDate.of(dt.date(2021, 4, 1)), PartialDate.of(dt.date(2023, 3, 31)))
    [chair] = _seats(committee, CHAIR)
    [desk] = _seats(committee, SECRETARY)
    members = _seats(committee, MEMBERS)
    people = [
        (chair, CHAIR.names[0]),
        *zip(members[:3], MEMBERS.names[:3], strict=True),
        (desk, SECRETARY.names[0]),
    ]
    terms = _appoint(by, committee, people, period, "1/2564")
    end_term(
        by=by,
        term=terms[0],
        until=PartialDate.of(dt.date(2022, 9, 30)),
        ended="resigned",
        reason="เกษียณอายุราชการ",
    )
    make_acting(
        by=by,
        seat=chair,
        person=_person(by, ACTING, is_sample=True),
        period=Period(PartialDate.of(dt.date(2022, 10, 1)), PartialDate.of(dt.date(2023, 3, 31))),
    )
    replace_holder(
        by=by,
        term=terms[2],
        person=_person(by, MEMBERS.names[3], is_sample=True),
        since=PartialDate.of(dt.date(2022, 6, 1), "month"),
        until=PartialDate.of(dt.date(2023, 3, 31)),
        on_behalf=members[1].on_behalf,
    )


def _second_term(by: Actor, committee: Body) -> None:
    """The next two years and those that run now: a new chair, one seat that nobody holds."""
    [chair] = _seats(committee, CHAIR)
    [desk] = _seats(committee, SECRETARY)
    members = _seats(committee, MEMBERS)
    second = Period(PartialDate.of(dt.date(2023, 4, 1)), PartialDate.of(dt.date(2025, 3, 31)))
    third = Period(PartialDate.of(dt.date(2025, 4, 1)), PartialDate.of(dt.date(2027, 3, 31)))
    names = [
        (chair, CHAIR.names[1]),
        (members[0], MEMBERS.names[0]),
        (members[1], MEMBERS.names[3]),
        (members[2], MEMBERS.names[2]),
        (members[3], MEMBERS.names[1]),
        (desk, SECRETARY.names[1]),
    ]
    _appoint(by, committee, names, second, "4/2566")
    _appoint(by, committee, [*names[:4], names[5]], third, "2/2568")


def _working_group(by: Actor, committee: Body) -> None:
    group = create_body(
        by=by,
        kind=BodyKind.WORKING_GROUP,
        parent=committee,
        name_th="คณะทำงานตัวอย่างด้านข้อมูลความร่วมมือ",
        name_en="Sample Working Group on Cooperation Data",
        purpose_th="รวบรวมข้อมูลความร่วมมือของสถาบันสมาชิก",
        purpose_en="Collects data on the cooperation of member institutions.",
        since=PartialDate.of(dt.date(2024, 1, 1), "year"),
        is_sample=True,
    )
    arrange_positions(
        by=by,
        body=group,
        rows=[PositionRow(None, "หัวหน้าคณะทำงาน", "Head", 1), PositionRow(None, "คณะทำงาน", "Member", 2)],
    )
    seats = [seat for title in ("หัวหน้าคณะทำงาน", "คณะทำงาน") for seat in _seats(group, Office(title, "", ()))]
    period = Period(PartialDate.of(dt.date(2024, 1, 1), "year"))
    people = list(zip(seats, (MEMBERS.names[0], SECRETARY.names[1]), strict=False))
    _appoint(by, group, people, period, "1/2567")


def _person(by: Actor, written: str, *, is_sample: bool = False) -> Person:
    """The person of the directory with this name, or a new one."""
    name = split_name(written)
    known = Person.objects.for_actor(by).filter(
        given_name_th=name.given_name, family_name_th=name.family_name, is_sample=is_sample
    )
    return known.order_by("id").first() or add_person(
        by=by,
        is_sample=is_sample,
        academic_title=name.academic_title,
        is_doctor=name.is_doctor,
        other_titles=name.other_titles,
        given_name_th=name.given_name,
        family_name_th=name.family_name,
    )
