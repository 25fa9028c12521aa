"""Sample agreements and resources of the demo, between institutions that do not exist."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from samphan.agreements.actions.agreement import PartyRow, register_agreement
from samphan.agreements.actions.amendment import amend_agreement
from samphan.agreements.actions.obligation import note_sign_of_life, settle_obligation, write_obligation
from samphan.agreements.actions.party import SignatoryRow, arrange_signatories
from samphan.agreements.actions.resource import add_entry, state_need, write_resource
from samphan.agreements.models import (
    AgreementKind,
    AmendmentKind,
    Ending,
    EntryKind,
    FulfilmentState,
    ResourceKind,
)
from samphan.agreements.transitions.force import add_months
from samphan.events.actions.agreements import tie_agreement
from samphan.kit.partial import PartialDate
from samphan.kit.thai.dates import be_year

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samphan.agreements.models import Agreement
    from samphan.directory.models import Organisation
    from samphan.events.models import Event
    from samphan.kit.actor import Actor

DAYS: Final = dt.timedelta(days=1)


class SampleResource(NamedTuple):
    """A pledge: kind, what, giver, amount, unit, value with its basis, months until it ends, received, used for what."""

    kind: str
    title_th: str
    title_en: str
    giver: str
    amount: int
    unit: str
    value: int | None
    basis: str
    months: int
    received: int
    used: int
    purpose: str


RESOURCES: Final = (
    SampleResource(
        ResourceKind.MONEY, "เงินสนับสนุนค่าเดินทางของนิสิตแลกเปลี่ยน", "Travel grants for exchange students", "s1",
        300_000, "", None, "", 8, 200_000, 120_000, "ค่าเดินทางของนิสิต 12 คน",
    ),
    SampleResource(
        ResourceKind.MONEY, "เงินสมทบการประชุมประจำปี", "Contribution to the annual meeting", "s2",
        80_000, "", None, "", 20, 80_000, 80_000, "ค่าสถานที่และอาหารของการประชุม",
    ),
    SampleResource(
        ResourceKind.PEOPLE, "วิทยากรด้านการเรียนรู้ข้ามวัฒนธรรม", "Trainers in intercultural learning", "s2",
        20, "คน-วัน", 60_000, "อัตราค่าตอบแทนวิทยากร 3,000 บาทต่อคนต่อวัน", 14, 12, 10, "อบรมอาจารย์ที่ปรึกษา 2 รุ่น",
    ),
    SampleResource(
        ResourceKind.MATERIALS, "ชุดอุปกรณ์ห้องปฏิบัติการเคลื่อนที่", "Mobile laboratory sets", "s3",
        6, "ชุด", 90_000, "ราคาตามใบเสนอราคาของผู้ขาย", 24, 4, 4, "สาธิตในโรงเรียน 4 แห่ง",
    ),
    SampleResource(
        ResourceKind.TIME, "เวลาของเจ้าหน้าที่ประสานงาน", "Time of a coordinator", "s4",
        240, "ชั่วโมง", None, "", 10, 96, 96, "เตรียมการประชุมและติดตามผล",
    ),
    SampleResource(
        ResourceKind.IT, "ระบบประชุมทางไกลและพื้นที่เก็บไฟล์ร่วม", "Video meetings and shared storage", "s3",
        12, "เดือน", 24_000, "ค่าบริการรายเดือน 2,000 บาท", 5, 7, 7, "ประชุมคณะทำงานและเก็บเอกสารร่วม",
    ),
)  # fmt: skip


def add_agreements(
    by: Actor, bodies: Mapping[str, Organisation], *, today: dt.date, event: Event | None = None
) -> None:
    """Five agreements in different states, and resources of the five kinds.

    ``bodies`` holds the sample institutions s1 to s4. ``event`` is held under the first agreement where one is given.
    """
    three = _three_parties(by, bodies, today)
    if event is not None:
        tie_agreement(by=by, event=event, agreement=three)
    _register(
        by,
        bodies,
        today,
        ("s1", "s4"),
        kind=AgreementKind.MOA,
        title_th="ข้อตกลงการใช้ห้องสมุดร่วมกัน",
        title_en="Agreement on the shared use of libraries",
        scope_th="นิสิตและบุคลากรของทั้งสองสถาบันยืมหนังสือและใช้พื้นที่อ่านได้ทั้งสองแห่ง",
        signed_on=PartialDate.of(add_months(today, -50), "year"),
        ending=Ending.OPEN,
        notice_months=6,
    )
    _register(
        by,
        bodies,
        today,
        ("s2", "s3"),
        kind=AgreementKind.CONTRACT,
        title_th="สัญญาจ้างจัดทำสื่อการเรียนรู้ร่วม",
        title_en="Contract for shared learning media",
        scope_th="จัดทำสื่อวีดิทัศน์ 10 เรื่องเพื่อใช้ร่วมกัน",
        signed_on=PartialDate.of(add_months(today, -30)),
        ends=PartialDate.of(add_months(today, -6)),
    )
    informal = _register(
        by,
        bodies,
        today,
        ("s3", "s4"),
        kind=AgreementKind.INFORMAL,
        title_th="คำมั่นร่วมดูแลนิสิตแลกเปลี่ยนนอกเวลาเรียน",
        title_en="Promise to look after exchange students outside class",
        scope_th="แต่ละสถาบันจัดเพื่อนคู่หูให้นิสิตแลกเปลี่ยนหนึ่งคนต่อหนึ่งคน",
        in_force_from=PartialDate.of(add_months(today, -8), "month"),
        ending=Ending.OPEN,
        is_open=True,
    )
    note_sign_of_life(
        by=by,
        agreement=informal,
        on=add_months(today, -2),
        note="ผู้ประสานงานทั้งสองสถาบันประชุมทางไกลและปรับรายชื่อเพื่อนคู่หู",
        today=today,
    )
    _register(
        by,
        bodies,
        today,
        ("s1", "s2", "s4"),
        title_th="บันทึกความเข้าใจด้านการวิจัยชายฝั่ง",
        title_en="Memorandum on coastal research",
        scope_th="วิจัยร่วมกันด้านการจัดการชายฝั่งและแลกเปลี่ยนข้อมูลภาคสนาม",
        signed_on=PartialDate.of(add_months(today, -26), "month"),
        ends=PartialDate.of(add_months(today, 34), "month"),
    )
    _resources(by, bodies, three, today)


def _register(
    by: Actor, bodies: Mapping[str, Organisation], today: dt.date, parties: tuple[str, ...], **words: object
) -> Agreement:
    """An agreement; a memorandum with a fixed end unless said otherwise."""
    given = {"kind": AgreementKind.MOU, "ending": Ending.FIXED, **words}
    rows = [PartyRow(organisation=bodies[key]) for key in parties]
    return register_agreement(by=by, parties=rows, today=today, is_sample=True, **given)  # type: ignore[arg-type]  # the keys are those of AgreementWords


def _three_parties(by: Actor, bodies: Mapping[str, Organisation], today: dt.date) -> Agreement:
    """Renews itself every two years; notice is possible for some weeks yet, so that a reminder is due."""
    begun = add_months(today + 25 * DAYS, -45)
    agreement = _register(
        by,
        bodies,
        today,
        ("s1", "s2", "s3"),
        title_th="บันทึกความเข้าใจว่าด้วยการแลกเปลี่ยนนิสิตสามสถาบัน",
        title_en="Memorandum on student exchange among three institutions",
        paper_number="สมมุติ 12/2566",
        scope_th="แลกเปลี่ยนนิสิตระดับปริญญาตรีสถาบันละไม่เกินห้าคนต่อปี โดยเทียบโอนหน่วยกิตให้แก่กัน",
        scope_en="Up to five undergraduates of each institution a year, with transfer of credits",
        signed_on=PartialDate.of(begun),
        ending=Ending.RENEWING,
        term_months=24,
        notice_months=3,
        owner_name="งานวิเทศสัมพันธ์ ฝ่ายเลขานุการ",
        owner_email="secretariat@demo.example",
        is_open=True,
    )
    first, second, _third = agreement.parties.order_by("order")
    arrange_signatories(
        by=by,
        agreement=agreement,
        rows=[
            SignatoryRow(name="ดร.ปิยะ ธารสมมุติ", position="รองอธิการบดี ปฏิบัติการแทนอธิการบดี", party=first),
            SignatoryRow(name="อ.ดร.ภูมิ ยอดผา", position="ผู้ช่วยอธิการบดี", party=second),
            SignatoryRow(name="นางสาวฟ้าใส สายธาร", position="นักวิเทศสัมพันธ์", is_witness=True),
        ],
    )
    amend_agreement(
        by=by,
        agreement=agreement,
        kind=AmendmentKind.ADDENDUM,
        changed_th="เพิ่มนิสิตระดับบัณฑิตศึกษา",
        changed_en="Graduate students are included",
        signed_on=PartialDate.of(add_months(begun, 14), "month"),
        scope_th="แลกเปลี่ยนนิสิตระดับปริญญาตรีและบัณฑิตศึกษาสถาบันละไม่เกินแปดคนต่อปี โดยเทียบโอนหน่วยกิตให้แก่กัน",
        scope_en="Up to eight students of each institution a year, graduates included, with transfer of credits",
    )
    report = write_obligation(
        by=by,
        agreement=agreement,
        what_th="ส่งรายชื่อนิสิตแลกเปลี่ยนประจำปี",
        what_en="Send the list of exchange students of the year",
        party=first,
        due_on=add_months(today, -11),
        is_yearly=True,
    )
    settle_obligation(
        by=by,
        obligation=report,
        state=FulfilmentState.DONE,
        on=add_months(today, -11),
        note="หนังสือนำส่งรายชื่อ 5 คน",
        today=today,
    )
    write_obligation(
        by=by,
        agreement=agreement,
        what_th="สรุปผลการเทียบโอนหน่วยกิต",
        what_en="Summarise the transfer of credits",
        party=second,
        due_on=today - 12 * DAYS,
    )
    return agreement


def _resources(by: Actor, bodies: Mapping[str, Organisation], agreement: Agreement, today: dt.date) -> None:
    for sample in RESOURCES:
        resource = write_resource(
            by=by,
            kind=sample.kind,
            title_th=sample.title_th,
            title_en=sample.title_en,
            giver=bodies[sample.giver],
            amount=Decimal(sample.amount),
            unit=sample.unit,
            value_baht=None if sample.value is None else Decimal(sample.value),
            value_basis=sample.basis,
            starts=PartialDate.of(add_months(today, -10), "month"),
            ends=PartialDate.of(add_months(today, sample.months), "month"),
            agreement=agreement if sample.giver == "s1" else None,
            is_open=sample.kind in {ResourceKind.MATERIALS, ResourceKind.IT},
            is_sample=True,
        )
        add_entry(
            by=by,
            resource=resource,
            kind=EntryKind.RECEIVED,
            on=PartialDate.of(add_months(today, -7), "month"),
            amount=Decimal(sample.received),
        )
        add_entry(
            by=by,
            resource=resource,
            kind=EntryKind.USED,
            on=PartialDate.of(add_months(today, -3)),
            amount=Decimal(sample.used),
            purpose=sample.purpose,
        )
    needs = (
        (
            ResourceKind.MONEY,
            "ทุนเดินทางและการประชุมประจำปี",
            "Travel grants and the annual meeting",
            500_000,
            "",
        ),
        (ResourceKind.PEOPLE, "วิทยากรอบรมตลอดปี", "Trainers for the year", 15, "คน-วัน"),
        (ResourceKind.TIME, "เวลาประสานงาน", "Time for coordination", 200, "ชั่วโมง"),
    )
    for kind, title_th, title_en, amount, unit in needs:
        state_need(
            by=by,
            kind=kind,
            title_th=title_th,
            title_en=title_en,
            year=be_year(add_months(today, -7)),
            amount=Decimal(amount),
            unit=unit,
            is_sample=True,
        )
