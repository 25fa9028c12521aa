"""Members of the demo: the benefits that EnT states, in our own words, and a membership history that is invented."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from samphan.directory.actions import add_organisation
from samphan.kit.partial import PartialDate
from samphan.kit.thai.dates import be_year
from samphan.networks.actions.application import apply_for_membership, decide_application
from samphan.networks.actions.benefit import record_benefit_use, write_benefit
from samphan.networks.actions.category import change_membership_settings, settings_of, write_category
from samphan.networks.actions.dues import exempt_member, invoice_dues, record_payment
from samphan.networks.actions.membership import admit_member
from samphan.networks.actions.period import begin_period, end_membership
from samphan.networks.actions.prospect import add_prospect, note_contact
from samphan.networks.actions.representative import name_representative
from samphan.web.demo.facts import Words

if TYPE_CHECKING:
    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor
    from samphan.networks.models import Member

BENEFITS: Final = (
    Words(
        "ร่วมพลังกับมหาวิทยาลัย ชุมชน และภาคี เพื่อสร้างและแบ่งปันความรู้เรื่องพันธกิจสัมพันธ์",
        "Joining forces with universities, communities and partners to create and share knowledge of engagement",
    ),
    Words(
        "พัฒนาระบบบริหารจัดการงานเพื่อสังคมของมหาวิทยาลัย ทั้งในประเทศและระดับนานาชาติ",
        "Stronger management of engaged work, in the country and abroad",
    ),
    Words(
        "ได้รับการสนับสนุนเมื่อมีผลงานเพื่อสังคมที่เด่นชัด",
        "Better chances of funding where engaged work has shown its impact",
    ),
    Words(
        "บุคลากรมีโอกาสก้าวหน้าในตำแหน่งทางวิชาการด้านการรับใช้สังคม",
        "A way for staff to academic titles for work that serves society",
    ),
    Words(
        "เข้าถึงข้อมูลด้านนโยบาย แหล่งทุน และกิจกรรมที่เกี่ยวข้อง",
        "Inside information on policy, funding and activities",
    ),
)
#: Invented organisations: kind, Thai and English name, since, until, member number.
_MEMBERS: Final = (
    (
        "university",
        "มหาวิทยาลัยริมโขงสมมุติ",
        "Sample University of the Riverside",
        "2018-05-01",
        "",
        "M-2561-001",
    ),
    ("university", "มหาวิทยาลัยภูผาสมมุติ", "Sample University of the Hills", "2019", "2022-09-30", "M-2562-001"),
    ("foundation", "มูลนิธิชุมชนเข้มแข็งสมมุติ", "Sample Foundation for Communities", "2021-03", "", "M-2564-001"),
    ("local_government", "เทศบาลเมืองสมมุติ", "Sample Town", "2024-01-01", "2026-12-31", "M-2567-001"),
)
_SECTORS: Final = {
    "university": "university",
    "foundation": "non_profit",
    "local_government": "local_government",
    "school": "school",
}


def state_benefits(by: Actor) -> None:
    """The catalogue of benefits of the association."""
    for position, words in enumerate(BENEFITS, start=1):
        write_benefit(by=by, name_th=words.th, name_en=words.en, position=position)


def make(by: Actor, today: dt.date) -> list[Member]:
    """An invented membership history in the actor's network: categories, terms, a return, dues, prospects, an application."""
    change_membership_settings(
        by=by,
        number_prefix="M-",
        takes_applications=True,
        words_th="แบบฟอร์มนี้เป็นข้อมูลตัวอย่าง องค์กรที่ประสงค์จะเข้าร่วมโปรดกรอกข้อมูลให้ครบถ้วน",
        words_en="This form is sample data. Organisations that want to join fill it in.",
        office="สำนักงานเลขานุการ (ตัวอย่าง)",
        signer_name="นางสาวสมมุติ ตัวอย่าง",
        signer_position="เลขานุการ",
        payment="ธนาคารตัวอย่าง ชื่อบัญชี “เครือข่ายตัวอย่าง” เลขที่ 000-0-00000-0",
    )
    full = write_category(
        by=by, name_th="สมาชิกสามัญ", name_en="Full member", rights_th="เข้าประชุม เสนอวาระ และออกเสียง",
        rights_en="Attends, proposes items and votes", votes=1, dues=Decimal(5000), position=1,
    )  # fmt: skip
    associate = write_category(
        by=by, name_th="สมาชิกสมทบ", name_en="Associate member", rights_th="เข้าประชุมและแสดงความเห็น",
        rights_en="Attends and speaks", votes=0, dues=Decimal(1500), position=2,
    )  # fmt: skip
    members = []
    for kind, th, en, since, until, number in _MEMBERS:
        is_term = bool(until) and kind == "local_government"
        member = admit_member(
            by=by,
            organisation=_organisation(by, kind, th, en),
            since=_date(since),
            until=_date(until) if is_term else None,
            basis="fixed_term" if is_term else "until_resignation",
            category=full if kind == "university" else associate,
            instrument="คณะกรรมการบริหาร (ตัวอย่าง)",
            number=number,
            is_sample=True,
        )
        if until and not is_term:
            end_membership(
                by=by, member=member, until=PartialDate.of(dt.date.fromisoformat(until)), kind="resigned",
                reason="ปรับโครงสร้างภายใน (ตัวอย่าง)",
            )  # fmt: skip
            begin_period(by=by, member=member, since=_date("2025-01"), category=full)
        name_representative(
            by=by, member=member, email=f"{number.lower()}@demo.example", name="ผู้แทน สมมุติ",
            position="รองอธิการบดี" if kind == "university" else "ผู้จัดการ", since_on=dt.date(2025, 1, 1),
        )  # fmt: skip
        members.append(member)
    _money_and_use(by, members, today)
    _before_joining(by, today)
    return members


def _money_and_use(by: Actor, members: list[Member], today: dt.date) -> None:
    year = be_year(today)
    exempt_member(by=by, member=members[1], year=year, reason="ปีแรกหลังกลับเข้าเป็นสมาชิก (ตัวอย่าง)")
    invoices = invoice_dues(by=by, year=year, issued_on=dt.date(today.year, 1, 15))
    record_payment(by=by, invoice=invoices[0], paid_on=today, way="transfer", issued_on=today)
    benefit = write_benefit(
        by=by, name_th="ส่วนลดค่าลงทะเบียน (ตัวอย่าง)", name_en="Reduced fee (sample)", position=9
    )
    record_benefit_use(
        by=by, benefit=benefit, member=members[0], on=today, count=4, occasion="การประชุมวิชาการ (ตัวอย่าง)"
    )


def _before_joining(by: Actor, today: dt.date) -> None:
    prospect = add_prospect(
        by=by,
        organisation=_organisation(by, "school", "โรงเรียนบ้านสมมุติ", "Sample Village School"),
        potential="high",
        potential_reason="มีพื้นที่เรียนรู้ร่วมกับชุมชน (ตัวอย่าง)",
        interest="middle",
        interest_reason="เคยเข้าร่วมประชุมหนึ่งครั้ง (ตัวอย่าง)",
        keeper="นางสาวสมมุติ ตัวอย่าง",
        is_sample=True,
    )
    note_contact(by=by, prospect=prospect, on=today, text="หารือเรื่องการเข้าร่วม (ตัวอย่าง)", today=today)
    for name, english, is_decided in (
        ("สมาคมสมมุติหนึ่ง", "Sample Association One", True),
        ("สมาคมสมมุติสอง", "Sample Association Two", False),
    ):
        application = apply_for_membership(
            by=by,
            rules=settings_of(by.network_id),
            organisation=_organisation(by, "association", name, english),
            organisation_name=name,
            applicant_name="ผู้ยื่น สมมุติ",
            applicant_email="applicant@demo.example",
            submitted_on=today - dt.timedelta(days=40 if is_decided else 5),
            reasons="ประสงค์จะร่วมงานกับเครือข่าย (ตัวอย่าง)",
            is_sample=True,
        )
        if is_decided:
            decide_application(
                by=by, application=application, is_approved=True, resolved_on=today - dt.timedelta(days=10),
                resolution_label=f"คณะกรรมการบริหาร ครั้งที่ 1/{be_year(today)} (ตัวอย่าง)",
            )  # fmt: skip


def _organisation(by: Actor, kind: str, th: str, en: str) -> Organisation:
    sector = _SECTORS.get(kind, "")
    return add_organisation(by=by, kind=kind, name_th=th, name_en=en, sector=sector, is_sample=True)


def _date(text: str) -> PartialDate:
    """``2019``, ``2021-03`` or ``2018-05-01``."""
    parts = [int(each) for each in text.split("-")]
    day = dt.date(*[*parts, 1, 1][:3])
    return PartialDate.of(day, "year" if len(parts) == 1 else "month" if len(parts) == 2 else "day")
